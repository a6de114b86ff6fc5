"""Saying whether a domein is in a phase of the verwerving."""

from __future__ import annotations

from django import forms

from ..queries import DOMEIN_NAAM


class BereikForm(forms.Form):
    """One decision, with its reason."""

    domein = forms.ChoiceField(label="Domein", choices=list(DOMEIN_NAAM.items()))
    fase = forms.CharField(label="Fase van de verwerving", max_length=80, help_text="Bijvoorbeeld: fase 3")
    doet_mee = forms.ChoiceField(
        label="Doet dit domein mee?", choices=(("nee", "Nee, buiten deze fase"), ("ja", "Ja")),
        widget=forms.RadioSelect, initial="nee",
    )  # fmt: skip
    vanaf = forms.DateField(label="Vanaf", widget=forms.DateInput(attrs={"type": "date"}))
    reden = forms.CharField(
        label="Waarom?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Deze zin staat ook in het document.",
    )  # fmt: skip
