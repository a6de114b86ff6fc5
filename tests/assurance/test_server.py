"""F3: the database server itself goes down at once, again and again, under a worker that is at work.

What was committed stays, nothing is done twice, and the worker goes on by itself when the server is back.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.assurance.test_kill import ZAAD, create_omgeving, get_sommen, list_klachten, vraag
from tests.postgres import open_postgres, restart_hard

KEREN = int(os.environ.get("STELSEL_SERVERKILLS", "5"))
AANTAL, GEDULD = 100, 90.0
VERWERKT = "select count(*) from berichtenverkeer_inkomendbericht where status = 'verwerkt'"
OPEN = "select count(*) from berichtenverkeer_inkomendbericht where status = 'ontvangen'"


def wacht(env: dict[str, str], sql: str, tot: Any) -> int:
    """The count once it is as wished, or as it is when patience is over."""
    einde = time.monotonic() + GEDULD
    while True:
        aantal = int(vraag(env, sql)[0][0])
        if tot(aantal) or time.monotonic() > einde:
            return aantal
        time.sleep(0.05)


@pytest.mark.postgres
@pytest.mark.traag
def test_a_server_that_crashes_loses_nothing_and_the_worker_goes_on(tmp_path: Path) -> None:
    keuze, voor, na = random.Random(ZAAD), [], []
    with open_postgres() as server:
        env = create_omgeving(server.get_uri(), tmp_path, aantal=AANTAL)
        opdracht = [sys.executable, "-m", "stelsel.cli.hoofd", "serve", "--alleen", "werker"]
        with subprocess.Popen(opdracht, env=env, stderr=subprocess.PIPE, text=True) as werker:
            try:
                for _ in range(KEREN):
                    begin = int(vraag(env, VERWERKT)[0][0])
                    wacht(env, VERWERKT, lambda aantal, begin=begin: aantal > begin)
                    time.sleep(keuze.uniform(0, 0.3))
                    voor.append(int(vraag(env, VERWERKT)[0][0]))
                    restart_hard(server)
                    na.append(int(vraag(env, VERWERKT)[0][0]))
                over = wacht(env, OPEN, lambda aantal: aantal == 0)
            finally:
                werker.terminate()
                _, gemeld = werker.communicate(timeout=30)

        assert over == 0, gemeld[-2000:]
        assert get_sommen(env) == dict.fromkeys(get_sommen(env), 0), f"zaad {ZAAD}"
        assert list_klachten(env) == []
    assert [eerst <= later for eerst, later in zip(voor, na, strict=True)] == [True] * KEREN
    assert na[-1] < 2 * AANTAL, "de server viel pas toen alles al klaar was"
    assert gemeld.count("nieuwe poging") >= 1, "geen enkele kill raakte de worker"
