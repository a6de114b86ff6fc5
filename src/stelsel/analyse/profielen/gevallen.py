"""What else is known of the clients in a design: their household, and help under another law in the year.

Households and the other law come from all help in the same year and gemeenten. Nothing here says who a client
is: numbers only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from stelsel.analyse.profielen.clientcellen import Clientcellen
from stelsel.analyse.profielen.groepsdekking import read_clienten
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

#: The domains of a law: help under both is one person with two laws.
WETDOMEINEN = ("jeugd", "wmo")


@dataclass(frozen=True)
class Gevallen:
    """`clienten` in the order of the cells: client_nr, kosten, profiel, huishouden, and per trait of
    `uitbijters` whether the client has it; `ander`: per client the cost (cents) under the other law."""

    cellen: Clientcellen
    clienten: pl.DataFrame
    ander: dict[int, int]


def get_gevallen(regels: Table, *, clienten: Table, cellen: Clientcellen, selectie: Selectie) -> Gevallen:
    """Of the clients in `cellen`, which were made with `selectie`."""
    wie = read_clienten(get_selectie(regels, selectie), clienten=clienten)
    ander = _get_ander(regels, selectie)
    genoten = pl.len().over("huishouden") > 1
    wie = wie.with_columns(gezin=pl.col("huishouden").is_not_null() & genoten)
    tabel = (
        cellen.clienten.join(wie.select("client_nr", "huishouden", "gezin"), on="client_nr", how="left")
        .with_columns(
            meer_cellen=pl.col("cellen") > 1,
            meer_aanbieders=pl.col("aanbieders") > 1,
            kosten_buiten=pl.col("buiten") > 0,
            gezin=pl.col("gezin").fill_null(value=False),
            andere_wet=pl.col("client_nr").is_in(list(ander)),
        )
        .sort("client_nr")
    )
    return Gevallen(cellen, tabel, ander)


def _get_ander(regels: Table, selectie: Selectie) -> dict[int, int]:
    """Per client its cost under a law that is not that of the selection."""
    domeinen = frozenset(WETDOMEINEN) - (selectie.domeinen or frozenset())
    binnen = get_selectie(regels, replace(selectie, domeinen=domeinen))
    return dict(read_uitkomst(binnen.group_by("client_nr").agg(bedrag=binnen.bedrag.sum())).iter_rows())
