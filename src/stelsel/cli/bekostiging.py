"""`stelsel bekostiging vergelijk MAP`: one history of claims under three ways of paying.

Reads declaraties.csv and profielen.csv, and parameters.toml when it is there. Needs no database and no
Django.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stelsel.analyse.bekostiging.modelvergelijking import Modelvergelijking
    from stelsel.analyse.bekostiging.vergelijkuitgave import Grootsten
    from stelsel.domein.bekostiging.vergelijkinvoer import Vergelijkinvoer
    from stelsel.lake.intake import Intake, Waarschuwing

KLAAR, MET_OPMERKINGEN, ONBRUIKBAAR = 0, 1, 2
_MEESTE_BYTES = 1_000_000


def register(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "bekostiging",
        help="vergelijk drie manieren van betalen op dezelfde declaraties",
        description="Rekent een jaar declaraties na onder drie manieren van betalen.",
    )
    onderdelen = parser.add_subparsers(
        title="onderdelen", dest="onderdeel", metavar="ONDERDEEL", required=True
    )
    vergelijk = onderdelen.add_parser(
        "vergelijk",
        help="inspanning, output en taak naast elkaar",
        description="Vergelijkt inspanning, output en taak: budget per gemeente met marge, gevolgen voor "
        "aanbieders, berichten en criteria.",
    )
    vergelijk.add_argument(
        "map", metavar="MAP", type=Path, help="map met declaraties.csv, profielen.csv en parameters.toml"
    )
    vergelijk.add_argument("--json", action="store_true", help="schrijf de uitkomst als JSON")
    vergelijk.add_argument(
        "--openbaar", action="store_true", help="alleen wat u mag delen: zonder kleine aantallen, afgerond"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out the command; 0 done, 1 with warnings or without clients, 2 unusable input."""
    from stelsel.domein.bekostiging.vergelijkinvoer import VergelijkFout
    from stelsel.lake.engine import EngineOnbekend
    from stelsel.lake.intake import IntakeFout, read_bestand

    if not args.map.is_dir():
        return _stop(f"{args.map} bestaat niet of is geen map.")
    try:
        invoer = _read_invoer(args.map / "parameters.toml")
        declaraties = _get_bestand(args.map, "declaraties")
        profielen = _get_bestand(args.map, "profielen")
        _meld(f"{declaraties} wordt gelezen.")
        with read_bestand(declaraties) as intake:
            return _toon(intake, profielen, invoer, args)
    except (IntakeFout, VergelijkFout, EngineOnbekend) as fout:
        return _stop(str(fout))
    except OSError as fout:
        if fout.filename is None:
            raise
        return _stop(f"{fout.filename} is niet te lezen. Kies een andere map.")


def _get_bestand(map: Path, naam: str) -> Path:
    """The CSV, or a Parquet file of the same name; the CSV when there is neither, so that it is named."""
    parquet = map / f"{naam}.parquet"
    csv = map / f"{naam}.csv"
    return parquet if parquet.is_file() and not csv.exists() else csv


def _read_invoer(pad: Path) -> Vergelijkinvoer:
    from stelsel.domein.bekostiging.vergelijkinvoer import (
        VergelijkFout,
        Vergelijkinvoer,
        parse_vergelijking,
    )

    if not pad.exists():
        return Vergelijkinvoer()
    with pad.open("rb") as stroom:
        inhoud = stroom.read(_MEESTE_BYTES + 1)
    if len(inhoud) > _MEESTE_BYTES:
        raise VergelijkFout(f"{pad} is groter dan 1 MB. Dat zijn geen keuzes voor een vergelijking.")
    try:
        return parse_vergelijking(inhoud.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise VergelijkFout(f"{pad} is geen tekst in UTF-8.") from None
    except VergelijkFout as fout:
        raise VergelijkFout(f"{pad.name}: {fout}") from None


def _toon(intake: Intake, profielen: Path, invoer: Vergelijkinvoer, args: argparse.Namespace) -> int:
    """Compute and print."""
    from stelsel.lake.intake import IntakeFout, create_waarschuwing, read_profielen

    if not intake.bestanden and not intake.waarschuwingen:
        raise IntakeFout(f"{args.map} bevat geen enkele declaratieregel.")
    gelezen = read_profielen(profielen, bij=intake)
    vergelijking, grootsten, verdacht, toets = _compute(intake, gelezen.profielen, invoer)
    waarschuwingen = [*intake.waarschuwingen, *gelezen.waarschuwingen] + [
        create_waarschuwing(o.soort, aantal=o.aantal, bedrag=o.bedrag, regels=o.regels) for o in verdacht
    ]
    for waarschuwing in waarschuwingen:
        _meld(_als_zin(waarschuwing))
    if args.openbaar:
        from stelsel.cli.vergelijkuitgave import print_openbaar

        print_openbaar(vergelijking, grootsten=grootsten, als_json=args.json)
    elif args.json:
        data = vergelijking.als_data() | toets | {"waarschuwingen": [w.als_data() for w in waarschuwingen]}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        from stelsel.cli.vergelijktekst import render_tekst

        print(render_tekst(vergelijking, toets=toets.get("budgettoets")))
    return MET_OPMERKINGEN if waarschuwingen or not vergelijking.clienten else KLAAR


def _compute(
    intake: Intake, profielen: Any, invoer: Vergelijkinvoer
) -> tuple[Modelvergelijking, Grootsten, list[Any], dict[str, Any]]:
    """The comparison, the largest amounts in it, what looks wrong in the lines as a whole and in it, and the
    test against budgets where these are given."""
    from stelsel.analyse.bekostiging.clientdelen import create_leeg, get_clientdelen
    from stelsel.analyse.bekostiging.kadertoets import compute_kadertoets
    from stelsel.analyse.bekostiging.modelvergelijking import compute_modelvergelijking
    from stelsel.analyse.bekostiging.vergelijkuitgave import Grootsten, compute_grootsten
    from stelsel.analyse.kwaliteit import Opmerking, list_opmerkingen
    from stelsel.analyse.selectie import list_jaren
    from stelsel.lake.engine import create_engine, get_bestanden

    if not intake.bestanden:
        return compute_modelvergelijking(create_leeg(), invoer), Grootsten(), [], {}
    regels = get_bestanden(create_engine(os.environ), intake.bestanden)
    delen = get_clientdelen(regels, profielen=profielen)
    vergelijking = compute_modelvergelijking(delen, invoer)
    verdacht = [*list_opmerkingen(regels), *vergelijking.opmerkingen]
    jaren = list_jaren(regels)
    if len(jaren) > 1:
        verdacht.append(Opmerking("meer_jaren", len(jaren), 0, ()))
    toets = compute_kadertoets(delen, vergelijking=vergelijking, invoer=invoer)
    return vergelijking, compute_grootsten(delen), verdacht, {"budgettoets": toets} if toets else {}


def _als_zin(waarschuwing: Waarschuwing) -> str:
    regels = ", ".join(map(str, waarschuwing.regels))
    waar = f" (eerst: regel {regels})" if regels else ""
    return f"{waarschuwing.soort}: {waarschuwing.aantal} keer{waar}. {waarschuwing.uitleg}"


def _meld(tekst: str) -> None:
    print(tekst, file=sys.stderr)


def _stop(tekst: str) -> int:
    _meld(tekst)
    return ONBRUIKBAAR
