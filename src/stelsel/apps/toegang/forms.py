"""What is typed in access, as clean values. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from stelsel.apps.profielen.models import WET_KEUZES, Product
from stelsel.domein.toegang.begrippen import (
    EENHEID_NAAM,
    FREQUENTIE_NAAM,
    LEEFDOMEIN_NAAM,
    REDEN_WIJZIGING_NAAM,
    Eenheid,
    Frequentie,
    Leefdomein,
)
from stelsel.kern.bedrag import in_euro
from stelsel.kern.nummers import bsn_geldig

from .models import HOOFDDOEL_KEUZES, LEEFDOMEIN_KEUZES, LIJN_KEUZES, MELDING_KEUZES
from .queries import Aanbod

GESLACHT_KEUZES = [("0", "Niet bekend"), ("1", "Man"), ("2", "Vrouw"), ("9", "Niet opgegeven")]
SCORE_KEUZES = [
    ("", "Niet besproken"),
    ("1", "1 – acute problemen"),
    ("2", "2 – redt het niet"),
    ("3", "3 – redt het net"),
    ("4", "4 – redt het meestal"),
    ("5", "5 – redt het goed"),
]
GEWICHT_KEUZES = [("1", "Gewoon"), ("2", "Belangrijk"), ("3", "Het belangrijkst")]
UITKOMST_KEUZES = [("toekennen", "De hulp toekennen"), ("afwijzen", "De hulp niet toekennen")]
CENTEN = 100


def _datumveld(label: str, **opties: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **opties)


def _tekstveld(label: str, **opties: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **opties)


class BsnForm(forms.Form):
    """Search by BSN: posted, so that the number is in no address and no log."""

    bsn = forms.CharField(
        label="BSN",
        max_length=11,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_bsn(self) -> str:
        """Nine digits; points and spaces are taken out."""
        bsn = "".join(teken for teken in self.cleaned_data["bsn"] if teken not in " .")
        if not bsn_geldig(bsn):
            raise forms.ValidationError("Dit BSN klopt niet. Vul de negen cijfers in.")
        return bsn


class ClientForm(BsnForm):
    """A new client."""

    voornamen = forms.CharField(label="Voornamen", max_length=200)
    voorvoegsel = forms.CharField(label="Tussenvoegsel", max_length=10, required=False)
    geslachtsnaam = forms.CharField(label="Achternaam", max_length=200)
    geboortedatum = _datumveld("Geboortedatum")
    geslacht = forms.ChoiceField(label="Geslacht", choices=GESLACHT_KEUZES)
    straat = forms.CharField(label="Straat", max_length=24, required=False)
    huisnummer = forms.IntegerField(label="Huisnummer", min_value=1, max_value=99999, required=False)
    huisletter = forms.CharField(label="Huisletter", max_length=1, required=False)
    postcode = forms.RegexField(
        r"^[1-9]\d{3} ?[A-Za-z]{2}$",
        label="Postcode",
        required=False,
        error_messages={"invalid": "Vul een postcode in als 1234 AB."},
    )
    plaats = forms.CharField(label="Woonplaats", max_length=24, required=False)
    telefoon = forms.CharField(label="Telefoonnummer", max_length=15, required=False)
    huisgenoot = forms.CharField(
        label="Woont samen met cliënt",
        max_length=20,
        required=False,
        help_text="Het nummer van een cliënt op hetzelfde adres. Dan ziet u hun vragen bij elkaar.",
    )

    def clean_postcode(self) -> str:
        """As the messages want it: 1234AB."""
        return str(self.cleaned_data["postcode"]).replace(" ", "").upper()


class VraagForm(forms.Form):
    """Question and context."""

    melding = forms.ChoiceField(label="Hoe kwam de vraag binnen?", choices=MELDING_KEUZES)
    vraag = _tekstveld(
        "Wat vraagt de cliënt?",
        help_text="Zo veel mogelijk in de eigen woorden van de cliënt. Dit staat in de brief.",
    )
    context = _tekstveld("Wat speelt er?", required=False, help_text="De situatie thuis en eromheen.")
    eigen_kracht = _tekstveld(
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
                self.add_error(f"{domein}_score", "Kies hoe het gaat, of haal de toelichting weg.")
        return data


class DoelForm(forms.Form):
    """One goal."""

    tekst = _tekstveld(
        "Wat is er straks anders?",
        help_text="In de woorden van de cliënt, zo dat u samen kunt zien of het is gelukt.",
    )
    leefdomein = forms.ChoiceField(label="Bij welk leefdomein hoort dit doel?", choices=LEEFDOMEIN_KEUZES)
    hoofddoel = forms.ChoiceField(
        label="Waar draagt het aan bij?", choices=HOOFDDOEL_KEUZES, widget=forms.RadioSelect
    )
    gewicht = forms.ChoiceField(label="Hoe belangrijk is dit doel?", choices=GEWICHT_KEUZES)


class ProfielForm(forms.Form):
    """One product out of the catalogue."""

    product = forms.ChoiceField(label="Welke hulp past?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, producten: Sequence[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.producten = {str(product.pk): product for product in producten}
        keuzes = [(sleutel, _get_productlabel(product)) for sleutel, product in self.producten.items()]
        self.fields["product"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField

    def clean_product(self) -> Product:
        """The product itself."""
        return self.producten[self.cleaned_data["product"]]


def _get_productlabel(product: Product) -> str:
    profiel = f"{product.profiel.naam}, " if product.profiel else ""
    intensiteit = f" ({product.intensiteit})" if product.intensiteit else ""
    return f"{profiel}{product.naam}{intensiteit}"


class OmvangForm(forms.Form):
    """How much and how long. A volume in euros is typed in euros and given on in cents."""

    aantal = forms.DecimalField(label="Aantal", min_value=Decimal("0.01"), max_digits=10, decimal_places=2)
    ingangsdatum = _datumveld("Vanaf welke dag?")
    einddatum = _datumveld(
        "Tot en met welke dag?",
        required=False,
        help_text="Leeg laten kan alleen als er een totaal is afgesproken.",
    )

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
    keuze_client = _tekstveld(
        "Waarom kiest de cliënt deze aanbieder?", required=False, help_text="In de woorden van de cliënt."
    )

    def __init__(self, *args: Any, aanbod: Sequence[Aanbod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(optie.agb, _get_aanbodlabel(optie)) for optie in aanbod]
        self.fields["aanbieder"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField


def _get_aanbodlabel(optie: Aanbod) -> str:
    wacht = (
        f"wachttijd ongeveer {optie.wacht_dagen} dagen"
        if optie.wacht_dagen is not None
        else "wachttijd onbekend"
    )
    if optie.eenheid == Eenheid.EURO:
        return f"{optie.naam} – vast bedrag, {wacht}"
    return f"{optie.naam} – {in_euro(optie.tarief)} per {_ENKEL[Eenheid(optie.eenheid)]}, {wacht}"


_ENKEL = {
    Eenheid.MINUUT: "minuut",
    Eenheid.UUR: "uur",
    Eenheid.ETMAAL: "etmaal",
    Eenheid.DAGDEEL: "dagdeel",
    Eenheid.STUKS_OUTPUT: "stuk",
    Eenheid.STUKS: "stuk",
}


class BesluitForm(forms.Form):
    """The decision and its ground."""

    uitkomst = forms.ChoiceField(label="Wat besluit u?", choices=UITKOMST_KEUZES, widget=forms.RadioSelect)
    motivering = _tekstveld(
        "Waarom?", help_text="Schrijf aan de inwoner, met u. Deze tekst staat in de brief."
    )


class ToewijzingForm(forms.Form):
    """A new end for an allocation."""

    einddatum = _datumveld("Nieuwe einddatum")
    reden = forms.ChoiceField(
        label="Waarom?", choices=[(reden.value, naam) for reden, naam in REDEN_WIJZIGING_NAAM.items()]
    )
