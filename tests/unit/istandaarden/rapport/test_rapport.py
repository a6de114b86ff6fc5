"""The report on files: what is recognised, what is said, where it points, and the examples."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.factories.enveloppen import APPLICATIE, REFERENTIE, TIJDSTIP, write_voorbeeld

from stelsel.istandaarden import SOORTEN
from stelsel.istandaarden.rapport import (
    Rapport,
    check_bestanden,
    create_rapport,
    create_voorbeeld,
    list_voorbeelden,
    render_berichtnaam,
    render_plek,
)
from stelsel.istandaarden.transport import create_envelop, render_envelop

#: Per example the rules that its mistakes break.
FOUTEN = {
    "bsn": ["CS002"],
    "toewijzing": ["CD076", "CD041", "TR302"],
    "declaratie": ["TR358", "CS337"],
    "opbouw": ["XSD", "XSD", "XSD"],
    "webpagina": ["BESTAND"],
    "goed": [],
}


def create(data: bytes, naam: str = "post.xml") -> list[Rapport]:
    return [create_rapport(bestand) for bestand in check_bestanden([(naam, data)])]


def pak_in(bestanden: dict[str, bytes]) -> bytes:
    zip_ = BytesIO()
    with ZipFile(zip_, "w") as archief:
        for naam, data in bestanden.items():
            archief.writestr(naam, data)
    return zip_.getvalue()


def get_voorbeeld(sleutel: str) -> bytes:
    gevonden = create_voorbeeld(sleutel)
    assert gevonden is not None
    return gevonden[1]


def test_every_example_has_its_own_mistake() -> None:
    gevonden = {}
    for voorbeeld in list_voorbeelden():
        (rapport,) = create(voorbeeld.data)
        gevonden[voorbeeld.sleutel] = [b.regel for b in rapport.bevindingen]

    assert gevonden == FOUTEN
    assert create_voorbeeld("onbekend") is None


def test_a_clean_message_gets_a_clear_verdict() -> None:
    (rapport,) = create(get_voorbeeld("goed"))

    assert (rapport.is_goed, rapport.oordeel) == (True, "Geen fouten gevonden.")
    assert (rapport.soort, rapport.fragment) == ("start van de hulp (Wmo, WMO305)", None)


def test_a_finding_stands_at_its_line() -> None:
    (rapport,) = create(get_voorbeeld("bsn"))
    assert rapport.fragment is not None

    met = [(r.tekst.strip(), r.fouten) for r in rapport.fragment.regels if r.fouten]

    assert met == [("<m:Bsn>999900019</m:Bsn>", (rapport.groepen[0].uitleg,))]


def test_a_message_on_one_line_is_divided_to_point_in_it() -> None:
    (rapport,) = create(get_voorbeeld("declaratie").replace(b"\r\n", b""))
    assert rapport.fragment is not None

    met = [r.tekst for r in rapport.fragment.regels if r.fouten]

    assert rapport.fragment.opgemaakt
    assert met == ["<m:TotaalIngediendBedrag>", "<m:ProductPeriode>"]


def test_of_a_long_message_only_the_lines_around_a_finding_are_shown() -> None:
    leeg = b"\r\n" * 1000
    (rapport,) = create(get_voorbeeld("bsn").replace(b"<m:Client>", leeg + b"<m:Client>", 1))
    assert rapport.fragment is not None

    assert (rapport.fragment.geheel, len(rapport.fragment.regels)) == (False, 7)
    assert [r.gat for r in rapport.fragment.regels] == [True, *[False] * 6]


def test_the_same_fault_on_many_lines_is_one_group() -> None:
    dubbel = get_voorbeeld("declaratie").replace(b">2026-04-01<", b">2026-03-30<")
    dubbel = dubbel.replace(b"Begindatum>2026-03-30<", b"Begindatum>2026-04-01<", 1)

    (rapport,) = create(dubbel)

    assert [(g.regel, g.aantal) for g in rapport.groepen] == [("TR358", 1), ("CS337", 3)]
    assert rapport.oordeel == "De opbouw klopt, de inhoud niet: 4 fouten."


@pytest.mark.parametrize(
    ("data", "uitleg"),
    [
        (b"%PDF-1.7\n", "Dit is een pdf-bestand, geen bericht. Kies het XML-bestand."),
        (b"\n<HTML><body/>", "Dit is een webpagina, geen bericht. Download het bericht opnieuw."),
        (
            pak_in({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
            "Dit is een Word- of Excel-bestand, geen bericht. Kies het XML-bestand.",
        ),
        (b"0123200110", "Dit is geen XML-bestand. Lever een bericht aan met de extensie .xml."),
    ],
)
def test_what_people_take_for_a_message_is_called_by_its_name(data: bytes, uitleg: str) -> None:
    (rapport,) = create(data)

    assert [b.uitleg for b in rapport.bevindingen] == [uitleg]
    assert rapport.oordeel == "Dit bestand kunnen wij niet lezen als bericht."
    assert rapport.groepen[0].hulp.herstel != ""


@pytest.mark.parametrize(
    ("data", "uitleg"),
    [
        (pak_in({}), "In dit zipbestand zit geen bericht (.xml). Pak de berichten er opnieuw in."),
        (
            pak_in({f"{nummer}.xml": b"<x/>" for nummer in range(31)}),
            "In een zipbestand passen hoogstens 30 berichten. Verdeel ze over meer.",
        ),
    ],
)
def test_a_zip_that_is_not_unpacked_says_nothing_of_the_messages_in_it(data: bytes, uitleg: str) -> None:
    (rapport,) = create(data, naam="post.zip")

    assert [b.uitleg for b in rapport.bevindingen] == [uitleg]
    assert (rapport.oordeel, rapport.gevolg) == (
        "Dit zipbestand pakten wij niet uit.",
        "De ontvanger doet dat waarschijnlijk ook niet. Over de berichten erin weten wij nog niets.",
    )


def test_a_zip_gives_a_report_per_message_and_names_the_rest() -> None:
    data = pak_in({"a.xml": get_voorbeeld("goed"), "b.txt": b"x", "c.xml": get_voorbeeld("bsn")})

    rapporten = create(data, naam="post.zip")

    assert [(r.naam, r.niveau, r.overgeslagen) for r in rapporten] == [
        ("post.zip!a.xml", 0, False),
        ("post.zip!c.xml", 2, False),
        ("post.zip!b.txt", 0, True),
    ]


def test_lines_count_in_the_message_also_when_it_is_in_an_envelope() -> None:
    bericht = get_voorbeeld("bsn")
    envelop = create_envelop(bericht, applicatie=APPLICATIE, referentienummer=REFERENTIE, tijdstip=TIJDSTIP)

    (los,), (verpakt,) = create(bericht), create(render_envelop(envelop))

    assert (verpakt.groepen, verpakt.fragment) == (los.groepen, los.fragment)


@pytest.mark.parametrize("familie", ["ijw", "iwmo"])
@pytest.mark.parametrize("soort", SOORTEN)
def test_every_message_has_a_name_in_words(familie: str, soort: str) -> None:
    (rapport,) = create(write_voorbeeld(familie, soort))

    assert rapport.is_goed
    assert rapport.soort.endswith(f", {rapport.bericht})")


def test_places_in_words() -> None:
    plekken = {
        "": "",
        "/Bericht": "bericht",
        "/Bericht/Header": "de kop van het bericht",
        "/Bericht/Client/StartProducten/StartProduct[2]/Product": "cliënt › start product 2 › product",
    }

    assert {pad: render_plek(pad) for pad in plekken} == plekken
    assert render_berichtnaam("XX999") == "XX999"
