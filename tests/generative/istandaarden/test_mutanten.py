"""Level 1 on thousands of mutants of every message: our verdict on the bytes is that of the published schema.

The seed is fixed and stands in the name of the test; STELSEL_ZAAD runs another set. One difference is meant:
a year before 1 or after 9999 is a date for the schema and for no computer of ours, so it stops at level 1.
"""

from __future__ import annotations

import os
import re

import pytest
from lxml import etree
from tests.generative.istandaarden.mutanten import create_basis, list_mutanten
from tests.unit.istandaarden.referentie import aanwezig, get_officieel_schema

from stelsel.istandaarden import Berichtdefinitie, check_bericht, list_definities
from stelsel.istandaarden.codec.schema import get_schema

ZAAD = int(os.environ.get("STELSEL_ZAAD", "32"))
PER_BERICHT = 600
ONMOGELIJK_JAAR = re.compile(rb">\s*(?:-\d{4,}|\d{5,})-\d\d-\d\d\s*<")
pytestmark = aanwezig


@pytest.mark.parametrize("definitie", list_definities(), ids=lambda d: f"{d.naam}-zaad{ZAAD}")
def test_verdict_is_that_of_the_published_schema(definitie: Berichtdefinitie) -> None:
    officieel = get_officieel_schema(definitie.familie, definitie.naam)
    verschillen, oordelen = [], []

    for mutant in list_mutanten(definitie, aantal=PER_BERICHT, zaad=ZAAD):
        data = etree.tostring(mutant, xml_declaration=True, encoding="UTF-8")
        geldig = officieel.validate(etree.fromstring(data))
        controle = check_bericht(data)
        oordelen.append(geldig)
        verwacht = geldig and ONMOGELIJK_JAAR.search(data) is None
        if verwacht != (controle.niveau != 1):
            verschillen.append((geldig, data, controle.bevindingen[:2]))
        assert controle.niveau == 0 or all(b.uitleg for b in controle.bevindingen)

    assert verschillen == []
    assert len(oordelen) == PER_BERICHT
    assert min(oordelen.count(True), oordelen.count(False)) >= PER_BERICHT // 20


@pytest.mark.parametrize("vol", [True, False], ids=["vol", "klein"])
def test_bases_are_valid_for_both(vol: bool) -> None:
    for definitie in list_definities():
        wortel = create_basis(definitie, vol=vol)
        oordelen = (get_schema(definitie), get_officieel_schema(definitie.familie, definitie.naam))
        assert [oordeel.validate(wortel) for oordeel in oordelen] == [True, True], definitie.naam


def test_a_schema_of_another_message_is_told_apart() -> None:
    """The comparison would see a verdict that is wrong: with the schema of the 307 a 305 differs."""
    definitie = next(d for d in list_definities() if d.naam == "JW305")
    anders = get_officieel_schema("ijw", "JW307")

    verschillen = [
        mutant
        for mutant in list_mutanten(definitie, aantal=40, zaad=ZAAD)
        if anders.validate(mutant) != get_schema(definitie).validate(mutant)
    ]

    assert verschillen != []
