"""What is typed about a client, as clean values. Nothing is saved here."""

from __future__ import annotations

from django import forms

from stelsel.kern.nummers import bsn_geldig

from .velden import create_datumveld

GESLACHT_KEUZES = [("0", "Niet bekend"), ("1", "Man"), ("2", "Vrouw"), ("9", "Niet opgegeven")]


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
    geboortedatum = create_datumveld("Geboortedatum")
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
