"""Household plans, leads and tasks of the world, written straight to the tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.wereld import NU, VANDAAG

from stelsel.apps.toegang.models import (
    Client,
    Gezinsdoel,
    Gezinslid,
    Gezinsplan,
    Herijking,
    Hoofdverantwoordelijke,
    Planregie,
    Toewijzing,
    Uitzondering,
)

DOOR: dict[str, Any] = {"vastgelegd_by": "regisseur", "vastgelegd_at": NU}


def create_plan(client: Client, *, doel: str = "Thuis is het rustig.", **velden: Any) -> Gezinsplan:
    """A plan of one member with one goal; the local team keeps regie."""
    gegevens: dict[str, Any] = {
        "nummer": f"G-{1 + Gezinsplan.objects.count()}",
        "gemeente": client.gemeente,
        "huishouden": client.huishouden,
        "begindatum": date(2026, 1, 1),
        "gemaakt_by": "regisseur",
        "gemaakt_at": NU,
    }
    plan = Gezinsplan.objects.create(**(gegevens | velden))
    Gezinslid.objects.create(plan=plan, client=client, rol="ouder", vanaf=plan.begindatum, **DOOR)
    Gezinsdoel.objects.create(plan=plan, leefdomein="gezin", tekst=doel, gesteld_datum=plan.begindatum)
    Planregie.objects.create(
        plan=plan, soort="totaal", contactpersoon="Fenna Lokaal", vanaf=plan.begindatum, **DOOR
    )
    return plan


def create_hoofd(toewijzing: Toewijzing, **velden: Any) -> Hoofdverantwoordelijke:
    """The aanbieder of the allocation answers for it, with a name."""
    gegevens: dict[str, Any] = {
        "aanbieder": toewijzing.aanbieder,
        "contactpersoon": "Sam Zorgman",
        "vanaf": toewijzing.ingangsdatum,
    }
    return Hoofdverantwoordelijke.objects.create(toewijzing=toewijzing, **(gegevens | DOOR | velden))


def create_uitzondering(toewijzing: Toewijzing, **velden: Any) -> Uitzondering:
    """A second one that waits for somebody else than who asked."""
    gegevens: dict[str, Any] = {
        "aanbieder": toewijzing.aanbieder,
        "contactpersoon": "Kim Tweede",
        "reden": "Twee aanbieders behandelen samen.",
        "vanaf": VANDAAG,
        "tot": date(2026, 6, 30),
        "gevraagd_by": "collega",
        "gevraagd_persoon": "collega",
        "gevraagd_at": NU,
    }
    return Uitzondering.objects.create(toewijzing=toewijzing, **(gegevens | velden))


def create_herijking(toewijzing: Toewijzing, **velden: Any) -> Herijking:
    """An open task because the help ends soon."""
    gegevens: dict[str, Any] = {
        "sleutel": f"{toewijzing.pk}:einde:proef",
        "regel": "einde",
        "versie": "1",
        "feit": "De laatste dag van de hulp is 31-12-2026.",
        "ontstaan_datum": VANDAAG,
        "uiterste_datum": date(2026, 4, 13),
    }
    return Herijking.objects.create(toewijzing=toewijzing, **(gegevens | velden))


def create_gezin(toewijzing: Toewijzing, letter: str) -> tuple[str, ...]:
    """A plan of the client, a named lead, an exception and a task; the word of its own of each."""
    doel, reden, feit = f"Kanariegezinsdoel{letter}", f"Kanarieuitzondering{letter}", f"Kanariefeit{letter}"
    create_plan(toewijzing.client, doel=doel)
    create_hoofd(toewijzing)
    create_uitzondering(toewijzing, reden=reden)
    create_herijking(toewijzing, feit=feit)
    return doel, reden, feit
