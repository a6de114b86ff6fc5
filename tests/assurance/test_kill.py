"""Kill -9 of the message worker at random moments: nothing lost, answered twice or paid twice (F3).

The control is a worker without transactions: the same kills must leave traces that the sums below see.
SIGKILL proves atomicity; surviving a power cut is the database's synchronous setting and the disk.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

KIND = Path(__file__).with_name("kind.py")
ZAAD = os.environ.get("STELSEL_ZAAD", "20260316")
KILLS = int(os.environ.get("STELSEL_KILLS", "40"))
AANTAL = 150

#: Each must give 0 when no message was lost or done twice.
SOMMEN = {
    "wachtend": "select count(*) from berichtenverkeer_inkomendbericht where status = 'ontvangen'",
    "niet verwerkt": "select count(*) from berichtenverkeer_inkomendbericht where status <> 'verwerkt'",
    "verwerkt zonder antwoord": """select count(*) from berichtenverkeer_inkomendbericht
        where status = 'verwerkt' and antwoord_id is null""",
    "antwoord zonder vraag": """select count(*) from berichtenverkeer_uitgaandbericht u where not exists
        (select 1 from berichtenverkeer_inkomendbericht i where i.antwoord_id = u.id)""",
    "start te veel of te weinig": f"select abs(count(*) - {AANTAL}) from toegang_startmelding",
    "declaratie te veel of te weinig": f"select abs(count(*) - {AANTAL}) from declaraties_declaratie",
    "betaling te veel of te weinig": f"select abs(count(*) - {AANTAL}) from declaraties_betaalvoorstel",
    "cent te veel of te weinig": f"select abs(coalesce(sum(bedrag), 0) - {AANTAL} * 64000)"
    " from declaraties_betaalvoorstel",
    "gebeurtenis te veel of te weinig": f"""select abs(count(*) - {2 * AANTAL}) from journal_gebeurtenis
        where soort = 'bericht_verwerkt'""",
}


def create_omgeving(tmp_path: Path, *, kapot: bool, aantal: int = AANTAL) -> dict[str, str]:
    """The environment of a child with a database file of its own, filled."""
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'kill.sqlite3'}",
        "STELSEL_VAR": str(tmp_path / "var"),
        "STELSEL_AANTAL": str(aantal),
        "STELSEL_ZAAD": ZAAD,
        "STELSEL_KILLS": str(KILLS),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    subprocess.run([sys.executable, str(KIND), "vul"], env=env, check=True, timeout=120)
    return env | {"STELSEL_KAPOT": "1"} if kapot else env


def dood_herhaaldelijk(env: dict[str, str]) -> int:
    """Kill workers again and again, then let one finish. Returns how many were killed while they worked."""
    klaar = subprocess.run(
        [sys.executable, str(KIND), "dood"], env=env, check=True, timeout=600, capture_output=True, text=True
    )
    return int(klaar.stdout)


def get_sommen(tmp_path: Path) -> dict[str, int]:
    """What is out of order, by name."""
    with sqlite3.connect(tmp_path / "kill.sqlite3") as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        return {naam: db.execute(vraag).fetchone()[0] for naam, vraag in SOMMEN.items()}


@pytest.mark.traag
def test_killed_worker_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    env = create_omgeving(tmp_path, kapot=False)

    gedood = dood_herhaaldelijk(env)

    assert get_sommen(tmp_path) == dict.fromkeys(SOMMEN, 0), f"zaad {ZAAD}"
    assert gedood >= KILLS // 2, "te weinig kills raakten een werkende worker"


@pytest.mark.traag
def test_control_without_transactions_is_caught(tmp_path: Path) -> None:
    env = create_omgeving(tmp_path, kapot=True)

    dood_herhaaldelijk(env)

    assert sum(get_sommen(tmp_path).values()) > 0, "de controle vindt een kapotte worker niet"


@pytest.mark.traag
@pytest.mark.parametrize(
    ("tussen", "gedood", "statussen", "alarmen"),
    [
        # The first to die came to it in the middle of a round, and is not counted; the control dies too fast.
        ("10", 4, ["vastgelopen", "onleesbaar"], ['{"reden": "werker gestopt"}']),
        ("0.1", 6, ["ontvangen", "ontvangen"], []),
    ],
)
def test_message_that_kills_the_worker_is_set_aside_and_the_next_goes_on(
    tmp_path: Path, tussen: str, gedood: int, statussen: list[str], alarmen: list[str]
) -> None:
    env = create_omgeving(tmp_path, kapot=False, aantal=2) | {"STELSEL_TUSSEN": tussen}

    klaar = subprocess.run(
        [sys.executable, str(KIND), "sterf"], env=env, check=True, timeout=120, capture_output=True, text=True
    )

    with sqlite3.connect(tmp_path / "kill.sqlite3") as db:
        rijen = db.execute("select status from berichtenverkeer_inkomendbericht order by id").fetchall()
        data = db.execute("select data from journal_gebeurtenis where soort = 'berichtalarm'").fetchall()
    assert int(klaar.stdout) == gedood
    assert [status for [status] in rijen] == ["verwerkt"] * 4 + statussen
    assert [alarm for [alarm] in data] == alarmen
