"""Run scenarios, each in a store of its own: a database in memory, emptied by rolling back."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from .lezen import OnleesbaarScenario, Scenario

_TIJDZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Uitkomst:
    """What came of one scenario. `antwoord` None: there was no answer, and `uitleg` says why."""

    id: str
    antwoord: dict[str, Any] | None
    gelijk: bool
    verwacht: Any = None
    uitleg: list[str] = field(default_factory=list)


def start_geheugen() -> None:
    """Set the application up on an empty database in memory; the configured one is never touched."""
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stelsel.project.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def check_scenario(scenario: Scenario) -> Uitkomst:
    """Put the prior state there, let the message come in, compare the answer, and undo everything.

    Raises OnleesbaarScenario when the scenario contradicts the standard or itself, or holds something else
    than belongs there: one such case does not stop the others."""
    from django.db import transaction

    with transaction.atomic():
        try:
            return _check(scenario)
        except OnleesbaarScenario:
            raise
        except Exception as fout:
            raise OnleesbaarScenario(
                f"scenario {scenario.id} is niet na te spelen ({type(fout).__name__}). "
                "Kijk of elk veld de vorm heeft uit docs/handleiding/scenario.md."
            ) from fout
        finally:
            transaction.set_rollback(True)


def _check(scenario: Scenario) -> Uitkomst:
    from stelsel.apps.berichtenverkeer.actions import check_volgend_bericht, register_inkomend_bericht
    from stelsel.istandaarden import parse_bericht

    from .antwoord import als_verwacht, is_gelijk
    from .bericht import write_inkomend
    from .toestand import Toestand

    now = datetime.combine(scenario.today, time(9), _TIJDZONE)
    inhoud = write_inkomend(scenario)
    Toestand(scenario, now).register()
    rij = register_inkomend_bericht(bestandsnaam=f"{scenario.id}.xml", inhoud=inhoud, now=now)
    klaar = check_volgend_bericht(today=scenario.today, now=now, sleutel=rij.pk)
    if klaar is None or klaar.antwoord is None:
        uitleg = [bevinding["uitleg"] for bevinding in klaar.bevindingen] if klaar else []
        return Uitkomst(scenario.id, None, gelijk=False, verwacht=scenario.antwoorden[0], uitleg=uitleg)
    regels = sum(len(client.get("Prestatie", [])) for client in scenario.inkomend.get("Client", []))
    antwoord = als_verwacht(parse_bericht(bytes(klaar.antwoord.inhoud)), regels=regels)
    return Uitkomst(
        scenario.id,
        antwoord,
        gelijk=any(is_gelijk(antwoord, verwacht) for verwacht in scenario.antwoorden),
        verwacht=scenario.antwoorden[0],
        uitleg=[f"{b['regel']}: {b['uitleg']}" for b in klaar.bevindingen],
    )


__all__ = ["OnleesbaarScenario", "Uitkomst", "check_scenario", "start_geheugen"]
