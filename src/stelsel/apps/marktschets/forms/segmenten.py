"""Making a list of segments, deciding on it, and entering segments that are not paid per client."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from stelsel.apps.basis.queries import list_gemeenten
from stelsel.domein.marktschets.gebiedskenmerken import list_gebiedskenmerken
from stelsel.domein.marktschets.segmenten import (
    Doelsegment,
    LijstOngeldig,
    Segmentenlijst,
    Telling,
    parse_segmentenlijst,
)

from ..queries import DOMEIN_NAAM

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_TELLING_NAAM = {
    Telling.CLIENTEN: "Cliënten, uit declaraties",
    Telling.PLEKKEN: "Plekken in groepen, zelf ingevuld",
    Telling.WERKGEVERS: "Werkgevers, zelf ingevuld",
}
MEESTE_SEGMENTEN = 40
_CODES = "Codes met een komma ertussen. Leeg: telt niet mee."
_DATUM = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LijstForm(forms.Form):
    """What holds for the whole list."""

    waarom = forms.CharField(
        label="Waarom deze lijst?", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    vanaf = forms.DateField(label="Geldt vanaf", widget=_DATUM)
    niet_tellend = forms.CharField(
        label="Productcategorieën die een vraag niet complex maken", required=False,
        help_text="Zoals vervoer en hulpmiddelen. " + _CODES,
    )  # fmt: skip
    complex_vanaf = forms.IntegerField(
        label="Complex vanaf zoveel tekens", min_value=1, max_value=4,
        help_text="Tekens zijn: meer producten, meer aanbieders, meer soorten hulp, meer mensen met hulp "
        "in het "
        "huishouden.",
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_vanaf(self) -> date:
        """Not before last year: a figure that was shown keeps the list by which it was made."""
        vanaf: date = self.cleaned_data["vanaf"]
        if vanaf < self._today - timedelta(days=366):
            raise forms.ValidationError("Kies een dag van hoogstens een jaar geleden.")
        return vanaf

    def clean_niet_tellend(self) -> list[str]:
        """The codes."""
        return _list_codes(self.cleaned_data["niet_tellend"])


class SegmentForm(forms.Form):
    """One segment of the list; the place decides who is tried first."""

    plaats = forms.IntegerField(label="Plaats in de lijst", min_value=1, max_value=999)
    code = forms.CharField(label="Code", max_length=20, help_text="Zoals wmo-1a of jeugd-4.")
    naam = forms.CharField(label="Naam", max_length=80)
    domein = forms.ChoiceField(label="Domein", choices=list(DOMEIN_NAAM.items()))
    telt = forms.ChoiceField(
        label="Wat telt u?", choices=[(t.value, naam) for t, naam in _TELLING_NAAM.items()]
    )
    doelgroep = forms.CharField(
        label="Wie horen erbij?", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    ontwikkeling = forms.CharField(
        label="Wat kan er beter?", required=False, help_text="Eén kans per regel.",
        widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
    )  # fmt: skip
    categorieen = forms.CharField(
        label="Heeft hulp in een van deze productcategorieën", required=False, help_text=_CODES
    )
    alleen = forms.CharField(label="En in geen andere dan deze", required=False, help_text=_CODES)
    leeftijd_vanaf = forms.IntegerField(label="Leeftijd vanaf", required=False, min_value=0, max_value=120)
    soorten_vanaf = forms.IntegerField(
        label="Zoveel soorten hulp of meer", required=False, min_value=1, max_value=20
    )
    maanden_vanaf = forms.FloatField(
        label="Zoveel maanden hulp of meer", required=False, min_value=0, max_value=600
    )
    tekens_vanaf = forms.IntegerField(
        label="Zoveel tekens van een complexe vraag of meer", required=False, min_value=1, max_value=4
    )
    deelvormen = forms.CharField(
        label="Deelvormen", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text="Eén per regel: naam, dubbele punt, en codes of het begin van productcodes. "
        "Zoals Dyslexie: 54D.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(k.code, k.naam) for k in list_gebiedskenmerken()]
        self.fields["prognose"] = forms.ChoiceField(
            label="Vooruitblik met", required=False, choices=[("", "Geen vooruitblik"), *keuzes]
        )

    def clean_deelvormen(self) -> list[dict[str, Any]]:
        """Name and codes of each line."""
        uit = []
        for regel in filter(None, map(str.strip, self.cleaned_data["deelvormen"].splitlines())):
            naam, _, codes = regel.partition(":")
            if not naam.strip() or not _list_codes(codes):
                raise forms.ValidationError(
                    f"'{regel[:60]}' is niet te lezen. Schrijf: naam, dubbele punt, codes."
                )
            uit.append({"naam": naam.strip(), "producten": _list_codes(codes)})
        return uit

    def als_data(self) -> dict[str, Any]:
        """What `parse_segmentenlijst` reads."""
        data = {k: w for k, w in self.cleaned_data.items() if k not in {"plaats", "deelvormen", "DELETE"}}
        return data | {
            "ontwikkeling": [r.strip() for r in data["ontwikkeling"].splitlines() if r.strip()],
            "categorieen": _list_codes(data["categorieen"]),
            "alleen": _list_codes(data["alleen"]),
            "deelvorm": self.cleaned_data["deelvormen"],
        }


SegmentFormset = forms.formset_factory(
    SegmentForm, extra=1, can_delete=True, max_num=MEESTE_SEGMENTEN, validate_max=True,
    absolute_max=MEESTE_SEGMENTEN + 5,
)  # fmt: skip


def create_lijst(kop: Mapping[str, Any], formset: forms.BaseFormSet) -> Segmentenlijst:
    """The list of valid forms, in the order of the places. Raises LijstOngeldig."""
    over = [f for f in formset.forms if f.cleaned_data.get("code") and not f.cleaned_data.get("DELETE")]
    if not over:
        raise LijstOngeldig("Een lijst heeft ten minste één segment.")
    over.sort(key=lambda form: form.cleaned_data["plaats"])
    return parse_segmentenlijst(
        {
            "versie": "voorstel",
            "niet_tellend": kop["niet_tellend"],
            "complex_vanaf": kop["complex_vanaf"],
            "segment": [form.als_data() for form in over],
        }
    )


def list_begin(lijst: Segmentenlijst) -> list[dict[str, Any]]:
    """Every segment of a list as the form shows it."""
    return [_als_begin(plek, segment) for plek, segment in enumerate(lijst.segmenten, 1)]


def _als_begin(plek: int, segment: Doelsegment) -> dict[str, Any]:
    data = segment.als_data()
    return data | {
        "plaats": 10 * plek,
        "ontwikkeling": "\n".join(segment.ontwikkeling),
        "categorieen": ", ".join(data["categorieen"]),
        "alleen": ", ".join(data["alleen"]),
        "deelvormen": "\n".join(f"{d.naam}: {', '.join(d.producten)}" for d in segment.deelvormen),
    }


def _list_codes(tekst: str) -> list[str]:
    return [code.upper() for code in re.split(r"[\s,;]+", tekst) if code]


class BesluitLijstForm(forms.Form):
    """Approve a proposal, or refuse it with a reason."""

    besluit = forms.ChoiceField(choices=[("vaststellen", ""), ("afwijzen", "")])
    reden = forms.CharField(required=False, max_length=500)


class OpgaveForm(forms.Form):
    """A segment that is not paid per client, in one gemeente and year."""

    field_order = ("segment", "gemeente")

    jaar = forms.IntegerField(label="Jaar", min_value=2000)
    aantal = forms.IntegerField(label="Plekken of werkgevers", min_value=0, max_value=1_000_000)
    groepen = forms.IntegerField(label="Groepen", required=False, min_value=0, max_value=100_000)
    bezet = forms.IntegerField(
        label="Plekken die gemiddeld bezet waren", required=False, min_value=0, max_value=1_000_000
    )
    geplaatst = forms.IntegerField(
        label="Mensen die aan het werk kwamen", required=False, min_value=0, max_value=1_000_000
    )
    behouden = forms.IntegerField(
        label="Van hen na een half jaar nog aan het werk", required=False, min_value=0, max_value=1_000_000
    )
    bedrag = forms.DecimalField(label="Kosten in euro's", min_value=0, max_digits=13, decimal_places=2)
    bron = forms.CharField(label="Waar komt dit vandaan?", max_length=200)

    def __init__(self, *args: Any, user: User, lijst: Segmentenlijst, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gemeenten = {g.code: g for g in list_gemeenten(user)}
        met = [s for s in lijst.segmenten if s.telt is not Telling.CLIENTEN]
        self.fields["gemeente"] = forms.ChoiceField(
            label="Gemeente", choices=[(g.code, g.naam) for g in self._gemeenten.values()]
        )
        self.fields["segment"] = forms.ChoiceField(
            label="Segment", choices=[(s.code, f"{s.code} {s.naam}") for s in met]
        )
        self.order_fields(self.field_order)
        self._today = today

    def clean(self) -> dict[str, Any]:
        """What the action asks."""
        data = super().clean() or {}
        if self.errors:
            return data
        if data["jaar"] > self._today.year:
            self.add_error("jaar", "Dit jaar moet nog beginnen.")
        for deel, heel in (("bezet", "aantal"), ("behouden", "geplaatst")):
            if data[deel] is not None and data[deel] > (data[heel] or 0):
                self.add_error(deel, "Dit kan niet meer zijn dan het geheel.")
        if self.errors:
            return data
        aantallen = {naam: data[naam] for naam in ("aantal", "groepen", "bezet", "geplaatst", "behouden")}
        return {
            "gemeente": self._gemeenten[data["gemeente"]], "jaar": data["jaar"], "segment": data["segment"],
            "aantallen": aantallen, "bedrag": int(data["bedrag"] * 100), "bron": data["bron"],
        }  # fmt: skip
