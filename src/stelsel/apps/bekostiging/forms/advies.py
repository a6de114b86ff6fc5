"""Weights per segment, and what is chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.bekostiging.advies import LICHTST, ZWAARST, Segmentprofiel, get_segmentprofielen
from stelsel.domein.bekostiging.criteria import get_prikkels
from stelsel.domein.bekostiging.modellen import MODEL_NAAM, Model

from ..actions.advies import Adviesvraag, Segmentkeuze

_VOLGEN = [("", "Het advies volgen"), *[(model.value, MODEL_NAAM[model]) for model in Model]]


class AdviesForm(forms.Form):
    """A name, and per segment a weight for each incentive, a choice, and why when it is not the advice."""

    naam = forms.CharField(label="Naam van dit advies", max_length=80)
    wet = forms.ChoiceField(label="Wet", choices=WET_KEUZES, widget=forms.RadioSelect, initial="jw")
    toelichting = forms.CharField(
        label="Toelichting", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for segment, profiel in get_segmentprofielen().items():
            for prikkel in get_prikkels():
                self.fields[f"{segment}_{prikkel.code}"] = forms.IntegerField(
                    label=prikkel.naam,
                    min_value=LICHTST,
                    max_value=ZWAARST,
                    initial=profiel.gewichten[prikkel.code],
                )
            self.fields[f"{segment}_keuze"] = forms.ChoiceField(
                label="Wat kiest u?", choices=_VOLGEN, required=False
            )
            self.fields[f"{segment}_reden"] = forms.CharField(
                label="Waarom, als u afwijkt?", max_length=300, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Another choice than the advice has a reason."""
        data = super().clean() or {}
        for segment in get_segmentprofielen():
            if data.get(f"{segment}_keuze") and not data.get(f"{segment}_reden"):
                self.add_error(f"{segment}_reden", "Schrijf op waarom u zelf kiest.")
        return data

    def list_gewone(self) -> list[BoundField]:
        """The fields that are about the whole."""
        return [self[naam] for naam in ("naam", "wet", "toelichting")]

    def list_segmenten(self) -> list[tuple[Segmentprofiel, list[BoundField]]]:
        """Per segment its fields."""
        return [
            (profiel, [self[naam] for naam in self.fields if naam.startswith(f"{segment}_")])
            for segment, profiel in get_segmentprofielen().items()
        ]

    def get_vraag(self) -> Adviesvraag:
        """What is asked, when clean."""
        data = self.cleaned_data
        keuzes = {
            segment: Segmentkeuze(
                Model(data[f"{segment}_keuze"]) if data[f"{segment}_keuze"] else None,
                data[f"{segment}_reden"],
            )
            for segment in get_segmentprofielen()
        }
        gewichten = {
            segment: {prikkel.code: data[f"{segment}_{prikkel.code}"] for prikkel in get_prikkels()}
            for segment in get_segmentprofielen()
        }
        return Adviesvraag(
            wet=data["wet"],
            naam=data["naam"],
            toelichting=data["toelichting"],
            gewichten=gewichten,
            keuzes=keuzes,
        )
