"""The bolts: triggers that refuse to change or remove what is recorded, and put each new row in line.

They are in the database, so that they also hold for whoever comes in by another door. The same list makes
them (actions.grendels) and shows which are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from stelsel.apps.journal.models import Bron, Dagwortel, Schakel, list_bronnen

_GEWEIGERD = "Dit is vastgelegd en kan niet worden veranderd of verwijderd."
#: Functions that PostgreSQL's triggers call.
FUNCTIES = (
    f"""CREATE OR REPLACE FUNCTION keten_weiger() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_GEWEIGERD}'; END $$""",
    """CREATE OR REPLACE FUNCTION keten_meld() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
        INSERT INTO journal_ongezegeld (bron, sleutel) SELECT TG_ARGV[0], id FROM nieuw;
        RETURN NULL;
    END $$""",
)


@dataclass(frozen=True)
class Grendel:
    """One trigger: its name, its table, and the SQL that makes it."""

    naam: str
    tabel: str
    sql: str


def list_grendels() -> list[Grendel]:
    """All triggers that should be there, in the words of this database."""
    maak = _list_sqlite if connection.vendor == "sqlite" else _list_postgres
    grendels = [grendel for bron in list_bronnen() for grendel in maak(bron.tabel, bron)]
    for model in (Schakel, Dagwortel):
        grendels += maak(model._meta.db_table, None)
    return grendels


def list_open_grendels() -> list[str]:
    """The names of triggers that are not there, or not switched on."""
    return sorted({grendel.naam for grendel in list_grendels()} - list_aanwezig())


def list_aanwezig() -> set[str]:
    """The names of our triggers as they are in the database, switched on."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keten_%%'", []
            )
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'keten_%%' AND tgenabled IN ('O', 'A')", []
            )
        return {naam for [naam] in cursor.fetchall()}


def _get_wijziging(bron: Bron | None, ongelijk: str) -> tuple[str, str]:
    """Columns and condition of the trigger on UPDATE: all of them, or those that are recorded."""
    if bron is None or bron.alleen_bijschrijven:
        return "", ""
    kolommen = [f'"{kolom}"' for kolom, _ in bron.kolommen]
    anders = " OR ".join(f"OLD.{kolom} {ongelijk} NEW.{kolom}" for kolom in kolommen)
    return f" OF {', '.join(kolommen)}", f" WHEN ({anders})"


def _list_sqlite(tabel: str, bron: Bron | None) -> Iterator[Grendel]:
    weiger = f"BEGIN SELECT RAISE(ABORT, '{_GEWEIGERD}'); END"
    kolommen, mits = _get_wijziging(bron, "IS NOT")
    naam = f"keten_{tabel}"
    yield Grendel(
        f"{naam}_anders",
        tabel,
        f'CREATE TRIGGER "{naam}_anders" BEFORE UPDATE{kolommen} ON "{tabel}"{mits} {weiger}',
    )
    yield Grendel(f"{naam}_weg", tabel, f'CREATE TRIGGER "{naam}_weg" BEFORE DELETE ON "{tabel}" {weiger}')
    if bron is not None:
        meld = f"INSERT INTO journal_ongezegeld (bron, sleutel) VALUES ('{bron.naam}', NEW.id);"  # noqa: S608 - the name is our own
        sql = f'CREATE TRIGGER "{naam}_nieuw" AFTER INSERT ON "{tabel}" BEGIN {meld} END'
        yield Grendel(f"{naam}_nieuw", tabel, sql)


def _list_postgres(tabel: str, bron: Bron | None) -> Iterator[Grendel]:
    kolommen, mits = _get_wijziging(bron, "IS DISTINCT FROM")
    naam, weiger = f"keten_{tabel}", "EXECUTE FUNCTION keten_weiger()"
    for deel, moment in (
        ("anders", f'BEFORE UPDATE{kolommen} ON "{tabel}" FOR EACH ROW{mits}'),
        ("weg", f'BEFORE DELETE ON "{tabel}" FOR EACH ROW'),
        ("leeg", f'BEFORE TRUNCATE ON "{tabel}" FOR EACH STATEMENT'),
    ):
        yield Grendel(f"{naam}_{deel}", tabel, f'CREATE TRIGGER "{naam}_{deel}" {moment} {weiger}')
    if bron is not None:
        sql = (
            f'CREATE TRIGGER "{naam}_nieuw" AFTER INSERT ON "{tabel}" REFERENCING NEW TABLE AS nieuw'
            f" FOR EACH STATEMENT EXECUTE FUNCTION keten_meld('{bron.naam}')"
        )
        yield Grendel(f"{naam}_nieuw", tabel, sql)
