"""The list of choices, and what they mean for a comparison."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.apps.web.tables import DatumColumn, LangeColumn, Lijst
from stelsel.domein.bekostiging.modellen import MODEL_NAAM

from ..models import Bekostigingskeuze
from ..queries import Vergelijkbeeld
from .cellen import NIET_GETOOND, create_euro
from .kostprijs import Cel, Cijfertabel


class BekostigingskeuzeLijst(Lijst):
    """One row per choice; a later one for the same code replaces an earlier one from its day."""

    code = tables.Column(verbose_name="Code")
    wet = tables.Column(verbose_name="Wet")
    model = tables.Column(verbose_name="Manier van betalen")
    vandatum = DatumColumn(verbose_name="Geldt vanaf")
    reden = LangeColumn(verbose_name="Waarom")
    gemaakt_door = tables.Column(verbose_name="Gekozen door")
    gemaakt_at = DatumColumn(verbose_name="Gekozen op")

    class Meta(Lijst.Meta):
        model = Bekostigingskeuze
        fields = ("code", "wet", "model", "vandatum", "reden", "gemaakt_door", "gemaakt_at")


def create_gekozentabel(beeld: Vergelijkbeeld) -> Cijfertabel:
    """Per gemeente what it pays now and what it would with the way that was chosen for each profiel."""
    keuzes = beeld.gekozen
    nu = beeld.vergelijking.gekozen
    woorden = "; ".join(f"{cel}: {MODEL_NAAM[model].lower()}" for cel, model in keuzes)
    rijen = [
        [Cel(beeld.gemeenten.get(code, code)), *([NIET_GETOOND] * 3)]
        if code in beeld.verborgen.gemeenten
        else [
            Cel(beeld.gemeenten.get(code, code)),
            create_euro(gemeente.oud),
            create_euro(gemeente.nieuw),
            create_euro(gemeente.nieuw - gemeente.oud),
        ]
        for code, gemeente in nu.items()
    ]
    uitleg = (
        f"Gekozen ({woorden}). Wat niet is gekozen, blijft zoals het werd betaald. Elk profiel wordt hier "
        "betaald zoals de regio koos; de drie manieren hierboven gelden steeds voor alles."
    )
    return Cijfertabel(
        naam="zoals-gekozen",
        vraag="En met de manier die per profiel is gekozen?",
        koppen=["Gemeente", "Nu", "Zoals gekozen", "Verschil"],
        rijen=rijen if keuzes else [],
        uitleg=uitleg
        if keuzes
        else "De regio koos nog voor geen enkel profiel een manier van betalen. Dat doet u bij Bekostiging, "
        "Manier van betalen kiezen.",
    )
