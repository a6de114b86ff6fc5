"""F12: a copy made while somebody writes, put back in an empty place: every committed row, chain, pages.

The control: a plain copy of the file of a SQLite database misses what is still in the file beside it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.assurance.test_kill import create_omgeving, vraag
from tests.postgres import open_postgres

STAND = "select count(*), coalesce(max(id), 0) from journal_gebeurtenis"
SCHRIJVER = """
import sys, django
django.setup()
from itertools import count
from tests.factories.wereld import NU
from stelsel.apps.journal.actions import register_gebeurtenis, register_schakels
for nr in count():
    register_gebeurtenis(soort="proef", object_soort="p", object_sleutel=str(nr), actor="x", now=NU)
    if nr % 50 == 0:
        register_schakels()
        print(nr, flush=True)
"""


@contextmanager
def open_schrijver(env: dict[str, str]) -> Iterator[None]:
    """Somebody who commits a row as often as the database takes it, from the first row on."""
    opdracht = [sys.executable, "-c", SCHRIJVER]
    with subprocess.Popen(opdracht, env=env, stdout=subprocess.PIPE, text=True) as proces:
        assert proces.stdout is not None
        proces.stdout.readline()
        try:
            yield
        finally:
            proces.kill()


def stelsel(env: dict[str, str], *woorden: str) -> subprocess.CompletedProcess[str]:
    """A command as somebody types it."""
    opdracht = [sys.executable, "-m", "stelsel.cli.hoofd", *woorden]
    return subprocess.run(opdracht, env=env, capture_output=True, text=True, check=False, timeout=120)


def elders(env: dict[str, str], map_: Path, adres: str) -> dict[str, str]:
    """An empty place: another database and another folder."""
    return env | {"DATABASE_URL": adres, "STELSEL_VAR": str(map_)}


PAGINAS = """
import json, django
django.setup()
from django.test import Client
from stelsel.apps.accounts.models import User
client = Client()
client.force_login(User.objects.get(username="backoffice"))
adressen = ("/mijn-werk", "/berichten", "/toegang/clienten")
print(json.dumps([client.get(adres).status_code for adres in adressen]))
"""


def check_herstel(env: dict[str, str], leeg: dict[str, str], map_: Path) -> dict[str, Any]:
    """Copy under load, put back; how many rows there were before, are in the copy, and what pages answer."""
    Path(env["STELSEL_VAR"], "post", "in").mkdir(parents=True)
    Path(env["STELSEL_VAR"], "post", "in", "wacht.xml").write_text("<x/>")
    with open_schrijver(env):
        time.sleep(1)
        voor = vraag(env, STAND)[0][0]
        kopie = stelsel(env, "reservekopie", str(map_ / "kopie"))
    assert kopie.returncode == 0, kopie.stderr
    begin = time.monotonic()
    herstel = stelsel(leeg, "herstel", str(map_ / "kopie"))
    assert herstel.returncode == 0, herstel.stdout + herstel.stderr
    duur = time.monotonic() - begin
    pagina = subprocess.run(
        [sys.executable, "-c", PAGINAS], env=leeg, capture_output=True, text=True, check=True, timeout=120
    )
    aantal, hoogste = vraag(leeg, STAND)[0]
    sleutels = [Path(e["STELSEL_VAR"], "geheim", "pseudoniem").read_bytes() for e in (env, leeg)]
    return {
        "alles van voor de kopie": aantal >= voor > 0,
        "zonder gat": aantal == hoogste,
        "keten": "De keten klopt." in herstel.stdout,
        "sleutel": sleutels[0] == sleutels[1],
        "post": Path(leeg["STELSEL_VAR"], "post", "in", "wacht.xml").read_text(),
        "paginas": json.loads(pagina.stdout),
        "binnen een minuut": duur < 60,
    }


GOED = {
    "alles van voor de kopie": True,
    "zonder gat": True,
    "keten": True,
    "sleutel": True,
    "post": "<x/>",
    "paginas": [200, 200, 200],
    "binnen een minuut": True,
}


@pytest.mark.traag
def test_sqlite_copy_under_load_is_whole_and_a_plain_copy_of_the_file_is_not(tmp_path: Path) -> None:
    env = create_omgeving(f"sqlite:///{tmp_path / 'een.sqlite3'}", tmp_path / "een", aantal=2)
    leeg = elders(env, tmp_path / "twee", f"sqlite:///{tmp_path / 'twee.sqlite3'}")

    assert check_herstel(env, leeg, tmp_path) == GOED
    # the control, with a connection open, as there is while people work
    with closing(sqlite3.connect(tmp_path / "een.sqlite3")) as open_:
        open_.execute("PRAGMA wal_autocheckpoint = 0")
        open_.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        open_.execute("INSERT INTO berichtenverkeer_hartslag VALUES ('nieuw', '2026-03-16 10:00:00')")
        open_.commit()
        shutil.copy(tmp_path / "een.sqlite3", tmp_path / "plat.sqlite3")
    telling = "SELECT count(*) FROM berichtenverkeer_hartslag WHERE naam = 'nieuw'"
    gevonden = [
        vraag({"DATABASE_URL": f"sqlite:///{tmp_path / naam}"}, telling)
        for naam in ("een.sqlite3", "plat.sqlite3")
    ]
    assert gevonden == [[(1,)], [(0,)]]


@pytest.mark.postgres
@pytest.mark.traag
def test_postgresql_copy_under_load_is_whole(tmp_path: Path) -> None:
    with open_postgres() as server:
        os.environ["STELSEL_PG_BIN"] = str(server.bin_path)
        env = create_omgeving(server.get_uri(), tmp_path / "een", aantal=2)
        server.psql("CREATE DATABASE twee;")
        leeg = elders(env, tmp_path / "twee", server.get_uri(database="twee"))

        assert check_herstel(env, leeg, tmp_path) == GOED


@pytest.mark.traag
def test_nothing_is_overwritten_and_a_damaged_copy_is_refused(tmp_path: Path) -> None:
    env = create_omgeving(f"sqlite:///{tmp_path / 'een.sqlite3'}", tmp_path / "een", aantal=1)
    kopie = tmp_path / "kopie"
    assert stelsel(env, "reservekopie", str(kopie)).returncode == 0

    nog_eens = stelsel(env, "reservekopie", str(kopie))
    vol = stelsel(env, "herstel", str(kopie))
    geen = stelsel(env, "herstel", str(tmp_path))
    with (kopie / "database.sqlite3").open("r+b") as bestand:
        bestand.seek(5_000)
        bestand.write(b"x")
    kapot = stelsel(elders(env, tmp_path / "x", f"sqlite:///{tmp_path / 'x.sqlite3'}"), "herstel", str(kopie))

    assert [(uit.returncode, uit.stderr) for uit in (nog_eens, vol, geen, kapot)] == [
        (2, f"{kopie} bestaat al. Kies een map die er nog niet is.\n"),
        (2, "Er is niets teruggezet: de database is niet leeg. Kies een lege plek.\n"),
        (2, f"Er is niets teruggezet: {tmp_path} is geen reservekopie van Stelsel.\n"),
        (
            2,
            "Er is niets teruggezet: de kopie is niet heel: database.sqlite3 ontbreekt of is veranderd.\n",
        ),
    ]
