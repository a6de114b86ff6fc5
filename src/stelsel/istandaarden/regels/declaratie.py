"""Level 2 on a declaration as a whole, on its answer, and on the dates of every message."""

from __future__ import annotations

import polars as pl

from stelsel.istandaarden.regels.registratie import Deel, regel
from stelsel.kern.periode import Periode

_DATUMS = {
    "Client": "Geboortedatum/Datum",
    "Relatie": "Geboortedatum/Datum",
    "ToegewezenProduct": "Toewijzingsdatum",
    "StartProduct": "Begindatum",
    "StopProduct": "Einddatum",
    "Declaratie": "DeclaratiePeriode/Begindatum",
}
_ZONDER_AFKEUR = {"0200", "8001"}


@regel("TR134", *_DATUMS)
def datum_niet_na_dagtekening(deel: Deel) -> bool:
    """The date that each class is judged on."""
    datum = deel[_DATUMS[deel.klasse.naam]]
    return datum is None or datum <= deel.bericht.dagtekening


@regel("TR137", "Declaratie", element="DeclaratiePeriode/Einddatum")
def periode_eindigt_voor_dagtekening(deel: Deel) -> bool:
    """Begin, end and the message's date in this order."""
    begin, eind = deel["DeclaratiePeriode/Begindatum"], deel["DeclaratiePeriode/Einddatum"]
    return bool(begin <= eind <= deel.bericht.dagtekening)


@regel("CS100", "Declaratie", element="DeclaratiePeriode/Begindatum")
def periode_na_invoering(deel: Deel) -> bool:
    """Before that day the older messages were in use."""
    return bool(deel["DeclaratiePeriode/Begindatum"] >= deel.bericht.grenzen.eerste_declaratiedag)


@regel("CS340", "Declaratie", element="DeclaratiePeriode")
def periode_is_kalendermaand(deel: Deel) -> bool:
    """From the first to the last day of one month."""
    begin, eind = deel["DeclaratiePeriode/Begindatum"], deel["DeclaratiePeriode/Einddatum"]
    maand = Periode.maand(begin.year, begin.month)
    return (begin, eind) == (maand.begin, maand.eind)


@regel("CS325", "Declaratie", "DeclaratieAntwoord")
def totaal_nul_is_debet(deel: Deel) -> bool:
    """Both totals of an answer count."""
    totalen = (deel["TotaalIngediendBedrag"], deel["TotaalToegekendBedrag"])
    return all(t is None or t["TotaalBedrag"] != 0 or t["DebetCredit"] == "D" for t in totalen)


def _som_van_regels(deel: Deel) -> int:
    """Debit minus credit of the lines in the message, in eurocents."""
    regels = deel.bericht.regels
    if regels is None:
        return 0
    getekend = pl.when(pl.col("dc") == "C").then(-pl.col("bedrag")).otherwise(pl.col("bedrag"))
    return int(regels.select(getekend.sum()).item())


def _totaal(deel: Deel, naam: str) -> int:
    """A total with its sign, in eurocents."""
    bedrag: int = deel[f"{naam}/TotaalBedrag"]
    return -bedrag if deel[f"{naam}/DebetCredit"] == "C" else bedrag


@regel("TR358", "Declaratie", element="TotaalIngediendBedrag")
def totaal_is_som_van_regels(deel: Deel) -> bool:
    """Debit counts, credit is taken off."""
    return _totaal(deel, "TotaalIngediendBedrag") == _som_van_regels(deel)


@regel("TR342", "DeclaratieAntwoord")
def afgewezen_regels_verklaren_verschil(deel: Deel) -> bool:
    """A refused declaration grants nothing and returns no lines; otherwise the lines are the difference."""
    toegekend = _totaal(deel, "TotaalToegekendBedrag")
    if not set(deel["RetourCodes/RetourCode"]) <= _ZONDER_AFKEUR:
        return toegekend == 0
    return _som_van_regels(deel) == _totaal(deel, "TotaalIngediendBedrag") - toegekend
