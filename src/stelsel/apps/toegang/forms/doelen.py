"""What is typed about a goal: its words, the way it points, and decline that is to be expected."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from stelsel.domein.resultaten.verwachting import GROOTSTE_DALING
from stelsel.domein.toegang.begrippen import DOELRICHTING_NAAM, Doelrichting

from ..models import (
    GRONDSLAG_KEUZES,
    HOOFDDOEL_KEUZES,
    LEEFDOMEIN_KEUZES,
    RICHTING_KEUZES,
    TERMIJN_KEUZES,
    Verwachting,
)
from .velden import create_datumveld, create_tekstveld

GEWICHT_KEUZES = [("1", "Gewoon"), ("2", "Belangrijk"), ("3", "Het belangrijkst")]
GEEN_STAPPEN = "0"


class RichtingForm(forms.Form):
    """Which way a goal points, how soon, and why it may point another way than the help."""

    richting = forms.ChoiceField(
        label="Wat is de richting van dit doel?",
        choices=RICHTING_KEUZES,
        initial=Doelrichting.VERBETEREN.value,
        widget=forms.RadioSelect,
    )
    termijn = forms.ChoiceField(label="Wanneer is dit doel bereikt?", choices=TERMIJN_KEUZES)
    afwijking_reden = create_tekstveld(
        "Waarom past dit doel toch bij de hulp?",
        required=False,
        help_text="Alleen nodig als de richting anders is dan waar de gekozen hulp op gericht is.",
    )

    def __init__(self, *args: Any, passend: Collection[Doelrichting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(passend) < len(Doelrichting):
            namen = " of ".join(f"„{DOELRICHTING_NAAM[richting]}”" for richting in passend)
            self.fields["richting"].help_text = f"Bij de gekozen hulp hoort {namen}."


class DoelForm(RichtingForm):
    """One goal."""

    tekst = create_tekstveld(
        "Wat is er straks anders, of nog hetzelfde?",
        help_text="In de woorden van de cliënt, zo dat u samen kunt zien of het is gelukt.",
    )
    leefdomein = forms.ChoiceField(
        label="Bij welk leefdomein hoort dit doel?",
        choices=[("", "Kies een leefdomein"), *LEEFDOMEIN_KEUZES],
    )
    hoofddoel = forms.ChoiceField(
        label="Waar draagt het aan bij?", choices=HOOFDDOEL_KEUZES, widget=forms.RadioSelect
    )
    gewicht = forms.ChoiceField(label="Hoe belangrijk is dit doel?", choices=GEWICHT_KEUZES)
    field_order = ("tekst", "leefdomein", "hoofddoel", "richting", "termijn", "afwijking_reden", "gewicht")


class VerwachtingForm(forms.Form):
    """Decline that is to be expected, with who said so."""

    stappen = forms.ChoiceField(label="Hoeveel achteruitgang is te verwachten?")
    vanaf = create_datumveld("Vanaf welke dag gaat het achteruit?")
    bereikt = create_datumveld(
        "Op welke dag is het zo ver?", help_text="Tot die dag rekenen we met een gelijkmatig verloop."
    )
    grondslag = forms.ChoiceField(label="Waar blijkt dat uit?", choices=GRONDSLAG_KEUZES)
    grondslag_datum = create_datumveld("Van welke dag is dat oordeel of gesprek?")
    toelichting = create_tekstveld(
        "Toelichting",
        help_text="Wie zegt dit en waar is het na te lezen? Schrijf geen diagnose op: die hoort hier niet.",
    )

    def __init__(self, *args: Any, vorige: Verwachting | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(str(n), f"{n} {'stap' if n == 1 else 'stappen'}") for n in range(1, GROOTSTE_DALING + 1)]
        if vorige is not None:
            keuzes.append((GEEN_STAPPEN, "Geen achteruitgang meer te verwachten (trek in)"))
        self.fields["stappen"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["vanaf"].initial = vorige.vanaf if vorige else today
        self.fields["bereikt"].initial = vorige.bereikt if vorige else None
        self.fields["grondslag_datum"].initial = today
