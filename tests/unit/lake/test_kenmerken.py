"""Features of municipalities, by the names that tables of different years give them."""

from datetime import date

import pytest

from stelsel.lake.intake import IntakeFout
from stelsel.lake.intake.kenmerken import read_kenmerken


def _lees(tekst, **velden):
    return read_kenmerken(tekst.encode(), **({"jaar": 2024} | velden))


@pytest.mark.parametrize(
    "tekst",
    [
        "GM_CODE,GM_NAAM,Aantal inwoners,Personen 65 jaar en ouder (%),JAAR\nGM0003,A,1000,25.0,2024\n",
        "Bron: bureau\n\nRegio's;Aantal inwoners;k_65JaarOfOuder\nGM0003;1000;250\nNL01;9;1\n",
        "gemeentecode;bevolking;65 jaar en ouder (aantal)\n3;1.000;250\n",
    ],
    ids=["percent", "statline", "count"],
)
def test_the_same_share_from_columns_of_different_years(tekst):
    (rij,) = _lees(tekst).rijen

    assert (rij.code, rij.jaar, rij.inwoners, rij.waarden) == ("0003", 2024, 1_000, {"oud": 25.0})


def test_what_cannot_be_a_share_is_left_out_and_told():
    uit = _lees("code;inwoners;bijstand;eenpersoonshuishoudens (%)\n0003;100;500;40\n0005;.;x;30\n")

    assert [rij.waarden for rij in uit.rijen] == [{"alleen": 40.0}, {"alleen": 30.0}]
    assert uit.opmerkingen == ("De kolom 'bijstand' is niet om te rekenen naar een percentage: weggelaten.",)


def test_parts_of_a_merged_municipality_are_weighed_and_a_missing_part_is_told():
    tekst = "code;inwoners;eenpersoonshuishoudens (%)\n0398;3000;20\n0416;1000;40\n0001;10;5\n"
    nieuw = [("0398", "1980", date(2022, 1, 1)), ("0416", "1980", date(2022, 1, 1))]
    half = [*nieuw, ("0001", "1981", date(2022, 1, 1)), ("0002", "1981", date(2022, 1, 1))]

    uit = _lees(tekst, herindelingen=half)

    assert [(rij.code, rij.inwoners, rij.waarden) for rij in uit.rijen] == [("1980", 4_000, {"alleen": 25.0})]
    assert len(uit.opmerkingen) == 2


@pytest.mark.parametrize(
    "tekst",
    ["", "a;b\n1;2\n", "code;inwoners\n0003;5\n", "code;bijstand\n0003;-5\n", "code;bijstand\nx;5\n", "\0"],
    ids=range(6),
)
def test_a_file_without_features_is_refused_in_words(tekst):
    with pytest.raises(IntakeFout):
        _lees(tekst)


def test_a_file_without_a_year_asks_for_it():
    with pytest.raises(IntakeFout, match="Vul het jaar in"):
        _lees("code;bijstand\n0003;5\n", jaar=None)
