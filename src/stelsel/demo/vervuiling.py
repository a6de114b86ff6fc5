"""Dirty data of E26, on request only: what a real registration would contain and a good check must find.

Counts go to the truth layer. Without the request the lake holds clean rows.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from stelsel.demo.loting import create_rng
from stelsel.demo.personen import Blok
from stelsel.demo.waarheid import Waarheidslaag

#: Shares of the rows.
DUBBELE_REGEL, ONBEKEND_PRODUCT, EINDDATUM_ONTBREEKT, EIND_VOOR_START = 0.005, 0.004, 0.03, 0.002
ONBEKENDE_CODE = "99X99"


def add_fouten(blok: Blok, *, naam: str, rijen: pl.DataFrame, laag: Waarheidslaag) -> pl.DataFrame:
    """The rows of table `naam` with the planted faults; other tables as they are."""
    domein = rijen["domein"][0] if "domein" in rijen.columns and rijen.height else ""
    rng = create_rng(blok.zaad, f"fouten {naam} {domein}", blok.nummer)
    kans = rng.random(rijen.height)
    if naam == "declaratieregels":
        onbekend, dubbel = kans < ONBEKEND_PRODUCT, kans > 1 - DUBBELE_REGEL
        laag.count_fouten(onbekend_product=int(onbekend.sum()), dubbele_regel=int(dubbel.sum()))
        code = pl.when(pl.Series(onbekend)).then(pl.lit(ONBEKENDE_CODE)).otherwise(pl.col("productcode"))
        return pl.concat([rijen.with_columns(productcode=code), rijen.filter(pl.Series(dubbel))])
    if naam == "toewijzingen":
        ontbreekt, verkeerd = kans < EINDDATUM_ONTBREEKT, kans > 1 - EIND_VOOR_START
        laag.count_fouten(einddatum_ontbreekt=int(ontbreekt.sum()), eind_voor_start=int(verkeerd.sum()))
        return rijen.with_columns(einddatum=_einddatum(ontbreekt, verkeerd))
    return rijen


def _einddatum(ontbreekt: np.ndarray, verkeerd: np.ndarray) -> pl.Expr:
    voor_start = pl.col("ingangsdatum").dt.offset_by("-3d")
    return (
        pl.when(pl.Series(ontbreekt))
        .then(None)
        .when(pl.Series(verkeerd))
        .then(voor_start)
        .otherwise(pl.col("einddatum"))
    )
