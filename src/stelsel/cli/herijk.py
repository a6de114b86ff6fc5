"""stelsel herijk: look at all running help, and write the tasks that the rules call for.

The worker of `stelsel serve` does the same by itself once a day. The command is for a region that runs the
worker without it, and for who does not want to wait. Running it twice changes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

_BESCHRIJVING = """\
Kijkt bij alle lopende hulp of een regel vraagt om opnieuw te kijken: een veranderd doel, hulp buiten de
bandbreedte, bijna 18 jaar, een crisis, een naderende einddatum, geen resultaat of een veranderd huishouden.
Elk feit geeft één taak voor de regisseur, hoe vaak u dit ook doet.

Afsluitcode: 0 gelukt, 2 de database is niet te openen."""


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "herijk",
        help="zet klaar welke hulp opnieuw bekeken moet worden",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("--json", action="store_true", help="geef de aantallen als JSON")


def run(args: argparse.Namespace) -> int:
    """0 done, 2 when the database cannot be opened."""
    from stelsel.cli.database import open_database

    if not open_database():
        return 2
    from stelsel.apps.toegang.actions.herijkingen import register_nachtronde
    from stelsel.apps.web.middleware.klok import get_nu, get_vandaag

    ronde = register_nachtronde(today=get_vandaag(), now=get_nu())
    if args.json:
        json.dump(asdict(ronde), sys.stdout)
        print(flush=True)
    else:
        print(
            f"Nieuwe taken: {ronde.nieuw}. Weer nodig: {ronde.opnieuw}. Niet meer nodig: {ronde.vervallen}."
        )
    return 0
