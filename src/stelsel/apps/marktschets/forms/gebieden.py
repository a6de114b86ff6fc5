"""Changing the tree of areas, linking products to functions, freezing a baseline, asking a page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from stelsel.apps.basis.models import Gebied
from stelsel.domein.marktschets.functies import FunctieFout, Koppeling, get_functielijst
from stelsel.domein.marktschets.gebieden import Gebiedenboom, Niveau


def _dag(label: str, *, uitleg: str = "", verplicht: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label, required=verplicht, help_text=uitleg, widget=forms.DateInput(attrs={"type": "date"})
    )


class GebiedForm(forms.Form):
    """A new area."""

    code = forms.RegexField(
        r"^[A-Z][A-Z0-9-]{1,11}$", label="Code", help_text="Hoofdletters, cijfers en streepjes, zoals NOORD.",
        error_messages={"invalid": "Begin met een hoofdletter; daarna hoofdletters, cijfers of streepjes."},
    )  # fmt: skip
    naam = forms.CharField(label="Naam", max_length=80)
    niveau = forms.ChoiceField(label="Niveau", choices=Gebied.Niveau.choices, widget=forms.RadioSelect)


class LidmaatschapForm(forms.Form):
    """A gemeente or area becomes part of an area."""

    lid = forms.ChoiceField(label="Welke gemeente of welk gebied?")
    gebied = forms.ChoiceField(label="Hoort bij")
    van = _dag("Vanaf", uitleg="Leeg: altijd al.")
    tot = _dag("Tot en met", uitleg="Leeg: nog steeds.")
    bron = forms.CharField(
        label="Waar staat dat?", max_length=200, help_text="Bijvoorbeeld: gemeenschappelijke regeling 2023."
    )

    def __init__(self, *args: Any, boom: Gebiedenboom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gebieden = [g for niveau in Niveau for g in boom.list_niveau(niveau)]
        nu = [g for g in gebieden if boom.get_huidig(g.code) == g.code]
        self.fields["lid"] = forms.ChoiceField(
            label="Welke gemeente of welk gebied?", choices=[(g.code, f"{g.naam} ({g.niveau})") for g in nu]
        )
        self.fields["gebied"] = forms.ChoiceField(
            label="Hoort bij",
            choices=[(g.code, f"{g.naam} ({g.niveau})") for g in nu if g.niveau is not Niveau.GEMEENTE],
        )


class EindeForm(forms.Form):
    """The last day of a membership or link, or the word that it was a mistake."""

    hoe = forms.ChoiceField(
        label="Wat is er aan de hand?",
        choices=(("einde", "Het eindigt op een dag"), ("fout", "Het was een vergissing: het was nooit zo")),
        widget=forms.RadioSelect, initial="einde",
    )  # fmt: skip
    tot = _dag("Laatste dag", uitleg="Alleen invullen als het eindigt.")

    def clean(self) -> dict[str, Any]:
        """A day for what ends."""
        data = super().clean() or {}
        if data.get("hoe") == "einde" and not data.get("tot") and "tot" not in self.errors:
            self.add_error("tot", "Vul de laatste dag in.")
        return data


class FunctieproductForm(forms.Form):
    """A link between products and a function; clean, `koppeling` is what is kept."""

    functie = forms.ChoiceField(
        label="Functie", choices=[(f.code, f.naam) for f in get_functielijst().functies]
    )
    categorie = forms.RegexField(
        r"^\d{2}$", label="Productcategorie", help_text="Twee cijfers, zoals 43.",
        error_messages={"invalid": "Een productcategorie is twee cijfers, zoals 43."},
    )  # fmt: skip
    code = forms.CharField(
        label="Productcode, of hoe die begint", max_length=12, required=False,
        help_text="Leeg: de hele categorie. 43Z: alle producten die met 43Z beginnen.",
    )  # fmt: skip
    van = _dag("Vanaf", uitleg="Leeg: altijd al.")
    tot = _dag("Tot en met", uitleg="Leeg: nog steeds.")
    waarom = forms.CharField(label="Waarom hoort dit bij de functie?", max_length=300)

    def clean(self) -> dict[str, Any]:
        """The link itself."""
        data = super().clean() or {}
        if not self.errors:
            data["koppeling"] = Koppeling(
                data["functie"], data["categorie"], data["code"].strip(), data["van"], data["tot"]
            )
        return data

    def weiger(self, fout: FunctieFout) -> None:
        """Tell why the link cannot be kept."""
        self.add_error(None, str(fout))


class NulmetingForm(forms.Form):
    """A reference day and what the baseline is for."""

    peildatum = _dag(
        "Peildatum", verplicht=True,
        uitleg="De nulmeting gaat over de twaalf hele maanden tot en met deze dag.",
    )  # fmt: skip
    waarom = forms.CharField(
        label="Waarvoor is deze nulmeting?", max_length=300,
        help_text="Bijvoorbeeld: doel van 30 % minder zeer specialistische hulp.",
    )  # fmt: skip

    def __init__(self, *args: Any, laatste: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._laatste = laatste

    def clean_peildatum(self) -> date:
        """Not after the last day of the data."""
        dag: date = self.cleaned_data["peildatum"]
        if self._laatste is None:
            raise forms.ValidationError("Er zijn nog geen gegevens.")
        if dag > self._laatste:
            raise forms.ValidationError(f"De gegevens gaan tot en met {self._laatste:%d-%m-%Y}.")
        return dag


class SchaalForm(forms.Form):
    """What the page on scale is asked."""

    functie = forms.CharField(required=False, max_length=30)
    norm = forms.IntegerField(
        label="Norm: cliënten per jaar", required=False, min_value=1, max_value=5000,
        help_text="Hoeveel kinderen een aanbieder per jaar nodig heeft.",
    )  # fmt: skip
    zekerheid = forms.IntegerField(label="Hoe zeker (procent)", required=False, min_value=50, max_value=99)
    inwoners = forms.IntegerField(
        label="Reken ook met een gebied van zoveel inwoners", required=False, min_value=1000,
        max_value=100_000_000,
    )  # fmt: skip


class CohortForm(forms.Form):
    """Which ages the page on a cohort is asked."""

    van = forms.IntegerField(required=False, min_value=0, max_value=120)
    tot = forms.IntegerField(required=False, min_value=0, max_value=120)
