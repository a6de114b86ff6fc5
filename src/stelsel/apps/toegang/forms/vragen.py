"""What is typed about a question and its besluit, as clean values. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.toegang.begrippen import LEEFDOMEIN_NAAM, Leefdomein

from ..models import LIJN_KEUZES, MELDING_KEUZES
from .velden import create_tekstveld

SCORE_KEUZES = [
    ("", "Niet besproken"),
    ("1", "1 – acute problemen"),
    ("2", "2 – redt het niet"),
    ("3", "3 – redt het net"),
    ("4", "4 – redt het meestal"),
    ("5", "5 – redt het goed"),
]
UITKOMST_KEUZES = [("toekennen", "De hulp toekennen"), ("afwijzen", "De hulp niet toekennen")]


class VraagForm(forms.Form):
    """Question and context."""

    melding = forms.ChoiceField(label="Hoe kwam de vraag binnen?", choices=MELDING_KEUZES)
    vraag = create_tekstveld(
        "Wat vraagt de cliënt?",
        help_text="Zo veel mogelijk in de eigen woorden van de cliënt. Dit staat in de brief.",
    )
    context = create_tekstveld("Wat speelt er?", required=False, help_text="De situatie thuis en eromheen.")
    eigen_kracht = create_tekstveld(
        "Wat kan de cliënt zelf of met hulp van anderen?",
        required=False,
        help_text="Familie, buren, vrienden, vereniging of een voorziening in de wijk.",
    )


class NieuweVraagForm(VraagForm):
    """The first step also asks the law."""

    wet = forms.ChoiceField(
        label="Onder welke wet valt de vraag?", choices=WET_KEUZES, widget=forms.RadioSelect
    )
    field_order = ("wet",)


class LeefdomeinenForm(forms.Form):
    """Per life domain a score, who takes it up, and a few words; only what was talked about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for domein in Leefdomein:
            self.fields[f"{domein}_score"] = forms.ChoiceField(
                label="Hoe gaat het?", choices=SCORE_KEUZES, required=False
            )
            self.fields[f"{domein}_lijn"] = forms.ChoiceField(
                label="Wie pakt het op?", choices=LIJN_KEUZES, required=False
            )
            self.fields[f"{domein}_toelichting"] = forms.CharField(
                label="Toelichting", max_length=1000, required=False
            )

    def groepen(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Name of the domain and its three fields."""
        for domein in Leefdomein:
            yield (
                LEEFDOMEIN_NAAM[domein],
                [self[f"{domein}_{deel}"] for deel in ("score", "lijn", "toelichting")],
            )

    def clean(self) -> dict[str, Any]:
        """At least one domain, and no words without a score."""
        data = super().clean() or {}
        if not any(data.get(f"{domein}_score") for domein in Leefdomein):
            raise forms.ValidationError("Beschrijf ten minste één leefdomein.")
        for domein in Leefdomein:
            if data.get(f"{domein}_toelichting") and not data.get(f"{domein}_score"):
                naam = LEEFDOMEIN_NAAM[domein]
                self.add_error(f"{domein}_score", f"{naam}: kies hoe het gaat, of haal de toelichting weg.")
        return data


class BesluitForm(forms.Form):
    """The decision and its ground."""

    uitkomst = forms.ChoiceField(label="Wat besluit u?", choices=UITKOMST_KEUZES, widget=forms.RadioSelect)
    motivering = create_tekstveld(
        "Waarom?", help_text="Schrijf aan de inwoner, met u. Deze tekst staat in de brief."
    )
