"""The codes of WJ001 on judged lines, ready for the 325."""

from __future__ import annotations

import polars as pl

from stelsel.istandaarden.antwoorden import GEEN_OPMERKING, NIET_BEOORDEELD
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.codec.declaratie import Declaratie

ONBEKENDE_CLIENT = "TR304"


def get_retourcode(declaratie: Declaratie, regel: str) -> str:
    """The code of WJ001 that goes with a rule on claims."""
    code = get_catalogus(declaratie.definitie.familie)[regel].retourcode
    if code is None:
        raise KeyError(f"regel {regel} heeft geen retourcode")
    return code


def get_retourcodes(declaratie: Declaratie, beoordeeld: pl.DataFrame) -> pl.DataFrame:
    """Adds `codes` and `client_codes` to judged lines; both empty lists for an approved line.

    A line of an unknown client was not judged itself: the fault stands on the Client.
    """
    gebroken = beoordeeld["regels"].explode().drop_nulls().unique().to_list()
    vertaal = {regel: get_retourcode(declaratie, regel) for regel in gebroken if regel != ONBEKENDE_CLIENT}
    onbekend = pl.col("regels").list.contains(ONBEKENDE_CLIENT)
    client_fout = [get_retourcode(declaratie, ONBEKENDE_CLIENT)]
    geen = pl.lit([], dtype=pl.List(pl.String))
    return beoordeeld.with_columns(
        codes=pl.when(onbekend).then(pl.lit([NIET_BEOORDEELD]))
        .otherwise(pl.col("regels").list.eval(pl.element().replace(vertaal))),
        client_codes=pl.when(onbekend).then(pl.lit(client_fout))
        .when(pl.col("regels").list.len() > 0).then(pl.lit([GEEN_OPMERKING])).otherwise(geen),
    )  # fmt: skip
