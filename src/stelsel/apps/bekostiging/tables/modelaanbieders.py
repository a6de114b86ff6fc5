"""The tables of a comparison on aanbieders: who gains, who loses, and whether small ones are hit more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from stelsel.analyse.bekostiging.modelgrafiek import Aanbiederbalk, create_grafiek_aanbieders
from stelsel.analyse.bekostiging.modelvergelijking import Modelaanbieder
from stelsel.analyse.onthulling import list_verborgen
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.bekostiging.effect import get_corridor, limit_effect
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.parameters import get_aantal
from stelsel.kern.bedrag import in_euro

from ..queries import Vergelijkbeeld
from .cellen import NIET_GETOOND, create_aantal, create_euro, create_procent
from .kostprijs import Cel, Cijfertabel

_PROCENT = 100


def create_aanbieders(beeld: Vergelijkbeeld, *, today: date) -> Cijfertabel:
    """Who gains and who loses under output, the largest loss first, with the first years in a corridor."""
    aanbieders = beeld.vergelijking.modellen[Model.OUTPUT].aanbieders
    klein = get_aantal("kleine_aanbieder_omzet", peildatum=today)
    open_ = {agb: a for agb, a in aanbieders.items() if agb not in beeld.verborgen.aanbieders}
    op_volgorde = sorted(open_.items(), key=lambda paar: (paar[1].deel or 0, paar[0]))
    rijen = [
        _list_aanbiedercellen(beeld.aanbieders.get(agb, agb), rij, klein=klein, today=today)
        for agb, rij in op_volgorde
    ]
    weg = len(aanbieders) - len(open_)
    rest = f" {weg} aanbieders staan er niet in, om kleine aantallen te beschermen." if weg else ""
    return Cijfertabel(
        naam="aanbieders",
        vraag="Wie wint en wie verliest bij output?",
        koppen=[
            "Aanbieder", "Omvang", "Cliënten", "Nu", "Output", "Verschil", "Verschil %", "p10 %", "p90 %",
            "Oordeel", "Jaar 1 %", "Jaar 2 %",
        ],
        rijen=rijen,
        grafiek=_create_aanbiedergrafiek(beeld, open_, klein=klein, today=today),
        uitleg=f"Klein is een omzet onder {in_euro(klein)} in dit domein. Wint of verliest: het verschil is "
        "groter dan de signaalgrens, en ook de p10 en de p90 wijzen die kant op. Met weinig cliënten kan het "
        "altijd toeval zijn. Jaar 1 en jaar 2: het verschil binnen "
        f"de ingroei.{rest}",
        dicht=True,
    )  # fmt: skip


def _list_aanbiedercellen(naam: str, rij: Modelaanbieder, *, klein: int, today: date) -> list[Cel]:
    deel = rij.deel
    exact = Fraction(rij.effect, rij.oud) if rij.oud > 0 else None
    jaren = [
        None if exact is None else float(limit_effect(exact, corridor=get_corridor(j, peildatum=today)))
        for j in (1, 2)
    ]
    return [
        Cel(naam),
        Cel("klein" if rij.oud < klein else "groot"),
        create_aantal(rij.clienten),
        create_euro(rij.oud),
        create_euro(rij.nieuw),
        create_euro(rij.effect),
        create_procent(deel),
        create_procent(rij.deel_p10),
        create_procent(rij.deel_p90),
        Cel(get_oordeel(rij, today=today)),
        *(create_procent(jaar) for jaar in jaren),
    ]


def get_oordeel(rij: Modelaanbieder, *, today: date) -> str:
    """A word for what happens to an aanbieder, and whether chance may have done it."""
    signaal = get_aantal("effect_signaal", peildatum=today) / _PROCENT
    deel = rij.deel
    if deel is None:
        return "niet te zeggen"
    if abs(deel) <= signaal:
        return "blijft gelijk"
    wat = "wint" if deel > 0 else "verliest"
    genoeg = rij.clienten >= get_aantal("effect_minste_clienten", peildatum=today)
    zeker = rij.deel_p10 is not None and rij.deel_p90 is not None and rij.deel_p10 * rij.deel_p90 > 0
    return wat if genoeg and zeker else f"{wat}, misschien toeval"


def _create_aanbiedergrafiek(
    beeld: Vergelijkbeeld, aanbieders: Mapping[str, Modelaanbieder], *, klein: int, today: date
) -> Grafiek | None:
    balken = [
        Aanbiederbalk(beeld.aanbieders.get(agb, agb), rij.deel, rij.effect, rij.oud < klein)
        for agb, rij in aanbieders.items()
        if rij.deel
    ]
    if not balken:
        return None
    return Grafiek(
        create_grafiek_aanbieders(balken, titel=_get_titel(aanbieders, klein=klein, today=today)),
        "Liggende balken vanaf nul: de aanbieders die bij output het meest winnen of verliezen, eerst grote, "
        "dan kleine in een eigen kleur. Dezelfde cijfers staan in de tabel.",
    )


def _get_titel(aanbieders: Mapping[str, Modelaanbieder], *, klein: int, today: date) -> str:
    """How many of the large and of the small ones lose, more than chance would do."""
    delen = []
    for naam, groep in (
        ("grote", [a for a in aanbieders.values() if a.oud >= klein]),
        ("kleine", [a for a in aanbieders.values() if a.oud < klein]),
    ):
        verliezen = [get_oordeel(a, today=today) for a in groep].count("verliest")
        delen.append(f"{verliezen} van de {len(groep)} {naam}")
    return f"{' en '.join(delen)} aanbieders verliezen meer dan toeval is"


def create_groepen(beeld: Vergelijkbeeld, *, today: date) -> Cijfertabel:
    """Small and large aanbieders apart."""
    klein = get_aantal("kleine_aanbieder_omzet", peildatum=today)
    aanbieders = list(beeld.vergelijking.modellen[Model.OUTPUT].aanbieders.values())
    groepen = {
        "Klein": [a for a in aanbieders if a.oud < klein],
        "Groot": [a for a in aanbieders if a.oud >= klein],
    }
    groepen = {naam: groep for naam, groep in groepen.items() if groep}
    aantallen = [sum(a.clienten for a in groep) for groep in groepen.values()]
    rijen = [
        [Cel(naam), *([NIET_GETOOND] * 6 if dicht else _list_groepcellen(groep, today=today))]
        for (naam, groep), dicht in zip(
            groepen.items(), list_verborgen(aantallen, drempel=beeld.norm.drempel), strict=True
        )
    ]
    return Cijfertabel(
        naam="omvang",
        vraag="Treft het kleine aanbieders meer?",
        koppen=["Omvang", "Aanbieders", "Nu", "Output", "Verschil %", "Winnen zeker", "Verliezen zeker"],
        rijen=rijen,
    )


def _list_groepcellen(groep: Sequence[Modelaanbieder], *, today: date) -> list[Cel]:
    oud, nieuw = sum(a.oud for a in groep), sum(a.nieuw for a in groep)
    oordelen = [get_oordeel(a, today=today) for a in groep]
    return [
        create_aantal(len(groep)),
        create_euro(oud),
        create_euro(nieuw),
        create_procent(nieuw / oud - 1 if oud > 0 else None),
        create_aantal(oordelen.count("wint")),
        create_aantal(oordelen.count("verliest")),
    ]
