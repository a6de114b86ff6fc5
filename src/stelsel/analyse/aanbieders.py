"""How much of the money goes to how few providers?

Definition: per provider the cost of the approved claim lines in the selection. Shares of the largest ones,
how many together have half and four fifths of it, and the Herfindahl index: the sum of squared shares, 1 with
one provider, near 0 with many small ones of equal size.
Caveats: a provider is who claims: subcontractors are not seen, and one group under several codes counts as
several. Concentration per kind of help is higher than over all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stelsel.analyse.clienten_en_kosten import get_kosten_per_groep
from stelsel.analyse.grafiek import NADRUKKLEUR, create_grafiek
from stelsel.analyse.selectie import Selectie
from stelsel.lake.engine import Table

TOPPEN = (1, 3, 5, 10, 25)


@dataclass(frozen=True)
class Aanbiedersbeeld:
    """Providers with cost; the share of the largest n for TOPPEN; how many have half and four fifths; the
    index (None without cost); and the running share, largest first."""

    aantal: int
    toppen: dict[int, float]
    helft: int
    viervijfde: int
    herfindahl: float | None
    lijn: tuple[float, ...]


def compute_aanbieders(regels: Table, *, selectie: Selectie) -> Aanbiedersbeeld:
    """Over the providers of the selection; those whose credits outweigh their claims are left out."""
    bedragen = [g.bedrag for g in get_kosten_per_groep(regels, kolom="aanbieder", selectie=selectie)]
    return compute_concentratie([bedrag for bedrag in bedragen if bedrag > 0])


def compute_concentratie(bedragen: list[int]) -> Aanbiedersbeeld:
    """From the cost of each provider (cents, above nil)."""
    totaal, som, lijn = sum(bedragen), 0, []
    for bedrag in sorted(bedragen, reverse=True):
        som += bedrag
        lijn.append(som / totaal)
    kwadraten = sum(bedrag * bedrag for bedrag in bedragen)
    return Aanbiedersbeeld(
        aantal=len(bedragen),
        toppen={top: lijn[top - 1] for top in TOPPEN if top <= len(lijn)},
        helft=_tel_tot(lijn, 0.5),
        viervijfde=_tel_tot(lijn, 0.8),
        herfindahl=kwadraten / (totaal * totaal) if totaal else None,
        lijn=tuple(lijn),
    )


def _tel_tot(lijn: list[float], deel: float) -> int:
    return next((plek for plek, som in enumerate(lijn, start=1) if som >= deel), len(lijn))


def create_grafiek_aanbieders(beeld: Aanbiedersbeeld) -> dict[str, Any]:
    """The running share of cost by number of providers, largest first (Vega-Lite)."""
    rijen = [{"aanbieders": plek, "deel": deel} for plek, deel in enumerate(beeld.lijn, start=1)]
    wie = "Eén aanbieder krijgt" if beeld.helft == 1 else f"{beeld.helft} aanbieders krijgen samen"
    return create_grafiek(
        titel=f"{wie} de helft van het geld",
        hoogte=220,
        inhoud={
            "data": {"values": [{"aanbieders": 0, "deel": 0.0}, *rijen]},
            "mark": {"type": "line", "color": NADRUKKLEUR, "strokeWidth": 3},
            "encoding": {
                "x": {"field": "aanbieders", "type": "quantitative", "title": "Aanbieders, grootste eerst"},
                "y": {
                    "field": "deel", "type": "quantitative", "title": "Deel van de kosten",
                    "axis": {"format": ".0%"}, "scale": {"domain": [0, 1]},
                },
            },
        },
    )  # fmt: skip
