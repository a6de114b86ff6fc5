"""How many products, and how many providers, does a client have at the same time?

Definition: for every client the day with the most different products (or providers) at once, as allocations
really ran. Two allocations of one product count once. Shares are of all clients with an allocation in the
selection, and add up to one.
Caveat: a product of the old contract beside one of the new for a few days counts as two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from stelsel.analyse.grafiek import SEGMENTKLEUR, create_grafiek
from stelsel.analyse.inzet import get_in_jaar, get_inzet, join_aaneengesloten
from stelsel.analyse.selectie import Selectie
from stelsel.lake.engine import Table, read_uitkomst

KLASSEN = ("1", "2", "3+")


@dataclass(frozen=True)
class Stapeling:
    """Numbers of clients per class of KLASSEN."""

    producten: tuple[int, ...]
    aanbieders: tuple[int, ...]

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`: shares of clients."""
        return {"producten": _als_delen(self.producten), "aanbieders": _als_delen(self.aanbieders)}


def _als_delen(aantallen: tuple[int, ...]) -> dict[str, float]:
    alle = sum(aantallen)
    return {klasse: aantal / alle if alle else 0.0 for klasse, aantal in zip(KLASSEN, aantallen, strict=True)}


def compute_stapeling(toewijzingen: Table, *, peildatum: date, selectie: Selectie) -> Stapeling:
    """From the allocations of all years; of a chosen year only the days within it."""
    inzet = get_inzet(toewijzingen, peildatum=peildatum, selectie=selectie)
    inzet = get_in_jaar(inzet, selectie.jaar)
    return Stapeling(*(_tel_klassen(inzet, kolom) for kolom in ("product", "aanbieder")))


def _tel_klassen(inzet: Table, kolom: str) -> tuple[int, ...]:
    """Clients per class: +1 on the first day of every chain, -1 after its last; the highest sum counts."""
    import ibis

    ketens = join_aaneengesloten(inzet, per=["client_nr", kolom], onderbreking=0)
    erbij = ketens.select("client_nr", dag=ketens.begin, verschil=ibis.literal(1, type="int32"))
    eraf = ketens.select(
        "client_nr", dag=(ketens.eind + 1).cast("int32"), verschil=ibis.literal(-1, type="int32")
    )
    alle = ibis.union(erbij, eraf)
    per_dag = alle.group_by(["client_nr", "dag"]).agg(verschil=alle.verschil.sum())
    tot_hier = ibis.window(group_by="client_nr", order_by="dag", rows=(None, 0))
    lopend = per_dag.mutate(tegelijk=per_dag.verschil.sum().over(tot_hier))
    per_client = lopend.group_by("client_nr").agg(meeste=lopend.tegelijk.max())
    klassen = per_client.group_by(klasse=ibis.least(per_client.meeste, 3)).agg(clienten=per_client.count())
    aantallen = {int(klasse): int(n) for klasse, n in read_uitkomst(klassen).iter_rows()}
    return tuple(aantallen.get(klasse, 0) for klasse in (1, 2, 3))


def create_grafiek_stapeling(stapeling: Stapeling) -> dict[str, Any]:
    """Shares of clients with one, two and more products and providers at once (Vega-Lite)."""
    data = stapeling.als_data()
    rijen = [
        {"wat": wat.capitalize(), "klasse": klasse, "deel": deel, "plek": plek}
        for wat in ("producten", "aanbieders")
        for plek, (klasse, deel) in enumerate(data[wat].items())
    ]
    meer = f"{100 * (1 - data['producten']['1']):.0f} %"
    kleuren = [SEGMENTKLEUR["A"], SEGMENTKLEUR["B"], SEGMENTKLEUR["C"]]
    return create_grafiek(
        titel=f"{meer} van de cliënten had meer dan één product tegelijk",
        hoogte=110,
        inhoud={
            "data": {"values": rijen},
            "mark": "bar",
            "encoding": {
                "x": {
                    "field": "deel", "type": "quantitative", "title": "Deel van de cliënten",
                    "axis": {"format": ".0%"}, "scale": {"domain": [0, 1]},
                },
                "y": {"field": "wat", "type": "nominal", "title": None, "sort": ["Producten", "Aanbieders"]},
                "color": {
                    "field": "klasse", "scale": {"domain": list(KLASSEN), "range": kleuren},
                    "legend": {"title": "Tegelijk", "orient": "top"},
                },
                "order": {"field": "plek"},
            },
        },
    )  # fmt: skip
