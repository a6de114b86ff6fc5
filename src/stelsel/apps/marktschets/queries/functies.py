"""The functions that are arranged over a wide area: which products, who uses them, where and at whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from stelsel.analyse.functies import (
    Cel,
    add_gebied,
    compute_cellen,
    get_functieregels,
    get_zonder_functie,
    protect_cellen,
)
from stelsel.analyse.onthulling import Norm
from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.basis.queries import get_gebiedenboom, get_lake
from stelsel.domein.marktschets.functies import Functielijst, Koppeling, get_functielijst
from stelsel.domein.marktschets.gebieden import Gebiedenboom, Niveau
from stelsel.lake.tabellen import DECLARATIEREGELS
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Functieproduct, FunctieproductQuerySet
from .beeld import list_jaren_van_lake
from .meer import get_tabellen, list_bronnen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Functiepagina:
    """Figures of the functions in a year, as an edition may show them.

    `per_jaar`: functie and jaar; `per_gebied`: functie and gebied ("" outside any); `per_aanbieder`: functie
    and AGB code; `landschap`: functie, AGB code and gebied; `zonder`: products that are no function, category
    and code. The last two only where nothing is protected."""

    jaar: int
    jaren: tuple[int, ...]
    norm: Norm
    niveau: Niveau
    lijst: Functielijst
    gebiedsnamen: dict[str, str]
    inwoners: dict[str, int]
    aanbiedernamen: dict[str, str]
    per_jaar: tuple[Cel, ...]
    per_gebied: tuple[Cel, ...]
    per_aanbieder: tuple[Cel, ...]
    landschap: tuple[Cel, ...]
    zonder: tuple[Cel, ...]
    bronnen: tuple[tuple[str, date], ...]
    lakeversie: int


def list_functieproducten(user: User) -> FunctieproductQuerySet:
    """The links that were entered and not withdrawn, by function and product."""
    rijen = Functieproduct.objects.for_user(user).filter(vervallen_at__isnull=True)
    return rijen.order_by("functie", "productcategorie", "productcode", "vandatum")


def list_koppelingen(user: User) -> tuple[Koppeling, ...]:
    """The links that hold: those that were entered; as long as there are none, those of the standard."""
    rijen = tuple(
        Koppeling(r.functie, r.productcategorie, r.productcode, r.vandatum, r.totdatum)
        for r in list_functieproducten(user)
    )
    return rijen or get_functielijst().begin


def get_functierijen(koppelingen: tuple[Koppeling, ...]) -> pl.DataFrame:
    """See `analyse.functies.get_functieregels`; once per version of the lake."""
    lake = get_lake()
    return _get_functierijen(str(lake.map), lake.versie, koppelingen)


@keep_uitkomst(maxsize=4)
def _get_functierijen(map: str, versie: int, koppelingen: tuple[Koppeling, ...]) -> pl.DataFrame:
    (regels,) = get_tabellen(DECLARATIEREGELS)
    return get_functieregels(regels, koppelingen=koppelingen)


@keep_uitkomst(maxsize=16)
def _list_zonder(map: str, versie: int, koppelingen: tuple[Koppeling, ...], jaar: int) -> tuple[Cel, ...]:
    (regels,) = get_tabellen(DECLARATIEREGELS)
    return tuple(get_zonder_functie(regels, koppelingen=koppelingen, jaar=jaar))


def choose_niveau(boom: Gebiedenboom) -> Niveau:
    """The smallest level of areas that was entered; without any the gemeenten themselves."""
    niveaus = [n for n in (Niveau.SUBREGIO, Niveau.REGIO, Niveau.BOVENREGIO) if boom.list_niveau(n)]
    return next(iter(niveaus), Niveau.GEMEENTE)


def create_zoek(
    boom: Gebiedenboom, *, niveau: Niveau, grenzen: date | None = None
) -> Callable[[str, int], str]:
    """Which area of a level a gemeente belonged to on the last day of a year, or on the day `grenzen`."""

    def zoek(gemeente: str, jaar: int) -> str:
        return boom.get_boven(gemeente, niveau=niveau, dag=grenzen or date(jaar, 12, 31))

    return zoek


def get_functiepagina(user: User, *, jaar: int | None, norm: Norm, today: date) -> Functiepagina | None:
    """A year (default: the last whole one); None without claim lines.

    The areas are those of the last day of each year, for everybody: other boundaries beside these would give
    a gemeente away.
    """
    jaren = list_jaren_van_lake()
    if not jaren:
        return None
    gekozen = jaar if jaar in jaren else next((j for j in jaren if j < today.year), jaren[0])
    boom, koppelingen, lake = get_gebiedenboom(), list_koppelingen(user), get_lake()
    niveau = choose_niveau(boom)
    rijen = add_gebied(get_functierijen(koppelingen), zoek=create_zoek(boom, niveau=niveau))
    van_jaar = rijen.filter(pl.col("jaar") == str(gekozen))
    eigen = not norm.beschermt
    dag = date(gekozen, 12, 31)
    gebieden = boom.list_niveau(niveau)
    return Functiepagina(
        jaar=gekozen,
        jaren=jaren,
        norm=norm,
        niveau=niveau,
        lijst=get_functielijst(),
        gebiedsnamen={g.code: g.naam for g in gebieden},
        inwoners={g.code: boom.get_inwoners(g.code, dag=dag) for g in gebieden},
        aanbiedernamen=dict(Aanbieder.objects.values_list("agb", "naam")),
        per_jaar=protect_cellen(compute_cellen(rijen, per=("functie", "jaar")), norm=norm, met_totaal=False),
        per_gebied=_protect(van_jaar, "gebied", norm),
        per_aanbieder=_protect(van_jaar, "aanbieder", norm),
        landschap=compute_cellen(van_jaar, per=("functie", "aanbieder", "gebied")) if eigen else (),
        zonder=_list_zonder(str(lake.map), lake.versie, koppelingen, gekozen) if eigen else (),
        bronnen=list_bronnen(),
        lakeversie=lake.versie,
    )


def _protect(rijen: pl.DataFrame, kolom: str, norm: Norm) -> tuple[Cel, ...]:
    return protect_cellen(compute_cellen(rijen, per=("functie", kolom)), norm=norm, met_totaal=True)
