"""Every rule on claim lines, broken and kept, starting from one line that breaks nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from stelsel.domein.declaraties.afkeuring import list_codes
from stelsel.istandaarden.beoordeling import (
    CONTRACT_SCHEMA,
    EERDER_SCHEMA,
    GEBRUIKT_SCHEMA,
    TOEWIJZING_SCHEMA,
    Achtergrond,
    check_kop,
    check_prestaties,
)
from stelsel.istandaarden.beoordeling.regels import PRESTATIEREGELS, prestatieregel
from stelsel.istandaarden.berichten import FAMILIES
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.codec.declaratie import SCHEMA
from stelsel.istandaarden.codelijsten import Familie

BSN = "999900006"
REGEL = {
    "client": 0, "prestatie": 0, "bsn": BSN, "referentie_nummer": "R1", "vorig_referentie_nummer": None,
    "toewijzing_nummer": 101, "categorie": "02", "code": "02A01", "begin": date(2025, 4, 1),
    "eind": date(2025, 4, 30), "volume": 10, "eenheid": "04", "tarief": 6000, "bedrag": 60000, "dc": "D",
    "regelnummer": 1, "codes": None, "client_codes": None,
}  # fmt: skip
TOEWIJZING = {
    "toewijzing_nummer": 101, "bsn": BSN, "toewijzing_id": 1, "t_categorie": "02", "t_code": "02A01",
    "t_begin": date(2025, 1, 1), "t_eind": date(2025, 12, 31), "t_volume": 3, "t_eenheid": "04",
    "t_frequentie": "2", "t_budget": None, "t_reden_wijziging": None,
}  # fmt: skip
ASPECIFIEK = {"t_code": None, "t_volume": None, "t_eenheid": None, "t_frequentie": None}
GENERIEK = {**ASPECIFIEK, "t_categorie": None, "t_budget": 100_000}
CONTRACT = [
    ("02A01", "02", "04", 6000, date(2020, 1, 1), None),
    ("02A03", "02", "04", 7250, date(2020, 1, 1), None),
    ("02B01", "02", "83", None, date(2020, 1, 1), None),
    ("07A01", "07", "16", 4500, date(2020, 1, 1), date(2025, 12, 31)),
    ("01A04", "01", "04", 3300, date(2020, 1, 1), None),
]
EERDER = {
    "toewijzing_id": 1, "referentie_nummer": "R10", "vorig_referentie_nummer": None, "categorie": "02",
    "code": "02A01", "begin": date(2025, 3, 1), "eind": date(2025, 3, 31), "volume": 10, "eenheid": "04",
    "tarief": 6000, "bedrag": 60000, "goedgekeurd": True,
}  # fmt: skip
MAART = {"begin": date(2025, 3, 1), "eind": date(2025, 3, 31)}
CREDIT = {**MAART, "vorig_referentie_nummer": "R10", "dc": "C"}
EURO = {"code": "02B01", "eenheid": "83", "tarief": None}


def beoordeel(
    *regels: dict[str, Any],
    toewijzing: dict[str, Any] | None = None,
    eerder: list[dict[str, Any]] | None = None,
    is_wmo: bool = True,
) -> list[list[str]]:
    """The broken rules per line, for lines and an allocation given as differences from the clean ones."""
    rijen = [{**REGEL, "referentie_nummer": f"R{i}", **verschil} for i, verschil in enumerate(regels, 1)]
    eerdere = pl.DataFrame([{**EERDER, **e} for e in eerder or []], schema=EERDER_SCHEMA)
    achtergrond = Achtergrond(
        bsns=frozenset({BSN}),
        toewijzingen=pl.DataFrame([{**TOEWIJZING, **(toewijzing or {})}], schema=TOEWIJZING_SCHEMA),
        contract=pl.DataFrame(CONTRACT, schema=CONTRACT_SCHEMA, orient="row"),
        eerder=eerdere,
        gebruikt=tel_gebruikt(eerdere),
    )
    uitkomst = check_prestaties(
        pl.DataFrame(rijen, schema=SCHEMA),
        achtergrond=achtergrond,
        is_wmo=is_wmo,
    )
    return uitkomst["regels"].to_list()


def tel_gebruikt(eerder: pl.DataFrame) -> pl.DataFrame:
    teken = pl.when(pl.col("vorig_referentie_nummer").is_null()).then(1).otherwise(-1)
    volume, uur = pl.col("volume") * teken, pl.col("eenheid") == "04"
    goed = eerder.filter("goedgekeurd").select(
        "toewijzing_id",
        uren=pl.when(uur).then(volume),
        overig=pl.when(~uur).then(volume),
        bedrag=pl.col("bedrag") * teken,
    )
    return goed.cast(dict(GEBRUIKT_SCHEMA))


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(
    ("code", "regel", "toewijzing", "eerder"),
    [
        ("TR304", {"bsn": "999900018"}, {}, []),
        ("TR338", {"toewijzing_nummer": 999}, {}, []),
        ("TR384", {}, {"t_reden_wijziging": "13"}, []),
        ("TR314", {}, {}, [{"referentie_nummer": "R1"}]),
        ("TR314", {}, {}, [{"referentie_nummer": "R1", "goedgekeurd": False}]),
        ("TR323", {**CREDIT, "vorig_referentie_nummer": "R77"}, {}, [{}]),
        ("TR323", CREDIT, {}, [{"goedgekeurd": False}]),
        ("TR323", {**CREDIT, "volume": 9, "bedrag": 54000}, {}, [{}]),
        ("TR390", CREDIT, {}, [{}, {"referentie_nummer": "R11", "vorig_referentie_nummer": "R10"}]),
        ("TR389", {**MAART, "volume": 2, "bedrag": 12000}, {}, [{}]),
        (
            "TR339",
            {"categorie": "07", "code": "07A01", "eenheid": "16", "tarief": 4500, "bedrag": 45000},
            ASPECIFIEK,
            [],
        ),
        ("TR340", {"code": "02A03", "tarief": 7250, "bedrag": 72500}, {}, []),
        ("TR381", {"code": "07A01", "eenheid": "16", "tarief": 4500, "bedrag": 45000}, ASPECIFIEK, []),
        ("TR381", {"code": "02Z99"}, ASPECIFIEK, []),
        ("TR341", {"volume": 2, "eenheid": "16", "bedrag": 12000}, {}, []),
        ("TR341", {"eenheid": "16"}, ASPECIFIEK, []),
        ("TR307", MAART, {"t_begin": date(2025, 4, 1)}, []),
        ("TR308", {}, {"t_eind": date(2025, 3, 31)}, []),
        ("TR307", {}, {"t_begin": date(2025, 4, 15)}, []),
        ("TR308", {}, {"t_eind": date(2025, 4, 15)}, []),
        ("TR387", {"begin": date(2025, 4, 7)}, {}, []),
        ("TR388", {"eind": date(2025, 4, 25)}, {}, []),
        ("TR418", {"tarief": 6100, "bedrag": 61000}, {}, []),
        ("TR346", {"bedrag": 60100}, {}, []),
        ("TR321", {"volume": 16, "bedrag": 96000}, {"t_volume": 15, "t_frequentie": "4"}, []),
        ("TR322", {"volume": 6, "bedrag": 36000}, {"t_volume": 10, "t_frequentie": "6"}, [{"volume": 5}]),
        ("TR369", {**EURO, "volume": 100_001, "bedrag": 100_001}, GENERIEK, []),
    ],
)
def test_line_that_breaks_one_rule(
    familie: Familie,
    code: str,
    regel: dict[str, Any],
    toewijzing: dict[str, Any],
    eerder: list[dict[str, Any]],
) -> None:
    is_wmo = familie == "iwmo"
    assert beoordeel(regel, toewijzing=toewijzing, eerder=eerder, is_wmo=is_wmo) == [[code]]


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(
    ("regel", "toewijzing", "eerder"),
    [
        pytest.param({}, {}, [], id="schoon"),
        pytest.param(CREDIT, {}, [{}], id="credit van goedgekeurd debet"),
        pytest.param(MAART, {}, [{"goedgekeurd": False}], id="afgekeurde regel opnieuw (IV085)"),
        pytest.param(
            MAART,
            {},
            [{}, {"referentie_nummer": "R11", "vorig_referentie_nummer": "R10"}],
            id="na credit opnieuw",
        ),
        pytest.param(
            {"eenheid": "01", "tarief": 100, "volume": 301, "bedrag": 30100}, {}, [], id="minuten voor uren"
        ),
        pytest.param(
            {"code": "02A03", "eenheid": "01", "tarief": 121, "volume": 100, "bedrag": 12083},
            {"t_code": "02A03"},
            [],
            id="uurtarief per minuut: een keer afgerond (IV081)",
        ),
        pytest.param(
            {"begin": date(2025, 4, 10), "volume": 3, "bedrag": 18000},
            {"t_begin": date(2025, 4, 10)},
            [],
            id="vanaf ingangsdatum",
        ),
        pytest.param({"eind": date(2025, 4, 25)}, {"t_eind": date(2025, 4, 25)}, [], id="tot einddatum"),
        pytest.param(MAART, {}, [], id="achteraf gedeclareerd (IV090)"),
        pytest.param(
            {"volume": 15, "bedrag": 90000},
            {"t_volume": 15, "t_frequentie": "4"},
            [],
            id="precies het maandvolume",
        ),
        pytest.param(
            {"volume": 5, "bedrag": 30000},
            {"t_volume": 10, "t_frequentie": "6"},
            [{"volume": 5}],
            id="precies het totaal",
        ),
        pytest.param({**EURO, "volume": 100_000, "bedrag": 100_000}, GENERIEK, [], id="precies het budget"),
        pytest.param({}, {"t_eind": None}, [], id="open toewijzing"),
    ],
)
def test_line_that_breaks_nothing(
    familie: Familie, regel: dict[str, Any], toewijzing: dict[str, Any], eerder: list[dict[str, Any]]
) -> None:
    assert beoordeel(regel, toewijzing=toewijzing, eerder=eerder, is_wmo=familie == "iwmo") == [[]]


def test_six_weeks_of_domestic_help_are_for_wmo_only() -> None:
    hulp = {"categorie": "01", "code": "01A04", "tarief": 3300, "volume": 18, "bedrag": 59400}

    toewijzing = {"t_categorie": "01", "t_code": "01A04"}

    assert beoordeel(hulp, toewijzing=toewijzing, is_wmo=True) == [[]]
    assert beoordeel(hulp, toewijzing=toewijzing, is_wmo=False) == [["TR321"]]


def test_credit_makes_room_for_corrected_debit_before_it_in_the_message() -> None:
    correctie = {**MAART, "volume": 8, "bedrag": 48000}

    assert beoordeel(correctie, CREDIT, eerder=[{}]) == [[], []]


def test_rejected_credit_makes_no_room() -> None:
    correctie = {**MAART, "volume": 8, "bedrag": 48000}

    assert beoordeel(correctie, {**CREDIT, "bedrag": 1}, eerder=[{}]) == [["TR389"], ["TR323"]]


def test_second_credit_of_one_debit_in_one_message_is_rejected() -> None:
    assert beoordeel(CREDIT, CREDIT, eerder=[{}]) == [[], ["TR390"]]


def test_same_reference_twice_in_one_message_rejects_both() -> None:
    assert beoordeel({"referentie_nummer": "X"}, {"referentie_nummer": "X", **MAART}) == [
        ["TR314"],
        ["TR314"],
    ]


def test_line_that_does_not_fit_takes_no_volume_from_the_next() -> None:
    totaal = {"t_volume": 10, "t_frequentie": "6"}
    regels = [
        {"volume": 6, "bedrag": 36000},
        {**MAART, "volume": 5, "bedrag": 30000},
        {"begin": date(2025, 2, 1), "eind": date(2025, 2, 28), "volume": 4, "bedrag": 24000},
    ]

    assert beoordeel(*regels, toewijzing=totaal) == [[], ["TR322"], []]


def test_minutes_will_do_for_hours_in_a_contract_too() -> None:
    minuten = {"eenheid": "01", "volume": 95, "tarief": 100, "bedrag": 9500}

    assert beoordeel(minuten, toewijzing=ASPECIFIEK) == [[]]


def test_line_reports_every_rule_it_breaks() -> None:
    assert beoordeel({"begin": date(2025, 4, 7), "tarief": 6100}) == [["TR387", "TR418", "TR346"]]


def test_tariff_in_force_on_the_first_day_of_the_period() -> None:
    na_contract = {"categorie": "07", "code": "07A01", "eenheid": "16", "tarief": 4500, "bedrag": 45000}

    assert beoordeel(
        {**na_contract, "begin": date(2026, 1, 1), "eind": date(2026, 1, 31)},
        toewijzing={**ASPECIFIEK, "t_categorie": "07", "t_eind": None},
    ) == [["TR381"]]


@pytest.mark.parametrize(
    ("gebruikt", "laatste", "verwacht"),
    [
        (False, None, []),
        (False, date(2025, 4, 1), []),
        (False, date(2025, 2, 1), []),
        (True, None, ["TR333"]),
        (False, date(2025, 5, 1), ["TR318"]),
    ],
    ids=["eerste", "zelfde periode opnieuw (IV090)", "gat zonder zorg", "nummer gebruikt", "eerdere periode"],
)
def test_declaratie(gebruikt: bool, laatste: date | None, verwacht: list[str]) -> None:
    uitkomst = check_kop(
        nummer_gebruikt=gebruikt, periode_begin=date(2025, 4, 1), laatste_periode_begin=laatste
    )

    assert uitkomst == verwacht


def test_no_lines_at_all_is_judged_as_nothing() -> None:
    assert beoordeel() == []


def test_code_of_a_rule_cannot_be_taken_twice() -> None:
    with pytest.raises(ValueError, match="TR338"):
        prestatieregel("TR338")(lambda: pl.lit(value=False))
    assert len(PRESTATIEREGELS) == 17


#: Judged in the header, before a claim is judged.
IN_KOP = {"TR056", "TR135", "TR378"}
#: Judged on the Declaratie, on the Client, and on the sum over an allocation.
BUITEN_REGEL = {"TR333", "TR318", "TR304", "TR322", "TR369"}


@pytest.mark.parametrize("familie", ["ijw", "iwmo"])
def test_every_rule_of_the_catalogue_on_claims_is_judged(familie: Familie) -> None:
    op_323 = {
        regel.code
        for regel in get_catalogus(familie).values()
        if "323" in regel.berichten and regel.niveau in (3, 4)
    }

    assert op_323 == set(PRESTATIEREGELS) | BUITEN_REGEL | IN_KOP


def test_every_code_on_a_line_has_a_remedy() -> None:
    catalogus = get_catalogus("iwmo")
    codes = {catalogus[code].retourcode for code in {*PRESTATIEREGELS, "TR304", "TR322", "TR369"}}

    assert sorted(codes | {"0233", "0200"}) == list_codes()
