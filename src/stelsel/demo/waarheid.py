"""The truth layer: what was planted, so that an analysis can be checked against it.

Three tables of Parquet parts (one per block) and `waarheid.json`, all outside the lake:
`clientjaren` (cost, days, true need group and features per client and year), `trajecten` (ended stays of
young clients with case-mix, provider and drop-out) and `omzet` (claims per month of the provider and
municipality of E15). Every value in `waarheid.json` can be recomputed from these tables.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from stelsel.demo import ijking
from stelsel.demo.lakerijen import DOMEIN, FUSIEDAG
from stelsel.demo.loting import Tellingen
from stelsel.demo.personen import dag, list_onderdelen
from stelsel.demo.populatie import Deelpopulatie
from stelsel.demo.regio import GEMEENTEN, Regio
from stelsel.demo.waarheden import Waarheid, compute_waarheden
from stelsel.lake.opslag import write_parquet

LABEL = "synthetisch"
TABELLEN = ("clientjaren", "trajecten", "omzet")


@dataclass
class _Bestemming:
    """Where the next part of each table goes."""

    map: Path
    delen: Counter[str]

    def write(self, naam: str, rijen: pl.DataFrame) -> None:
        """One part of one table."""
        write_parquet(rijen, self.map / naam / f"deel-{self.delen[naam]:04d}.parquet")
        self.delen[naam] += 1


class Waarheidslaag:
    """The truth of one run, in a folder of its own; what stood there of an earlier run is removed."""

    def __init__(self, map: Path, *, zaad: int, schaal: float) -> None:
        self.map, self._zaad, self._schaal = map, zaad, schaal
        for naam in TABELLEN:
            shutil.rmtree(map / naam, ignore_errors=True)
            (map / naam).mkdir(parents=True)
        self._bestemming = _Bestemming(map, Counter())
        self._fouten: Counter[str] = Counter()

    def add(self, deel: Deelpopulatie, *, client_nrs: Tellingen, regio: Regio) -> None:
        """The truth about one law in one block."""
        self._bestemming.write("clientjaren", _clientjaren(deel, client_nrs))
        if deel.wet == "jw":
            self._bestemming.write("trajecten", _trajecten(deel, client_nrs, regio))
            self._bestemming.write("omzet", _omzet(deel, regio))

    def count_fouten(self, **aantallen: int) -> None:
        """Planted faults (E26), by kind."""
        self._fouten.update(aantallen)

    def write_waarheden(self, regio: Regio) -> list[Waarheid]:
        """Compute the truths from the layer and write `waarheid.json`."""
        waarheden = compute_waarheden(self.map, regio=regio, fouten=dict(self._fouten))
        inhoud: dict[str, Any] = {
            "label": LABEL,
            "regio": regio.naam,
            "zaad": self._zaad,
            "schaal": self._schaal,
            "waarheden": [_afgerond(asdict(waarheid)) for waarheid in waarheden],
        }
        tekst = json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n"
        (self.map / "waarheid.json").write_text(tekst, "utf-8")
        return waarheden


def _afgerond(waarde: Any) -> Any:
    """Fractions to nine decimals: sums of fractions differ in the last bits from run to run."""
    if isinstance(waarde, dict):
        return {sleutel: _afgerond(deel) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list):
        return [_afgerond(deel) for deel in waarde]
    return round(waarde, 9) if isinstance(waarde, float) else waarde


def _clientjaren(deel: Deelpopulatie, client_nrs: Tellingen) -> pl.DataFrame:
    j, v, k, t = deel.jaren, deel.verblijven, deel.kenmerken, deel.toewijzingen
    producten = np.ones(len(j.client), dtype=np.int64)
    for rij, jaar in enumerate(ijking.JAREN):
        extra = (t.extra > 0) & (t.begin <= dag(jaar, 12, 31)) & (t.eind >= dag(jaar))
        aantal = np.bincount(t.client[extra], minlength=len(v))
        van_jaar = j.jaar == ijking.JAREN[rij]
        producten[van_jaar] += aantal[j.client[van_jaar]]
    c = j.client
    buiten = (v.gemeente[c] == len(GEMEENTEN) - 1) & (j.jaar < 1970 + FUSIEDAG // 365)
    namen = pl.Series([o.naam for o in list_onderdelen(deel.wet)])
    return pl.DataFrame(
        {
            "client_nr": client_nrs[c].astype(np.int32),
            "domein": [DOMEIN[deel.wet]] * len(c),
            "jaar": j.jaar,
            "gemeente": pl.Series([g.code for g in GEMEENTEN]).gather(v.gemeente[c]),
            "onderdeel": namen.gather(v.onderdeel[c]),
            "dagen": j.dagen,
            "producten": producten,
            "kosten": np.rint(j.kosten).astype(np.int64),
            "niveau": np.rint(j.niveau).astype(np.int64),
            "groep": k.groep[c] + 1,
            "complexiteit": k.complexiteit[c],
            "gezinsproblemen": k.gezinsproblemen[c],
            "leeftijd": k.leeftijd[c],
            "geboortemaand": k.geboortemaand[c],
            "postcode_even": k.postcode_even[c],
        }
    ).filter(~pl.Series(buiten))


def _trajecten(deel: Deelpopulatie, client_nrs: Tellingen, regio: Regio) -> pl.DataFrame:
    t, k, a = deel.toewijzingen, deel.kenmerken, deel.afloop
    slot = np.flatnonzero(t.laatste & (t.extra == 0) & (a.reden[t.client] != ""))
    c = t.client[slot]
    jaar = t.eind[slot].astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    agb = pl.Series([aanbieder.agb for aanbieder in regio.list_aanbieders(deel.wet)])
    return pl.DataFrame(
        {
            "client_nr": client_nrs[c].astype(np.int32),
            "jaar": jaar,
            "aanbieder": agb.gather(t.aanbieder[slot]),
            "reden": a.reden[c],
            "telt_mee": a.telt_mee[c],
            "uitval": a.uitval[c],
            "kans": a.kans[c],
            "complex": k.complex[c],
            "dwang": k.dwang[c],
            "zestienplus": k.leeftijd[c] >= 16,
        }
    )


def _omzet(deel: Deelpopulatie, regio: Regio) -> pl.DataFrame:
    """Claims of Y01 for Zilverbroek per month of the last year, in cents."""
    r, t = deel.regels, deel.toewijzingen
    wie = (t.aanbieder == 0) & (deel.verblijven.gemeente[t.client] == 1)
    rijen = np.flatnonzero(wie[r.toewijzing] & (r.begin >= dag(ijking.JAREN[-1])))
    maand = r.begin[rijen].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    bedrag = np.bincount(maand, r.bedrag[rijen], 12).astype(np.int64)
    return pl.DataFrame(
        {
            "aanbieder": [regio.list_aanbieders("jw")[0].agb] * 12,
            "gemeente": [GEMEENTEN[1].code] * 12,
            "maand": np.arange(1, 13),
            "bedrag": bedrag,
        }
    )
