"""A file of personal budgets to compute with; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from stelsel.lake.intake.bladrijen import MEESTE_BYTES
from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.pgbhouders import read_pgbhouders

SCHERM = "scherm"


class PgbbestandForm(forms.Form):
    """Clean, `houders` holds the budgets, all of gemeenten that this user works for."""

    bestand = forms.FileField(
        label="CSV- of Excelbestand met pgb's",
        help_text="Kolommen: kenmerk, gemeente, code, klasse, volume (per jaar), eenheid, tarief (nu).",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.txt"}),
    )
    uitvoer = forms.ChoiceField(
        label="Hoe wilt u de uitkomst?",
        choices=[(SCHERM, "Op het scherm"), ("xlsx", "Als Excelbestand"), ("csv", "Als CSV-bestand")],
        widget=forms.RadioSelect,
        initial=SCHERM,
    )

    def __init__(
        self, *args: Any, gemeenten: Collection[str], klassen: Collection[str], **kwargs: Any
    ) -> None:
        """`gemeenten`: codes that may be in the file; `klassen`: those of which the book has a percentage."""
        super().__init__(*args, **kwargs)
        self._gemeenten, self._klassen = gemeenten, klassen

    def clean(self) -> dict[str, Any]:
        """The lines; every fault becomes a sentence above the form."""
        data = super().clean() or {}
        if self.errors:
            return data
        if data["bestand"].size > MEESTE_BYTES:
            raise forms.ValidationError("Dit bestand is te groot (meer dan 5 MB).")
        try:
            houders = read_pgbhouders(data["bestand"].read(), klassen=self._klassen)
        except IntakeFout as fout:
            raise forms.ValidationError(str(fout).splitlines()) from None
        if vreemd := sorted({houder.gemeente for houder in houders} - set(self._gemeenten)):
            raise forms.ValidationError(
                [f"Gemeente {code} hoort niet bij u of bestaat niet meer." for code in vreemd]
            )
        return data | {"houders": houders}
