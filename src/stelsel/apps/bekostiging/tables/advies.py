"""The list of advice, and the tables of one."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.analyse.bekostiging.begrotingsgrafiek import create_grafiek_scores
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.apps.web.tables import DatumColumn, Lijst
from stelsel.domein.bekostiging.advies import get_segmentprofielen
from stelsel.domein.bekostiging.criteria import get_prikkels
from stelsel.domein.bekostiging.modellen import MODEL_NAAM, Model

from ..models import Bekostigingsadvies
from .cellen import create_aantal, create_euro, create_score
from .kostprijs import Cel, Cijfertabel

_GEEN = Cel("geen gegevens")


class AdviesLijst(Lijst):
    """One row per version."""

    nummer = tables.Column(
        verbose_name="Nummer", linkify=("bekostiging:advies", {"nummer": tables.A("nummer")})
    )
    naam = tables.Column(verbose_name="Naam")
    soort = tables.Column(verbose_name="Soort")
    wet = tables.Column(verbose_name="Wet")
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    gemaakt_at = DatumColumn(verbose_name="Gemaakt op")

    class Meta(Lijst.Meta):
        model = Bekostigingsadvies
        fields = ("nummer", "naam", "soort", "wet", "gemaakt_door", "gemaakt_at")


def create_adviestabellen(advies: Bekostigingsadvies) -> list[Cijfertabel]:
    """All tables of advice, in order."""
    if advies.soort == Bekostigingsadvies.Soort.PROFIEL:
        return [create_profieltabel(advies)]
    return [create_segmenttabel(advies), create_gewichttabel(advies)]


def render_model(code: str) -> str:
    """The name of a way of paying, or that there is none."""
    return MODEL_NAAM[Model(code)] if code else "geen advies"


def create_segmenttabel(advies: Bekostigingsadvies) -> Cijfertabel:
    """Per segment the score of each way of paying, the advice, what was chosen and why."""
    segmenten, namen = advies.uitkomst["segmenten"], get_segmentprofielen()
    rijen = []
    for code, rij in segmenten.items():
        feit = rij["feit"]
        rijen.append(
            [
                Cel(namen[code].naam),
                *[create_score(rij["scores"].get(model.value)) for model in Model],
                Cel(render_model(rij["advies"])),
                Cel(render_model(rij["gekozen"])),
                Cel(rij["waarom"] or rij["reden"]),
                create_aantal(feit["clienten"]) if feit else _GEEN,
                create_euro(feit["bedrag"]) if feit else _GEEN,
                create_score(feit["spreiding"], teken=False) if feit else _GEEN,
            ]
        )
    return Cijfertabel(
        naam="segmenten",
        vraag="Welke manier van betalen past bij elk segment?",
        koppen=[
            "Segment", *[MODEL_NAAM[model] for model in Model], "Advies", "Gekozen", "Waarom", "Cliënten",
            "Kosten", "Spreiding",
        ],
        rijen=rijen,
        grafiek=_create_grafiek(advies),
        uitleg="De score loopt van -2 (ongunstig) tot +2 (gunstig). Spreiding: hoe ver de kosten per cliënt "
        "uiteenlopen, als deel van het gemiddelde. Hoe groter, hoe meer risico een vaste prijs geeft.",
    )  # fmt: skip


def create_gewichttabel(advies: Bekostigingsadvies) -> Cijfertabel:
    """The weights, with the scores that they weigh."""
    return Cijfertabel(
        naam="gewichten",
        vraag="Waar weegt wat het zwaarst?",
        koppen=[
            "Prikkel", *[f"Gewicht {segment}" for segment in advies.gewichten],
            *[f"Score {MODEL_NAAM[model].lower()}" for model in Model],
        ],
        rijen=[
            [
                Cel(prikkel.naam),
                *[create_aantal(gewichten[prikkel.code]) for gewichten in advies.gewichten.values()],
                *[create_aantal(prikkel.scores[model]) for model in Model],
            ]
            for prikkel in get_prikkels()
        ],
        uitleg="De score van een manier van betalen is het gewogen gemiddelde van de scores van de prikkels.",
    )  # fmt: skip


def create_profieltabel(advies: Bekostigingsadvies) -> Cijfertabel:
    """Per profiel its segment and the way of paying that follows."""
    rijen = []
    for code, rij in advies.uitkomst["profielen"].items():
        heeft = bool(rij["segment"])
        deel = f"{100 * rij['deel']:.0f} %"
        reden = (
            f"{deel} van de cliënten zit in segment {rij['segment']}; het profiel volgt dat advies."
            if heeft
            else "Te weinig cliënten om een segment te noemen."
        )
        rijen.append(
            [
                Cel(code),
                Cel(rij["naam"]),
                create_aantal(rij["versie"]),
                Cel(rij["segment"] or "niet te zeggen"),
                create_aantal(rij["clienten"]) if heeft else Cel("te weinig"),
                Cel(render_model(rij["gekozen"])),
                Cel(reden),
            ]
        )
    return Cijfertabel(
        naam="profielen",
        vraag="Welke manier van betalen past bij elk profiel?",
        koppen=["Code", "Profiel", "Versie", "Segment", "Cliënten", "Advies", "Waarom"],
        rijen=rijen,
        uitleg="Een profiel volgt het advies van het segment waarin de meeste van zijn cliënten zitten.",
    )


def _create_grafiek(advies: Bekostigingsadvies) -> Grafiek | None:
    rijen = [
        (f"Segment {segment}", MODEL_NAAM[Model(model)], score)
        for segment, rij in advies.uitkomst["segmenten"].items()
        for model, score in rij["scores"].items()
    ]
    if not rijen:
        return None
    return Grafiek(
        create_grafiek_scores(rijen),
        "Per segment een staaf voor elke manier van betalen: de score van -2 tot +2. Dezelfde cijfers staan "
        "in de tabel.",
    )
