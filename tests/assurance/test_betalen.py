"""Double click, two workers, replay: nothing is ever paid twice, on both databases (F4 for payments, F9).

The control has no transactions, no locks and no constraint: the same processes must then pay too much.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.assurance.gevuld import Gevuld, open_gevuld

KIND = Path(__file__).with_name("betaalkind.py")
GOED = {"betaald": 76_800, "in_bestanden": 76_800, "dubbele_kenmerken": 0, "zelf_goedgekeurd": 0}


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Gevuld]]:
    """The filled database of a kind, with proposals to be paid."""
    with open_gevuld(tmp_path_factory.mktemp, lambda env: run_kind("vul", env)) as get_gevuld:
        yield get_gevuld


def run_kind(opdracht: str, env: dict[str, str]) -> Any:
    """What the child says."""
    klaar = subprocess.run(
        [sys.executable, str(KIND), opdracht],
        env=env,
        check=True,
        timeout=180,
        capture_output=True,
        text=True,
    )
    return json.loads(klaar.stdout or "null")


def betaal(gevuld: Gevuld, *, processen: int, kapot: bool = False) -> dict[str, Any]:
    """Let the processes loose, and tell what was paid."""
    aantallen = {"STELSEL_PROCESSEN": str(processen), "STELSEL_KAPOT": str(int(kapot))}
    uitkomst: dict[str, Any] = run_kind("betaal", gevuld.get_env() | aantallen)
    return uitkomst


@pytest.mark.traag
@pytest.mark.parametrize("processen", [2, 12])
def test_nothing_is_paid_twice_on_sqlite(
    tmp_path: Path, gevuld: Callable[[str], Gevuld], processen: int
) -> None:
    assert betaal(gevuld("sqlite").copy(tmp_path), processen=processen) == GOED


@pytest.mark.traag
@pytest.mark.postgres
def test_nothing_is_paid_twice_on_postgresql(tmp_path: Path, gevuld: Callable[[str], Gevuld]) -> None:
    assert betaal(gevuld("postgres").copy(tmp_path), processen=12) == GOED


@pytest.mark.traag
def test_control_without_locks_pays_too_much(tmp_path: Path, gevuld: Callable[[str], Gevuld]) -> None:
    uitkomst = betaal(gevuld("sqlite").copy(tmp_path), processen=12, kapot=True)

    assert uitkomst["in_bestanden"] > GOED["in_bestanden"], "de controle vindt dubbel betalen niet"
