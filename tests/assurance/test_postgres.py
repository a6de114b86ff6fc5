"""The contexts and the stories once more, on a real PostgreSQL server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.postgres import postgres_server

KEUZE = "not browser and not postgres"
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.postgres
@pytest.mark.traag
def test_apps_and_story_on_postgresql() -> None:
    with postgres_server() as uri:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "tests/apps", "tests/story", "-m", KEUZE],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": uri},
            capture_output=True,
            text=True,
            check=False,
        )

    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert " passed" in run.stdout
