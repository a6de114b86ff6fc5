"""`stelsel marktschets PAD`: who gets support, what it costs and how that is spread, from claim lines.

Reads a CSV or Parquet file of claim lines, or a folder of 323 messages. Needs no database and no Django.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from stelsel.cli.marktgebied import add_opties

if TYPE_CHECKING:
    import polars as pl

    from stelsel.analyse.aansluiting import Aansluiting
    from stelsel.analyse.marktschets import Marktschets
    from stelsel.analyse.selectie import Selectie
    from stelsel.analyse.verdieping import Verdieping
    from stelsel.domein.marktschets.indelingsregel import Indelingsregel
    from stelsel.lake.engine import Table
    from stelsel.lake.intake import Intake, Waarschuwing

KLAAR, MET_OPMERKINGEN, ONBRUIKBAAR = 0, 1, 2
DOMEINEN = ("jeugd", "wmo", "participatie", "beschermd_wonen")
_DOMEIN = {"ijw": "jeugd", "iwmo": "wmo"}


def register(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "marktschets",
        help="cliënten, kosten en verdeling uit declaratieregels",
        description="Berekent cliënten, kosten per cliënt, de verdeling van de kosten en de segmenten A, B "
        "en C uit declaratieregels.",
    )
    parser.add_argument(
        "pad", metavar="PAD", type=Path, nargs="?", help="CSV, Parquet of een map met 323-berichten"
    )
    parser.add_argument(
        "--momentopname",
        metavar="NAAM",
        help="in plaats van PAD: gegevens die onder deze naam zijn vastgelegd",
    )
    parser.add_argument("--toewijzingen", metavar="CSV", type=Path, help="toewijzingen bij deze declaraties")
    parser.add_argument("--jaar", metavar="J", type=int, help="alleen zorg die in dit jaar begon")
    parser.add_argument(
        "--uit", metavar="MAP", type=Path, help="schrijf een rapport met grafieken in deze map"
    )
    parser.add_argument(
        "--document", metavar="MAP", type=Path, help="schrijf de hele marktschets als PDF en HTML in deze map"
    )
    parser.add_argument("--domein", metavar="D", choices=list(DOMEINEN), help="alleen dit domein")
    add_opties(parser)
    parser.add_argument("--indeling", metavar="TOML", type=Path, help="eigen regel voor A, B en C")
    parser.add_argument("--json", action="store_true", help="schrijf de uitkomst als JSON")
    parser.add_argument(
        "--openbaar", action="store_true", help="alleen wat u mag delen: zonder kleine aantallen, afgerond"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out the command; 0 done, 1 with warnings or without clients, 2 unusable input."""
    from stelsel.cli.indelingsbestand import read_regel
    from stelsel.domein.marktschets.gebieden import GebiedFout
    from stelsel.domein.marktschets.indelingsregel import RegelFout
    from stelsel.lake.engine import EngineOnbekend
    from stelsel.lake.intake import IntakeFout

    if (args.pad is None) == (args.momentopname is None):
        return _stop("Geef een PAD of een --momentopname op, en niet allebei.")
    if args.momentopname is not None and (args.toewijzingen or args.document):
        return _stop("Over een momentopname met toewijzingen, of als document: kies haar op de pagina.")
    if args.toewijzingen is not None and not args.toewijzingen.is_file():
        return _stop(f"{args.toewijzingen} bestaat niet of is geen bestand.")
    if args.uit is not None and not _kan_schrijven(args.uit):
        return _stop(f"In {args.uit} is niet te schrijven. Kies met --uit een andere map.")
    if args.document is not None and not _kan_schrijven(args.document):
        return _stop(f"In {args.document} is niet te schrijven. Kies met --document een andere map.")
    try:
        args.regel = None if args.indeling is None else read_regel(args.indeling)
        with _lees(args) as intake:
            return _toon(intake, args)
    except (IntakeFout, RegelFout, GebiedFout, EngineOnbekend) as fout:
        return _stop(str(fout))
    except OSError as fout:
        if fout.filename is None:
            raise
        return _stop(f"{fout.filename} is niet te lezen of te schrijven. Kies een ander bestand of map.")


def _kan_schrijven(map: Path) -> bool:
    """Whether the folder is there, or can be made; to be known before an hour of reading, not after."""
    bestaand = next(pad for pad in (map.absolute(), *map.absolute().parents) if pad.exists())
    return bestaand.is_dir() and os.access(bestaand, os.W_OK)


def _lees(args: argparse.Namespace) -> Intake:
    from stelsel.lake.intake import IntakeFout, read_bestand, read_tabellen

    if args.momentopname is not None:
        args.pad = Path(args.momentopname)
        return _lees_momentopname(args.momentopname)
    pad: Path = args.pad
    _meld(f"{pad} wordt gelezen.")
    if not pad.is_dir():
        return read_bestand(pad)
    overgeslagen: list[Path] = []
    intake = read_tabellen(_list_berichten(pad, overgeslagen))
    if not intake.bestanden:
        intake.__exit__()
        raise IntakeFout(f"{pad} bevat geen leesbare 323-berichten met declaratieregels.")
    intake.register_overgeslagen(len(overgeslagen))
    return intake


def _lees_momentopname(naam: str) -> Intake:
    """The claim lines of all sources as they were kept under this name in the lake (STELSEL_LAKE)."""
    from stelsel.lake.intake import Intake, IntakeFout
    from stelsel.lake.momentopnamen import MomentopnameOnbekend, list_momentopnamen
    from stelsel.lake.opslag import get_lake
    from stelsel.lake.tabellen import DECLARATIEREGELS

    lake = get_lake(os.environ, momentopname=naam)
    try:
        standen = [stand for stand in lake.list_standen() if stand.tabel == DECLARATIEREGELS.naam]
    except MomentopnameOnbekend:
        bekend = ", ".join(m.naam for m in list_momentopnamen(lake.map)) or "geen"
        raise IntakeFout(f"Er is geen momentopname {naam}. Wel: {bekend}.") from None
    for stand in standen:
        _meld(f"Bron {stand.bron}: {stand.rijen} regels, gegevens tot en met {stand.gegevens_tm:%d-%m-%Y}.")
    return Intake(bestanden=lake.list_bestanden(DECLARATIEREGELS), regels=sum(s.rijen for s in standen))


def _list_berichten(map: Path, overgeslagen: list[Path]) -> Iterator[pl.DataFrame]:
    """The lines of the 323 messages in a folder, each message as one table of claim lines."""
    from stelsel.istandaarden.codec.declaratie import stream_declaratie
    from stelsel.istandaarden.codec.parser import OnleesbaarBericht

    for pad in sorted(map.iterdir()):
        if pad.suffix.lower() != ".xml" or not pad.is_file():
            _meld(f"{pad.name} is geen XML-bestand en telt niet mee.")
            continue
        try:
            with pad.open("rb") as stroom:
                declaratie = stream_declaratie(stroom)
        except OnleesbaarBericht:
            _meld(f"{pad.name} is geen leesbare declaratie. Controleer het met: stelsel controleer {pad}")
            overgeslagen.append(pad)
            continue
        if declaratie.definitie.soort != "323":
            _meld(f"{pad.name} is een {declaratie.definitie.naam}, geen declaratie, en telt niet mee.")
            overgeslagen.append(pad)
            continue
        yield _als_regels(declaratie)


def _als_regels(declaratie: Any) -> pl.DataFrame:
    """The lines of one message in the columns of the intake; a credit becomes a negative amount."""
    import polars as pl

    header = declaratie.waarden["Header"]
    credit = pl.col("dc") == "C"
    return declaratie.regels.select(
        pl.col("bsn").alias("client"),
        pl.lit(str(header["Ontvanger"])).alias("gemeente"),
        pl.lit(str(header["Afzender"])).alias("aanbieder"),
        pl.lit(_DOMEIN[declaratie.definitie.familie]).alias("domein"),
        pl.col("categorie").alias("productcategorie"),
        pl.col("code").alias("productcode"),
        pl.col("begin").alias("begindatum"),
        pl.col("eind").alias("einddatum"),
        "volume",
        "eenheid",
        pl.when(credit).then(-pl.col("bedrag")).otherwise(pl.col("bedrag")).alias("bedrag_cent"),
        "regelnummer",
    )


def _toon(intake: Intake, args: argparse.Namespace) -> int:
    """Compute, print, and write the report if asked."""
    import numpy as np

    from stelsel.analyse.clienten_en_kosten import get_kosten_per_client
    from stelsel.analyse.domeinen import add_domein
    from stelsel.analyse.marktschets import compute_marktschets
    from stelsel.cli.marktgebied import create_selectie
    from stelsel.lake.engine import create_engine, get_bestanden
    from stelsel.lake.intake import IntakeFout

    selectie = create_selectie(args, today=datetime.now(tz=ZoneInfo("Europe/Amsterdam")).date())
    waarschuwingen = intake.waarschuwingen
    if not intake.bestanden and not waarschuwingen:
        raise IntakeFout(f"{args.pad} bevat geen enkele regel.")
    if not intake.bestanden:
        _meld_alle(waarschuwingen)
        _meld(f"{args.pad} bevat geen enkele regel die te lezen is. Er is geen rapport gemaakt.")
        return _print(compute_marktschets(np.empty(0, dtype=np.int64)), None, waarschuwingen, args)
    regels = add_domein(get_bestanden(create_engine(os.environ), intake.bestanden), dag="begindatum")
    verdieping, meer = _verdiep(intake, regels, selectie, args)
    waarschuwingen += [*_list_verdacht(regels), *meer]
    _meld_alle(waarschuwingen)
    kosten = get_kosten_per_client(regels, selectie)
    schets = compute_marktschets(kosten)
    if args.regel is not None:
        schets = _deel_in(schets, intake, regels, selectie, args)
    aansluiting = _sluit_aan(intake, regels, selectie, clientkosten=int(kosten.sum()))
    if not len(kosten):
        _meld(f"Er zijn geen regels van {args.jaar}.")
    if args.uit is not None:
        from stelsel.cli.marktrapport import write_rapport

        write_rapport(
            map=args.uit, naam=args.pad.name, schets=schets, regels=regels, selectie=selectie,
            kosten=kosten, waarschuwingen=waarschuwingen,
        )  # fmt: skip
        _meld(f"Het rapport staat in {args.uit / 'rapport.html'}.")
    if args.document is not None and len(kosten):
        _maak_document(intake, regels, args, aansluiting)
    return _print(schets, verdieping, waarschuwingen, args, aansluiting)


def _maak_document(intake: Intake, regels: Table, args: argparse.Namespace, aansluiting: Aansluiting) -> None:
    """The whole picture as a document, in words on standard error where it is or why not."""
    from stelsel.analyse.document import TeWeinigClienten
    from stelsel.cli.marktdocument import write_document

    try:
        pad = write_document(
            map=args.document, pad=args.pad, toewijzingen=args.toewijzingen, intake=intake, regels=regels,
            jaar=args.jaar, domein=args.domein or "", regel=args.regel, aansluiting=aansluiting,
        )  # fmt: skip
    except TeWeinigClienten as fout:
        _meld(str(fout))
    else:
        _meld(f"Het document staat in {pad}.")


def _deel_in(
    schets: Marktschets, intake: Intake, regels: Table, selectie: Selectie, args: argparse.Namespace
) -> Marktschets:
    """The same figures with the segments by the own rule; by client where there are no allocations."""
    from stelsel.analyse.eenheden import get_clientjaren, get_trajectrijen
    from stelsel.analyse.indeling import add_segment, compute_grens, compute_segmenten, get_van_jaar
    from stelsel.analyse.selectie import ALLES
    from stelsel.domein.marktschets.indelingsregel import Eenheid, render_regel
    from stelsel.lake.engine import get_bestanden

    regel: Indelingsregel = args.regel
    today = datetime.now(tz=ZoneInfo("Europe/Amsterdam")).date()
    per_traject = regel.eenheid is Eenheid.TRAJECT and args.toewijzingen is not None
    eenheden = get_clientjaren(
        regels, peildatum=today, geen_module=regel.geen_module, per_jaar=args.jaar is not None or per_traject,
        selectie=ALLES if per_traject else selectie,
    )  # fmt: skip
    if per_traject:
        toewijzingen = get_bestanden(regels.get_backend(), [intake.map / "toewijzingen.parquet"])
        eenheden = get_trajectrijen(
            regels, toewijzingen, peildatum=today, clientjaren=eenheden, geen_module=regel.geen_module
        )
        eenheden = get_van_jaar(eenheden, jaar=args.jaar)
    elif regel.eenheid is Eenheid.TRAJECT:
        _meld("Trajecten vragen toewijzingen (--toewijzingen). De indeling gaat nu over cliënten.")
    ingedeeld = compute_segmenten(add_segment(eenheden, regel=regel))
    grens = compute_grens(eenheden, regel)
    return replace(
        schets,
        abc=replace(ingedeeld, grens=None if grens is None else round(grens)),
        abc_regel=regel.naam,
        abc_uitleg=render_regel(regel),
    )


def _sluit_aan(intake: Intake, regels: Table, selectie: Selectie, *, clientkosten: int) -> Aansluiting:
    """From the lines that were read to those that were counted."""
    from stelsel.analyse.aansluiting import compute_aansluiting
    from stelsel.lake.intake.waarschuwingen import WEGGELATEN

    weg = [(w.soort, w.aantal, w.bedrag) for w in intake.waarschuwingen if w.soort in WEGGELATEN]
    return compute_aansluiting(
        {"bestand": regels}, selectie=selectie, clientkosten=clientkosten, weggelaten=weg
    )


def _list_verdacht(regels: Table) -> list[Waarschuwing]:
    """What looks wrong only when all lines are seen together."""
    from stelsel.analyse.kwaliteit import list_opmerkingen
    from stelsel.lake.intake import create_waarschuwing

    return [
        create_waarschuwing(o.soort, aantal=o.aantal, bedrag=o.bedrag, regels=o.regels)
        for o in list_opmerkingen(regels)
    ]


def _verdiep(
    intake: Intake, regels: Table, selectie: Selectie, args: argparse.Namespace
) -> tuple[Verdieping, list[Waarschuwing]]:
    """The figures beyond the core, and what was wrong with the allocations or their fit to the claims."""
    from stelsel.analyse.domeinen import add_categorie, add_domein
    from stelsel.analyse.verdieping import compute_verdieping, list_aansluiting
    from stelsel.lake.engine import get_bestanden
    from stelsel.lake.intake import IntakeFout, create_waarschuwing, read_toewijzingen

    today = datetime.now(tz=ZoneInfo("Europe/Amsterdam")).date()
    if args.toewijzingen is None:
        return compute_verdieping(regels, selectie=selectie, today=today), []
    _meld(f"{args.toewijzingen} wordt gelezen.")
    gelezen = read_toewijzingen(args.toewijzingen, bij=intake)
    if gelezen.bestand is None:
        _meld_alle(gelezen.waarschuwingen)
        raise IntakeFout(f"{args.toewijzingen} bevat geen enkele toewijzing die te lezen is.")
    zonder = get_bestanden(regels.get_backend(), [gelezen.bestand])
    toewijzingen = add_domein(add_categorie(zonder, regels=regels), dag="ingangsdatum")
    aansluiting = [
        create_waarschuwing(soort, aantal=aantal, bedrag=bedrag)
        for soort, aantal, bedrag in list_aansluiting(regels, toewijzingen, today=today)
    ]
    verdieping = compute_verdieping(regels, toewijzingen=toewijzingen, selectie=selectie, today=today)
    return verdieping, [*gelezen.waarschuwingen, *aansluiting]


def _print(
    schets: Marktschets,
    verdieping: Verdieping | None,
    waarschuwingen: list[Waarschuwing],
    args: argparse.Namespace,
    aansluiting: Aansluiting | None = None,
) -> int:
    """The result on standard output; the exit code."""
    klaar = MET_OPMERKINGEN if waarschuwingen or not schets.kosten.clienten else KLAAR
    if args.openbaar:
        _print_openbaar(schets, args)
        return klaar
    meer = verdieping.als_data() if verdieping is not None else {}
    if aansluiting is not None:
        meer |= {"aansluiting": aansluiting.als_data()}
    if args.gekozen is not None:
        meer |= {"gebied": args.gekozen.als_data()}
    uitkomst = schets.als_data() | meer | {"waarschuwingen": [w.als_data() for w in waarschuwingen]}
    if args.json:
        print(json.dumps(uitkomst, ensure_ascii=False, indent=2))
    else:
        from stelsel.cli.markttekst import render_tekst

        print(render_tekst(schets, verdieping, aansluiting))
    return klaar


def _print_openbaar(schets: Marktschets, args: argparse.Namespace) -> None:
    """Only what may be passed on."""
    from stelsel.cli.marktuitgave import create_openbaar, render_openbaar

    data = create_openbaar(schets, peildatum=datetime.now(tz=ZoneInfo("Europe/Amsterdam")).date())
    print(json.dumps(data, ensure_ascii=False, indent=2) if args.json else render_openbaar(data))


def _meld_alle(waarschuwingen: list[Waarschuwing]) -> None:
    for waarschuwing in waarschuwingen:
        _meld(_als_zin(waarschuwing))


def _als_zin(waarschuwing: Waarschuwing) -> str:
    regels = ", ".join(map(str, waarschuwing.regels))
    waar = f" (eerst: regel {regels})" if regels else ""
    return f"{waarschuwing.soort}: {waarschuwing.aantal} keer{waar}. {waarschuwing.uitleg}"


def _meld(tekst: str) -> None:
    print(tekst, file=sys.stderr)


def _stop(tekst: str) -> int:
    _meld(tekst)
    return ONBRUIKBAAR
