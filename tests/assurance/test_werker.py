"""F3: the worker waits for what it needs (a folder, a disk, a database) and goes on by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.assurance.test_serve import GEDULD


@pytest.fixture
def werker(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A worker whose post folder cannot be made: a file stands in its place."""
    (tmp_path / "post").write_text("in de weg")
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 's.sqlite3'}",
        "STELSEL_VAR": str(tmp_path / "var"),
        "STELSEL_POST": str(tmp_path / "post"),
        "DJANGO_SETTINGS_MODULE": "stelsel.project.settings",
    }
    opdracht = [sys.executable, "-m", "stelsel.cli.hoofd", "serve", "--alleen", "werker"]
    proces = subprocess.Popen(opdracht, env=env, stderr=subprocess.PIPE, text=True)
    yield proces
    if proces.poll() is None:
        proces.kill()
    proces.communicate()


@pytest.mark.traag
def test_worker_waits_for_its_folder_and_goes_on(werker: subprocess.Popen[str], tmp_path: Path) -> None:
    assert werker.stderr is not None
    regels = iter(werker.stderr.readline, "")
    melding = next((regel for regel in regels if "nieuwe poging" in regel), "de werker stopte")

    (tmp_path / "post").unlink()
    (tmp_path / "post" / "in").mkdir(parents=True)
    (tmp_path / "post" / "in" / "a.xml").write_bytes(b"geen bericht")
    einde = time.monotonic() + GEDULD
    while (tmp_path / "post" / "in" / "a.xml").exists() and time.monotonic() < einde:
        time.sleep(0.2)
    werker.send_signal(signal.SIGTERM)

    assert melding == "werker: NotADirectoryError, nieuwe poging over 5 s\n"
    assert list((tmp_path / "post" / "in").glob("*.xml")) == []
    assert werker.wait(GEDULD) == 0
