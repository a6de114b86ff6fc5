"""Choosing a way of paying for a product or profiel."""

from __future__ import annotations

from typing import Any

from django import forms

from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.bekostiging.modellen import MODEL_NAAM, Model

from .. import queries


class BekostigingskeuzeForm(forms.Form):
    """For what, which way, from when and why."""

    code = forms.ChoiceField(
        label="Product of profiel",
        help_text="Een keuze voor een profiel geldt voor al zijn producten die zelf geen keuze hebben.",
    )
    model = forms.ChoiceField(
        label="Manier van betalen",
        choices=[(model.value, MODEL_NAAM[model]) for model in Model],
        widget=forms.RadioSelect,
    )
    vandatum = forms.DateField(
        label="Geldt vanaf", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reden = forms.CharField(label="Waarom?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Every code of every law, as "wet code"."""
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Kies"),
            *(
                (f"{wet} {code}", f"{code} {naam} ({wetnaam})")
                for wet, wetnaam in WET_KEUZES
                for code, naam in sorted(queries.get_namen(wet).items())
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """The law and the code apart."""
        data = super().clean() or {}
        if "code" in data:
            data["wet"], data["code"] = data["code"].split(" ", 1)
        return data
