"""stelsel publiceer: bring the facts of all contexts to the lake, under pseudonyms.

The worker of `stelsel serve` does the same by itself (`Publicist`): soon after something happened in the
demo, at most once an hour elsewhere. The command is for an administrator who does not want to wait, and for a
region that runs the worker without it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date
from typing import Any

_BESCHRIJVING = """\
Brengt de feiten over toewijzingen, declaraties en resultaten naar de gegevens achter marktschets en sturing.
Namen en BSN's gaan niet mee: cliënten krijgen een pseudoniem.

Afsluitcode: 0 gelukt, 2 de database is niet te openen."""
ELKE_DEMO, ELKE = 20.0, 3600.0


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "publiceer",
        help="breng feiten naar marktschets en sturing",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("--json", action="store_true", help="geef het aantal rijen als JSON")


def run(args: argparse.Namespace) -> int:
    """Publish once; 0 done, 2 when the database cannot be opened."""
    from stelsel.cli.database import open_database

    if not open_database():
        return 2
    from stelsel.apps.portaal.publish import publish_feiten
    from stelsel.apps.web.middleware.klok import get_vandaag

    rijen = publish_feiten(today=get_vandaag())
    if args.json:
        json.dump(rijen, sys.stdout)
        print()
    else:
        for context, aantal in rijen.items():
            print(f"{context}: {aantal} rijen")
    return 0


class Publicist:
    """Publishes when something happened since the last time, and not more often than `elke` seconds."""

    def __init__(self, *, elke: float) -> None:
        self._elke = elke
        self._gedaan_op = float("-inf")
        self._laatste: int | None = None

    def run(self, *, vandaag: date) -> bool:
        """Publish when it is time and there is news; whether it did."""
        from stelsel.apps.journal.queries import get_laatste_sleutel
        from stelsel.apps.portaal.publish import publish_feiten

        nu = time.monotonic()
        if nu - self._gedaan_op < self._elke:
            return False
        self._gedaan_op = nu
        laatste = get_laatste_sleutel()
        if laatste == self._laatste:
            return False
        publish_feiten(today=vandaag)
        self._laatste = laatste
        return True
