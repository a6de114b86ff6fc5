"""Core figures of the market picture over a national year of claim lines, beside pandas and a bare scan.

All read the same Parquet files (the layout in which the lake writes) and, but for the scan, compute the same
figures; the run fails when they differ. Time is reading and computing, without loading libraries; memory is
that of the whole process.

    python -m bench.marktschets [--regels 30000000] [--herhalingen 5]
"""

from __future__ import annotations

import argparse
import math
import shutil
import time
from pathlib import Path
from typing import Any

from bench.meting import Meting, Proef, compare_programmas, create_meting, print_uitkomst, write_metingen
from bench.regels import write_regels

from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS

MAP = Path("var/bench")
ZAAD = 1


def compute_stelsel(lake: Lake) -> tuple[float, Any]:
    """The way of the product: Ibis on DuckDB to one amount per client, then numpy."""
    from stelsel.analyse.clienten_en_kosten import get_kosten_per_client
    from stelsel.analyse.marktschets import compute_marktschets
    from stelsel.lake.engine import create_engine, get_tabel

    engine = create_engine({})
    begin = time.perf_counter()
    schets = compute_marktschets(get_kosten_per_client(get_tabel(engine, lake=lake, tabel=DECLARATIEREGELS)))
    return time.perf_counter() - begin, schets.als_data()


def compute_pandas(lake: Lake) -> tuple[float, Any]:
    """What an analyst would write with pandas, reading only the two columns that are needed."""
    import pandas as pd

    bestanden = [str(pad) for pad in lake.list_bestanden(DECLARATIEREGELS)]
    begin = time.perf_counter()
    regels = pd.read_parquet(bestanden, columns=["client_nr", "bedrag"])
    kosten = regels.groupby("client_nr", sort=False)["bedrag"].sum().sort_values(ignore_index=True)
    n, totaal = len(kosten), int(kosten.sum())
    rang = 2.0 * pd.RangeIndex(1, n + 1).to_numpy() - n - 1
    aflopend = kosten[::-1].reset_index(drop=True)
    som = aflopend.cumsum()
    in_c = int((2 * som >= totaal).idxmax()) + 1
    tops = {}
    for procent in (1, 5, 10, 20):
        heel, rest = divmod(n * procent, 100)
        tops[str(procent)] = (int(som[heel - 1]) + int(aflopend[heel]) * rest / 100) / totaal
    uitkomst = {
        "clienten": n,
        "totaal_bedrag": totaal,
        "kosten_per_client": {
            "gemiddelde": kosten.mean(),
            "mediaan": kosten.median(),
            **{f"p{p}": kosten.quantile(p / 100) for p in (25, 75, 90)},
        },
        "gini": float((rang * kosten).sum() / (n * totaal)),
        "aandeel_top": tops,
        "abc": [in_c, int(som[in_c - 1])],
    }
    return time.perf_counter() - begin, uitkomst


def compute_stelsel_gemeenten(lake: Lake) -> tuple[float, Any]:
    """Unique clients and cost per municipality, the way of the product."""
    from stelsel.analyse.clienten_en_kosten import get_kosten_per_groep
    from stelsel.lake.engine import create_engine, get_tabel

    engine = create_engine({})
    begin = time.perf_counter()
    groepen = get_kosten_per_groep(get_tabel(engine, lake=lake, tabel=DECLARATIEREGELS), kolom="gemeente")
    uitkomst = sorted((groep.groep, groep.clienten, groep.bedrag) for groep in groepen)
    return time.perf_counter() - begin, uitkomst


def compute_pandas_gemeenten(lake: Lake) -> tuple[float, Any]:
    """Unique clients and cost per municipality with pandas."""
    import pandas as pd

    bestanden = [str(pad) for pad in lake.list_bestanden(DECLARATIEREGELS)]
    begin = time.perf_counter()
    regels = pd.read_parquet(bestanden, columns=["client_nr", "gemeente", "bedrag"])
    groepen = regels.groupby("gemeente").agg(clienten=("client_nr", "nunique"), bedrag=("bedrag", "sum"))
    uitkomst = sorted((str(naam), int(rij.clienten), int(rij.bedrag)) for naam, rij in groepen.iterrows())
    return time.perf_counter() - begin, uitkomst


def compute_scan(lake: Lake) -> tuple[float, Any]:
    """The floor: DuckDB reads the two columns and adds them up, with no groups."""
    import duckdb

    bestanden = [str(pad) for pad in lake.list_bestanden(DECLARATIEREGELS)]
    verbinding = duckdb.connect()
    begin = time.perf_counter()
    rij = verbinding.execute(
        f"SELECT sum(client_nr), sum(bedrag) FROM read_parquet({bestanden!r})"
    ).fetchone()
    return time.perf_counter() - begin, int(rij[1] if rij else 0)


WEGEN = {
    "stelsel": compute_stelsel,
    "pandas": compute_pandas,
    "scan": compute_scan,
    "stelsel-gemeenten": compute_stelsel_gemeenten,
    "pandas-gemeenten": compute_pandas_gemeenten,
}


def get_lake(aantal: int) -> Lake:
    """The measured lake; made once per size."""
    map_ = MAP / f"lake-{aantal}"
    lake = Lake(map_)
    if not lake.list_bestanden(DECLARATIEREGELS):
        print(f"{aantal:,} regels worden gemaakt in {map_}")
        shutil.rmtree(map_, ignore_errors=True)
        write_regels(map=map_, aantal=aantal, zaad=ZAAD)
    return lake


def check_gelijk(proeven: dict[str, Proef]) -> None:
    """The contenders must have computed the same figures."""
    ons, hun = proeven["stelsel"].uitkomst, proeven["pandas"].uitkomst
    segment = ons["abc"][0]
    paren = [
        (ons["clienten"], hun["clienten"]),
        (ons["totaal_bedrag"], hun["totaal_bedrag"]),
        (ons["totaal_bedrag"], proeven["scan"].uitkomst),
        (ons["gini"], hun["gini"]),
        (segment["clienten"], hun["abc"][0]),
        (segment["bedrag"], hun["abc"][1]),
        *((ons["kosten_per_client"][k], w) for k, w in hun["kosten_per_client"].items()),
        *((ons["aandeel_top"][k], w) for k, w in hun["aandeel_top"].items()),
    ]
    if not all(math.isclose(een, ander, rel_tol=1e-9) for een, ander in paren):
        raise SystemExit(f"de uitkomsten verschillen: {paren}")
    if proeven["stelsel-gemeenten"].uitkomst != proeven["pandas-gemeenten"].uitkomst:
        raise SystemExit("de uitkomsten per gemeente verschillen")


def list_metingen(proeven: dict[str, Proef], *, regels: int, herhalingen: int) -> list[Meting]:
    """Seconds and memory of each question, beside pandas and, for the core figures, beside the scan."""
    kern, gemeenten = "kerncijfers", "clienten en kosten per gemeente"
    vergelijkingen = (
        (kern, "stelsel", "pandas", "pandas, zelfde Parquet"),
        (kern, "stelsel", "scan", "kale DuckDB-scan"),
        (gemeenten, "stelsel-gemeenten", "pandas-gemeenten", "pandas, zelfde Parquet"),
    )
    return [
        create_meting(
            f"marktschets {regels / 1e6:g} mln regels, {vraag}: {wat}",
            getattr(proeven[ons], veld),
            eenheid=eenheid,
            tegen=tegen,
            tegenwaarde=getattr(proeven[hun], veld),
            herhalingen=herhalingen,
        )
        for vraag, ons, hun, tegen in vergelijkingen
        for wat, veld, eenheid in (("tijd", "seconden", "s"), ("piekgeheugen", "piek_mb", "MB"))
    ]


def main() -> None:
    """Measure, or (with --weg) be one of the measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--regels", type=int, default=30_000_000)
    parser.add_argument("--herhalingen", type=int, default=5)
    parser.add_argument("--weg", choices=sorted(WEGEN))
    args = parser.parse_args()
    if args.weg:
        seconden, uitkomst = WEGEN[args.weg](Lake(MAP / f"lake-{args.regels}"))
        print_uitkomst(seconden, uitkomst)
        return
    get_lake(args.regels)
    opdracht = ["-m", "bench.marktschets", "--regels", str(args.regels), "--weg"]
    proeven = compare_programmas({weg: [*opdracht, weg] for weg in WEGEN}, herhalingen=args.herhalingen)
    check_gelijk(proeven)
    write_metingen(list_metingen(proeven, regels=args.regels, herhalingen=args.herhalingen))


if __name__ == "__main__":
    main()
