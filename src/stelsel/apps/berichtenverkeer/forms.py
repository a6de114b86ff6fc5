"""What comes in through the pages of messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

MEESTE_BESTANDEN = 30


class _Bestandsinvoer(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class _Bestandenveld(forms.FileField):
    """Several files at once; cleans to a list."""

    widget = _Bestandsinvoer(attrs={"accept": ".xml,.zip"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Every file by itself; the first that is no file stops it."""
        bestanden = data if isinstance(data, list | tuple) else [data]
        return [super(_Bestandenveld, self).clean(bestand, initial) for bestand in bestanden]


class AanleverForm(forms.Form):
    """One or more messages, or a zip with messages."""

    bestanden = _Bestandenveld(
        label="Berichten",
        help_text="XML-bestanden of een zipbestand. Per bestand hoogstens 25 MB, in een zip hoogstens 30.",
        error_messages={
            "required": "Kies een bestand met een bericht.",
            "empty": "Dit bestand is leeg. Kies een bestand met een bericht.",
            "missing": "Kies een bestand met een bericht.",
        },
        allow_empty_file=True,
    )

    def clean_bestanden(self) -> list[UploadedFile]:
        """At most thirty at a time, XML or zip."""
        bestanden: list[UploadedFile] = self.cleaned_data["bestanden"]
        if len(bestanden) > MEESTE_BESTANDEN:
            raise forms.ValidationError(f"Kies hoogstens {MEESTE_BESTANDEN} bestanden tegelijk.")
        for bestand in bestanden:
            if not str(bestand.name).lower().endswith((".xml", ".zip")):
                raise forms.ValidationError(f"{bestand.name} is geen XML-bestand en geen zipbestand.")
        return bestanden
