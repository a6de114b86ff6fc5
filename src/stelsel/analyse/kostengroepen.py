"""Which clients cost about the same, and what marks them?

Definition: a tree splits clients by their features where cost differs most (see `domein.marktschets.boom`).
The number of groups is the smallest that explains clients it has not seen about as well as the best number.
The share explained (R²) is that on unseen clients, in ten turns.
Choices: a group has at least 30 clients; the number of products and of providers is how much help there is,
not why, and is a feature because claims tell little else.
Caveats: marks are what goes together with cost, not its cause. Without allocations age and referrer are
missing, and less is explained.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from stelsel.analyse.grafiek import CATEGORIEKLEUR, create_grafiek
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.domein.marktschets import boom
from stelsel.domein.marktschets.boom import Kenmerk
from stelsel.domein.parameters import get_aantal
from stelsel.lake.engine import Table, read_uitkomst

DELEN, ZAAD = 10, 1
#: What a further group has to add to the variance explained on unseen clients.
WINST = 0.01


@dataclass(frozen=True)
class Groep:
    """Clients of like cost: their number, mean (cents), coefficient of variation, and marks in words."""

    n: int
    gemiddelde: float
    cv: float | None
    kenmerken: str

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`."""
        return {"n": self.n, "gemiddelde": self.gemiddelde, "cv": self.cv, "kenmerken": self.kenmerken}


@dataclass(frozen=True)
class Kostengroepen:
    """The groups, costliest first, R² on unseen clients (None: cost does not vary), and why there is one."""

    r2_cv: float | None
    groepen: tuple[Groep, ...]
    uitleg: str = ""

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`."""
        uit = {"r2_cv": self.r2_cv, "groepen": [groep.als_data() for groep in self.groepen]}
        return uit | ({"uitleg": self.uitleg} if self.uitleg else {})


def get_kenmerken(
    regels: Table, *, selectie: Selectie, peildatum: date, clienten: Table | None = None
) -> pl.DataFrame:
    """Per client `kosten` (cents) and features from its lines; with `clienten` age and referrer too.

    `clienten`: client_nr with any other features. Age is that on the last day of the year or of the data.
    """
    binnen = get_selectie(regels, selectie)
    per_client = binnen.group_by("client_nr").agg(
        kosten=binnen.bedrag.sum(),
        producten=binnen.productcode.nunique(),
        aanbieders=binnen.aanbieder.nunique(),
        domein=binnen.domein.min(),
        domeinen=binnen.domein.nunique(),
    )
    vraag = per_client
    if clienten is not None:
        vraag = per_client.left_join(clienten, "client_nr").drop("client_nr_right")
    tabel = read_uitkomst(vraag).sort("client_nr")
    jaar = min(selectie.jaar or peildatum.year, peildatum.year)
    meer = pl.when(pl.col("domeinen") > 1).then(pl.lit("meer dan een")).otherwise(pl.col("domein"))
    tabel = tabel.with_columns(domein=meer.str.replace("_", " ")).drop("domeinen", "client_nr")
    if "geboortejaar" in tabel.columns:
        tabel = tabel.with_columns(leeftijd=jaar - pl.col("geboortejaar")).drop("geboortejaar")
    return tabel


def compute_kostengroepen(tabel: pl.DataFrame, *, peildatum: date) -> Kostengroepen:
    """From one row per client: `kosten` (cents), and features as numbers or words under their names.

    The order of the rows does not matter: clients take their turn in the order of their values.
    """
    tabel = tabel.sort(sorted(tabel.columns))
    kosten = tabel["kosten"].cast(pl.Float64).to_numpy()
    kleinste = get_aantal("kostengroep_kleinste", peildatum=peildatum)
    if not len(kosten):
        return Kostengroepen(None, (), "Er zijn geen cliënten.")
    kenmerken = [_als_kenmerk(naam, tabel[naam]) for naam in sorted(set(tabel.columns) - {"kosten"})]
    if len(kosten) < 2 * kleinste:
        return _een_groep(kosten, f"Er zijn te weinig cliënten om te verdelen: minder dan {2 * kleinste}.")
    r2_cv = boom.compute_r2_cv(kenmerken, kosten, kleinste=kleinste, delen=DELEN, zaad=ZAAD)
    if not r2_cv:
        return _een_groep(kosten, "Alle cliënten kosten evenveel. Er is niets te verdelen.")
    aantal = boom.choose_aantal(r2_cv, winst=WINST)
    alle = np.arange(len(kosten))
    bladen, _ = boom.create_boom(kenmerken, kosten, plekken=alle, kleinste=kleinste, meeste=aantal)
    groepen = [
        _als_groep(kosten[blad.plekken], boom.render_kenmerken(kenmerken, blad.grenzen)) for blad in bladen
    ]
    uitleg = "" if aantal > 1 else "Geen kenmerk hangt samen met de kosten."
    r2 = max(0.0, r2_cv[aantal - 1])
    return Kostengroepen(r2, tuple(sorted(groepen, key=lambda groep: -groep.gemiddelde)), uitleg)


def _een_groep(kosten: boom.Getallen, uitleg: str) -> Kostengroepen:
    return Kostengroepen(None, (_als_groep(kosten, "alle cliënten"),), uitleg)


def _als_kenmerk(naam: str, kolom: pl.Series) -> Kenmerk:
    if kolom.dtype.is_numeric():
        return boom.create_kenmerk(naam, kolom.cast(pl.Float64).to_numpy())
    return boom.create_kenmerk(naam, kolom.cast(pl.String).to_list())


def _als_groep(kosten: boom.Getallen, kenmerken: str) -> Groep:
    gemiddelde = float(kosten.mean())
    cv = float(kosten.std()) / gemiddelde if gemiddelde > 0 else None
    return Groep(len(kosten), gemiddelde, cv, kenmerken)


def create_grafiek_groepen(groepen: Kostengroepen) -> dict[str, Any]:
    """The mean cost of every group (Vega-Lite)."""
    rijen = [
        {"groep": f"{plek}. {groep.kenmerken}"[:70], "kosten": groep.gemiddelde / 100}
        for plek, groep in enumerate(groepen.groepen, start=1)
    ]
    deel = f"{100 * (groepen.r2_cv or 0):.0f} %"
    return create_grafiek(
        titel=f"{len(rijen)} groepen verklaren {deel} van het verschil in kosten",
        hoogte=34 * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "mark": {"type": "bar", "color": CATEGORIEKLEUR},
            "encoding": {
                "y": {"field": "groep", "type": "nominal", "sort": None, "title": None},
                "x": {"field": "kosten", "type": "quantitative", "title": "Gemiddelde kosten per cliënt (€)"},
            },
        },
    )
