"""stelsel controleer PAD... [--json]: are these messages right, and if not, which line and why?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stelsel.istandaarden import Controle, OnleesbaarBericht

_BESCHRIJVING = """\
Controleert berichten van iWmo 3.2 en iJw 3.2: de opbouw (niveau 1) en de inhoud (niveau 2).
Geef bestanden, mappen of zipbestanden op; een bericht mag in de envelop van het GGk zitten.
Er wordt niets opgeslagen.

Afsluitcode: 0 alles in orde, 1 er is iets gevonden, 2 een bestand of map is er niet."""


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "controleer",
        help="controleer berichten van iWmo en iJw",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("pad", metavar="PAD", nargs="+", type=Path, help="bestand, map of zipbestand")
    ontleder.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")


def _meld(tekst: str) -> None:
    print(tekst, file=sys.stderr)


def _list_bestanden(pad: Path) -> Iterator[Path]:
    """The files to check under one path, in order of name."""
    if not pad.is_dir():
        yield pad
        return
    for bestand in sorted(deel for deel in pad.rglob("*") if deel.is_file()):
        if bestand.suffix.lower() in (".xml", ".zip"):
            yield bestand
        else:
            _meld(f"Overgeslagen (geen .xml of .zip): {bestand}")


def _onleesbaar(fout: OnleesbaarBericht) -> Controle:
    from stelsel.istandaarden import Controle

    return Controle(None, 1, fout.bevindingen)


def _check_zip(bestand: Path) -> Iterator[tuple[str, Controle]]:
    from stelsel.istandaarden import OnleesbaarBericht
    from stelsel.istandaarden.transport import check_post
    from stelsel.istandaarden.zipbestand import parse_zip

    with bestand.open("rb") as stroom:
        try:
            berichten, andere = parse_zip(stroom)
        except OnleesbaarBericht as fout:
            yield str(bestand), _onleesbaar(fout)
            return
        for naam in andere:
            _meld(f"Overgeslagen (geen .xml): {bestand}!{naam}")
        for bericht in berichten:
            inhoud = bericht.inhoud
            controle = check_post(inhoud) if isinstance(inhoud, bytes) else _onleesbaar(inhoud)
            yield f"{bestand}!{bericht.naam}", controle


def _check_bestand(bestand: Path) -> Iterator[tuple[str, Controle]]:
    from stelsel.istandaarden.transport import check_post

    if bestand.suffix.lower() == ".zip":
        yield from _check_zip(bestand)
        return
    with bestand.open("rb") as stroom:
        yield str(bestand), check_post(stroom)


def _print_tekst(naam: str, controle: Controle) -> None:
    soort = controle.naam or "onbekend bericht"
    if controle.niveau == 0:
        print(f"{naam}: {soort}, in orde")
        return
    aantal = len(controle.bevindingen)
    woord = "bevinding" if aantal == 1 else "bevindingen"
    print(f"{naam}: {soort}, {aantal} {woord} op niveau {controle.niveau}")
    for bevinding in controle.bevindingen:
        waar = f"regel {bevinding.regelnummer}: " if bevinding.regelnummer else ""
        print(f"  {waar}{bevinding.regel}: {bevinding.uitleg}")
        if bevinding.plaats:
            print(f"    {bevinding.plaats}")


def run(args: argparse.Namespace) -> int:
    """Check everything; 0 clean, 1 with findings, 2 when a path cannot be opened."""
    ontbreekt = [pad for pad in args.pad if not pad.exists()]
    if ontbreekt:
        _meld(f"Dit bestand of deze map is er niet: {ontbreekt[0]}")
        return 2
    uitkomsten: list[dict[str, Any]] = []
    gevonden = False
    try:
        for bestand in (bestand for pad in args.pad for bestand in _list_bestanden(pad)):
            for naam, controle in _check_bestand(bestand):
                gevonden = gevonden or controle.niveau > 0
                if args.json:
                    bevindingen = [bevinding.als_data() for bevinding in controle.bevindingen]
                    uitkomsten.append(
                        {
                            "bestand": naam,
                            "bericht": controle.naam,
                            "niveau": controle.niveau,
                            "bevindingen": bevindingen,
                        }
                    )
                else:
                    _print_tekst(naam, controle)
    except OSError as fout:
        if fout.filename is None:
            raise
        _meld(f"Dit bestand is niet te openen: {fout.filename}")
        return 2
    if args.json:
        print(json.dumps(uitkomsten, ensure_ascii=False, indent=1))
    return int(gevonden)
