"""stelsel herstel VAN: put a copy back in an empty place, and look whether it is whole."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

from stelsel.cli.reservekopie import INHOUD, KopieMislukt, compute_sommen, list_mappen, run_pg

_BESCHRIJVING = """\
Zet een reservekopie terug op een lege plek: de database van DATABASE_URL zonder tabellen, en de mappen
onder STELSEL_VAR. Wat er al is, wordt nooit overschreven, behalve de sleutels die Stelsel zelf bij het
starten maakt. Daarna wordt de keten van het journaal gecontroleerd.

Afsluitcode: 0 teruggezet en heel, 1 teruggezet, maar het journaal klopt niet, 2 niet teruggezet."""
_SLEUTELS = "geheim"


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "herstel",
        help="zet een reservekopie terug op een lege plek",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("van", metavar="VAN", type=Path, help="map van stelsel reservekopie")


def run(args: argparse.Namespace) -> int:
    """0 put back and whole, 1 put back with a broken chain, 2 nothing was put back."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stelsel.project.settings")
    import django
    from django.db import DatabaseError

    try:
        django.setup()
        database = _check_kopie(args.van)
        _check_leeg()
        _restore_database(args.van / database)
        for naam, doel in list_mappen().items():
            if (args.van / naam).is_dir():
                shutil.copytree(args.van / naam, doel, dirs_exist_ok=True)
    except (OSError, ValueError, sqlite3.Error, DatabaseError, KopieMislukt) as fout:
        print(f"Er is niets teruggezet: {fout}", file=sys.stderr)
        return 2
    return _check_herstel()


def _check_kopie(van: Path) -> str:
    """The name of the database in the copy, when every file is there and as it was."""
    if not (van / INHOUD).is_file():
        raise KopieMislukt(f"{van} is geen reservekopie van Stelsel.")
    inhoud = json.loads((van / INHOUD).read_text("utf-8"))
    sommen = compute_sommen(van)
    anders = sorted(naam for naam, som in inhoud["bestanden"].items() if sommen.get(naam) != som)
    if anders:
        raise KopieMislukt(f"de kopie is niet heel: {anders[0]} ontbreekt of is veranderd.")
    return str(inhoud["database"])


def _check_leeg() -> None:
    from django.db import connection

    if connection.introspection.table_names():
        raise KopieMislukt("de database is niet leeg. Kies een lege plek.")
    for naam, doel in list_mappen().items():
        if naam != _SLEUTELS and doel.is_dir() and any(doel.iterdir()):
            raise KopieMislukt(f"{doel} is niet leeg. Kies een lege plek.")


def _restore_database(kopie: Path) -> None:
    from django.db import connection

    if (connection.vendor == "sqlite") != (kopie.suffix == ".sqlite3"):
        raise KopieMislukt("de kopie is van een andere soort database dan DATABASE_URL.")
    if connection.vendor != "sqlite":
        run_pg("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(kopie))
        return
    doel = Path(connection.settings_dict["NAME"])
    connection.close()
    for rest in (doel.with_name(f"{doel.name}-wal"), doel.with_name(f"{doel.name}-shm")):
        rest.unlink(missing_ok=True)
    tijdelijk = doel.with_name(f".{doel.name}.{os.getpid()}")
    shutil.copyfile(kopie, tijdelijk)
    tijdelijk.chmod(0o600)
    tijdelijk.replace(doel)


def _check_herstel() -> int:
    """Is it the version that we are, and does the chain hold, also against the roots in the copy?"""
    from stelsel.cli import journaal
    from stelsel.cli.database import open_database

    print("De reservekopie is teruggezet. Controle van het journaal:", file=sys.stderr)
    if not open_database():
        return 1
    return journaal.run(argparse.Namespace(keuze="controleer", wortels=None, json=False))
