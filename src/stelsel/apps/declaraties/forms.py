"""What is typed around payments."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.profielen.models import Product
from stelsel.domein.declaraties.boekhouding import POST_NAAM, Post
from stelsel.kern.nummers import iban_geldig

from .queries.boekhouding import Rekeningen


def _create_dagveld(label: str, **opties: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **opties
    )


class BetaalrunForm(forms.Form):
    """A new run: which claims, and when the bank pays."""

    betalen_tot = _create_dagveld(
        "Welke declaraties?",
        help_text="Alle open declaraties die voor of op deze dag betaald moeten zijn.",
    )
    uitvoeringsdatum = _create_dagveld(
        "Wanneer betaalt de bank?", help_text="Vandaag of later. De bank betaalt alleen op werkdagen."
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["betalen_tot"].initial = today + timedelta(days=14)
        self.fields["uitvoeringsdatum"].initial = today


class BoekhoudexportForm(forms.Form):
    """Up to which day."""

    tot_en_met = _create_dagveld("Tot en met welke dag?")


class BoekhoudrekeningenForm(forms.Form):
    """A number and a cost centre per account of the bookkeeping."""

    def __init__(self, *args: Any, rekeningen: Rekeningen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for post in Post:
            nummer, kostenplaats = rekeningen.get(post, ("", ""))
            velden = (("nummer", "rekeningnummer", nummer), ("kostenplaats", "kostenplaats", kostenplaats))
            for soort, woord, waarde in velden:
                self.fields[f"{post}_{soort}"] = forms.RegexField(
                    r"^[A-Za-z0-9][A-Za-z0-9 ./-]*$",
                    label=f"{POST_NAAM[post]}: {woord}",
                    max_length=20,
                    required=soort == "nummer",
                    initial=waarde,
                    error_messages={"invalid": "Gebruik alleen letters, cijfers, punten en streepjes."},
                )

    def get_rekeningen(self) -> Rekeningen:
        """What was filled in."""
        data = self.cleaned_data
        return {post: (data[f"{post}_nummer"], data[f"{post}_kostenplaats"]) for post in Post}


class RedenForm(forms.Form):
    """Why."""

    reden = forms.CharField(label="Waarom?", max_length=200)


class RekeningnummerForm(forms.Form):
    """An account of an aanbieder, or of the gemeente itself."""

    aanbieder = forms.ModelChoiceField(
        queryset=Aanbieder.objects.none(),
        required=False,
        label="Van wie is de rekening?",
        empty_label="De gemeente zelf",
    )
    iban = forms.CharField(label="Rekeningnummer (IBAN)", max_length=42)
    tenaamstelling = forms.CharField(label="Op naam van", max_length=70)
    vanaf = _create_dagveld("Vanaf welke dag geldt dit?")
    reden = forms.CharField(
        label="Hoe weet u dit?",
        max_length=200,
        help_text="Bijvoorbeeld: brief van 1 maart, teruggebeld op het nummer uit het contract.",
    )

    def __init__(self, *args: Any, aanbieders: QuerySet[Aanbieder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aanbieder"].queryset = aanbieders  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_iban(self) -> str:
        """Without spaces; the check digits hold."""
        iban = "".join(self.cleaned_data["iban"].split()).upper()
        if not iban_geldig(iban):
            raise forms.ValidationError("Dit rekeningnummer bestaat niet. Controleer de cijfers en letters.")
        return iban


_MEESTE_BYTES = 5 * 1024 * 1024


def _create_bedragveld(label: str, **opties: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_digits=9, decimal_places=2, localize=True, **opties
    )


def _in_centen(euro: Decimal | None) -> int | None:
    return None if euro is None else int(euro * 100)


class BijdragetariefForm(forms.Form):
    """What the gemeente asks per month."""

    vanaf = _create_dagveld("Vanaf welke dag?", help_text="De eerste dag van een maand.")
    bedrag = _create_bedragveld(
        "Hoeveel euro per maand?", help_text="Per huishouden. Vul 0 in als niemand hoeft te betalen."
    )
    besluit = forms.CharField(
        label="In welk besluit staat dit?",
        max_length=200,
        help_text="Bijvoorbeeld: verordening Wmo, artikel 12, raadsbesluit van 12 november 2025.",
    )

    def clean_bedrag(self) -> int | None:
        """Whole cents."""
        return _in_centen(self.cleaned_data["bedrag"])


class BijdrageregelForm(forms.Form):
    """What the gemeente decided on one product."""

    product = forms.ModelChoiceField(
        queryset=Product.objects.none(), label="Voor welk product?", empty_label="Kies een product"
    )
    vanaf = _create_dagveld("Vanaf welke dag?")
    vrijgesteld = forms.TypedChoiceField(
        label="Geldt er een eigen bijdrage?",
        choices=(("ja", "Ja"), ("nee", "Nee, dit product is vrijgesteld")),
        coerce=lambda keuze: keuze == "nee",
        widget=forms.RadioSelect,
        initial="ja",
    )
    kostprijs = _create_bedragveld(
        "Wat is de kostprijs, in euro?",
        required=False,
        help_text="Van het hele hulpmiddel of de hele aanpassing. Niemand betaalt samen meer dan dit. "
        "Laat leeg bij hulp die doorloopt.",
    )
    besluit = forms.CharField(label="In welk besluit staat dit?", max_length=200)

    def __init__(self, *args: Any, producten: QuerySet[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = producten  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_kostprijs(self) -> int | None:
        """Whole cents, or nothing."""
        return _in_centen(self.cleaned_data["kostprijs"])


class BijdrageopgaveForm(forms.Form):
    """The table of the CAK."""

    bestand = forms.FileField(
        label="Bestand van het CAK",
        help_text="Een CSV-bestand met de kolommen Startnummer;Start;Stop, hoogstens 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )

    def clean_bestand(self) -> UploadedFile:
        """Not larger than it may be."""
        bestand: UploadedFile = self.cleaned_data["bestand"]
        if (bestand.size or 0) > _MEESTE_BYTES:
            raise forms.ValidationError("Dit bestand is groter dan 5 MB.")
        return bestand
