"""The report of the public berichtencontrole. Nothing here reads or writes the database: what somebody sends
is judged in memory, and what a download needs goes back to the visitor, signed, in the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core import signing

from stelsel.istandaarden.catalogus.hulp import get_hulp
from stelsel.istandaarden.rapport import (
    Rapport,
    check_bestanden,
    create_rapport,
    render_berichtnaam,
    render_plek,
)

_ZOUT = "berichtencontrole"
#: How many findings a download carries; a message that breaks more rules than this has one cause.
MEESTE_IN_DOWNLOAD = 5_000
Uitslag = list[dict[str, Any]]


class RapportOngeldig(Exception):
    """What came back was not made by us."""


def list_rapporten(bestanden: Iterable[tuple[str, bytes]]) -> list[Rapport]:
    """A report per message in these files (name, bytes). Never raises on bad data."""
    return [create_rapport(bestand) for bestand in check_bestanden(bestanden)]


def list_als_data(rapporten: Iterable[Rapport]) -> Uitslag:
    """The shape of `stelsel controleer --json` (docs/formaten)."""
    return [
        {
            "bestand": r.naam,
            "bericht": r.bericht,
            "niveau": r.niveau,
            "bevindingen": [b.als_data() for b in r.bevindingen],
        }
        for r in rapporten
        if not r.overgeslagen
    ]


def write_rapport(rapporten: Sequence[Rapport]) -> str:
    """The findings as signed text for the page; no values of the message, at most MEESTE_IN_DOWNLOAD."""
    over, uitslag = MEESTE_IN_DOWNLOAD, []
    for rapport in rapporten:
        bevindingen = [b.als_data() for b in rapport.bevindingen[:over]]
        over -= len(bevindingen)
        kop = {"bestand": rapport.naam, "bericht": rapport.bericht, "oordeel": rapport.oordeel}
        uitslag.append(kop | {"aantal": rapport.aantal, "bevindingen": bevindingen})
    return signing.dumps(uitslag, salt=_ZOUT, compress=True)


def parse_rapport(tekst: str) -> Uitslag:
    """What write_rapport wrote. Raises RapportOngeldig for anything else."""
    try:
        uitslag: Uitslag = signing.loads(tekst, salt=_ZOUT)
    except signing.BadSignature:
        raise RapportOngeldig("dit rapport is niet van ons") from None
    return uitslag


def list_rijen(uitslag: Uitslag) -> list[list[Any]]:
    """The findings as rows with a head, for a spreadsheet."""
    kop = ["Bestand", "Bericht", "Regel in bestand", "Waar", "Wat er niet klopt", "Waarom deze regel er is"]
    rijen: list[list[Any]] = [[*kop, "Wat u doet", "Code", "Retourcode", "Plaats (XPath)"]]
    for deel in uitslag:
        for b in deel["bevindingen"]:
            hulp = get_hulp(b["regel"], uitleg=b["uitleg"])
            waar = [deel["bestand"], deel["bericht"], b["regelnummer"], render_plek(b["plaats"])]
            rijen.append(
                [*waar, b["uitleg"], hulp.waarom, hulp.herstel, b["regel"], b["retourcode"], b["plaats"]]
            )
    return rijen


def list_bladen(uitslag: Uitslag) -> dict[str, list[list[Any]]]:
    """The three sheets of the workbook: findings, summary and how to read them."""
    samenvatting: list[list[Any]] = [["Bestand", "Bericht", "Wat het is", "Oordeel", "Aantal fouten"]]
    samenvatting += [
        [d["bestand"], d["bericht"], render_berichtnaam(d["bericht"] or ""), d["oordeel"], d["aantal"]]
        for d in uitslag
    ]
    return {"Bevindingen": list_rijen(uitslag), "Samenvatting": samenvatting, "Uitleg": _list_uitleg()}


def _list_uitleg() -> list[list[str]]:
    return [
        ["Kolom of woord", "Wat het betekent"],
        ["Regel in bestand", "De regel in het bestand waar het element begint dat niet klopt."],
        ["Waar", "De plaats in woorden. Het nummer telt vanaf het begin van het bericht."],
        ["Code", "De officiële code van de regel. XSD: de opbouw. BESTAND: het is geen leesbaar bericht."],
        ["Retourcode", "De code waarmee de ontvanger antwoordt, als die er is."],
        ["Plaats (XPath)", "De precieze plaats, voor uw leverancier."],
        ["Wat is gecontroleerd", "De opbouw (niveau 1) en de inhoud van het bericht zelf (niveau 2)."],
        [
            "Wat niet is gecontroleerd",
            "Of het past bij eerdere berichten, toewijzingen en contracten (niveau 3 en 4).",
        ],
        ["Hoeveel", f"Hoogstens {MEESTE_IN_DOWNLOAD} bevindingen. Verbeter die eerst en controleer opnieuw."],
    ]
