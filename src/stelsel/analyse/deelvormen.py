"""How many clients and how much cost do the product groups of a segment have?

Definition: every product of the domein belongs to the first group of the list that fits it, so cost is
counted once. A client with products of two groups counts in both: clients do not add up. Products of no group
are left out here. The groups count over the whole domein, whatever segment a client is in.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.domein.marktschets.segmenten import Doelsegment, Segmentenlijst
from stelsel.lake.engine import Table, read_uitkomst


@dataclass(frozen=True)
class Deelvormbeeld:
    """One product group of a segment (its code): clients and cents."""

    segment: str
    naam: str
    clienten: int
    bedrag: int


def compute_deelvormen(regels: Table, *, selectie: Selectie, lijst: Segmentenlijst) -> list[Deelvormbeeld]:
    """Of every segment with product groups all of them, also those without a client, in order of the list."""
    met = [segment for segment in lijst.segmenten if segment.deelvormen]
    domeinen = frozenset(segment.domein for segment in met)
    if selectie.domeinen is not None:
        domeinen &= selectie.domeinen
    if not domeinen:
        return []
    binnen = get_selectie(regels, Selectie(selectie.jaar, selectie.gemeenten, domeinen))
    per = binnen.group_by(["client_nr", "domein", "productcategorie", "productcode"]).agg(
        bedrag=binnen.bedrag.sum()
    )
    rijen = read_uitkomst(per)
    return [
        beeld
        for segment in met
        if segment.domein in domeinen
        for beeld in _list_deelvormen(segment, rijen.filter(pl.col("domein") == segment.domein))
    ]


def _list_deelvormen(segment: Doelsegment, rijen: pl.DataFrame) -> list[Deelvormbeeld]:
    producten = rijen.select("productcategorie", "productcode").unique()
    vormen = [
        next((d.naam for d in segment.deelvormen if d.past(categorie or "", product or "")), None)
        for categorie, product in producten.iter_rows()
    ]
    koppeling = producten.with_columns(vorm=pl.Series(vormen, dtype=pl.String))
    met = rijen.join(koppeling, on=["productcategorie", "productcode"], how="left", nulls_equal=True)
    uit = []
    for deelvorm in segment.deelvormen:
        deel = met.filter(pl.col("vorm") == deelvorm.naam)
        uit.append(
            Deelvormbeeld(
                segment.code, deelvorm.naam, deel["client_nr"].n_unique(), int(deel["bedrag"].sum())
            )
        )
    return uit
