"""Which kinds of traject do the products of before the profiles become, and how much can be converted?

Definition: the help of one client on one product without a profile, from the first to the last day that was
claimed, is one traject. Its kind is the form of help (the product category), the intensity (hours a week) and
the length; all three are needed. What has no hours, such as an etmaal, a dagdeel or an amount, has no
intensity and stays a product. What still runs has no length yet. The share converted is that of the cost.
Choices: the classes of hours and of months are our own.
Caveat: help that stopped and began again on the same product counts as one traject with the gap in it, so its
intensity comes out low and its length high.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from stelsel.kern.volume import MINUTEN_PER_UUR, Eenheid
from stelsel.lake.engine import Table, read_uitkomst

#: Classes of hours a week and of months: the border below which a class holds, and its name.
UREN = ((1.0, "tot 1 uur per week"), (2.0, "1 tot 2 uur per week"), (4.0, "2 tot 4 uur per week"))
MEER_UREN = "4 uur per week of meer"
MAANDEN = ((6.0, "tot 6 maanden"), (12.0, "6 tot 12 maanden"))
MEER_MAANDEN = "12 maanden of langer"
_DAGEN_PER_MAAND, _DAGEN_PER_WEEK = 365.25 / 12, 7
_TIJD = [Eenheid.MINUUT.value, Eenheid.UUR.value]


@dataclass(frozen=True)
class Productconversie:
    """Of one product its clients and cost (cents), and of what is converted the trajecten, the cost, and the
    middle hours a week and months (None without any). `loopt`: clients whose help still runs."""

    productcode: str
    categorie: str
    clienten: int
    bedrag: int
    trajecten: int
    omgezet: int
    loopt: int
    uren: float | None
    maanden: float | None

    @property
    def aandeel(self) -> float | None:
        """The share of the cost that is converted; None without cost."""
        return self.omgezet / self.bedrag if self.bedrag > 0 else None


@dataclass(frozen=True)
class Trajectvorm:
    """A kind of traject: form, intensity and length, with its number and cost (cents)."""

    categorie: str
    uren: str
    maanden: str
    trajecten: int
    bedrag: int


@dataclass(frozen=True)
class Trajectomzetting:
    """All products, the costliest first, and the kinds that they become, the most frequent first."""

    producten: tuple[Productconversie, ...]
    vormen: tuple[Trajectvorm, ...]

    @property
    def aandeel(self) -> float | None:
        """The share of all cost that is converted."""
        bedrag = sum(product.bedrag for product in self.producten)
        return sum(product.omgezet for product in self.producten) / bedrag if bedrag > 0 else None


def compute_trajectomzetting(
    regels: Table, *, domein: str, met_profiel: Collection[str], lopend: int
) -> Trajectomzetting:
    """The conversion of a domain. `lopend`: help with a claimed day in the last so many days still runs."""
    rijen = _get_rijen(regels, domein=domein, met_profiel=met_profiel)
    if not rijen.height:
        return Trajectomzetting((), ())
    in_domein = regels.filter(regels.domein == domein)
    laatste: date = read_uitkomst(in_domein.aggregate(dag=in_domein.einddatum.max())).item()
    rijen = rijen.with_columns(
        loopt=pl.col("eind") > laatste - timedelta(days=lopend),
        maanden=pl.col("dagen") / _DAGEN_PER_MAAND,
        uren=pl.col("minuten") / MINUTEN_PER_UUR / (pl.col("dagen") / _DAGEN_PER_WEEK),
    ).with_columns(kan=~pl.col("loopt") & (pl.col("minuten") > 0) & (pl.col("bedrag") > 0))
    return Trajectomzetting(_list_producten(rijen), _list_vormen(rijen.filter("kan")))


def _get_rijen(regels: Table, *, domein: str, met_profiel: Collection[str]) -> pl.DataFrame:
    """One row per client and product: grouped where the data are."""
    binnen = regels.filter((regels.domein == domein) & regels.productcode.notnull())
    vraag = binnen.group_by(["client_nr", "productcode", "productcategorie", "eenheid"]).agg(
        bedrag=binnen.bedrag.sum(),
        volume=binnen.volume.sum(),
        begin=binnen.begindatum.min(),
        eind=binnen.einddatum.max(),
    )
    rijen = read_uitkomst(vraag).filter(~pl.col("productcode").is_in(list(met_profiel)))
    in_uren = pl.col("eenheid") == Eenheid.UUR.value
    minuten = pl.when(in_uren).then(pl.col("volume") * MINUTEN_PER_UUR).otherwise(pl.col("volume"))
    alleen_tijd = pl.col("eenheid").is_in(_TIJD).all()
    return (
        rijen.with_columns(minuten=minuten)
        .group_by("client_nr", "productcode", "productcategorie")
        .agg(
            pl.col("bedrag").sum(),
            pl.when(alleen_tijd).then(pl.col("minuten").sum()).otherwise(0).first().alias("minuten"),
            pl.col("begin").min(),
            pl.col("eind").max(),
        )
        .with_columns(dagen=(pl.col("eind") - pl.col("begin")).dt.total_days() + 1)
    )


def _list_producten(rijen: pl.DataFrame) -> tuple[Productconversie, ...]:
    kan = pl.col("kan")
    per = (
        rijen.group_by("productcode", "productcategorie")
        .agg(
            pl.len().alias("clienten"),
            pl.col("bedrag").sum(),
            kan.sum().alias("trajecten"),
            pl.col("bedrag").filter(kan).sum().alias("omgezet"),
            pl.col("loopt").sum(),
            pl.col("uren").filter(kan).median(),
            pl.col("maanden").filter(kan).median(),
        )
        .sort("bedrag", "productcode", descending=[True, False])
    )
    return tuple(Productconversie(*rij) for rij in per.iter_rows())


def _list_vormen(rijen: pl.DataFrame) -> tuple[Trajectvorm, ...]:
    per = (
        rijen.with_columns(
            klasse_uren=_create_klasse("uren", UREN, MEER_UREN),
            klasse_maanden=_create_klasse("maanden", MAANDEN, MEER_MAANDEN),
        )
        .group_by("productcategorie", "klasse_uren", "klasse_maanden")
        .agg(pl.len().alias("n"), pl.col("bedrag").sum())
        .sort(
            "n", "productcategorie", "klasse_uren", "klasse_maanden", descending=[True, False, False, False]
        )
    )
    return tuple(Trajectvorm(*rij) for rij in per.iter_rows())


def _create_klasse(kolom: str, klassen: tuple[tuple[float, str], ...], meer: str) -> pl.Expr:
    """The name of the first class below whose border a figure lies."""
    uit = pl.lit(meer)
    for grens, naam in reversed(klassen):
        uit = pl.when(pl.col(kolom) < grens).then(pl.lit(naam)).otherwise(uit)
    return uit
