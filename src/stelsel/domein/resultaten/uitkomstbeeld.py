"""Outcomes of a group of clients as an edition may show them.

A share is about clients, not goals: what was reached needs enough clients that were measured at the end. And
it moves in steps of as many clients as the threshold, in the order in which they were measured: else the
figure of today beside that of yesterday tells how the one client fared who was measured in between. Who is
measured again goes to the end of the row.
Source: docs/privacy.md, small numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stelsel.domein.onthulling.norm import Norm, list_verborgen, rond_af
from stelsel.domein.resultaten.doelrealisatie import (
    ZOALS_AFGESPROKEN,
    Doelrealisatie,
    Doelverloop,
    doelrealisatie,
)
from stelsel.domein.resultaten.onzekerheid import wilson
from stelsel.domein.resultaten.verwachting import Oordeel


@dataclass(frozen=True)
class Clientdoel:
    """A goal of a client (any key); `gemeten_t2`: when its score at the end was written down."""

    client: int
    verloop: Doelverloop
    gemeten_t2: datetime | None = None


@dataclass(frozen=True)
class Einduitkomst:
    """What was reached by the clients counted. `tussen`: where the true share lies in 95 of 100 cases;
    `verandering` None with too few; `verdeling`: goals per score at T2, and `oordelen` per comparison with
    what was to be expected, None where hidden."""

    clienten: int
    gemeten: int
    behaald: int
    aandeel: float
    tussen: tuple[float, float]
    verandering: float | None
    verdeling: tuple[tuple[int, int | None], ...]
    oordelen: tuple[tuple[Oordeel, int | None], ...]


@dataclass(frozen=True)
class Uitkomstbeeld:
    """A group of clients. All None below the threshold; `einde` None with too few measured at the end;
    `niet_meetbaar` and the shares of goals measured in time None with too few clients under them."""

    clienten: int | None
    doelen: int | None
    niet_meetbaar: int | None
    dekking_t1: float | None
    dekking_t2: float | None
    einde: Einduitkomst | None


NIETS = Uitkomstbeeld(None, None, None, None, None, None)


def compute_uitkomstbeeld(doelen: Sequence[Clientdoel], *, norm: Norm) -> Uitkomstbeeld:
    """The figures of these goals as the edition may show them."""
    clienten = {doel.client for doel in doelen}
    if len(clienten) < norm.drempel:
        return NIETS
    alle = doelrealisatie([doel.verloop for doel in doelen])
    meetbaar = [doel for doel in doelen if not doel.verloop.niet_meetbaar]
    return Uitkomstbeeld(
        clienten=rond_af(len(clienten), op=norm.aantal),
        doelen=rond_af(alle.doelen, op=norm.aantal),
        niet_meetbaar=rond_af(alle.niet_meetbaar, op=norm.aantal)
        if _tel([d for d in doelen if d.verloop.niet_meetbaar]) >= norm.drempel
        else None,
        dekking_t1=_rond(alle.dekking_t1, norm)
        if _tel([d for d in meetbaar if d.verloop.verwacht_t1]) >= norm.noemer
        else None,
        dekking_t2=_rond(alle.dekking_t2, norm)
        if _tel([d for d in meetbaar if d.verloop.verwacht_t2]) >= norm.noemer
        else None,
        einde=_compute_einde(meetbaar, norm),
    )


def list_geteld(doelen: Sequence[Clientdoel], *, drempel: int) -> list[Clientdoel]:
    """The goals with a score at the end of the clients that count by now: whole steps of `drempel` clients,
    the longest measured first."""
    met = [doel for doel in doelen if doel.verloop.t2 is not None and doel.gemeten_t2 is not None]
    laatste: dict[int, datetime] = {}
    for doel in met:
        if doel.gemeten_t2 is not None:
            laatste[doel.client] = max(doel.gemeten_t2, laatste.get(doel.client, doel.gemeten_t2))
    rij = sorted(laatste, key=lambda client: (laatste[client], client))
    binnen = set(rij[: len(rij) // drempel * drempel])
    return [doel for doel in met if doel.client in binnen]


def _compute_einde(doelen: Sequence[Clientdoel], norm: Norm) -> Einduitkomst | None:
    geteld = list_geteld(doelen, drempel=norm.drempel)
    clienten = _tel(geteld)
    if clienten < norm.noemer:
        return None
    cijfers = doelrealisatie([doel.verloop for doel in geteld])
    laag, hoog = wilson(cijfers.behaald, cijfers.gemeten_t2)
    aandeel = cijfers.behaald / cijfers.gemeten_t2
    met_paar = _tel([doel for doel in geteld if doel.verloop.t1 is not None])
    return Einduitkomst(
        clienten=rond_af(clienten, op=norm.aantal),
        gemeten=rond_af(cijfers.gemeten_t2, op=norm.aantal),
        behaald=rond_af(cijfers.behaald, op=norm.aantal),
        aandeel=_rond(aandeel, norm) or 0.0,
        tussen=(_rond(laag, norm) or 0.0, _rond(hoog, norm) or 0.0),
        verandering=None
        if cijfers.verandering is None or met_paar < norm.noemer
        else round(cijfers.verandering, 1),
        verdeling=_protect_verdeling(cijfers, geteld, norm),
        oordelen=_protect_oordelen(cijfers, geteld, norm),
    )


def _protect_verdeling(
    cijfers: Doelrealisatie, geteld: Sequence[Clientdoel], norm: Norm
) -> tuple[tuple[int, int | None], ...]:
    """Goals per score, hidden where few clients have it. How many goals were reached is known, so the scores
    that are reached protect each other, and so do the others. Where few clients reached a goal with another
    score, by its direction or expected decline, the scores beside the total tell of them: all hidden."""
    anders = _tel([doel for doel in geteld if doel.verloop.behaald != _is_afgesproken(doel)])
    dicht: dict[int, bool] = {}
    if 0 < anders < norm.drempel:
        return tuple((score, None) for score, _ in cijfers.verdeling)
    for deel in (
        [score for score, _ in cijfers.verdeling if score >= ZOALS_AFGESPROKEN],
        [score for score, _ in cijfers.verdeling if score < ZOALS_AFGESPROKEN],
    ):
        aantallen = [_tel([doel for doel in geteld if doel.verloop.t2 == score]) for score in deel]
        dicht |= dict(zip(deel, list_verborgen(aantallen, drempel=norm.drempel), strict=True))
    return tuple(
        (score, None if dicht[score] else rond_af(aantal, op=norm.aantal))
        for score, aantal in cijfers.verdeling
    )


def _protect_oordelen(
    cijfers: Doelrealisatie, geteld: Sequence[Clientdoel], norm: Norm
) -> tuple[tuple[Oordeel, int | None], ...]:
    """Goals per comparison. Better and as expected add up to what was reached, so they protect each other;
    where few clients did better than expected with a score that is not above the agreed one, or the other way
    round, the scores beside it would tell of them: both hidden. Worse is what was not reached, and known."""
    per = {o: [doel for doel in geteld if doel.verloop.oordeel is o] for o in Oordeel}
    anders = _tel([d for d in geteld if (d.verloop.oordeel is Oordeel.BETER) != _is_meer(d)])
    bereikt = (Oordeel.BETER, Oordeel.ZOALS_VERWACHT)
    dicht = list_verborgen([_tel(per[o]) for o in bereikt], drempel=norm.drempel)
    weg = {o for o, verborgen in zip(bereikt, dicht, strict=True) if verborgen}
    if 0 < anders < norm.drempel:
        weg = set(bereikt)
    if 0 < _tel(per[Oordeel.SLECHTER]) < norm.drempel:
        weg.add(Oordeel.SLECHTER)
    return tuple((o, None if o in weg else rond_af(aantal, op=norm.aantal)) for o, aantal in cijfers.oordelen)


def _is_afgesproken(doel: Clientdoel) -> bool:
    return doel.verloop.t2 is not None and doel.verloop.t2 >= ZOALS_AFGESPROKEN


def _is_meer(doel: Clientdoel) -> bool:
    return doel.verloop.t2 is not None and doel.verloop.t2 > ZOALS_AFGESPROKEN


def _tel(doelen: Sequence[Clientdoel]) -> int:
    return len({doel.client for doel in doelen})


def _rond(deel: float | None, norm: Norm) -> float | None:
    return deel if deel is None or norm.aandeel is None else round(deel, norm.aandeel)
