"""Replay of a region's year under three ways of paying, beside the five seconds that a person waits.

A client has one or two aanbieders out of 150, as in a region; the lines of the measured lake have an
aanbieder of their own draw, which would give a client thirty. Time is from Parquet to the figures of all
models, with a thousand draws for every band.

    python -m bench.bekostiging [--regels 3000000] [--herhalingen 3]
"""

from __future__ import annotations

import argparse
import time
from typing import Any

from bench.marktschets import MAP, get_lake
from bench.meting import compare_programmas, create_meting, print_uitkomst, write_metingen

from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS

DOEL_SECONDEN, DOEL_MB = 5.0, 2_500.0
PROFIELEN, AANBIEDERS = 24, 150
#: Clients with support before this month have another aanbieder then.
WISSELMAAND = 4


def compute_stelsel(lake: Lake) -> tuple[float, Any]:
    """One profiel per client, by its number; then the three models."""
    import polars as pl

    from stelsel.analyse.bekostiging.clientdelen import get_clientdelen
    from stelsel.analyse.bekostiging.modelvergelijking import compute_modelvergelijking
    from stelsel.lake.engine import create_engine, get_tabel

    regels = get_tabel(create_engine({}), lake=lake, tabel=DECLARATIEREGELS)
    nummers = pl.scan_parquet(lake.list_bestanden(DECLARATIEREGELS)).select("client_nr").unique().collect()
    profielen = nummers.with_columns(profiel=pl.format("P{}", pl.col("client_nr") % PROFIELEN))
    plek = (regels.client_nr * 7 + (regels.begindatum.month() < WISSELMAAND).cast("int32")) % AANBIEDERS
    regels = regels.mutate(aanbieder=plek.cast("string"))
    begin = time.perf_counter()
    vergelijking = compute_modelvergelijking(get_clientdelen(regels, profielen=profielen))
    seconden = time.perf_counter() - begin
    return seconden, {model.value: uitkomst.totaal for model, uitkomst in vergelijking.modellen.items()}


def main() -> None:
    """Measure, or (with --weg) be measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--regels", type=int, default=3_000_000)
    parser.add_argument("--herhalingen", type=int, default=3)
    parser.add_argument("--weg", action="store_true")
    args = parser.parse_args()
    if args.weg:
        print_uitkomst(*compute_stelsel(Lake(MAP / f"lake-{args.regels}")))
        return
    get_lake(args.regels)
    opdracht = ["-m", "bench.bekostiging", "--regels", str(args.regels), "--weg"]
    proef = compare_programmas({"stelsel": opdracht}, herhalingen=args.herhalingen)["stelsel"]
    if len(set(proef.uitkomst.values())) != 1:
        raise SystemExit(f"de drie manieren kosten samen niet evenveel: {proef.uitkomst}")
    naam = f"bekostiging {args.regels / 1e6:g} mln regels, drie manieren van betalen"
    write_metingen(
        [
            create_meting(f"{naam}: {wat}", waarde, eenheid=eenheid, tegen="doel", tegenwaarde=doel,
                          herhalingen=args.herhalingen)
            for wat, waarde, eenheid, doel in (
                ("tijd", proef.seconden, "s", DOEL_SECONDEN), ("piekgeheugen", proef.piek_mb, "MB", DOEL_MB),
            )
        ]
    )  # fmt: skip


if __name__ == "__main__":
    main()
