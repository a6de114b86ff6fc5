"""What is compared, and the name under which a comparison is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from stelsel.domein.bekostiging.criteria import get_criteria

from ..models import Vergelijking
from ..queries import Keuze, get_gewichten

#: Prices and budgets as a percentage of the history, and weights, within these.
PROCENTEN, GEWICHTEN = (50, 150), (0, 5)


class KeuzeForm(forms.Form):
    """A year, a domain, percentages and weights; what is left out or wrong in an address is as usual."""

    jaar = forms.TypedChoiceField(label="Jaar", coerce=int)
    domein = forms.ChoiceField(label="Domein", choices=Vergelijking.Domein.choices)
    prijsdeel = forms.IntegerField(
        label="Prijs per profiel (output), % van het gemiddelde",
        min_value=PROCENTEN[0],
        max_value=PROCENTEN[1],
    )
    taakdeel = forms.IntegerField(
        label="Taakbudget, % van wat nu wordt betaald", min_value=PROCENTEN[0], max_value=PROCENTEN[1]
    )

    def __init__(self, data: Mapping[str, Any], *, jaren: tuple[int, ...], jaar: int) -> None:
        """`data`: an address or a post; `jaar`: the usual year."""
        begin = {"jaar": jaar, "domein": "jeugd", "prijsdeel": 100, "taakdeel": 100}
        begin |= {f"gewicht_{code}": gewicht for code, gewicht in get_gewichten().items()}
        super().__init__({**begin, **{naam: data[naam] for naam in data}})
        self._begin = begin
        keuzes = [(j, str(j)) for j in jaren]
        self.fields["jaar"] = forms.TypedChoiceField(label="Jaar", coerce=int, choices=keuzes)
        for code, criterium in get_criteria().items():
            self.fields[f"gewicht_{code}"] = forms.IntegerField(
                label=criterium.naam, min_value=GEWICHTEN[0], max_value=GEWICHTEN[1]
            )

    def get_keuze(self) -> Keuze:
        """The choice, with the usual value for a field that is wrong."""
        return Keuze(**{naam: self._get(naam) for naam in ("jaar", "domein", "prijsdeel", "taakdeel")})

    def get_gewichten(self) -> dict[str, int]:
        """The weight of each criterion."""
        return {code: self._get(f"gewicht_{code}") for code in get_criteria()}

    def list_gewone(self) -> list[BoundField]:
        """The fields of what is compared."""
        return [self[naam] for naam in ("jaar", "domein", "prijsdeel", "taakdeel")]

    def list_gewichten(self) -> Iterator[BoundField]:
        """The fields of the weights."""
        return (self[f"gewicht_{code}"] for code in get_criteria())

    def list_verborgen(self) -> list[tuple[str, Any]]:
        """Every choice as name and value, to send along with another form."""
        return [(naam, self._get(naam)) for naam in self._begin]

    def _get(self, naam: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(naam, self._begin[naam])


class BewaarForm(forms.Form):
    """Under which name, and why."""

    naam = forms.CharField(label="Naam van dit scenario", max_length=80)
    toelichting = forms.CharField(
        label="Waarom dit scenario?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
