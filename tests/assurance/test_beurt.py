"""On SQLite two workers never read the same message, and a worker that dies gives its turn back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from tests.assurance.test_kill import ROOT

#: Prints which of two messages is judged: while a child has the turn of the first, and after its death.
#: STELSEL_KAPOT=1: nobody looks at turns.
KIND = """
    import os, signal, sys, time
    import django
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    call_command("migrate", verbosity=0, interactive=False)
    from tests.factories.wereld import NU, VANDAAG, create_wereld
    from stelsel.apps.berichtenverkeer import actions
    from stelsel.apps.berichtenverkeer.actions import beurt
    create_wereld()
    een, twee = (
        actions.register_inkomend_bericht(bestandsnaam=f"{n}.xml", inhoud=b"geen bericht", now=NU).pk
        for n in (1, 2)
    )
    connection.close()
    lees, schrijf = os.pipe()
    kind = os.fork()
    if kind == 0:
        with beurt.open_beurt(een) as is_beurt:
            os.write(schrijf, b"j" if is_beurt else b"n")
            time.sleep(60)
    assert os.read(lees, 1) == b"j"
    if os.environ.get("STELSEL_KAPOT") == "1":
        beurt.fcntl.lockf = lambda *_: None
    gekozen = [actions.check_volgend_bericht(today=VANDAAG, now=NU).pk]
    bezet = actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=een)
    os.kill(kind, signal.SIGKILL)
    os.waitpid(kind, 0)
    los = actions.check_volgend_bericht(today=VANDAAG, now=NU)
    nummers = {een: "een", twee: "twee"}
    print(nummers[gekozen[0]], bezet and nummers[bezet.pk], los and nummers[los.pk])
"""


def run_kind(tmp_path: Path, kapot: str) -> list[str]:
    klaar = subprocess.run(
        [sys.executable, "-c", dedent(KIND)],
        env=os.environ
        | {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'beurt.sqlite3'}",
            "STELSEL_VAR": str(tmp_path / "var"),
            "STELSEL_KAPOT": kapot,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        },
        check=True,
        timeout=120,
        capture_output=True,
        text=True,
    )
    return klaar.stdout.split()


@pytest.mark.traag
def test_a_message_in_hand_is_passed_over_and_comes_back_when_its_worker_dies(tmp_path: Path) -> None:
    assert run_kind(tmp_path, "") == ["twee", "None", "een"]


@pytest.mark.traag
def test_control_without_turns_the_same_message_is_taken(tmp_path: Path) -> None:
    assert run_kind(tmp_path, "1")[0] == "een"
