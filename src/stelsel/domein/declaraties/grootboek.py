"""The ledger of claims and payments: whole cents, double entry, three sums that always hold.

What is kept per gemeente, aanbieder, law and month is a *Mutatie*: one line of a columnar journal, with a
column per balance. The three sums hold for every single line, so they hold for every total of lines:

    gedeclareerd    = goedgekeurd + afgekeurd + in_behandeling              (debit lines of messages)
    credit_gevraagd = gecrediteerd + credit_geweigerd                       (credit lines of messages)
    te betalen      = goedgekeurd - gecrediteerd
                    = openstaand + klaargezet + bij_bank + betaald          (money)

A line is also a set of postings with debit = credit (`list_posten`), for a bookkeeping that wants them.
Nothing is ever changed: a correction is the same line with the signs turned (`-mutatie`).

The worked example stands in docs/rekenen/grootboek.md. Source of the sums: own choice, after R6 and F10.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Boekingsoort(StrEnum):
    """What happened to the money."""

    OORDEEL = "oordeel"
    GOEDKEURING = "goedkeuring"
    BESTAND = "bestand"
    BETALING = "betaling"
    HERROEPING = "herroeping"


BOEKINGSOORT_NAAM = {
    Boekingsoort.OORDEEL: "Declaratie beoordeeld",
    Boekingsoort.GOEDKEURING: "Betaling goedgekeurd",
    Boekingsoort.BESTAND: "Naar de bank",
    Boekingsoort.BETALING: "Betaald",
    Boekingsoort.HERROEPING: "Teruggedraaid",
}


class Rekening(StrEnum):
    """The accounts; `lasten` follows from the others and is not kept."""

    GEDECLAREERD = "gedeclareerd"
    IN_BEHANDELING = "in_behandeling"
    GOEDGEKEURD = "goedgekeurd"
    AFGEKEURD = "afgekeurd"
    CREDIT_GEVRAAGD = "credit_gevraagd"
    GECREDITEERD = "gecrediteerd"
    CREDIT_GEWEIGERD = "credit_geweigerd"
    OPENSTAAND = "openstaand"
    KLAARGEZET = "klaargezet"
    BIJ_BANK = "bij_bank"
    BETAALD = "betaald"
    LASTEN = "lasten"


#: Accounts whose balance stands on the debit side; the others stand on the credit side.
DEBETREKENINGEN = frozenset(
    {
        Rekening.IN_BEHANDELING,
        Rekening.GOEDGEKEURD,
        Rekening.AFGEKEURD,
        Rekening.CREDIT_GEVRAAGD,
        Rekening.LASTEN,
    }
)


@dataclass(frozen=True)
class Mutatie:
    """What one act changes, or a total of acts: cents per account, each positive on its own side."""

    gedeclareerd: int = 0
    in_behandeling: int = 0
    goedgekeurd: int = 0
    afgekeurd: int = 0
    credit_gevraagd: int = 0
    gecrediteerd: int = 0
    credit_geweigerd: int = 0
    openstaand: int = 0
    klaargezet: int = 0
    bij_bank: int = 0
    betaald: int = 0

    def __add__(self, ander: Mutatie) -> Mutatie:
        return Mutatie(*(a + b for a, b in zip(self.bedragen, ander.bedragen, strict=True)))

    def __neg__(self) -> Mutatie:
        return Mutatie(*(-bedrag for bedrag in self.bedragen))

    @property
    def bedragen(self) -> tuple[int, ...]:
        """The cents in the order of the fields."""
        return tuple(getattr(self, veld) for veld in VELDEN)

    @property
    def te_betalen(self) -> int:
        """Approved minus credited."""
        return self.goedgekeurd - self.gecrediteerd

    @property
    def nog_te_betalen(self) -> int:
        """What has not left the bank account yet, whatever its stage."""
        return self.openstaand + self.klaargezet + self.bij_bank


#: The columns of a Mutatie, which are those of the table of entries too.
VELDEN = tuple(veld.name for veld in fields(Mutatie))


@dataclass(frozen=True)
class Post:
    """One posting: cents on one side, never on both, never negative."""

    rekening: Rekening
    debet: int
    credit: int


def boek_ontvangst(*, gedeclareerd: int) -> Mutatie:
    """The debit lines of a message come in."""
    return Mutatie(gedeclareerd=gedeclareerd, in_behandeling=gedeclareerd)


def boek_oordeel(*, goedgekeurd: int, afgekeurd: int, gecrediteerd: int, credit_geweigerd: int) -> Mutatie:
    """The verdict on lines that came in; a credit is booked when it is judged. All amounts >= 0."""
    return Mutatie(
        in_behandeling=-goedgekeurd - afgekeurd,
        goedgekeurd=goedgekeurd,
        afgekeurd=afgekeurd,
        credit_gevraagd=gecrediteerd + credit_geweigerd,
        gecrediteerd=gecrediteerd,
        credit_geweigerd=credit_geweigerd,
        openstaand=goedgekeurd - gecrediteerd,
    )


def boek_goedkeuring(bedrag: int) -> Mutatie:
    """A second person approved that this is paid; negative for what is set off."""
    return Mutatie(openstaand=-bedrag, klaargezet=bedrag)


def boek_bestand(bedrag: int) -> Mutatie:
    """The payment file for the bank was made."""
    return Mutatie(klaargezet=-bedrag, bij_bank=bedrag)


def boek_betaling(bedrag: int) -> Mutatie:
    """The bank paid."""
    return Mutatie(bij_bank=-bedrag, betaald=bedrag)


def boek_voldaan(bedrag: int) -> Mutatie:
    """Settled before these books were kept: taken over as paid."""
    return Mutatie(openstaand=-bedrag, betaald=bedrag)


def list_verschillen(mutatie: Mutatie) -> list[tuple[str, int]]:
    """The sums that do not hold, each with its difference in cents; empty for what balances."""
    sommen = (
        (
            "gedeclareerd = goedgekeurd + afgekeurd + in behandeling",
            mutatie.gedeclareerd - mutatie.goedgekeurd - mutatie.afgekeurd - mutatie.in_behandeling,
        ),
        (
            "gevraagde crediteringen = gecrediteerd + geweigerd",
            mutatie.credit_gevraagd - mutatie.gecrediteerd - mutatie.credit_geweigerd,
        ),
        (
            "goedgekeurd - gecrediteerd = betaald + nog te betalen",
            mutatie.te_betalen - mutatie.betaald - mutatie.nog_te_betalen,
        ),
    )
    return [(som, verschil) for som, verschil in sommen if verschil]


def list_posten(mutatie: Mutatie) -> tuple[Post, ...]:
    """The postings of a line; debit and credit are equal when the three sums hold."""
    saldi = {Rekening(veld): getattr(mutatie, veld) for veld in VELDEN}
    saldi[Rekening.LASTEN] = mutatie.te_betalen
    return tuple(_create_post(rekening, saldo) for rekening, saldo in saldi.items() if saldo)


def _create_post(rekening: Rekening, saldo: int) -> Post:
    """A negative balance stands on the other side."""
    is_debet = (rekening in DEBETREKENINGEN) == (saldo > 0)
    return Post(rekening, abs(saldo) if is_debet else 0, 0 if is_debet else abs(saldo))
