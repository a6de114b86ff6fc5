"""The tables of a comparison of models: the same rows on the page, in the export and in the report.

What the edition hides has no figures (`Vergelijkbeeld.verborgen`); the rest is rounded as it asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from stelsel.analyse.bekostiging.modelgrafiek import create_grafiek_gemeenten
from stelsel.analyse.bekostiging.modelvergelijking import Modelaanbieder, Modelgemeente
from stelsel.analyse.onthulling import Norm, render_uitgave
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.bekostiging.modellen import MODEL_NAAM, Model
from stelsel.domein.bekostiging.neutraliteit import compute_neutraliteit
from stelsel.domein.parameters import get_aantal

from ..models import Vergelijking
from ..queries import Vergelijkbeeld
from .bekostigingskeuze import create_gekozentabel
from .cellen import MODELLEN, NIET_GETOOND, create_aantal, create_euro, create_factor, create_score
from .kostprijs import Cel, Cijfertabel
from .modelaanbieders import create_aanbieders, create_groepen
from .modelcriteria import create_afschaling, create_berichten, create_criteria, create_prikkels
from .modelkans import create_kanstabel

_PROCENT = 100
#: A gemeente notices a budget that is more than this part higher; a profiel holds together up to this spread.
_MERKBAAR, _MEESTE_SPREIDING = 0.02, 1.0


def create_vergelijktabellen(beeld: Vergelijkbeeld, *, today: date) -> list[Cijfertabel]:
    """All tables of the page, in order."""
    return [
        create_modellen(beeld, today=today),
        create_gemeenten(beeld),
        create_kanstabel(beeld),
        create_gekozentabel(beeld),
        create_aanbieders(beeld, today=today),
        create_groepen(beeld, today=today),
        create_criteria(beeld),
        create_prikkels(),
        create_berichten(beeld),
        create_afschaling(beeld, today=today),
        create_profielen(beeld, today=today),
    ]


def create_modellen(beeld: Vergelijkbeeld, *, today: date) -> Cijfertabel:
    """The three side by side, a row per measure."""
    modellen = beeld.vergelijking.modellen
    clienten = beeld.vergelijking.clienten
    signaal = Fraction(get_aantal("effect_signaal", peildatum=today), _PROCENT)
    rijen: list[tuple[str, list[Cel]]] = [
        ("Samen betaald", [create_euro(u.totaal) for u in modellen.values()]),
        ("Per cliënt", [create_euro(round(u.totaal / clienten)) for u in modellen.values()]),
        (
            f"Gemeenten die meer dan {_MERKBAAR:.0%} meer betalen".replace("%", " %"),
            [create_aantal(sum(map(_is_duurder, u.gemeenten.values()))) for u in modellen.values()],
        ),
        (
            f"Aanbieders die meer dan {float(100 * signaal):g} % winnen, toeval meegeteld",
            [create_aantal(_tel(u.aanbieders, boven=signaal)) for u in modellen.values()],
        ),
        (
            f"Aanbieders die meer dan {float(100 * signaal):g} % verliezen, toeval meegeteld",
            [create_aantal(_tel(u.aanbieders, onder=-signaal)) for u in modellen.values()],
        ),
        ("Wie loopt het risico", [Cel("gemeente"), Cel("gemeente en aanbieder"), Cel("aanbieder")]),
        ("Berichten per jaar", [create_aantal(u.berichten) for u in modellen.values()]),
        ("Score met uw gewichten", [create_score(beeld.get_eindscore(model)) for model in modellen]),
    ]
    return Cijfertabel(
        naam="modellen",
        vraag="De drie manieren naast elkaar",
        koppen=["Maat", *MODELLEN],
        rijen=[[Cel(naam), *cellen] for naam, cellen in rijen],
    )


def create_gemeenten(beeld: Vergelijkbeeld) -> Cijfertabel:
    """Per gemeente the budget of each model with its band, and what one regional factor would settle."""
    modellen = beeld.vergelijking.modellen
    nu, output = modellen[Model.INSPANNING].gemeenten, modellen[Model.OUTPUT].gemeenten
    dicht = beeld.verborgen.gemeenten
    neutraal = compute_neutraliteit(
        oud={code: g.oud for code, g in output.items()}, nieuw={code: g.budget for code, g in output.items()}
    )
    rijen = [
        [Cel(beeld.gemeenten.get(code, code)), *_list_gemeentecellen(code, beeld, neutraal.verrekening)]
        if code not in dicht
        else [Cel(beeld.gemeenten.get(code, code)), *[NIET_GETOOND] * 10]
        for code in nu
    ]
    namen = {code: beeld.gemeenten.get(code, code) for code in nu if code not in dicht}
    regio = "" if neutraal.regionaal is None else f"{float(neutraal.regionaal):.4f}".replace(".", ",")
    return Cijfertabel(
        naam="gemeenten",
        vraag="Wat betaalt elke gemeente, en hoe zeker is dat?",
        koppen=[
            "Gemeente", "Nu", "Nu p10", "Nu p90", "Output", "Output p10", "Output p90",
            "Output: factor", "Output: verrekening", "Taak", "Taak: factor",
        ],
        rijen=rijen,
        grafiek=_create_gemeentegrafiek(beeld, namen),
        uitleg="Punt: het bedrag van dit jaar. Balk: tussen p10 en p90, als andere cliënten waren gekomen. "
        "De factor is wat de gemeente nu betaalt, gedeeld door wat zij dan betaalt. Met één factor voor de "
        f"regio ({regio}) verrekenen gemeenten het verschil: wie een plus heeft, betaalt meer dan nu.",
    )  # fmt: skip


def _list_gemeentecellen(code: str, beeld: Vergelijkbeeld, verrekening: Mapping[str, int]) -> list[Cel]:
    nu, output, taak = (beeld.vergelijking.modellen[model].gemeenten[code] for model in Model)
    return [
        *(create_euro(bedrag) for bedrag in (nu.oud, nu.p10, nu.p90)),
        *(create_euro(bedrag) for bedrag in (output.budget, output.p10, output.p90)),
        create_factor(output.factor),
        create_euro(verrekening.get(code)),
        create_euro(taak.budget),
        create_factor(taak.factor),
    ]


def _create_gemeentegrafiek(beeld: Vergelijkbeeld, namen: Mapping[str, str]) -> Grafiek | None:
    if not namen:
        return None
    return Grafiek(
        create_grafiek_gemeenten(beeld.vergelijking, namen=namen),
        "Per gemeente drie punten met een balk: inspanning, output en taak, in procent van wat de gemeente "
        "nu betaalt. Dezelfde cijfers staan in de tabel.",
    )


def create_profielen(beeld: Vergelijkbeeld, *, today: date) -> Cijfertabel:
    """The price of each profiel, and whether its clients are alike enough for one price."""
    profielen = beeld.vergelijking.profielen
    kleinste = get_aantal("kostengroep_kleinste", peildatum=today)
    return Cijfertabel(
        naam="profielen",
        vraag="Welke prijs heeft elk profiel?",
        koppen=["Profiel", "Cliënten", "Gemiddelde nu", "Prijs", "Spreiding (CV)", "Oordeel"],
        rijen=[
            [
                Cel(p.profiel),
                *(
                    [NIET_GETOOND] * 5
                    if p.profiel in beeld.verborgen.profielen
                    else (
                        create_aantal(p.clienten),
                        create_euro(round(p.gemiddelde)),
                        create_euro(round(p.prijs)),
                        create_score(p.cv, teken=False),
                        Cel(_get_profieloordeel(p.clienten, p.cv, kleinste=kleinste)),
                    )
                ),
            ]
            for p in profielen
        ],
        uitleg="De prijs is het gemiddelde van de regio maal het percentage dat u koos. Is de spreiding "
        f"groter dan 1, of heeft een profiel minder dan {kleinste} cliënten, dan past één prijs slecht.",
        dicht=True,
    )


def _get_profieloordeel(clienten: int, cv: float | None, *, kleinste: int) -> str:
    if clienten < kleinste:
        return "weinig cliënten"
    return "te verschillend" if cv is not None and cv > _MEESTE_SPREIDING else "bruikbaar"


def create_uitgavetabel(norm: Norm) -> Cijfertabel:
    """For whom a file is, as its last table."""
    return Cijfertabel(
        naam="uitgave",
        vraag="Voor wie is dit bestand?",
        koppen=["Uitgave"],
        rijen=[[Cel(render_uitgave(norm))]],
    )


def create_bewaarde_tabel(bewaard: Vergelijking) -> Cijfertabel:
    """What came out when a comparison was kept."""
    uitkomsten = {model: bewaard.uitkomst[model.value] for model in Model}
    return Cijfertabel(
        naam="bewaard",
        vraag="Wat eruit kwam",
        koppen=["Manier", "Samen betaald", "Berichten", "Score"],
        rijen=[
            [
                Cel(MODEL_NAAM[model]),
                create_euro(rij["totaal"]),
                create_aantal(rij["berichten"]),
                create_score(None if rij["score"] is None else float(rij["score"])),
            ]
            for model, rij in uitkomsten.items()
        ],
    )


def create_verschiltabel(nieuw: Vergelijking, *, oud: Vergelijking) -> Cijfertabel:
    """Two saved comparisons side by side: the totals, messages and scores of each model."""
    rijen = []
    for model in Model:
        een, ander = (v.uitkomst[model.value] for v in (oud, nieuw))
        rijen += [
            [
                Cel(f"{MODEL_NAAM[model]}: samen betaald"),
                *(create_euro(b) for b in (een["totaal"], ander["totaal"], ander["totaal"] - een["totaal"])),
            ],
            [
                Cel(f"{MODEL_NAAM[model]}: berichten"),
                *(create_aantal(b) for b in (een["berichten"], ander["berichten"])),
                create_aantal(ander["berichten"] - een["berichten"]),
            ],
            [
                Cel(f"{MODEL_NAAM[model]}: score"),
                *(create_score(None if b is None else float(b)) for b in (een["score"], ander["score"])),
                Cel(""),
            ],
        ]
    return Cijfertabel(
        naam="verschil",
        vraag=f"Wat is er anders dan in {oud.nummer} ({oud.naam})?",
        koppen=["Maat", oud.nummer, nieuw.nummer, "Verschil"],
        rijen=rijen,
        uitleg=_get_waarschuwing(nieuw, oud),
    )


def _get_waarschuwing(nieuw: Vergelijking, oud: Vergelijking) -> str:
    if (nieuw.domein, nieuw.jaar) != (oud.domein, oud.jaar):
        return "Let op: deze scenario's gaan over een ander domein of een ander jaar."
    if nieuw.lakeversie != oud.lakeversie:
        return "Let op: deze scenario's rusten op een andere versie van de gegevens."
    return ""


def _is_duurder(rij: Modelgemeente) -> bool:
    return rij.oud > 0 and rij.budget > (1 + _MERKBAAR) * rij.oud


def _tel(
    aanbieders: Mapping[str, Modelaanbieder], *, boven: Fraction | None = None, onder: Fraction | None = None
) -> int:
    delen = [a.deel for a in aanbieders.values() if a.deel is not None]
    return sum((boven is not None and d > boven) or (onder is not None and d < onder) for d in delen)
