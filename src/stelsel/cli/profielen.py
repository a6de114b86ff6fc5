"""`stelsel profielen ontwerp CSV`: how many profiles are enough, from one row per client.

Needs no database and no Django.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from stelsel.cli.plekken import register_plekken, run_plekken

if TYPE_CHECKING:
    import polars as pl

    from stelsel.analyse.profielen.ontwerp import Ontwerp
    from stelsel.domein.profielen.samenvoegen import Buren
    from stelsel.lake.intake.waarschuwingen import Waarschuwing

KLAAR, MET_OPMERKINGEN, ONBRUIKBAAR = 0, 1, 2
_ASSEN = ("startprofiel", "complexiteit", "intensiteit")


def register(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "profielen",
        help="ontwerp profielen: hoeveel zijn er genoeg",
        description="Zoekt het kleinste aantal profielen dat cliënten nog van elkaar onderscheidt.",
    )
    taken = parser.add_subparsers(title="taken", dest="taak", metavar="TAAK", required=True)
    ontwerp = taken.add_parser(
        "ontwerp",
        help="hoeveel profielen, en welke",
        description="Leest een bestand met client;kosten en kenmerken, en zoekt het kleinste aantal "
        "profielen dat aan alle criteria voldoet.",
    )
    ontwerp.add_argument("bestand", metavar="CSV", type=Path, help="client;kosten (euro's) en kenmerken")
    ontwerp.add_argument(
        "--indeling",
        metavar="CSV",
        type=Path,
        help="client;profiel: begin met deze profielen, niet met kenmerken",
    )
    ontwerp.add_argument("--json", action="store_true", help="schrijf de uitkomst als JSON")
    ontwerp.add_argument(
        "--openbaar", action="store_true", help="alleen wat u mag delen: zonder kleine aantallen, afgerond"
    )
    ontwerp.set_defaults(run=run)
    register_plekken(taken)


def run(args: argparse.Namespace) -> int:
    """Carry out the command; 0 done, 1 with remarks or without an advice, 2 unusable input."""
    if args.taak == "plekken":
        return run_plekken(args)
    from stelsel.analyse.profielen.ontwerp import IndelingTeFijn
    from stelsel.lake.intake import IntakeFout

    try:
        ontwerp, waarschuwingen = _ontwerp(args)
    except (IntakeFout, IndelingTeFijn) as fout:
        print(fout, file=sys.stderr)
        return ONBRUIKBAAR
    except OSError as fout:
        if fout.filename is None:
            raise
        print(f"{fout.filename} is niet te lezen. Kies een ander bestand.", file=sys.stderr)
        return ONBRUIKBAAR
    opmerkingen = [opmerking.als_data() for opmerking in ontwerp.opmerkingen]
    if args.openbaar:
        from stelsel.cli.ontwerpuitgave import print_openbaar

        print_openbaar(ontwerp, als_json=args.json)
    elif args.json:
        data = ontwerp.als_data() | {"waarschuwingen": [w.als_data() for w in waarschuwingen] + opmerkingen}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_list_tekst(ontwerp)))
    for waarschuwing in waarschuwingen:
        print(f"{waarschuwing.soort}: {waarschuwing.aantal} keer. {waarschuwing.uitleg}", file=sys.stderr)
    for opmerking in opmerkingen:
        print(f"{opmerking['kenmerk']}: {opmerking['uitleg']}", file=sys.stderr)
    return MET_OPMERKINGEN if waarschuwingen or opmerkingen or not ontwerp.advies.voldoet else KLAAR


def _ontwerp(args: argparse.Namespace) -> tuple[Ontwerp, list[Waarschuwing]]:
    from stelsel.analyse.profielen.ontwerp import compute_indeling, compute_ontwerp
    from stelsel.domein.profielen.criteria import get_grenzen
    from stelsel.lake.intake.clientkenmerken import join_indeling, read_clienten, read_indeling

    grenzen = get_grenzen(datetime.now(tz=ZoneInfo("Europe/Amsterdam")).date())
    print(f"{args.bestand} wordt gelezen.", file=sys.stderr)
    gelezen = read_clienten(args.bestand)
    waarschuwingen = list(gelezen.waarschuwingen)
    if args.indeling is None:
        return compute_ontwerp(gelezen.clienten, grenzen=grenzen), waarschuwingen
    print(f"{args.indeling} wordt gelezen.", file=sys.stderr)
    indeling = read_indeling(args.indeling)
    clienten = gelezen.clienten.drop("profiel", strict=False)
    samen, meer = join_indeling(clienten, indeling.indeling)
    waarschuwingen += [*indeling.waarschuwingen, *meer]
    return compute_indeling(
        samen, grenzen=grenzen, buren=_get_buren(indeling.indeling, samen)
    ), waarschuwingen


def _get_buren(indeling: pl.DataFrame, clienten: pl.DataFrame) -> Buren | None:
    """Which profiles may merge, when the division names the three axes; else every two may."""
    import polars as pl

    from stelsel.domein.profielen.samenvoegen import create_buren

    namen = {naam.casefold(): naam for naam in indeling.columns}
    if not all(as_ in namen for as_ in _ASSEN) or not clienten.height:
        return None
    assen = indeling.select("profiel", *(pl.col(namen[as_]).cast(pl.String).fill_null("") for as_ in _ASSEN))
    per_profiel = (
        assen.filter(pl.col("profiel").is_in(clienten["profiel"].unique().to_list()))
        .unique("profiel", keep="first", maintain_order=True)
        .sort("profiel")
    )
    kolommen = [per_profiel[namen[as_]].to_list() for as_ in _ASSEN]
    plaatsen = [_rangschik(kolom) for kolom in kolommen[1:]]
    return create_buren(list(zip(kolommen[0], *plaatsen, strict=True)))


#: The words of the axes, from light to heavy; other words stand in the order of the alphabet.
_VOLGORDE = (
    "laag",
    "licht",
    "kort",
    "p",
    "midden",
    "middel",
    "i",
    "hoog",
    "lang",
    "zwaar",
    "dl",
    "l",
    "dz",
    "z",
)


def _rangschik(woorden: list[str]) -> list[int]:
    def sleutel(woord: str) -> tuple[int, str]:
        klein = woord.casefold()
        return (_VOLGORDE.index(klein) if klein in _VOLGORDE else -1, klein)

    volgorde = sorted(set(woorden), key=sleutel)
    return [volgorde.index(woord) for woord in woorden]


def _list_tekst(ontwerp: Ontwerp) -> list[str]:
    """The advice, the table per number, and the profiles, for people."""
    koppen = ("profielen", "R2", "R2 log", "CV", "kleinste", "prijs", "index")
    regels = [ontwerp.advies.reden, "", "".join(f"{kop:>10}" for kop in koppen) + "  niet voldaan"]
    for oordeel in ontwerp.oordelen:
        r = oordeel.aantal
        getallen = (_getal(r.r2, 3), _getal(r.r2_log, 3), _getal(r.spreiding), f"{r.clienten}")
        prijs = (_getal(r.prijsverhouding), _getal(r.stabiliteit))
        rij = "".join(f"{getal:>10}" for getal in (f"{r.k}", *getallen, *prijs))
        regels.append(f"{rij}  {', '.join(oordeel.niet_voldaan)}".rstrip())
    regels += ["", f"{'cliënten':>10}{'gemiddeld':>14}{'CV':>7}  kenmerken"]
    regels += [
        f"{groep.n:>10}{_getal(groep.gemiddelde / 100):>14}{_getal(groep.cv):>7}  {groep.kenmerken}"
        for groep in ontwerp.groepen
    ]
    return regels


def _getal(waarde: float | None, decimalen: int = 2) -> str:
    if waarde is None:
        return "-"
    return f"{waarde:,.{decimalen}f}".replace(",", "_").replace(".", ",").replace("_", ".")
