"""How full places are, and how much shorter a traject could be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

_FOUT_BEZETTING = "Vul een percentage in van 1 tot en met 100, zoals 92 of 92,5."
_FOUT_KORTER = "Vul een aantal maanden in van 0 tot en met 60, zoals 1 of 0,5."


class _GetalVeld(forms.DecimalField):
    """A number between two borders, with one sentence for whatever is wrong with it."""

    def __init__(self, *, laagste: int, hoogste: int, fout: str, **kwargs: Any) -> None:
        super().__init__(localize=True, required=False, **kwargs)
        self._laagste, self._hoogste, self._fout = laagste, hoogste, fout

    def clean(self, value: Any) -> Decimal | None:
        """The number, or None where nothing was filled in."""
        try:
            getal: Decimal | None = super().clean(value)
        except forms.ValidationError:
            raise forms.ValidationError(self._fout) from None
        if getal is not None and not self._laagste <= getal <= self._hoogste:
            raise forms.ValidationError(self._fout)
        return getal


class PlekkenForm(forms.Form):
    """What the page computes with; every field may be left out and then has its beginning."""

    bezetting = _GetalVeld(
        label="Bezetting, in procent", laagste=1, hoogste=100, fout=_FOUT_BEZETTING,
        help_text="Welk deel van het jaar is een plek in gebruik?",
    )  # fmt: skip
    korter = _GetalVeld(
        label="Korter, in maanden", laagste=0, hoogste=60, fout=_FOUT_KORTER,
        help_text="Hoeveel korter kan een traject worden?",
    )  # fmt: skip

    def __init__(self, data: Any, *, bezetting: Fraction) -> None:
        procent = bezetting * 100
        self._begin = {"bezetting": procent, "korter": Fraction(1)}
        begin = {naam: f"{float(waarde):g}".replace(".", ",") for naam, waarde in self._begin.items()}
        super().__init__(begin | {naam: data[naam] for naam in begin if data.get(naam, "").strip()})

    def get_bezetting(self) -> Fraction:
        """As a share; the beginning where nothing of use was said."""
        return self._get("bezetting") / 100

    def get_korter(self) -> Fraction:
        """In months."""
        return self._get("korter")

    def _get(self, naam: str) -> Fraction:
        waarde = self.cleaned_data.get(naam)
        return self._begin[naam] if waarde is None else Fraction(waarde)
