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
