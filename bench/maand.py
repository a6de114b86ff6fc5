"""A month of 6,000 messages of a region of 200,000 inhabitants, through the worker's own steps.

First our 301s are made and delivered; then, day by day, the files lie in the post, are taken in, judged one
by one, answered, delivered and sealed in the chain. Every step is timed, and every judgement by itself.
Beside it, on the same files: lxml's `etree.parse` and `XMLSchema.validate`. Time is without loading libraries
and compiling schemas, processor time is that of our own process (not of the PostgreSQL server).

    python -m bench.maand [--postgres]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.declaraties import MAP, create_database, start_django, start_postgres
from bench.maandregio import AANTAL, DAGEN, Maand, create_regio
from bench.meting import Meting, create_meting, print_uitkomst, run_programma, write_metingen

_LXML = "lxml etree.parse + XMLSchema.validate"
HIER = MAP / "maand"


@dataclass
class Klok:
    """Wall and processor seconds per step, and the seconds of each judgement by kind of message."""

    stappen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))
    oordelen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def meet(self, stap: str) -> Iterator[None]:
        """Count what happens inside as this step."""
        begin, cpu = time.perf_counter(), time.process_time()
        yield
        self.stappen[stap][0] += time.perf_counter() - begin
        self.stappen[stap][1] += time.process_time() - cpu


def compute_stelsel(database: str) -> tuple[float, Any]:
    """The month from files to files."""
    start_django(database)
    from stelsel.apps.berichtenverkeer.models import InkomendBericht

    _prepare()
    klok = Klok()
    with tempfile.TemporaryDirectory(dir=HIER) as map_:
        post = Path(map_)
        retouren = _create_301s(klok, post)
        for dag in DAGEN:
            _write_post(post, dag, [inhoud for wanneer, inhoud in retouren if wanneer == dag])
            _verwerk(klok, post, dag)
        statussen = Counter(InkomendBericht.objects.values_list("bericht", "status"))
    if (aantal := statussen.total()) != AANTAL or "ontvangen" in {status for _, status in statussen}:
        raise SystemExit(f"van {AANTAL} berichten kwamen er {aantal}: {statussen}")
    return sum(wand for wand, _ in klok.stappen.values()), _vat_samen(klok, statussen)


def _prepare() -> None:
    """Compile every schema once, so that nothing is loaded while we measure."""
    from stelsel.istandaarden import get_definitie
    from stelsel.istandaarden.codec.schema import get_schema

    for familie in ("iwmo", "ijw"):
        for nummer in (301, 302, 305, 306, 307, 308, 315, 316, 317, 318, 323, 325):
            get_schema(get_definitie(familie, str(nummer)))


def _create_301s(klok: Klok, post: Path) -> list[tuple[date, bytes]]:
    """Make and deliver ours; the 302s on them, with the day on which they come in."""
    from stelsel.apps.berichtenverkeer.actions import (
        create_toewijzingsberichten,
        publish_uitgaande_berichten,
    )
    from stelsel.istandaarden import create_retour, parse_bericht, write_bericht

    vast: dict[str, Any] = {"today": DAGEN[0], "now": _nu(DAGEN[0])}
    with klok.meet("301 maken"):
        while create_toewijzingsberichten(**vast):
            pass
    with klok.meet("afleveren"):
        while publish_uitgaande_berichten(post=post, now=vast["now"]):
            pass
    retouren = []
    for nummer, pad in enumerate(sorted((post / "uit").glob("*/*.xml"))):
        dag = DAGEN[nummer % len(DAGEN)]
        antwoord = create_retour(parse_bericht(pad.read_bytes()), identificatie=f"R{nummer}", dagtekening=dag)
        retouren.append((dag, write_bericht(antwoord)))
        pad.unlink()
    return retouren


def _nu(dag: date) -> datetime:
    return datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC)


def _write_post(post: Path, dag: date, retouren: Sequence[bytes]) -> None:
    """Lay the files of this day in the post; what was delivered the day before is fetched."""
    map_ = post / "in"
    map_.mkdir(exist_ok=True)
    for pad in (HIER / "post" / dag.isoformat()).glob("*.xml"):
        shutil.copy(pad, map_)
    for nummer, inhoud in enumerate(retouren):
        (map_ / f"retour-{nummer:04d}.xml").write_bytes(inhoud)
    for oud in (post / "uit").glob("*/*.xml"):
        oud.unlink()


def _verwerk(klok: Klok, post: Path, dag: date) -> None:
    """What the worker does in its rounds, until nothing waits."""
    from stelsel.apps.berichtenverkeer.actions import (
        check_volgend_bericht,
        publish_uitgaande_berichten,
        register_post,
    )
    from stelsel.apps.journal.actions import register_schakels

    now = _nu(dag)
    with klok.meet("binnenhalen"):
        register_post(post=post, now=now)
    with klok.meet("beoordelen"):
        begin = time.perf_counter()
        while (rij := check_volgend_bericht(today=dag, now=now)) is not None:
            nu = time.perf_counter()
            klok.oordelen[rij.bericht[-3:]].append(nu - begin)
            begin = nu
    with klok.meet("afleveren"):
        while publish_uitgaande_berichten(post=post, now=now):
            pass
    with klok.meet("verzegelen"):
        while register_schakels():
            pass


def _vat_samen(klok: Klok, statussen: Counter[tuple[str, str]]) -> dict[str, Any]:
    """Milliseconds per kind (middle, 95th of a hundred, longest), seconds per step, and what came of it."""
    soorten = {}
    for soort, duren in sorted(klok.oordelen.items()):
        p95 = quantiles(duren, n=20)[-1]
        soorten[soort] = [len(duren), *(round(1000 * s, 2) for s in (median(duren), p95, max(duren)))]
    uitkomsten: Counter[str] = Counter()
    for (bericht, status), aantal in statussen.items():
        uitkomsten[f"{bericht[-3:]} {status}"] += aantal
    return {
        "soorten": soorten,
        "stappen": {naam: [round(deel, 2) for deel in rij] for naam, rij in klok.stappen.items()},
        "uitkomsten": dict(sorted(uitkomsten.items())),
    }


def compute_lxml() -> tuple[float, Any]:
    """The yardstick: every file of the aanbieders read and held against its schema."""
    from lxml import etree

    from stelsel.istandaarden import get_definitie
    from stelsel.istandaarden.codec.schema import get_schema

    schemas = {
        f"{familie}-{soort}": get_schema(get_definitie(familie, soort))
        for familie in ("iwmo", "ijw")
        for soort in ("305", "307", "315", "317", "323")
    }
    begin, geldig = time.perf_counter(), 0
    for pad in sorted((HIER / "post").glob("*/*.xml")):
        schema = schemas["-".join(pad.name.split("-")[:2])]
        geldig += schema.validate(etree.parse(BytesIO(pad.read_bytes())))
    return time.perf_counter() - begin, geldig


def create_invoer() -> None:
    """The files per day and the database before the month, made once."""
    if (HIER / "klaar").exists():
        return
    print(f"een maand post en haar database worden gemaakt in {HIER}")
    shutil.rmtree(HIER, ignore_errors=True)
    HIER.mkdir(parents=True)
    from stelsel.istandaarden import write_bericht

    for nummer, (dag, bericht) in enumerate(Maand().list_berichten()):
        map_ = HIER / "post" / dag.isoformat()
        map_.mkdir(parents=True, exist_ok=True)
        definitie = bericht.definitie
        pad = map_ / f"{definitie.familie}-{definitie.soort}-{nummer:05d}.xml"
        pad.write_bytes(write_bericht(bericht))
    fill_database(f"sqlite:///{(HIER / 'begin.sqlite3').resolve()}")
    (HIER / "klaar").touch()


def fill_database(database: str) -> None:
    """Everything that was there before the month."""
    start_django(database)
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    create_regio(Maand())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()  # SQLite keeps the newest facts in a file beside it until then; what follows copies


def _run_weg(weg: str, server: str) -> tuple[float, Any]:
    """One measured run, on a fresh copy of the database."""
    if weg == "lxml":
        return compute_lxml()
    if weg == "postgres":
        return compute_stelsel(create_database(server, "meting", sjabloon="begin"))
    kopie = HIER / f"meting-{os.getpid()}.sqlite3"
    shutil.copy(HIER / "begin.sqlite3", kopie)
    try:
        return compute_stelsel(f"sqlite:///{kopie.resolve()}")
    finally:
        for pad in HIER.glob(f"{kopie.name}*"):
            pad.unlink()


def list_metingen(waar: str, proef: tuple[float, float, Any], lxml: float) -> list[Meting]:
    """The month as a whole beside lxml, and each kind of message beside the aim for a small one."""
    seconden, piek, uitkomst = proef
    aantal = sum(rij[0] for rij in uitkomst["soorten"].values())
    cpu = sum(cpu for _, cpu in uitkomst["stappen"].values())
    naam = f"maand van {aantal:,} berichten, {waar}".replace(",", ".", 1)
    eigen = {"tegen": _LXML, "herhalingen": 1}
    metingen = [
        create_meting(f"{naam}: tijd", seconden, eenheid="s", tegenwaarde=lxml, **eigen),
        create_meting(f"{naam}: processortijd", cpu, eenheid="s", tegenwaarde=lxml, **eigen),
        create_meting(
            f"{naam}: berichten", aantal / seconden, eenheid="berichten/s", tegenwaarde=aantal / lxml, **eigen
        ),
        create_meting(
            f"{naam}: piekgeheugen", piek, eenheid="MB", tegen="doel", tegenwaarde=256, herhalingen=1
        ),
    ]
    for soort, (hoeveel, *milliseconden) in uitkomst["soorten"].items():
        metingen += [
            create_meting(
                f"{naam}: een {soort} beoordelen, {wat}",
                waarde,
                eenheid="ms",
                tegen="doel",
                tegenwaarde=20,
                herhalingen=hoeveel,
            )
            for wat, waarde in zip(("p50", "p95", "langst"), milliseconden, strict=True)
        ]
    return metingen


def measure(*, postgres: bool) -> None:
    """Each way once; the steps and outcomes are printed too."""
    opdracht = [sys.executable, "-m", "bench.maand"]
    lxml = run_programma([*opdracht, "--weg", "lxml"])[0]
    with start_postgres(["-m", "bench.maand"]) if postgres else nullcontext("") as server:
        for weg, waar in (("sqlite", "SQLite"), *([("postgres", "PostgreSQL")] if postgres else [])):
            proef = run_programma([*opdracht, "--weg", weg, "--server", server])
            write_metingen(list_metingen(waar, proef, lxml))
            for stap, (wand, cpu) in proef[2]["stappen"].items():
                print(f"  {waar}, {stap}: {wand:.1f} s, processor {cpu:.1f} s")
            print(f"  {waar}: {proef[2]['uitkomsten']}")


def main() -> None:
    """Measure, or (with --weg) be one of the measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--postgres", action="store_true", help="meet ook op PostgreSQL")
    parser.add_argument("--weg", choices=("sqlite", "postgres", "lxml"))
    parser.add_argument("--server", default="")
    parser.add_argument("--vul", default="")
    args = parser.parse_args()
    if args.weg:
        print_uitkomst(*_run_weg(args.weg, args.server))
    elif args.vul:
        fill_database(args.vul)
    else:
        create_invoer()
        measure(postgres=args.postgres)


if __name__ == "__main__":
    main()
