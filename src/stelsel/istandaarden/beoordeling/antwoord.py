"""The 325 on a 323 that was judged: exactly one of the four cases of the standard (IV087, IV088).

All approved: 8001 and no clients. Faults in lines: 0200, what is approved as the granted total, and the
rejected lines only. A fault on the Declaratie: its code, granted 0. The fourth, a fault in header or content,
is made where messages are checked; then the 323 counts as not sent.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from stelsel.istandaarden.berichten import Bericht, get_definitie
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.codec.declaratie import SCHEMA, Declaratie

GEEN_OPMERKING, NIET_BEOORDEELD, VOLLEDIG_TOEGEKEND = "0200", "0233", "8001"
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


def create_antwoord_325(
    heen: Declaratie,
    *,
    identificatie: str,
    dagtekening: date,
    declaratiecodes: list[str],
    toegekend: int = 0,
    afgekeurd: pl.DataFrame | None = None,
) -> Bericht:
    """The answer. `declaratiecodes`: codes on the DeclaratieAntwoord; `toegekend`: cents, negative is credit;
    `afgekeurd`: the rejected lines, in the order of the message, with `codes` and `client_codes`."""
    vraag = heen.waarden["Declaratie"]
    waarden = {
        "Header": _create_header(heen, identificatie=identificatie, dagtekening=dagtekening),
        "DeclaratieAntwoord": {
            "DeclaratieNummer": vraag["DeclaratieNummer"],
            "TotaalIngediendBedrag": vraag["TotaalIngediendBedrag"],
            "TotaalToegekendBedrag": {
                "TotaalBedrag": abs(toegekend),
                "DebetCredit": "C" if toegekend < 0 else "D",
            },
            "RetourCodes": {"RetourCode": declaratiecodes},
        },
    }
    regels = (
        pl.DataFrame(schema=SCHEMA) if afgekeurd is None else _hernummer(afgekeurd).select(SCHEMA.names())
    )
    definitie = get_definitie(heen.definitie.familie, "325")
    return Declaratie(definitie, waarden, regels, {}).als_bericht()


def _create_header(heen: Declaratie, *, identificatie: str, dagtekening: date) -> dict[str, Any]:
    header = heen.waarden["Header"]
    definitie = get_definitie(heen.definitie.familie, "325")
    return {
        **{naam: header[naam] for naam in ("BerichtVersie", "BerichtSubversie", "XsdVersie")},
        "BerichtCode": definitie.berichtcode,
        "Afzender": header["Ontvanger"],
        "Ontvanger": header["Afzender"],
        "BerichtIdentificatie": {"Identificatie": identificatie, "Dagtekening": dagtekening},
        "DeclaratieIdentificatie": header["BerichtIdentificatie"],
        "XsdVersieDeclaratie": header["XsdVersie"],
        "RetourCodes": {"RetourCode": [GEEN_OPMERKING]},
    }


def _hernummer(afgekeurd: pl.DataFrame) -> pl.DataFrame:
    """Clients and lines numbered anew, since the approved ones are left out."""
    return afgekeurd.with_columns(
        client=pl.col("client").rle_id().cast(pl.Int32),
        prestatie=pl.int_range(pl.len(), dtype=pl.Int32).over("client"),
    )
