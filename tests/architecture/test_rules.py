"""The register of rules and the catalogue name the same codes; the catalogue names every official rule."""

import json

import pytest
from tests.architecture.bron import SHARED

from stelsel.istandaarden.berichten import HEEN_SOORTEN
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.regels.registratie import list_codes
from stelsel.istandaarden.regels.uitvoering import THEMAS

FAMILIES = ["ijw", "iwmo"]


def list_gebouwd(familie: str) -> set[str]:
    """The codes that the catalogue says are built."""
    return {regel.code for regel in get_catalogus(familie).values() if regel.status == "gebouwd"}


def test_registered_rules_are_the_built_ones() -> None:
    assert len(THEMAS) > 0
    assert set(list_codes()) == list_gebouwd("ijw") | list_gebouwd("iwmo")


def test_level_2_is_complete() -> None:
    assert [len(list_gebouwd(familie)) for familie in FAMILIES] == [61, 58]


@pytest.mark.parametrize("familie", FAMILIES)
def test_every_rule_says_what_and_why(familie: str) -> None:
    for regel in get_catalogus(familie).values():
        assert set(regel.berichten) <= set(HEEN_SOORTEN)
        if regel.status == "gebouwd":
            assert regel.uitleg.endswith("."), regel.code
            assert regel.berichten, regel.code
        elif regel.status != "xsd":
            assert regel.reden.endswith("."), regel.code


@pytest.mark.parametrize("familie", FAMILIES)
def test_catalogue_has_every_official_rule(familie: str) -> None:
    bestand = SHARED / "istandaarden" / "regels" / f"{familie}_3_2.json"
    if not bestand.exists():
        pytest.skip(f"de referentie ontbreekt: {bestand.name} (zet STELSEL_SHARED)")
    officieel = {regel["code"] for regel in json.loads(bestand.read_text(encoding="utf-8"))["rules"]}

    assert set(get_catalogus(familie)) == officieel
