"""What is chosen: the profile, how much and how long, the aanbieder. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget

from stelsel.apps.profielen.models import Product, Profiel
from stelsel.domein.toegang.begrippen import EENHEID_NAAM, FREQUENTIE_NAAM, Eenheid, Frequentie

from ..queries import Aanbod, Cel, Keuzepad, Profielkeuze
from .velden import create_datumveld, create_tekstveld

CENTEN = 100
GEEN_PROFIEL = "geen"


class ProfielForm(forms.Form):
    """A profile at one intensity, or help outside the profiles. Clean, `product` is a Product."""

    product = forms.ChoiceField(label="Profiel en intensiteit", widget=forms.RadioSelect, required=False)
    anders = forms.ChoiceField(
        label="Welke andere hulp?", required=False, help_text="Laat dit leeg als een profiel past."
    )
    reden = create_tekstveld(
        "Waarom is lichtere hulp niet genoeg?",
        required=False,
        help_text="Alleen nodig als u niet de lichtste hulp kiest, of hulp met verblijf.",
    )

    def __init__(
        self,
        *args: Any,
        keuzes: Sequence[Profielkeuze],
        overig: Sequence[tuple[str, Sequence[Product]]],
        pad: Keuzepad,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keuzes, self.pad = keuzes, pad
        cellen = [cel for keuze in keuzes for deel in keuze.intensiteiten for cel in deel.cellen]
        andere = [(naam, [(str(p.pk), p.naam) for p in producten]) for naam, producten in overig]
        self.producten = {str(cel.product.pk): cel.product for cel in cellen}
        self.producten |= {str(p.pk): p for _, producten in overig for p in producten}
        profielveld, andersveld = self.fields["product"], self.fields["anders"]
        profielveld.choices = [  # type: ignore[attr-defined]  # a ChoiceField
            *((str(cel.product.pk), cel.naam) for cel in cellen),
            (GEEN_PROFIEL, "Geen profiel, wel de hulp die ik hieronder kies"),
        ]
        andersveld.choices = [("", "Kies uit de lijst"), *andere]  # type: ignore[attr-defined]  # a ChoiceField

    def groepen(self) -> Iterator[tuple[Profiel, bool, list[tuple[str, list[tuple[BoundWidget, Cel]]]]]]:
        """Per profile that suits the way so far: whether it is chosen, and per intensity its radio buttons
        with what they stand for."""
        knoppen = {knop.data["value"]: knop for knop in self["product"].subwidgets}
        for keuze in self.keuzes:
            delen = [
                (
                    deel.naam,
                    [
                        (knoppen[str(cel.product.pk)], cel)
                        for cel in deel.cellen
                        if self.pad.past(cel.product)
                    ],
                )
                for deel in keuze.intensiteiten
            ]
            delen = [(naam, rij) for naam, rij in delen if rij]
            if not delen:
                continue
            gekozen = any(knop.data["selected"] for _, rij in delen for knop, _ in rij)
            yield keuze.profiel, gekozen, delen

    def geen_profiel(self) -> BoundWidget:
        """The radio button beside the other help."""
        return self["product"].subwidgets[-1]

    def clean(self) -> dict[str, Any]:
        """One choice. Of two the new one counts, since a radio button cannot be switched off."""
        data = super().clean() or {}
        if self.errors:
            return data
        product, anders = data["product"].replace(GEEN_PROFIEL, ""), data["anders"]
        if product and anders:
            nieuw = set(self.changed_data)
            if nieuw not in ({"product"}, {"anders"}):
                raise forms.ValidationError("Kies een profiel of andere hulp, niet allebei.")
            product, anders = ("", anders) if nieuw == {"anders"} else (product, "")
        if not (product or anders):
            raise forms.ValidationError("Kies een profiel met een intensiteit, of andere hulp.")
        return data | {"product": self.producten[product or anders]}


class OmvangForm(forms.Form):
    """How much and how long. A volume in euros is typed in euros and given on in cents."""

    aantal = forms.DecimalField(label="Aantal", min_value=Decimal("0.01"), max_digits=10, decimal_places=2)
    ingangsdatum = create_datumveld("Vanaf welke dag?")
    einddatum = create_datumveld(
        "Tot en met welke dag?",
        required=False,
        help_text="Leeg laten kan alleen als er een totaal is afgesproken.",
    )
    naast = forms.ChoiceField(
        label="Is dit tijdelijke specialistische hulp naast langdurige hulp?",
        required=False,
        help_text="Kies de hulp waar dit tijdelijk bij komt. Een einddatum is dan nodig.",
    )
    stapelreden = create_tekstveld(
        "Waarom wijkt u af van de regels voor aanvullende hulp?",
        required=False,
        help_text="Alleen nodig als er boven dit formulier een regel staat die u niet volgt.",
    )

    def __init__(
        self, *args: Any, product: Product, langdurig: Sequence[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [("", "Nee, dit staat op zichzelf"), *((str(pk), naam) for pk, naam in langdurig)]
        self.fields["naast"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField
        if not langdurig:
            del self.fields["naast"]
        self.in_euro = product.eenheid == Eenheid.EURO
        eenheid = EENHEID_NAAM[Eenheid(product.eenheid)]
        self.fields["aantal"].label = f"Hoeveel {eenheid} {FREQUENTIE_NAAM[Frequentie(product.frequentie)]}?"

    def clean_aantal(self) -> int:
        """Cents for euros, otherwise a whole number."""
        aantal = self.cleaned_data["aantal"] * (CENTEN if self.in_euro else 1)
        if aantal != int(aantal):
            raise forms.ValidationError("Vul een heel getal in.")
        return int(aantal)


class AanbiederForm(forms.Form):
    """The choice of the client."""

    aanbieder = forms.ChoiceField(label="Voor welke aanbieder kiest de cliënt?", widget=forms.RadioSelect)
    keuze_client = create_tekstveld(
        "Waarom kiest de cliënt deze aanbieder?", required=False, help_text="In de woorden van de cliënt."
    )

    def __init__(self, *args: Any, aanbod: Sequence[Aanbod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aanbod = aanbod
        keuzes = [(optie.agb, optie.naam) for optie in aanbod]
        self.fields["aanbieder"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField

    def rijen(self) -> Iterator[tuple[BoundWidget, Aanbod]]:
        """The radio button of every aanbieder, with what is known of it."""
        yield from zip(self["aanbieder"].subwidgets, self.aanbod, strict=True)
