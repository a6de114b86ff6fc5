"""How many hours clients really got in each combination, beside the band of the catalogue.

Definition: minutes of claim lines in minutes or hours. For a combination aimed at recovery the whole help of
clients whose allocation began in the year and has ended, however long it lasted; for a lasting one the hours
in the year of clients whose allocation ran the whole year. The proposal is the 10th to the 90th percentile.
Caveats: help paid by result has no hours and is not in it. A client with a second course of the same help
counts with both together. With few clients there is no proposal.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.analyse.profielen.clientcellen import Celproduct
from stelsel.kern.volume import MINUTEN_PER_UUR, Eenheid
from stelsel.lake.engine import Table, read_uitkomst

_TIJD = [Eenheid.MINUUT.value, Eenheid.UUR.value]


@dataclass(frozen=True)
class Urenband:
    """Of one combination the clients, and the 10th, 50th and 90th percentile of their minutes; `binnen`: the
    clients inside the band given (None without a band)."""

    cel: str
    clienten: int
    p10: float
    p50: float
    p90: float
    binnen: int | None


def compute_urenbanden(
    regels: Table,
    *,
    toewijzingen: Table,
    jaar: int,
    producten: Sequence[Celproduct],
    duurzaam: Collection[str],
    banden: dict[str, tuple[int, int]],
) -> list[Urenband]:
    """Per combination with hours, in the order of its name. `duurzaam`: the combinations counted per year;
    `banden`: lowest and highest minutes per combination."""
    cellen = {p.productcode: p.cel for p in producten}
    if not cellen:
        return []
    wie = _list_wie(toewijzingen, cellen, jaar=jaar, duurzaam=duurzaam)
    minuten = _get_minuten(regels, cellen)
    in_jaar = pl.col("jaar") == jaar
    per = (
        minuten.join(wie, on=["client_nr", "cel"], how="semi")
        .filter(~pl.col("cel").is_in(list(duurzaam)) | in_jaar)
        .group_by("client_nr", "cel")
        .agg(pl.col("minuten").sum())
        .filter(pl.col("minuten") > 0)
    )
    return [
        _create_band(cel, per.filter(pl.col("cel") == cel)["minuten"], banden.get(cel))
        for cel in per["cel"].unique().sort().to_list()
    ]


def _create_band(cel: str, minuten: pl.Series, band: tuple[int, int] | None) -> Urenband:
    p10, p50, p90 = (float(minuten.quantile(q, "linear") or 0) for q in (0.1, 0.5, 0.9))
    binnen = int(minuten.is_between(*band).sum()) if band else None
    return Urenband(cel, len(minuten), p10, p50, p90, binnen)


def _list_wie(
    toewijzingen: Table, cellen: dict[str, str], *, jaar: int, duurzaam: Collection[str]
) -> pl.DataFrame:
    """The clients of whom the hours of a combination are whole."""
    binnen = toewijzingen.filter(toewijzingen.productcode.isin(sorted(cellen)))
    rijen = read_uitkomst(binnen.select("client_nr", "productcode", "ingangsdatum", "einddatum", "stopdatum"))
    rijen = rijen.with_columns(
        cel=pl.col("productcode").replace_strict(cellen, default=None),
        einde=pl.min_horizontal("einddatum", "stopdatum"),
    )
    is_duurzaam = pl.col("cel").is_in(list(duurzaam))
    begin, eind = date(jaar, 1, 1), date(jaar, 12, 31)
    heel_jaar = (pl.col("ingangsdatum") <= begin) & (pl.col("einde").is_null() | (pl.col("einde") >= eind))
    afgelopen = (pl.col("ingangsdatum").dt.year() == jaar) & pl.col("stopdatum").is_not_null()
    return rijen.filter(pl.when(is_duurzaam).then(heel_jaar).otherwise(afgelopen)).select("client_nr", "cel")


def _get_minuten(regels: Table, cellen: dict[str, str]) -> pl.DataFrame:
    """Minutes per client, combination and year: grouped where the data are."""
    binnen = regels.filter(regels.productcode.isin(sorted(cellen)) & regels.eenheid.isin(_TIJD))
    vraag = (
        binnen.mutate(jaar=binnen.begindatum.year())
        .group_by(["client_nr", "productcode", "eenheid", "jaar"])
        .agg(volume=binnen.volume.sum())
    )
    factor = pl.when(pl.col("eenheid") == Eenheid.UUR.value).then(MINUTEN_PER_UUR).otherwise(1)
    return (
        read_uitkomst(vraag)
        .with_columns(
            cel=pl.col("productcode").replace_strict(cellen, default=None),
            minuten=pl.col("volume") * factor,
        )
        .select("client_nr", "cel", "jaar", "minuten")
    )


def count_productcodes(
    regels: Table, *, domein: str, met_profiel: Collection[str]
) -> list[tuple[int, int, int]]:
    """Per year the number of product codes on claim lines, and how many of those are in a profile."""
    binnen = regels.filter((regels.domein == domein) & regels.productcode.notnull())
    vraag = binnen.select(jaar=binnen.begindatum.year(), productcode=binnen.productcode).distinct()
    rijen = read_uitkomst(vraag).with_columns(in_profiel=pl.col("productcode").is_in(list(met_profiel)))
    per = rijen.group_by("jaar").agg(pl.len().alias("codes"), pl.col("in_profiel").sum()).sort("jaar")
    return [(int(jaar), int(codes), int(van)) for jaar, codes, van in per.iter_rows()]
