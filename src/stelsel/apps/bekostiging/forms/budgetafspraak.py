"""Asking for proposals per aanbieder, and one amount after talks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

from stelsel.apps.basis.queries import list_gemeenten
from stelsel.apps.profielen.models import WET_KEUZES

from ..models import Afspraakregel
from ..queries.budgetafspraak import Afspraakvraag

CENTEN = 100


def _create_procentveld(label: str, hulp: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hulp,
        localize=True,
        initial=0,
        min_value=Decimal(-20),
        max_value=Decimal(50),
        decimal_places=2,
    )


class AfspraakForm(forms.Form):
    """For which gemeente, law and year, and what changes."""

    gemeente = forms.ChoiceField(label="Gemeente")
    wet = forms.ChoiceField(label="Wet", choices=WET_KEUZES, widget=forms.RadioSelect, initial="jw")
    jaar = forms.IntegerField(label="Jaar", min_value=2015, max_value=2100)
    prijsstijging = _create_procentveld(
        "Prijsstijging per jaar, in procenten", "Om de jaren gelijk te maken aan het jaar van de afspraak."
    )
    groei = _create_procentveld(
        "Groei van de bevolking, in procenten", "Tot het jaar van de afspraak, in totaal."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """`user`: whose gemeenten can be chosen."""
        user = kwargs.pop("user")
        super().__init__(*args, **kwargs)
        self._gemeenten = {g.code: g for g in list_gemeenten(user)}
        self.fields["gemeente"] = forms.ChoiceField(
            label="Gemeente", choices=[(code, g.naam) for code, g in self._gemeenten.items()]
        )

    def get_vraag(self) -> Afspraakvraag:
        """What is asked, when clean."""
        data = self.cleaned_data
        return Afspraakvraag(
            gemeente=self._gemeenten[data["gemeente"]],
            wet=data["wet"],
            jaar=data["jaar"],
            prijsstijging=Fraction(data["prijsstijging"]),
            groei=Fraction(data["groei"]),
        )


class AfspraakregelForm(forms.Form):
    """An amount, why, and with whom it was agreed."""

    bedrag = forms.DecimalField(
        label="Bedrag, in euro", localize=True, min_value=0, max_digits=13, decimal_places=2
    )
    reden = forms.CharField(label="Waarom, als u van het voorstel afwijkt?", max_length=300, required=False)
    namens = forms.CharField(
        label="Afgesproken met",
        help_text="De functie van wie namens de aanbieder akkoord gaf. Leeg: nog niet afgesproken.",
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, regel: Afspraakregel, **kwargs: Any) -> None:
        begin = {"bedrag": Decimal(regel.bedrag) / CENTEN, "reden": regel.reden}
        super().__init__(*args, **{"initial": begin, **kwargs})

    def get_velden(self) -> dict[str, Any]:
        """For the action, in cents, when clean."""
        data = self.cleaned_data
        return {"bedrag": int(data["bedrag"] * CENTEN), "reden": data["reden"], "namens": data["namens"]}
