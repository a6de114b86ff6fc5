"""Lists of segments that a region makes: read as they were written, and refused in words."""

import pytest

from stelsel.domein.marktschets.segmenten import (
    Deelvorm,
    LijstOngeldig,
    Telling,
    get_segmentenlijst,
    parse_segmentenlijst,
)


def _segment(code, **velden):
    return {"code": code, "naam": "x", "domein": "wmo", "doelgroep": "x", "categorieen": ["02"]} | velden


def _lijst(*segmenten):
    return {"versie": "v", "niet_tellend": [], "segment": list(segmenten)}


def test_a_list_survives_being_kept():
    assert parse_segmentenlijst(get_segmentenlijst().als_data()) == get_segmentenlijst()


@pytest.mark.parametrize(
    ("segmenten", "waarom"),
    [
        ([_segment("wmo-1"), _segment("wmo-1")], "twee keer"),
        ([_segment("Wmo 1")], "klopt niet"),
        ([_segment("wmo-1", categorieen=["002"])], "geen productcategorie"),
        ([_segment("wmo-1"), _segment("wmo-2", leeftijd_vanaf=75)], "Niemand kan in wmo-2"),
        ([_segment("wmo-1", categorieen=[]), _segment("wmo-2")], "Niemand kan in wmo-2"),
    ],
    ids=range(5),
)
def test_a_list_that_cannot_be_used_is_refused_in_words(segmenten, waarom):
    with pytest.raises(LijstOngeldig, match=waarom):
        parse_segmentenlijst(_lijst(*segmenten))


def test_the_particular_above_the_general_is_fine_and_complex_is_a_condition():
    lijst = parse_segmentenlijst(_lijst(_segment("wmo-2", tekens_vanaf=3), _segment("wmo-1")))

    gevonden = [
        lijst.get_segment("wmo", categorieen=["02"], leeftijd=None, maanden=None, tekens=tekens)
        for tekens in (2, 3)
    ]
    assert gevonden == ["wmo-1", "wmo-2"]


@pytest.mark.parametrize("telt", [Telling.PLEKKEN, Telling.WERKGEVERS])
def test_places_and_employers_are_nobody(telt):
    lijst = parse_segmentenlijst(_lijst(_segment("wmo-1", telt=telt.value)))

    assert lijst.get_segment("wmo", categorieen=["02"], leeftijd=50, maanden=3) == "overig"


def test_a_product_group_by_category_or_by_the_beginning_of_a_code():
    groep = Deelvorm("x", ("40", "54D"))

    gevallen = [("40", "40A"), ("40", ""), ("54", "54D01"), ("54", "54C01"), ("54", "")]
    assert [groep.past(*geval) for geval in gevallen] == [True, True, True, False, False]
