"""Does help become shorter, lighter and less complex from one assessment to the next?

Definition: an assessment is the first day of an allocation in a profile. Two follow each other when the next
allocation of the same client in the same domain begins at most a month before or after the first one ended
(its stop, else its last day); of several on one day the dearest counts. The change is the next less the
first: of the days allocated, of the hours a week that were delivered, and of the level of complexity of the
profile (0 laag, 1 midden, 2 hoog). It counts for the profile and the aanbieder of the first: who gave the
help from which the next assessment followed. A client with more pairs there counts once, with their mean.
Uncertainty: the 95 % interval of Student over clients.
Caveats: who stops without a next allocation is not in it, while for many of those the help did its work; help
paid by result has no hours; an allocation that is still open has no days. Help in parallel is not told apart
from help that follows within a month. A difference between aanbieders can be one between their clients.
Source: requirement R2.13.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

import polars as pl

from stelsel.domein.parameters import get_aantal
from stelsel.domein.resultaten.onzekerheid import compute_gemiddelde_interval
from stelsel.kern.volume import MINUTEN_PER_UUR, Eenheid
from stelsel.lake.engine import Table, read_uitkomst

DUUR, INZET, COMPLEXITEIT = "duur", "inzet", "complexiteit"
MATEN = (DUUR, INZET, COMPLEXITEIT)
ALLE = ""
#: Hours a week over fewer days say little; our own choice.
_KORTST_GELEVERD = 28
_WEEK = 7
_UUR_EN_MINUUT = (Eenheid.UUR.value, Eenheid.MINUUT.value)


@dataclass(frozen=True)
class Trend:
    """One measure of one profile, of one aanbieder or of all (`ALLE`). `paren` and `clienten` behind it; the
    mean change per client with its interval, None with a single client. Days, hours a week, or levels."""

    maat: str
    profiel: str
    aanbieder: str
    paren: int
    clienten: int
    verandering: float
    laag: float | None
    hoog: float | None


@dataclass(frozen=True)
class Trendbeeld:
    """All trends of a domain; `paren` in all, and how many allocations have a profile."""

    trends: tuple[Trend, ...]
    paren: int
    toewijzingen: int


def compute_trends(
    regels: Table, *, toewijzingen: Table, domein: str, niveaus: Mapping[str, int], peildatum: date
) -> Trendbeeld:
    """Per measure, profile and aanbieder. `niveaus`: complexity of each profile code; others do not count."""
    rijen = _list_toewijzingen(regels, toewijzingen, domein=domein, niveaus=niveaus, peildatum=peildatum)
    paren = _list_paren(rijen, onderbreking=get_aantal("traject_onderbreking", peildatum=peildatum))
    trends = tuple(trend for maat in MATEN for trend in _list_trends(paren, maat))
    return Trendbeeld(trends, paren.height, rijen.height)


def _list_toewijzingen(
    regels: Table, toewijzingen: Table, *, domein: str, niveaus: Mapping[str, int], peildatum: date
) -> pl.DataFrame:
    """Allocations in a profile, with the minutes delivered in their time; counted where the data are."""
    import ibis

    t = toewijzingen.filter((toewijzingen.domein == domein) & toewijzingen.profiel.isin(sorted(niveaus)))
    kolommen = ("client_nr", "toewijzing", "aanbieder", "productcode", "profiel", "ingangsdatum", "einddatum")
    t = t.select(*kolommen, "stopdatum", "bedrag")
    grens = ibis.literal(peildatum)
    t = t.filter(t.ingangsdatum <= grens).mutate(slot=ibis.coalesce(t.stopdatum, t.einddatum, grens))
    uren = regels.filter((regels.domein == domein) & regels.eenheid.isin(_UUR_EN_MINUUT))
    per_uur = ibis.ifelse(uren.eenheid == Eenheid.UUR.value, MINUTEN_PER_UUR, 1)
    uren = uren.select("client_nr", "aanbieder", "productcode", "begindatum", minuten=uren.volume * per_uur)
    sleutel = ("client_nr", "aanbieder", "productcode")
    binnen = [uren.begindatum >= t.ingangsdatum, uren.begindatum <= t.slot]
    samen = t.select(*sleutel, "toewijzing", "ingangsdatum", "slot").join(uren, [*sleutel, *binnen])
    geleverd = read_uitkomst(samen.group_by("toewijzing").agg(minuten=samen.minuten.sum()))
    rijen = read_uitkomst(t.drop("slot")).join(geleverd, on="toewijzing", how="left")
    eind = pl.coalesce("stopdatum", "einddatum")
    dagen = (pl.min_horizontal(eind.fill_null(peildatum), pl.lit(peildatum)) - pl.col("ingangsdatum")).dt
    geleverde_dagen = dagen.total_days() + 1
    return rijen.with_columns(
        eind=eind,
        duur=(pl.col("einddatum") - pl.col("ingangsdatum")).dt.total_days() + 1,
        inzet=pl.when(geleverde_dagen >= _KORTST_GELEVERD).then(
            pl.col("minuten") * _WEEK / MINUTEN_PER_UUR / geleverde_dagen
        ),
        complexiteit=pl.col("profiel").replace_strict(dict(niveaus), return_dtype=pl.Int64),
    )


def _list_paren(rijen: pl.DataFrame, *, onderbreking: int) -> pl.DataFrame:
    """An allocation and the next one of the same client, with the changes between them."""
    per_dag = rijen.sort(
        "client_nr", "ingangsdatum", pl.col("bedrag").fill_null(0), "toewijzing",
        descending=[False, False, True, False],
    ).unique(["client_nr", "ingangsdatum"], keep="first", maintain_order=True)  # fmt: skip
    volgend = {f"volgende_{naam}": pl.col(naam).shift(-1).over("client_nr") for naam in MATEN}
    met = per_dag.with_columns(volgende=pl.col("ingangsdatum").shift(-1).over("client_nr"), **volgend)
    tussen = (pl.col("volgende") - pl.col("eind")).dt.total_days() - 1
    return met.filter(tussen.abs() <= onderbreking).select(
        "client_nr",
        "profiel",
        "aanbieder",
        **{naam: (pl.col(f"volgende_{naam}") - pl.col(naam)).cast(pl.Float64) for naam in MATEN},
    )


def _list_trends(paren: pl.DataFrame, maat: str) -> list[Trend]:
    """Per profile all aanbieders together, then each, the most clients first."""
    groepen: dict[tuple[str, str], dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    rijen = paren.filter(pl.col(maat).is_not_null()).select("client_nr", "profiel", "aanbieder", maat)
    for client, profiel, aanbieder, waarde in rijen.iter_rows():
        for wie in (ALLE, aanbieder):
            groepen[profiel, wie][client].append(waarde)
    trends = [_get_trend(maat, sleutel, list(waarden.values())) for sleutel, waarden in groepen.items()]
    return sorted(trends, key=lambda t: (t.profiel, t.aanbieder != ALLE, -t.clienten, t.aanbieder))


def _get_trend(maat: str, sleutel: tuple[str, str], per_client: Sequence[Sequence[float]]) -> Trend:
    gemiddelden = [fmean(waarden) for waarden in per_client]
    midden: float
    laag: float | None
    hoog: float | None
    midden, laag, hoog = fmean(gemiddelden), None, None
    if len(gemiddelden) > 1:
        midden, laag, hoog = compute_gemiddelde_interval(gemiddelden)
    paren = sum(len(waarden) for waarden in per_client)
    return Trend(maat, *sleutel, paren, len(gemiddelden), midden, laag, hoog)
