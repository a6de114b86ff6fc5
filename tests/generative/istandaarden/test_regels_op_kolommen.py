"""The rules over columns say the same as a plain version, line by line."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.schone_berichten import DAGTEKENING, create_bericht

from stelsel.istandaarden import Declaratie, check_declaratie
from stelsel.istandaarden.codec.declaratie import SCHEMA
from stelsel.istandaarden.regels.registratie import list_tabelregels
from stelsel.kern.periode import plus_maanden

Rij = dict[str, Any]
EIND = date(2026, 4, 30)
DAGEN = st.sampled_from(
    [
        date(2020, 12, 31),
        date(2021, 5, 5),
        date(2021, 5, 6),
        date(2026, 4, 1),
        EIND,
        date(2026, 5, 6),
        date(2026, 5, 7),
    ]
)


def eerder(rijen: list[Rij], rij: Rij) -> list[Rij]:
    """The lines before this one."""
    return rijen[: rijen.index(rij)]


def gelijk(een: Rij, ander: Rij, *velden: str) -> bool:
    """Equal in these columns."""
    return all(een[veld] == ander[veld] for veld in velden)


PERIODE = ("begin", "eind")
SLEUTEL = ("client", "referentie_nummer", "vorig_referentie_nummer")
PRODUCT = ("client", "toewijzing_nummer", "categorie", "code", *PERIODE)
#: The plain version: broken by this line, given all lines of the message.
GEWOON: dict[str, Callable[[Rij, list[Rij]], bool]] = {
    "CS002": lambda r, a: (
        r["prestatie"] == 0
        and sum(g * int(c) for g, c in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), r["bsn"], strict=True)) % 11 != 0
    ),
    "TR101": lambda r, a: (
        any(gelijk(r, ander, *SLEUTEL) for ander in eerder(a, r))
        or (
            r["prestatie"] == 0
            and any(gelijk(r, x, "bsn") and x["client"] != r["client"] for x in eerder(a, r))
        )
    ),
    "CD060": lambda r, a: (r["dc"] == "C") != (r["vorig_referentie_nummer"] is not None),
    "TR315": lambda r, a: (
        r["vorig_referentie_nummer"] is not None
        and any(gelijk(r, ander, "vorig_referentie_nummer") for ander in eerder(a, r))
    ),
    "TR316": lambda r, a: r["vorig_referentie_nummer"] in [ander["referentie_nummer"] for ander in a],
    "CD087": lambda r, a: (r["eenheid"] != "83") != (r["tarief"] is not None),
    "CS339": lambda r, a: r["eenheid"] == "83" and r["bedrag"] != r["volume"],
    "CS325": lambda r, a: r["bedrag"] == 0 and r["dc"] == "C",
    "CS100": lambda r, a: r["begin"] < date(2021, 1, 1),
    "CS337": lambda r, a: (r["begin"].year, r["begin"].month) != (r["eind"].year, r["eind"].month),
    "TR134": lambda r, a: r["begin"] > DAGTEKENING,
    "TR137": lambda r, a: r["eind"] < r["begin"] or r["eind"] > DAGTEKENING,
    "TR319": lambda r, a: max(r["begin"], r["eind"]) > EIND,
    "TR335": lambda r, a: r["eind"] < plus_maanden(DAGTEKENING, -60),
    "TR416": lambda r, a: (
        r["dc"] == "D" and any(ander["dc"] == "D" and gelijk(r, ander, *PRODUCT) for ander in eerder(a, r))
    ),
}
RIJEN = st.fixed_dictionaries(
    {
        "bsn": st.sampled_from(["999900006", "999900018", "999900007", "000000000"]),
        "referentie_nummer": st.sampled_from(["R1", "R2", "R3"]),
        "vorig_referentie_nummer": st.sampled_from([None, "R1", "R8", "R9"]),
        "toewijzing_nummer": st.sampled_from([1, 2]),
        "categorie": st.just("45"),
        "code": st.sampled_from(["45A03", "45A04"]),
        "begin": DAGEN,
        "eind": DAGEN,
        "volume": st.sampled_from([0, 100]),
        "eenheid": st.sampled_from(["04", "83"]),
        "tarief": st.sampled_from([None, 50]),
        "bedrag": st.sampled_from([0, 100]),
        "dc": st.sampled_from(["D", "C"]),
    }
)


def create_declaratie(clienten: list[list[Rij]]) -> tuple[Declaratie, list[Rij]]:
    """A declaration of these lines; a client has the Bsn of its first line."""
    rijen = [
        {**rij, "bsn": regels[0]["bsn"], "client": c, "prestatie": p, "regelnummer": 100 * c + p}
        for c, regels in enumerate(clienten)
        for p, rij in enumerate(regels)
    ]
    bericht = create_bericht("ijw", "323")
    waarden = {**bericht.waarden, "Declaratie": {**bericht.waarden["Declaratie"]}}
    del waarden["Declaratie"]["Clienten"]
    volledig = [{**rij, "codes": None, "client_codes": None} for rij in rijen]
    tabel = pl.DataFrame(volledig, schema=SCHEMA, orient="row")
    return Declaratie(bericht.definitie, waarden, tabel), rijen


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(RIJEN, min_size=1, max_size=4), min_size=1, max_size=3))
def test_columns_and_lines_agree(clienten: list[list[Rij]]) -> None:
    declaratie, rijen = create_declaratie(clienten)

    gevonden = {(b.regel, b.regelnummer) for b in check_declaratie(declaratie) if b.regel in GEWOON}

    op_regel = {(code, n) for code, n in gevonden if n is not None}
    verwacht = {
        (code, rij["regelnummer"]) for code, fout in GEWOON.items() for rij in rijen if fout(rij, rijen)
    }
    assert op_regel == verwacht


def test_every_column_rule_has_a_plain_version() -> None:
    assert sorted(GEWOON) == sorted(regel.code for regel in list_tabelregels())
