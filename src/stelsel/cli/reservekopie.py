"""stelsel reservekopie NAAR: everything that Stelsel knows, in one folder, while people go on working.

The order is that of the facts: first the post that waits, then the database as it is at one moment. What
comes in while the copy is made is in the post, in the database, or in both, and a message that comes twice
is recognised.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

_BESCHRIJVING = """\
Maakt een reservekopie in de map NAAR, terwijl er wordt doorgewerkt: database, post, sleutels, wortels en
lake. In de map staan personen: bewaar hem versleuteld, en op een andere plek. Terugzetten: stelsel herstel.

PostgreSQL: dit gebruikt pg_dump, uit het zoekpad of uit de map STELSEL_PG_BIN.

Afsluitcode: 0 gelukt, 2 de map bestaat al, of er is iets niet te lezen of te schrijven."""
INHOUD, DATABASE, DUMP = "inhoud.json", "database.sqlite3", "database.dump"
_BLOK = 1 << 20


class KopieMislukt(Exception):
    """The copy cannot be made or put back; the text says why, in Dutch."""


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "reservekopie",
        help="maak een reservekopie van alles",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("naar", metavar="NAAR", type=Path, help="map die er nog niet is")


def run(args: argparse.Namespace) -> int:
    """0 when the folder is there and whole, 2 otherwise; a copy that failed leaves nothing behind."""
    from stelsel.cli.database import open_database

    if not open_database():
        return 2
    naar: Path = args.naar
    if naar.exists():
        print(f"{naar} bestaat al. Kies een map die er nog niet is.", file=sys.stderr)
        return 2
    bezig = naar.with_name(f".{naar.name}.{os.getpid()}")
    try:
        bezig.mkdir(mode=0o700, parents=True)
        _write_kopie(bezig)
        bezig.rename(naar)
    except (OSError, sqlite3.Error, KopieMislukt) as fout:
        shutil.rmtree(bezig, ignore_errors=True)
        print(f"De reservekopie is niet gemaakt: {fout}", file=sys.stderr)
        return 2
    print(f"{naar}: {_get_omvang(naar) / 1_000_000:.1f} MB")
    return 0


def _write_kopie(map_: Path) -> None:
    """The files first, then the database, then what it should all be."""
    for naam, bron in list_mappen().items():
        if bron.is_dir():
            shutil.copytree(bron, map_ / naam, ignore_dangling_symlinks=True, copy_function=_copy)
    database = _write_database(map_)
    from stelsel.apps.web.middleware.klok import get_nu

    inhoud = {"gemaakt_at": get_nu().isoformat(), "database": database, "bestanden": compute_sommen(map_)}
    (map_ / INHOUD).write_text(json.dumps(inhoud, indent=1), "utf-8")


def list_mappen() -> dict[str, Path]:
    """The folders that belong to it, by their name in the copy. A lake in an object store is not ours."""
    from django.conf import settings

    var = Path(settings.VAR_DIR)
    mappen = {"post": Path(settings.STELSEL_POST), "geheim": var / "geheim", "wortels": var / "wortels"}
    return mappen if "://" in settings.STELSEL_LAKE else mappen | {"lake": Path(settings.STELSEL_LAKE)}


def _copy(van: str, naar: str) -> None:
    """One file; the post moves while we read, and what is gone is in the database by now."""
    try:
        shutil.copy2(van, naar)
    except FileNotFoundError:
        return


def _write_database(map_: Path) -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as bron,
            closing(sqlite3.connect(map_ / DATABASE)) as doel,
        ):
            bron.backup(doel)  # in one step, so at one moment; writers do not wait for it
            doel.execute("PRAGMA journal_mode = DELETE")
        return DATABASE
    run_pg("pg_dump", "--format=custom", "--no-owner", f"--file={map_ / DUMP}")
    return DUMP


def run_pg(programma: str, *opties: str) -> None:
    """One of PostgreSQL's own programs, on the configured database. Raises KopieMislukt."""
    from django.db import connection

    gegevens = connection.get_connection_params()
    env = os.environ | {
        f"PG{naam.upper()}": str(gegevens[sleutel])
        for naam, sleutel in (("host", "host"), ("port", "port"), ("user", "user"), ("password", "password"))
        if gegevens.get(sleutel)
    }
    map_ = os.environ.get("STELSEL_PG_BIN")
    opdracht = [str(Path(map_) / programma) if map_ else programma, f"--dbname={gegevens['dbname']}", *opties]
    try:
        klaar = subprocess.run(opdracht, env=env, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise KopieMislukt(f"{programma} is er niet. Zet de map ervan in STELSEL_PG_BIN.") from None
    if klaar.returncode:
        raise KopieMislukt(f"{programma}: {klaar.stderr.strip().splitlines()[-1]}")


def compute_sommen(map_: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path in it; the list itself left out."""
    paden = sorted(pad for pad in map_.rglob("*") if pad.is_file() and pad.name != INHOUD)
    return {pad.relative_to(map_).as_posix(): _compute_som(pad) for pad in paden}


def _compute_som(pad: Path) -> str:
    som = hashlib.sha256()
    with pad.open("rb") as stroom:
        while blok := stroom.read(_BLOK):
            som.update(blok)
    return som.hexdigest()


def _get_omvang(map_: Path) -> int:
    return sum(pad.stat().st_size for pad in map_.rglob("*") if pad.is_file())
