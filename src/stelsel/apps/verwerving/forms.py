"""What a perceel of a tender asks, as it is chosen."""

from __future__ import annotations

from typing import Any

from django import forms

from stelsel.apps.profielen.models import Catalogusversie


class EisenForm(forms.Form):
    """A perceel, the profielen whose demands it takes over, and demands of its own."""

    perceel = forms.CharField(label="Perceel", max_length=80, help_text="Zoals in de aanbesteding.")
    profielen = forms.MultipleChoiceField(
        label="Neem de eisen over van deze profielen", required=False, widget=forms.CheckboxSelectMultiple
    )
    eigen = forms.CharField(
        label="Eisen voor het hele perceel",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Eén zin per regel. Deze staan niet in de catalogus.",
    )

    def __init__(self, *args: Any, catalogus: Catalogusversie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profielen"].choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField
            (p.code, f"{p.code} {p.naam} ({len(p.kwaliteitseisen)} eisen)")
            for p in catalogus.get_catalogus().profielen
        ]

    def get_velden(self) -> dict[str, Any]:
        """For the action, when clean."""
        data = self.cleaned_data
        eigen = [regel.strip() for regel in data["eigen"].splitlines() if regel.strip()]
        return {"perceel": data["perceel"], "codes": data["profielen"], "eigen": eigen}
