"""Core figures of the market picture over a national year of claim lines, and how they grow with the lines.

The core figures are those of the page Marktschets: clients, cost, spread and segments from one amount per
client, and clients and cost per gemeente and per domein. Beside them stand the same figures hand-written in
DuckDB SQL, in pandas, and a bare scan. All read the same Parquet files, in the layout in which the lake
writes: sorted by dense client number, which is the best that was found. All but the scan compute the same
figures; the run fails when they differ. Time is reading and computing, without loading libraries; memory is
that of the whole process.

    python -m bench.marktschets [--regels 30000000] [--herhalingen 5]
    python -m bench.marktschets --groei 1000000,3000000,10000000,30000000,100000000
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.meting import (
    Meting,
    Proef,
    compare_programmas,
    create_meting,
    print_uitkomst,
    write_metingen,
)
from bench.regels import write_regels

from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS

MAP = Path("var/bench")
ZAAD = 1
GRAFIEK = Path("docs/snelheid.svg")
TOPPEN, PERCENTIELEN = (1, 5, 10, 20), (25, 50, 75, 90)
GROEPEN = ("gemeente", "domein")
DOEL_MB = 2_500.0
#: One pass over the lines; every question after that is about a fifteenth of them.
SQL_SOMMEN = """
CREATE TEMP TABLE regels AS
SELECT client_nr, year(begindatum) AS jaar, gemeente, domein, sum(bedrag)::BIGINT AS bedrag
FROM read_parquet({bestanden}) GROUP BY ALL
"""
#: The costliest {p} % of clients, the last one for the fraction that is left over.
SQL_TOP = """max(som) FILTER (rang = n * {p} // 100)
    + coalesce(max(k) FILTER (rang = n * {p} // 100 + 1), 0) * (any_value(n) * {p} % 100) / 100"""
#: Everything about the cost per client in one question: ranks and running sums over the clients by cost.
SQL_KOSTEN = """
WITH kosten AS (SELECT sum(bedrag)::BIGINT AS k FROM regels GROUP BY client_nr),
volgorde AS (
    SELECT k, row_number() OVER w AS rang, sum(k) OVER (w ROWS UNBOUNDED PRECEDING)::BIGINT AS som,
        count(*) OVER () AS n, sum(k) OVER ()::BIGINT AS totaal
    FROM kosten WINDOW w AS (ORDER BY k DESC)
)
SELECT any_value(n), any_value(totaal), quantile_cont(k, [0.25, 0.5, 0.75, 0.9]),
    sum((n + 1 - 2 * rang)::DOUBLE * k) / (any_value(n)::DOUBLE * any_value(totaal)), [{toppen}],
    count(*) FILTER (2 * (som - k) < totaal), sum(k) FILTER (2 * (som - k) < totaal)::BIGINT
FROM volgorde
"""
#: First to one row per client and group, so that distinct clients need no set of their own.
SQL_GROEPEN = """
SELECT {kolom}, count(*), sum(bedrag)::BIGINT
FROM (SELECT {kolom}, client_nr, sum(bedrag) AS bedrag FROM regels GROUP BY ALL) GROUP BY ALL
"""


def compute_stelsel(lake: Lake) -> dict[str, Any]:
    """The way of the product: one pass by Ibis on DuckDB to the sums per client, then all from those."""
    from stelsel.analyse.clienten_en_kosten import get_kosten_per_client, get_kosten_per_groep
    from stelsel.analyse.marktschets import compute_marktschets
    from stelsel.analyse.selectie import create_clientsommen
    from stelsel.lake.engine import create_engine, get_rijen, get_tabel

    engine = create_engine({})
    regels = get_rijen(engine, create_clientsommen(get_tabel(engine, lake=lake, tabel=DECLARATIEREGELS)))
    uit = compute_marktschets(get_kosten_per_client(regels)).als_data()
    segment_c = uit["abc"][0]
    groepen = {kolom: get_kosten_per_groep(regels, kolom=kolom) for kolom in GROEPEN}
    return {
        "clienten": uit["clienten"],
        "totaal": uit["totaal_bedrag"],
        "percentielen": [uit["kosten_per_client"][p] for p in ("p25", "mediaan", "p75", "p90")],
        "gini": uit["gini"],
        "toppen": [uit["aandeel_top"][str(procent)] for procent in TOPPEN],
        "segment_c": [segment_c["clienten"], segment_c["bedrag"]],
        **{k: sorted([g.groep, g.clienten, g.bedrag] for g in rij) for k, rij in groepen.items()},
    }


def compute_duckdb(lake: Lake) -> dict[str, Any]:
    """What a good analyst would write by hand in DuckDB SQL, for the same layout."""
    import duckdb

    verbinding = duckdb.connect()
    verbinding.execute("SET preserve_insertion_order = false")
    verbinding.execute(SQL_SOMMEN.format(bestanden=_list_bestanden(lake)))
    vraag = SQL_KOSTEN.format(toppen=", ".join(SQL_TOP.format(p=procent) for procent in TOPPEN))
    n, totaal, percentielen, gini, toppen, in_c, bedrag_c = verbinding.execute(vraag).fetchall()[0]
    return {
        "clienten": n,
        "totaal": totaal,
        "percentielen": percentielen,
        "gini": gini,
        "toppen": [som / totaal for som in toppen],
        "segment_c": [in_c, bedrag_c],
        **{
            kolom: sorted(map(list, verbinding.execute(SQL_GROEPEN.format(kolom=kolom)).fetchall()))
            for kolom in GROEPEN
        },
    }


def compute_pandas(lake: Lake) -> dict[str, Any]:
    """What an analyst would write with pandas, reading only the columns that are needed."""
    import pandas as pd

    regels = pd.read_parquet(_list_bestanden(lake), columns=["client_nr", *GROEPEN, "bedrag"])
    kosten = regels.groupby("client_nr", sort=False)["bedrag"].sum().sort_values(ignore_index=True)
    n, totaal = len(kosten), int(kosten.sum())
    rang = 2.0 * pd.RangeIndex(1, n + 1).to_numpy() - n - 1
    aflopend = kosten[::-1].reset_index(drop=True)
    som = aflopend.cumsum()
    in_c = int((2 * som >= totaal).idxmax()) + 1
    toppen = []
    for procent in TOPPEN:
        heel, rest = divmod(n * procent, 100)
        toppen.append((int(som[heel - 1]) + int(aflopend[heel]) * rest / 100) / totaal)
    uit: dict[str, Any] = {
        "clienten": n,
        "totaal": totaal,
        "percentielen": [float(kosten.quantile(p / 100)) for p in PERCENTIELEN],
        "gini": float((rang * kosten).sum() / (n * totaal)),
        "toppen": toppen,
        "segment_c": [in_c, int(som[in_c - 1])],
    }
    for kolom in GROEPEN:
        groepen = regels.groupby(kolom).agg(clienten=("client_nr", "nunique"), bedrag=("bedrag", "sum"))
        uit[kolom] = sorted([str(g), int(r.clienten), int(r.bedrag)] for g, r in groepen.iterrows())
    return uit


def compute_scan(lake: Lake) -> dict[str, Any]:
    """The floor: DuckDB reads the two narrowest columns that any answer needs and adds them up."""
    import duckdb

    vraag = f"SELECT sum(client_nr), sum(bedrag) FROM read_parquet({_list_bestanden(lake)!r})"
    rij = duckdb.connect().execute(vraag).fetchone()
    return {"totaal": int(rij[1] if rij else 0)}


def _list_bestanden(lake: Lake) -> list[str]:
    return [str(pad) for pad in lake.list_bestanden(DECLARATIEREGELS)]


WEGEN = {
    "stelsel": compute_stelsel,
    "duckdb": compute_duckdb,
    "pandas": compute_pandas,
    "scan": compute_scan,
}
#: What a way loads before the clock runs.
BIBLIOTHEKEN = {
    "stelsel": ("ibis", "stelsel.analyse.marktschets", "stelsel.analyse.selectie"),
    "duckdb": ("duckdb",),
    "pandas": ("pandas", "pyarrow.parquet"),
    "scan": ("duckdb",),
}


def measure(weg: str, lake: Lake) -> tuple[float, dict[str, Any]]:
    """Seconds and figures of one way; its processor seconds stand among the figures."""
    from importlib import import_module

    for bibliotheek in BIBLIOTHEKEN[weg]:
        import_module(bibliotheek)
    if weg == "stelsel":
        from stelsel.lake.engine import create_engine

        create_engine({})
    begin, cpu = time.perf_counter(), time.process_time()
    uit = WEGEN[weg](lake)
    return time.perf_counter() - begin, uit | {"cpu": time.process_time() - cpu}


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
    ons = proeven["stelsel"].uitkomst
    for weg, proef in proeven.items():
        hun = proef.uitkomst
        verschillend = [k for k in hun if k != "cpu" and not _is_gelijk(ons[k], hun[k])]
        if verschillend:
            raise SystemExit(f"stelsel en {weg} verschillen in {verschillend}")


def _is_gelijk(een: Any, ander: Any) -> bool:
    if isinstance(een, list):
        return len(een) == len(ander) and all(map(_is_gelijk, een, ander))
    return math.isclose(een, ander, rel_tol=1e-9) if isinstance(een, float) else bool(een == ander)


def list_metingen(proeven: dict[str, Proef], *, regels: int, herhalingen: int) -> list[Meting]:
    """Seconds, processor seconds and memory beside each of the others."""
    namen = {"duckdb": "DuckDB, met de hand", "pandas": "pandas, zelfde Parquet", "scan": "kale DuckDB-scan"}
    naam, ons = f"marktschets {regels / 1e6:g} mln regels", proeven["stelsel"]
    metingen = [
        create_meting(f"{naam}: {wat}", waarde, eenheid=eenheid, tegen=tegen, tegenwaarde=tegenwaarde,
                      herhalingen=herhalingen)
        for weg, tegen in namen.items() if weg in proeven
        for wat, eenheid, waarde, tegenwaarde in (
            ("tijd", "s", ons.seconden, proeven[weg].seconden),
            ("processortijd", "s", ons.uitkomst["cpu"], proeven[weg].uitkomst["cpu"]),
            ("piekgeheugen", "MB", ons.piek_mb, proeven[weg].piek_mb),
        )
    ]  # fmt: skip
    doel = create_meting(
        f"{naam}: piekgeheugen", ons.piek_mb, eenheid="MB", tegen="doel", tegenwaarde=DOEL_MB,
        herhalingen=herhalingen,
    )  # fmt: skip
    return [*metingen, doel]


def compare_wegen(regels: int, *, wegen: Sequence[str], herhalingen: int) -> dict[str, Proef]:
    """All ways in turns over the same lines; fails when their figures differ."""
    get_lake(regels)
    opdracht = ["-m", "bench.marktschets", "--regels", str(regels), "--weg"]
    proeven = compare_programmas({weg: [*opdracht, weg] for weg in wegen}, herhalingen=herhalingen)
    check_gelijk(proeven)
    return proeven


def measure_groei(aantallen: Sequence[int], *, herhalingen: int) -> None:
    """From a million lines up: the product and the hand-written question, as table and picture."""
    rijen = []
    for regels in aantallen:
        proeven = compare_wegen(regels, wegen=("stelsel", "duckdb"), herhalingen=herhalingen)
        write_metingen(list_metingen(proeven, regels=regels, herhalingen=herhalingen))
        rijen += [{"regels": regels, "weg": weg, "seconden": p.uitkomst["cpu"]} for weg, p in proeven.items()]
    GRAFIEK.write_text(render_groei(rijen), "utf-8")
    print(f"getekend: {GRAFIEK}")


def render_groei(rijen: Sequence[dict[str, Any]]) -> str:
    """The curve as SVG, both axes logarithmic: a straight line at 45 degrees is growth in proportion."""
    import vl_convert

    from stelsel.analyse.grafiek import create_grafiek

    as_ = {"type": "quantitative", "scale": {"type": "log"}}
    vega = create_grafiek(
        titel="Processortijd van de kerncijfers bij meer declaratieregels",
        hoogte=300,
        inhoud={
            "data": {"values": list(rijen)},
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": as_ | {"field": "regels", "title": "Declaratieregels", "axis": {"format": "~s"}},
                "y": as_ | {"field": "seconden", "title": "Seconden processortijd"},
                "color": {"field": "weg", "type": "nominal", "title": "Manier"},
                "strokeDash": {"field": "weg", "type": "nominal", "title": "Manier"},
            },
        },
    )
    return str(vl_convert.vegalite_to_svg(json.dumps(vega), allowed_base_urls=[]))


def main() -> None:
    """Measure, or (with --weg) be one of the measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--regels", type=int, default=30_000_000)
    parser.add_argument("--herhalingen", type=int, default=5)
    parser.add_argument("--groei", default="", help="aantallen regels, met komma's ertussen")
    parser.add_argument("--weg", choices=sorted(WEGEN))
    args = parser.parse_args()
    if args.weg:
        print_uitkomst(*measure(args.weg, Lake(MAP / f"lake-{args.regels}")))
    elif args.groei:
        measure_groei([int(deel) for deel in args.groei.split(",")], herhalingen=args.herhalingen)
    else:
        proeven = compare_wegen(args.regels, wegen=list(WEGEN), herhalingen=args.herhalingen)
        write_metingen(list_metingen(proeven, regels=args.regels, herhalingen=args.herhalingen))


if __name__ == "__main__":
    main()
