"""A version of the catalogue beside what really happened: groups and their profiles, hours, codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from stelsel.analyse.profielen.clientcellen import Celproduct, compute_clientcellen
from stelsel.analyse.profielen.groepsdekking import (
    Gezinsbeeld,
    Groepsdekking,
    compute_gezinsbeeld,
    compute_groepsdekking,
    read_clienten,
)
from stelsel.analyse.profielen.urenbanden import Urenband, compute_urenbanden, count_productcodes
from stelsel.analyse.selectie import Selectie, get_selectie, list_jaren
from stelsel.apps.basis.queries import get_lake
from stelsel.domein.parameters import get_aantal
from stelsel.domein.profielen.assen import Startprofiel
from stelsel.domein.profielen.catalogus import Catalogus, Clientgroep, Profielcel
from stelsel.lake.engine import Table, read_uitkomst
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Catalogusversie, Product
from .ontwerp import DOMEIN_VAN_WET, get_lakestanden, get_laketabellen

_BEWAARD = 8


@dataclass(frozen=True)
class Uitkomst:
    """What the data say; `codes`: year, product codes, of which in a profile."""

    jaar: int
    dekkingen: tuple[Groepsdekking, ...]
    banden: tuple[Urenband, ...]
    codes: tuple[tuple[int, int, int], ...]
    gezinnen: Gezinsbeeld


@dataclass(frozen=True)
class Gegevensbeeld:
    """A version with what the data of a year say of it. `genoeg`: clients needed for a proposal."""

    versie: Catalogusversie
    catalogus: Catalogus
    uitkomst: Uitkomst
    jaren: tuple[int, ...]
    genoeg: int
    bronnen: tuple[tuple[str, date], ...]

    def get_cel(self, naam: str) -> Profielcel | None:
        """The combination of the version with a name such as 'P1 Intensief', or None."""
        code, _, intensiteit = naam.partition(" ")
        profiel = self.catalogus.get_profiel(code)
        cellen = profiel.cellen if profiel else ()
        return next((cel for cel in cellen if cel.intensiteit.naam == intensiteit), None)


def get_gegevensbeeld(versie: Catalogusversie, *, jaar: int | None, today: date) -> Gegevensbeeld | None:
    """Of a year (default: the last whole one); None without claim lines. For who may see small numbers."""
    lake = get_lake()
    if not lake.versie:
        return None
    jaren = _list_jaren(str(lake.map), lake.versie)
    if not jaren:
        return None
    gekozen = jaar if jaar in jaren else next((j for j in jaren if j < today.year), jaren[0])
    catalogus = versie.get_catalogus()
    banden = tuple(
        (f"{p.code} {cel.intensiteit.naam}", cel.intensiteit.startprofiel.value, cel.band)
        for p in catalogus.profielen
        for cel in p.cellen
    )
    uitkomst = _compute(
        str(lake.map), lake.versie, DOMEIN_VAN_WET[versie.wet], gekozen, _list_producten(versie.wet),
        catalogus.groepen, banden,
    )  # fmt: skip
    return Gegevensbeeld(
        versie, catalogus, uitkomst, jaren, get_aantal("profiel_kleinste", peildatum=today), get_lakestanden()
    )


def _list_producten(wet: str) -> tuple[Celproduct, ...]:
    rijen = Product.objects.filter(wet=wet, profiel__isnull=False).select_related("profiel").order_by("code")
    return tuple(
        Celproduct(DOMEIN_VAN_WET[wet], p.code, f"{p.profiel.code} {p.intensiteit}".strip(), p.profiel.naam)
        for p in rijen
        if p.profiel is not None
    )


@lru_cache(maxsize=_BEWAARD)
def _list_jaren(map: str, versie: int) -> tuple[int, ...]:
    return tuple(list_jaren(get_laketabellen(DECLARATIEREGELS)[0]))


@keep_uitkomst(maxsize=_BEWAARD)
def _compute(
    map: str,
    versie: int,
    domein: str,
    jaar: int,
    producten: tuple[Celproduct, ...],
    groepen: tuple[Clientgroep, ...],
    banden: tuple[tuple[str, str, tuple[int, int]], ...],
) -> Uitkomst:
    """Computed once per version of the lake and of the content."""
    regels, clienten, toewijzingen = get_laketabellen(DECLARATIEREGELS, CLIENTEN, TOEWIJZINGEN)
    selectie = Selectie(jaar=jaar, domeinen=frozenset({domein}))
    cellen = compute_clientcellen(regels, selectie=selectie, producten=producten).clienten
    van_profiel = cellen.with_columns(profiel=pl.col("profiel").str.split(" ").list.first())
    alle = read_clienten(get_selectie(regels, selectie), clienten=clienten)
    duurzaam = {cel for cel, start, _ in banden if start == Startprofiel.STABILITEIT.value}
    in_domein = regels.filter(regels.domein == domein)
    return Uitkomst(
        jaar=jaar,
        dekkingen=tuple(compute_groepsdekking(van_profiel, alle=alle, groepen=groepen, jaar=jaar)),
        banden=tuple(
            compute_urenbanden(
                in_domein,
                toewijzingen=toewijzingen.filter(toewijzingen.domein == domein),
                jaar=jaar,
                producten=producten,
                duurzaam=duurzaam,
                banden={cel: band for cel, _, band in banden},
            )
        ),
        codes=tuple(
            count_productcodes(regels, domein=domein, met_profiel=[p.productcode for p in producten])
        ),
        gezinnen=compute_gezinsbeeld(van_profiel, alle=alle, wetten=_get_wetten(regels, jaar)),
    )


def _get_wetten(regels: Table, jaar: int) -> dict[str, pl.Series]:
    """Per domain the numbers of its clients in a year."""
    uit = {}
    for naam in DOMEIN_VAN_WET.values():
        binnen = get_selectie(regels, Selectie(jaar=jaar, domeinen=frozenset({naam})))
        uit[naam] = read_uitkomst(binnen.select("client_nr").distinct())["client_nr"]
    return uit
