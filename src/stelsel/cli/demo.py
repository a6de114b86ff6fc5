"""stelsel demo: make the example region (once) and serve it."""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import Any

_BESCHRIJVING = """\
Maakt de voorbeeldregio Aldervelden (verzonnen mensen en organisaties) en opent de website.
De tweede keer wordt gebruikt wat er al is."""
ZAAD = 20260316


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "demo",
        help="vul de voorbeeldregio",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument(
        "--schaal", type=float, default=1.0, help="grootte van de geschiedenis; 1 is de regio"
    )
    ontleder.add_argument("--clienten", type=int, default=1500, help="hoeveel cliënten er nu lopen")
    ontleder.add_argument(
        "--zaad", type=int, default=ZAAD, help="startgetal: hetzelfde getal, dezelfde regio"
    )
    ontleder.add_argument("--alleen-vullen", action="store_true", help="vul, maar open de website niet")


def run(args: argparse.Namespace) -> int:
    """0 after serving or filling; 2 when the database cannot be used."""
    from stelsel.cli.database import open_database

    os.environ.setdefault("STELSEL_DEMO", "1")
    os.environ.setdefault("STELSEL_VANDAAG", "2026-03-16")
    if not open_database():
        return 2
    from stelsel.demo.opbouw import create_demo, is_gevuld

    begonnen = time.monotonic()
    if not is_gevuld():
        create_demo(zaad=args.zaad, schaal=args.schaal, aantal=args.clienten, voortgang=_print_voortgang)
        _print_voortgang(f"De voorbeeldregio is klaar in {time.monotonic() - begonnen:.0f} seconden.")
    if args.alleen_vullen:
        return 0
    _print_welkom()
    from stelsel.cli import serve

    return serve.run(argparse.Namespace(alleen=None, adres="127.0.0.1"))


def _print_voortgang(tekst: str) -> None:
    print(tekst, file=sys.stderr, flush=True)


def _print_welkom() -> None:
    from stelsel.apps.accounts.queries import list_demologins

    print(f"\nStelsel staat op http://127.0.0.1:{os.environ.get('PORT', '8000')}  (stoppen: Ctrl-C)\n")
    print("Inloggen, wachtwoord demo:")
    for login in list_demologins():
        print(f"  {login.gebruikersnaam:16} {login.rol}, {login.organisatie}")
    print(flush=True)
