"""The rules on claim lines that look beyond the message (levels 3 and 4): one column each.

A rule sees the joined table of lines and yields a boolean column that is true where the line breaks it.
Empty context (no Omvang, no end date, no contract line) makes a comparison empty, which counts as kept.
Columns: the line as stream_declaratie gives it, plus `credit`, `basisvolume`;
the allocation `t_…`; the contract line in force on the first day of the ProductPeriode `c_…`;
and what earlier messages left: `oorspronkelijk` (the approved debit with the same values that a credit
names), `eerder_gecrediteerd`, `open_debet`, `referentie_gebruikt`; and what the whole message shows:
`referentie_dubbel`, the reference stands on more than one line, credit or debit; `credit_herhaald`, a line
before this one credits the same debit.
TR319 is not here: the message alone shows it, so it is judged on level 2. Never a rule on start or stop
messages (OP364).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import polars as pl

from stelsel.istandaarden.beoordeling import volume
from stelsel.kern.volume import MINUTEN_PER_UUR, Eenheid

REDEN_VERWIJDERD = "13"
CATEGORIE_HUISHOUDELIJKE_HULP = "01"

_kolom = pl.col


class Geldt(Enum):
    """Which lines a rule looks at. A credit repeats an approved line, so its content is not judged again."""

    ALLE = "alle"
    CREDIT = "credit"
    DEBET = "debet"


@dataclass(frozen=True)
class Prestatieregel:
    """One rule: official code, the lines it looks at, and the column that is true where it is broken."""

    code: str
    geldt: Geldt
    maak: Callable[[], pl.Expr]

    def kolom(self) -> pl.Expr:
        """Broken or not, for every line, named after the code."""
        gebroken = self.maak().fill_null(value=False)
        if self.geldt is not Geldt.ALLE:
            gebroken = gebroken & (_kolom("credit") == (self.geldt is Geldt.CREDIT))
        return gebroken.alias(self.code)


#: In the order of section "checks on receipt" of the standard's reference.
PRESTATIEREGELS: dict[str, Prestatieregel] = {}


def prestatieregel(
    code: str, *, geldt: Geldt = Geldt.DEBET
) -> Callable[[Callable[[], pl.Expr]], Callable[[], pl.Expr]]:
    """Registers a rule under its official code; ValueError for a code that is taken."""

    def registreer(maak: Callable[[], pl.Expr]) -> Callable[[], pl.Expr]:
        if code in PRESTATIEREGELS:
            raise ValueError(f"regel {code} bestaat al")
        PRESTATIEREGELS[code] = Prestatieregel(code, geldt, maak)
        return maak

    return registreer


@prestatieregel("TR338", geldt=Geldt.ALLE)
def hoort_bij_toewijzing() -> pl.Expr:
    """The ToewijzingNummer is one of this client at this aanbieder."""
    return _kolom("toewijzing_id").is_null()


@prestatieregel("TR384", geldt=Geldt.ALLE)
def toewijzing_niet_verwijderd() -> pl.Expr:
    """The allocation was not deleted."""
    return _kolom("t_reden_wijziging") == REDEN_VERWIJDERD


@prestatieregel("TR314", geldt=Geldt.ALLE)
def referentie_is_nieuw() -> pl.Expr:
    """The ReferentieNummer was never used, in this message or before, by an approved or a rejected line."""
    return _kolom("referentie_gebruikt") | _kolom("referentie_dubbel")


@prestatieregel("TR323", geldt=Geldt.CREDIT)
def credit_hoort_bij_goedgekeurd_debet() -> pl.Expr:
    """The credit repeats an approved debit of an earlier message in every value (IV085, IV091)."""
    return ~_kolom("oorspronkelijk")


@prestatieregel("TR390", geldt=Geldt.CREDIT)
def niet_eerder_gecrediteerd() -> pl.Expr:
    """One debit is credited once; of two credits in one message the first counts."""
    return _kolom("eerder_gecrediteerd") | _kolom("credit_herhaald")


@prestatieregel("TR389")
def geen_open_debet() -> pl.Expr:
    """No uncredited debit for the same allocation, product and period; of two at once the first counts."""
    sleutel = ["credit", "toewijzing_id", "categorie", "code", "begin", "eind"]
    return _kolom("open_debet") | (pl.int_range(pl.len()).over(sleutel) > 0)


@prestatieregel("TR339")
def categorie_als_toegewezen() -> pl.Expr:
    """ProductCategorie as allocated, where the allocation names one."""
    return _kolom("categorie") != _kolom("t_categorie")


@prestatieregel("TR340")
def code_als_toegewezen() -> pl.Expr:
    """ProductCode as allocated, where the allocation names one."""
    return _kolom("code") != _kolom("t_code")


@prestatieregel("TR381")
def code_past_bij_categorie() -> pl.Expr:
    """The product stands in the contract, on the first day of the period, under this categorie."""
    return _kolom("c_categorie").is_null() | (_kolom("categorie") != _kolom("c_categorie"))


@prestatieregel("TR341")
def eenheid_past() -> pl.Expr:
    """The unit of the allocation, without Omvang that of the contract; minutes will do for hours (IV081).

    IV081 speaks of a tariff per hour with a claim in minutes, so we read it for either."""
    return (
        pl.when(_kolom("t_eenheid").is_null())
        .then(~_past_bij_eenheid("c_eenheid"))
        .otherwise(~_past_bij_eenheid("t_eenheid"))
    )


@prestatieregel("TR307")
def begint_binnen_toewijzing() -> pl.Expr:
    """The ProductPeriode does not begin before the allocation."""
    return _kolom("begin") < _kolom("t_begin")


@prestatieregel("TR308")
def eindigt_binnen_toewijzing() -> pl.Expr:
    """The ProductPeriode does not end after the allocation."""
    return _kolom("eind") > _kolom("t_eind")


@prestatieregel("TR387")
def begint_op_eerste_dag() -> pl.Expr:
    """First day of the month, or of the allocation when that lies later in the same month.

    A period that begins before an allocation of that month is for TR307: code 9387 excludes it in words."""
    eerste = _kolom("begin").dt.month_start()
    in_deze_maand = _kolom("t_begin").dt.month_start() == eerste
    te_laat = _kolom("begin") > _kolom("t_begin")
    return pl.when(in_deze_maand).then(te_laat).otherwise(_kolom("begin") != eerste)


@prestatieregel("TR388")
def eindigt_op_laatste_dag() -> pl.Expr:
    """Last day of the month, or of the allocation when that lies earlier in the same month.

    A period that ends after an allocation of that month is for TR308: code 9388 excludes it in words."""
    laatste = _kolom("eind").dt.month_end()
    in_deze_maand = (_kolom("t_eind").dt.month_end() == laatste).fill_null(value=False)
    te_vroeg = _kolom("eind") < _kolom("t_eind")
    return pl.when(in_deze_maand).then(te_vroeg).otherwise(_kolom("eind") != laatste)


@prestatieregel("TR418")
def tarief_als_in_contract() -> pl.Expr:
    """The contract's tariff; per minute it is the hourly tariff / 60, rounded half up to cents (IV081)."""
    return _kolom("tarief") != _contracttarief()


@prestatieregel("TR346")
def bedrag_is_volume_maal_tarief() -> pl.Expr:
    """Amount = volume x tariff; minutes at an hourly tariff are rounded once, at the end (IV081).

    With another tariff than agreed (TR418 tells that) either reading of minutes is right."""
    product = _kolom("volume").cast(pl.Int64) * _kolom("tarief")
    per_uur = _half_omhoog(_kolom("volume").cast(pl.Int64) * _kolom("c_tarief"))
    minuten = _minuten_voor_uren("c_eenheid").fill_null(value=False)
    afgesproken = (_kolom("tarief") == _contracttarief()).fill_null(value=False)
    anders_dan_product = (_kolom("bedrag") != product) & ~(minuten & (_kolom("bedrag") == per_uur))
    fout = pl.when(minuten & afgesproken).then(_kolom("bedrag") != per_uur).otherwise(anders_dan_product)
    return (_kolom("eenheid") != Eenheid.EURO) & fout


@prestatieregel("TR321")
def volume_past_in_periode() -> pl.Expr:
    """The volume fits the allocated volume over the ProductPeriode (IV076 to IV078)."""
    huishoudelijk = _kolom("is_wmo") & (_kolom("t_categorie") == CATEGORIE_HUISHOUDELIJKE_HULP)
    maximum = volume.maximum_in_productperiode(huishoudelijke_hulp=huishoudelijk.fill_null(value=False))
    return _past_bij_eenheid("t_eenheid") & (_kolom("basisvolume") > maximum)


def _past_bij_eenheid(eenheid: str) -> pl.Expr:
    return (_kolom("eenheid") == _kolom(eenheid)) | _minuten_voor_uren(eenheid)


def _minuten_voor_uren(eenheid: str) -> pl.Expr:
    return (_kolom("eenheid") == Eenheid.MINUUT) & (_kolom(eenheid) == Eenheid.UUR)


def _half_omhoog(zestigsten: pl.Expr) -> pl.Expr:
    """An amount in sixtieths of a cent to whole cents, half a cent up."""
    return (zestigsten + MINUTEN_PER_UUR // 2) // MINUTEN_PER_UUR


def _contracttarief() -> pl.Expr:
    tarief = _kolom("c_tarief").cast(pl.Int64)
    return pl.when(_minuten_voor_uren("c_eenheid")).then(_half_omhoog(tarief)).otherwise(tarief)
