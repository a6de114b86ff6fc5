"""stelsel journaal controleer | wortel: is what was recorded still what was written?"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stelsel.apps.journal.queries.controle import Ketenfout, Ketenrapport
    from stelsel.kern.keten import Wortel

_BESCHRIJVING = """\
Alles wat in het journaal staat (besluiten, inzagen) en elk bericht is een schakel in een keten. Wie iets
verandert, weghaalt, toevoegt of verplaatst, breekt de keten.

controleer  loopt de hele keten na, en vergelijkt haar met de wortels in een map
wortel      toont het einde van de keten van nu. Bewaar dat op een andere plek: zonder wortel is niet te
            zien dat het einde is weggehaald of dat de hele keten opnieuw is gemaakt"""
_AFSLUITCODE = (
    "Afsluitcode: 0 alles klopt, 1 er is iets veranderd, 2 de map of de database is niet te openen."
)


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "journaal",
        help="controleer of het journaal en de berichten niet zijn veranderd",
        description=f"{_BESCHRIJVING}\n\n{_AFSLUITCODE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    keuzes = ontleder.add_subparsers(dest="keuze", metavar="controleer|wortel", required=True)
    controleer = keuzes.add_parser("controleer", help="loop de hele keten na")
    controleer.add_argument(
        "--wortels", metavar="MAP", type=Path, help="map met bewaarde wortels (standaard var/wortels)"
    )
    wortel = keuzes.add_parser("wortel", help="toon het einde van de keten van nu")
    wortel.add_argument("--naar", metavar="MAP", type=Path, help="schrijf de wortel ook in deze map")
    for deel in (controleer, wortel):
        deel.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")


def run(args: argparse.Namespace) -> int:
    """0 all is as written (or the root was made), 1 something was changed, 2 folder or database closed."""
    from stelsel.cli.database import open_database

    if not open_database():
        return 2
    return _run_wortel(args) if args.keuze == "wortel" else _run_controleer(args)


def _run_controleer(args: argparse.Namespace) -> int:
    from django.db import DatabaseError

    from stelsel.apps.journal.actions import register_ketencontrole
    from stelsel.apps.journal.queries.controle import check_keten
    from stelsel.apps.web.middleware.klok import get_nu

    wortels = _get_wortels(args.wortels)
    if wortels is None:
        return 2
    gc.freeze()  # millions of rows come and go; looking through all of Django each time costs a quarter
    rapport = check_keten(wortels=wortels)
    with suppress(DatabaseError):  # a copy that may only be read can be checked too
        register_ketencontrole(rapport=rapport, now=get_nu())
    if args.json:
        print(json.dumps(asdict(rapport), ensure_ascii=False, indent=1))
    else:
        _print_rapport(rapport)
    return int(rapport.aantal_fouten > 0)


def _get_wortels(gekozen: Path | None) -> list[Wortel] | None:
    """The roots in the folder; None (with one sentence) when it is not there or holds something else."""
    from django.conf import settings

    from stelsel.kern.keten import OnleesbareWortel, parse_wortel

    map_ = gekozen or Path(settings.VAR_DIR) / "wortels"
    if gekozen is not None and not map_.is_dir():
        print(f"Deze map is er niet: {map_}", file=sys.stderr)
        return None
    wortels = []
    for pad in sorted(map_.glob("*.json")):
        try:
            wortels.append(parse_wortel(pad.read_text("utf-8")))
        except (OSError, UnicodeDecodeError, OnleesbareWortel) as fout:
            print(f"{pad} is niet te lezen: {fout}", file=sys.stderr)
            return None
    return wortels


def _print_rapport(rapport: Ketenrapport) -> None:
    for fout in rapport.fouten:
        print(_get_regel(fout))
    meer = rapport.aantal_fouten - len(rapport.fouten)
    if meer:
        print(f"... en nog {meer}.")
    oordeel = "Er is iets veranderd." if rapport.aantal_fouten else "De keten klopt."
    print(
        f"{oordeel} {rapport.schakels} schakels, {rapport.wortels} wortels, "
        f"{rapport.ongezegeld} regels wachten nog op hun schakel."
    )
    if not rapport.wortels:
        print("Er zijn geen wortels: een weggehaald einde is zo niet te zien.", file=sys.stderr)


def _get_regel(fout: Ketenfout) -> str:
    waar = f"schakel {fout.volgnummer}" if fout.volgnummer is not None else "buiten de keten"
    wat = f", {fout.bron} {fout.sleutel}" if fout.sleutel is not None else ""
    return f"{waar}{wat}: {fout.uitleg}"


def _run_wortel(args: argparse.Namespace) -> int:
    from stelsel.apps.journal.actions import get_wortel, publish_wortel
    from stelsel.apps.web.middleware.klok import get_nu, get_vandaag
    from stelsel.kern.keten import render_wortel

    wortel = get_wortel(today=get_vandaag(), now=get_nu())
    if wortel is None:
        print("Er is nog niets vastgelegd, dus er is nog geen wortel.", file=sys.stderr)
        return 1
    if args.naar is not None:
        try:
            print(f"Geschreven: {publish_wortel(wortel, map_=args.naar)}", file=sys.stderr)
        except OSError as fout:
            print(f"Deze map is niet te maken of te beschrijven: {fout.filename}", file=sys.stderr)
            return 2
    if args.json:
        print(render_wortel(wortel), end="")
    else:
        print(f"Wortel van {wortel.datum}: schakel {wortel.volgnummer}\n{wortel.hash}")
    return 0
