"""Scores as they are typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from stelsel.apps.toegang.models import Doel
from stelsel.domein.resultaten.doelrealisatie import SCORE_NAAM

from .actions import Doelscore

NIET = "niet"
SCORE_KEUZES = [
    (str(score), f"{score:+d} – {naam}" if score else f"0 – {naam}") for score, naam in SCORE_NAAM.items()
]


class MetingForm(forms.Form):
    """One day, and per goal a score or the reason why there is none."""

    meetdatum = forms.DateField(
        label="Dag van de meting", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, doelen: Sequence[Doel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doelen = doelen
        for doel in doelen:
            self.fields[f"score_{doel.pk}"] = forms.ChoiceField(
                label="Hoe ver is de cliënt met dit doel?",
                choices=[("", "Kies een score"), *SCORE_KEUZES, (NIET, "Niet te meten")],
            )
            self.fields[f"woorden_{doel.pk}"] = forms.CharField(
                label="Toelichting",
                max_length=200,
                required=False,
                help_text="Verplicht als het doel niet te meten is.",
            )

    def groepen(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The goal and its two fields."""
        for doel in self.doelen:
            yield doel.tekst, [self[f"score_{doel.pk}"], self[f"woorden_{doel.pk}"]]

    def clean(self) -> dict[str, Any]:
        """Not measurable asks for a reason."""
        data = super().clean() or {}
        for doel in self.doelen:
            if data.get(f"score_{doel.pk}") == NIET and not data.get(f"woorden_{doel.pk}"):
                self.add_error(f"woorden_{doel.pk}", "Schrijf op waarom dit doel niet te meten is.")
        return data

    def list_scores(self) -> list[Doelscore]:
        """The clean scores."""
        data = self.cleaned_data
        return [
            Doelscore(
                doel_id=doel.pk,
                score=None if data[f"score_{doel.pk}"] == NIET else int(data[f"score_{doel.pk}"]),
                niet_meetbaar=data[f"woorden_{doel.pk}"] if data[f"score_{doel.pk}"] == NIET else "",
                toelichting="" if data[f"score_{doel.pk}"] == NIET else data[f"woorden_{doel.pk}"],
            )
            for doel in self.doelen
        ]
