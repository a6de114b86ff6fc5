"""What the lake says per year, of gemeenten as they are now: a merged one counts for its successor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.conf import settings

from stelsel.analyse.bekostiging.productjaren import (
    Toegekend,
    get_aanbiederjaren,
    get_maandbedragen,
    get_productjaren,
    get_toegekende_bedragen,
)
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.basis.queries import get_lake
from stelsel.lake.engine import Table, create_engine, get_tabel
from stelsel.lake.tabellen import DECLARATIEREGELS, TOEWIJZINGEN, Tabel
from stelsel.lake.uitkomsten import keep_uitkomst

#: The first dimension of the lake beside the law that governs it.
DOMEIN = {"jw": "jeugd", "wmo": "wmo"}
_BEWAARD = 8
_BEWAARDE_DAGEN = 128


@dataclass(frozen=True)
class Lakestand:
    """Which data: the sources of claim lines with the last day of each, and the version of the lake."""

    bronnen: tuple[tuple[str, date], ...]
    versie: int

    @property
    def gegevens_tm(self) -> date | None:
        """The last day of the source that reaches furthest; None without any."""
        return max((dag for _, dag in self.bronnen), default=None)

    def is_heel(self, jaar: int) -> bool:
        """Whether the data reach to the end of that year."""
        return self.gegevens_tm is not None and self.gegevens_tm >= date(jaar, 12, 31)

    def als_data(self) -> list[list[str]]:
        """For storing."""
        return [[bron, dag.isoformat()] for bron, dag in self.bronnen]


def get_lakestand() -> Lakestand:
    """The claim lines of this moment."""
    lake = get_lake()
    standen = [s for s in lake.list_standen() if s.tabel == DECLARATIEREGELS.naam]
    return Lakestand(tuple(sorted((s.bron, s.gegevens_tm) for s in standen)), lake.versie)


def get_opvolgers() -> dict[str, str]:
    """For every gemeente the code under which it goes on now; its own when it was not merged."""
    volgt = dict(Gemeente.objects.values_list("code", "opvolger_id"))

    def laatste(code: str) -> str:
        verder = volgt.get(code)
        return code if verder is None else laatste(verder)

    return {code: laatste(code) for code in volgt}


def get_producten() -> pl.DataFrame:
    """`get_productjaren` of the lake as it is now, per gemeente of now."""
    lake = get_lake()
    return _als_nu(_get_productjaren(str(lake.map), lake.versie), ("volume", "bedrag", "clienten"))


def get_maanden() -> pl.DataFrame:
    """`get_maandbedragen` of the lake as it is now, per gemeente of now."""
    lake = get_lake()
    return _als_nu(_get_maandbedragen(str(lake.map), lake.versie), ("bedrag",))


def get_aanbieders() -> pl.DataFrame:
    """`get_aanbiederjaren` of the lake as it is now, per gemeente of now."""
    lake = get_lake()
    return _als_nu(_get_aanbiederjaren(str(lake.map), lake.versie), ("bedrag", "clienten"))


def get_regels() -> Table:
    """The claim lines of the lake as it is now."""
    return _get(DECLARATIEREGELS)


def get_toegekend(dag: date) -> dict[tuple[str, str], Toegekend]:
    """`get_toegekende_bedragen` of the lake as it is now, per gemeente of now, from the sources that reach
    into that year: a closed history would bring grants without the claims that follow."""
    lake, nu = get_lake(), get_opvolgers()
    som: dict[tuple[str, str], Toegekend] = {}
    for (gemeente, domein), deel in _get_toegekende_bedragen(str(lake.map), lake.versie, dag).items():
        sleutel = nu.get(gemeente, gemeente), domein
        eerder = som.get(sleutel, Toegekend())
        som[sleutel] = Toegekend(eerder.tot + deel.tot, eerder.rest + deel.rest, eerder.nieuw + deel.nieuw)
    return som


def _als_nu(frame: pl.DataFrame, getallen: tuple[str, ...]) -> pl.DataFrame:
    sleutels = [naam for naam in frame.columns if naam not in getallen]
    nu = frame.with_columns(pl.col("gemeente").replace(get_opvolgers()))
    return nu.group_by(sleutels).agg(pl.col(naam).sum() for naam in getallen).sort(sleutels)


@keep_uitkomst(maxsize=_BEWAARD)
def _get_productjaren(map: str, versie: int) -> pl.DataFrame:
    return get_productjaren(_get(DECLARATIEREGELS))


@keep_uitkomst(maxsize=_BEWAARD)
def _get_maandbedragen(map: str, versie: int) -> pl.DataFrame:
    return get_maandbedragen(_get(DECLARATIEREGELS))


@keep_uitkomst(maxsize=_BEWAARD)
def _get_aanbiederjaren(map: str, versie: int) -> pl.DataFrame:
    return get_aanbiederjaren(_get(DECLARATIEREGELS))


@keep_uitkomst(maxsize=_BEWAARDE_DAGEN)
def _get_toegekende_bedragen(map: str, versie: int, dag: date) -> dict[tuple[str, str], Toegekend]:
    standen = [s for s in get_lake().list_standen() if s.tabel == TOEWIJZINGEN.naam]
    bronnen = [s.bron for s in standen if s.gegevens_tm >= date(dag.year, 1, 1)]
    return get_toegekende_bedragen(_get(TOEWIJZINGEN, bronnen), dag=dag)


def _get(tabel: Tabel, bronnen: list[str] | None = None) -> Table:
    engine = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE})
    return get_tabel(engine, lake=get_lake(), tabel=tabel, bronnen=bronnen)
