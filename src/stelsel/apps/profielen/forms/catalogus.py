"""Beginning a version of the catalogue: with what, under which name, and from when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from stelsel.domein.profielen.referentie import list_referenties

from ..models import WET_KEUZES

NU, LEEG = "nu", "leeg"
#: The laws began in 2015.
EERSTE_JAAR, LAATSTE_JAAR = 2015, 2100


class VersieForm(forms.Form):
    """What to begin with (`nu-jw`, `leeg-wmo`, or the key of a published catalogue), and the first day."""

    begin = forms.ChoiceField(label="Begin met")
    naam = forms.CharField(label="Naam van de versie", max_length=80)
    vanaf = forms.DateField(
        label="Geldig vanaf",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="De profielen van nu onder dezelfde wet stoppen de dag ervoor, zodra een ander deze versie "
        "vaststelt.",
    )
    toelichting = forms.CharField(
        label="Waarom deze versie?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin = self.fields["begin"]
        begin.choices = [  # type: ignore[attr-defined]  # a ChoiceField
            *((f"{NU}-{wet}", f"De profielen van nu, {naam}") for wet, naam in WET_KEUZES),
            *((r.sleutel, f"{r.naam} (voorbeeld)") for r in list_referenties()),
            *((f"{LEEG}-{wet}", f"Leeg, {naam}") for wet, naam in WET_KEUZES),
        ]

    def clean_vanaf(self) -> date:
        """A day of this law, not one that was typed wrong."""
        vanaf: date = self.cleaned_data["vanaf"]
        if not EERSTE_JAAR <= vanaf.year <= LAATSTE_JAAR:
            raise forms.ValidationError(f"Kies een dag van {EERSTE_JAAR} tot en met {LAATSTE_JAAR}.")
        return vanaf


class IntrekForm(forms.Form):
    """Why a concept is given up."""

    reden = forms.CharField(
        label="Waarom komt deze versie er niet?", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
