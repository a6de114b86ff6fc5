"""Who is in a group of clients of one age, and what marks them?

Definition: clients with support in a year who reach an age between two limits in that year, counted by what
they have in common. The lake knows years of birth only, so the age is that of the last day of the year.
Caveats: without a year of birth somebody is in no cohort (how many is told); the kind of support stands for
the problem, which the data do not hold; the gemeente is that of the last support in the year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from stelsel.analyse.domeinen import render_categorie
from stelsel.analyse.onthulling import Norm, is_te_klein, list_verborgen, rond_af
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

_VEEL = 3
_GESLACHT = {"m": "Man", "v": "Vrouw", "x": "X"}


@dataclass(frozen=True)
class Groep:
    """Clients of the cohort with one value of a feature; None: not to be shown."""

    waarde: str
    clienten: int | None


@dataclass(frozen=True)
class Kenmerk:
    """One feature with its groups. `verdeelt`: everybody is in exactly one group."""

    naam: str
    groepen: tuple[Groep, ...]
    verdeelt: bool


@dataclass(frozen=True)
class Cohort:
    """How many clients, what they cost (cents), by their features. `zonder_leeftijd`: clients in the choice
    of whom no year of birth is known. None: not to be shown."""

    clienten: int | None
    bedrag: int | None
    zonder_leeftijd: int
    kenmerken: tuple[Kenmerk, ...]


def get_cohortrijen(
    regels: Table, clienten: Table, *, selectie: Selectie, van: int, tot: int
) -> tuple[pl.DataFrame, int]:
    """One row per client, gemeente, domein, categorie and aanbieder of who turns `van` to `tot` in the year
    of the selection, and how many clients have no year of birth. ValueError without a year."""
    if selectie.jaar is None:
        raise ValueError("een cohort is van een jaar")
    binnen = get_selectie(regels, selectie)
    per = binnen.group_by(["client_nr", "gemeente", "domein", "productcategorie", "aanbieder"]).agg(
        bedrag=binnen.bedrag.sum(), laatste=binnen.begindatum.max()
    )
    wie = clienten.select("client_nr", "geboortejaar", "geslacht").distinct()
    met = per.left_join(wie, "client_nr")
    onbekend = read_uitkomst(met.filter(met.geboortejaar.isnull()).agg(n=met.client_nr.nunique()))["n"].item()
    leeftijd = selectie.jaar - met.geboortejaar
    rijen = read_uitkomst(
        met.filter((leeftijd >= van) & (leeftijd <= tot)).select(
            "client_nr", "gemeente", "domein", "productcategorie", "aanbieder", "bedrag", "laatste",
            "geslacht", leeftijd=leeftijd,
        )
    )  # fmt: skip
    return rijen, int(onbekend or 0)


def get_eerdere_clienten(regels: Table, *, jaar: int) -> frozenset[int]:
    """Who had support in the year before."""
    eerder = regels.filter(regels.begindatum.year() == jaar - 1).select("client_nr").distinct()
    return frozenset(read_uitkomst(eerder)["client_nr"].to_list())


def compute_cohort(
    rijen: pl.DataFrame, *, eerder: frozenset[int], plaatsen: Mapping[str, str], zonder_leeftijd: int
) -> Cohort:
    """The cohort and its features, everything shown. `plaatsen`: name by code of gemeente."""
    per = (
        rijen.sort("laatste", "gemeente")
        .group_by("client_nr")
        .agg(
            pl.col("gemeente").last(), pl.col("geslacht").first(), pl.col("leeftijd").first(),
            soorten=pl.struct("domein", "productcategorie").n_unique(),
            aanbieders=pl.col("aanbieder").n_unique(),
        )
    )  # fmt: skip
    soorten = rijen.select("client_nr", "domein", "productcategorie").unique()
    namen = [
        render_categorie(rij["domein"], rij["productcategorie"] or "")
        for rij in soorten.iter_rows(named=True)
    ]
    bekend = ["Ja" if nr in eerder else "Nee" for nr in per["client_nr"].to_list()]
    return Cohort(
        clienten=per.height,
        bedrag=int(rijen["bedrag"].sum()),
        zonder_leeftijd=zonder_leeftijd,
        kenmerken=(
            _tel("Soort hulp", namen, verdeelt=False, op_aantal=True),
            _tel("Leeftijd in het jaar", [f"{n} jaar" for n in per["leeftijd"].to_list()]),
            _tel("Geslacht", [_GESLACHT.get(g or "", "Onbekend") for g in per["geslacht"].to_list()]),
            _tel("Gemeente", [plaatsen.get(g, g) for g in per["gemeente"].to_list()]),
            _tel("Aantal soorten hulp", [_klasse(n) for n in per["soorten"].to_list()]),
            _tel("Aantal aanbieders", [_klasse(n) for n in per["aanbieders"].to_list()]),
            _tel("Ook hulp in het jaar ervoor", bekend),
        ),
    )


def protect_cohort(cohort: Cohort, *, norm: Norm) -> Cohort:
    """As an edition may show it: nothing about too few, also not as what is left of the whole."""
    if not norm.beschermt:
        return cohort
    totaal = cohort.clienten or 0
    if is_te_klein(totaal, drempel=norm.drempel):
        return Cohort(None, None, 0, ())
    return Cohort(
        clienten=rond_af(totaal, op=norm.aantal),
        bedrag=rond_af(cohort.bedrag or 0, op=norm.bedrag),
        zonder_leeftijd=0,
        kenmerken=tuple(
            Kenmerk(k.naam, _protect(k, totaal=totaal, norm=norm), k.verdeelt) for k in cohort.kenmerken
        ),
    )


def _protect(kenmerk: Kenmerk, *, totaal: int, norm: Norm) -> tuple[Groep, ...]:
    aantallen = [groep.clienten or 0 for groep in kenmerk.groepen]
    if kenmerk.verdeelt:
        dicht = list_verborgen(aantallen, drempel=norm.drempel)
    else:
        dicht = [is_te_klein(n, drempel=norm.drempel) or 0 < totaal - n < norm.drempel for n in aantallen]
    return tuple(
        Groep(g.waarde, None if weg else rond_af(n, op=norm.aantal))
        for g, n, weg in zip(kenmerk.groepen, aantallen, dicht, strict=True)
    )


def _tel(naam: str, waarden: Sequence[str], *, verdeelt: bool = True, op_aantal: bool = False) -> Kenmerk:
    """By value, or the largest first."""
    tellingen = dict.fromkeys(sorted(set(waarden)), 0)
    for waarde in waarden:
        tellingen[waarde] += 1
    paren = (
        sorted(tellingen.items(), key=lambda paar: (-paar[1], paar[0])) if op_aantal else tellingen.items()
    )
    return Kenmerk(naam, tuple(Groep(waarde, n) for waarde, n in paren), verdeelt)


def _klasse(aantal: int) -> str:
    return f"{_VEEL} of meer" if aantal >= _VEEL else str(aantal)
