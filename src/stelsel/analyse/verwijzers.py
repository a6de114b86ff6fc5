"""By whom were clients referred, and to whom does the money go?

Definition: the referrer of a client is that of the first allocation that names one; the cost of the client in
the selection counts with that referrer, so shares of clients and of cost both add up to one. A client with
claims but without an allocation or referrer counts as unknown.
Caveat: later referrers, of other products, are not seen here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stelsel.analyse.inzet import get_in_jaar, get_inzet
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

ONBEKEND = "onbekend"
#: What the codes of the standard mean, in words.
NAAM = {
    "01": "gemeente",
    "02": "huisarts",
    "03": "jeugdarts",
    "04": "gecertificeerde instelling",
    "05": "medisch specialist",
    "06": "zelf, geen verwijzer",
    "08": "rechter of officier van justitie",
}


@dataclass(frozen=True)
class Verwijzer:
    """Clients and cents of one kind of referrer; the shares are of all clients and all cost."""

    code: str
    clienten: int
    bedrag: int
    aandeel_clienten: float
    aandeel_bedrag: float

    def als_data(self) -> dict[str, float]:
        """The keys of `stelsel marktschets --json`."""
        return {"aandeel_clienten": self.aandeel_clienten, "aandeel_bedrag": self.aandeel_bedrag}


def compute_verwijzers(
    regels: Table, toewijzingen: Table, *, peildatum: date, selectie: Selectie
) -> list[Verwijzer]:
    """Per code, costliest first."""
    import ibis

    inzet = get_inzet(toewijzingen, peildatum=peildatum, selectie=selectie)
    inzet = get_in_jaar(inzet, selectie.jaar)
    eerste_verwijzer = get_eerste_verwijzer(inzet)
    binnen = get_selectie(regels, selectie)
    kosten = binnen.group_by("client_nr").agg(bedrag=binnen.bedrag.sum())
    clienten = ibis.union(kosten.select("client_nr"), inzet.select("client_nr"), distinct=True)
    samen = clienten.left_join(kosten, "client_nr").select("client_nr", "bedrag")
    samen = samen.left_join(eerste_verwijzer, "client_nr").select("bedrag", "verwijzer")
    code = ibis.coalesce(samen.verwijzer, ibis.literal(ONBEKEND))
    per_code = samen.group_by(code=code).agg(
        clienten=samen.count(), bedrag=ibis.coalesce(samen.bedrag.sum(), 0).cast("int64")
    )
    rijen = read_uitkomst(per_code).to_dicts()
    n, som = (sum(rij[naam] for rij in rijen) for naam in ("clienten", "bedrag"))
    verwijzers = [
        Verwijzer(
            rij["code"],
            rij["clienten"],
            rij["bedrag"],
            rij["clienten"] / n,
            rij["bedrag"] / som if som else 0.0,
        )
        for rij in rijen
    ]
    return sorted(verwijzers, key=lambda v: (-v.bedrag, v.code))


def get_eerste_verwijzer(inzet: Table) -> Table:
    """Per client the referrer of the first allocation with one; of two on a day the lowest code."""
    met = inzet.filter(inzet.verwijzer.notnull() & (inzet.verwijzer != ""))
    dagen = met.group_by("client_nr").agg(eerste=met.begin.min())
    op_dag = met.inner_join(dagen, [met.client_nr == dagen.client_nr, met.begin == dagen.eerste])
    op_dag = op_dag.select("client_nr", "verwijzer")
    return op_dag.group_by("client_nr").agg(verwijzer=op_dag.verwijzer.min())
