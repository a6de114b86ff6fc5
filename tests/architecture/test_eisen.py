"""docs/eisen.toml is complete and honest: every ID, our own words, and a test behind every claim."""

import ast
import re

import pytest
from scripts.eisen import Eis, get_eisen, render_dekking
from tests.architecture.bron import SHARED, TESTS, list_bestanden, parse_bron
from tests.dekking import check_dekking

ONDERDELEN = {
    "R1": "marktschets", "R2": "profielen", "R3": "bekostiging", "R4": "verwerving", "R5": "toegang",
    "R6": "berichten", "R7": "resultaten", "R8": "sturing", "R9": "overig", "A": "aanvulling",
}  # fmt: skip
VOORZIENINGEN = {"programma", "besluit", "gesprek", "document", "kpi", "begrip", "rol"}
RIJ = re.compile(r"^\| ((?:R\d|A)\.\d+) \| ([^|]+) \| [^|]+ \| [^|]+ \| [^|]+ \| ([^|]+) \|", re.MULTILINE)


@pytest.fixture(scope="module")
def rijen() -> list[tuple[str, str, str]]:
    """ID, priority and quotation of every requirement in the reference."""
    bestand = SHARED / "eisen.md"
    if not bestand.exists():
        pytest.skip(f"de referentie ontbreekt: {bestand.name} (zet STELSEL_SHARED)")
    return RIJ.findall(bestand.read_text(encoding="utf-8"))


def list_gemarkeerde_ids() -> set[str]:
    """IDs in the `eis` marks of all test files, read from the source."""
    return {
        arg.value
        for pad in list_bestanden(TESTS, "test_*.py")
        for knoop in ast.walk(parse_bron(pad))
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Attribute) and knoop.func.attr == "eis"
        for arg in knoop.args
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
    }


def create_eis(**velden: str) -> Eis:
    return Eis(
        **{"id": "R1.01", "prio": "K", "onderdeel": "marktschets", "wat": "x", "status": "werkt"} | velden
    )


def test_ids_are_those_of_the_reference(rijen: list[tuple[str, str, str]]) -> None:
    prioriteiten = {
        id_: f"R: {eis.voorziening}" if eis.prio == "R" else eis.prio for id_, eis in get_eisen().items()
    }

    assert prioriteiten == {id_: prio.strip() for id_, prio, _ in rijen}


def test_words_are_our_own(rijen: list[tuple[str, str, str]]) -> None:
    eisen = get_eisen()

    gekopieerd = [
        id_ for id_, _, citaat in rijen
        if eisen[id_].wat.lower() in citaat.lower() or citaat.strip("„” ").lower() in eisen[id_].wat.lower()
    ]  # fmt: skip

    assert gekopieerd == []


def test_fields_are_valid() -> None:
    onjuist = [
        eis.id
        for eis in get_eisen().values()
        if eis.prio not in {"K", "V", "R"}
        or (eis.prio == "R") != (eis.voorziening in VOORZIENINGEN)
        or eis.onderdeel != ONDERDELEN[eis.id.split(".")[0]]
        or eis.status not in {"werkt", "deels", "niet"}
        or not 1 <= len(eis.wat.split()) <= 20
    ]

    assert onjuist == []


def test_a_place_is_named_exactly_where_something_works() -> None:
    onjuist = [eis.id for eis in get_eisen().values() if (eis.status == "niet") == bool(eis.waar.strip())]

    assert onjuist == []


def test_every_working_requirement_has_a_marked_test() -> None:
    werkend = {eis.id for eis in get_eisen().values() if eis.status == "werkt"}

    assert sorted(werkend - list_gemarkeerde_ids()) == []


def test_no_mark_names_an_unknown_requirement() -> None:
    assert sorted(list_gemarkeerde_ids() - set(get_eisen())) == []


@pytest.mark.parametrize(
    ("status", "uitkomsten", "volledig", "verwacht"),
    [
        ("werkt", {"passed"}, True, []),
        ("werkt", set(), False, []),
        ("werkt", set(), True, ["R1.01 staat op werkt, maar geen test draagt dit nummer"]),
        ("werkt", {"skipped"}, True, ["R1.01 staat op werkt, maar al zijn tests zijn overgeslagen"]),
        ("werkt", {"passed", "failed"}, False, ["R1.01 staat op werkt, maar een test ervan faalt"]),
        ("deels", {"failed"}, True, []),
        ("niet", set(), True, []),
    ],
    ids=["geslaagd", "deel van de suite", "zonder test", "overgeslagen", "gefaald", "deels", "niet"],
)
def test_a_claim_needs_a_passing_test(
    status: str, uitkomsten: set[str], volledig: bool, verwacht: list[str]
) -> None:
    eisen = {"R1.01": create_eis(status=status)}

    assert check_dekking(eisen, {"R1.01": uitkomsten}, volledig=volledig) == verwacht


def test_coverage_table_counts_per_part() -> None:
    eisen = {
        "R1.01": create_eis(),
        "R1.02": create_eis(id="R1.02", prio="V", status="niet"),
        "R2.01": create_eis(id="R2.01", onderdeel="profielen", status="deels"),
    }

    regels = [regel.split() for regel in render_dekking(eisen).splitlines()]

    assert regels == [
        ["onderdeel", "totaal", "werkt", "deels", "niet", "kern", "werkt"],
        ["marktschets", "2", "1", "0", "1", "1", "van", "1"],
        ["profielen", "1", "0", "1", "0", "0", "van", "1"],
        ["alles", "3", "1", "1", "1", "1", "van", "2"],
    ]
