"""Why did the cost change from one year to the next: volume, mix, intensity or price?

Definition: see `stelsel.domein.marktschets.groei`; groups of products are (domein, category, code), clients
are unique, volume is in the unit of the product.
Caveats: a year that is not complete makes every difference wrong. A product that changed its code or unit
between the years shows as mix or price.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.analyse.selectie import ALLES, Selectie, get_selectie
from stelsel.domein.marktschets.groei import Groei, Productjaar, ontleding
from stelsel.lake.engine import Table, read_uitkomst

_GROEP = ("domein", "productcategorie", "productcode")
_FIJNHEID = 1_000_000_000
DELEN = {
    "volume": "Meer of minder cliënten",
    "mix": "Andere producten",
    "intensiteit": "Meer of minder hulp per cliënt",
    "prijs": "Hogere of lagere prijs",
}


@dataclass(frozen=True)
class Jarengroei:
    """The growth between two years that follow each other in the data."""

    van: int
    naar: int
    groei: Groei

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`."""
        return {"van": self.van, "naar": self.naar, **self.groei.als_data()}


def compute_groei(regels: Table, selectie: Selectie = ALLES) -> list[Jarengroei]:
    """Per pair of years, oldest first; with a year in the selection only the pair that ends with it."""
    binnen = get_selectie(regels, Selectie(gemeenten=selectie.gemeenten, domeinen=selectie.domeinen))
    jaren = _list_productjaren(binnen)
    clienten = _tel_clienten(binnen)
    paren = zip(sorted(jaren), sorted(jaren)[1:], strict=False)
    return [
        Jarengroei(
            van,
            naar,
            ontleding(clienten=(clienten[van], clienten[naar]), voor=jaren[van], na=jaren[naar]),
        )
        for van, naar in paren
        if selectie.jaar in (None, naar)
    ]


def _list_productjaren(regels: Table) -> dict[int, dict[tuple[str | None, ...], Productjaar]]:
    """Volumes are added as whole numbers and billionths: a sum of floats depends on who adds first."""
    heel = regels.volume.floor()
    deel = ((regels.volume - heel) * _FIJNHEID).round()
    met_jaar = regels.mutate(jaar=regels.begindatum.year(), heel=heel.cast("int64"), deel=deel.cast("int64"))
    per_client = met_jaar.group_by(["jaar", *_GROEP, "client_nr"]).agg(
        heel=met_jaar.heel.sum(), deel=met_jaar.deel.sum(), bedrag=met_jaar.bedrag.sum()
    )
    per_groep = per_client.group_by(["jaar", *_GROEP]).agg(
        clienten=per_client.count(),
        heel=per_client.heel.sum().cast("int64"),
        deel=per_client.deel.sum().cast("int64"),
        bedrag=per_client.bedrag.sum(),
    )
    jaren: dict[int, dict[tuple[str | None, ...], Productjaar]] = {}
    for rij in read_uitkomst(per_groep).sort("jaar", *_GROEP).iter_rows(named=True):
        groep = tuple(rij[naam] for naam in _GROEP)
        volume = (rij["heel"] or 0) + (rij["deel"] or 0) / _FIJNHEID
        productjaar = Productjaar(rij["clienten"], volume, rij["bedrag"])
        jaren.setdefault(rij["jaar"], {})[groep] = productjaar
    return jaren


def _tel_clienten(regels: Table) -> dict[int, int]:
    per_client = regels.select("client_nr", jaar=regels.begindatum.year()).distinct()
    per_jaar = per_client.group_by("jaar").agg(clienten=per_client.count())
    return {int(jaar): int(clienten) for jaar, clienten in read_uitkomst(per_jaar).iter_rows()}


def create_grafiek_groei(jarengroei: Jarengroei) -> dict[str, Any]:
    """The four parts of one pair of years as bars in millions of euros (Vega-Lite)."""
    groei = jarengroei.groei
    rijen = [{"deel": naam, "bedrag": getattr(groei, deel) / 1e8} for deel, naam in DELEN.items()]
    rijen.append({"deel": "Samen", "bedrag": groei.totaal / 1e8})
    richting = "meer" if groei.totaal >= 0 else "minder"
    miljoen = f"{abs(groei.totaal) / 1e8:.1f}".replace(".", ",")
    kleur = {
        "condition": {"test": "datum.deel == 'Samen'", "value": NADRUKKLEUR},
        "value": CATEGORIEKLEUR,
    }
    return create_grafiek(
        titel=f"€ {miljoen} miljoen {richting} in {jarengroei.naar} dan in {jarengroei.van}",
        hoogte=160,
        inhoud={
            "data": {"values": rijen},
            "mark": "bar",
            "encoding": {
                "y": {"field": "deel", "type": "nominal", "sort": None, "title": None},
                "x": {"field": "bedrag", "type": "quantitative", "title": "Miljoenen euro's erbij of eraf"},
                "color": kleur,
            },
        },
    )
