"""Asking for a begroting, overruling one of its lines, and adding one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

from stelsel.apps.basis.queries import list_gemeenten
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.bekostiging.begroting import METHODE_NAAM, Methode

from ..actions.begroting import Regelwens
from ..models import Begrotingsregel, Tarievenboek
from ..queries.begroting import Begrotingskeuze
from ..queries.tarievenboek import list_tarievenboeken

CENTEN = 100
_EERSTE_JAAR, _LAATSTE_JAAR = 2015, 2100
_METHODEN = [(methode.value, METHODE_NAAM[methode]) for methode in Methode]


class _Boekveld(forms.ModelChoiceField):
    """A choice of books, each by number, name and status."""

    def label_from_instance(self, obj: Tarievenboek) -> str:
        return f"{obj.nummer}: {obj.naam} ({obj.get_status_display().lower()})"


class BegrotingForm(forms.Form):
    """What a proposal is made for, and from what."""

    gemeente = forms.ChoiceField(label="Gemeente")
    wet = forms.ChoiceField(label="Wet", choices=WET_KEUZES, widget=forms.RadioSelect)
    jaar = forms.IntegerField(label="Jaar", min_value=_EERSTE_JAAR, max_value=_LAATSTE_JAAR)
    methode = forms.ChoiceField(label="Hoeveel hulp verwacht u?", choices=_METHODEN, widget=forms.RadioSelect)
    boek = _Boekveld(
        label="Tarievenboek",
        queryset=Tarievenboek.objects.none(),
        required=False,
        empty_label="Geen, wat er gemiddeld is betaald",
        help_text="Voor een product dat niet in het boek staat, tellen wij wat er gemiddeld is betaald.",
    )
    prijsstijging = forms.DecimalField(
        localize=True,
        label="Prijsstijging per jaar, in procenten",
        help_text="Alleen voor prijzen uit de historie.",
        initial=0,
        min_value=Decimal(-20),
        max_value=Decimal(50),
        decimal_places=2,
    )
    toelichting = forms.CharField(
        label="Waarom deze versie?", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """`user`: whose gemeenten and books can be chosen."""
        user = kwargs.pop("user")
        super().__init__(*args, **kwargs)
        self._gemeenten = {g.code: g for g in list_gemeenten(user)}
        self.fields["gemeente"] = forms.ChoiceField(
            label="Gemeente", choices=[(code, g.naam) for code, g in self._gemeenten.items()]
        )
        self.fields["boek"].queryset = list_tarievenboeken(user)  # type: ignore[attr-defined]  # model choice

    def clean(self) -> dict[str, Any]:
        """The book is of the same law."""
        data = super().clean() or {}
        boek = data.get("boek")
        if boek is not None and boek.wet != data.get("wet"):
            self.add_error("boek", "Dit tarievenboek is van een andere wet.")
        elif boek is not None and boek.gemeente_id not in {None, data.get("gemeente")}:
            self.add_error("boek", "Dit tarievenboek is van een andere gemeente.")
        return data

    def get_keuze(self) -> Begrotingskeuze:
        """The choice, when clean."""
        data = self.cleaned_data
        return Begrotingskeuze(
            gemeente=self._gemeenten[data["gemeente"]],
            wet=data["wet"],
            jaar=data["jaar"],
            methode=Methode(data["methode"]),
            boek=data["boek"],
            prijsstijging=Fraction(data["prijsstijging"]),
        )


class RegelForm(forms.Form):
    """Another volume and tarief, or another amount where a line has no volume; always with a reason."""

    volume = forms.IntegerField(label="Aantal", min_value=0, max_value=10**12)
    tarief = forms.DecimalField(
        localize=True,
        label="Prijs per stuk, in euro",
        min_value=0,
        max_value=10**7,
        decimal_places=6,
        max_digits=14,
    )
    bedrag = forms.DecimalField(
        localize=True, label="Bedrag, in euro", min_value=-(10**9), max_value=10**9, decimal_places=2
    )
    reden = forms.CharField(label="Waarom wijkt u af?", max_length=300)

    def __init__(self, *args: Any, regel: Begrotingsregel, **kwargs: Any) -> None:
        begin: dict[str, Any] = {"reden": regel.reden}
        weg = ["bedrag"]
        if regel.volume is None:
            begin["bedrag"], weg = Decimal(regel.bedrag) / CENTEN, ["volume", "tarief"]
        else:
            begin |= {"volume": regel.volume, "tarief": (regel.tarief or Decimal(0)) / CENTEN}
        super().__init__(*args, **{"initial": begin, **kwargs})
        for naam in weg:
            del self.fields[naam]

    def get_wens(self) -> Regelwens:
        """What the line becomes, when clean."""
        data = self.cleaned_data
        tarief, bedrag = data.get("tarief"), data.get("bedrag")
        return Regelwens(
            reden=data["reden"],
            volume=data.get("volume"),
            tarief=None if tarief is None else tarief * CENTEN,
            bedrag=None if bedrag is None else int(bedrag * CENTEN),
        )


class EigenRegelForm(forms.Form):
    """An amount that the history does not know."""

    naam = forms.CharField(label="Waarvoor?", max_length=120)
    bedrag = forms.DecimalField(
        localize=True,
        label="Bedrag, in euro",
        help_text="Een besparing schrijft u met een min ervoor.",
        min_value=-(10**9),
        max_value=10**9,
        decimal_places=2,
    )
    reden = forms.CharField(label="Waar komt dit bedrag vandaan?", max_length=300)

    def get_velden(self) -> dict[str, Any]:
        """For the action, in cents, when clean."""
        data = self.cleaned_data
        return {"naam": data["naam"], "bedrag": int(data["bedrag"] * CENTEN), "reden": data["reden"]}
