"""What would one year of help have cost under three ways of paying, and for whom?

Definition, per model: `inspanning` is the history as it was paid. Under `output` every client counts the
price of its profiel once, and each aanbieder and gemeente gets the share of it that it had of the client's
cost; without a price given, the price is what clients with that profiel cost on average in the whole region.
Under `taak` a gemeente has a fixed budget (its history, unless given), divided over aanbieders by history.
Caveats: nobody behaves otherwise than before, while the models differ just in what they invite to. A client
without profiel keeps its cost under output. The average of the region makes a gemeente with heavier clients
than others of the same profiel cheaper under output than it is.
Source: policy on the comparison of three funding models; definitions of the Regeling Jeugdwet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from stelsel.analyse.bekostiging.bootstrapband import (
    PERCENTIELEN,
    compute_band,
    compute_jaarspreiding,
    compute_verhoudingsband,
    create_rng,
    draw_paren,
)
from stelsel.analyse.bekostiging.clientdelen import get_clienten, list_opmerkingen
from stelsel.analyse.kwaliteit import Opmerking
from stelsel.domein.bekostiging.berichtenlast import get_berichtenlast
from stelsel.domein.bekostiging.criteria import compute_criteria
from stelsel.domein.bekostiging.effect import compute_effect
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.neutraliteit import compute_factor
from stelsel.domein.bekostiging.vergelijkinvoer import Vergelijkinvoer
from stelsel.kern.bedrag import Cent, rond_met_som

#: From so many clients the band of an effect is the same to within chance without drawing.
VEEL_CLIENTEN = 500
#: The column with the amounts (cents, not whole) of each model.
KOLOM = {Model.INSPANNING: "bedrag", Model.OUTPUT: "output", Model.TAAK: "taak"}


@dataclass(frozen=True)
class Modelgemeente:
    """Cents; `oud`: its history; `factor`: history divided by budget, None without a budget; `spreiding`: one
    standard deviation of what next year differs by chance, nothing where the budget is fixed."""

    clienten: int
    oud: Cent
    budget: Cent
    p10: Cent
    p90: Cent
    factor: float | None
    spreiding: float = 0.0

    @property
    def prognosefout(self) -> float | None:
        """`spreiding` as a part of the budget; None without one."""
        return self.spreiding / self.budget if self.budget > 0 else None

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel bekostiging vergelijk --json`."""
        return {
            "budget": self.budget,
            "p10": self.p10,
            "p90": self.p90,
            "neutraliteitsfactor": self.factor,
            "prognosefout": self.prognosefout,
        }


@dataclass(frozen=True)
class Modelaanbieder:
    """What an aanbieder gets now and under a model, in cents; `deel_p10` and `deel_p90`: the band of the
    effect as a fraction, None where it has none."""

    oud: Cent
    nieuw: Cent
    clienten: int
    deel_p10: float | None = None
    deel_p90: float | None = None

    @property
    def effect(self) -> Cent:
        """Positive: it gains."""
        return self.nieuw - self.oud

    @property
    def deel(self) -> float | None:
        """The effect as a fraction of what it got; None when that was nothing."""
        effect = compute_effect(oud=self.oud, nieuw=self.nieuw)
        return None if effect is None else float(effect)

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel bekostiging vergelijk --json`."""
        return {
            "oud": self.oud,
            "nieuw": self.nieuw,
            "effect": self.effect,
            "effect_deel": self.deel,
            "effect_deel_p10": self.deel_p10,
            "effect_deel_p90": self.deel_p90,
        }


@dataclass(frozen=True)
class Profielprijs:
    """One profiel: its clients, what they cost on average (cents) and the price that is used."""

    profiel: str
    clienten: int
    gemiddelde: float
    prijs: float
    cv: float | None


@dataclass(frozen=True)
class Modeluitkomst:
    """One model; `berichten` in a year, for all clients."""

    model: Model
    gemeenten: Mapping[str, Modelgemeente]
    aanbieders: Mapping[str, Modelaanbieder]
    berichten: int
    totaal: Cent

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel bekostiging vergelijk --json`."""
        return {
            "gemeenten": {code: gemeente.als_data() for code, gemeente in self.gemeenten.items()},
            "aanbieders": {agb: aanbieder.als_data() for agb, aanbieder in self.aanbieders.items()},
            "berichten": self.berichten,
            "criteria": {code: float(score) for code, score in compute_criteria(self.model).items()},
            "totaal": self.totaal,
        }


@dataclass(frozen=True)
class Gekozengemeente:
    """Cents: what a gemeente paid, and what it would when every profiel is paid as was chosen for it."""

    oud: Cent
    nieuw: Cent


@dataclass(frozen=True)
class Modelvergelijking:
    """The three models over one history; `gekozen`: per gemeente, each profiel in its own model."""

    clienten: int
    profielen: tuple[Profielprijs, ...]
    modellen: Mapping[Model, Modeluitkomst]
    opmerkingen: tuple[Opmerking, ...]
    gekozen: Mapping[str, Gekozengemeente] = field(default_factory=dict)

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel bekostiging vergelijk --json`."""
        return {
            "modellen": {model.value: uitkomst.als_data() for model, uitkomst in self.modellen.items()},
            "clienten": self.clienten,
            "profielen": {
                rij.profiel: {"clienten": rij.clienten, "gemiddelde": rij.gemiddelde, "prijs": rij.prijs}
                for rij in self.profielen
            },
        }


def compute_modelvergelijking(
    delen: pl.DataFrame,
    invoer: Vergelijkinvoer | None = None,
    *,
    gekozen: Mapping[str, Model] | None = None,
) -> Modelvergelijking:
    """Replay `delen` (see `clientdelen`) under the three models; `invoer`: chosen prices and budgets;
    `gekozen`: the model that was chosen per profiel (what is not chosen stays as it was paid)."""
    invoer = invoer or Vergelijkinvoer()
    clienten = get_clienten(delen)
    profielen = _list_profielprijzen(clienten, invoer)
    rijen = _add_taak(_add_output(delen, profielen), invoer)
    return Modelvergelijking(
        clienten=clienten.height,
        profielen=profielen,
        modellen={
            model: _compute_uitkomst(model, rijen, clienten=clienten.height, invoer=invoer) for model in Model
        },
        opmerkingen=(*list_opmerkingen(delen), *_list_bij_invoer(delen, profielen, invoer)),
        gekozen=_compute_gekozen(rijen, gekozen or {}),
    )


def _list_profielprijzen(clienten: pl.DataFrame, invoer: Vergelijkinvoer) -> tuple[Profielprijs, ...]:
    """Per profiel of a client; what is given as a price holds, otherwise the average, never below zero."""
    per_profiel = (
        clienten.filter(pl.col("profiel").is_not_null())
        .group_by("profiel")
        .agg(n=pl.len(), gemiddelde=pl.col("bedrag").mean(), spreiding=pl.col("bedrag").std())
        .sort("profiel")
    )
    return tuple(
        Profielprijs(
            profiel=rij["profiel"],
            clienten=rij["n"],
            gemiddelde=rij["gemiddelde"],
            prijs=float(
                invoer.prijzen.get(rij["profiel"], max(0.0, rij["gemiddelde"]) * float(invoer.prijsdeel))
            ),
            cv=rij["spreiding"] / rij["gemiddelde"] if rij["n"] > 1 and rij["gemiddelde"] > 0 else None,
        )
        for rij in per_profiel.iter_rows(named=True)
    )


def _add_output(delen: pl.DataFrame, profielen: tuple[Profielprijs, ...]) -> pl.DataFrame:
    schema = {"profiel": pl.String, "prijs": pl.Float64}
    prijzen = pl.DataFrame([(p.profiel, p.prijs) for p in profielen], schema=schema, orient="row")
    met_prijs = delen.join(prijzen, on="profiel", how="left", maintain_order="left")
    nieuw = (
        pl.when(pl.col("prijs").is_null()).then(pl.col("bedrag")).otherwise(pl.col("prijs") * pl.col("deel"))
    )
    return met_prijs.with_columns(output=nieuw)


def _add_taak(delen: pl.DataFrame, invoer: Vergelijkinvoer) -> pl.DataFrame:
    """A budget is divided as the history was; without a history above zero, by number of lines."""
    schema = {"gemeente": pl.String, "gegeven": pl.Float64}
    rijen = [(code, float(budget)) for code, budget in invoer.budgetten.items()]
    gegeven = pl.DataFrame(rijen, schema=schema, orient="row")
    historie = pl.col("bedrag").sum().over("gemeente")
    budget = pl.coalesce("gegeven", historie.clip(lower_bound=0) * float(invoer.taakdeel))
    deel = (
        pl.when(historie > 0)
        .then(pl.col("bedrag") / historie)
        .otherwise(pl.col("regels") / pl.col("regels").sum().over("gemeente"))
    )
    return delen.join(gegeven, on="gemeente", how="left", maintain_order="left").with_columns(
        taak=budget * deel
    )


def _compute_gekozen(rijen: pl.DataFrame, gekozen: Mapping[str, Model]) -> dict[str, Gekozengemeente]:
    """Every row as the model of its profiel counts it; whole cents per gemeente that add up."""
    waarde = pl.col("bedrag").cast(pl.Float64)
    for model in (Model.OUTPUT, Model.TAAK):
        profielen = [profiel for profiel, keuze in gekozen.items() if keuze is model]
        erin = pl.col("profiel").is_in(profielen).fill_null(value=False)
        waarde = pl.when(erin).then(pl.col(KOLOM[model])).otherwise(waarde)
    per = rijen.group_by("gemeente").agg(oud=pl.col("bedrag").sum(), nieuw=waarde.sum()).sort("gemeente")
    bedragen = rond_met_som([float(bedrag) for bedrag in per["nieuw"]])
    codes = zip(per["gemeente"], per["oud"], bedragen, strict=True)
    return {str(code): Gekozengemeente(int(oud), nieuw) for code, oud, nieuw in codes}


def _compute_uitkomst(
    model: Model, rijen: pl.DataFrame, *, clienten: int, invoer: Vergelijkinvoer
) -> Modeluitkomst:
    kolom = KOLOM[model]
    return Modeluitkomst(
        model=model,
        gemeenten=_compute_gemeenten(model, rijen, invoer),
        aanbieders=_compute_aanbieders(model, rijen, invoer),
        berichten=get_berichtenlast(model).per_client * clienten,
        totaal=rond_met_som([float(rijen[kolom].sum() or 0)])[0],
    )


def _compute_gemeenten(
    model: Model, rijen: pl.DataFrame, invoer: Vergelijkinvoer
) -> dict[str, Modelgemeente]:
    """The budget is fixed under taak; otherwise the band is that of other clients who might have come."""
    per_client = (
        rijen.group_by("gemeente", "client_nr", maintain_order=True)
        .agg(waarde=pl.col(KOLOM[model]).cast(pl.Float64).sum(), oud=pl.col("bedrag").sum())
        .sort("gemeente", "waarde", "oud")
    )
    groepen = per_client.partition_by("gemeente", maintain_order=True)
    budgetten = rond_met_som([float(groep["waarde"].sum()) for groep in groepen])
    uit = {}
    for groep, budget in zip(groepen, budgetten, strict=True):
        code = str(groep["gemeente"][0])
        p10, p90, spreiding = budget, budget, 0.0
        if model is not Model.TAAK:
            waarden, rng = groep["waarde"].to_numpy(), create_rng(invoer.zaad, code)
            p10, p90 = (round(g) for g in compute_band(waarden, trekkingen=invoer.trekkingen, rng=rng))
            spreiding = compute_jaarspreiding(waarden)
        oud = int(groep["oud"].sum())
        factor = compute_factor(oud=oud, nieuw=budget)
        als_getal = None if factor is None else float(factor)
        uit[code] = Modelgemeente(groep.height, oud, budget, p10, p90, als_getal, spreiding)
    return uit


def _compute_aanbieders(
    model: Model, rijen: pl.DataFrame, invoer: Vergelijkinvoer
) -> dict[str, Modelaanbieder]:
    per_client = (
        rijen.group_by("aanbieder", "client_nr", maintain_order=True)
        .agg(oud=pl.col("bedrag").sum(), nieuw=pl.col(KOLOM[model]).cast(pl.Float64).sum())
        .sort("aanbieder", "oud", "nieuw")
    )
    groepen = per_client.partition_by("aanbieder", maintain_order=True)
    bedragen = rond_met_som([float(groep["nieuw"].sum()) for groep in groepen])
    uit = {}
    for groep, nieuw in zip(groepen, bedragen, strict=True):
        agb, oud = str(groep["aanbieder"][0]), int(groep["oud"].sum())
        band = _compute_effectband(groep, agb, invoer) if model is Model.OUTPUT and oud > 0 else (None, None)
        uit[agb] = Modelaanbieder(oud, nieuw, groep.height, *band)
    return uit


def _compute_effectband(
    groep: pl.DataFrame, agb: str, invoer: Vergelijkinvoer
) -> tuple[float, float] | tuple[None, None]:
    """The band of the effect over the clients of an aanbieder; none with one client."""
    if groep.height < 2:
        return None, None
    paren = np.vstack([groep["oud"].to_numpy().astype(float), groep["nieuw"].to_numpy()])
    if groep.height >= VEEL_CLIENTEN:
        return compute_verhoudingsband(paren[0], paren[1])
    oud, nieuw = draw_paren(paren, trekkingen=invoer.trekkingen, rng=create_rng(invoer.zaad, agb))
    if not (oud > 0).all():
        return None, None
    p10, p90 = np.percentile(nieuw / oud - 1, PERCENTIELEN)
    return float(p10), float(p90)


def _list_bij_invoer(
    delen: pl.DataFrame, profielen: tuple[Profielprijs, ...], invoer: Vergelijkinvoer
) -> list[Opmerking]:
    """Prices, floors and budgets that meet nobody, and averages below zero."""
    bekend = {p.profiel for p in profielen}
    zonder_client, zonder_bodem = set(invoer.prijzen) - bekend, set(invoer.bodems) - bekend
    gemeenten = set(delen["gemeente"].unique().to_list())
    onbekend, zonder_kader = set(invoer.budgetten) - gemeenten, set(invoer.kaders) - gemeenten
    negatief = [p for p in profielen if p.gemiddelde < 0 and p.profiel not in invoer.prijzen]
    soorten = (
        ("profiel_zonder_client", len(zonder_client), sum(invoer.prijzen[code] for code in zonder_client)),
        ("taak_gemeente_onbekend", len(onbekend), sum(invoer.budgetten[code] for code in onbekend)),
        ("bodem_zonder_client", len(zonder_bodem), sum(invoer.bodems[code] for code in zonder_bodem)),
        ("uitkering_gemeente_onbekend", len(zonder_kader), sum(invoer.kaders[code] for code in zonder_kader)),
        ("bodem_zonder_uitkering", 0 if invoer.kaders else len(invoer.bodems), 0),
        ("profielprijs_negatief", len(negatief), round(sum(p.gemiddelde * p.clienten for p in negatief))),
    )
    return [Opmerking(soort, aantal, bedrag, ()) for soort, aantal, bedrag in soorten if aantal]
