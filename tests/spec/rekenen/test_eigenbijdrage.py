"""What somebody pays at most for Wmo support, and what the CAK says beside what we say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stelsel.domein.declaraties.bijdragebedrag import (
    Bijdragehulp,
    compute_bijdragemaanden,
    list_zonder_vrijstelling,
)
from stelsel.domein.declaraties.bijdrageopgave import OpgaveOnleesbaar, compare_opgave, parse_opgave
from stelsel.kern.periode import Periode

PAGINA = Path(__file__).resolve().parents[3] / "docs" / "rekenen" / "eigenbijdrage.md"
D = date
VANDAAG = D(2026, 3, 16)
GEEN_GETAL = "het startnummer moet een getal van hoogstens negen cijfers zijn."


def get_tarief(dag: date) -> int | None:
    """€ 20,60 in 2024 and € 21,00 in 2025; 2026 is not known."""
    return {2024: 2060, 2025: 2100}.get(dag.year)


def compute(periode: Periode, *hulp: Bijdragehulp, **anders: Any) -> list[tuple[date, int | None, str]]:
    wat: dict[str, Any] = {"get_tarief": get_tarief, "bezet": set(), "today": VANDAAG} | anders
    rijen = compute_bijdragemaanden(periode, hulp=hulp or (Bijdragehulp(periode, None),), **wat)
    return [(rij.maand, rij.bedrag, rij.reden.value) for rij in rijen]


def list_rijen(tabel: str) -> list[list[str]]:
    """The rows of one table of the page, as texts."""
    stuk = PAGINA.read_text(encoding="utf-8").split(f"<!-- tabel: {tabel} -->\n")[1]
    gevonden = re.match(r"(?:\|.*\n)+", stuk)
    assert gevonden is not None
    return [[cel.strip() for cel in regel[1:-1].split("|")] for regel in gevonden[0].splitlines()[2:]]


def parse_periode(begin: str, eind: str) -> Periode:
    return Periode(date.fromisoformat(begin), None if eind == "-" else date.fromisoformat(eind))


@pytest.mark.parametrize("rij", list_rijen("maanden"), ids=" | ".join)
def test_the_months_of_the_page(rij: list[str]) -> None:
    hulp = [
        Bijdragehulp(parse_periode(begin, eind), None if kosten == "-" else int(kosten))
        for begin, eind, kosten in (stuk.split() for stuk in rij[1].split(";"))
    ]
    bezet = {date.fromisoformat(f"{maand}-01") for maand in rij[2].split()}

    maanden = compute(parse_periode(*rij[0].split()), *hulp, bezet=bezet)

    gevonden = [f"{maand:%Y-%m}: {'?' if bedrag is None else bedrag}" for maand, bedrag, _ in maanden]
    assert ", ".join(gevonden) == rij[3]


def test_what_is_not_known_is_not_guessed() -> None:
    assert compute(Periode(D(2025, 12, 1))) == [
        (D(2026, 1, 1), None, "onbekend"),
        (D(2026, 2, 1), None, "onbekend"),
        (D(2026, 3, 1), None, "onbekend"),
    ]


def test_never_more_than_the_cost_price() -> None:
    """An aid of € 50 is paid off in the third month; nothing after that."""
    periode = Periode(D(2025, 1, 10), D(2025, 5, 1))

    assert compute(periode, Bijdragehulp(periode, 5_000)) == [
        (D(2025, 2, 1), 2100, "tarief"),
        (D(2025, 3, 1), 2100, "tarief"),
        (D(2025, 4, 1), 800, "kostprijs"),
        (D(2025, 5, 1), 0, "kostprijs"),
    ]


def test_support_without_a_cost_price_sets_no_bound_while_it_runs() -> None:
    periode = Periode(D(2025, 1, 10), D(2025, 5, 1))
    hulp = (Bijdragehulp(periode, 5_000), Bijdragehulp(Periode(D(2025, 3, 1), D(2025, 3, 31)), None))

    assert [bedrag for _, bedrag, _ in compute(periode, *hulp)] == [2100, 2100, 800, 0]
    assert [bedrag for _, bedrag, _ in compute(periode, hulp[0], Bijdragehulp(periode, None))] == [2100] * 4


def test_two_aids_have_their_cost_prices_together() -> None:
    periode = Periode(D(2025, 1, 10), D(2025, 4, 30))
    hulp = (Bijdragehulp(periode, 3_000), Bijdragehulp(Periode(D(2025, 4, 2), D(2025, 4, 30)), 1_500))

    assert [bedrag for _, bedrag, _ in compute(periode, *hulp)] == [2100, 900, 1500]


def test_after_an_unknown_month_a_cost_price_tells_nothing() -> None:
    periode = Periode(D(2024, 12, 1), D(2025, 2, 1))
    tarief = {D(2025, 1, 1): None, D(2025, 2, 1): 2100}

    assert [
        bedrag
        for _, bedrag, _ in compute(periode, Bijdragehulp(periode, 9_000), get_tarief=lambda dag: tarief[dag])
    ] == [None, None]


def test_a_household_pays_once() -> None:
    periode = Periode(D(2025, 1, 10), D(2025, 3, 31))

    assert compute(periode, bezet={D(2025, 2, 1)}) == [
        (D(2025, 2, 1), 0, "huisgenoot"),
        (D(2025, 3, 1), 2100, "tarief"),
    ]


@pytest.mark.parametrize(
    ("levering", "regels", "delen"),
    [
        ((D(2025, 1, 1), None), [], [(D(2025, 1, 1), None)]),
        ((D(2025, 1, 1), None), [(D(2024, 1, 1), True)], []),
        ((D(2025, 1, 1), None), [(D(2025, 1, 1), True)], []),
        ((D(2025, 1, 1), None), [(D(2025, 7, 1), True)], [(D(2025, 1, 1), D(2025, 6, 30))]),
        ((D(2025, 1, 1), D(2025, 6, 30)), [(D(2025, 7, 1), True)], [(D(2025, 1, 1), D(2025, 6, 30))]),
        ((D(2025, 1, 1), None), [(D(2024, 1, 1), True), (D(2025, 3, 1), False)], [(D(2025, 3, 1), None)]),
        ((D(2025, 1, 1), None), [(D(2025, 2, 1), True), (D(2025, 3, 1), False)],
         [(D(2025, 1, 1), D(2025, 1, 31)), (D(2025, 3, 1), None)]),
        # The same decision twice, for instance only with another cost price.
        ((D(2025, 1, 1), None), [(D(2025, 2, 1), False), (D(2025, 3, 1), False)], [(D(2025, 1, 1), None)]),
    ],
)  # fmt: skip
def test_exempt_for_part_of_the_time(levering: Any, regels: list[Any], delen: list[Any]) -> None:
    gevonden = list_zonder_vrijstelling(Periode(*levering), regels=regels)

    assert [(deel.begin, deel.eind) for deel in gevonden] == delen


def test_reading_the_table_of_the_cak() -> None:
    inhoud = "\ufeffStartnummer;Start;Stop\r\n12;05-01-2026;\r\n7;2025-12-01;31-01-2026\r\n\r\n".encode()

    assert parse_opgave(inhoud) == {12: Periode(D(2026, 1, 5)), 7: Periode(D(2025, 12, 1), D(2026, 1, 31))}


@pytest.mark.parametrize(
    ("inhoud", "fouten"),
    [
        (b"", ["De eerste regel moet zijn: Startnummer;Start;Stop."]),
        (b"BSN;Start;Stop\n", ["De eerste regel moet zijn: Startnummer;Start;Stop."]),
        (b"\xff\xfe\x00", ["Dit is geen CSV-bestand in UTF-8."]),
        (
            b"Startnummer;Start;Stop\nx;05-01-2026;\n1;31-02-2026;\n2;05-01-2026;04-01-2026\n3;05-01-2026\n"
            b"4;05-01-2026;\n4;06-01-2026;\n1234567890;05-01-2026;\n",
            [
                f"Regel 2: {GEEN_GETAL}",
                "Regel 3: een datum moet zijn zoals 31-12-2025.",
                "Regel 4: de stop ligt voor de start.",
                "Regel 5: hier moeten 3 kolommen staan, er zijn er 2.",
                "Regel 7: startnummer 4 staat er twee keer.",
                f"Regel 8: {GEEN_GETAL}",
            ],
        ),
        (
            b"Startnummer;Start;Stop\n" + b"x;;\n" * 25,
            [
                f"Regel {n}: het startnummer moet een getal van hoogstens negen cijfers zijn."
                for n in range(2, 22)
            ]
            + ["En nog 5 regels."],
        ),
    ],
)
def test_a_table_that_cannot_be_used_says_why(inhoud: bytes, fouten: list[str]) -> None:
    with pytest.raises(OpgaveOnleesbaar) as fout:
        parse_opgave(inhoud)

    assert fout.value.fouten == fouten


def test_both_sides_compared() -> None:
    gelijk, ons, hun = Periode(D(2026, 1, 5)), Periode(D(2026, 1, 5)), Periode(D(2026, 2, 20))
    register = {1: gelijk, 2: ons, 3: ons, 4: ons}
    opgave = {1: gelijk, 2: hun, 3: Periode(D(2026, 1, 5), D(2026, 2, 1)), 9: hun}

    assert [(v.start_nummer, v.soort.value, v.dagen) for v in compare_opgave(register, opgave)] == [
        (2, "start", 46),
        (3, "stop", 0),
        (4, "niet_bij_cak", 0),
        (9, "alleen_bij_cak", 0),
    ]
    assert compare_opgave(register, register) == []
