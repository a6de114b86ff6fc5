"""What should change in an allocation, as a wish. Nothing is saved here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from stelsel.domein.toegang.begrippen import (
    EENHEID_NAAM,
    FREQUENTIE_NAAM,
    REDEN_WIJZIGING_NAAM,
    RedenWijziging,
)
from stelsel.domein.toegang.levensloop import AFSTEMMING_NAAM, Afstemming, Stand, Wens
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

from .keuzes import CENTEN
from .velden import create_datumveld

GETAL: dict[str, Any] = {"min_value": Decimal("0.01"), "max_digits": 10, "decimal_places": 2}


class WijzigForm(forms.Form):
    """The whole allocation as it should be; what stays as it is, stays filled in. Amounts are typed in euros.

    `naast`: another aanbieder gives the same product, so that it may have been decided that both run."""

    einddatum = create_datumveld(
        "Tot en met welke dag loopt de hulp?", required=False, help_text="Leeg laten: geen einddatum."
    )
    aantal = forms.DecimalField(**GETAL)
    ingangsdatum = create_datumveld(
        "Vanaf welke dag geldt het andere aantal?",
        required=False,
        help_text="Alleen nodig als het aantal wijzigt. Vanaf die dag krijgt de hulp een nieuw nummer.",
    )
    budget = forms.DecimalField(label="Hoe hoog is het budget, in euro?", **GETAL)
    reden = forms.ChoiceField(
        label="Waarom?",
        required=False,
        choices=[("", "De gewone reden bij deze wijziging"), *REDEN_WIJZIGING_NAAM.items()],
    )
    afstemming = forms.ChoiceField(
        label="Wat is met de aanbieder besproken?",
        choices=list(AFSTEMMING_NAAM.items()),
        widget=forms.RadioSelect,
    )
    naast_ander = forms.BooleanField(
        label="Een andere aanbieder geeft dezelfde hulp, en dat is de bedoeling", required=False
    )

    def __init__(self, *args: Any, stand: Stand, naast: bool = False, **kwargs: Any) -> None:
        self.stand = stand
        super().__init__(*args, **{"initial": _get_begin(stand), **kwargs})
        omvang = stand.omvang
        if omvang is None:
            del self.fields["aantal"]
        else:
            vraag = f"Hoeveel {EENHEID_NAAM[omvang.eenheid]} {FREQUENTIE_NAAM[omvang.frequentie]}?"
            self.fields["aantal"].label = vraag
        if omvang is None or omvang.frequentie is Frequentie.TOTAAL:
            del self.fields["ingangsdatum"]
        if stand.budget is None:
            del self.fields["budget"]
        if not naast:
            del self.fields["naast_ander"]

    def clean_aantal(self) -> int:
        """Cents for euros, otherwise a whole number."""
        in_euro = self.stand.omvang is not None and self.stand.omvang.eenheid is Eenheid.EURO
        aantal = self.cleaned_data["aantal"] * (CENTEN if in_euro else 1)
        if aantal != int(aantal):
            raise forms.ValidationError("Vul een heel getal in.")
        return int(aantal)

    def get_wens(self) -> Wens:
        """The clean values. A first day of the change counts only when the amount changes."""
        data, omvang = self.cleaned_data, self.stand.omvang
        if omvang is not None:
            omvang = Omvang(data["aantal"], omvang.eenheid, omvang.frequentie)
        return Wens(
            einddatum=data["einddatum"],
            omvang=omvang,
            budget=int(data["budget"] * CENTEN) if "budget" in data else None,
            ingangsdatum=data.get("ingangsdatum") if omvang != self.stand.omvang else None,
            reden=RedenWijziging(data["reden"]) if data["reden"] else None,
            afstemming=Afstemming(data["afstemming"]),
            naast_ander=data.get("naast_ander", False),
        )


def _get_begin(stand: Stand) -> dict[str, Any]:
    """As it is now."""
    begin: dict[str, Any] = {"einddatum": stand.periode.eind}
    if stand.omvang is not None:
        in_euro = stand.omvang.eenheid is Eenheid.EURO
        begin["aantal"] = Decimal(stand.omvang.volume) / CENTEN if in_euro else stand.omvang.volume
    if stand.budget is not None:
        begin["budget"] = Decimal(stand.budget) / CENTEN
    return begin
