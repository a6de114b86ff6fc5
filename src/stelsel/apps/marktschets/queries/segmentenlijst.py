"""The list of segments that holds, its versions, and what a proposal would change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse.inzet import get_peildatum
from stelsel.analyse.onthulling import get_drempel
from stelsel.analyse.segmenten import Segmentbeeld, compute_segmenten_van_domein
from stelsel.apps.basis.queries import get_lake
from stelsel.domein.marktschets.segmenten import (
    Segmentenlijst,
    get_segmentenlijst,
    parse_segmentenlijst,
)
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Segmentenversie, Segmentopgave
from .beeld import list_jaren_van_lake
from .keuze import Keuze
from .meer import get_tabellen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Lijststand:
    """The list that holds. `nummer` "" for the one that belongs to the product."""

    lijst: Segmentenlijst
    nummer: str


@dataclass(frozen=True)
class Segmenteffect:
    """What a proposal does to one segment: shares of clients and cost of its domein, before and after. None
    for what may not be shown to this reader."""

    domein: str
    code: str
    voor: tuple[float, float] | None
    na: tuple[float, float] | None
    verborgen: bool = False


def list_segmentenversies(user: User) -> list[Segmentenversie]:
    """The versions of the region, newest first."""
    return list(Segmentenversie.objects.for_user(user).order_by("-pk"))


def list_open_segmentenversies(user: User) -> list[Segmentenversie]:
    """Proposals on which nobody decided yet, oldest first."""
    open_ = Segmentenversie.objects.for_user(user).filter(status=Segmentenversie.Status.VOORGESTELD)
    return list(open_.order_by("pk"))


def get_segmentenversie(user: User, nummer: str) -> Segmentenversie | None:
    """One version; None when there is none by that number."""
    return Segmentenversie.objects.for_user(user).filter(nummer=nummer).first()


def get_lijststand(user: User, *, today: date) -> Lijststand:
    """The newest list that a second person approved and that holds on that day; else that of the product."""
    vastgesteld = Segmentenversie.objects.for_user(user).filter(
        status=Segmentenversie.Status.VASTGESTELD, vanaf__lte=today
    )
    versie = vastgesteld.order_by("-vanaf", "-pk").first()
    if versie is None:
        return Lijststand(get_segmentenlijst(), "")
    return Lijststand(versie.get_lijst(), versie.nummer)


def list_segmentopgaven(user: User, *, jaar: int | None = None) -> list[Segmentopgave]:
    """What was entered: the newest row of each gemeente, year and segment."""
    rijen = Segmentopgave.objects.for_user(user).select_related("gemeente").order_by("pk")
    if jaar is not None:
        rijen = rijen.filter(jaar=jaar)
    nieuwste = {(rij.gemeente_id, rij.jaar, rij.segment): rij for rij in rijen}
    return sorted(nieuwste.values(), key=lambda rij: (-rij.jaar, rij.segment, rij.gemeente_id))


def compute_segmentbeelden(keuze: Keuze, lijst: Segmentenlijst, *, today: date) -> tuple[Segmentbeeld, ...]:
    """The segments of a choice by a list; about a second on the whole region, kept after that."""
    lake = get_lake()
    tekst = json.dumps(lijst.als_data(), sort_keys=True)
    return _compute(str(lake.map), lake.versie, keuze, tekst, today)


@keep_uitkomst(maxsize=32)
def _compute(map: str, versie: int, keuze: Keuze, lijst: str, today: date) -> tuple[Segmentbeeld, ...]:
    regels, toewijzingen, clienten = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN, CLIENTEN)
    peildatum = get_peildatum(regels, toewijzingen, today=today)
    return tuple(
        compute_segmenten_van_domein(
            regels, toewijzingen, clienten=clienten, peildatum=peildatum, selectie=keuze.als_selectie(),
            lijst=parse_segmentenlijst(json.loads(lijst)),
        )
    )  # fmt: skip


def list_segmenteffecten(
    versie: Segmentenversie, *, met_kleine_aantallen: bool, today: date
) -> tuple[int | None, list[Segmenteffect]]:
    """The last whole year, and per segment what a version changes against the one before it (or that of the
    product). None without claim lines. `met_kleine_aantallen`: who reads may see small numbers."""
    jaren = list_jaren_van_lake()
    if not jaren:
        return None, []
    jaar = next((j for j in jaren if j < today.year), jaren[0])
    was = versie.vorige.get_lijst() if versie.vorige else get_segmentenlijst()
    keuze = Keuze(jaar)
    oud, nieuw = (compute_segmentbeelden(keuze, lijst, today=today) for lijst in (was, versie.get_lijst()))
    drempel = 0 if met_kleine_aantallen else get_drempel(today)
    return jaar, _compare(oud, nieuw, drempel=drempel)


def _compare(
    oud: Sequence[Segmentbeeld], nieuw: Sequence[Segmentbeeld], *, drempel: int
) -> list[Segmenteffect]:
    """Hidden: a segment with fewer clients than the threshold, or that differs by fewer."""
    per_oud, per_nieuw = ({(b.domein, b.code): b for b in beelden} for beelden in (oud, nieuw))
    uit = []
    for domein, code in sorted({*per_oud, *per_nieuw}):
        voor, na = per_oud.get((domein, code)), per_nieuw.get((domein, code))
        a, b = (beeld.clienten if beeld else 0 for beeld in (voor, na))
        if any(0 < n < drempel for n in (a, b, abs(a - b))):
            uit.append(Segmenteffect(domein, code, None, None, verborgen=True))
        else:
            uit.append(Segmenteffect(domein, code, _get_delen(voor, oud), _get_delen(na, nieuw)))
    return uit


def _get_delen(beeld: Segmentbeeld | None, beelden: Sequence[Segmentbeeld]) -> tuple[float, float] | None:
    if beeld is None:
        return None
    van_domein = [b for b in beelden if b.domein == beeld.domein]
    clienten, bedrag = sum(b.clienten for b in van_domein), sum(b.bedrag for b in van_domein)
    return beeld.clienten / clienten, beeld.bedrag / bedrag if bedrag else 0.0
