"""Which product category comes first for a client, and which follow?

Definition: per client the category of the first support as it really ran (of several on a day the lowest
code), and every other category that began later. Clients who had support in the first year of the data are
left out, since what came before is unseen.
Caveats: a client of long ago who comes back counts as new. Who came lately has had less time to go on to
something else, so shares that follow are a lower limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.analyse.inzet import EERSTE_DAG, als_dagnummer
from stelsel.analyse.selectie import Selectie
from stelsel.lake.engine import Table, read_uitkomst

INLOOP_DAGEN = 365


@dataclass(frozen=True)
class Eerste:
    """One category as the first: clients, those for whom it stayed the only one, and what came next most."""

    categorie: str
    clienten: int
    alleen: int
    vervolg: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Volgorde:
    """All first categories, most clients first; `eerst_voor`: per later category how its clients began."""

    clienten: int
    buiten: int
    eersten: tuple[Eerste, ...]
    eerst_voor: tuple[tuple[str, int, str, int], ...]


def compute_volgorde(regels: Table, toewijzingen: Table, *, peildatum: date, selectie: Selectie) -> Volgorde:
    """From the allocations of all years; of the selection all but the year. `regels` tell the first day."""
    import ibis

    t = toewijzingen
    if selectie.gemeenten is not None:
        t = t.filter(t.gemeente.isin(sorted(selectie.gemeenten)))
    if selectie.domeinen is not None:
        t = t.filter(t.domein.isin(sorted(selectie.domeinen)))
    begin = ibis.coalesce(t.startdatum, t.ingangsdatum)
    t = t.filter((begin <= ibis.literal(peildatum)) & t.productcategorie.notnull())
    begin = ibis.coalesce(t.startdatum, t.ingangsdatum)
    per = t.select("client_nr", "productcategorie", begin=als_dagnummer(begin))
    eerste_dag = per.group_by(["client_nr", "productcategorie"]).agg(begin=per.begin.min())
    dag = read_uitkomst(regels.aggregate(dag=regels.begindatum.min())).item()
    vroeg = (dag - EERSTE_DAG).days + INLOOP_DAGEN if dag is not None else 0
    return _tel(read_uitkomst(eerste_dag), vroeg=vroeg)


def _tel(per: pl.DataFrame, *, vroeg: int) -> Volgorde:
    """From the first day of every category of every client; up to day number `vroeg` it is not new."""
    if not per.height:
        return Volgorde(0, 0, (), ())
    begin = per.group_by("client_nr").agg(eerst=pl.col("begin").min())
    nieuw = begin.filter(pl.col("eerst") >= vroeg)
    rijen = per.join(nieuw, on="client_nr").sort("client_nr", "begin", "productcategorie")
    eerste = rijen.group_by("client_nr", maintain_order=True).agg(
        categorie=pl.col("productcategorie").first(),
        later=pl.col("productcategorie").slice(1),
    )
    eersten = [
        Eerste(
            str(categorie),
            deel.height,
            deel.filter(pl.col("later").list.len() == 0).height,
            tuple(
                (str(naar), n)
                for naar, n in deel.explode("later")["later"]
                .drop_nulls()
                .value_counts(sort=True)
                .head(3)
                .iter_rows()
            ),
        )
        for (categorie,), deel in eerste.group_by("categorie")
    ]
    return Volgorde(
        nieuw.height,
        begin.height - nieuw.height,
        tuple(sorted(eersten, key=lambda e: (-e.clienten, e.categorie))),
        tuple(_list_begin(eerste)),
    )


def _list_begin(eerste: pl.DataFrame) -> list[tuple[str, int, str, int]]:
    """Per category that came later: its clients, the most usual first one, and how many began with that."""
    paren = eerste.explode("later").drop_nulls("later").group_by("later", "categorie").len()
    uit = []
    for (later,), deel in paren.group_by("later"):
        meest = deel.sort("len", "categorie", descending=[True, False]).row(0, named=True)
        uit.append((str(later), int(deel["len"].sum()), str(meest["categorie"]), int(meest["len"])))
    return sorted(uit, key=lambda rij: (-rij[1], rij[0]))
