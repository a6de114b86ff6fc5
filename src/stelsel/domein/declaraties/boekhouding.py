"""What the bookkeeping of the gemeente gets of the ledger: expenses, what is owed, and what the bank paid.

Of a Mutatie only the money goes out; what was claimed and rejected is no fact for the annual accounts:

    lasten = te betalen        (debit)
    te betalen                 (credit; openstaand and klaargezet)
    onderweg                   (credit; in a payment file, the bank has not confirmed)
    bank                       (credit; betaald)

The third sum of the ledger makes both sides equal. A negative amount stands on the other side.
Worked example: docs/rekenen/grootboek.md. Source: own choice; a gemeente names its own accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stelsel.domein.declaraties.grootboek import Mutatie
from stelsel.domein.toegang.begrippen import Wet


class Post(StrEnum):
    """The accounts that a gemeente names a number for."""

    LASTEN_JW = "lasten_jw"
    LASTEN_WMO = "lasten_wmo"
    TE_BETALEN = "te_betalen"
    ONDERWEG = "onderweg"
    BANK = "bank"


POST_NAAM = {
    Post.LASTEN_JW: "Lasten Jeugdwet",
    Post.LASTEN_WMO: "Lasten Wmo",
    Post.TE_BETALEN: "Nog te betalen aan aanbieders",
    Post.ONDERWEG: "Betalingen onderweg",
    Post.BANK: "Bank",
}

_LASTEN = {Wet.JEUGDWET.value: Post.LASTEN_JW, Wet.WMO.value: Post.LASTEN_WMO}


@dataclass(frozen=True)
class Bedrag:
    """Cents on one account, on one side."""

    post: Post
    debet: int
    credit: int


def list_bedragen(mutatie: Mutatie, *, wet: str) -> list[Bedrag]:
    """What one entry means to the bookkeeping; debit and credit are equal, and nothing for an entry that
    moves no money (everything rejected)."""
    saldi = {
        _LASTEN[wet]: mutatie.te_betalen,
        Post.TE_BETALEN: -mutatie.openstaand - mutatie.klaargezet,
        Post.ONDERWEG: -mutatie.bij_bank,
        Post.BANK: -mutatie.betaald,
    }
    return [Bedrag(post, max(saldo, 0), max(-saldo, 0)) for post, saldo in saldi.items() if saldo]
