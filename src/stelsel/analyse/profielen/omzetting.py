"""Which profile takes the place of an old product, and what is left over?

Definition: per client and product without a profile, the first profile that was allocated after that product
began and at most some months after it ended. A product fits when most of its cost is of clients who went to
one profile, fits partly when half of it is, and else not; nor does it when nobody got a profile. The residue
is the cost that did not go to that profile: that of other profiles, and of clients who got none.
Choices: cost is all that was claimed on the product, of all years in the lake, by the clients who had it.
Caveats: who stopped before the profiles came has no profile; a product of long ago has much residue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.analyse.profielen.clientcellen import Celproduct
from stelsel.domein.parameters import get_aantal, get_parameter
from stelsel.lake.engine import Table, read_uitkomst

PAST, DEELS, NIET, ONBEKEND = "past", "past deels", "past niet", "niet te zeggen"


@dataclass(frozen=True)
class Productomzetting:
    """One old product. `gevolgd`: its clients who got a profile; `profiel`: where most of their cost went,
    with its share; `rest`: cost (cents) that did not go there."""

    productcode: str
    clienten: int
    bedrag: int
    gevolgd: int
    profiel: str
    aandeel: float | None
    rest: int
    oordeel: str


@dataclass(frozen=True)
class Omzetting:
    """All old products, the costliest first, and per product and profile its clients and cost (cents)."""

    producten: tuple[Productomzetting, ...]
    matrix: tuple[tuple[str, str, int, int], ...]

    @property
    def bedrag(self) -> int:
        """Cost of all old products."""
        return sum(product.bedrag for product in self.producten)

    @property
    def rest(self) -> int:
        """What did not go to the main profile of its product."""
        return sum(product.rest for product in self.producten)


def compute_omzetting(
    regels: Table, *, toewijzingen: Table, domein: str, producten: Sequence[Celproduct], peildatum: date
) -> Omzetting:
    """The conversion of a domain's products without a profile. `cel` of a product names its profile."""
    profielen = {p.productcode: p.cel for p in producten if p.domein == domein}
    rijen = _get_toewijzingen(toewijzingen, domein)
    opvolging = get_aantal("profiel_opvolging", peildatum=peildatum)
    gevolgd = _list_opvolgers(rijen, profielen, opvolging=opvolging)
    kosten = _get_kosten(regels, domein).filter(~pl.col("productcode").is_in(list(profielen)))
    samen = kosten.join(gevolgd, on=["client_nr", "productcode"], how="left")
    matrix = (
        samen.filter(pl.col("profiel").is_not_null())
        .group_by("productcode", "profiel")
        .agg(pl.len().alias("clienten"), pl.col("bedrag").sum())
        .sort("productcode", "bedrag", "profiel", descending=[False, True, False])
    )
    totaal = samen.group_by("productcode").agg(
        pl.len().alias("clienten"), pl.col("bedrag").sum(), pl.col("profiel").count().alias("gevolgd")
    )
    hoofd = matrix.unique("productcode", keep="first", maintain_order=True)
    alle = totaal.join(hoofd.drop("clienten"), on="productcode", how="left", suffix="_hoofd")
    som = matrix.group_by("productcode").agg(pl.col("bedrag").sum().alias("som"))
    alle = alle.join(som, on="productcode", how="left").sort(
        "bedrag", "productcode", descending=[True, False]
    )
    return Omzetting(
        tuple(_als_product(rij, peildatum) for rij in alle.iter_rows(named=True)),
        tuple(matrix.select("productcode", "profiel", "clienten", "bedrag").iter_rows()),
    )


def _als_product(rij: dict[str, object], peildatum: date) -> Productomzetting:
    bedrag, naar = int(str(rij["bedrag"])), int(str(rij["bedrag_hoofd"] or 0))
    som = int(str(rij["som"] or 0))
    aandeel = naar / som if som > 0 else None
    gevolgd = int(str(rij["gevolgd"]))
    return Productomzetting(
        productcode=str(rij["productcode"]),
        clienten=int(str(rij["clienten"])),
        bedrag=bedrag,
        gevolgd=gevolgd,
        profiel=str(rij["profiel"] or ""),
        aandeel=aandeel,
        rest=bedrag - naar,
        oordeel=judge_omzetting(
            aandeel, clienten=int(str(rij["clienten"])), gevolgd=gevolgd, peildatum=peildatum
        ),
    )


def judge_omzetting(aandeel: float | None, *, clienten: int, gevolgd: int, peildatum: date) -> str:
    """Whether a product fits a profile, by the share of its cost; too few clients say nothing."""
    genoeg = get_aantal("profiel_kleinste", peildatum=peildatum)
    if gevolgd == 0 and clienten >= genoeg:
        return NIET
    if aandeel is None or gevolgd < genoeg:
        return ONBEKEND
    if aandeel >= float(get_parameter("profiel_past").get_waarde(peildatum)):
        return PAST
    return DEELS if aandeel >= float(get_parameter("profiel_past_deels").get_waarde(peildatum)) else NIET


def _get_toewijzingen(toewijzingen: Table, domein: str) -> pl.DataFrame:
    binnen = toewijzingen.filter(toewijzingen.domein == domein)
    rijen = read_uitkomst(binnen.select("client_nr", "productcode", "ingangsdatum", "einddatum", "stopdatum"))
    return rijen.filter(pl.col("productcode").is_not_null())


def _get_kosten(regels: Table, domein: str) -> pl.DataFrame:
    """Cost per client and product, of all years: grouped where the data are."""
    binnen = regels.filter(regels.domein == domein)
    vraag = binnen.group_by("client_nr", "productcode").agg(bedrag=binnen.bedrag.sum())
    return read_uitkomst(vraag).filter(pl.col("productcode").is_not_null())


def _list_opvolgers(rijen: pl.DataFrame, profielen: dict[str, str], *, opvolging: int) -> pl.DataFrame:
    """Per client and old product the first profile after it."""
    met = rijen.with_columns(profiel=pl.col("productcode").replace_strict(profielen, default=None))
    oud = (
        met.filter(pl.col("profiel").is_null())
        .with_columns(einde=pl.coalesce("stopdatum", "einddatum"))
        .group_by("client_nr", "productcode")
        .agg(
            pl.col("ingangsdatum").min().alias("begin"),
            pl.col("einde").max(),
            pl.col("einde").is_null().any().alias("open"),
        )
    )
    nieuw = met.filter(pl.col("profiel").is_not_null()).select("client_nr", "profiel", "ingangsdatum")
    grens = pl.col("einde") + pl.duration(days=opvolging)
    return (
        oud.join(nieuw, on="client_nr")
        .filter(
            (pl.col("ingangsdatum") > pl.col("begin")) & (pl.col("open") | (pl.col("ingangsdatum") <= grens))
        )
        .sort("client_nr", "productcode", "ingangsdatum", "profiel")
        .unique(["client_nr", "productcode"], keep="first", maintain_order=True)
        .select("client_nr", "productcode", "profiel")
    )
