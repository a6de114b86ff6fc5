"""An invented 3.3 beside 3.2 in one process: data plus the changed rules, and 3.2 stays as it was."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.factories.schone_berichten import DAGTEKENING, GEMEENTE, create_bericht

from stelsel.istandaarden import (
    Bericht,
    OnleesbaarBericht,
    check_bericht,
    check_toewijzing_ontvangst,
    create_retour,
    get_definitie,
    list_definities,
    parse_bericht,
    write_bericht,
)
from stelsel.istandaarden import release as release_module
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.catalogus.hulp import get_hulp
from stelsel.istandaarden.codec.schema import render_basisschema, render_schema
from stelsel.istandaarden.codelijsten import get_codelijsten, get_label
from stelsel.istandaarden.documentatie import render_berichten, render_regels
from stelsel.istandaarden.regels import registratie
from stelsel.istandaarden.regels.kop import Kopdossier
from stelsel.istandaarden.regels.registratie import Deel, Regel, list_codes, regel
from stelsel.istandaarden.regels.toewijzing import Aanbiederdossier
from stelsel.istandaarden.release import register_release
from stelsel.kern.periode import Periode

DATA = tomllib.loads(Path(__file__).with_name("release_3_3.toml").read_text("utf-8"))
START = "Client/StartProducten/StartProduct/0"
TOEGEWEZEN = "Client/ToegewezenProducten/ToegewezenProduct/0"
RETOUR = {"identificatie": "R1", "dagtekening": DAGTEKENING}
MEESTE_WACHTDAGEN = 90


@pytest.fixture(autouse=True)
def _release_3_3(monkeypatch: pytest.MonkeyPatch) -> None:
    """3.3 for one test: its data, one changed rule and one new rule."""
    monkeypatch.setattr(release_module, "_RELEASES", dict(release_module._RELEASES))
    eigen: dict[str, dict[str, Regel]] = deepcopy(registratie._REGELS._eigen)
    monkeypatch.setattr(registratie._REGELS, "_eigen", eigen)
    register_release(DATA)

    @regel("CS058", "StartProduct", "StopProduct", element="StatusAanlevering", release="3.3")
    def status_is_eerste_verwijderen_of_herstel(deel: Deel) -> bool:
        return deel["StatusAanlevering"] in ("1", "3", "4")

    @regel("TR998", "StartProduct", element="Wachttijd", release="3.3")
    def wachttijd_niet_te_lang(deel: Deel) -> bool:
        return (deel["Wachttijd/Dagen"] or 0) <= MEESTE_WACHTDAGEN


def create(soort: str, wijzigingen: dict[str, Any] | None = None, *, release: str = "3.3") -> Bericht:
    """The clean message of a release: the one of 3.2 under the other definition."""
    bericht = create_bericht("ijw", soort, wijzigingen)
    definitie = get_definitie("ijw", soort, release)
    subversie = int(release.partition(".")[2])
    header = {**bericht.waarden["Header"], "BerichtSubversie": subversie}
    return Bericht(definitie, {**bericht.waarden, "Header": header})


def list_regels(bericht: Bericht) -> list[str]:
    return sorted({b.regel for b in check_bericht(write_bericht(bericht)).bevindingen})


@pytest.mark.eis("R6.03")
def test_message_is_read_checked_and_answered_in_its_own_release() -> None:
    wacht = {f"{START}/Wachttijd": {"Dagen": 14, "Toelichting": "Vakantie"}}
    data = write_bericht(create("305", wacht))

    controle = check_bericht(data)

    assert (controle.naam, controle.niveau, controle.bericht) == ("JW305", 0, create("305", wacht))
    retour = create_retour(parse_bericht(data), klassecodes=lambda plek: ("9998",), **RETOUR)
    geschreven = write_bericht(retour)
    assert parse_bericht(geschreven) == retour
    assert b"http://www.istandaarden.nl/ijw/3_3/jw306/schema" in geschreven
    assert b"<m:BerichtSubversie>3</m:BerichtSubversie>" in geschreven
    assert b"<b:Dagen>14</b:Dagen>" in geschreven


@pytest.mark.parametrize(
    ("soort", "wijziging", "in_3_3", "in_3_2"),
    [
        ("305", {f"{START}/Wachttijd": {"Dagen": 91}}, ["TR998"], "XSD"),
        ("305", {f"{START}/Wachttijd": {"Dagen": 1000}}, "XSD", "XSD"),
        ("305", {f"{START}/StatusAanlevering": "4"}, [], "XSD"),
        ("305", {f"{START}/StatusAanlevering": "9"}, "XSD", ["CS058"]),
        ("305", {f"{START}/StatusAanlevering": "2"}, ["CS058"], ["CS058"]),
        ("305", {"Client/Geslacht": None}, [], "XSD"),
        ("307", {"Client/Geslacht": None}, "XSD", "XSD"),
        ("305", {"Client/Naam/Voorletters": None}, "XSD", []),
        ("301", {f"{TOEGEWEZEN}/Gezinsplan": "1"}, [], "XSD"),
        ("301", {"Client/Contactgegevens/Contact/0/Organisatie": "Praktijk"}, "XSD", []),
        ("301", {"Client/Contactgegevens/Contact/0/Soort": "04"}, [], ["TR061"]),
        ("301", {f"{TOEGEWEZEN}/ReferentieAanbieder": "A" * 40}, [], "XSD"),
        ("301", {"Client/Geboortedatum/Datum": date(1910, 1, 1)}, ["TR002"], []),
        ("323", {}, [], []),
        ("325", {}, [], []),
    ],
)
def test_every_kind_of_change_holds_in_3_3_only(
    soort: str, wijziging: dict[str, Any], in_3_3: list[str] | str, in_3_2: list[str] | str
) -> None:
    for release, verwacht in (("3.3", in_3_3), ("3.2", in_3_2)):
        bericht = create(soort, wijziging, release=release)
        if verwacht == "XSD":
            with pytest.raises((OnleesbaarBericht, ValueError)):
                write_bericht(bericht)
        else:
            assert list_regels(bericht) == verwacht


def test_family_that_lacks_an_element_lacks_it_in_3_3_too() -> None:
    namen = {
        familie: [e.naam for k in _list_klassen(familie) for e in k.elementen] for familie in ("ijw", "iwmo")
    }
    assert ("Gezinsplan" in namen["ijw"], "Gezinsplan" in namen["iwmo"]) == (True, False)


def _list_klassen(familie: Any) -> Iterator[Any]:
    for pad, klasse in get_definitie(familie, "302", "3.3").get_klassen():
        if pad.endswith("ToegewezenProduct"):
            yield klasse


@pytest.mark.parametrize(
    ("van", "naar"),
    [
        (b"<m:BerichtSubversie>3<", b"<m:BerichtSubversie>2<"),
        (b"ijw/3_3/basisschema", b"ijw/3_2/basisschema"),
        (b"ijw/3_3/jw305", b"ijw/3_2/jw305"),
    ],
    ids=["subversie", "basisschema", "bericht"],
)
def test_mixture_of_releases_is_refused_at_level_1(van: bytes, naar: bytes) -> None:
    goed = write_bericht(create("305"))

    controle = check_bericht(goed.replace(van, naar))

    assert check_bericht(goed).niveau == 0
    assert controle.niveau == 1
    assert all(b.regel == "XSD" and b.plaats for b in controle.bevindingen)


def test_release_that_is_not_known_is_named() -> None:
    data = write_bericht(create("305")).replace(b"3_3", b"3_4")

    [bevinding] = check_bericht(data).bevindingen

    assert bevinding.uitleg == "Dit is een bericht van release 3.4. Lever het aan in release 3.2 of 3.3."
    assert "leverancier" in get_hulp(bevinding.regel, uitleg=bevinding.uitleg).herstel


def test_3_2_is_the_same_with_and_without_3_3(monkeypatch: pytest.MonkeyPatch) -> None:
    met = _afdruk()
    monkeypatch.setattr(release_module, "_RELEASES", {"3.2": release_module.get_release("3.2")})

    assert _afdruk() == met
    assert check_bericht(write_bericht(create_bericht("ijw", "305"))).niveau == 0


def _afdruk() -> list[Any]:
    """Everything that release 3.2 says: schemas, code lists, rules, documents."""
    schemas = [render_schema(d) + render_basisschema(d) for d in list_definities()]
    lijsten = [get_codelijsten(familie) for familie in ("ijw", "iwmo")]
    regels = [get_catalogus(familie) for familie in ("ijw", "iwmo")]
    return [schemas, lijsten, regels, list_codes(), render_regels(), render_berichten()]


def test_words_of_3_3_are_its_own() -> None:
    assert get_catalogus("ijw", "3.3")["CS058"].uitleg.startswith("De status van een melding is 1, 3 of 4.")
    assert "TR998" not in get_catalogus("ijw")
    assert get_label("ijw", "LDT_StatusAanlevering", code="4", release="3.3") == "herstel"
    assert get_label("ijw", "LDT_StatusAanlevering", code="4") == "4"
    assert sorted(set(list_codes("3.3")) - set(list_codes())) == ["TR998"]


def test_all_28_schemas_of_3_3_compile() -> None:
    definities = list_definities("3.3")

    ruimtes = {etree.fromstring(render_schema(d)).get("targetNamespace") for d in definities}

    assert len(ruimtes) == 28
    assert all("/3_3/" in (ruimte or "") for ruimte in ruimtes)


def test_a_third_release_builds_on_the_second() -> None:
    register_release(
        {
            "release": "3.4",
            "basis": "3.3",
            "versie": 3,
            "subversie": 4,
            "elementen": [{"klasse": "StartProduct", "weg": "Wachttijd"}],
        }
    )

    zonder = create("305", release="3.4")
    met = create("305", {f"{START}/Wachttijd": {"Dagen": 1}}, release="3.4")
    assert list_regels(zonder) == []
    assert list_regels(create("305", {f"{START}/StatusAanlevering": "4"}, release="3.4")) == []
    with pytest.raises(ValueError, match="StartProduct kent geen Wachttijd"):
        write_bericht(met)


@pytest.mark.parametrize(("vervallen", "regels"), [("TR379", []), ("TR355", ["TR379"])])
def test_rule_of_level_3_is_dropped_by_the_catalogue_too(vervallen: str, regels: list[str]) -> None:
    register_release(
        {
            "release": "3.7",
            "basis": "3.2",
            "versie": 3,
            "subversie": 7,
            "catalogus": {"algemeen": {"vervallen": vervallen}},
        }
    )
    kop = Kopdossier(DAGTEKENING, gemeenten={GEMEENTE: Periode(date(2015, 1, 1))})
    bericht = create("301", {f"{TOEGEWEZEN}/ReferentieAanbieder": "V1"}, release="3.7")

    oordeel = check_toewijzing_ontvangst(bericht, Aanbiederdossier(kop, producten={"45A03": "45"}))

    assert [fout.regel for fout in oordeel.fouten] == regels


@pytest.mark.parametrize(
    ("data", "woorden"),
    [
        ({**DATA}, "bestaat al"),
        ({**DATA, "release": "3.5", "berichtsoorten": {}}, "onbekend onderdeel: berichtsoorten"),
    ],
)
def test_release_that_cannot_be_added(data: dict[str, Any], woorden: str) -> None:
    with pytest.raises(ValueError, match=woorden):
        register_release(data)


def test_change_of_an_element_that_is_not_there_is_an_error() -> None:
    fout = {"klasse": "StartProduct", "weg": "Bestaatniet"}
    register_release({"release": "3.6", "basis": "3.2", "versie": 3, "subversie": 6, "elementen": [fout]})

    with pytest.raises(KeyError, match="Bestaatniet"):
        get_definitie("ijw", "305", "3.6")
