"""Claim lines into the database by the thousand: COPY on PostgreSQL, many rows a statement on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl
from django.db import connection

from ..models import Declarant, Declaratie, Declaratieregel

#: Lines that are Python objects or text at a time: a few MB of them.
_DEEL = 5_000
#: Lines in one statement of SQLite, which takes a third less time than one by one. A divisor of `_DEEL`; with
#: eighteen values each below the 999 that the strictest SQLite takes.
_PER_OPDRACHT = 50
#: Field of the model to column of the judged table; `declaratie` and `declarant` are the same for all lines.
_VELDEN = {
    "rij": "rij",
    "client_id": "client_id",
    "toewijzing_id": "toewijzing_id",
    "toewijzing_nummer": "toewijzing_nummer",
    "referentie_nummer": "referentie_nummer",
    "vorig_referentie_nummer": "vorig_referentie_nummer",
    "categorie": "categorie",
    "code": "code",
    "begindatum": "begin",
    "einddatum": "eind",
    "volume": "volume",
    "eenheid": "eenheid",
    "tarief": "tarief",
    "bedrag": "bedrag_dc",
    "goedgekeurd": "goedgekeurd",
    "retourcodes": "retourcodes",
}


def write_regels(*, declaratie: Declaratie, declarant: Declarant, regels: pl.DataFrame) -> None:
    """Store the judged lines of one claim inside the caller's transaction."""
    kolom = {veld.name: veld.column for veld in Declaratieregel._meta.concrete_fields}
    namen = ", ".join(f'"{kolom[veld]}"' for veld in ("declaratie", "declarant", *_VELDEN))
    doel = f'"{Declaratieregel._meta.db_table}" ({namen})'
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {doel} FROM STDIN (FORMAT csv)") as copy:
                for deel in _list_delen(declaratie, declarant, regels):
                    copy.write(deel.write_csv(include_header=False, quote_style="non_numeric").encode())
            return
        heel = regels.height // _PER_OPDRACHT * _PER_OPDRACHT
        for aantal, rijen in ((_PER_OPDRACHT, regels[:heel]), (1, regels[heel:])):
            waarden: Any = _list_waarden(_list_delen(declaratie, declarant, rijen), aantal)
            cursor.executemany(_render_opdracht(doel, aantal), waarden)


def _render_opdracht(doel: str, aantal: int) -> str:
    """The statement that writes this many lines."""
    rij = f"({', '.join(['%s'] * (2 + len(_VELDEN)))})"
    return f"INSERT INTO {doel} VALUES {', '.join([rij] * aantal)}"  # noqa: S608 - our names


def _list_waarden(delen: Iterator[pl.DataFrame], aantal: int) -> Iterator[list[Any]]:
    """The values of `aantal` lines at a time, row after row. The same list each time: Django keeps what it is
    given until the end."""
    waarden: list[Any] = []
    for deel in delen:
        alles: list[Any] = [None] * (deel.height * deel.width)
        for plek, kolom in enumerate(deel.iter_columns()):
            alles[plek :: deel.width] = kolom.to_list()
        for begin in range(0, len(alles), aantal * deel.width):
            waarden[:] = alles[begin : begin + aantal * deel.width]
            yield waarden


def _list_delen(declaratie: Declaratie, declarant: Declarant, regels: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The columns that are stored, some lines at a time."""
    for deel in regels.iter_slices(_DEEL):
        yield deel.select(
            pl.lit(declaratie.pk).alias("declaratie"),
            pl.lit(declarant.pk).alias("declarant"),
            *(pl.col(kolom).alias(veld) for veld, kolom in _VELDEN.items()),
        ).with_columns(
            pl.col("vorig_referentie_nummer").fill_null(""),
            pl.col("begindatum", "einddatum").dt.to_string("%Y-%m-%d"),
        )
