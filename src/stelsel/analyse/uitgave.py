"""The market picture of one selection as an edition may show it: hidden where few, rounded where asked.

What is hidden is None, so that no table, picture or sentence made from it can tell more than another. The
cost of one client (a median, a percentile) is shown only when enough clients cost less and enough cost more,
and rounded. Means, shares and measures of spread need enough clients under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from stelsel.analyse.clienten_en_kosten import Kosten, Kostenbeeld
from stelsel.analyse.marktschets import Marktschets
from stelsel.analyse.onthulling import Norm, list_verborgen, rond_af, rond_gemiddelde, rond_som
from stelsel.analyse.verdeling import Punt, Verdeling
from stelsel.domein.marktschets.segmentatie import Indeling, Segment

#: Round borders of classes of cost in cents: 1, 2 and 5 times a power of ten, from 10 euros.
_RONDE_GRENZEN = tuple(cijfer * 10**macht for macht in range(3, 9) for cijfer in (1, 2, 5))


@dataclass(frozen=True)
class Klasse:
    """A class of cost: at least `vanaf` and below `tot` cents, None without that border; `clienten` None when
    hidden."""

    vanaf: int | None
    tot: int | None
    clienten: int | None


def protect_schets(schets: Marktschets, norm: Norm) -> Marktschets:
    """The core figures as the edition may show them; only of a selection that may be shown itself."""
    if not norm.beschermt:
        return schets
    kosten, verdeling = schets.kosten, schets.verdeling
    genoeg = kosten.clienten >= norm.noemer
    toppen = {p: a for p, a in verdeling.aandeel_top.items() if kosten.clienten * p >= 100 * norm.drempel}
    return replace(
        schets,
        kosten=_protect_kosten(kosten, norm),
        verdeling=Verdeling(
            gini=_rond_deel(verdeling.gini, norm) if genoeg and verdeling.gini is not None else None,
            aandeel_top={p: _rond_deel(a, norm) for p, a in toppen.items()} if genoeg else {},
        ),
        abc=_protect_segmenten(schets.abc, norm, genoeg=genoeg, grootste=kosten.hoogste),
    )


def create_lege_data(norm: Norm) -> dict[str, Any]:
    """The keys of the core figures for a selection about which nothing may be shown."""
    niets = dict.fromkeys(("gemiddelde", "mediaan", "p25", "p75", "p90"))
    leeg = {"clienten": None, "totaal_bedrag": None, "kosten_per_client": niets, "gini": None}
    return leeg | {"aandeel_top": {}, "abc": [], "minder_dan": norm.drempel}


def _protect_kosten(kosten: Kostenbeeld, norm: Norm) -> Kostenbeeld:
    gemiddelde = kosten.gemiddelde if kosten.clienten >= norm.noemer else None
    if gemiddelde is not None and norm.bedrag > 1:
        gemiddelde = rond_gemiddelde(gemiddelde, norm=norm, grootste=kosten.hoogste, clienten=kosten.clienten)
    return Kostenbeeld(
        clienten=rond_af(kosten.clienten, op=norm.aantal),
        totaal_bedrag=rond_som(kosten.totaal_bedrag, norm=norm, grootste=kosten.hoogste),
        gemiddelde=gemiddelde,
        mediaan=_protect_percentiel(kosten.mediaan, 50, kosten.clienten, norm),
        p25=_protect_percentiel(kosten.p25, 25, kosten.clienten, norm),
        p75=_protect_percentiel(kosten.p75, 75, kosten.clienten, norm),
        p90=_protect_percentiel(kosten.p90, 90, kosten.clienten, norm),
    )


def _protect_percentiel(waarde: float | None, procent: int, clienten: int, norm: Norm) -> float | None:
    """Shown when the threshold is met on both sides."""
    if waarde is None or clienten * min(procent, 100 - procent) < 100 * norm.drempel:
        return None
    return float(rond_af(waarde, op=norm.persoon))


def _protect_segmenten(indeling: Indeling, norm: Norm, *, genoeg: bool, grootste: int) -> Indeling:
    """All or nothing, since the segments add up."""
    aantallen = [segment.clienten for segment in indeling.segmenten]
    if not genoeg or any(list_verborgen(aantallen, drempel=norm.drempel)):
        return Indeling((), None)
    grens = None if indeling.grens is None else rond_af(indeling.grens, op=norm.persoon)
    return Indeling(tuple(_protect_segment(s, norm, grootste) for s in indeling.segmenten), grens)


def _protect_segment(segment: Segment, norm: Norm, grootste: int) -> Segment:
    return Segment(
        segment=segment.segment,
        clienten=rond_af(segment.clienten, op=norm.aantal),
        aandeel_clienten=_rond_deel(segment.aandeel_clienten, norm),
        bedrag=rond_som(segment.bedrag, norm=norm, grootste=grootste),
        aandeel_bedrag=_rond_deel(segment.aandeel_bedrag, norm),
    )


def protect_lorenz(punten: Sequence[Punt], norm: Norm, *, clienten: int) -> tuple[Punt, ...]:
    """The points of the curve with rounded shares; none with too few clients for a share."""
    if not norm.beschermt:
        return tuple(punten)
    if clienten < norm.noemer:
        return ()
    return tuple(Punt(_rond_deel(p.clienten, norm), _rond_deel(p.kosten, norm)) for p in punten)


def choose_klassegrenzen(kosten: Kosten, *, kleinste: int) -> tuple[int, ...]:
    """Round borders (cents) between classes of cost that each hold at least `kleinste` of these clients."""
    telling = np.bincount(
        np.searchsorted(_RONDE_GRENZEN, kosten, side="right"), minlength=len(_RONDE_GRENZEN) + 1
    ).tolist()
    grenzen: list[int] = []
    samen, rest = 0, len(kosten)
    for grens, aantal in zip(_RONDE_GRENZEN, telling, strict=False):
        samen += aantal
        if samen >= kleinste and rest - samen >= kleinste:
            grenzen.append(grens)
            samen, rest = 0, rest - samen
    return tuple(grenzen)


def create_klassen(
    grenzen: Sequence[int], aantallen: Sequence[int | None], *, norm: Norm
) -> tuple[Klasse, ...]:
    """The classes with their clients, rounded as the edition asks; None where hidden."""
    randen = [None, *grenzen, None]
    return tuple(
        Klasse(vanaf, tot, None if aantal is None else rond_af(aantal, op=norm.aantal))
        for vanaf, tot, aantal in zip(randen, randen[1:], aantallen, strict=False)
    )


def _rond_deel(deel: float, norm: Norm) -> float:
    return deel if norm.aandeel is None else round(deel, norm.aandeel)
