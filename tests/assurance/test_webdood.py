"""Kill -9 of the website at every write of a form: nothing is half done, and the same form sent again, as a
browser does, has its effect once (F3, F4).

The control commits every statement by itself: the same kills must then leave something half done.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KIND = Path(__file__).with_name("webdood.py")
#: What one act adds to each table.
AANLEVERING = {
    "berichtenverkeer_aanlevering": 1,
    "berichtenverkeer_aanleverbestand": 3,
    "berichtenverkeer_inkomendbericht": 2,
    "journal_ongezegeld": 2,
    "web_eenmaligesleutel": 1,
}
BESLUIT = {
    "nummers": 2,
    "journal_gebeurtenis": 2,
    "journal_ongezegeld": 2,
    "toegang_besluit": 1,
    "toegang_herijking": 1,
    "toegang_hoofdverantwoordelijke": 1,
    "toegang_toewijzing": 1,
    "web_eenmaligesleutel": 1,
}


@pytest.fixture(scope="module")
def wereld(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled database, to be copied."""
    map_ = tmp_path_factory.mktemp("web")
    run_kind(map_, "vul")
    return map_


def run_kind(map_: Path, opdracht: str, *, kapot: bool = False) -> str:
    """What the child prints, at work in this folder."""
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{map_ / 'w.sqlite3'}",
        "STELSEL_VAR": str(map_ / "var"),
        "STELSEL_KAPOT": str(int(kapot)),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    return subprocess.run(
        [sys.executable, str(KIND), opdracht],
        env=env, check=True, timeout=120, capture_output=True, text=True,
    ).stdout  # fmt: skip


def dood(wereld: Path, tmp_path: Path, soort: str, *, kapot: bool = False) -> dict[str, Any]:
    """What was counted, in a database of its own."""
    shutil.copytree(wereld, tmp_path / "w")
    uitkomst: dict[str, Any] = json.loads(run_kind(tmp_path / "w", soort, kapot=kapot))
    return uitkomst


@pytest.mark.traag
@pytest.mark.parametrize(("soort", "effect"), [("aanleveren", AANLEVERING), ("besluiten", BESLUIT)])
def test_a_killed_website_leaves_nothing_half_done_and_the_same_form_acts_once(
    wereld: Path, tmp_path: Path, soort: str, effect: dict[str, int]
) -> None:
    uit = dood(wereld, tmp_path, soort)

    assert (uit["half"], uit["anders"]) == ([], [])
    assert uit["effecten"] == [effect] * (uit["gedood"] + 1)
    assert uit["gedood"] > 5, "te weinig kills raakten een schrijvende website"


@pytest.mark.traag
def test_control_without_transactions_is_caught(wereld: Path, tmp_path: Path) -> None:
    uit = dood(wereld, tmp_path, "aanleveren", kapot=True)

    assert uit["half"], "de controle vindt een half uitgevoerde daad niet"
