"""What resultaten shows elsewhere: goals to measure, outcomes beside the choice of an aanbieder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.toegang.models import Toewijzing
from stelsel.apps.toegang.queries.herijkingen import Resultaten, register_resultaatbron
from stelsel.apps.web.panels import (
    Rij,
    Tabel,
    Tabelbron,
    Verwijzing,
    Werklijst,
    Werkvoorraad,
    register_tabel,
    register_verwijzing,
    register_werklijst,
)

from . import queries
from .permissions import ROLLEN, Handeling, get_norm_voor

PER_LIJST = 5


def register() -> None:
    """Add the work list and the links of this context."""
    register_resultaatbron(list_eindscores)
    meters = frozenset(str(rol) for rol in ROLLEN[Handeling.METEN])
    lezers = frozenset(str(rol) for rol in ROLLEN[Handeling.UITKOMSTEN_LEZEN])
    register_werklijst(
        Werklijst("Doelen die u kunt meten", meters, list_werk, "Alle doelen zijn op tijd gemeten.")
    )
    register_tabel(Tabelbron("aanbieder", lezers - {Rol.AANBIEDER.value}, get_tabel))
    register_verwijzing(
        Verwijzing(
            soort="toewijzing",
            naam="Meet de doelen",
            rollen=meters,
            get_adres=lambda sleutel: reverse("resultaten:toewijzing", args=[int(sleutel)]),
        )
    )
    register_verwijzing(
        Verwijzing(
            soort="aanbieder",
            naam="Bekijk de resultaten",
            rollen=lezers - {Rol.AANBIEDER.value},
            get_adres=lambda sleutel: reverse("resultaten:aanbieder", args=[sleutel]),
        )
    )


def list_eindscores(toewijzing_ids: Sequence[int]) -> Resultaten:
    """Per allocation the day of the last measurement at the end, and the scores of the goals that were
    measured then: what access looks at to see whether other help is needed. A score is 0 when it was to be
    expected, so that expected decline calls for no other help."""
    return queries.list_eindscores(toewijzing_ids)


def get_tabel(user: Any, sleutel: str, *, today: date) -> Tabel | None:
    """Goals reached at one aanbieder, for those laws with enough clients."""
    norm = get_norm_voor(user, today=today)
    rijen = tuple(
        (
            uitkomst.wet_naam,
            f"{einde.behaald} van {einde.gemeten} doelen bereikt",
            f"tussen {einde.tussen[0] * 100:.0f} en {einde.tussen[1] * 100:.0f} %",
            str(einde.clienten),
        )
        for uitkomst in queries.list_uitkomsten(norm=norm, today=today, agb=sleutel)
        if (einde := uitkomst.beeld.einde) is not None
    )
    kolommen = ("Wet", "Resultaat", "Ligt met 95 % zekerheid", "Cliënten")
    return Tabel("Resultaten", kolommen, rijen) if rijen else None


def list_werk(user: Any, today: date) -> Werkvoorraad:
    """Allocations with a measurement due."""
    te_meten = queries.list_te_meten(user, today=today)
    return Werkvoorraad(
        aantal=te_meten.count(),
        rijen=tuple(_als_rij(rij) for rij in te_meten[:PER_LIJST]),
        adres=reverse("toegang:toewijzingen"),
    )


def _als_rij(rij: Toewijzing) -> Rij:
    return Rij(
        titel=f"{rij.client.volledige_naam}, {rij.aanbieder.naam}",
        adres=reverse("resultaten:toewijzing", args=[rij.pk]),
        uitleg="meet de doelen, begonnen op",
        datum=rij.startdatum,  # type: ignore[attr-defined]  # annotated by list_te_meten
        client_nummer=rij.client.nummer,
    )
