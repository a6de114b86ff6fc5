"""How fast profiles are designed: grouping of millions of clients, and a search from features.

`python -m bench.profielen`. Grouping is everything for a division in 26 that is given: R² on seen and unseen
clients, CV and outliers of every number of profiles, stability and advice. The norm is a million a second.
"""

from __future__ import annotations

import sys
import time
from datetime import date

import numpy as np
import polars as pl
from bench.meting import compare_programmas, create_meting, print_uitkomst, write_metingen

from stelsel.analyse.profielen.ontwerp import compute_indeling, compute_ontwerp
from stelsel.domein.profielen.criteria import get_grenzen

CLIENTEN, CELLEN, ZOEKEN, ZAAD, HERHALINGEN = 3_000_000, 26, 100_000, 1, 3
NORM = 1_000_000


def create_indeling() -> pl.DataFrame:
    """Clients in cells of which each costs a fifth more than the one before."""
    rng = np.random.default_rng(ZAAD)
    cel = rng.integers(0, CELLEN, CLIENTEN)
    kosten = 150_000 * 1.2**cel * rng.lognormal(-0.1, 0.5, CLIENTEN)
    namen = pl.Series([f"P{nummer:02d}" for nummer in range(CELLEN)]).gather(cel)
    return pl.DataFrame({"kosten": kosten.astype(np.int64), "profiel": namen})


def create_clienten() -> pl.DataFrame:
    """Clients of six groups told apart by a score, with four features of noise."""
    rng = np.random.default_rng(ZAAD)
    groep = rng.integers(0, 6, ZOEKEN)
    kosten = 150_000 * 1.7**groep * rng.lognormal(-0.1, 0.5, ZOEKEN)
    ruis = {f"ruis {nummer}": rng.normal(size=ZOEKEN) for nummer in range(3)}
    wijk = pl.Series([f"wijk {nummer}" for nummer in range(40)]).gather(rng.integers(0, 40, ZOEKEN))
    score = groep + rng.normal(0, 0.25, ZOEKEN)
    return pl.DataFrame({"kosten": kosten.astype(np.int64), "score": score, "wijk": wijk, **ruis})


def main() -> None:
    """Measure one part when asked by name, as a process of its own; else both, and store the result."""
    grenzen = get_grenzen(date(2026, 1, 1))
    if len(sys.argv) > 1:
        tabel = create_indeling() if sys.argv[1] == "indeling" else create_clienten()
        begin = time.perf_counter()
        bereken = compute_indeling if sys.argv[1] == "indeling" else compute_ontwerp
        uit = bereken(tabel, grenzen=grenzen)
        print_uitkomst(time.perf_counter() - begin, uit.advies.k)
        return
    delen = {deel: ["-m", "bench.profielen", deel] for deel in ("indeling", "kenmerken")}
    proeven = compare_programmas(delen, herhalingen=HERHALINGEN)
    snelheid = CLIENTEN / proeven["indeling"].seconden
    write_metingen(
        [
            create_meting(
                f"profielen in {CELLEN} cellen: snelheid", snelheid,
                eenheid="cl/s", tegen="norm", tegenwaarde=NORM, herhalingen=HERHALINGEN,
            ),
            create_meting(
                "profielen zoeken, 100.000 cliënten: tijd",
                proeven["kenmerken"].seconden, eenheid="s", tegen="norm", tegenwaarde=5.0,
                herhalingen=HERHALINGEN,
            ),
        ]
    )  # fmt: skip


if __name__ == "__main__":
    main()
