"""Level 2 on what may not stand beside each other: doubles, and products that overlap in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from stelsel.istandaarden.regels.registratie import Deel, regel_groep

#: Aids and adaptations (iWmo): several of one kind at a time are usual.
_HULPMIDDELEN = ("11", "12", "13", "14")
_VERVALLEN_REDENEN = ("13", "01")


@regel_groep("TR101")
def geen_dubbele_sleutel(delen: Sequence[Deel]) -> Iterator[Deel]:
    """The logical key occurs once below its parent; the second and later ones are the doubles."""
    gezien: set[tuple[object, ...]] = set()
    for deel in delen:
        if not deel.klasse.sleutel:
            return
        sleutel = tuple(deel[pad] for pad in deel.klasse.sleutel)
        if sleutel in gezien:
            yield deel
        gezien.add(sleutel)


@regel_groep("TR383", "AangevraagdProduct")
def eigen_referentie_per_aanvraag(delen: Sequence[Deel]) -> Iterator[Deel]:
    """ReferentieAanbieder once in the message."""
    gezien: set[str] = set()
    for deel in delen:
        if deel["ReferentieAanbieder"] in gezien:
            yield deel
        gezien.add(deel["ReferentieAanbieder"])


def _botst(een: Deel, ander: Deel) -> bool:
    """The same product, seen at the level that both give: nothing, category, or category and code."""
    if een["Product"] is None or ander["Product"] is None:
        botst = True
    elif een["Product/Categorie"] != ander["Product/Categorie"]:
        botst = False
    else:
        codes = (een["Product/Code"], ander["Product/Code"])
        botst = None in codes or codes[0] == codes[1]
    if een.bericht.definitie.familie == "iwmo":
        categorieen = (een["Product/Categorie"], ander["Product/Categorie"])
        return botst and not any(categorie in _HULPMIDDELEN for categorie in categorieen)
    return botst


def _list_overlap(delen: Sequence[Deel], begin: str, eind: str) -> Iterator[Deel]:
    """The later of every two that clash, once."""
    gemeld: set[str] = set()
    for een, ander in combinations(delen, 2):
        overlapt = een[begin] <= (ander[eind] or date.max) and ander[begin] <= (een[eind] or date.max)
        if overlapt and ander.plek not in gemeld and _botst(een, ander):
            gemeld.add(ander.plek)
            yield ander


@regel_groep("TR302", "ToegewezenProduct")
def toewijzingen_overlappen_niet(delen: Sequence[Deel]) -> Iterator[Deel]:
    """Removed allocations do not count."""
    geldig = [
        deel
        for deel in delen
        if deel["RedenWijziging"] not in _VERVALLEN_REDENEN or deel["Einddatum"] != deel["Ingangsdatum"]
    ]
    yield from _list_overlap(geldig, "Ingangsdatum", "Einddatum")


@regel_groep("TR386", "AangevraagdProduct")
def aanvragen_overlappen_niet(delen: Sequence[Deel]) -> Iterator[Deel]:
    """The same for requests."""
    yield from _list_overlap(delen, "ToewijzingIngangsdatum", "ToewijzingEinddatum")


@regel_groep("TR410", "NieuwProduct")
def nieuwe_producten_overlappen_niet(delen: Sequence[Deel]) -> Iterator[Deel]:
    """The same for new products in a request to change."""
    yield from _list_overlap(delen, "GewensteIngangsdatum", "Einddatum")
