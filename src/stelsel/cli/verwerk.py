"""stelsel verwerk MAP [--uit MAP] [--json]: judge a folder of messages as the worker would."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_BESCHRIJVING = """\
Verwerkt alle berichten (.xml) in een map, in volgorde van naam, met de ingestelde database
(DATABASE_URL). De antwoorden komen als NAAM.antwoord.xml in de map MAP/antwoorden of --uit.

Afsluitcode: 0 alles verwerkt, 1 er is iets afgekeurd of onleesbaar, 2 de map is niet te openen."""
_FOUT = {"afgekeurd", "onleesbaar", "vastgelopen"}
#: A retour that waits for its message was not accepted, as far as this command can tell.
_STATUSSEN = {"geparkeerd": "afgekeurd"}


@dataclass(frozen=True)
class Resultaat:
    """What came of one file; the keys of docs/formaten."""

    bestand: str
    bericht: str | None
    status: str
    antwoord: str | None
    codes: list[str]
    uitleg: list[str]


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "verwerk",
        help="verwerk een map met berichten, zoals de postbus het doet",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("map", metavar="MAP", type=Path, help="map met berichten")
    ontleder.add_argument("--uit", metavar="MAP", type=Path, help="map voor de antwoorden")
    ontleder.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")


def run(args: argparse.Namespace) -> int:
    """Judge everything; 0 all processed, 1 with refusals, 2 when folder or database cannot be opened."""
    if not args.map.is_dir():
        print(f"Deze map is er niet: {args.map}", file=sys.stderr)
        return 2
    from stelsel.cli.database import open_database

    uit = args.uit or args.map / "antwoorden"
    try:
        bestanden = list(_list_bestanden(args.map))
        uit.mkdir(parents=True, exist_ok=True)
    except OSError as fout:
        print(f"Deze map is niet te openen of te maken: {fout.filename}", file=sys.stderr)
        return 2
    if not open_database():
        return 2
    resultaten = []
    for bestand in bestanden:
        resultaat = _verwerk(bestand, uit)
        resultaten.append(resultaat)
        if not args.json:
            _print_tekst(resultaat)
    if args.json:
        rijen = [{k: v for k, v in asdict(r).items() if k != "uitleg"} for r in resultaten]
        print(json.dumps(rijen, ensure_ascii=False, indent=1))
    return int(any(r.status in _FOUT or r.codes for r in resultaten))


def _list_bestanden(map_: Path) -> Iterator[Path]:
    for bestand in sorted(map_.iterdir()):
        if bestand.suffix.lower() == ".xml" and bestand.is_file():
            yield bestand
        elif not bestand.is_dir():
            print(f"Overgeslagen (geen .xml): {bestand}", file=sys.stderr)


def _verwerk(bestand: Path, uit: Path) -> Resultaat:
    from stelsel.apps.berichtenverkeer.actions import (
        BerichtGeweigerd,
        BerichtMislukt,
        begin_ronde,
        check_volgend_bericht,
        register_inkomend_bericht,
        register_mislukking,
    )
    from stelsel.apps.web.middleware.klok import get_nu, get_vandaag
    from stelsel.istandaarden import LIMIET_BYTES

    now = get_nu()
    try:
        with bestand.open("rb") as stroom:
            inhoud = stroom.read(LIMIET_BYTES + 1)
        rij = register_inkomend_bericht(bestandsnaam=bestand.name, inhoud=inhoud, now=now)
    except OSError:
        return Resultaat(str(bestand), None, "onleesbaar", None, [], ["Dit bestand is niet te openen."])
    except BerichtGeweigerd as fout:
        return Resultaat(str(bestand), None, "onleesbaar", None, [], [str(fout)])
    try:
        with begin_ronde(now=now, sleutel=rij.pk):
            klaar = check_volgend_bericht(today=get_vandaag(), now=now, sleutel=rij.pk)
    except BerichtMislukt as fout:
        register_mislukking(sleutel=rij.pk, reden=fout.reden, now=now)
        return Resultaat(str(bestand), None, "vastgelopen", None, [], ["Een fout bij ons. Meld dit."])
    if klaar is None:
        return Resultaat(str(bestand), None, "vastgelopen", None, [], ["Een ander proces is hiermee bezig."])
    antwoord = _write_antwoord(klaar, bestand, uit)
    uitleg = [f"{b['regel']}: {b['uitleg']}" for b in klaar.bevindingen]
    status = _STATUSSEN.get(klaar.status, klaar.status)
    return Resultaat(str(bestand), klaar.bericht or None, status, antwoord, klaar.codes.split(), uitleg)


def _write_antwoord(rij: Any, bestand: Path, uit: Path) -> str | None:
    if rij.antwoord is None:
        return None
    from stelsel.apps.berichtenverkeer.actions import render_verzending
    from stelsel.apps.berichtenverkeer.queries import get_aansluiting

    # "a.xml" and "a.XML" can lie in one folder; each keeps an answer of its own.
    gelijknamig = bestand.suffix != ".xml" and bestand.with_suffix(".xml").exists()
    pad = uit / f"{bestand.name if gelijknamig else bestand.stem}.antwoord.xml"
    inhoud, _ = render_verzending(rij.antwoord, get_aansluiting(rij.antwoord.gemeente_id or ""))
    pad.write_bytes(inhoud)
    return str(pad)


def _print_tekst(resultaat: Resultaat) -> None:
    codes = f" ({', '.join(resultaat.codes)})" if resultaat.codes else ""
    print(f"{resultaat.bestand}: {resultaat.bericht or 'onbekend bericht'}, {resultaat.status}{codes}")
    for regel in resultaat.uitleg:
        print(f"  {regel}")
