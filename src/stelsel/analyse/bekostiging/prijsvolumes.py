"""How many clients had the help that one price pays for as a whole, per gemeente?

Definition: the products of such a price are taken together. A client counts once for the price under which
most of its cost falls, in each gemeente for the share of its cost there. Reference: the shares of
`clientdelen`, which add up to the number of clients.
Caveat: a client with products of several such prices counts for one of them only.
"""

from __future__ import annotations

import polars as pl

from stelsel.analyse.bekostiging.clientdelen import get_clientdelen
from stelsel.analyse.bekostiging.clientprofielen import get_clientprofielen, get_profielregels
from stelsel.analyse.selectie import Selectie
from stelsel.lake.engine import Table

#: Shares are kept in millionths, so that sums are exact.
MILJOENSTE = 1_000_000


def get_prijsvolumes(regels: Table, *, producten: pl.DataFrame, selectie: Selectie) -> pl.DataFrame:
    """One row per gemeente and code with `volume` (millionths of a client), `bedrag` (cents), in that order.

    `producten`: domein, productcode and, in the column profiel, the code of the price that pays for it."""
    binnen = get_profielregels(regels, producten=producten, selectie=selectie)
    delen = get_clientdelen(binnen, profielen=get_clientprofielen(binnen))
    return (
        delen.group_by("gemeente", code="profiel")
        .agg(
            volume=(pl.col("deel").sum() * MILJOENSTE).round().cast(pl.Int64),
            bedrag=pl.col("bedrag").sum(),
        )
        .sort("gemeente", "code")
    )
