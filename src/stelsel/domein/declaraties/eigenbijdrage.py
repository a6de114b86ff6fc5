"""The own contribution of the Wmo: over which periods a person has support for which it is due.

A period starts with the first provision with own contribution and stops with the last (one per person, not
per provision); a new one begins after a day without any. No contribution: under the Jeugdwet, for a
wheelchair, for persons under 18, and for housing and shelter, which have a contribution of their own
(beschermd wonen, opvang) that is not kept here. The amount itself is set and collected by the CAK.
Source: Uitvoeringsbesluit Wmo 2015; the standard's text on iEb (a period per person, EbStartNummer unique).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from stelsel.domein.toegang.begrippen import Wet
from stelsel.kern.periode import Periode

#: Categories (WMO020) without this contribution: wheelchairs; living and shelter have another one.
VRIJE_CATEGORIEEN = frozenset({"11", "15", "16", "17", "18"})
VOLWASSEN = 18


class Aanlevering(StrEnum):
    """StatusAanlevering: what the CAK does with a record."""

    EERSTE = "1"
    GEWIJZIGD = "2"
    VERWIJDERD = "3"


AANLEVERING_NAAM = {
    Aanlevering.EERSTE: "Nieuw",
    Aanlevering.GEWIJZIGD: "Gewijzigd",
    Aanlevering.VERWIJDERD: "Vervallen",
}


def geldt_eigen_bijdrage(*, wet: str, categorie: str) -> bool:
    """This kind of support has the own contribution (abonnementstarief)."""
    return wet == Wet.WMO and categorie not in VRIJE_CATEGORIEEN


def list_bijdrageperioden(leveringen: Iterable[Periode], *, geboortedatum: date) -> list[Periode]:
    """The periods with at least one provision, oldest first, from the 18th birthday on. Provisions that
    overlap or follow each other without a day in between are one period; an open one has no end."""
    vanaf = _get_verjaardag(geboortedatum)
    perioden: list[Periode] = []
    for levering in sorted(leveringen, key=lambda periode: periode.begin):
        if levering.eind is not None and levering.eind < vanaf:
            continue
        nieuw = Periode(max(levering.begin, vanaf), levering.eind)
        if perioden and _sluit_aan(perioden[-1], nieuw):
            perioden[-1] = _voeg_samen(perioden[-1], nieuw)
        else:
            perioden.append(nieuw)
    return perioden


def _get_verjaardag(geboortedatum: date) -> date:
    """The 18th birthday; of who was born on 29 February, 1 March in a year without that day."""
    try:
        return geboortedatum.replace(year=geboortedatum.year + VOLWASSEN)
    except ValueError:
        return date(geboortedatum.year + VOLWASSEN, 3, 1)


def _sluit_aan(eerder: Periode, later: Periode) -> bool:
    return eerder.eind is None or later.begin <= eerder.eind + timedelta(days=1)


def _voeg_samen(eerder: Periode, later: Periode) -> Periode:
    einden = (eerder.eind, later.eind)
    return Periode(eerder.begin, None if None in einden else max(e for e in einden if e is not None))
