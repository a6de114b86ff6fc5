"""Reading in figures of other regions, and choosing with whom to compare."""

from __future__ import annotations

from typing import Any

from django import forms

from stelsel.lake.intake import IntakeFout
from stelsel.lake.intake.gebieden import EERSTE_JAAR, LAATSTE_JAAR, MEESTE_BYTES

from ..models import VrijToegankelijk
from ..queries import parse_referentie

_DOMEINEN = [("", "Staat in het bestand"), *VrijToegankelijk.Domein.choices]


class ReferentieForm(forms.Form):
    """A file and where it is from; clean, `referentie` and `inhoud` are what is kept."""

    naam = forms.CharField(label="Naam", help_text="Bijvoorbeeld: Jeugdhulp 2023, gemeenten", max_length=80)
    bron = forms.CharField(
        label="Waar komt dit vandaan?", help_text="Organisatie, titel en jaar, en welke hulp meetelt.",
        max_length=200,
    )  # fmt: skip
    domein = forms.ChoiceField(label="Domein", choices=_DOMEINEN, required=False)
    jaar = forms.IntegerField(
        label="Jaar, als het niet in het bestand staat",
        required=False,
        min_value=EERSTE_JAAR,
        max_value=LAATSTE_JAAR,
    )
    bestand = forms.FileField(
        label="CSV-bestand",
        help_text="Een regel per gebied en jaar: een code (GM0363 of 0363), en inwoners, cliënten of kosten.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt"}),
    )

    def clean(self) -> dict[str, Any]:
        """The figures, read at once."""
        data = super().clean() or {}
        bestand = data.get("bestand")
        if bestand is None or self.errors:
            return data
        if bestand.size > MEESTE_BYTES:
            raise forms.ValidationError("Dit bestand is te groot (meer dan 10 MB).")
        inhoud = bestand.read()
        try:
            gelezen = parse_referentie(inhoud, domein=data["domein"], jaar=data["jaar"])
        except IntakeFout as fout:
            raise forms.ValidationError(str(fout)) from None
        return data | {"referentie": gelezen, "inhoud": inhoud}
