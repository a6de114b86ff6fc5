"""The same cases on PostgreSQL: other keys into the statement, COPY instead of executemany."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.postgres import postgres_server

HIER = Path(__file__).parent
GEVALLEN = (
    "test_actions.py",
    "../../spec/test_scenarios.py::test_scenarios_of_the_reference_get_their_answer",
    "test_omvang.py",
    "test_betaalrun.py",
    "test_grootboek_controle.py",
)


@pytest.mark.postgres
@pytest.mark.traag
def test_judging_on_postgres() -> None:
    with postgres_server() as adres:
        uitkomst = subprocess.run(
            [sys.executable, "-m", "pytest", *(str(HIER / naam) for naam in GEVALLEN)],
            env={**os.environ, "DATABASE_URL": adres},
            cwd=HIER.parents[2],
            capture_output=True,
            text=True,
        )

    assert uitkomst.returncode == 0, uitkomst.stdout[-3000:]
    assert " passed" in uitkomst.stdout
