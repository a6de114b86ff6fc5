"""The comparison of three ways of paying for people, in lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stelsel.analyse.bekostiging.modelvergelijking import Modeluitkomst, Modelvergelijking
from stelsel.domein.bekostiging.criteria import compute_criteria, get_criteria
from stelsel.domein.bekostiging.modellen import MODEL_NAAM
from stelsel.kern.bedrag import in_euro

_UITERSTEN = 5


def render_tekst(vergelijking: Modelvergelijking, *, toets: Mapping[str, Any] | None = None) -> str:
    """The models after each other, each with its gemeenten and the aanbieders that change most; `toets`: the
    prices against budgets, as in the JSON."""
    if not vergelijking.clienten:
        return "Er zijn geen cliënten in deze gegevens."
    delen = [_list_model(uitkomst) for uitkomst in vergelijking.modellen.values()]
    delen += [_list_toets(toets)] if toets else []
    return "\n\n".join("\n".join(deel) for deel in delen)


def _list_model(uitkomst: Modeluitkomst) -> list[str]:
    scores = compute_criteria(uitkomst.model)
    regels = [
        f"{MODEL_NAAM[uitkomst.model]}: {in_euro(uitkomst.totaal)}, {uitkomst.berichten} berichten per jaar",
        *(
            f"  {criterium.naam:<28}{_score(float(scores[code])):>6}"
            for code, criterium in get_criteria().items()
        ),
        f"  {'Gemeente':<12}{'budget':>18}{'p10':>18}{'p90':>18}{'factor':>10}",
    ]
    for code, gemeente in uitkomst.gemeenten.items():
        bedragen = "".join(f"{in_euro(b):>18}" for b in (gemeente.budget, gemeente.p10, gemeente.p90))
        factor = "geen" if gemeente.factor is None else f"{gemeente.factor:.4f}".replace(".", ",")
        regels.append(f"  {code:<12}{bedragen}{factor:>10}")
    return regels + _list_aanbieders(uitkomst)


def _list_toets(toets: Mapping[str, Any]) -> list[str]:
    """A line per gemeente: what the prices cost, its budget, what is left and what the cost price lacks."""
    koppen = ("nieuw", "budget", "ruimte", "tekort op bodem")
    regels = ["Budgettoets van de prijzen per profiel", f"  {'Gemeente':<12}" + _naast(koppen)]
    for code, rij in [*toets["gemeenten"].items(), ("samen", toets["regio"])]:
        waarden = (rij["nieuw"], rij["budget"], rij["ruimte"], rij["tekort_op_bodem"])
        regels.append(f"  {code:<12}" + _naast(["onbekend" if w is None else in_euro(w) for w in waarden]))
    return regels


def _naast(teksten: Sequence[str]) -> str:
    return "".join(f"{tekst:>18}" for tekst in teksten)


def _list_aanbieders(uitkomst: Modeluitkomst) -> list[str]:
    veranderd = [(agb, a) for agb, a in uitkomst.aanbieders.items() if a.effect]
    if not veranderd:
        return ["  Voor geen enkele aanbieder verandert het bedrag."]
    grootste = sorted(veranderd, key=lambda paar: (-abs(paar[1].effect), paar[0]))[:_UITERSTEN]
    kop = f"  Grootste veranderingen van {len(veranderd)} aanbieders"
    return [kop] + [
        f"  {agb:<12}{in_euro(a.oud):>18}{in_euro(a.nieuw):>18}{in_euro(a.effect):>18}{_deel(a.deel):>10}"
        for agb, a in grootste
    ]


def _deel(deel: float | None) -> str:
    return "" if deel is None else f"{100 * deel:+.1f} %".replace(".", ",")


def _score(score: float) -> str:
    return f"{score:+.2f}".replace(".", ",")
