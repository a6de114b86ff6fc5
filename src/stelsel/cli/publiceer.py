"""stelsel publiceer: bring the facts of all contexts to the lake, under pseudonyms.

The worker of `stelsel serve` does the same by itself (`Publicist`): soon after something happened in the
demo, at most once an hour elsewhere. The command is for an administrator who does not want to wait, and for a
region that runs the worker without it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import date
from typing import Any

_BESCHRIJVING = """\
Brengt de feiten over toewijzingen, declaraties en resultaten naar de gegevens achter marktschets en sturing.
Namen en BSN's gaan niet mee: cliënten krijgen een pseudoniem.
Bij veel gegevens worden daarna de bladzijden met cijfers alvast gemaakt.

Afsluitcode: 0 gelukt, 2 de database is niet te openen."""
ELKE_DEMO, ELKE = 20.0, 3600.0
#: How far the making of figures stands back for the rest of the computer (nice).
_GEDULD = 10


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "publiceer",
        help="breng feiten naar marktschets en sturing",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("--json", action="store_true", help="geef het aantal rijen als JSON")
    ontleder.add_argument(
        "--alleen-voorbereiden", action="store_true", help="breng niets over, maak alleen de cijfers alvast"
    )


def run(args: argparse.Namespace) -> int:
    """Publish once and make the figures; 0 done, 2 when the database cannot be opened."""
    from stelsel.cli.database import open_database

    if not open_database():
        return 2
    if args.alleen_voorbereiden:
        os.nice(_GEDULD)
    else:
        _publish(als_json=args.json)
    return _prepare()


def _publish(*, als_json: bool) -> None:
    from stelsel.apps.portaal.publish import publish_feiten
    from stelsel.apps.web.middleware.klok import get_vandaag

    rijen = publish_feiten(today=get_vandaag())
    if als_json:
        json.dump(rijen, sys.stdout)
        print(flush=True)
    else:
        for context, aantal in rijen.items():
            print(f"{context}: {aantal} rijen", flush=True)


def _prepare() -> int:
    from stelsel.apps.web.middleware.klok import get_nu, get_vandaag
    from stelsel.cli.voorbereiding import prepare_paginas

    for pagina in prepare_paginas(today=get_vandaag(), now=get_nu()):
        print(f"{pagina.adres} ({pagina.gebruikersnaam}): {pagina.seconden:.1f} s", file=sys.stderr)
    return 0


class Publicist:
    """Publishes when something happened since the last time, and not more often than `elke` seconds. After
    that, and on every new day, another process makes the figures, when there is nothing else to do."""

    def __init__(self, *, elke: float) -> None:
        self._elke = elke
        self._gedaan_op = float("-inf")
        self._laatste: int | None = None
        self._dag: date | None = None
        self._voorbereiding: subprocess.Popen[bytes] | None = None

    def run(self, *, vandaag: date) -> bool:
        """Publish when it is time and there is news; whether it did."""
        from stelsel.apps.journal.queries import get_laatste_sleutel
        from stelsel.apps.marktschets.actions import clear_verlopen
        from stelsel.apps.portaal.publish import publish_feiten
        from stelsel.apps.web.middleware.klok import get_kloktijd

        nu = time.monotonic()
        if nu - self._gedaan_op < self._elke:
            return False
        self._gedaan_op = nu
        clear_verlopen(kloktijd=get_kloktijd())
        laatste = get_laatste_sleutel()
        nieuws = laatste != self._laatste
        if nieuws:
            publish_feiten(today=vandaag)
            self._laatste = laatste
        if nieuws or vandaag != self._dag:
            self._dag = vandaag
            self._prepare()
        return nieuws

    def close(self) -> None:
        """Leave no process behind; what it made stays."""
        if self._voorbereiding is not None:
            self._voorbereiding.terminate()
            self._voorbereiding.wait()
            self._voorbereiding = None

    def _prepare(self) -> None:
        """Have the figures made; those of an older version are of no use any more."""
        from stelsel.cli.voorbereiding import is_nodig

        self.close()
        if is_nodig():
            opdracht = [sys.executable, "-m", "stelsel.cli.hoofd", "publiceer", "--alleen-voorbereiden"]
            self._voorbereiding = subprocess.Popen(opdracht, stderr=subprocess.DEVNULL)
