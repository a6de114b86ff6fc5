"""One row per client from the lake, ready to design profiles with.

Definition: support belongs to the year in which it began. With the catalogue as start a client is in the
cell (profile and intensity) on which most was spent; the cost is that of all products in the catalogue.
With features as start the cost is that of all support in the selection.
Caveats: a product of before the profiles has no cell; its cost stands beside, never in a cell. Age is that on
the last day of the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst


@dataclass(frozen=True)
class Celproduct:
    """A product of the catalogue: the code in the claims, the name of its cell, and what it is called."""

    domein: str
    productcode: str
    cel: str
    naam: str


@dataclass(frozen=True)
class Buitenproduct:
    """A product that is in no profile: its clients and cost (cents) in the selection."""

    productcode: str
    clienten: int
    bedrag: int


@dataclass(frozen=True)
class Clientcellen:
    """`clienten`: client_nr, kosten (cents), profiel, aanbieder, cellen (how many cells the client is in),
    aanbieders (of all help in the selection), buiten (cents outside all cells).
    `paren`: every client_nr and cel once. `bedrag` cents in cells, `buiten` the products in none."""

    clienten: pl.DataFrame
    paren: pl.DataFrame
    bedrag: int
    buiten: tuple[Buitenproduct, ...]
    clienten_buiten: int


def compute_clientcellen(
    regels: Table, *, selectie: Selectie, producten: Sequence[Celproduct]
) -> Clientcellen:
    """Who is in which cell of the catalogue, and what is in none."""
    delen = _get_delen(regels, selectie)
    kaart = pl.DataFrame(
        [(p.domein, p.productcode, p.cel) for p in producten],
        schema={"domein": pl.String, "productcode": pl.String, "profiel": pl.String},
        orient="row",
    )
    delen = delen.join(kaart, on=["domein", "productcode"], how="left")
    binnen = delen.filter(pl.col("profiel").is_not_null())
    per_cel = binnen.group_by("client_nr", "profiel").agg(pl.col("bedrag").sum())
    grootste = _get_grootste(per_cel, "profiel")
    clienten = (
        per_cel.group_by("client_nr")
        .agg(pl.col("bedrag").sum().alias("kosten"), pl.len().alias("cellen"))
        .join(grootste, on="client_nr")
        .join(_get_grootste(binnen, "aanbieder"), on="client_nr")
        .join(_get_omvang(delen), on="client_nr")
        .sort("client_nr")
    )
    buiten = (
        delen.filter(pl.col("profiel").is_null())
        .group_by("productcode")
        .agg(pl.col("client_nr").n_unique().alias("clienten"), pl.col("bedrag").sum())
        .sort("bedrag", "productcode", descending=[True, False])
    )
    alleen_buiten = delen.select("client_nr").unique().height - clienten.height
    return Clientcellen(
        clienten,
        per_cel.select("client_nr", "profiel"),
        int(binnen["bedrag"].sum() or 0),
        tuple(Buitenproduct(code or "", n, bedrag) for code, n, bedrag in buiten.iter_rows()),
        alleen_buiten,
    )


def compute_kenmerken(
    regels: Table, *, clienten: Table, toewijzingen: Table, selectie: Selectie, jaar: int
) -> pl.DataFrame:
    """Per client of the selection cost (cents), provider, and what is known of need: age, sex, referrer, and
    how many others of the household get support."""
    delen = _get_delen(regels, selectie)
    per_client = (
        delen.group_by("client_nr")
        .agg(pl.col("bedrag").sum().alias("kosten"))
        .join(_get_grootste(delen, "aanbieder"), on="client_nr")
    )
    wie = read_uitkomst(clienten.select("client_nr", "geboortejaar", "huishouden", "geslacht")).unique(
        "client_nr", keep="first", maintain_order=True
    )
    tabel = per_client.join(wie, on="client_nr", how="left")
    tabel = tabel.join(_get_verwijzers(toewijzingen), on="client_nr", how="left")
    genoten = pl.when(pl.col("huishouden").is_not_null()).then(pl.len().over("huishouden") - 1)
    return (
        tabel.with_columns(
            (jaar - pl.col("geboortejaar")).cast(pl.Int32).alias("leeftijd"),
            genoten.cast(pl.Int32).alias("huisgenoten met hulp"),
        )
        .drop("geboortejaar", "huishouden")
        .sort("client_nr")
        .drop("client_nr")
    )


def _get_delen(regels: Table, selectie: Selectie) -> pl.DataFrame:
    """Cost per client, product and provider: grouped where the data are, small after that."""
    binnen = get_selectie(regels, selectie)
    vraag = binnen.group_by("client_nr", "domein", "productcode", "aanbieder").agg(bedrag=binnen.bedrag.sum())
    return read_uitkomst(vraag)


def _get_omvang(delen: pl.DataFrame) -> pl.DataFrame:
    """Per client the number of its providers and its cost outside all cells."""
    return delen.group_by("client_nr").agg(
        pl.col("aanbieder").n_unique().alias("aanbieders"),
        pl.col("bedrag").filter(pl.col("profiel").is_null()).sum().alias("buiten"),
    )


def _get_grootste(delen: pl.DataFrame, kolom: str) -> pl.DataFrame:
    """Per client the word on which most was spent; of equals the first in the alphabet."""
    samen = delen.group_by("client_nr", kolom).agg(pl.col("bedrag").sum())
    volgorde = samen.sort("client_nr", "bedrag", kolom, descending=[False, True, False])
    return volgorde.unique("client_nr", keep="first", maintain_order=True).select("client_nr", kolom)


def _get_verwijzers(toewijzingen: Table) -> pl.DataFrame:
    """The referrer of a client's first allocation."""
    rijen = read_uitkomst(toewijzingen.select("client_nr", "ingangsdatum", "verwijzer"))
    return (
        rijen.sort("client_nr", "ingangsdatum", "verwijzer")
        .unique("client_nr", keep="first", maintain_order=True)
        .select("client_nr", "verwijzer")
    )
