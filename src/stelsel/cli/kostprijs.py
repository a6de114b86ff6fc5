"""`stelsel kostprijs TOML`: the cost price of an hour and of a traject, from salary to tarief.

Needs no database and no Django.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stelsel.domein.bekostiging.gevoeligheid import Effect
    from stelsel.domein.bekostiging.kostprijs import Invoer, Kostprijs

KLAAR, MET_OPMERKINGEN, ONBRUIKBAAR = 0, 1, 2
#: A cost price is some lines of text; what is larger is another file.
_MEESTE_BYTES = 1_000_000


def register(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "kostprijs",
        help="kostprijs van een uur en een traject, van salaris tot tarief",
        description="Berekent uit salarissen, uren en opslagen het tarief per uur, de mix en het traject, en "
        "hoe gevoelig het tarief is voor elke aanname.",
    )
    parser.add_argument(
        "bestand", metavar="TOML", type=Path, help="de invoer; docs/formaten.md noemt de namen"
    )
    parser.add_argument("--json", action="store_true", help="schrijf de uitkomst als JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out the command; 0 done, 1 with remarks, 2 unusable input."""
    from stelsel.domein.bekostiging.gevoeligheid import compute_gevoeligheid
    from stelsel.domein.bekostiging.kostprijs import KostprijsFout, compute_kostprijs
    from stelsel.domein.bekostiging.kostprijsinvoer import list_opmerkingen, parse_kostprijs

    try:
        with args.bestand.open("rb") as stroom:
            inhoud = stroom.read(_MEESTE_BYTES + 1)
        if len(inhoud) > _MEESTE_BYTES:
            return _stop(f"{args.bestand} is groter dan 1 MB en is geen invoer voor een kostprijs.")
        invoer = parse_kostprijs(inhoud.decode("utf-8-sig"))
        kostprijs = compute_kostprijs(invoer)
    except OSError:
        return _stop(f"{args.bestand} is niet te lezen. Kies een ander bestand.")
    except UnicodeDecodeError:
        return _stop(f"{args.bestand} is geen tekst in UTF-8.")
    except KostprijsFout as fout:
        return _stop(str(fout))
    opmerkingen, effecten = list_opmerkingen(invoer, kostprijs), compute_gevoeligheid(invoer)
    if args.json:
        data = kostprijs.als_data() | {
            "gevoeligheid": [effect.als_data() for effect in effecten],
            "band": _list_band(invoer),
            "opmerkingen": opmerkingen,
        }
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print("\n".join([*_list_opbouw(kostprijs), *_list_mix(invoer, kostprijs), *_list_effecten(effecten)]))
    for opmerking in opmerkingen:
        print(f"Let op: {opmerking}", file=sys.stderr)
    return MET_OPMERKINGEN if opmerkingen else KLAAR


def _list_band(invoer: Invoer) -> list[dict[str, Any]]:
    """The band by the ranges of the year of the prices, or the newest: never by the day it is run."""
    from stelsel.analyse.bekostiging.kostprijsband import compute_band

    peildatum = date(invoer.prijspeil, 12, 31) if invoer.prijspeil else date.max
    return [band.als_data() for band in compute_band(invoer, peildatum=peildatum)]


def _list_opbouw(kostprijs: Kostprijs) -> list[str]:
    from stelsel.domein.bekostiging.kostprijs import STAPPEN, UREN

    breedte = max(14, *(len(t.naam) + 2 for t in kostprijs.tarieven))
    regels = ["Opbouw per functie (euro; uren waar het er staat)", ""]
    regels.append(f"{'':<24}" + "".join(f"{t.naam:>{breedte}}" for t in kostprijs.tarieven))
    for stap in STAPPEN:
        naam = f"{stap.replace('_', ' ')}{' (uren)' if stap in UREN else ''}"
        regels.append(
            f"{naam:<24}" + "".join(f"{_getal(t.stappen[stap]):>{breedte}}" for t in kostprijs.tarieven)
        )
    tarieven = "".join(f"{_getal(t.tarief / 100):>{breedte}}" for t in kostprijs.tarieven)
    return [*regels, f"{'tarief per uur':<24}{tarieven}"]


def _list_mix(invoer: Invoer, kostprijs: Kostprijs) -> list[str]:
    from stelsel.domein.bekostiging.kostprijs import rond_tarief

    regels = [""]
    if kostprijs.mix is not None:
        delen = ", ".join(f"{float(100 * deel):g} % {naam}" for naam, deel in invoer.mix.items())
        regels.append(f"Mix ({delen}): {_getal(rond_tarief(kostprijs.mix) / 100)} per uur")
    if kostprijs.traject is not None and invoer.traject is not None:
        uren = f"{float(invoer.traject.uren):g}".replace(".", ",")
        regels.append(f"Traject van {uren} uur: {_getal(kostprijs.traject / 100)}, uit de mix vóór afronden")
    return regels


def _list_effecten(effecten: list[Effect]) -> list[str]:
    regels = ["", "Gevoeligheid: wat doet één stap met het tarief?", ""]
    for e in effecten:
        stap = f"{float(e.van):g} naar {float(e.naar):g}".replace(".", ",")
        deel = f"{float(100 * e.deel):+.2f} %".replace(".", ",")
        regels.append(f"{e.functie:<14}{e.parameter:<22}{stap:<20}{_getal(e.tarief / 100):>10}{deel:>11}")
    return regels


def _getal(waarde: Any) -> str:
    return f"{float(waarde):,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


def _stop(tekst: str) -> int:
    print(tekst, file=sys.stderr)
    return ONBRUIKBAAR
