"""What a gemeente gets from the state, by hand or as a file; and what is tested against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import forms

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.lake.intake.bladrijen import MEESTE_BYTES
from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.uitkeringen import (
    EERSTE_JAAR,
    LAATSTE_JAAR,
    MEESTE_EURO,
    Uitkeringsregel,
    read_uitkeringen,
)

from ..models import Tarievenboek
from ..queries.budgettoets import Toetskeuze

_CENTEN, _HONDERD = 100, 100
#: Percents of growth or shrink of the volume that can be asked.
GROEI = (-50, 50)


class UitkeringForm(forms.Form):
    """One amount; clean, `regels` holds it as a line."""

    gemeente = forms.ChoiceField(label="Gemeente")
    wet = forms.ChoiceField(label="Wet", choices=WET_KEUZES, widget=forms.RadioSelect)
    jaar = forms.IntegerField(label="Jaar", min_value=EERSTE_JAAR, max_value=LAATSTE_JAAR)
    bedrag = forms.DecimalField(
        label="Integratie-uitkering, in euro", localize=True, min_value=1, max_value=MEESTE_EURO,
        decimal_places=2,
    )  # fmt: skip
    aandeel = forms.DecimalField(
        label="Aandeel voor deze wet, in procenten", localize=True, min_value=0, max_value=_HONDERD,
        decimal_places=3, help_text="100 als het hele bedrag voor deze wet is bedoeld.",
    )  # fmt: skip
    bron = forms.CharField(label="Bron", max_length=200, help_text="Zoals de circulaire en de bijlage.")
    brondatum = forms.DateField(
        label="Datum van de bron", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, gemeenten: Sequence[Gemeente], **kwargs: Any) -> None:
        """`gemeenten`: those that can be chosen."""
        super().__init__(*args, **kwargs)
        keuzes = [(g.code, g.naam) for g in gemeenten]
        self.fields["gemeente"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField

    def clean_aandeel(self) -> Any:
        """Above nothing."""
        if not self.cleaned_data["aandeel"]:
            raise forms.ValidationError("Vul een aandeel boven 0 in.")
        return self.cleaned_data["aandeel"]

    def clean(self) -> dict[str, Any]:
        """The same as a line of a file."""
        data = super().clean() or {}
        if self.errors:
            return data
        overig = {n: data[n] for n in ("gemeente", "wet", "jaar", "aandeel", "bron", "brondatum")}
        return data | {"regels": [Uitkeringsregel(bedrag=int(data["bedrag"] * _CENTEN), **overig)]}


class UitkeringbestandForm(forms.Form):
    """A file with one line per gemeente, law and year; clean, `regels` holds them."""

    bestand = forms.FileField(
        label="CSV- of Excelbestand",
        help_text="Kolommen: gemeente, wet, jaar, bedrag, bron, datum. Mag erbij: aandeel (procent).",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.txt"}),
    )

    def clean(self) -> dict[str, Any]:
        """The lines; every fault becomes a sentence above the form."""
        data = super().clean() or {}
        if self.errors:
            return data
        if data["bestand"].size > MEESTE_BYTES:
            raise forms.ValidationError("Dit bestand is te groot (meer dan 5 MB).")
        try:
            return data | {"regels": read_uitkeringen(data["bestand"].read())}
        except IntakeFout as fout:
            raise forms.ValidationError(str(fout).splitlines()) from None


class ToetsForm(forms.Form):
    """A book, two years and growth; what is left out or wrong in an address is as usual."""

    boek = forms.ChoiceField(label="Tarievenboek met de nieuwe prijzen")
    volumejaar = forms.TypedChoiceField(label="Volume van", coerce=int)
    groei = forms.DecimalField(
        label="Groei van het volume sindsdien, in procenten", localize=True, min_value=GROEI[0],
        max_value=GROEI[1], decimal_places=2,
    )  # fmt: skip
    budgetjaar = forms.IntegerField(label="Budget van", min_value=EERSTE_JAAR, max_value=LAATSTE_JAAR)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        boeken: Sequence[Tarievenboek],
        jaren: Mapping[str, list[int]],
        budgetjaren: Mapping[str, int | None],
    ) -> None:
        """`jaren`: per law the years of which the volume is known; `budgetjaren`: the last with a budget. The
        newest book is the usual one."""
        self._boeken = {boek.nummer: boek for boek in boeken}
        gekozen = self._boeken.get(data.get("boek", ""), boeken[0])
        volumejaren = jaren[gekozen.wet]
        self._begin = {
            "boek": gekozen.nummer,
            "volumejaar": volumejaren[0],
            "groei": 0,
            "budgetjaar": budgetjaren[gekozen.wet] or gekozen.prijspeil,
        }
        super().__init__({**self._begin, **{n: w for n in self._begin if (w := data.get(n))}})
        namen = [(b.nummer, f"{b.nummer}: {b.naam} ({b.get_wet_display()})") for b in boeken]
        self.fields["boek"] = forms.ChoiceField(label="Tarievenboek met de nieuwe prijzen", choices=namen)
        keuzes = [(jaar, str(jaar)) for jaar in volumejaren]
        self.fields["volumejaar"] = forms.TypedChoiceField(label="Volume van", coerce=int, choices=keuzes)

    def get_keuze(self) -> Toetskeuze:
        """The choice, with the usual value for a field that is wrong."""
        self.is_valid()
        data = {naam: self.cleaned_data.get(naam, waarde) for naam, waarde in self._begin.items()}
        return Toetskeuze(
            boek=self._boeken[data["boek"]],
            volumejaar=data["volumejaar"],
            budgetjaar=data["budgetjaar"],
            groei=Fraction(data["groei"]),
        )
