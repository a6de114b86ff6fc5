"""Advice on the way of paying: what the data say of each segment and profiel, and advice that was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Any

import polars as pl
from django.conf import settings
from django.db.models import QuerySet

from stelsel.analyse.bekostiging.clientprofielen import get_clientprofielen, get_profielregels
from stelsel.analyse.selectie import Selectie, create_clientsommen, get_selectie
from stelsel.apps.basis.queries import get_lake
from stelsel.apps.profielen.models import Product, Profiel
from stelsel.domein.bekostiging.advies import Advies, compute_advies, get_segmentprofielen
from stelsel.domein.marktschets.segmentatie import abc
from stelsel.lake.engine import create_engine, get_tabel
from stelsel.lake.tabellen import DECLARATIEREGELS

from ..models import Bekostigingsadvies
from .lakejaren import DOMEIN, Lakestand, get_lakestand
from .vergelijking import list_vergelijkjaren

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_BEWAARD = 8
_C, _B = "C", "B"


@dataclass(frozen=True)
class Segmentfeit:
    """What was paid in a segment in a year: cents, and the spread of cost per client, a part of the mean."""

    clienten: int
    bedrag: int
    gemiddelde: int
    spreiding: float


@dataclass(frozen=True)
class Feiten:
    """One year of a domein. `profielen`: clients per segment by code of the profiel."""

    jaar: int
    segmenten: Mapping[str, Segmentfeit]
    profielen: Mapping[str, Mapping[str, int]]
    stand: Lakestand


def list_adviezen(user: User) -> QuerySet[Bekostigingsadvies]:
    """The advice this user may see, the newest first."""
    return (
        Bekostigingsadvies.objects.for_user(user)
        .select_related("segmentadvies")
        .order_by("-gemaakt_at", "-pk")
    )


def get_feiten(wet: str) -> Feiten | None:
    """The last whole year with claim lines of this law; None without one."""
    stand, lake = get_lakestand(), get_lake()
    jaar = next((j for j in list_vergelijkjaren() if stand.is_heel(j)), None)
    if jaar is None:
        return None
    producten = tuple(
        Product.objects.filter(wet=wet, profiel__isnull=False)
        .order_by("code")
        .values_list("code", "profiel__code")
    )
    segmenten, profielen = _get_feiten(str(lake.map), lake.versie, DOMEIN[wet], jaar, producten)
    return Feiten(jaar, segmenten, profielen, stand)


def list_segmentadviezen(gewichten: Mapping[str, Mapping[str, int]]) -> dict[str, Advies]:
    """The advice per segment with these weights."""
    return {segment: compute_advies(gewichten[segment]) for segment in get_segmentprofielen()}


def get_profielsegment(clienten: Mapping[str, int], *, drempel: int) -> str | None:
    """The segment in which most clients of a profiel are; None when they are too few to say."""
    if sum(clienten.values()) < drempel:
        return None
    return _C if clienten.get(_C, 0) > clienten.get(_B, 0) else _B


def create_profieluitkomst(
    segmentadvies: Bekostigingsadvies, feiten: Feiten, *, drempel: int
) -> dict[str, Any]:
    """Per profiel of the law, as it is now, the advice of the segment that most of its clients are in."""
    uit: dict[str, Any] = {}
    profielen = Profiel.objects.filter(wet=segmentadvies.wet).order_by("code", "versie")
    for profiel in {p.code: p for p in profielen}.values():
        clienten = feiten.profielen.get(profiel.code, {})
        segment = get_profielsegment(clienten, drempel=drempel)
        van = segmentadvies.uitkomst["segmenten"].get(segment or "", {})
        uit[profiel.code] = {
            "naam": profiel.naam,
            "versie": profiel.versie,
            "segment": segment or "",
            "clienten": sum(clienten.values()) if segment else 0,
            "deel": clienten.get(segment, 0) / sum(clienten.values()) if segment else 0.0,
            "gekozen": van.get("gekozen", ""),
        }
    return uit


@lru_cache(maxsize=_BEWAARD)
def _get_feiten(
    map: str, versie: int, domein: str, jaar: int, producten: tuple[tuple[str, str], ...]
) -> tuple[dict[str, Segmentfeit], dict[str, dict[str, int]]]:
    engine = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE})
    regels = get_tabel(engine, lake=get_lake(), tabel=DECLARATIEREGELS)
    selectie = Selectie(jaar=jaar, domeinen=frozenset({domein}))
    sommen = (
        create_clientsommen(get_selectie(regels, selectie)).group_by("client_nr").agg(pl.col("bedrag").sum())
    )
    kosten = dict(sommen.filter(pl.col("bedrag") > 0).iter_rows())
    grens = abc(list(kosten.values())).grens or 0
    segment = {nr: _C if bedrag >= grens else _B for nr, bedrag in kosten.items()}
    kaart = pl.DataFrame(
        [(domein, *product) for product in producten],
        schema=dict.fromkeys(("domein", "productcode", "profiel"), pl.String),
        orient="row",
    )
    profielen: dict[str, dict[str, int]] = {}
    binnen = get_profielregels(regels, producten=kaart, selectie=selectie)
    for nr, profiel in get_clientprofielen(binnen).select("client_nr", "profiel").iter_rows():
        if profiel is not None and nr in segment:
            per = profielen.setdefault(profiel, {})
            per[segment[nr]] = per.get(segment[nr], 0) + 1
    return {letter: _get_feit(kosten, segment, letter) for letter in (_B, _C)}, profielen


def _get_feit(kosten: Mapping[int, int], segment: Mapping[int, str], letter: str) -> Segmentfeit:
    bedragen = [bedrag for nr, bedrag in kosten.items() if segment[nr] == letter]
    gemiddelde = fmean(bedragen) if bedragen else 0.0
    spreiding = pstdev(bedragen) / gemiddelde if gemiddelde else 0.0
    return Segmentfeit(len(bedragen), sum(bedragen), round(gemiddelde), spreiding)
