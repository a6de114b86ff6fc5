"""Reading in a book of tarieven, and indexing one to another year."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.bekostiging.indexatie import Methode
from stelsel.domein.bekostiging.tarievenboek import (
    EIGEN,
    Indexstap,
    TarievenboekFout,
    create_eigen_stap,
    list_indexstappen,
)
from stelsel.lake.intake.bladrijen import MEESTE_BYTES
from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.tarieven import read_tarieven

from .. import queries
from ..actions import Boekkop, check_boek
from ..models import Kostprijsberekening, Tarievenboek

EERSTE_JAAR, LAATSTE_JAAR = 2015, 2100
#: The classes of supplier for whom a gemeente sets a share of the tarief in kind.
PGB_KLASSEN = {"instelling": "instelling", "zelfstandige": "zelfstandige", "netwerk": "eigen netwerk"}
VOLGENS_JAAR = "jaar"
METHODEN = (
    (VOLGENS_JAAR, "Zoals voor dat jaar is afgesproken"),
    (Methode.RATIO.value, "Nacalculatie als verhouding"),
    (Methode.VERSCHIL.value, "Nacalculatie als verschil"),
    (EIGEN, "Een eigen percentage"),
)


class _Kopvelden(forms.Form):
    """A name, and why."""

    naam = forms.CharField(label="Naam van dit boek", max_length=80)
    toelichting = forms.CharField(
        label="Waarom deze versie?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class _Kostprijsveld(forms.ModelChoiceField):
    """A choice of cost prices, each by number and name."""

    def label_from_instance(self, obj: Kostprijsberekening) -> str:
        return f"{obj.nummer}: {obj.naam}"


class BoekForm(_Kopvelden):
    """A file with what belongs to it; clean, `regels` and `kop` are what is kept."""

    wet = forms.ChoiceField(label="Wet", choices=WET_KEUZES, widget=forms.RadioSelect)
    prijspeil = forms.IntegerField(
        label="Van welk jaar zijn de prijzen?", min_value=EERSTE_JAAR, max_value=LAATSTE_JAAR
    )
    bestand = forms.FileField(
        label="CSV- of Excelbestand",
        help_text="Kolommen: code, tarief, eenheid, vanaf. Mag erbij: tot, functie.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.txt"}),
    )
    kostprijs = _Kostprijsveld(
        label="Kostprijs als bodem",
        queryset=Kostprijsberekening.objects.none(),
        required=False,
        empty_label="Geen, wij toetsen niet",
        help_text="Een tarief met een functie vergelijken wij met de kostprijs van die functie.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """`user`: whose cost prices can be chosen."""
        user = kwargs.pop("user")
        super().__init__(*args, **kwargs)
        kostprijs = self.fields["kostprijs"]
        kostprijs.queryset = queries.list_bodems(user)  # type: ignore[attr-defined]  # a ModelChoiceField
        for klasse, naam in PGB_KLASSEN.items():
            self.fields[f"pgb_{klasse}"] = forms.DecimalField(
                label=f"Pgb voor {naam}, % van het tarief",
                required=False,
                min_value=0,
                max_value=100,
                decimal_places=2,
            )

    def clean(self) -> dict[str, Any]:
        """The lines, read and checked; every sentence of a fault becomes one above the form."""
        data = super().clean() or {}
        if self.errors:
            return data
        if data["bestand"].size > MEESTE_BYTES:
            raise forms.ValidationError("Dit bestand is te groot (meer dan 5 MB).")
        try:
            regels = read_tarieven(data["bestand"].read())
            check_boek(regels, wet=data["wet"], kostprijs=data["kostprijs"])
        except (IntakeFout, TarievenboekFout) as fout:
            raise forms.ValidationError(str(fout).splitlines()) from None
        pgb = {k: str(data[f"pgb_{k}"]) for k in PGB_KLASSEN if data[f"pgb_{k}"] is not None}
        kop = Boekkop(
            pgb=pgb,
            bestand=data["bestand"].name[:200],
            **{n: data[n] for n in ("naam", "toelichting", "wet", "prijspeil", "kostprijs")},
        )
        return data | {"regels": regels, "kop": kop}


class IndexeerForm(_Kopvelden):
    """To which year and how; clean, `stappen` are the years with their index."""

    naar = forms.IntegerField(label="Naar de prijzen van", min_value=EERSTE_JAAR, max_value=LAATSTE_JAAR)
    methode = forms.ChoiceField(label="Methode", choices=METHODEN, widget=forms.RadioSelect)
    procent = forms.DecimalField(
        label="Eigen percentage",
        required=False,
        min_value=Decimal(-20),
        max_value=Decimal(50),
        decimal_places=2,
    )
    bron = forms.CharField(label="Waar komt dit percentage vandaan?", required=False, max_length=200)

    def __init__(self, *args: Any, boek: Tarievenboek, **kwargs: Any) -> None:
        begin = {"naar": boek.prijspeil + 1, "methode": VOLGENS_JAAR, "naam": boek.naam}
        super().__init__(*args, **{"initial": begin, **kwargs})
        self._van = boek.prijspeil

    def clean(self) -> dict[str, Any]:
        """The index of each year."""
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            return data | {"stappen": self._list_stappen(data)}
        except TarievenboekFout as fout:
            raise forms.ValidationError(str(fout).splitlines()) from None

    def _list_stappen(self, data: dict[str, Any]) -> list[Indexstap]:
        if data["methode"] != EIGEN:
            methode = None if data["methode"] == VOLGENS_JAAR else Methode(data["methode"])
            return list_indexstappen(van=self._van, naar=data["naar"], methode=methode)
        if data["procent"] is None:
            raise TarievenboekFout("Vul het eigen percentage in.")
        procent = Fraction(data["procent"])
        return [create_eigen_stap(van=self._van, naar=data["naar"], procent=procent, bron=data["bron"])]
