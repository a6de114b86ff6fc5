"""Reading in features of the inhabitants of gemeenten, and choosing what the model may use."""

from __future__ import annotations

from typing import Any

from django import forms

from stelsel.lake.intake import IntakeFout
from stelsel.lake.intake.gebieden import EERSTE_JAAR, LAATSTE_JAAR, MEESTE_BYTES

from ..queries import Verwachtvraag, parse_kenmerken


class KenmerkenForm(forms.Form):
    """A file and where it is from; clean, `kenmerken` and `inhoud` are what is kept."""

    naam = forms.CharField(label="Naam", help_text="Bijvoorbeeld: Kerncijfers gemeenten 2024", max_length=80)
    bron = forms.CharField(
        label="Waar komt dit vandaan?", help_text="Organisatie, titel en jaar.", max_length=200
    )
    jaar = forms.IntegerField(
        label="Jaar, als het niet in het bestand staat",
        required=False,
        min_value=EERSTE_JAAR,
        max_value=LAATSTE_JAAR,
    )
    bestand = forms.FileField(
        label="CSV-bestand",
        help_text="Een regel per gemeente: een code (GM0363 of 0363), en kenmerken van de inwoners.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt"}),
    )

    def clean(self) -> dict[str, Any]:
        """The features, read at once."""
        data = super().clean() or {}
        bestand = data.get("bestand")
        if bestand is None or self.errors:
            return data
        if bestand.size > MEESTE_BYTES:
            raise forms.ValidationError("Dit bestand is te groot (meer dan 10 MB).")
        inhoud = bestand.read()
        try:
            gelezen = parse_kenmerken(inhoud, jaar=data["jaar"])
        except IntakeFout as fout:
            raise forms.ValidationError(str(fout)) from None
        return data | {"kenmerken": gelezen, "inhoud": inhoud}


class VerwachtForm(forms.Form):
    """The choice in the address; what cannot be is passed over."""

    jaar = forms.IntegerField(required=False, min_value=EERSTE_JAAR, max_value=LAATSTE_JAAR)
    domein = forms.CharField(required=False)
    bestand = forms.CharField(required=False)
    telling = forms.CharField(required=False)

    def create_vraag(self) -> Verwachtvraag:
        """The question; the features are read from the address as they stand."""
        self.is_valid()
        data = self.cleaned_data
        return Verwachtvraag(
            jaar=data.get("jaar"),
            domein=data.get("domein", ""),
            bestand=data.get("bestand", ""),
            telling=data.get("telling", ""),
            kies=frozenset(self.data.getlist("kenmerk")) if hasattr(self.data, "getlist") else frozenset(),
        )
