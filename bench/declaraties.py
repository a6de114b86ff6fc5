"""One stream of 200,000 claim lines from bytes to answer: read, check, judge, store, answer.

Beside it, on the same bytes in the same run: lxml's own `etree.parse` and then `XMLSchema.validate`; and the
same checks row by row through the ORM, on a sample of the lines. Every run starts from the same database:
the allocations, and a month that was claimed before. Time is without loading libraries and compiling schemas;
memory is that of the whole process.

    python -m bench.declaraties [--regels 200000] [--herhalingen 3] [--postgres]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import time
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from bench.meting import Meting, Proef, compare_programmas, create_meting, print_uitkomst, write_metingen

MAP = Path("var/bench")
ALLE_TOEWIJZINGEN = 500_000
STEEKPROEF = 2_000
VANDAAG, NU = date(2026, 3, 10), datetime(2026, 3, 10, 9, tzinfo=UTC)


def _start_django(database: str) -> None:
    os.environ["DATABASE_URL"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stelsel.project.settings")
    import django

    django.setup()


def _register(stroom: Any, sha: Any) -> Any:
    """The way of the product for one 323, without the inbox."""
    from bench.declaratiestroom import AANBIEDER, GEMEENTE

    from stelsel.apps.basis.models import Aanbieder, Gemeente
    from stelsel.apps.declaraties.actions import register_declaratie
    from stelsel.istandaarden import check_declaratie, stream_declaratie

    declaratie = stream_declaratie(stroom, limiet=1 << 40, lezer=sha.update)
    bevindingen = check_declaratie(declaratie)
    if bevindingen:
        raise SystemExit(f"de stroom is niet schoon: {bevindingen[0]}")
    return register_declaratie(
        declaratie=declaratie,
        gemeente=Gemeente.objects.get(code=GEMEENTE),
        aanbieder=Aanbieder.objects.get(agb=AANBIEDER),
        wet="wmo",
        bericht_sleutel="bench",
        sha256=sha.hexdigest(),
        identificatie="ANT1",
        today=VANDAAG,
        now=NU,
    )


def compute_stelsel(map_: Path, database: str) -> tuple[float, Any]:
    """From a file on disk to the bytes of the 325, everything stored."""
    _start_django(database)
    from stelsel.istandaarden import get_definitie, write_bericht
    from stelsel.istandaarden.codec.schema import get_schema

    for soort in ("323", "325"):
        get_schema(get_definitie("iwmo", soort))
    begin = time.perf_counter()
    with (map_ / "323.xml").open("rb") as stroom:
        uitslag = _register(stroom, hashlib.sha256())
    antwoord = write_bericht(uitslag.antwoord)
    duur = time.perf_counter() - begin
    rij = uitslag.declaratie
    return duur, [rij.aantal_regels, rij.aantal_afgekeurd, rij.totaal_toegekend, len(antwoord)]


def compute_lxml(map_: Path, database: str) -> tuple[float, Any]:
    """The yardstick: the whole document in memory, then judged by the schema."""
    from lxml import etree

    shared = Path(os.environ.get("STELSEL_SHARED", "../shared")) / "istandaarden/xsd/iwmo/wmo323.xsd"
    if shared.exists():
        schema = etree.XMLSchema(etree.parse(str(shared)))
    else:
        from stelsel.istandaarden import get_definitie
        from stelsel.istandaarden.codec.schema import get_schema

        schema = get_schema(get_definitie("iwmo", "323"))
    begin = time.perf_counter()
    geldig = schema.validate(etree.parse(BytesIO((map_ / "323.xml").read_bytes())))
    return time.perf_counter() - begin, geldig


def compute_orm(map_: Path, database: str) -> tuple[float, Any]:
    """The same checks line by line through the ORM, on the first lines; already parsed."""
    _start_django(database)
    from bench.declaraties_orm import judge_regels

    from stelsel.istandaarden import stream_declaratie

    with (map_ / "323.xml").open("rb") as stroom:
        regels = stream_declaratie(stroom, limiet=1 << 40).regels.head(STEEKPROEF)
    begin = time.perf_counter()
    codes = judge_regels(list(regels.iter_rows(named=True)), now=NU)
    return time.perf_counter() - begin, codes


WEGEN = {"stelsel": compute_stelsel, "postgres": compute_stelsel, "lxml": compute_lxml, "orm": compute_orm}


def create_invoer(map_: Path, aantal: int) -> None:
    """The stream and the database with allocations and an earlier month, made once per size."""
    from bench.declaratiestroom import write_323

    if (map_ / "klaar").exists():
        return
    print(f"een stroom van {aantal:,} regels en haar database worden gemaakt in {map_}")
    shutil.rmtree(map_, ignore_errors=True)
    map_.mkdir(parents=True)
    for naam, maand, merk in (("eerder.xml", (2026, 1), "A"), ("323.xml", (2026, 2), "B")):
        with (map_ / naam).open("wb") as doel:
            write_323(doel, aantal=aantal, maand=maand, merk=merk)
    _start_django(f"sqlite:///{(map_ / 'begin.sqlite3').resolve()}")
    _fill(map_, aantal)
    (map_ / "klaar").touch()


def _fill(map_: Path, aantal: int) -> None:
    from bench.declaratiestroom import create_regio
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    create_regio(toewijzingen=max(ALLE_TOEWIJZINGEN, aantal), aantal=aantal)
    with (map_ / "eerder.xml").open("rb") as stroom:
        _register(stroom, hashlib.sha256())


def _run_weg(weg: str, map_: Path, server: str) -> tuple[float, Any]:
    """One measured run on a fresh copy of the database."""
    if weg == "postgres":
        return compute_stelsel(map_, _kopie_postgres(server))
    kopie = map_ / f"{weg}-{os.getpid()}.sqlite3"
    if weg != "lxml":
        shutil.copy(map_ / "begin.sqlite3", kopie)
    try:
        return WEGEN[weg](map_, f"sqlite:///{kopie.resolve()}")
    finally:
        for pad in map_.glob(f"{kopie.name}*"):
            pad.unlink()


def _kopie_postgres(server: str) -> str:
    import psycopg

    with psycopg.connect(server, autocommit=True) as verbinding:
        verbinding.execute("DROP DATABASE IF EXISTS meting")
        verbinding.execute("CREATE DATABASE meting TEMPLATE begin")
    return server.replace("/postgres?", "/meting?")


def list_metingen(proeven: dict[str, Proef], *, regels: int, herhalingen: int) -> list[Meting]:
    """Time and memory beside lxml, speed beside the ORM."""
    naam = f"declaraties {regels:,} regels".replace(",", ".")
    lxml = "lxml etree.parse + XMLSchema.validate"
    metingen = []
    for weg, waar in (("stelsel", "SQLite"), ("postgres", "PostgreSQL")):
        if weg not in proeven:
            continue
        ons = proeven[weg]
        rijen = [
            ("tijd", ons.seconden, "s", lxml, proeven["lxml"].seconden),
            ("piekgeheugen", ons.piek_mb, "MB", lxml, proeven["lxml"].piek_mb),
            (
                "snelheid",
                regels / ons.seconden,
                "regels/s",
                "regel voor regel met de ORM (SQLite)",
                STEEKPROEF / proeven["orm"].seconden,
            ),
        ]
        metingen += [
            create_meting(
                f"{naam}, {waar}: {wat}",
                waarde,
                eenheid=eenheid,
                tegen=tegen,
                tegenwaarde=tegenwaarde,
                herhalingen=herhalingen,
            )
            for wat, waarde, eenheid, tegen, tegenwaarde in rijen
        ]
    return metingen


def main() -> None:
    """Measure, or (with --weg) be one of the measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--regels", type=int, default=200_000)
    parser.add_argument("--herhalingen", type=int, default=3)
    parser.add_argument("--postgres", action="store_true", help="meet ook op PostgreSQL")
    parser.add_argument("--weg", choices=sorted(WEGEN))
    parser.add_argument("--server", default="")
    args = parser.parse_args()
    map_ = MAP / f"declaraties-{args.regels}"
    if args.weg:
        seconden, uitkomst = _run_weg(args.weg, map_, args.server)
        print_uitkomst(seconden, uitkomst)
        return
    create_invoer(map_, args.regels)
    wegen = ["stelsel", "lxml", "orm"]
    opdracht = ["-m", "bench.declaraties", "--regels", str(args.regels)]
    proeven = compare_programmas(
        {weg: [*opdracht, "--weg", weg] for weg in wegen}, herhalingen=args.herhalingen
    )
    print(proeven["stelsel"].uitkomst)
    write_metingen(list_metingen(proeven, regels=args.regels, herhalingen=args.herhalingen))


if __name__ == "__main__":
    main()
