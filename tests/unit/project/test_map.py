"""The folder with database, messages and lake."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_only_the_own_account_looks_into_the_folder_with_persons(tmp_path: Path) -> None:
    env = os.environ | {"STELSEL_VAR": str(tmp_path / "ergens" / "var")}

    subprocess.run([sys.executable, "-c", "import stelsel.project.settings"], env=env, check=True)

    assert oct((tmp_path / "ergens" / "var").stat().st_mode)[-3:] == "700"


def test_processes_that_start_together_share_one_secret(tmp_path: Path) -> None:
    env = os.environ | {"STELSEL_VAR": str(tmp_path / "var")}
    env.pop("STELSEL_GEHEIM", None)
    lees = [sys.executable, "-c", "import stelsel.project.settings as s; print(s.SECRET_KEY)"]

    samen = [subprocess.Popen(lees, env=env, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    geheimen = {proces.communicate()[0].strip() for proces in samen}

    bestand = tmp_path / "var" / "geheim" / "django"
    assert geheimen == {bestand.read_text()}
    assert len(bestand.read_text()) == 64
    assert oct(bestand.stat().st_mode)[-3:] == "600"
    assert sorted(pad.name for pad in bestand.parent.iterdir()) == ["django", "pseudoniem"]


def test_only_this_machine_is_a_host_by_default(tmp_path: Path) -> None:
    env = os.environ | {"STELSEL_VAR": str(tmp_path / "var")}
    env.pop("STELSEL_HOSTS", None)
    lees = [sys.executable, "-c", "import stelsel.project.settings as s; print(*s.ALLOWED_HOSTS)"]

    klaar = subprocess.run(lees, env=env, check=True, capture_output=True, text=True)

    assert klaar.stdout.split() == ["127.0.0.1", "localhost", "[::1]"]
