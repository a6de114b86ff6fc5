"""The tables of a comparison on how it works: criteria, incentives, messages, what stepping down earns."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from stelsel.analyse.bekostiging.modelgrafiek import create_grafiek_criteria, create_grafiek_modellen
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.bekostiging.afschalen import compute_afschaling
from stelsel.domein.bekostiging.berichtenlast import get_berichtenlast
from stelsel.domein.bekostiging.criteria import compute_criteria, get_criteria, get_prikkels
from stelsel.domein.bekostiging.modellen import MODEL_NAAM, Model
from stelsel.domein.parameters import get_aantal
from stelsel.kern.bedrag import in_euro

from ..queries import Vergelijkbeeld
from .cellen import CENTEN, MODELLEN, create_aantal, create_euro, create_score
from .kostprijs import Cel, Cijfertabel

_PROCENT = 100


def create_criteria(beeld: Vergelijkbeeld) -> Cijfertabel:
    """The four criteria with the weights in use, and the score that follows."""
    scores = {model: {c: float(s) for c, s in compute_criteria(model).items()} for model in Model}
    criteria = get_criteria()
    rijen = [
        [
            Cel(criterium.naam),
            Cel(criterium.vraag),
            create_aantal(beeld.gewichten[code]),
            *(create_score(scores[model][code]) for model in Model),
        ]
        for code, criterium in criteria.items()
    ]
    rijen.append(
        [Cel("Gewogen"), Cel(""), Cel(""), *(create_score(beeld.get_eindscore(model)) for model in Model)]
    )
    return Cijfertabel(
        naam="criteria",
        vraag="Hoe scoren de drie op de vier criteria?",
        koppen=["Criterium", "Vraag", "Gewicht", *MODELLEN],
        rijen=rijen,
        grafiek=Grafiek(
            create_grafiek_criteria(scores, titel=_get_titel_criteria(beeld)),
            "Een vak per criterium en model met de score van -2 tot +2. Dezelfde cijfers staan in de tabel.",
        ),
        uitleg="Van -2 (ongunstig) tot +2 (gunstig). Dit zijn schattingen van deskundigen, geen metingen. "
        "Bovenaan stelt u de gewichten in. Met andere gewichten kan de volgorde veranderen.",
    )


def _get_titel_criteria(beeld: Vergelijkbeeld) -> str:
    scores = {model: beeld.get_eindscore(model) for model in Model}
    bekend = {model: score for model, score in scores.items() if score is not None}
    if not bekend:
        return "Alle gewichten zijn nul: er is geen volgorde"
    hoogste = max(bekend.values())
    eerste = [MODEL_NAAM[model].lower() for model, score in bekend.items() if score == hoogste]
    score = f"{hoogste:+.2f}".replace(".", ",")
    return f"Met deze gewichten scoort {' en '.join(eerste)} het hoogst ({score})"


def create_prikkels() -> Cijfertabel:
    """What each model invites to, with the reason of every score."""
    criteria = get_criteria()
    return Cijfertabel(
        naam="prikkels",
        vraag="Waar nodigt elke manier van betalen toe uit?",
        koppen=["Prikkel", "Telt mee bij", *MODELLEN],
        rijen=[
            [
                Cel(prikkel.naam),
                Cel(criteria[prikkel.criterium].naam),
                *(Cel(f"{prikkel.scores[model]:+d}: {prikkel.redenen[model]}") for model in Model),
            ]
            for prikkel in get_prikkels()
        ],
        dicht=True,
    )


def create_berichten(beeld: Vergelijkbeeld) -> Cijfertabel:
    """The formula of the message load with its inputs, and what it comes to."""
    modellen = beeld.vergelijking.modellen
    lasten = {model: get_berichtenlast(model) for model in Model}
    waarden = {model: float(uitkomst.berichten) for model, uitkomst in modellen.items()}
    inspanning, output = waarden[Model.INSPANNING], waarden[Model.OUTPUT]
    minder = f"{100 * (1 - output / inspanning):.0f} %" if inspanning else "0 %"
    return Cijfertabel(
        naam="berichten",
        vraag="Hoeveel berichten kost het?",
        koppen=[
            "Manier",
            "Toewijzing",
            "Start",
            "Stop",
            "Declaraties",
            "Per cliënt",
            "Cliënten",
            "Berichten",
        ],
        rijen=[
            [
                Cel(MODEL_NAAM[model]),
                *(create_aantal(n) for n in (last.toewijzing, last.start, last.stop, last.declaraties)),
                create_aantal(last.per_client),
                create_aantal(beeld.vergelijking.clienten),
                create_aantal(modellen[model].berichten),
            ]
            for model, last in lasten.items()
        ],
        grafiek=Grafiek(
            create_grafiek_modellen(
                waarden, titel=f"Output scheelt {minder} van de berichten", maat="Berichten per jaar"
            ),
            "Drie liggende balken met het aantal berichten per jaar. Dezelfde cijfers staan in de tabel.",
        ),
        uitleg="Per cliënt en jaar: 2 × (toewijzing + start + stop + declaraties), want elk bericht krijgt "
        "een retourbericht. "
        + " ".join(f"{MODEL_NAAM[model]}: {last.uitleg}" for model, last in lasten.items()),
    )


def create_afschaling(beeld: Vergelijkbeeld, *, today: date) -> Cijfertabel:
    """What is left over for an aanbieder that gives the average client less help with the same result."""
    stap, meebewegend = (
        Fraction(get_aantal(naam, peildatum=today), _PROCENT)
        for naam in ("afschaal_stap", "afschaal_meebewegend")
    )
    clienten = beeld.vergelijking.clienten
    kosten = round(beeld.vergelijking.modellen[Model.INSPANNING].totaal / clienten)
    uitkomsten = {
        model: compute_afschaling(model, kosten=kosten, stap=stap, meebewegend=meebewegend) for model in Model
    }
    waarden = {model: uitkomst.resultaat / CENTEN for model, uitkomst in uitkomsten.items()}
    output = in_euro(uitkomsten[Model.OUTPUT].resultaat)
    return Cijfertabel(
        naam="afschalen",
        vraag="Wat verdient een aanbieder aan minder hulp met hetzelfde resultaat?",
        koppen=["Manier", "Opbrengst", "Kosten", "Resultaat"],
        rijen=[
            [Cel(MODEL_NAAM[model]), *(create_euro(b) for b in (u.opbrengst, u.kosten, u.resultaat))]
            for model, u in uitkomsten.items()
        ],
        grafiek=Grafiek(
            create_grafiek_modellen(
                waarden, titel=f"Afschalen levert bij output {output} per cliënt op", maat="Euro per cliënt"
            ),
            "Drie liggende balken met het resultaat per cliënt. Dezelfde cijfers staan in de tabel.",
        ),
        uitleg=f"De gemiddelde cliënt krijgt {float(100 * stap):g} % minder hulp; van de kosten beweegt "
        f"{float(100 * meebewegend):g} % mee. Dat loont ook als de cliënt te weinig krijgt: kijk daarom naar "
        "het resultaat.",
    )
