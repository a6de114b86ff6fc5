"""How much did each aanbieder get paid in a year, and so how much of the market does a group of them cover?

Definition: the sum of the claim lines of help that began in that year, per aanbieder, in cents.
Caveats: a subcontractor has no turnover here, its lead has it all; what is paid outside the claims (subsidy,
taakgericht) is not in it; the last months of a year that just ended are incomplete.
Source: representativeness of a cost survey (own choice).
"""

from __future__ import annotations

from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.kern.bedrag import Cent
from stelsel.lake.engine import Table, read_uitkomst


def compute_omzetten(regels: Table, selectie: Selectie) -> dict[str, Cent]:
    """Cents per AGB code, by code; aanbieders without a line are left out."""
    per = get_selectie(regels, selectie).group_by("aanbieder")
    rijen = read_uitkomst(per.agg(bedrag=lambda t: t.bedrag.sum())).sort("aanbieder")
    return {agb: int(bedrag) for agb, bedrag in rijen.iter_rows()}
