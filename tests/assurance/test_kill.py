"""Kill -9 of the message worker at random moments: nothing lost, answered twice or paid twice (F3).

The control is a worker without transactions: the same kills must leave traces that the sums below see.
SIGKILL proves atomicity; surviving a power cut is the database's synchronous setting and the disk.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.postgres import postgres_server

KIND = Path(__file__).with_name("kind.py")
ZAAD = os.environ.get("STELSEL_ZAAD", "20260316")
KILLS = int(os.environ.get("STELSEL_KILLS", "200"))
AANTAL = 250
ROOT = Path(__file__).resolve().parents[2]
SQLITE = pytest.param("sqlite", id="sqlite")
POSTGRES = pytest.param("postgres", id="postgres", marks=pytest.mark.postgres)

#: Each must give 0 when no message was lost or done twice.
SOMMEN = {
    "wachtend": "select count(*) from berichtenverkeer_inkomendbericht where status = 'ontvangen'",
    "niet verwerkt": "select count(*) from berichtenverkeer_inkomendbericht where status <> 'verwerkt'",
    "verwerkt zonder antwoord": """select count(*) from berichtenverkeer_inkomendbericht
        where status = 'verwerkt' and antwoord_id is null""",
    "antwoord zonder vraag": """select count(*) from berichtenverkeer_uitgaandbericht u where not exists
        (select 1 from berichtenverkeer_inkomendbericht i where i.antwoord_id = u.id)""",
    "start te veel of te weinig": "select abs(count(*) - :aantal) from toegang_startmelding",
    "declaratie te veel of te weinig": "select abs(count(*) - :aantal) from declaraties_declaratie",
    "betaling te veel of te weinig": "select abs(count(*) - :aantal) from declaraties_betaalvoorstel",
    "cent te veel of te weinig": "select abs(coalesce(sum(bedrag), 0) - :aantal * 64000)"
    " from declaraties_betaalvoorstel",
    "gebeurtenis te veel of te weinig": """select abs(count(*) - 2 * :aantal) from journal_gebeurtenis
        where soort = 'bericht_verwerkt'""",
}


@contextmanager
def open_databank(soort: str, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database: a file, or a server of its own."""
    if soort == "sqlite":
        yield f"sqlite:///{tmp_path / 'kill.sqlite3'}"
        return
    with postgres_server() as uri:
        yield uri


def create_omgeving(adres: str, tmp_path: Path, *, aantal: int = AANTAL) -> dict[str, str]:
    """The environment of a child with a database of its own, filled."""
    env = os.environ | {
        "DATABASE_URL": adres,
        "STELSEL_VAR": str(tmp_path / "var"),
        "STELSEL_AANTAL": str(aantal),
        "STELSEL_ZAAD": ZAAD,
        "STELSEL_KILLS": str(KILLS),
        "STELSEL_VANDAAG": "2026-03-16",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
    }
    run_kind("vul", env)
    return env


def run_kind(opdracht: str, env: dict[str, str]) -> str:
    """What the child says."""
    klaar = subprocess.run(
        [sys.executable, str(KIND), opdracht],
        env=env,
        check=True,
        timeout=600,
        capture_output=True,
        text=True,
    )
    return klaar.stdout


def vraag(env: dict[str, str], sql: str) -> list[tuple[Any, ...]]:
    """Rows, read past the product."""
    adres = env["DATABASE_URL"]
    if not adres.startswith("sqlite"):
        with psycopg.connect(adres) as server:
            return server.execute(sql).fetchall()  # type: ignore[arg-type]  # a text from this file
    with closing(sqlite3.connect(adres.removeprefix("sqlite:///"))) as bestand:
        assert bestand.execute("pragma integrity_check").fetchone() == ("ok",)
        return bestand.execute(sql).fetchall()


def get_sommen(env: dict[str, str]) -> dict[str, int]:
    """What is out of order, by name."""
    aantal = env["STELSEL_AANTAL"]
    return {naam: int(vraag(env, sql.replace(":aantal", aantal))[0][0]) for naam, sql in SOMMEN.items()}


def list_klachten(env: dict[str, str]) -> list[str]:
    """What the product itself says of its chain and its ledger; nothing when they are in order."""
    klachten = []
    for controle in ("journaal", "grootboek"):
        klaar = subprocess.run(
            [sys.executable, "-m", "stelsel.cli.hoofd", controle, "controleer"],
            env=env, check=False, timeout=120, capture_output=True, text=True,
        )  # fmt: skip
        if klaar.returncode:
            klachten.append(f"{controle}: {klaar.stdout[-500:]}{klaar.stderr[-500:]}")
    return klachten


@pytest.mark.traag
@pytest.mark.parametrize("soort", [SQLITE, POSTGRES])
def test_killed_worker_loses_nothing_and_does_nothing_twice(tmp_path: Path, soort: str) -> None:
    with open_databank(soort, tmp_path) as adres:
        env = create_omgeving(adres, tmp_path)

        gedood = int(run_kind("dood", env))

        assert get_sommen(env) == dict.fromkeys(SOMMEN, 0), f"zaad {ZAAD}"
        assert list_klachten(env) == []
    assert gedood >= KILLS // 2, "te weinig kills raakten een werkende worker"


@pytest.mark.traag
def test_control_without_transactions_is_caught(tmp_path: Path) -> None:
    with open_databank("sqlite", tmp_path) as adres:
        env = create_omgeving(adres, tmp_path, aantal=40) | {"STELSEL_KAPOT": "1", "STELSEL_KILLS": "40"}

        run_kind("dood", env)

        assert sum(get_sommen(env).values()) > 0, "de controle vindt een kapotte worker niet"


@pytest.mark.traag
@pytest.mark.parametrize(
    ("tussen", "gedood", "statussen", "alarmen"),
    [
        # The first to die came to it in the middle of a round, and is not counted; the control dies too fast.
        ("10", 4, ["vastgelopen", "onleesbaar"], ['{"reden": "werker gestopt"}', '{"reden": "onleesbaar"}']),
        ("0.1", 6, ["ontvangen", "ontvangen"], []),
    ],
)
def test_message_that_kills_the_worker_is_set_aside_and_the_next_goes_on(
    tmp_path: Path, tussen: str, gedood: int, statussen: list[str], alarmen: list[str]
) -> None:
    adres = f"sqlite:///{tmp_path / 'kill.sqlite3'}"
    env = create_omgeving(adres, tmp_path, aantal=2) | {"STELSEL_TUSSEN": tussen}

    uit = run_kind("sterf", env)

    rijen = vraag(env, "select status from berichtenverkeer_inkomendbericht order by id")
    data = vraag(env, "select data from journal_gebeurtenis where soort = 'berichtalarm'")
    assert int(uit) == gedood
    assert [status for [status] in rijen] == ["verwerkt"] * 4 + statussen
    assert [alarm for [alarm] in data] == alarmen
