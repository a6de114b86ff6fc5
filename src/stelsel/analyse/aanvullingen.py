"""How much is spent on help beside a profile, and on whom?

Definition: per kind of additional help (short stay, transport, walk-in, crisis) the clients with cost in the
selection and that cost, apart from all other help. A client may have more kinds.
Choices: which product codes belong to which kind is passed in; it follows the dated rules of
stelsel.domein.toegang.aanvulling. A code that is not named is other help.
Caveats: walk-in without an allocation is paid from a budget for the whole task and has no claim lines. A
client without other help in the selection may have it in another year or paid in another way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

#: The row of everything that is no addition.
OVERIG = "Alle andere hulp"


@dataclass(frozen=True)
class Aanvullingsgebruik:
    """One kind: clients, cents, and how many of those clients have no other help in the selection."""

    soort: str
    clienten: int
    bedrag: int
    zonder_ander: int


def compute_aanvullingen(
    regels: Table, *, soort_van_code: Mapping[str, str], selectie: Selectie
) -> list[Aanvullingsgebruik]:
    """Per kind, costliest first, other help last; empty without any addition in the selection."""
    import ibis

    binnen = get_selectie(regels, selectie)
    codes: dict[str, list[str]] = {}
    for code, soort in soort_van_code.items():
        codes.setdefault(soort, []).append(code)
    if not codes:
        return []
    gevallen = [(binnen.productcode.isin(sorted(van)), soort) for soort, van in sorted(codes.items())]
    met_soort = binnen.mutate(soort=ibis.cases(*gevallen, else_=OVERIG))
    per = met_soort.group_by(["client_nr", "soort"]).agg(bedrag=met_soort.bedrag.sum())
    ander = per.filter(per.soort == OVERIG).select("client_nr", heeft_ander=ibis.literal(1, type="int8"))
    samen = per.left_join(ander, "client_nr").select("soort", "bedrag", "heeft_ander")
    rijen = read_uitkomst(
        samen.group_by("soort").agg(
            clienten=samen.count(), bedrag=samen.bedrag.sum(), met=samen.heeft_ander.count()
        )
    ).sort(pl.col("soort") == OVERIG, pl.col("bedrag") * -1, "soort")
    uit = [
        Aanvullingsgebruik(soort, clienten, int(bedrag), 0 if soort == OVERIG else clienten - met)
        for soort, clienten, bedrag, met in rijen.select("soort", "clienten", "bedrag", "met").iter_rows()
    ]
    return uit if any(rij.soort != OVERIG for rij in uit) else []
