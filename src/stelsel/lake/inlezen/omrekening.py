"""Old units and ways of paying, brought to the common ones by a table that people agreed on.

The old words stay beside the new ones in the lake (`oude_regels`). What the table does not convert is kept in
euros and counted apart: a volume that is no longer known is not a volume of nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, EENHEID_NAAM, Eenheid
from stelsel.lake.intake.lezen import normaliseer_naam
from stelsel.lake.intake.waarden import parse_domeinen
from stelsel.lake.tabellen import DOMEINEN

#: Minutes in the common measure that holds broken hours.
_MINUTEN = 60
DUIZENDSTEN = 1000
_MEESTE_FACTOR = 1_000_000.0
_EENHEDEN: dict[str, tuple[Eenheid, float]] = {
    **{eenheid.value: (eenheid, 1.0) for eenheid in Eenheid},
    **{normaliseer_naam(naam): (eenheid, 1.0) for eenheid, naam in EENHEID_NAAM.items()},
    **{normaliseer_naam(naam): (eenheid, 1.0) for eenheid, naam in EENHEID_ENKEL.items()},
    **dict.fromkeys(("uren", "u", "hour", "uurtarief"), (Eenheid.UUR, 1.0)),
    **dict.fromkeys(("min", "minuut", "minutes"), (Eenheid.MINUUT, 1.0)),
    "kwartier": (Eenheid.MINUUT, 15.0),
    "etm": (Eenheid.ETMAAL, 1.0),
    "week": (Eenheid.ETMAAL, 7.0),
    "stuk": (Eenheid.STUKS, 1.0),
}
_DOMEINEN = {"jeugdggz": "jeugd", "ggzjeugd": "jeugd", "jeugdzorg": "jeugd", "jeugdzorgplus": "jeugd"}


@dataclass(frozen=True)
class Maat:
    """The common measure of an old unit: one old is `factor` of `eenheid`; `reden`: why that may be said.

    `eenheid` "" says that it cannot be converted."""

    eenheid: str
    factor: float = 1.0
    reden: str = ""


@dataclass(frozen=True)
class Omrekening:
    """Per old unit its measure, and per old financing or domain the law, "" to leave its lines out."""

    eenheden: Mapping[str, Maat] = field(default_factory=dict)
    domeinen: Mapping[str, str] = field(default_factory=dict)

    def als_data(self) -> dict[str, Any]:
        """To be kept as JSON."""
        eenheden = {oud: [m.eenheid, m.factor, m.reden] for oud, m in self.eenheden.items()}
        return {"eenheden": eenheden, "domeinen": dict(self.domeinen)}


def parse_omrekening(data: Mapping[str, Any]) -> Omrekening:
    """What `als_data` gave."""
    eenheden = {
        str(k): Maat(str(e), float(f), str(r)) for k, (e, f, r) in dict(data.get("eenheden", {})).items()
    }
    return Omrekening(eenheden, {str(k): str(v) for k, v in dict(data.get("domeinen", {})).items()})


@dataclass(frozen=True)
class Oud:
    """An old word with the lines on which it stands and their cents."""

    woord: str
    regels: int
    bedrag: int


def list_oud(bestanden: Iterable[Path], kolom: str) -> list[Oud]:
    """The different values of `eenheid` or `oud_domein`, the most money first."""
    per = (
        pl.scan_parquet(list(bestanden))
        .group_by(pl.col(kolom).fill_null(""))
        .agg(pl.len(), pl.col("bedrag").sum(), pl.col("bedrag").abs().sum().alias("gewicht"))
        .sort("gewicht", kolom, descending=[True, False])
        .collect()
    )
    return [Oud(str(woord), int(n), int(bedrag)) for woord, n, bedrag, _ in per.iter_rows()]


def guess_omrekening(eenheden: Sequence[str], domeinen: Sequence[str], *, vorige: Omrekening) -> Omrekening:
    """What was said before, then what the words themselves say; "" where neither tells."""
    wetten = parse_domeinen(pl.Series(domeinen, dtype=pl.String)).to_list()
    kaal = {oud: _DOMEINEN.get(normaliseer_naam(oud), wet) for oud, wet in zip(domeinen, wetten, strict=True)}
    return Omrekening(
        {oud: vorige.eenheden.get(oud) or _guess_maat(oud) for oud in eenheden},
        {oud: vorige.domeinen.get(oud, "") or (wet if wet in DOMEINEN else "") for oud, wet in kaal.items()},
    )


def _guess_maat(oud: str) -> Maat:
    eenheid, factor = _EENHEDEN.get(normaliseer_naam(oud), (None, 1.0))
    return Maat("" if eenheid is None else eenheid.value, factor)


def check_omrekening(omrekening: Omrekening) -> list[str]:
    """What is not right in the table, in words."""
    fouten = []
    for oud, maat in omrekening.eenheden.items():
        zonder_reden = (
            maat.eenheid and maat.factor != 1 and not maat.reden.strip() and _guess_maat(oud) != maat
        )
        if maat.eenheid and maat.eenheid not in set(Eenheid):
            fouten.append(f"De maat van '{oud[:40]}' kennen wij niet.")
        if not 0 < maat.factor <= _MEESTE_FACTOR:
            fouten.append(f"Vul bij '{oud[:40]}' een getal groter dan nul in.")
        if zonder_reden:
            fouten.append(f"Schrijf op waarom één '{oud[:40]}' zoveel is. Dan kan een ander het nagaan.")
    return fouten


@dataclass(frozen=True)
class Telling:
    """Lines and cents of one outcome of the conversion."""

    regels: int = 0
    bedrag: int = 0


@dataclass(frozen=True)
class Omgerekend:
    """`regels`: as they go to the lake, still with `pseudoniem` for the client; `zonder_domein` are not
    among them, `zonder_maat` are, with volume zero and no unit; `afgerond` lost the fraction of a volume."""

    regels: pl.DataFrame
    zonder_domein: Telling
    zonder_maat: Telling
    afgerond: Telling


def convert_regels(bestanden: Iterable[Path], *, clienten: Path, omrekening: Omrekening) -> Omgerekend:
    """The lines of the files in the common measures, the old words beside them."""
    ruw = pl.concat([pl.read_parquet(pad) for pad in bestanden]).join(
        pl.read_parquet(clienten), on="client_nr", how="left", maintain_order="left"
    )
    wet = {oud: nieuw for oud, nieuw in omrekening.domeinen.items() if nieuw in DOMEINEN}
    tabel = ruw.with_columns(
        pl.col("oud_domein", "gemeente", "aanbieder", "productcategorie").fill_null(""),
        pl.col("eenheid").fill_null("").alias("oude_eenheid"),
    ).with_columns(
        pl.col("oud_domein").replace_strict(wet, default=None, return_dtype=pl.String).alias("domein")
    )
    zonder_domein = _tel(tabel.filter(pl.col("domein").is_null()))
    tabel = _met_maat(tabel.filter(pl.col("domein").is_not_null()), omrekening.eenheden)
    precies = pl.col("precies")
    gebroken = (precies - precies.round(0)).abs() > 1 / (2 * DUIZENDSTEN)
    return Omgerekend(
        regels=tabel.with_columns(
            volume=precies.round(0, mode="half_away_from_zero").fill_null(0).cast(pl.Int64),
            oud_volume=(pl.col("volume") * DUIZENDSTEN).round(0).cast(pl.Int64),
        ).drop("precies"),
        zonder_domein=zonder_domein,
        zonder_maat=_tel(tabel.filter(pl.col("eenheid") == "")),
        afgerond=_tel(tabel.filter(gebroken)),
    )


def _met_maat(tabel: pl.DataFrame, maten: Mapping[str, Maat]) -> pl.DataFrame:
    """`eenheid` the common one and `precies` the volume in it; hours with a fraction become minutes."""
    bekend = {oud: maat for oud, maat in maten.items() if maat.eenheid}
    eenheid = {oud: maat.eenheid for oud, maat in bekend.items()}
    factor = {oud: maat.factor for oud, maat in bekend.items()}
    tabel = tabel.with_columns(
        eenheid=pl.col("oude_eenheid").replace_strict(eenheid, default="", return_dtype=pl.String),
        precies=pl.col("volume")
        * pl.col("oude_eenheid").replace_strict(factor, default=None, return_dtype=pl.Float64),
    ).with_columns(eenheid=pl.when(pl.col("volume").is_null()).then(pl.lit("")).otherwise("eenheid"))
    uren = pl.col("eenheid") == Eenheid.UUR.value
    if not tabel.select((uren & (pl.col("precies") % 1 != 0)).any()).item():
        return tabel
    return tabel.with_columns(
        precies=pl.when(uren).then(pl.col("precies") * _MINUTEN).otherwise("precies"),
        eenheid=pl.when(uren).then(pl.lit(Eenheid.MINUUT.value)).otherwise("eenheid"),
    )


def _tel(regels: pl.DataFrame) -> Telling:
    return Telling(regels.height, int(regels["bedrag"].sum()))
