"""The profile that every client of a year gets by the rules of the grouper, and what alike clients got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse.profielen.clientcellen import Celproduct
from stelsel.analyse.profielen.groeper import (
    KENMERKEN,
    Gelijken,
    Groepering,
    assign_profielen,
    find_gelijken,
    summarize_groepering,
)
from stelsel.analyse.profielen.groepkenmerken import read_groepkenmerken
from stelsel.analyse.profielen.omzetting import PAST, compute_omzetting
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.apps.basis.queries import get_lake
from stelsel.domein.parameters import get_aantal, get_parameter
from stelsel.lake.engine import read_uitkomst
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, DOMEINEN, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Product, Profiel
from .ontwerp import DOMEIN_VAN_WET, get_lakestanden, get_laketabellen, list_jaren_van_lake

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Groepeerbeeld:
    """The grouping of a year and a domain. `keuzes`: per feature its values; `gekozen`: those asked for, and
    `voorstel` what clients who share them got (None: not asked, or too few). `genoeg`: clients needed."""

    jaar: int
    domein: str
    jaren: tuple[int, ...]
    groepering: Groepering
    namen: dict[str, str]
    keuzes: dict[str, tuple[str, ...]]
    gekozen: dict[str, str]
    voorstel: Gelijken | None
    genoeg: int
    bronnen: tuple[tuple[str, date], ...]


def get_groepeerbeeld(
    *, jaar: int | None, domein: str, kenmerken: Mapping[str, str], today: date
) -> Groepeerbeeld | None:
    """Of a year (default: the last whole one) and a domain; None without claim lines. `kenmerken`: values
    asked for, by the name of the feature. For who may see small numbers."""
    lake, jaren = get_lake(), list_jaren_van_lake()
    if not jaren:
        return None
    gekozen = jaar if jaar in jaren else next((j for j in jaren if j < today.year), jaren[0])
    naam = domein if domein in DOMEINEN else DOMEINEN[0]
    groepering = _compute(str(lake.map), lake.versie, gekozen, naam, _list_producten(), today)
    keuzes = {
        kenmerk: tuple(sorted({g.kenmerken[plek] for g in groepering.gelijken if len(g.kenmerken) > plek}))
        for plek, kenmerk in enumerate(KENMERKEN)
    }
    waarden = {k: w for k, w in kenmerken.items() if w in keuzes.get(k, ())}
    return Groepeerbeeld(
        jaar=gekozen,
        domein=naam,
        jaren=jaren,
        groepering=groepering,
        namen=dict(Profiel.objects.order_by("versie").values_list("code", "naam")),
        keuzes=keuzes,
        gekozen=waarden,
        voorstel=_find_voorstel(groepering, waarden),
        genoeg=get_aantal("profiel_kleinste", peildatum=today),
        bronnen=get_lakestanden(),
    )


def _find_voorstel(groepering: Groepering, waarden: Mapping[str, str]) -> Gelijken | None:
    """By the first features that were filled in; the first one not filled in ends them."""
    rij = []
    for kenmerk in KENMERKEN:
        if kenmerk not in waarden:
            break
        rij.append(waarden[kenmerk])
    return find_gelijken(groepering.gelijken, rij) if rij else None


def _list_producten() -> tuple[Celproduct, ...]:
    rijen = Product.objects.filter(profiel__isnull=False).select_related("profiel").order_by("wet", "code")
    return tuple(
        Celproduct(DOMEIN_VAN_WET[p.wet], p.code, p.profiel.code, p.profiel.naam)
        for p in rijen
        if p.profiel is not None
    )


@keep_uitkomst(maxsize=8)
def _compute(
    map: str, versie: int, jaar: int, domein: str, producten: tuple[Celproduct, ...], today: date
) -> Groepering:
    """Computed once per version of the lake and of the catalogue."""
    regels, clienten, toewijzingen = get_laketabellen(DECLARATIEREGELS, CLIENTEN, TOEWIJZINGEN)
    selectie = Selectie(jaar=jaar, domeinen=frozenset({domein}))
    binnen = get_selectie(regels, selectie)
    delen = read_uitkomst(binnen.group_by("client_nr", "productcode").agg(bedrag=binnen.bedrag.sum()))
    omzetting = compute_omzetting(
        regels, toewijzingen=toewijzingen, domein=domein, producten=producten, peildatum=today
    )
    genoeg = get_aantal("profiel_kleinste", peildatum=today)
    tabel = assign_profielen(
        delen,
        van_product={p.productcode: p.cel for p in producten if p.domein == domein},
        opvolgers={p.productcode: p.profiel for p in omzetting.producten if p.oordeel == PAST},
        kenmerken=read_groepkenmerken(
            regels, clienten=clienten, toewijzingen=toewijzingen, selectie=selectie, jaar=jaar
        ),
        genoeg=genoeg,
        grens=float(get_parameter("profiel_past_deels").get_waarde(today)),
    )
    return summarize_groepering(tabel, genoeg=genoeg)
