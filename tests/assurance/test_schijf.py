"""F3: a full disk and a database that is away. Messages wait, nothing is lost, and the operator sees it."""

from __future__ import annotations

import contextlib
import os
import queue
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from tests.assurance.test_serve import GEDULD
from tests.factories.berichten import create_305
from tests.factories.wereld import MERELHOF, NU, VANDAAG, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.models import UitgaandBericht
from stelsel.apps.berichtenverkeer.queries.toestand import is_post_goed

_KLEIN, _GROOT = "8m", "160m"
#: Bytes that no compression makes smaller: more than the file in which SQLite keeps what it has not put in
#: its place yet. That file is used again, so a smaller message finds room on a full disk.
RUIS = 6_000_000


def mount(map_: Path, grootte: str) -> Iterator[Path]:
    """A small file system of our own; skipped where that is not allowed."""
    map_.mkdir()
    opdracht = ["mount", "-t", "tmpfs", "-o", f"size={grootte}", "tmpfs", str(map_)]
    try:
        subprocess.run(opdracht, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("een eigen bestandssysteem aankoppelen mag hier niet")
    yield map_
    subprocess.run(["umount", "--lazy", str(map_)], check=False)


@pytest.fixture
def klein(tmp_path: Path) -> Iterator[Path]:
    yield from mount(tmp_path / "klein", _KLEIN)


@pytest.fixture
def groot(tmp_path: Path) -> Iterator[Path]:
    yield from mount(tmp_path / "groot", _GROOT)


def fill(map_: Path) -> Path:
    """Not a byte is left."""
    vulling = map_ / "vulling"
    with vulling.open("wb", buffering=0) as stroom:
        for stuk in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    stroom.write(b"\0" * stuk)
            except OSError:
                continue
    return vulling


def create_wachtend_antwoord() -> UitgaandBericht:
    """A judged start whose answer stands ready."""
    inhoud = create_305(create_toewijzing(create_wereld(), toewijzing_nummer="1000"))
    rij = actions.register_inkomend_bericht(bestandsnaam="start.xml", inhoud=inhoud, now=NU)
    klaar = actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)
    assert klaar is not None
    assert klaar.antwoord is not None
    return klaar.antwoord


def list_bestanden(post: Path) -> list[str]:
    return sorted(pad.name for pad in post.rglob("*") if pad.is_file() and pad.name != "vulling")


@pytest.mark.django_db
def test_full_disk_of_the_post_keeps_answers_waiting(klein: Path, settings: Settings, client: Client) -> None:
    settings.STELSEL_POST = klein
    antwoord = create_wachtend_antwoord()
    (klein / "uit" / MERELHOF).mkdir(parents=True)
    vulling = fill(klein)

    with pytest.raises(OSError, match="space"):
        actions.publish_uitgaande_berichten(post=klein, now=NU)

    antwoord.refresh_from_db()
    assert (antwoord.status, [n for n in list_bestanden(klein) if n.endswith(".xml")]) == ("klaar", [])
    assert client.get("/gezond").json()["post"] is False
    vulling.unlink()
    assert actions.publish_uitgaande_berichten(post=klein, now=NU) == 1
    [bestand] = (klein / "uit" / MERELHOF).glob("*.xml")
    assert bestand.read_bytes() == bytes(antwoord.inhoud)


@pytest.mark.django_db
def test_a_write_that_stops_halfway_leaves_no_file_under_its_name(tmp_path: Path) -> None:
    """The same where nothing can be mounted: the system refuses more than a few bytes per file."""
    antwoord = create_wachtend_antwoord()
    oud = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    zacht, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
        with pytest.raises(OSError, match="large"):
            actions.publish_uitgaande_berichten(post=tmp_path, now=NU)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (zacht, hard))
        signal.signal(signal.SIGXFSZ, oud)

    antwoord.refresh_from_db()
    assert (antwoord.status, [n for n in list_bestanden(tmp_path) if n.endswith(".xml")]) == ("klaar", [])
    assert actions.publish_uitgaande_berichten(post=tmp_path, now=NU) == 1


def test_room_and_rights_of_the_post(tmp_path: Path, klein: Path) -> None:
    """The negative control stands beside it: an ordinary folder, also one still to be made, is well."""
    assert is_post_goed(tmp_path / "nog" / "te" / "maken")
    assert not is_post_goed(klein)


class Werker:
    """A worker on a database and a post folder of its own."""

    def __init__(self, database: Path, var: Path) -> None:
        self.database, self.post = database, var / "post"
        self.env = os.environ | {
            "DATABASE_URL": f"sqlite:///{database}",
            "STELSEL_VAR": str(var),
            "STELSEL_POST": str(self.post),
            "STELSEL_LAKE": str(var / "lake"),
            "DJANGO_SETTINGS_MODULE": "stelsel.project.settings",
        }
        opdracht = [sys.executable, "-m", "stelsel.cli.hoofd", "serve", "--alleen", "werker"]
        self.proces = subprocess.Popen(opdracht, env=self.env, stderr=subprocess.PIPE, text=True)
        self.regels: queue.Queue[str] = queue.Queue()
        self.luisteraar = threading.Thread(target=self._luister)
        self.luisteraar.start()

    def _luister(self) -> None:
        assert self.proces.stderr is not None
        with self.proces.stderr as stroom:
            for regel in stroom:
                self.regels.put(regel)

    def stop(self) -> None:
        self.proces.send_signal(signal.SIGTERM)
        self.proces.wait(timeout=GEDULD)
        self.luisteraar.join()

    def wacht_op_melding(self, tekst: str) -> str:
        """The first line with these words; "" when none came in time."""
        einde = time.monotonic() + GEDULD
        with contextlib.suppress(queue.Empty):
            while True:
                regel = self.regels.get(timeout=max(0.0, einde - time.monotonic()))
                if tekst in regel:
                    return regel
        return ""

    def lever(self, naam: str, inhoud: bytes) -> None:
        (self.post / "in").mkdir(parents=True, exist_ok=True)
        tijdelijk = self.post / "in" / f".{naam}"
        tijdelijk.write_bytes(inhoud)
        tijdelijk.rename(self.post / "in" / naam)

    def count(self) -> int:
        with sqlite3.connect(self.database) as verbinding:
            vraag = "select count(*) from berichtenverkeer_inkomendbericht where status <> 'ontvangen'"
            aantal: int = verbinding.execute(vraag).fetchone()[0]
            return aantal


def wacht(voorwaarde: Callable[[], bool]) -> bool:
    einde = time.monotonic() + GEDULD
    while time.monotonic() < einde:
        if voorwaarde():
            return True
        time.sleep(0.2)
    return False


@pytest.mark.traag
def test_worker_lives_through_a_full_disk_and_a_database_that_is_away(groot: Path, tmp_path: Path) -> None:
    """Each time: a message comes in, the worker says that it waits, and afterwards it is there, once."""
    werker = Werker(groot / "s.sqlite3", tmp_path / "var")
    try:
        werker.wacht_op_melding("klaar om te beginnen")
        werker.lever("1.xml", b"een")
        assert wacht(lambda: werker.count() == 1)

        vulling = fill(groot)
        werker.lever("2.xml", b"<x>" + random.Random(1).randbytes(RUIS).hex().encode())
        assert "OperationalError" in werker.wacht_op_melding("nieuwe poging")
        assert [p.name for p in (werker.post / "in").rglob("*.xml")] == ["2.xml"]
        vulling.unlink()
        assert wacht(lambda: werker.count() == 2)

        weg = tmp_path / "weg"
        weg.mkdir()
        for bestand in groot.glob("s.sqlite3*"):
            (weg / bestand.name).write_bytes(bestand.read_bytes())
            bestand.unlink()
        werker.lever("3.xml", b"drie")
        assert "OperationalError" in werker.wacht_op_melding("nieuwe poging")
        assert [p.name for p in (werker.post / "in").rglob("*.xml")] == ["3.xml"]
        for bestand in groot.glob("s.sqlite3*"):
            bestand.unlink()
        for bestand in weg.iterdir():
            (groot / bestand.name).write_bytes(bestand.read_bytes())
        assert wacht(lambda: werker.count() == 3)
        assert list((werker.post / "in").rglob("*.xml")) == []
    finally:
        werker.stop()
