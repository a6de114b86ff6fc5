"""Level 2 on what may not stand beside each other: doubles, and products that overlap in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stelsel.istandaarden.regels.registratie import Deel, regel_groep

#: Aids and adaptations (iWmo): several of one kind at a time are usual.
HULPMIDDELEN = ("11", "12", "13", "14")
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


@dataclass(frozen=True)
class Zorgperiode:
    """What decides about an overlap; `categorie` None: any product, `code` None: any of the category."""

    begin: date
    eind: date
    categorie: str | None
    code: str | None

    def botst(self, ander: Zorgperiode) -> bool:
        """The same product at the level that both give, at the same time."""
        if self.begin > ander.eind or ander.begin > self.eind:
            return False
        if self.categorie is None or ander.categorie is None:
            return True
        zelfde_code = self.code == ander.code or self.code is None or ander.code is None
        return self.categorie == ander.categorie and zelfde_code


def _list_overlap(delen: Sequence[Deel], begin: str, eind: str) -> Iterator[Deel]:
    """The later of every two that clash, once."""
    eerder: list[Zorgperiode] = []
    for deel in delen:
        categorie = deel["Product/Categorie"]
        if deel.bericht.definitie.familie == "iwmo" and categorie in HULPMIDDELEN:
            continue
        dit = Zorgperiode(deel[begin], deel[eind] or date.max, categorie, deel["Product/Code"])
        if any(dit.botst(ander) for ander in eerder):
            yield deel
        eerder.append(dit)


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
