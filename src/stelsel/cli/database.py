"""Commands that need the database: set the application up, and make the tables where there are none."""

from __future__ import annotations

import os
import sys


def open_database() -> bool:
    """Set Django up and look whether the database is ready; False (with one sentence) when it is not.

    An empty database gets its tables. One that belongs to another version is left alone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stelsel.project.settings")
    import django
    from django.db import DatabaseError

    try:
        django.setup()
    except ValueError as fout:
        print(f"Een instelling (DATABASE_URL, STELSEL_VANDAAG) is niet te lezen: {fout}", file=sys.stderr)
        return False
    try:
        return _check_tabellen()
    except DatabaseError as fout:
        print(f"De database is niet te openen: {str(fout).splitlines()[0]}", file=sys.stderr)
        return False


def _check_tabellen() -> bool:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    uitvoerder = MigrationExecutor(connection)
    ontbreekt = uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes())
    if ontbreekt and not connection.introspection.table_names():
        print("De database is leeg: de tabellen worden gemaakt.", file=sys.stderr)
        call_command("migrate", verbosity=0, interactive=False)
    elif ontbreekt:
        print(
            f"De database is van een andere versie ({len(ontbreekt)} wijzigingen nodig). "
            "Maak een back-up en draai: python -m django migrate",
            file=sys.stderr,
        )
        return False
    return True
