"""What differs between two versions of the catalogue, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from stelsel.domein.profielen.catalogus import (
    GROEP,
    Catalogus,
    Catalogusprofiel,
    Clientgroep,
    Mixbron,
    Niveau,
    Profielcel,
)

_Rij = TypeVar("_Rij", Catalogusprofiel, Clientgroep)
GEEN = "–"
_UREN = 60
_ASNAAM = {
    "startprofiel": "Startprofiel",
    "complexiteit": "Complexiteit",
    "inzet": "Inzet",
    "netwerk": "Netwerk",
}


@dataclass(frozen=True)
class Verschil:
    """One thing that differs: where, what, what it was and what it becomes."""

    plek: str
    wat: str
    was: str
    wordt: str


def compare_catalogi(eerder: Catalogus, later: Catalogus) -> list[Verschil]:
    """The differences in the order of the later version; what went away comes last."""
    uit = [v for naam in _ASNAAM for v in _list_asverschillen(naam, eerder, later)]
    uit += _list_verschillen("Profiel", eerder.profielen, later.profielen, _PROFIELVELDEN)
    uit += _list_verschillen("Cliëntgroep", eerder.groepen, later.groepen, _GROEPVELDEN)
    was, wordt = dict(eerder.alternatieven), dict(later.alternatieven)
    uit += [
        Verschil(f"Product {code}", "anders geregeld", was.get(code, GEEN), wordt.get(code, GEEN))
        for code in (*wordt, *(c for c in was if c not in wordt))
        if was.get(code) != wordt.get(code)
    ]
    return uit


def render_cel(cel: Profielcel) -> str:
    """'3 tot 6 maanden, 23 uur (17 tot 28)'."""
    uren, laag, hoog = (round(minuten / _UREN) for minuten in (cel.minuten, *cel.band))
    return f"{cel.maanden[0]} tot {cel.maanden[1]} maanden, {uren} uur ({laag} tot {hoog})"


def _list_asverschillen(naam: str, eerder: Catalogus, later: Catalogus) -> Iterator[Verschil]:
    was: dict[str, Niveau] = {n.naam: n for n in getattr(eerder.assen, naam)}
    for niveau in getattr(later.assen, naam):
        oud = was.get(niveau.naam)
        if oud != niveau:
            yield Verschil(_ASNAAM[naam], niveau.naam, _render_niveau(oud), _render_niveau(niveau))


def _render_niveau(niveau: Niveau | None) -> str:
    if niveau is None:
        return GEEN
    return f"{niveau.uitleg} ({niveau.minder} % minder)" if niveau.minder else niveau.uitleg


def _list_verschillen(
    soort: str, eerder: tuple[_Rij, ...], later: tuple[_Rij, ...], velden: dict[str, Callable[[_Rij], str]]
) -> Iterator[Verschil]:
    was = {rij.code: rij for rij in eerder}
    for rij in later:
        oud = was.pop(rij.code, None)
        if oud is None:
            yield Verschil(f"{soort} {rij.code}", "nieuw", GEEN, rij.naam)
            continue
        for naam, get_tekst in velden.items():
            if get_tekst(oud) != get_tekst(rij):
                yield Verschil(f"{soort} {rij.code}", naam, get_tekst(oud) or GEEN, get_tekst(rij) or GEEN)
    for code, oud in was.items():
        yield Verschil(f"{soort} {code}", "weg", oud.naam, GEEN)


def _render_cellen(profiel: Catalogusprofiel) -> str:
    return "; ".join(f"{cel.intensiteit.naam}: {render_cel(cel)}" for cel in profiel.cellen)


def _render_activiteiten(profiel: Catalogusprofiel) -> str:
    return "; ".join(
        f"{a.naam} ({a.functie}, {a.procent} %{', ' + a.vorm if a.vorm == GROEP else ''})"
        for a in profiel.activiteiten
    )


def render_mixbron(bron: Mixbron) -> str:
    """'uit de historie: declaraties 2025 (01-03-2026)'."""
    tekst = f"{bron.soort}: {bron.bron}" if bron.bron else bron.soort
    return f"{tekst} ({bron.dag:%d-%m-%Y})" if bron.dag else tekst


_PROFIELVELDEN: dict[str, Callable[[Catalogusprofiel], str]] = {
    "naam": lambda p: p.naam,
    "complexiteit": lambda p: p.complexiteit,
    "doel": lambda p: p.doel,
    "uitleg": lambda p: p.uitleg,
    "resultaten": lambda p: " ".join(p.resultaten),
    "eisen": lambda p: " ".join(p.kwaliteitseisen),
    "activiteiten": _render_activiteiten,
    "herkomst van de activiteiten": lambda p: render_mixbron(p.mixbron),
    "toegestaan": _render_cellen,
}
_GROEPVELDEN: dict[str, Callable[[Clientgroep], str]] = {
    "naam": lambda g: g.naam,
    "behoefte": lambda g: g.behoefte,
    "herkomst": lambda g: g.herkomst,
    "leeftijd": lambda g: f"{g.leeftijd[0]} tot en met {g.leeftijd[1]} jaar",
    "doelen": lambda g: " ".join(g.doelen),
    "profielen": lambda g: ", ".join(g.profielen),
}
