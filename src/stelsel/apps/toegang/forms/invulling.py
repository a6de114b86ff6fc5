"""How help is done, and its phases, as they are typed: a few rows, the empty ones left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from stelsel.domein.profielen.catalogus import FUNCTIES
from stelsel.domein.toegang.invulling import Activiteitregel
from stelsel.kern.volume import MINUTEN_PER_UUR

from ..actions import Fasewens
from ..models import Fase, Invulling
from .velden import create_datumveld, create_tekstveld

REGELS, FASEN = 5, 4
_WEEKUREN = 168
#: Hours are typed with two decimals, which brings every whole minute back.
_HONDERDSTE = Decimal("0.01")


def _als_uren(minuten: int) -> Decimal:
    return (Decimal(minuten) / MINUTEN_PER_UUR).quantize(_HONDERDSTE)


def _create_urenveld(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        localize=True,
        min_value=_HONDERDSTE,
        max_value=_WEEKUREN,
        decimal_places=2,
    )


class InvullingForm(forms.Form):
    """Activities with who does them and how many hours a week, the planning, and why."""

    vanaf = create_datumveld("Vanaf welke dag?")
    planning = create_tekstveld(
        "Planning", required=False, help_text="Bijvoorbeeld: dinsdag en vrijdag thuis, na de zomer op school."
    )
    reden = create_tekstveld("Waarom vult u de hulp anders in?")

    def __init__(self, *args: Any, huidig: Invulling | None, vanaf: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vanaf"].initial = vanaf
        rijen = huidig.activiteiten if huidig else []
        for plek in range(REGELS):
            rij = rijen[plek] if plek < len(rijen) else {}
            uren = _als_uren(rij["minuten"]) if rij else None
            self.fields[f"naam_{plek}"] = forms.CharField(
                label="Wat doet u?", max_length=80, required=False, initial=rij.get("naam", "")
            )
            self.fields[f"functie_{plek}"] = forms.ChoiceField(
                label="Wie doet het?",
                choices=[("", "Kies"), *((f, f) for f in FUNCTIES)],
                required=False,
                initial=rij.get("functie", ""),
            )
            self.fields[f"uren_{plek}"] = _create_urenveld("Uren per week")
            self.fields[f"uren_{plek}"].initial = uren
        if huidig is not None:
            self.fields["planning"].initial = huidig.planning

    def groepen(self) -> Iterator[list[forms.BoundField]]:
        """The three fields of every row."""
        for plek in range(REGELS):
            yield [self[f"{deel}_{plek}"] for deel in ("naam", "functie", "uren")]

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty."""
        data = super().clean() or {}
        for plek in range(REGELS):
            delen = [data.get(f"{deel}_{plek}") for deel in ("naam", "functie", "uren")]
            if any(delen) and not all(delen) and not self.errors:
                self.add_error(f"naam_{plek}", f"Vul bij activiteit {plek + 1} alle drie de velden in.")
        return data

    def list_regels(self) -> list[Activiteitregel]:
        """The clean rows."""
        data = self.cleaned_data
        return [
            Activiteitregel(
                data[f"naam_{plek}"],
                data[f"functie_{plek}"],
                round(data[f"uren_{plek}"] * MINUTEN_PER_UUR),
            )
            for plek in range(REGELS)
            if data[f"naam_{plek}"]
        ]


class FasenForm(forms.Form):
    """Phases: from and to which day, how many hours a week, and a few words."""

    def __init__(self, *args: Any, fasen: list[Fase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for plek in range(FASEN):
            fase = fasen[plek] if plek < len(fasen) else None
            uren = _als_uren(fase.minuten_per_week) if fase else None
            velden: dict[str, forms.Field] = {
                "vanaf": create_datumveld("Van", required=False),
                "tot": create_datumveld("Tot en met", required=False),
                "uren": _create_urenveld("Uren per week"),
                "toelichting": forms.CharField(label="Waarom zo?", max_length=200, required=False),
            }
            begin = {"uren": uren} | {
                deel: getattr(fase, deel) for deel in ("vanaf", "tot", "toelichting") if fase
            }
            for deel, veld in velden.items():
                veld.initial = begin.get(deel)
                self.fields[f"{deel}_{plek}"] = veld

    def groepen(self) -> Iterator[list[forms.BoundField]]:
        """The four fields of every phase."""
        for plek in range(FASEN):
            yield [self[f"{deel}_{plek}"] for deel in ("vanaf", "tot", "uren", "toelichting")]

    def clean(self) -> dict[str, Any]:
        """A phase is whole or empty; words may lack."""
        data = super().clean() or {}
        for plek in range(FASEN):
            delen = [data.get(f"{deel}_{plek}") for deel in ("vanaf", "tot", "uren")]
            if any(delen) and not all(delen) and not self.errors:
                self.add_error(f"vanaf_{plek}", f"Vul bij fase {plek + 1} de dagen en de uren in.")
        return data

    def list_fasen(self) -> list[Fasewens]:
        """The clean phases."""
        data = self.cleaned_data
        return [
            Fasewens(
                data[f"vanaf_{plek}"],
                data[f"tot_{plek}"],
                round(data[f"uren_{plek}"] * MINUTEN_PER_UUR),
                data[f"toelichting_{plek}"],
            )
            for plek in range(FASEN)
            if data[f"vanaf_{plek}"]
        ]
