"""How many households have help for more than one person, and what do they cost together?

Definition: of the clients with cost in the selection, those of one household together; cost, domains and
providers are those of the whole household. A client whose household is not known is a household of its own.
Caveats: the household is that last known, not that of the year. Help of others in the house that is not
claimed (the local team, health care, debts) is not seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst


@dataclass(frozen=True)
class Huishoudens:
    """A group of households: how many, their clients, cents, and the shares with more domains, providers."""

    soort: str
    huishoudens: int
    clienten: int
    bedrag: int
    meer_domeinen: float
    meer_aanbieders: float


@dataclass(frozen=True)
class Gezinsstapeling:
    """Households by number of people with help; and the share of young clients with a brother or sister who
    has youth help too, and with somebody in the house who uses the Wmo (None without youth)."""

    groepen: tuple[Huishoudens, ...]
    jeugd_met_jeugd: float | None
    jeugd_met_wmo: float | None


SOORTEN = {1: "Eén persoon met hulp", 2: "Twee personen", 3: "Drie of meer"}


def compute_huishoudens(regels: Table, clienten: Table, *, selectie: Selectie) -> Gezinsstapeling:
    """From the lines of the selection and client_nr with huishouden."""
    import ibis

    binnen = get_selectie(regels, selectie)
    per_client = binnen.group_by(["client_nr", "domein"]).agg(
        bedrag=binnen.bedrag.sum(), laagste=binnen.aanbieder.min(), hoogste=binnen.aanbieder.max()
    )
    huis = clienten.group_by("client_nr").agg(huishouden=clienten.huishouden.max())
    met = per_client.left_join(huis, "client_nr")
    # Below zero: clients without a household, each on its own.
    sleutel = ibis.coalesce(met.huishouden, -met.client_nr - 1)
    rijen = read_uitkomst(
        met.select("client_nr", "domein", "bedrag", "laagste", "hoogste", huis=sleutel.cast("int64"))
    )
    return _tel(rijen)


def _tel(rijen: pl.DataFrame) -> Gezinsstapeling:
    per = rijen.group_by("huis").agg(
        clienten=pl.col("client_nr").n_unique(),
        bedrag=pl.col("bedrag").sum(),
        domeinen=pl.col("domein").n_unique(),
        meer_aanbieders=pl.col("laagste").min() != pl.col("hoogste").max(),
        jeugd=pl.col("client_nr").filter(pl.col("domein") == "jeugd").n_unique(),
        wmo=pl.col("client_nr").filter(pl.col("domein") == "wmo").n_unique(),
    )
    groepen = []
    for grootte, soort in SOORTEN.items():
        deel = per.filter(pl.col("clienten").clip(upper_bound=max(SOORTEN)) == grootte)
        if deel.height:
            meer = deel.select(
                (pl.col("domeinen") > 1).mean().alias("domeinen"), pl.col("meer_aanbieders").mean()
            ).row(0)
            groepen.append(
                Huishoudens(soort, deel.height, int(deel["clienten"].sum()), int(deel["bedrag"].sum()), *meer)
            )
    jeugd = int(per["jeugd"].sum())
    broers = int(per.filter(pl.col("jeugd") > 1)["jeugd"].sum())
    met_wmo = int(per.filter(pl.col("wmo") > 0)["jeugd"].sum())
    return Gezinsstapeling(
        tuple(groepen), broers / jeugd if jeugd else None, met_wmo / jeugd if jeugd else None
    )
