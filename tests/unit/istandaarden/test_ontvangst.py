"""What an aanbieder checks on what it receives: 301, 319, 325. One change breaks exactly one rule."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from lxml import etree
from tests.factories.schone_berichten import (
    AANBIEDER,
    BSN,
    DAGTEKENING,
    GEMEENTE,
    TWEEDE_BSN,
    create_bericht,
)
from tests.unit.istandaarden.referentie import aanwezig, get_officieel_schema

from stelsel.istandaarden import Declaratie, check_bericht, stream_declaratie, write_bericht
from stelsel.istandaarden.berichten import FAMILIES
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.regels.declaratieantwoord import check_declaratieantwoord
from stelsel.istandaarden.regels.kop import Kopdossier, check_header
from stelsel.istandaarden.regels.toewijzing import (
    Aanbiederdossier,
    BekendeToewijzing,
    check_antwoord_ontvangst,
    check_toewijzing_ontvangst,
    create_ontvangstretour,
)
from stelsel.kern.periode import Periode

KOP = Kopdossier(
    DAGTEKENING, gemeenten={GEMEENTE: Periode(date(2000, 1, 1)), "0010": Periode(date(1900, 1, 1))}
)
TOEGEWEZEN = "Client/ToegewezenProducten/ToegewezenProduct"
MORGEN = DAGTEKENING + timedelta(days=1)


def create_dossier(familie: Familie, **velden: Any) -> Aanbiederdossier:
    """Nothing came in before; the product of the clean message is agreed."""
    producten = {"45A03": "45"} if familie == "ijw" else {"02A03": "02"}
    return Aanbiederdossier(**({"kop": KOP, "producten": producten} | velden))


def eerder(familie: Familie, **velden: Any) -> dict[int, BekendeToewijzing]:
    """The first allocation of the clean 301, as it came in before."""
    categorie, code = ("45", "45A03") if familie == "ijw" else ("02", "02A03")
    return {1001: BekendeToewijzing(**({"bsn": BSN, "categorie": categorie, "code": code} | velden))}


REFERENTIE = {f"{TOEGEWEZEN}/0/ReferentieAanbieder": "V1"}
VERWIJDERD = {
    f"{TOEGEWEZEN}/0/RedenWijziging": "13",
    f"{TOEGEWEZEN}/0/Einddatum": date(2026, 4, 1),
}
ANDERE_CODE = {f"{TOEGEWEZEN}/0/Product/Code": "99X99", f"{TOEGEWEZEN}/1/Product/Code": "99X99"}
#: rule (or none), message, change in it, what differs on file
GEVALLEN: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("TR056", "301", {}, {"kop": replace(KOP, gebruikt={"B1": None})}),
    ("TR056", "319", {}, {"kop": replace(KOP, gebruikt={"B1": None})}),
    ("", "301", {}, {"kop": replace(KOP, gebruikt={"B2": None})}),
    ("TR135", "301", {"Header/BerichtIdentificatie/Dagtekening": MORGEN}, {}),
    ("TR135", "319", {"Header/BerichtIdentificatie/Dagtekening": MORGEN}, {"verzoeken": {"V1"}}),
    ("", "301", {"Header/BerichtIdentificatie/Dagtekening": DAGTEKENING}, {}),
    ("TR378", "301", {}, {"kop": replace(KOP, gemeenten={})}),
    ("TR378", "301", {}, {"kop": replace(KOP, gemeenten={GEMEENTE: Periode(date(2027, 1, 1))})}),
    ("", "301", {}, {"kop": replace(KOP, gemeenten={GEMEENTE: Periode(date(2026, 4, 1), date(2026, 4, 1))})}),
    ("TR332", "301", {}, {"toewijzingen": {"bsn": TWEEDE_BSN}}),
    ("TR332", "301", {}, {"toewijzingen": {"code": "45A04"}}),
    ("", "301", {}, {"toewijzingen": {}}),
    ("TR379", "301", REFERENTIE, {}),
    ("TR379", "301", REFERENTIE, {"verzoeken": {"V1"}, "toewijzingen": {"referentie": "V1"}}),
    ("", "301", REFERENTIE, {"verzoeken": {"V1"}}),
    ("", "301", REFERENTIE, {"verzoeken": {"V1"}, "toewijzingen": {}}),
    ("", "301", {}, {"verzoeken": {"V1"}, "toewijzingen": {"referentie": "V1"}}),
    ("TR381", "301", ANDERE_CODE, {}),
    ("TR381", "301", {}, {"producten": {"45A03": "46", "02A03": "03"}}),
    ("", "301", {f"{TOEGEWEZEN}/0/Product/Code": None, f"{TOEGEWEZEN}/0/Omvang": None}, {}),
    ("TR385", "301", VERWIJDERD, {"gedeclareerd": {1001}}),
    ("", "301", VERWIJDERD, {"gedeclareerd": {1002}}),
    ("", "301", {}, {"gedeclareerd": {1001}}),
    ("TR355", "319", {}, {}),
    ("", "319", {}, {"verzoeken": {"V1"}}),
    ("TR359", "319", {}, {"verzoeken": {"V1"}, "toewijzingen": {"referentie": "V1"}}),
    ("", "319", {}, {"verzoeken": {"V1"}, "toewijzingen": {"referentie": "V2"}}),
    ("TR360", "319", {"Antwoord/VerzoekAntwoord": "2", "Antwoord/RedenAfwijzingVerzoek": None},
     {"verzoeken": {"V1"}, "antwoorden": {"V1": frozenset({"2"})}}),
    ("", "319", {"Antwoord/VerzoekAntwoord": "2", "Antwoord/RedenAfwijzingVerzoek": None},
     {"verzoeken": {"V1"}, "antwoorden": {"V2": frozenset({"2"})}}),
    ("", "319", {}, {"verzoeken": {"V1"}, "antwoorden": {"V1": frozenset({"2"})}}),
    ("TR365", "319", {}, {"verzoeken": {"V1"}, "antwoorden": {"V1": frozenset({"2", "1"})}}),
]  # fmt: skip


def get_codes(familie: Familie, soort: str, wijziging: dict[str, Any], op_file: dict[str, Any]) -> list[str]:
    """The rules that break, after a look at level 2."""
    op_file = dict(op_file)
    if "toewijzingen" in op_file:
        op_file["toewijzingen"] = eerder(familie, **op_file["toewijzingen"])
    bericht = create_bericht(familie, soort, wijziging)
    assert check_bericht(write_bericht(bericht)).bevindingen == []
    check = check_toewijzing_ontvangst if soort == "301" else check_antwoord_ontvangst
    return sorted({fout.regel for fout in check(bericht, create_dossier(familie, **op_file)).fouten})


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(("code", "soort", "wijziging", "op_file"), GEVALLEN)
def test_301_and_319(
    familie: Familie, code: str, soort: str, wijziging: dict[str, Any], op_file: dict[str, Any]
) -> None:
    assert get_codes(familie, soort, wijziging, op_file) == ([code] if code else [])


def test_woonplaatsbeginsel_names_a_gemeente_that_exists() -> None:
    reden = {"Antwoord/RedenAfwijzingVerzoek": "8"}
    dossier = {"verzoeken": {"V1"}}
    goed = reden | {"Antwoord/Woonplaatsbeginsel": {"Gemeente": "0010"}}
    fout = reden | {"Antwoord/Woonplaatsbeginsel": {"Gemeente": "9999"}}

    assert get_codes("ijw", "319", goed, dossier) == []
    assert get_codes("ijw", "319", fout, dossier) == ["TR378"]


def get_antwoord(familie: Familie, wijziging: dict[str, Any] | None = None) -> Declaratie:
    """The clean 325, which rejects the three lines of the clean 323."""
    return stream_declaratie(io.BytesIO(write_bericht(create_bericht(familie, "325", wijziging))))


def get_declaraties(familie: Familie, wijziging: dict[str, Any] | None = None) -> dict[str, Declaratie]:
    return {"B1": stream_declaratie(io.BytesIO(write_bericht(create_bericht(familie, "323", wijziging))))}


CLIENTEN = "DeclaratieAntwoord/Clienten/Client"
LIJN = f"{CLIENTEN}/0/Prestaties/Prestatie/1"
GEVALLEN_325: list[tuple[list[str], dict[str, Any], dict[str, Any]]] = [
    ([], {}, {}),
    (["TR135"], {"Header/BerichtIdentificatie/Dagtekening": MORGEN}, {}),
    (["TR056"], {"Header/BerichtIdentificatie/Identificatie": "B7"}, {}),
    (["TR337"], {"Header/DeclaratieIdentificatie/Identificatie": "B9"}, {}),
    (["TR337"], {"Header/DeclaratieIdentificatie/Dagtekening": date(2026, 5, 5)}, {}),
    (["TR371"], {"Header/XsdVersieDeclaratie/BerichtXsdVersie": "1.0.1"}, {}),
    (["TR376"], {"DeclaratieAntwoord/DeclaratieNummer": "D2"}, {}),
    (["TR304"], {f"{CLIENTEN}/1/Bsn": "999900031"}, {}),
    (["TR366"], {f"{LIJN}/ProductReferentie/ReferentieNummer": "R9"}, {}),
    (["TR367"], {f"{LIJN}/ToewijzingNummer": 1009}, {}),
    (["TR367"], {f"{LIJN}/ProductPeriode/Einddatum": date(2026, 4, 29)}, {}),
    (["TR367"], {f"{LIJN}/GeleverdVolume": 5}, {}),
    (["TR367"], {f"{LIJN}/ProductTarief": None}, {}),
    (["TR367"], {f"{LIJN}/Eenheid": "01"}, {}),
    ([], {"DeclaratieAntwoord/Clienten/Client/1": None,
          "DeclaratieAntwoord/TotaalToegekendBedrag/TotaalBedrag": 5000}, {}),
]  # fmt: skip


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(("codes", "wijziging", "declaratie"), GEVALLEN_325)
def test_325(
    familie: Familie, codes: list[str], wijziging: dict[str, Any], declaratie: dict[str, Any]
) -> None:
    kop = replace(KOP, gebruikt={"B7": None})
    antwoord = get_antwoord(familie, wijziging)

    bevindingen = check_declaratieantwoord(
        antwoord, declaraties=get_declaraties(familie, declaratie), kop=kop
    )

    assert [b.regel for b in bevindingen] == codes
    assert all(b.uitleg and b.plaats for b in bevindingen)


@pytest.mark.parametrize("familie", FAMILIES)
def test_325_of_a_gemeente_that_does_not_exist(familie: Familie) -> None:
    kop = replace(KOP, gemeenten={})

    bevindingen = check_declaratieantwoord(
        get_antwoord(familie), declaraties=get_declaraties(familie), kop=kop
    )

    assert [(b.regel, b.retourcode) for b in bevindingen] == [("TR378", "S300")]


def test_header_of_a_message_to_a_gemeente_looks_at_the_receiver() -> None:
    bericht = create_bericht("ijw", "315", {"Header/Ontvanger": "9999"})

    assert [fout.regel for fout in check_header(bericht, KOP)] == ["TR378"]
    assert check_header(create_bericht("ijw", "315"), KOP) == []


@aanwezig
@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(
    ("soort", "op_file", "codes"),
    [
        ("301", {"kop": replace(KOP, vandaag=DAGTEKENING - timedelta(days=1))}, {"Header": ["8848"]}),
        ("301", {"toewijzingen": {1002: BekendeToewijzing(TWEEDE_BSN)}},
         {"Header": ["0200"], "Client": ["0200"], "Relatie": ["0200"], "Contact": ["0200"],
          "ToegewezenProduct": ["0200", "9332"]}),
        ("319", {}, {"Header": ["0200"], "Antwoord": ["9355"]}),
        ("319", {"verzoeken": {"V1"}}, {}),
    ],
    ids=["301-header", "301-product", "319-antwoord", "319-goed"],
)  # fmt: skip
def test_answer_carries_the_codes_by_class(
    familie: Familie, soort: str, op_file: dict[str, Any], codes: dict[str, list[str]]
) -> None:
    heen = create_bericht(familie, soort)
    check = check_toewijzing_ontvangst if soort == "301" else check_antwoord_ontvangst
    oordeel = check(heen, create_dossier(familie, **op_file))

    retour = create_ontvangstretour(heen, oordeel, identificatie="R1", dagtekening=DAGTEKENING)

    data = write_bericht(retour)
    get_officieel_schema(familie, retour.definitie.naam).assertValid(etree.fromstring(data))
    gevonden: dict[str, list[str]] = {}
    for element in etree.fromstring(data).iter("{*}RetourCode"):
        ouder = etree.QName(element.getparent().getparent()).localname
        gevonden.setdefault(ouder, []).append(element.text)
    assert {naam: list(dict.fromkeys(alle)) for naam, alle in gevonden.items()} == codes
    assert (retour.waarden["Header"]["Afzender"], retour.waarden["Header"]["Ontvanger"]) == (
        GEMEENTE,
        AANBIEDER,
    )
