"""Read a file of scenarios: JSON in, checked cases out, and one clear sentence for what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from stelsel.istandaarden import get_definitie
from stelsel.istandaarden.berichten import Berichtdefinitie
from stelsel.istandaarden.codelijsten import Familie

Gegevens = Mapping[str, Any]
FORMAAT = 1
_STANDAARDEN: dict[str, Familie] = {"ijw": "ijw", "iwmo": "iwmo"}
#: What a gemeente checks on receipt; of these a scenario tells the answer.
BERICHTEN = ("305", "307", "315", "317", "323")
_DEFAULTS = {"today", "Dagtekening", "Identificatie", "Gemeente", "Aanbieder", "client", "Verwijzer"} | {
    *("gemeenten", "contract")
}
_SCENARIO = {"id", "rule", "standard", "message", "kind", "inference", "title", "note", "today"} | {
    *("prior", "incoming", "expected", "or_expected")
}
_PRIOR = {"allocations", "clients", "starts", "stops", "requests", "answers", "declarations"} | {
    *("messages", "contract")
}


class OnleesbaarScenario(Exception):
    """A scenario, or a file of them, cannot be read; the text says what, where and what to do, in Dutch."""


@dataclass(frozen=True)
class Scenario:
    """One case. `defaults`: what holds for all cases in its file. `antwoorden`: every right answer."""

    id: str
    definitie: Berichtdefinitie
    today: date
    defaults: Gegevens
    prior: Gegevens
    inkomend: Gegevens
    antwoorden: tuple[Gegevens, ...]

    @property
    def gemeente(self) -> str:
        """The receiver, who has the prior state on file; the one of the defaults when the message goes to a
        code that the file does not know as a gemeente."""
        ontvanger = str(self.inkomend.get("header", {}).get("Ontvanger", ""))
        bekend = {str(gemeente["code"]) for gemeente in self.defaults.get("gemeenten", [])}
        return ontvanger if ontvanger in bekend else str(self.defaults["Gemeente"])

    @property
    def aanbieder(self) -> str:
        """Who the prior state belongs to unless an entry says otherwise."""
        return str(self.defaults["Aanbieder"])


def list_bestanden(pad: Path) -> list[Path]:
    """The file itself, or every .json in a folder, in name order. OnleesbaarScenario when there is none."""
    if pad.is_file():
        return [pad]
    if not pad.is_dir():
        raise OnleesbaarScenario(f"Dit bestand of deze map is er niet: {pad}.")
    bestanden = sorted(pad.glob("*.json"))
    if not bestanden:
        raise OnleesbaarScenario(f"In {pad} staat geen bestand met scenario's (.json).")
    return bestanden


def parse_bestand(pad: Path) -> list[Scenario | OnleesbaarScenario]:
    """The cases of one file in order; a case that cannot be read stands there as the reason why.

    Raises OnleesbaarScenario when the file as a whole cannot be read."""
    try:
        inhoud = json.loads(pad.read_text("utf-8-sig"))
    except json.JSONDecodeError as fout:
        raise OnleesbaarScenario(
            f"{pad}: dit is geen geldige JSON (regel {fout.lineno}, teken {fout.colno})."
        ) from fout
    except UnicodeDecodeError as fout:
        raise OnleesbaarScenario(f"{pad}: dit bestand is geen tekst in UTF-8.") from fout
    except OSError as fout:
        raise OnleesbaarScenario(f"{pad}: dit bestand is niet te openen.") from fout
    defaults = _check_bestand(pad, inhoud)
    return [_parse(pad, plek, gegevens, defaults) for plek, gegevens in enumerate(inhoud["scenarios"], 1)]


def _check_bestand(pad: Path, inhoud: Any) -> Gegevens:
    """The defaults; OnleesbaarScenario when the shape of the file is another one."""
    if not isinstance(inhoud, dict) or not isinstance(inhoud.get("scenarios"), list):
        raise OnleesbaarScenario(f"{pad}: de lijst 'scenarios' ontbreekt.")
    if inhoud.get("format", FORMAAT) != FORMAAT:
        raise OnleesbaarScenario(f"{pad}: format {inhoud['format']} is niet bekend; wij lezen {FORMAAT}.")
    defaults = inhoud.get("defaults")
    if not isinstance(defaults, dict):
        raise OnleesbaarScenario(f"{pad}: 'defaults' ontbreekt.")
    ontbreekt = sorted({"today", "Dagtekening", "Identificatie", "Gemeente", "Aanbieder"} - set(defaults))
    if ontbreekt:
        raise OnleesbaarScenario(f"{pad}: in 'defaults' ontbreekt {', '.join(ontbreekt)}.")
    _check_namen(defaults, _DEFAULTS, f"{pad}: 'defaults'")
    return defaults


def _parse(pad: Path, plek: int, gegevens: Any, defaults: Gegevens) -> Scenario | OnleesbaarScenario:
    naam = gegevens.get("id", f"nummer {plek}") if isinstance(gegevens, dict) else f"nummer {plek}"
    try:
        return _parse_scenario(gegevens, f"{pad}, scenario {naam}", defaults)
    except OnleesbaarScenario as fout:
        return fout


def _parse_scenario(gegevens: Any, plaats: str, defaults: Gegevens) -> Scenario:
    if not isinstance(gegevens, dict):
        raise OnleesbaarScenario(f"{plaats}: dit is geen scenario.")
    ontbreekt = sorted({"id", "standard", "message", "incoming", "expected"} - set(gegevens))
    if ontbreekt:
        raise OnleesbaarScenario(f"{plaats}: {', '.join(ontbreekt)} ontbreekt.")
    _check_namen(gegevens, _SCENARIO, plaats)
    _check_namen(gegevens.get("prior", {}), _PRIOR, f"{plaats}, 'prior'")
    familie, soort = _STANDAARDEN.get(gegevens["standard"]), str(gegevens["message"])
    if familie is None:
        raise OnleesbaarScenario(f"{plaats}: standard is 'ijw' of 'iwmo', niet '{gegevens['standard']}'.")
    if soort not in BERICHTEN:
        raise OnleesbaarScenario(f"{plaats}: message is {', '.join(BERICHTEN)}, niet '{soort}'.")
    _check_vorm(gegevens, plaats)
    return Scenario(
        id=str(gegevens["id"]),
        definitie=get_definitie(familie, soort),
        today=parse_dag(gegevens.get("today", defaults["today"]), plaats),
        defaults=defaults,
        prior=gegevens.get("prior", {}),
        inkomend=gegevens["incoming"],
        antwoorden=(gegevens["expected"], *gegevens.get("or_expected", [])),
    )


def _check_vorm(gegevens: Gegevens, plaats: str) -> None:
    """Refuse a message or an answer that is no collection of fields."""
    inkomend, verwacht = gegevens["incoming"], [gegevens["expected"], *gegevens.get("or_expected", [])]
    for naam, deel in (("incoming", inkomend), *(("expected", antwoord) for antwoord in verwacht)):
        if not isinstance(deel, dict):
            raise OnleesbaarScenario(f"{plaats}, '{naam}' moet een verzameling velden zijn.")
    if not isinstance(inkomend.get("header", {}), dict):
        raise OnleesbaarScenario(f"{plaats}, 'header' moet een verzameling velden zijn.")


def parse_dag(tekst: Any, plaats: str) -> date:
    """An ISO date; OnleesbaarScenario for anything else."""
    try:
        return date.fromisoformat(tekst)
    except (TypeError, ValueError):
        raise OnleesbaarScenario(f"{plaats}: '{tekst}' is geen datum. Schrijf hem als 2025-05-06.") from None


def _check_namen(gegevens: Any, bekend: set[str], plaats: str) -> None:
    if not isinstance(gegevens, dict):
        raise OnleesbaarScenario(f"{plaats} moet een verzameling velden zijn.")
    vreemd = sorted(set(gegevens) - bekend)
    if vreemd:
        raise OnleesbaarScenario(f"{plaats}: het veld {', '.join(vreemd)} kennen wij niet.")
