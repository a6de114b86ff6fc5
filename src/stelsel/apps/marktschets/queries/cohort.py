"""A group of clients of one age in a year, for the desk of the analyst and as it may be passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from stelsel.analyse.cohort import (
    Cohort,
    compute_cohort,
    get_cohortrijen,
    get_eerdere_clienten,
    protect_cohort,
)
from stelsel.analyse.onthulling import Norm
from stelsel.apps.basis.queries import get_gebiedenboom, get_lake
from stelsel.domein.marktschets.functies import Koppeling, get_functielijst
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS
from stelsel.lake.uitkomsten import keep_uitkomst

from .beeld import DOMEIN_NAAM, list_jaren_van_lake
from .functies import get_functierijen, list_koppelingen
from .keuze import Keuze
from .meer import get_tabellen, list_bronnen
from .plaats import create_keuze, list_plaatsen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

OUDST = 120


@dataclass(frozen=True)
class Cohortvraag:
    """Who turns `van` up to and including `tot` in the year of `keuze`, with help of `functie` ("": any)."""

    keuze: Keuze
    van: int
    tot: int
    functie: str = ""


@dataclass(frozen=True)
class Cohortpagina:
    """The cohort as the edition may show it."""

    vraag: Cohortvraag
    cohort: Cohort
    norm: Norm
    jaren: tuple[int, ...]
    plaatsen: tuple[tuple[str, str], ...]
    domeinen: tuple[tuple[str, str], ...]
    functies: tuple[tuple[str, str], ...]
    bronnen: tuple[tuple[str, date], ...]
    lakeversie: int


def get_cohortpagina(
    user: User, *, jaar: int | None, van: int, tot: int, plaats: str, domein: str, functie: str, norm: Norm,
    today: date,
) -> Cohortpagina | None:  # fmt: skip
    """A year (default: the last whole one); None without claim lines. Ages in the wrong order are turned.

    To be asked by a user who may see small numbers only, see `permissions.mag_kleine_aantallen`: `norm` says
    what is shown of it.
    """
    jaren = list_jaren_van_lake()
    if not jaren:
        return None
    gekozen = jaar if jaar in jaren else next((j for j in jaren if j < today.year), jaren[0])
    namen = get_functielijst().namen
    vraag = Cohortvraag(
        create_keuze(
            user, jaar=gekozen, plaats=plaats, domein=domein if domein in DOMEIN_NAAM else "",
            met_gebieden=True,
        ),
        min(van, tot), min(max(van, tot), OUDST), functie if functie in namen else "",
    )  # fmt: skip
    lake = get_lake()
    cohort = _compute_cohort(str(lake.map), lake.versie, vraag, list_koppelingen(user))
    return Cohortpagina(
        vraag=vraag,
        cohort=protect_cohort(cohort, norm=norm),
        norm=norm,
        jaren=jaren,
        plaatsen=list_plaatsen(user, met_gebieden=True),
        domeinen=tuple(DOMEIN_NAAM.items()),
        functies=tuple(namen.items()),
        bronnen=list_bronnen(),
        lakeversie=lake.versie,
    )


@keep_uitkomst(maxsize=32)
def _compute_cohort(map: str, versie: int, vraag: Cohortvraag, koppelingen: tuple[Koppeling, ...]) -> Cohort:
    regels, clienten = get_tabellen(DECLARATIEREGELS, CLIENTEN)
    keuze = vraag.keuze
    rijen, zonder = get_cohortrijen(
        regels, clienten, selectie=keuze.als_selectie(), van=vraag.van, tot=vraag.tot
    )
    if vraag.functie:
        met = get_functierijen(koppelingen).filter(
            (pl.col("functie") == vraag.functie) & (pl.col("jaar") == str(keuze.jaar))
        )
        rijen = rijen.filter(pl.col("client_nr").is_in(met["client_nr"].unique().to_list()))
    boom = get_gebiedenboom()
    return compute_cohort(
        rijen,
        eerder=get_eerdere_clienten(regels, jaar=keuze.jaar),
        plaatsen={code: gebied.naam for code, gebied in boom.gebieden.items()},
        zonder_leeftijd=zonder,
    )
