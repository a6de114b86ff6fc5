"""stelsel controleer PAD... [--json]: are these messages right, and if not, which line and why?"""

from __future__ import annotations

import argparse
import json
import os
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

Afsluitcode: 0 alles in orde, 1 er is iets gevonden, 2 een bestand of map is er niet of gaat niet open."""


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
    fouten: list[OSError] = []
    namen = [Path(map, naam) for map, _, namen in os.walk(pad, onerror=fouten.append) for naam in namen]
    for bestand in sorted(namen):
        if not bestand.is_file():
            _meld(f"Overgeslagen (geen bestand): {bestand}")
        elif bestand.suffix.lower() in (".xml", ".zip"):
            yield bestand
        else:
            _meld(f"Overgeslagen (geen .xml of .zip): {bestand}")
    if fouten:
        raise fouten[0]


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
    code = aantal = 0
    for pad in args.pad:
        for naam, controle in _check_pad(pad):
            aantal += 1
            if controle is None:
                code = 2
            elif args.json:
                uitkomsten.append(_als_data(naam, controle))
            else:
                _print_tekst(naam, controle)
            code = max(code, int(controle is not None and controle.niveau > 0))
    if args.json:
        print(json.dumps(uitkomsten, ensure_ascii=False, indent=1))
    if not aantal and not code:
        _meld("Er is geen bericht gevonden om te controleren.")
    return code


def _check_pad(pad: Path) -> Iterator[tuple[str, Controle | None]]:
    """Every message under a path; None for what cannot be opened. The next file goes on."""
    bestanden = _list_bestanden(pad)
    while True:
        try:
            bestand = next(bestanden, None)
            if bestand is None:
                return
            yield from _check_bestand(bestand)
        except OSError as fout:
            if fout.filename is None:
                raise
            _meld(f"Dit bestand of deze map is niet te openen: {fout.filename}")
            yield str(fout.filename), None


def _als_data(naam: str, controle: Controle) -> dict[str, Any]:
    """The keys of docs/formaten."""
    return {
        "bestand": naam,
        "bericht": controle.naam,
        "niveau": controle.niveau,
        "bevindingen": [bevinding.als_data() for bevinding in controle.bevindingen],
    }
