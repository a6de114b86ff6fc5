"""A cost price from bad input: a clear sentence, and never a figure that means nothing."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from stelsel.domein.bekostiging.indexatie import IndexOnbekend, compute_index, index_tarief
from stelsel.domein.bekostiging.kostprijs import KostprijsFout, compute_kostprijs, rond_tarief
from stelsel.domein.bekostiging.kostprijsinvoer import (
    list_buiten_band,
    list_opmerkingen,
    parse_kostprijs,
)
from stelsel.domein.bekostiging.kostprijsnamen import Herkomst, get_kostennamen
from stelsel.domein.bekostiging.reeel_tarief import check_elementen, compare_huidig

VOORBEELD = Path(__file__).with_name("voorbeeld.toml").read_text("utf-8")
VANDAAG = date(2026, 3, 16)


def change(oud: str, nieuw: str) -> str:
    """The example with one line changed; the line has to be there."""
    assert oud in VOORBEELD
    return VOORBEELD.replace(oud, nieuw, 1)


def list_fouten(tekst: str) -> list[str]:
    with pytest.raises(KostprijsFout) as fout:
        compute_kostprijs(parse_kostprijs(tekst))
    return str(fout.value).splitlines()


@pytest.mark.parametrize(
    ("oud", "nieuw", "verwacht"),
    [
        ("vak = 0.08", "vak = 8", "[algemeen] vak is 8, dat is 800 %. Bedoelt u 0.08? Schrijf 8 % als 0.08."),
        ("vak = 0.08", "vak = 'veel'", "[algemeen] vak is geen getal: 'veel'."),
        ("vak = 0.08", "vak = true", "[algemeen] vak is geen getal: 'True'."),
        ("vak = 0.08", "vak = nan", "[algemeen] vak is geen gewoon getal."),
        ("vak = 0.08", "", "[algemeen] vak ontbreekt (vakantiegeld)."),
        ("vak = 0.08", "vakk = 0.08\nvak = 0.08", "[algemeen] vakk kennen wij niet. Bedoelt u vak?"),
        ("verlof = 216", "verlof = -216", "[algemeen] verlof is -216. Een negatief getal kan hier niet."),
        ("verlof = 216", "verlof = 1e9", "[algemeen] verlof is groter dan 1.000.000."),
        ("verlof = 216", "verlof = 1e-400000", "[algemeen] verlof heeft meer dan 12 cijfers achter"),
        ("bruto_maand = 3350", "", "[functie.MBO] bruto_maand ontbreekt."),
        ("HBO = 0.55", "HBO = 0.45", "De aandelen in [mix] zijn samen 0,9. Dat moet 1 zijn."),
        ("HBO = 0.55", "HBO = 55", "[mix] HBO is 55, dat is 5500 %. Bedoelt u 0.55?"),
        ("HBO = 0.55", "HBA = 0.55", "[mix] HBA kennen wij niet. Bedoelt u HBO?"),
        ("uren = 56.84", "", "[traject] uren ontbreekt."),
        ("contracturen = 1878", "contracturen = 36", "Bij MBO blijft geen declarabel uur over."),
        ("niet_clientgebonden = 0.20", "niet_clientgebonden = 1", "Bij MBO blijft geen declarabel uur over."),
        ("[mix]", "[mixx]", "[bestand] mixx kennen wij niet. Bedoelt u mix?"),
        ("[algemeen]", "[algemeen", "Dit is geen leesbare TOML op regel "),
    ],
)  # fmt: skip
def test_a_fault_is_told_and_no_price_given(oud: str, nieuw: str, verwacht: str) -> None:
    assert [fout for fout in list_fouten(change(oud, nieuw)) if fout.startswith(verwacht)] != []


@pytest.mark.parametrize(
    ("band", "verwacht"),
    [
        ("0.3", "[bandbreedte] overhead hoort twee getallen te hebben: [laagste, hoogste]."),
        ("[0.3]", "[bandbreedte] overhead hoort twee getallen te hebben: [laagste, hoogste]."),
        ("[0.4, 0.3]", "[bandbreedte] overhead: schrijf eerst de laagste en dan de hoogste waarde."),
        ("[18, 35]", "[bandbreedte] overhead is 18, dat is 1800 %. Bedoelt u 0.18? Schrijf 8 % als 0.08."),
    ],
)
def test_a_range_that_is_none(band: str, verwacht: str) -> None:
    assert list_fouten(VOORBEELD + f"[bandbreedte]\noverhead = {band}\n")[0] == verwacht


def test_all_faults_at_once() -> None:
    assert len(list_fouten(change("vak = 0.08", "vak = 8").replace("ziekte = 0.065", "ziekte = -1"))) == 2


@pytest.mark.parametrize("tekst", ["", "functie = 3", "[functie]\nHBO = 3", "\x00", "a = " + "[" * 5000])
def test_what_is_no_cost_price_at_all(tekst: str) -> None:
    assert list_fouten(tekst) != []


def test_the_example_gives_no_remarks() -> None:
    invoer = parse_kostprijs(VOORBEELD)

    assert list_opmerkingen(invoer, compute_kostprijs(invoer)) == []
    assert list_buiten_band(invoer, {"ziekte": (Fraction("0.05"), Fraction("0.085"))}) == []


@pytest.mark.parametrize(
    ("oud", "nieuw", "woorden"),
    [
        ("niet_clientgebonden = 0.20", "niet_clientgebonden = 0.45", "Bij MBO is 40,9 % van de contracturen"),
        ("bruto_maand = 3350", "bruto_maand = 40200", "Bij MBO is bruto_maand € 40200."),
        ("uren = 56.84", "uren = 0", "Het traject telt 0 uren."),
    ],
)
def test_what_is_doubtful_is_remarked(oud: str, nieuw: str, woorden: str) -> None:
    invoer = parse_kostprijs(change(oud, nieuw))

    assert list_opmerkingen(invoer, compute_kostprijs(invoer))[0].startswith(woorden)


def test_a_function_overrides_a_general_value() -> None:
    invoer = parse_kostprijs(change("bruto_maand = 3950", "bruto_maand = 3950\nniet_clientgebonden = 0.25"))

    assert [t.tarief for t in compute_kostprijs(invoer).tarieven] == [7360, 9180, 11049]


def test_a_general_value_may_be_left_out_when_every_function_has_it() -> None:
    tekst = change("risico = 0.03", "")
    tekst = re.sub(r"(bruto_maand = \d+)", r"\1\nrisico = 0.03", tekst)

    assert [t.tarief for t in compute_kostprijs(parse_kostprijs(tekst)).tarieven] == [7360, 8625, 11049]


def test_half_a_cent_goes_up_exactly() -> None:
    assert [rond_tarief(Fraction(*f)) for f in ((1005, 1000), (1, 3), (2, 3), (14549999, 10000000))] == [
        101, 33, 67, 145,
    ]  # fmt: skip


def test_one_function_is_its_own_mix() -> None:
    tekst = VOORBEELD.partition("[functie.MBO]")[0] + "[functie.HBO]\nbruto_maand = 3950\n"

    assert rond_tarief(compute_kostprijs(parse_kostprijs(tekst)).mix) == 8625


def test_every_input_says_how_it_is_known() -> None:
    namen = get_kostennamen()

    assert {n.herkomst for n in namen.values()} == set(Herkomst)
    assert [n.naam for n in namen.values() if not (n.wat and n.bron)] == []


@pytest.mark.eis("R3.17")
def test_each_legal_element_is_present_or_missing() -> None:
    zonder = change("overhead = 0.25", "overhead = 0").replace("opleiding = 0.02", "opleiding = 0")
    invoer = parse_kostprijs(zonder)

    toetsen = [check_elementen(invoer, wet=wet, peildatum=VANDAAG) for wet in ("wmo", "jw")]

    assert [[(t.element.letter, t.aanwezig) for t in rij] for rij in toetsen] == [
        [("a", True), ("b", False), ("c", True), ("d", False), ("e", False), ("f", True)],
        [("a", True), ("b", True), ("c", False), ("d", False)],
    ]
    assert [t.ontbreekt for t in toetsen[0]][3] == ("opleiding",)


def test_indexed_input_has_the_element_of_indexing() -> None:
    invoer = parse_kostprijs(VOORBEELD + "[prijspeil]\njaar = 2023\nnaar = 2025\n")

    assert [t.aanwezig for t in check_elementen(invoer, wet="wmo", peildatum=VANDAAG)] == [True] * 6


def test_the_law_asks_nothing_before_it_was_there() -> None:
    assert check_elementen(parse_kostprijs(VOORBEELD), wet="jw", peildatum=date(2024, 6, 30)) == []


def test_what_is_paid_beside_the_cost_price() -> None:
    huidig = "[huidig]\nHBO = 90\nMBO = 73.60\n"
    nu, later = (
        parse_kostprijs(VOORBEELD + huidig + rest) for rest in ("", "[prijspeil]\njaar = 2023\nnaar = 2025\n")
    )

    assert [(v.functie, v.verschil) for v in compare_huidig(nu, compute_kostprijs(nu))] == [
        ("MBO", 0),
        ("HBO", 375),
    ]
    assert [v.kostprijs for v in compare_huidig(later, compute_kostprijs(later))] == [8212, 9623]


@pytest.mark.parametrize("jaar", [2022, 2023, 2026])
def test_a_year_without_index(jaar: int) -> None:
    with pytest.raises(IndexOnbekend, match=f"Voor {jaar} kennen wij geen index. Wel voor: 2024, 2025"):
        compute_index(jaar)


def test_prices_do_not_go_back_in_time() -> None:
    with pytest.raises(IndexOnbekend, match="niet terug"):
        index_tarief(Fraction(100), van=2025, naar=2024)
