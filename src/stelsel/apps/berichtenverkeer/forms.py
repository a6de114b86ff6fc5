"""What comes in through the pages of messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

#: In one go, from a folder too; a zip holds at most thirty, by the rules of the transport.
MEESTE_BESTANDEN = 1000


class _Bestandsinvoer(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class _Bestandenveld(forms.FileField):
    """Several files at once; cleans to a list, empty when none was chosen."""

    widget = _Bestandsinvoer

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Every file by itself; the first that is no file stops it."""
        bestanden = data if isinstance(data, list | tuple) else [data]
        return [super(_Bestandenveld, self).clean(bestand, initial) for bestand in bestanden if bestand]


class AanleverForm(forms.Form):
    """Some files, a folder, or both. What is no message is reported later, file by file.

    Neither field says that it may stay empty: one of the two must be filled, which `clean` looks after."""

    use_required_attribute = False

    bestanden = _Bestandenveld(
        label="Bestanden",
        help_text="XML of zip. Per bestand hoogstens 25 MB, in een zip hoogstens 30 berichten.",
        allow_empty_file=True,
        widget=_Bestandsinvoer(attrs={"accept": ".xml,.zip"}),
    )
    hele_map = _Bestandenveld(
        label="Of een hele map",
        help_text=f"Alle bestanden in de map en de mappen daarin, hoogstens {MEESTE_BESTANDEN}.",
        allow_empty_file=True,
        widget=_Bestandsinvoer(attrs={"webkitdirectory": True}),
    )

    def clean(self) -> dict[str, Any]:
        """Something, and not too much."""
        schoon = super().clean() or {}
        aantal = len(self.list_bestanden())
        if not aantal and not self.errors:
            raise forms.ValidationError("Kies een bestand of een map met berichten.")
        if aantal > MEESTE_BESTANDEN:
            raise forms.ValidationError(f"Kies hoogstens {MEESTE_BESTANDEN} bestanden tegelijk.")
        return schoon

    def list_bestanden(self) -> list[UploadedFile]:
        """Everything that was chosen."""
        return [b for veld in ("bestanden", "hele_map") for b in self.cleaned_data.get(veld, [])]


class HandelingForm(forms.Form):
    """What somebody does with a message, and why. The choices are those that make sense now."""

    handeling = forms.ChoiceField(label="Wat doet u?", widget=forms.RadioSelect)
    toelichting = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bij bellen en terzijde leggen: wat is afgesproken, of waarom hoeft het niet meer?",
    )

    def __init__(self, *args: Any, keuzen: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["handeling"]
        if isinstance(veld, forms.ChoiceField):
            veld.choices = keuzen

    def clean(self) -> dict[str, Any]:
        """A call or a setting aside without a word tells the next colleague nothing."""
        data = super().clean() or {}
        if data.get("handeling") in {"gebeld", "terzijde"} and not data.get("toelichting", "").strip():
            self.add_error("toelichting", "Schrijf kort op wat is afgesproken of waarom dit niet meer hoeft.")
        return data


class AansluitingForm(forms.Form):
    """How the messages of the own gemeente leave the house."""

    in_envelop = forms.TypedChoiceField(
        label="Hoe gaan onze berichten de deur uit?",
        choices=(("nee", "Als los XML-bestand"), ("ja", "In een envelop van het knooppunt (GGk)")),
        widget=forms.RadioSelect,
        coerce=lambda keuze: keuze == "ja",
        empty_value="",
        help_text="Een antwoord gaat altijd terug zoals de vraag kwam: met of zonder envelop.",
    )
    administratie = forms.CharField(
        label="Naam op de envelop",
        required=False,
        max_length=50,
        help_text="De naam van het samenwerkingsverband, of anders van de gemeente. U mag dit leeg laten.",
    )
