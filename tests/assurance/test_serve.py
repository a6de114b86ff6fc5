"""`stelsel serve`: web and worker together; a dead worker comes back; a stop signal ends all of it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

GEDULD = 60.0


@pytest.fixture
def poort() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.fixture
def serve(tmp_path: Path, poort: int) -> Iterator[subprocess.Popen[bytes]]:
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 's.sqlite3'}",
        "STELSEL_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "stelsel.project.settings",
        "PORT": str(poort),
    }
    proces = subprocess.Popen([sys.executable, "-m", "stelsel.cli.hoofd", "serve"], env=env)
    yield proces
    if proces.poll() is None:
        proces.kill()


def wacht_op_gezond(poort: int, *, gezond: bool) -> dict[str, bool]:
    """The answer of /gezond once it is as wished; the last one seen when it never is."""
    einde, antwoord = time.monotonic() + GEDULD, {}
    while time.monotonic() < einde:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{poort}/gezond", timeout=5) as stroom:
                antwoord = json.load(stroom)
        except urllib.error.HTTPError as fout:
            antwoord = json.load(fout)
        except OSError:
            antwoord = {}
        if antwoord.get("gezond") is gezond:
            break
        time.sleep(0.3)
    return antwoord


def get_kinderen(pid: int) -> dict[int, str]:
    """The processes that this one started, with their command line."""
    kinderen = {}
    for map_ in Path("/proc").glob("[0-9]*"):
        try:
            ouder = int((map_ / "stat").read_text().rpartition(")")[2].split()[1])
            if ouder == pid:
                kinderen[int(map_.name)] = (map_ / "cmdline").read_text()
        except (OSError, ValueError):
            continue
    return kinderen


@pytest.mark.traag
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="leest /proc")
def test_serve_lives_through_a_killed_worker_and_stops_when_told(
    serve: subprocess.Popen[bytes], poort: int
) -> None:
    assert wacht_op_gezond(poort, gezond=True) == {
        "gezond": True,
        "web": True,
        "database": True,
        "werker": True,
        "post": True,
    }
    [werker] = [pid for pid, regel in get_kinderen(serve.pid).items() if "werker" in regel]
    os.kill(werker, signal.SIGKILL)
    einde = time.monotonic() + GEDULD
    nieuw: list[int] = []
    while not nieuw and time.monotonic() < einde:
        time.sleep(0.2)
        nieuw = [p for p, regel in get_kinderen(serve.pid).items() if "werker" in regel and p != werker]
    assert len(nieuw) == 1

    kinderen = get_kinderen(serve.pid)
    serve.send_signal(signal.SIGTERM)
    assert serve.wait(timeout=GEDULD) == 0
    assert [pid for pid in kinderen if Path(f"/proc/{pid}").exists()] == []


#: Stands in front of the real command line: the worker dies at once, the website is left alone.
DODE_WERKER = """
import sys
if "--alleen" in sys.argv:
    sys.exit(3)
"""


@pytest.mark.traag
def test_website_stays_up_while_the_worker_keeps_dying(tmp_path: Path, poort: int) -> None:
    (tmp_path / "sitecustomize.py").write_text(DODE_WERKER)
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 's.sqlite3'}",
        "STELSEL_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "stelsel.project.settings",
        "PORT": str(poort),
        "PYTHONPATH": str(tmp_path),
    }
    opdracht = [sys.executable, "-m", "stelsel.cli.hoofd", "serve"]
    with subprocess.Popen(opdracht, env=env, stderr=subprocess.PIPE, text=True) as proces:
        try:
            assert proces.stderr is not None
            wachten = []
            while len(wachten) < 4:
                regel = proces.stderr.readline()
                assert regel, "serve is gestopt"
                if regel.startswith("De verwerking stopte"):
                    wachten.append(regel.split(" start over ")[1])
            antwoord = wacht_op_gezond(poort, gezond=False)
        finally:
            proces.terminate()

    assert wachten == ["1 s opnieuw.\n", "2 s opnieuw.\n", "4 s opnieuw.\n", "8 s opnieuw.\n"]
    assert antwoord == {"gezond": False, "web": True, "database": True, "werker": False, "post": True}
    assert proces.returncode == 0
