"""stelsel grootboek controleer: compute the ledger again, from the bytes of the messages to the bank."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

_BESCHRIJVING = """\
Rekent het grootboek helemaal na: van de berichten naar de regels, de boekingen, de betaalvoorstellen, de
betalingen en de betaalbestanden. Er wordt niets veranderd.

Afsluitcode: 0 alles klopt, 1 er is een verschil, 2 de database is niet te openen."""
_GETOOND = 50


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "grootboek",
        help="reken het grootboek na, vanaf de berichten",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("wat", choices=["controleer"], metavar="controleer", help="reken alles na")
    ontleder.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")


def run(args: argparse.Namespace) -> int:
    """0 all holds, 1 a difference, 2 when the database cannot be opened."""
    from stelsel.cli.database import open_database

    if not open_database():
        return 2
    from stelsel.apps.berichtenverkeer.queries.inhoud import get_inhoud
    from stelsel.apps.declaraties.queries import check_grootboek

    controle = check_grootboek(get_inhoud=get_inhoud)
    if args.json:
        print(json.dumps({"in_balans": controle.in_balans, **asdict(controle)}, ensure_ascii=False, indent=1))
    else:
        _print_tekst(controle)
    return 0 if controle.in_balans else 1


def _print_tekst(controle: Any) -> None:
    from stelsel.kern.bedrag import in_euro

    print(
        f"{controle.declaraties} declaraties met {controle.regels} regels, {controle.boekingen} boekingen, "
        f"{controle.betaalruns} betaalruns nagerekend."
    )
    for rekening, saldo in controle.saldi.items():
        print(f"  {rekening.replace('_', ' '):18} {in_euro(saldo):>22}")
    if controle.in_balans:
        print("Het grootboek klopt, tot op de cent.")
        return
    print(f"Het grootboek klopt NIET: {len(controle.verschillen)} verschillen.")
    for rij in controle.verschillen[:_GETOOND]:
        bedragen = f" (verwacht {rij.verwacht}, gevonden {rij.gevonden})" if rij.verwacht is not None else ""
        print(f"  {rij.plaats}: {rij.uitleg}{bedragen}")
    if len(controle.verschillen) > _GETOOND:
        print(f"  ... en nog {len(controle.verschillen) - _GETOOND}. Alles staat in --json.", file=sys.stderr)
