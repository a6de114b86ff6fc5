"""Putting the bolts on and, around a change of the tables themselves, taking them off (see queries.grendels).

SQLite makes a table anew when one of its columns changes, and its triggers go with the old one. So they are
taken off before a migration and put on after it, each time, whatever the migration did.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from stelsel.apps.journal.models import Bron, Ongezegeld, Schakel, list_bronnen
from stelsel.apps.journal.queries.grendels import FUNCTIES, list_aanwezig, list_grendels


@transaction.atomic
def create_grendels(**_: Any) -> None:
    """Make every trigger that is missing, on the tables that exist. After every `migrate`.

    Of a table that is new in the chain, the rows that it already holds are put in line for their link."""
    tabellen, aanwezig = set(connection.introspection.table_names()), list_aanwezig()
    with connection.cursor() as cursor:
        for sql in FUNCTIES if connection.vendor == "postgresql" else ():
            cursor.execute(sql)
        for grendel in list_grendels():
            if grendel.tabel in tabellen and grendel.naam not in aanwezig:
                cursor.execute(grendel.sql)
    for bron in list_bronnen():
        if bron.tabel in tabellen and Schakel._meta.db_table in tabellen:
            _register_bestaande(bron)


def _register_bestaande(bron: Bron) -> None:
    if any(model.objects.filter(bron=bron.naam).exists() for model in (Schakel, Ongezegeld)):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO journal_ongezegeld (bron, sleutel) SELECT %s, id FROM "{bron.tabel}" ORDER BY id',  # noqa: S608 - names come from our own models
            [bron.naam],
        )


@transaction.atomic
def withdraw_grendels(**_: Any) -> None:
    """Remove all our triggers; before a `migrate` that changes tables, and nowhere else in the product."""
    aanwezig = list_aanwezig()
    with connection.cursor() as cursor:
        for grendel in list_grendels():
            if grendel.naam in aanwezig:
                waar = f' ON "{grendel.tabel}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER "{grendel.naam}"{waar}')
