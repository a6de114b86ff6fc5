"""Taking over a catalogue: which, and from when."""

from __future__ import annotations

from typing import Any

from django import forms

from stelsel.domein.profielen.referentie import list_referenties


class ReferentieForm(forms.Form):
    """A catalogue by its key, and the first day on which its profiles hold."""

    referentie = forms.ChoiceField(label="Catalogus")
    vanaf = forms.DateField(
        label="Geldig vanaf",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="De profielen van nu met dezelfde code stoppen de dag ervoor.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(r.sleutel, r.naam) for r in list_referenties()]
        self.fields["referentie"] = forms.ChoiceField(label="Catalogus", choices=keuzes)
