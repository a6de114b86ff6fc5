"""Filling in a rule for A, B and C, the figures of segment A, and what the page is asked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from stelsel.apps.basis.queries import list_gemeenten
from stelsel.domein.marktschets.indelingsregel import (
    COMPLEX,
    SEGMENTEN,
    Bekostiging,
    Eenheid,
    Grenssoort,
    Indelingsregel,
    Maat,
    RegelFout,
    Verwerving,
    parse_regel,
)

from ..models import VrijToegankelijk
from ..queries import Versie, Vraag

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

PROCENT = CENTEN = 100
EERSTE_JAAR = 2015
_EENHEDEN = ((Eenheid.CLIENTJAAR, "Cliënten per jaar"), (Eenheid.TRAJECT, "Trajecten (hele duur)"))
_MATEN = ((Maat.KOSTEN, "Kosten"), (Maat.UREN, "Uren hulp"), (Maat.MAANDEN, "Maanden met hulp"))
_GRENZEN = (
    (Grenssoort.DEEL, "Een deel van het geheel (in procenten)"),
    (Grenssoort.BEDRAG, "Een vaste grens per cliënt (euro, uren of maanden)"),
)
_TEKENS = {
    "modules_vanaf": "Vanaf zoveel producten in één maand",
    "aanbieders_vanaf": "Vanaf zoveel aanbieders in één maand",
    "gebieden_vanaf": "Vanaf zoveel soorten hulp (productcategorieën) in één maand",
    "huisgenoten_vanaf": "Vanaf zoveel mensen met hulp in het huishouden",
}


class RegelForm(forms.Form):
    """A rule, field by field; clean, `regel` is what is kept."""

    naam = forms.CharField(label="Naam van deze versie", max_length=80)
    waarom = forms.CharField(
        label="Waarom deze versie?", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    vanaf = forms.DateField(label="Geldt vanaf", widget=forms.DateInput(attrs={"type": "date"}))
    eenheid = forms.ChoiceField(label="Wat delen wij in?", choices=_EENHEDEN, widget=forms.RadioSelect)
    maat = forms.ChoiceField(label="Waar trekken wij de grens op?", choices=_MATEN, widget=forms.RadioSelect)
    grenssoort = forms.ChoiceField(label="Soort grens", choices=_GRENZEN, widget=forms.RadioSelect)
    waarde = forms.DecimalField(
        label="De grens", help_text="Bijvoorbeeld 50 (procent) of 20000 (euro).", min_value=0, max_digits=12
    )
    geen_module = forms.CharField(
        label="Productcategorieën die niet als module tellen",
        help_text="Bijvoorbeeld vervoer: 08. Meer dan één met een komma ertussen.",
        required=False,
        max_length=100,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam, label in _TEKENS.items():
            self.fields[naam] = forms.IntegerField(
                label=label, required=False, min_value=2, max_value=20, help_text="Leeg: telt niet mee."
            )
        for segment in SEGMENTEN:
            self.fields[f"definitie_{segment}"] = forms.CharField(
                label=f"Wat is segment {segment}?", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"bekostiging_{segment}"] = forms.ChoiceField(
                label=f"Bekostiging van {segment}", choices=[(b.value, b.value) for b in Bekostiging]
            )
            self.fields[f"verwerving_{segment}"] = forms.ChoiceField(
                label=f"Verwerving van {segment}", choices=[(v.value, v.value) for v in Verwerving]
            )

    def list_groepen(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by subject, in the order of the page."""
        groepen = {
            "De versie": ("naam", "waarom", "vanaf"),
            "De grens": ("eenheid", "maat", "grenssoort", "waarde"),
            "Kenmerken van een complexe vraag": (*_TEKENS, "geen_module"),
        }
        for segment in SEGMENTEN:
            groepen[f"Segment {segment}"] = tuple(
                f"{veld}_{segment}" for veld in ("definitie", "bekostiging", "verwerving")
            )
        return [(kop, [self[naam] for naam in namen]) for kop, namen in groepen.items()]

    def clean(self) -> dict[str, Any]:
        """The rule, checked as a whole."""
        data = super().clean() or {}
        if not self.errors:
            try:
                data["regel"] = parse_regel(_als_regeldata(data))
            except RegelFout as fout:
                raise forms.ValidationError(str(fout)) from None
        return data


def _als_regeldata(data: dict[str, Any]) -> dict[str, Any]:
    """The fields in the shape of `parse_regel`: percentages as fractions, euros as cents."""
    waarde = float(data["waarde"])
    if data["grenssoort"] == Grenssoort.DEEL:
        waarde /= PROCENT
    elif data["maat"] == Maat.KOSTEN:
        waarde = round(waarde * CENTEN)
    return {
        "naam": data["naam"],
        "vanaf": data["vanaf"],
        "waarom": data["waarom"],
        "eenheid": data["eenheid"],
        "maat": data["maat"],
        "grens": {"soort": data["grenssoort"], "waarde": waarde},
        "complex": {naam: data[naam] for naam in COMPLEX if data.get(naam)},
        "geen_module": [code for code in re.split(r"[\s,;]+", data["geen_module"]) if code],
        "segment": {
            segment: {veld: data[f"{veld}_{segment}"] for veld in ("definitie", "bekostiging", "verwerving")}
            for segment in SEGMENTEN
        },
    }


def create_begin(versie: Versie, *, today: date) -> dict[str, Any]:
    """What the form starts with: an existing version, as people write it."""
    regel: Indelingsregel = versie.regel
    waarde = regel.grens.waarde
    if regel.grens.soort is Grenssoort.DEEL:
        waarde *= PROCENT
    elif regel.maat is Maat.KOSTEN:
        waarde /= CENTEN
    begin: dict[str, Any] = {
        "naam": regel.naam,
        "vanaf": today.isoformat(),
        "eenheid": regel.eenheid.value,
        "maat": regel.maat.value,
        "grenssoort": regel.grens.soort.value,
        "waarde": f"{waarde:g}" if waarde < PROCENT else round(waarde),
        "geen_module": ", ".join(regel.geen_module),
        **regel.complex,
    }
    for segment, tekst in regel.segmenten.items():
        begin |= {
            f"definitie_{segment}": tekst.definitie,
            f"bekostiging_{segment}": tekst.bekostiging.value,
            f"verwerving_{segment}": tekst.verwerving.value,
        }
    return begin


class VrijToegankelijkForm(forms.Form):
    """Segment A of one gemeente, year and domain; `bedrag` clean is in cents."""

    gemeente = forms.ChoiceField(label="Gemeente")
    jaar = forms.IntegerField(label="Jaar", min_value=EERSTE_JAAR)
    domein = forms.ChoiceField(label="Domein", choices=VrijToegankelijk.Domein.choices)
    clienten = forms.IntegerField(label="Hoeveel mensen kregen hulp?", min_value=0, max_value=10_000_000)
    bedrag = forms.DecimalField(
        label="Kosten in euro", min_value=0, max_digits=12, decimal_places=2, localize=False
    )
    bron = forms.CharField(
        label="Waar komt dit cijfer vandaan?",
        help_text="Bijvoorbeeld: jaarverslag wijkteam 2025, bladzijde 12.",
        max_length=200,
    )

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gemeenten = {g.code: g for g in list_gemeenten(user)}
        self.fields["gemeente"] = forms.ChoiceField(
            label="Gemeente", choices=[(code, g.naam) for code, g in self._gemeenten.items()]
        )
        self._laatste_jaar = today.year

    def clean_jaar(self) -> int:
        """Not of a year to come."""
        jaar: int = self.cleaned_data["jaar"]
        if jaar > self._laatste_jaar:
            raise forms.ValidationError("Dit jaar is nog niet begonnen.")
        return jaar

    def clean(self) -> dict[str, Any]:
        """The gemeente itself, and cents."""
        data = super().clean() or {}
        if not self.errors:
            data |= {
                "gemeente": self._gemeenten[data["gemeente"]],
                "bedrag": int(data["bedrag"] * CENTEN),
            }
        return data


class VraagForm(forms.Form):
    """What the page is asked, from its address; what cannot be read is as if not asked."""

    jaar = forms.IntegerField(required=False)
    gemeente = forms.CharField(required=False, max_length=4)
    domein = forms.CharField(required=False, max_length=12)
    versie = forms.CharField(required=False, max_length=20)
    met = forms.CharField(required=False, max_length=20)
    c_naar_b = forms.DecimalField(required=False, min_value=0, max_value=PROCENT)
    b_naar_a = forms.DecimalField(required=False, min_value=0, max_value=PROCENT)
    wie = forms.ChoiceField(required=False, choices=[("grens", ""), ("iedereen", "")])

    def create_vraag(self) -> Vraag:
        """The readable part of the question."""
        self.is_valid()
        data = self.cleaned_data
        c_naar_b, b_naar_a = data.get("c_naar_b"), data.get("b_naar_a")
        return Vraag(
            jaar=data.get("jaar"),
            gemeente=data.get("gemeente", ""),
            domein=data.get("domein", ""),
            versie=data.get("versie", ""),
            met=data.get("met", ""),
            c_naar_b=Vraag.c_naar_b if c_naar_b is None else float(c_naar_b) / PROCENT,
            b_naar_a=Vraag.b_naar_a if b_naar_a is None else float(b_naar_a) / PROCENT,
            bij_grens=data.get("wie") != "iedereen",
        )
