"""The register of rules and the catalogue name the same codes; the catalogue names every official rule."""

import json

import pytest
from tests.architecture.bron import SHARED

from stelsel.istandaarden.berichten import HEEN_SOORTEN
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.overzicht import list_functies
from stelsel.istandaarden.regels.registratie import list_codes

FAMILIES = ["ijw", "iwmo"]


def list_gebouwd(familie: str) -> set[str]:
    """The codes that the catalogue says are built."""
    return {regel.code for regel in get_catalogus(familie).values() if regel.status == "gebouwd"}


def test_functions_are_those_of_the_built_rules() -> None:
    assert set(list_functies()) == list_gebouwd("ijw") | list_gebouwd("iwmo")


def test_every_level_is_complete() -> None:
    niveaus = [[r.niveau for r in get_catalogus(f).values() if r.status == "gebouwd"] for f in FAMILIES]

    assert [niveau.count(2) for niveau in niveaus] == [61, 58]
    assert [niveau.count(3) + niveau.count(4) for niveau in niveaus] == [57, 57]
    assert len(list_codes()) == 61


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
