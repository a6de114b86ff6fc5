"""Does a claim line cost the same in every size of message, beside five million allocations?

One database of `--toewijzingen` allocations; messages of 1,000 to 1,000,000 lines, one month each, every one
in a process of its own. Then small messages one by one, the rules of level 2 on 100,000 lines, and on
PostgreSQL two messages of two aanbieders at once.

    python -m bench.groei [--toewijzingen 5000000] [--grootste 1000000] [--databank sqlite|postgres]
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from bench.declaraties import MAP, register, start_django, start_postgres
from bench.declaratiestroom import AANBIEDER, ANDER, Stroom, create_regio, write_323
from bench.meting import Meting, create_meting, print_uitkomst, run_programma, write_metingen

GROOTTES = (1_000, 10_000, 100_000, 1_000_000)
SAMEN = 100_000
KLEIN, KLEIN_AANTAL = 10, 50


def fill_database(database: str, *, toewijzingen: int, grootste: int) -> None:
    """An empty database with the allocations; `grootste` of them are of the first aanbieder."""
    start_django(database)
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    create_regio(toewijzingen=toewijzingen, aantal=grootste)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _register_bestand(pad: Path, agb: str) -> float:
    begin = time.perf_counter()
    with pad.open("rb") as stroom:
        register(stroom, hashlib.sha256(), agb=agb)
    return time.perf_counter() - begin


def _prepare() -> None:
    from stelsel.istandaarden import get_definitie
    from stelsel.istandaarden.codec.schema import get_schema

    for soort in ("323", "325"):
        get_schema(get_definitie("iwmo", soort))


def _get_warm(pad: Path) -> Path:
    """A small message about the same month, so that nothing is loaded for the first time while we measure."""
    return pad.with_name(f"warm-{pad.name}")


def compute_een(pad: Path, database: str, agb: str) -> None:
    """One message from disk to its 325."""
    start_django(database)
    _prepare()
    _register_bestand(_get_warm(pad), agb)
    print_uitkomst(_register_bestand(pad, agb), None)


def compute_klein(map_: Path, database: str) -> None:
    """Small messages one after another; the median of one."""
    start_django(database)
    _prepare()
    duren = [_register_bestand(pad, ANDER) for pad in sorted(map_.glob("klein-*.xml"))]
    print_uitkomst(median(duren[len(duren) // 5 :]), None)


def compute_regels(pad: Path) -> None:
    """The rules of level 2 on a table that was read before."""
    from stelsel.istandaarden import check_declaratie, stream_declaratie
    from stelsel.istandaarden.regels.registratie import list_tabelregels

    with pad.open("rb") as stroom:
        declaratie = stream_declaratie(stroom, limiet=1 << 40)
    duren = []
    for _ in range(6):
        begin = time.perf_counter()
        check_declaratie(declaratie)
        duren.append(time.perf_counter() - begin)
    print_uitkomst(median(duren[1:]), len(list_tabelregels()))


def create_berichten(map_: Path, *, toewijzingen: int, grootste: int) -> None:
    """The messages on disk: each size its month, small ones of the other aanbieder."""
    if (map_ / "klaar").exists():
        return
    shutil.rmtree(map_, ignore_errors=True)
    map_.mkdir(parents=True)
    groottes = [aantal for aantal in GROOTTES if aantal <= grootste]
    stromen = {
        f"{aantal}.xml": Stroom(aantal, (2026, 1 + plek), f"G{plek}", van=grootste)
        for plek, aantal in enumerate(groottes)
    }
    rest: dict[str, Any] = {"aanbieder": ANDER, "eerste": 1 + grootste, "van": toewijzingen - grootste}
    for maand in (6, 7):
        naam = f"samen-{{}}-{maand}.xml"
        stromen[naam.format(AANBIEDER)] = Stroom(SAMEN, (2026, maand), f"S{maand}", van=grootste)
        stromen[naam.format(ANDER)] = Stroom(SAMEN, (2026, maand), f"T{maand}", **rest)
    for nummer in range(KLEIN_AANTAL):
        stromen[f"klein-{nummer:03}.xml"] = Stroom(KLEIN, (2026, 8), f"K{nummer:03}", **rest)
    for naam, stroom in stromen.items():
        warm = replace(stroom, aantal=KLEIN, merk=f"W{stroom.merk}")
        for pad, inhoud in ((map_ / naam, stroom), (_get_warm(map_ / naam), warm)):
            with pad.open("wb") as doel:
                write_323(doel, inhoud)
    (map_ / "klaar").touch()


def _start(*argumenten: str) -> list[str]:
    return [sys.executable, "-m", "bench.groei", *argumenten]


def measure_groei(map_: Path, database: str, waar: str) -> list[Meting]:
    """Cost per line and memory for each size, beside the cost per line of the message of 100,000 lines."""
    uitkomsten = {}
    for aantal in GROOTTES:
        pad = map_ / f"{aantal}.xml"
        if pad.exists():
            uitkomsten[aantal] = run_programma(_start("--een", str(pad), "--database", database))
    ijk = 100_000 if 100_000 in uitkomsten else max(uitkomsten)
    ijkwaarde = 1e6 * uitkomsten[ijk][0] / ijk
    metingen = []
    for aantal, (seconden, piek, _) in uitkomsten.items():
        naam = f"declaratie van {aantal:,} regels".replace(",", ".") + f", {waar}"
        rijen = [
            ("per regel", 1e6 * seconden / aantal, "µs", ijkwaarde),
            ("piekgeheugen", piek, "MB", uitkomsten[ijk][1]),
        ]
        metingen += [
            create_meting(
                f"{naam}: {wat}",
                waarde,
                eenheid=eenheid,
                tegen=f"{ijk} regels",
                tegenwaarde=tegen,
                herhalingen=1,
            )
            for wat, waarde, eenheid, tegen in rijen
        ]
    return metingen


def measure_klein(map_: Path, database: str, waar: str) -> Meting:
    """Milliseconds for one small message."""
    seconden, _, _ = run_programma(_start("--klein", str(map_), "--database", database))
    return create_meting(
        f"declaratie van {KLEIN} regels, {waar}: tijd",
        1000 * seconden,
        eenheid="ms",
        tegen="doel",
        tegenwaarde=20,
        herhalingen=KLEIN_AANTAL,
    )


def measure_regels(map_: Path) -> Meting:
    """Lines times rules per second."""
    seconden, _, aantal = run_programma(_start("--regels", str(map_ / f"samen-{AANBIEDER}-6.xml")))
    return create_meting(
        f"regels van niveau 2 op {SAMEN // 1000}.000 prestaties",
        SAMEN * aantal / seconden,
        eenheid="regelrijen/s",
        tegen="doel",
        tegenwaarde=1_400_000,
        herhalingen=5,
    )


def measure_samen(map_: Path, database: str, waar: str) -> Meting:
    """Two messages in two processes at once, beside two like them one after another."""

    def list_opdrachten(maand: int) -> list[list[str]]:
        return [
            _start("--een", str(map_ / f"samen-{agb}-{maand}.xml"), "--database", database, "--agb", agb)
            for agb in (AANBIEDER, ANDER)
        ]

    na_elkaar = sum(run_programma(opdracht)[0] for opdracht in list_opdrachten(6))
    with ThreadPoolExecutor(2) as uitvoerders:
        samen = max(seconden for seconden, _, _ in uitvoerders.map(run_programma, list_opdrachten(7)))
    return create_meting(
        f"twee declaraties van {SAMEN // 1000}.000 regels tegelijk, {waar}: tijd",
        samen,
        eenheid="s",
        tegen="na elkaar",
        tegenwaarde=na_elkaar,
        herhalingen=1,
    )


def main() -> None:
    """Measure everything, or (with one of the ways) be the measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--toewijzingen", type=int, default=5_000_000)
    parser.add_argument("--grootste", type=int, default=1_000_000)
    for weg in ("een", "klein", "regels", "vul"):
        parser.add_argument(f"--{weg}", default="")
    parser.add_argument("--databank", choices=("sqlite", "postgres"), help="alleen deze; anders allebei")
    parser.add_argument("--database", default="")
    parser.add_argument("--agb", default=AANBIEDER)
    args = parser.parse_args()
    if args.een:
        compute_een(Path(args.een), args.database, args.agb)
    elif args.klein:
        compute_klein(Path(args.klein), args.database)
    elif args.regels:
        compute_regels(Path(args.regels))
    elif args.vul:
        fill_database(args.vul, toewijzingen=args.toewijzingen, grootste=args.grootste)
    else:
        measure(toewijzingen=args.toewijzingen, grootste=args.grootste, databank=args.databank)


def measure(*, toewijzingen: int, grootste: int, databank: str | None = None) -> None:
    """All of it, on both databases or on one."""
    map_ = MAP / f"groei-{toewijzingen}-{grootste}"
    create_berichten(map_, toewijzingen=toewijzingen, grootste=grootste)
    grootte = ["--toewijzingen", str(toewijzingen), "--grootste", str(grootste)]
    write_metingen([measure_regels(map_)])
    if databank != "postgres":
        bestand = map_ / "groei.sqlite3"
        for oud in map_.glob("groei.sqlite3*"):
            oud.unlink()
        lokaal = f"sqlite:///{bestand.resolve()}"
        subprocess.run(_start("--vul", lokaal, *grootte), check=True)
        write_metingen(_list_metingen(map_, lokaal, "SQLite"))
        bestand.unlink()
    if databank != "sqlite":
        with start_postgres(["-m", "bench.groei", *grootte]) as server:
            write_metingen(_list_metingen(map_, server.replace("/postgres?", "/begin?"), "PostgreSQL"))


def _list_metingen(map_: Path, database: str, waar: str) -> list[Meting]:
    """In the order of the months that the messages are about."""
    return [
        *measure_groei(map_, database, waar),
        measure_samen(map_, database, waar),
        measure_klein(map_, database, waar),
    ]


if __name__ == "__main__":
    main()
