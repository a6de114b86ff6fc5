"""The rule for A, B and C as data: what is read, what is refused, and what it says."""

import json
from datetime import date

import pytest

from stelsel.domein.marktschets.indelingsregel import (
    RegelFout,
    get_standaardregel,
    list_standaardregels,
    parse_regel,
    render_regel,
)


def _data(**anders):
    return get_standaardregel().als_data() | anders


def test_a_rule_survives_being_kept():
    for regel in list_standaardregels().values():
        assert parse_regel(json.loads(json.dumps(regel.als_data()))) == regel


def test_the_first_standard_is_half_of_the_cost_and_nothing_else():
    regel = get_standaardregel()

    assert (regel.maat, regel.grens.soort, regel.grens.waarde) == ("kosten", "deel", 0.5)
    assert (regel.complex, regel.vanaf) == ({}, date(2015, 1, 1))


@pytest.mark.eis("R1.22")
def test_every_segment_carries_advice_on_bekostiging_and_verwerving():
    advies = {
        segment: (tekst.bekostiging.value, tekst.verwerving.value)
        for segment, tekst in get_standaardregel().segmenten.items()
    }

    assert advies == {
        "A": ("taak", "subsidie"),
        "B": ("output", "open house"),
        "C": ("inspanning", "aanbesteding"),
    }


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"naam": " "}, "Geef de indelingsregel een naam."),
        ({"grens": {"soort": "deel", "waarde": 50}}, "tussen 0 en 1"),
        ({"grens": {"soort": "bedrag", "waarde": 0}}, "groter dan nul"),
        ({"grens": {"soort": "deel", "waarde": "veel"}}, "geen getal"),
        ({"grens": {"soort": "bedrag", "waarde": float("nan")}}, "geen getal"),
        ({"grens": {"soort": "bedrag", "waarde": float("inf")}}, "geen getal"),
        ({"grens": {"soort": "bedrag", "waarde": 10**22}}, "niet groter dan een miljard"),
        ({"naam": 5}, "geen tekst"),
        ({"geen_module": "08"}, "lijst van productcategorieën"),
        ({"geen_module": [8]}, "lijst van productcategorieën"),
        ({"grens": {"soort": "gok", "waarde": 1}}, "Kies uit: deel, bedrag."),
        ({"grens": {}}, "ontbreekt: soort"),
        ({"maat": "gewicht"}, "Kies uit: kosten, uren, maanden."),
        ({"complex": {"modules_vanaf": 1}}, "2 of meer"),
        ({"complex": {"schoenmaat_vanaf": 2}}, "schoenmaat_vanaf"),
        ({"segment": {"A": {}}}, "ontbreekt"),
        ({"vanaf": "morgen"}, "niet te lezen"),
        ({"segment": None}, "afgesproken vorm"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(anders, zin):
    with pytest.raises(RegelFout, match=zin):
        parse_regel(_data(**anders))


def test_in_words():
    vast = _data(grens={"soort": "bedrag", "waarde": 2_000_000}, complex={"modules_vanaf": 2})

    assert render_regel(parse_regel(vast)) == (
        "Segment C is wie ten minste € 20.000 aan kosten heeft, en ook wie 2 of meer verschillende producten "
        "in één maand heeft. De anderen zijn segment B."
    )
    assert render_regel(get_standaardregel()) == (
        "Segment C is wie, van hoog naar laag, hoort bij de bovenste 50 % van alle kosten. De anderen zijn "
        "segment B."
    )
