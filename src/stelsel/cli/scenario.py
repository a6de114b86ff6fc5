"""stelsel scenario PAD [--json]: does a message get the answer that the standard prescribes?"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stelsel.cli.scenarios.uitvoering import Uitkomst

_BESCHRIJVING = """\
Voert scenario's uit: wat de gemeente al weet, het bericht dat binnenkomt, en het antwoord dat erbij hoort.
Elk scenario begint met een lege database in het geheugen; uw eigen database blijft ongemoeid.
Geef een bestand of een map met bestanden (.json). Hoe u zelf een scenario schrijft staat in
docs/handleiding/scenario.md.

Afsluitcode: 0 alle antwoorden gelijk, 1 er wijkt iets af, 2 een bestand is niet te openen of te lezen."""


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "scenario",
        help="toets of berichten het voorgeschreven antwoord krijgen",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("pad", metavar="PAD", type=Path, help="bestand of map met scenario's")
    ontleder.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")


def run(args: argparse.Namespace) -> int:
    """Run everything; 0 all equal, 1 with differences, 2 when a file or a scenario cannot be read."""
    from stelsel.cli.scenarios.lezen import OnleesbaarScenario, Scenario, list_bestanden, parse_bestand
    from stelsel.cli.scenarios.uitvoering import check_scenario, start_geheugen

    try:
        scenarios = [deel for bestand in list_bestanden(args.pad) for deel in parse_bestand(bestand)]
    except OnleesbaarScenario as fout:
        print(fout, file=sys.stderr)
        return 2
    start_geheugen()
    uitkomsten: list[Uitkomst] = []
    onleesbaar = 0
    for scenario in scenarios:
        try:
            if not isinstance(scenario, Scenario):
                raise scenario
            uitkomst = check_scenario(scenario)
        except OnleesbaarScenario as fout:
            onleesbaar += 1
            print(fout, file=sys.stderr)
            continue
        uitkomsten.append(uitkomst)
        if not args.json:
            _print_tekst(uitkomst)
    _print_slot(uitkomsten, onleesbaar, als_json=args.json)
    return 2 if onleesbaar else int(any(not uitkomst.gelijk for uitkomst in uitkomsten))


def _print_tekst(uitkomst: Uitkomst) -> None:
    print(f"{uitkomst.id}: {'gelijk' if uitkomst.gelijk else 'WIJKT AF'}")
    if uitkomst.gelijk:
        return
    print(f"  verwacht: {json.dumps(uitkomst.verwacht, ensure_ascii=False)}")
    print(f"  antwoord: {json.dumps(uitkomst.antwoord, ensure_ascii=False)}")
    for regel in uitkomst.uitleg:
        print(f"  {regel}")


def _print_slot(uitkomsten: list[Uitkomst], onleesbaar: int, *, als_json: bool) -> None:
    if als_json:
        rijen = [{"id": u.id, "antwoord": u.antwoord, "gelijk": u.gelijk} for u in uitkomsten]
        print(json.dumps(rijen, ensure_ascii=False, indent=1))
        return
    gelijk = sum(uitkomst.gelijk for uitkomst in uitkomsten)
    niet_gelezen = f", {onleesbaar} niet te lezen" if onleesbaar else ""
    print(f"{gelijk} van {len(uitkomsten)} gelijk{niet_gelezen}.")
