"""Kill -9 in every step of a payment run: the ledger holds after each, and everything is paid once (F3, F10).

The control commits every statement by itself: the same kills must then leave a ledger that does not hold.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

VULLER, KIND = (Path(__file__).with_name(naam) for naam in ("betaalkind.py", "betaaldood.py"))


def dood(tmp_path: Path, *, keer: int, kapot: bool = False) -> dict[str, Any]:
    """Let so many be killed, with a database of their own."""
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'b.sqlite3'}",
        "STELSEL_VAR": str(tmp_path / "var"),
        "STELSEL_KILLS": str(keer),
        "STELSEL_KAPOT": str(int(kapot)),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    subprocess.run(
        [sys.executable, str(VULLER), "vul"], env=env | {"STELSEL_KAPOT": "0"}, check=True, timeout=120
    )
    klaar = subprocess.run(
        [sys.executable, str(KIND)], env=env, check=True, timeout=120, capture_output=True, text=True
    )
    uitkomst: dict[str, Any] = json.loads(klaar.stdout)
    return uitkomst


@pytest.mark.traag
def test_killed_in_every_step_the_ledger_holds(tmp_path: Path) -> None:
    uitkomst = dood(tmp_path, keer=48)

    assert uitkomst == {"gedood": 48, "klachten": [], "betaald": 76_800, "netto_bij_bank": 76_800}


@pytest.mark.traag
def test_control_without_transactions_is_caught(tmp_path: Path) -> None:
    uitkomst = dood(tmp_path, keer=24, kapot=True)

    assert uitkomst["klachten"], "de controle vindt een half uitgevoerde stap niet"
