"""Looking through a file of claim lines."""

from __future__ import annotations

from typing import Any

from django import forms

from stelsel.lake.intake import IntakeFout

from ..queries import check_bestand

#: A larger file takes longer than a page may; the command has no such limit.
MEESTE_BYTES = 25 * 1024 * 1024


class BestandForm(forms.Form):
    """A file; clean, `beeld` is what was found in it."""

    bestand = forms.FileField(
        label="Bestand met declaratieregels",
        help_text="CSV of Parquet, tot 25 MB. Kolommen: client, gemeente, aanbieder, domein, "
        "productcategorie, productcode, begindatum, einddatum, volume, eenheid en bedrag, in elke volgorde.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.parquet"}),
    )
    als = forms.ChoiceField(
        label="Hoe wilt u de uitkomst?", choices=[("scherm", "Op het scherm"), ("xlsx", "Als Excel")]
    )

    def clean(self) -> dict[str, Any]:
        """What is in the file, read at once."""
        data = super().clean() or {}
        bestand = data.get("bestand")
        if bestand is None or self.errors:
            return data
        if bestand.size > MEESTE_BYTES:
            raise forms.ValidationError(
                "Dit bestand is te groot (meer dan 25 MB). Gebruik stelsel marktschets op de opdrachtregel."
            )
        try:
            return data | {"beeld": check_bestand(bestand.chunks(), naam=bestand.name)}
        except IntakeFout as fout:
            raise forms.ValidationError(str(fout)) from None
