"""stelsel simuleer: let the simulated aanbieders answer what lies in the post."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

_BESCHRIJVING = """\
Speelt de aanbieders na met echte berichten: een 302 op elke toewijzing, een 305 zodra de zorg begint,
een 323 voor elke maand die voorbij is, en een 307 op de laatste dag of met --stop.
Leest STELSEL_POST/uit/<agb> en schrijft naar STELSEL_POST/in; `stelsel serve` verwerkt die berichten.

Afsluitcode: 0 klaar, 2 de database is niet te openen."""


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "simuleer",
        help="speel de aanbieder na: antwoord op toewijzingen en declareer",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("--post", type=Path, metavar="MAP", help="de map met de post (anders STELSEL_POST)")
    ontleder.add_argument(
        "--vandaag", type=date.fromisoformat, metavar="JJJJ-MM-DD", help="de dag waarop de aanbieder werkt"
    )
    ontleder.add_argument(
        "--stop",
        action="append",
        default=[],
        metavar="GEMEENTE-FAMILIE-NUMMER",
        help="stop deze levering nu, bijvoorbeeld 9901-iwmo-1001",
    )
    ontleder.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")


def run(args: argparse.Namespace) -> int:
    """One step of every aanbieder with post."""
    from stelsel.cli.database import open_database

    if not open_database():
        return 2
    from django.conf import settings

    from stelsel.apps.web.middleware.klok import get_vandaag
    from stelsel.demo.simulator import publish_aanbiederberichten
    from stelsel.demo.tarieven import get_gemeenten, get_tarieven

    telling = publish_aanbiederberichten(
        post=args.post or settings.STELSEL_POST,
        vandaag=args.vandaag or get_vandaag(),
        tarieven=get_tarieven(),
        gemeenten=get_gemeenten(),
        stoppen=args.stop,
    )
    if args.json:
        print(json.dumps(telling, indent=1))
    else:
        regels = [f"{aantal} x {bericht}" for bericht, aantal in sorted(telling.items())]
        print("Verstuurd: " + (", ".join(regels) or "niets, er was geen werk"))
    return 0
