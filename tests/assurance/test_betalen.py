"""Double click, two workers, replay: nothing is ever paid twice, on both databases (F4 for payments, F9).

The control has no transactions, no locks and no constraint: the same processes must then pay too much.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.postgres import postgres_server

KIND = Path(__file__).with_name("betaalkind.py")
GOED = {"betaald": 76_800, "in_bestanden": 76_800, "dubbele_kenmerken": 0, "zelf_goedgekeurd": 0}


def betaal(adres: str, tmp_path: Path, *, processen: int, kapot: bool = False) -> dict[str, Any]:
    """Fill a database, let the processes loose, and tell what was paid."""
    env = os.environ | {
        "DATABASE_URL": adres,
        "STELSEL_VAR": str(tmp_path / "var"),
        "STELSEL_PROCESSEN": str(processen),
        "STELSEL_KAPOT": str(int(kapot)),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    subprocess.run([sys.executable, str(KIND), "vul"], env=env, check=True, timeout=120)
    klaar = subprocess.run(
        [sys.executable, str(KIND), "betaal"],
        env=env,
        check=True,
        timeout=180,
        capture_output=True,
        text=True,
    )
    uitkomst: dict[str, Any] = json.loads(klaar.stdout)
    return uitkomst


@pytest.mark.traag
@pytest.mark.parametrize("processen", [2, 12])
def test_nothing_is_paid_twice_on_sqlite(tmp_path: Path, processen: int) -> None:
    assert betaal(f"sqlite:///{tmp_path / 'b.sqlite3'}", tmp_path, processen=processen) == GOED


@pytest.mark.traag
@pytest.mark.postgres
def test_nothing_is_paid_twice_on_postgresql(tmp_path: Path) -> None:
    with postgres_server() as adres:
        assert betaal(adres, tmp_path, processen=12) == GOED


@pytest.mark.traag
def test_control_without_locks_pays_too_much(tmp_path: Path) -> None:
    uitkomst = betaal(f"sqlite:///{tmp_path / 'b.sqlite3'}", tmp_path, processen=12, kapot=True)

    assert uitkomst["in_bestanden"] > GOED["in_bestanden"], "de controle vindt dubbel betalen niet"
