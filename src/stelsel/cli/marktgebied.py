"""`stelsel marktschets --gebieden CSV --gebied CODE`: one area of the tree instead of all gemeenten."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stelsel.analyse.selectie import Selectie


@dataclass(frozen=True)
class Gekozen:
    """The area, and the codes in the lines that belonged to it on `dag`."""

    code: str
    naam: str
    dag: date
    gemeenten: tuple[str, ...]

    def als_data(self) -> dict[str, Any]:
        """Under the keys of the command."""
        return {
            "code": self.code, "naam": self.naam, "grenzen_op": self.dag.isoformat(),
            "gemeenten": list(self.gemeenten),
        }  # fmt: skip


def add_opties(parser: argparse.ArgumentParser) -> None:
    """The options of this module."""
    parser.add_argument("--gebied", metavar="CODE", help="alleen dit gebied uit de lijst van --gebieden")
    parser.add_argument(
        "--gebieden", metavar="CSV", type=Path,
        help="lijst van gebieden: code;naam;niveau;deel_van;van;tot, één regel per lidmaatschap",
    )  # fmt: skip
    parser.add_argument(
        "--grenzen", metavar="DATUM", type=date.fromisoformat,
        help="wie er op deze dag bij het gebied hoorde (anders: op de laatste dag van het jaar, of vandaag)",
    )  # fmt: skip


def create_selectie(args: argparse.Namespace, *, today: date) -> Selectie:
    """What the options choose; sets `args.gekozen` to the area, None for all gemeenten. Raises GebiedFout."""
    from stelsel.analyse.selectie import Selectie

    args.gekozen = _kies(args, today=today)
    return Selectie(
        jaar=args.jaar,
        domeinen=frozenset({args.domein}) if args.domein else None,
        gemeenten=frozenset(args.gekozen.gemeenten) if args.gekozen else None,
    )


def _kies(args: argparse.Namespace, *, today: date) -> Gekozen | None:
    from stelsel.analyse.kwaliteit import list_herindelingen
    from stelsel.domein.marktschets.gebieden import GebiedFout
    from stelsel.domein.marktschets.gebiedenlijst import parse_gebieden

    if args.gebied is None and args.gebieden is None and args.grenzen is None:
        return None
    if args.gebied is None or args.gebieden is None:
        raise GebiedFout("Geef --gebied en --gebieden samen op; --grenzen alleen daarbij.")
    if args.document is not None:
        raise GebiedFout("Een document gaat over alle gemeenten. Laat --document weg, of --gebied.")
    try:
        tekst = args.gebieden.read_text("utf-8-sig")
    except UnicodeDecodeError:
        tekst = args.gebieden.read_text("cp1252")
    boom = parse_gebieden(tekst, opvolgers={oud: nieuw for oud, nieuw, _ in list_herindelingen()})
    gebied = boom.gebieden.get(args.gebied)
    if gebied is None:
        raise GebiedFout(f"{args.gebieden.name} heeft geen gebied {args.gebied}.")
    dag = args.grenzen or (date(args.jaar, 12, 31) if args.jaar else today)
    codes = boom.list_codes(args.gebied, dag=dag)
    if not codes:
        raise GebiedFout(f"Bij {gebied.naam} hoorde op {dag:%d-%m-%Y} geen enkele gemeente.")
    return Gekozen(gebied.code, gebied.naam, dag, codes)
