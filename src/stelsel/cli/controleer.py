"""stelsel controleer PAD... [--officieel MAP] [--json]: are these messages right; if not, where and why?"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stelsel.istandaarden import Controle, OnleesbaarBericht
    from stelsel.istandaarden.officieel import OfficieleControle
    from stelsel.kern.bevinding import Bevinding

_BESCHRIJVING = """\
Controleert berichten van iWmo 3.2 en iJw 3.2: de opbouw (niveau 1) en de inhoud (niveau 2).
Geef bestanden, mappen of zipbestanden op; een bericht mag in de envelop van het GGk zitten.
Er wordt niets opgeslagen.

Met --officieel MAP (of STELSEL_OFFICIEEL) tellen ook de officiële schema's (.xsd) en controles (.xsl) mee
die u in MAP hebt staan. Hun oordeel staat onder het onze.

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
    ontleder.add_argument(
        "--officieel",
        metavar="MAP",
        type=Path,
        default=os.environ.get("STELSEL_OFFICIEEL") or None,
        help="map met de officiële schema's en controles van de standaard",
    )
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


@dataclass(frozen=True)
class _Uitkomst:
    """Our verdict, and that of the official files when they are asked for."""

    controle: Controle
    officieel: OfficieleControle | None = None

    @property
    def is_goed(self) -> bool:
        """Nobody found anything."""
        return self.controle.niveau == 0 and not (self.officieel and self.officieel.niveau)


def _check(inhoud: bytes | OnleesbaarBericht, officieel: Path | None) -> _Uitkomst:
    from stelsel.istandaarden import Controle, OnleesbaarBericht
    from stelsel.istandaarden.officieel import check_officieel
    from stelsel.istandaarden.transport import check_post, parse_lading

    if not isinstance(inhoud, bytes):
        return _Uitkomst(Controle(None, 1, inhoud.bevindingen))
    controle = check_post(inhoud)
    if officieel is None:
        return _Uitkomst(controle)
    try:
        return _Uitkomst(controle, check_officieel(parse_lading(inhoud), officieel))
    except OnleesbaarBericht:
        return _Uitkomst(controle)


def _list_zip(bestand: Path) -> Iterator[tuple[str, bytes | OnleesbaarBericht]]:
    from stelsel.istandaarden import OnleesbaarBericht
    from stelsel.istandaarden.zipbestand import parse_zip

    with bestand.open("rb") as stroom:
        try:
            berichten, andere = parse_zip(stroom)
        except OnleesbaarBericht as fout:
            yield str(bestand), fout
            return
        for naam in andere:
            _meld(f"Overgeslagen (geen .xml): {bestand}!{naam}")
        for bericht in berichten:
            yield f"{bestand}!{bericht.naam}", bericht.inhoud


def _list_inhoud(bestand: Path) -> Iterator[tuple[str, bytes | OnleesbaarBericht]]:
    """The messages in one file by name, or why one cannot be read."""
    from stelsel.istandaarden.codec.parser import OnleesbaarBericht, read_all

    if bestand.suffix.lower() == ".zip":
        yield from _list_zip(bestand)
        return
    with bestand.open("rb") as stroom:
        try:
            inhoud: bytes | OnleesbaarBericht = read_all(stroom)
        except OnleesbaarBericht as fout:
            inhoud = fout
        yield str(bestand), inhoud


def _print_tekst(naam: str, uitkomst: _Uitkomst) -> None:
    controle, officieel = uitkomst.controle, uitkomst.officieel
    print(f"{naam}: {controle.naam or 'onbekend bericht'}, {_tel(controle.niveau, controle.bevindingen)}")
    _print_bevindingen(controle.bevindingen)
    if officieel is not None:
        versie = f" (XsltVersie {officieel.xslt_versie})" if officieel.xslt_versie else ""
        deel = "" if officieel.xslt_versie or officieel.niveau else "niveau 1 "
        print(f"  officieel{versie}: {deel}{_tel(officieel.niveau, officieel.bevindingen)}")
        _print_bevindingen(officieel.bevindingen)
        for opmerking in officieel.opmerkingen:
            print(f"  let op: {opmerking}")


def _tel(niveau: int | None, bevindingen: Sequence[Bevinding]) -> str:
    if not niveau:
        return "niet te beoordelen" if niveau is None else "in orde"
    woord = "bevinding" if len(bevindingen) == 1 else "bevindingen"
    return f"{len(bevindingen)} {woord} op niveau {niveau}"


def _print_bevindingen(bevindingen: Sequence[Bevinding]) -> None:
    for bevinding in bevindingen:
        waar = f"regel {bevinding.regelnummer}: " if bevinding.regelnummer else ""
        print(f"  {waar}{bevinding.regel}: {bevinding.uitleg}")
        if bevinding.plaats:
            print(f"    {bevinding.plaats}")


def run(args: argparse.Namespace) -> int:
    """Check everything; 0 clean, 1 with findings, 2 when a path cannot be opened."""
    paden = [*args.pad, *([args.officieel] if args.officieel else [])]
    ontbreekt = [pad for pad in paden if not pad.exists()]
    if ontbreekt:
        _meld(f"Dit bestand of deze map is er niet: {ontbreekt[0]}")
        return 2
    uitkomsten: list[dict[str, Any]] = []
    code = aantal = 0
    for pad in args.pad:
        for naam, uitkomst in _check_pad(pad, args.officieel):
            aantal += 1
            if uitkomst is None:
                code = 2
            elif args.json:
                uitkomsten.append(_als_data(naam, uitkomst))
            else:
                _print_tekst(naam, uitkomst)
            code = max(code, int(uitkomst is not None and not uitkomst.is_goed))
    if args.json:
        print(json.dumps(uitkomsten, ensure_ascii=False, indent=1))
    if not aantal and not code:
        _meld("Er is geen bericht gevonden om te controleren.")
    return code


def _check_pad(pad: Path, officieel: Path | None) -> Iterator[tuple[str, _Uitkomst | None]]:
    """Every message under a path; None for what cannot be opened. The next file goes on."""
    bestanden = _list_bestanden(pad)
    while True:
        try:
            bestand = next(bestanden, None)
            if bestand is None:
                return
            for naam, inhoud in _list_inhoud(bestand):
                yield naam, _check(inhoud, officieel)
        except OSError as fout:
            if fout.filename is None:
                raise
            _meld(f"Dit bestand of deze map is niet te openen: {fout.filename}")
            yield str(fout.filename), None


def _als_data(naam: str, uitkomst: _Uitkomst) -> dict[str, Any]:
    """The keys of docs/formaten."""
    controle, officieel = uitkomst.controle, uitkomst.officieel
    data: dict[str, Any] = {
        "bestand": naam,
        "bericht": controle.naam,
        "niveau": controle.niveau,
        "bevindingen": [bevinding.als_data() for bevinding in controle.bevindingen],
    }
    if officieel is not None:
        data["officieel"] = {
            "niveau": officieel.niveau,
            "bevindingen": [bevinding.als_data() for bevinding in officieel.bevindingen],
            "xslt_versie": officieel.xslt_versie,
            "opmerkingen": officieel.opmerkingen,
        }
    return data
