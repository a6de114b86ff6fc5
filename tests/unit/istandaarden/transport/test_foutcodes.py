"""Every code of a Fo01 is explained, in our own words."""

import json

import pytest
from tests.unit.istandaarden.referentie import MAP, aanwezig

from stelsel.istandaarden.catalogus.transport import FOUT_NIVEAU_1, find_transportfout, get_transportfouten


@aanwezig
def test_list_is_complete_and_the_words_are_ours() -> None:
    officieel = json.loads((MAP / "codelijsten" / "foutcodes_transport.json").read_text(encoding="utf-8"))

    teksten = {regel["code"]: (regel["omschrijving"], regel["toelichting"]) for regel in officieel["fo01"]}

    assert set(get_transportfouten()) == set(teksten)
    gelijk = [
        code for code, fout in get_transportfouten().items()
        if {fout.uitleg.strip("."), fout.doe.strip(".")} & {tekst.strip(".") for tekst in teksten[code]}
    ]  # fmt: skip
    assert gelijk == []


@pytest.mark.parametrize("code", get_transportfouten())
def test_explanation_fits_and_ends_as_a_sentence(code: str) -> None:
    fout = get_transportfouten()[code]

    assert 1 <= len(code) <= 7
    assert len(fout.uitleg) <= 200
    assert fout.uitleg.endswith(".")
    assert fout.doe.endswith(".")


def test_unknown_code_is_no_error() -> None:
    assert find_transportfout("IB210") is None
    assert find_transportfout(FOUT_NIVEAU_1) == get_transportfouten()["StUF055"]
