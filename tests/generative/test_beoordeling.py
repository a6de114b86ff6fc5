"""Whatever a message holds: no line is lost, no volume or budget is exceeded, nothing is credited twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from stelsel.istandaarden.beoordeling import (
    CONTRACT_SCHEMA,
    EERDER_SCHEMA,
    GEBRUIKT_SCHEMA,
    TOEWIJZING_SCHEMA,
    Achtergrond,
    check_prestaties,
)
from stelsel.istandaarden.codec.declaratie import SCHEMA
from stelsel.kern.periode import Periode

BSN, TARIEF, TOTAAL, BUDGET = "999900006", 100, 20, 1_500
MAANDEN = [Periode.maand(2026, maand) for maand in (1, 2, 3)]
CONTRACT = pl.DataFrame(
    [("02A01", "02", "04", TARIEF, date(2020, 1, 1), None)], schema=CONTRACT_SCHEMA, orient="row"
)


def create_toewijzing(nummer: int, budget: int | None) -> dict[str, Any]:
    """Number 1 has a volume of 20 hours in all, number 2 a budget of 15 euros."""
    heeft_omvang = budget is None
    return {
        "toewijzing_nummer": nummer,
        "bsn": BSN,
        "toewijzing_id": nummer,
        "t_categorie": "02",
        "t_code": "02A01" if heeft_omvang else None,
        "t_begin": date(2026, 1, 1),
        "t_eind": date(2026, 12, 31),
        "t_volume": TOTAAL if heeft_omvang else None,
        "t_eenheid": "04" if heeft_omvang else None,
        "t_frequentie": "6" if heeft_omvang else None,
        "t_budget": budget,
        "t_reden_wijziging": None,
    }


@st.composite
def regels(draw: st.DrawFn) -> dict[str, Any]:
    maand = draw(st.sampled_from(MAANDEN))
    volume = draw(st.integers(0, 12))
    return {
        "toewijzing_nummer": draw(st.sampled_from([1, 2, 3])),
        "referentie_nummer": draw(st.sampled_from([f"R{n}" for n in range(12)])),
        "vorig_referentie_nummer": draw(st.none() | st.sampled_from([f"E{n}" for n in range(4)])),
        "categorie": "02",
        "code": "02A01",
        "begin": maand.begin,
        "eind": maand.eind,
        "volume": volume,
        "eenheid": "04",
        "tarief": TARIEF,
        "bedrag": volume * TARIEF + draw(st.sampled_from([0, 0, 0, 1])),
    }


@st.composite
def eerdere_regels(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Approved debits E0 to E3 that fit, one per period and allocation; some are credited already."""
    plekken = [(toewijzing, maand) for toewijzing in (1, 2) for maand in MAANDEN]
    gekozen = draw(st.lists(st.sampled_from(plekken), max_size=4, unique=True))
    uit = []
    for n, (toewijzing, maand) in enumerate(gekozen):
        volume = draw(st.integers(0, 5))
        debet = {
            "toewijzing_id": toewijzing,
            "referentie_nummer": f"E{n}",
            "vorig_referentie_nummer": None,
            "categorie": "02",
            "code": "02A01",
            "begin": maand.begin,
            "eind": maand.eind,
            "volume": volume,
            "eenheid": "04",
            "tarief": TARIEF,
            "bedrag": volume * TARIEF,
            "goedgekeurd": True,
        }
        uit.append(debet)
        if draw(st.booleans()):
            uit.append({**debet, "referentie_nummer": f"C{n}", "vorig_referentie_nummer": f"E{n}"})
    return uit


def beoordeel(nieuw: list[dict[str, Any]], eerder: list[dict[str, Any]]) -> pl.DataFrame:
    vast = {"client": 0, "prestatie": 0, "bsn": BSN, "regelnummer": 1, "codes": None, "client_codes": None}
    prestaties = [{**vast, **r, "dc": "C" if r["vorig_referentie_nummer"] else "D"} for r in nieuw]
    eerdere = pl.DataFrame(eerder, schema=EERDER_SCHEMA)
    teken = pl.when(pl.col("vorig_referentie_nummer").is_null()).then(1).otherwise(-1)
    return check_prestaties(
        pl.DataFrame(prestaties, schema=SCHEMA),
        achtergrond=Achtergrond(
            bsns=frozenset({BSN}),
            toewijzingen=pl.DataFrame(
                [create_toewijzing(1, None), create_toewijzing(2, BUDGET)], schema=TOEWIJZING_SCHEMA
            ),
            contract=CONTRACT,
            eerder=eerdere,
            gebruikt=eerdere.select(
                "toewijzing_id", uren=pl.col("volume") * teken, overig=None, bedrag=pl.col("bedrag") * teken
            ).cast(dict(GEBRUIKT_SCHEMA)),
        ),
        is_wmo=True,
    )


def _netto(rijen: list[dict[str, Any]], veld: str, toewijzing: int) -> int:
    eigen = [r for r in rijen if r["toewijzing_id"] == toewijzing]
    return sum(-r[veld] if r["vorig_referentie_nummer"] else r[veld] for r in eigen)


@given(st.lists(regels(), max_size=12), eerdere_regels())
def test_judging_any_message(nieuw: list[dict[str, Any]], eerder: list[dict[str, Any]]) -> None:
    uitkomst = beoordeel(nieuw, eerder)

    rijen = uitkomst.to_dicts()
    assert [r["referentie_nummer"] for r in rijen] == [r["referentie_nummer"] for r in nieuw]
    goed = [r for r in rijen if not r["regels"]]
    fout = [r for r in rijen if r["regels"]]
    assert sum(r["bedrag"] for r in rijen) == sum(r["bedrag"] for r in goed) + sum(r["bedrag"] for r in fout)
    alles = eerder + goed
    assert _netto(alles, "volume", 1) <= TOTAAL
    assert _netto(alles, "bedrag", 2) <= BUDGET
    assert min(_netto(alles, "bedrag", t) for t in (1, 2)) >= 0
    gecrediteerd = [r["vorig_referentie_nummer"] for r in alles if r["vorig_referentie_nummer"]]
    assert len(gecrediteerd) == len(set(gecrediteerd))
    open_debet = [
        (r["toewijzing_id"], r["begin"])
        for r in alles
        if not r["vorig_referentie_nummer"] and r["referentie_nummer"] not in gecrediteerd
    ]
    assert len(open_debet) == len(set(open_debet))
