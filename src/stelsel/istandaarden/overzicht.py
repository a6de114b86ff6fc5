"""Which function holds which rule: for the coverage page, and for the test that holds it to the catalogue.

A rule of level 3 or 4 begins its docstring with its official code; rules over claim lines are registered.
"""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from stelsel.istandaarden.beoordeling import check_kop, check_prestaties
from stelsel.istandaarden.beoordeling.regels import PRESTATIEREGELS
from stelsel.istandaarden.beoordeling.sommen import check_sommen
from stelsel.istandaarden.regels import aanvraag, declaratieantwoord, kop, levering, toewijzing, uitvoering
from stelsel.istandaarden.regels.registratie import list_groepregels, list_regels, list_tabelregels
from stelsel.istandaarden.release import HUIDIG

_DOSSIERREGELS = (aanvraag, declaratieantwoord, kop, levering, toewijzing)
#: Importing a theme fills the register of level 2.
THEMAS = uitvoering.THEMAS
_CODE = re.compile(r"(TR\d{3})\b")
#: Rules on a claim that are no column over its lines: on the Declaratie, on the Client, and the sums.
_DECLARATIEREGELS: dict[str, Callable[..., Any]] = {
    "TR304": check_prestaties,
    "TR318": check_kop,
    "TR322": check_sommen,
    "TR333": check_kop,
    "TR369": check_sommen,
}


def list_functies(release: str = HUIDIG) -> dict[str, list[str]]:
    """Per official code the functions that hold it, as "regels/levering.py: start_bekend"."""
    functies: dict[str, list[str]] = defaultdict(list)
    for code, functie in (*_list_inhoud(release), *_list_dossier(), *_DECLARATIEREGELS.items()):
        bestand = functie.__module__.removeprefix("stelsel.istandaarden.").replace(".", "/")
        functies[code].append(f"{bestand}.py: {functie.__name__}")
    return {code: list(dict.fromkeys(namen)) for code, namen in sorted(functies.items())}


def _list_inhoud(release: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The rules of level 2."""
    for regel in (*list_regels(release), *list_groepregels(release), *list_tabelregels(release)):
        yield regel.code, regel.functie


def _list_dossier() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The rules of level 3 and 4."""
    for module in _DOSSIERREGELS:
        for _, functie in inspect.getmembers(module, inspect.isfunction):
            gevonden = _CODE.match(inspect.getdoc(functie) or "")
            if gevonden and functie.__module__ == module.__name__:
                yield gevonden.group(1), functie
    for code, regel in PRESTATIEREGELS.items():
        yield code, regel.maak
