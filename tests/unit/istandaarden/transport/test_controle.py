"""An envelope must fit what it carries, and the verdict is that on the message inside."""

from dataclasses import replace
from io import BytesIO

import pytest
from tests.factories.enveloppen import (
    APPLICATIE,
    REFERENTIE,
    TIJDSTIP,
    create_voorbeeld,
    write_voorbeeld,
)
from tests.factories.schone_berichten import create_bericht

from stelsel.istandaarden import check_bericht, list_definities, write_bericht
from stelsel.istandaarden.transport import (
    Envelop,
    Fout,
    Systeem,
    check_envelop,
    check_post,
    create_fout,
    find_kop,
    parse_envelop,
    render_envelop,
    render_fout,
)
from stelsel.kern.bevinding import Bevinding

DEFINITIES = list_definities()


def _met(envelop: Envelop, **wijzigingen: object) -> Envelop:
    return replace(envelop, stuurgegevens=replace(envelop.stuurgegevens, **wijzigingen))


def _met_lading(envelop: Envelop, data: bytes, bestandsnaam: str = "") -> Envelop:
    return replace(envelop, inhoud=replace(envelop.inhoud, data=data, bestandsnaam=bestandsnaam))


START = create_voorbeeld("ijw", "305")
START_DATA = write_voorbeeld("ijw", "305")


@pytest.mark.parametrize("definitie", DEFINITIES, ids=lambda definitie: definitie.naam)
def test_clean_envelope_gives_the_verdict_on_its_message(definitie) -> None:
    data = render_envelop(create_voorbeeld(definitie.familie, definitie.soort))

    controle = check_post(BytesIO(data))

    assert check_envelop(parse_envelop(data)) == []
    assert (controle.naam, controle.niveau, controle.bevindingen) == (definitie.naam, 0, [])


NIET_PASSEND = {
    "andere functie": (
        _met(START, functie="JW307"),
        ["De envelop kondigt JW307 aan, maar er zit JW305 in. Maak ze gelijk."],
    ),
    "onbekende functie": (
        _met(START, functie="JW399"),
        ["De envelop kondigt een onbekend bericht aan, maar er zit JW305 in. Maak ze gelijk."],
    ),
    "andere familie": (
        _met_lading(START, write_voorbeeld("iwmo", "305")),
        ["De envelop kondigt JW305 aan, maar er zit WMO305 in. Maak ze gelijk."],
    ),
    "andere zender": (
        _met(START, zender=Systeem("01010101", "EPD")),
        ["De zender verschilt: 01010101 op de envelop, 65656055 volgens het bericht. Maak ze gelijk."],
    ),
    "persoonsgegeven als zender": (
        _met(START, zender=Systeem("999900006", "EPD")),
        [
            "De zender verschilt: geen gemeentecode of AGB-code op de envelop, "
            "65656055 volgens het bericht. Maak ze gelijk."
        ],
    ),
    "andere ontvanger": (
        _met(START, ontvanger=Systeem("0363", "GGk")),
        ["De ontvanger verschilt: 0363 op de envelop, 0384 volgens het bericht. Maak ze gelijk."],
    ),
    "heenbericht in een Du01": (
        _met(START, berichtcode="Du01", cross_refnummer=REFERENTIE),
        ["Een JW305 hoort in een Di01, niet in een Du01."],
    ),
    "retour in een Di01": (
        _met(create_voorbeeld("ijw", "306"), berichtcode="Di01", cross_refnummer=""),
        ["Een JW306 hoort in een Du01, niet in een Di01."],
    ),
}


@pytest.mark.parametrize("naam", NIET_PASSEND)
def test_envelope_that_does_not_fit_its_message(naam: str) -> None:
    envelop, uitleg = NIET_PASSEND[naam]

    controle = check_post(render_envelop(envelop))

    assert check_envelop(envelop) == [Bevinding("BESTAND", tekst) for tekst in uitleg]
    assert controle.niveau == 1
    assert controle.bevindingen == [Bevinding("BESTAND", tekst) for tekst in uitleg]
    assert controle.inhoud is None


def test_retour_swapped_like_its_header_is_refused() -> None:
    """A retour keeps the header of the heen message; its envelope goes the other way."""
    retour = create_voorbeeld("ijw", "306")
    stuur = retour.stuurgegevens
    verkeerd = _met(retour, zender=stuur.ontvanger, ontvanger=stuur.zender)

    assert check_envelop(retour) == []
    assert [b.uitleg.split(":")[0] for b in check_envelop(verkeerd)] == [
        "De zender verschilt",
        "De ontvanger verschilt",
    ]


GEEN_BERICHT = {
    "tekst": b"Hier staat een bericht.",
    "andere xml": b"<html/>",
    "envelop in een envelop": render_envelop(START),
    "doctype": b"<!DOCTYPE Bericht>" + START_DATA.partition(b"?>\r\n")[2],
    "utf-16": START_DATA.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
}


@pytest.mark.parametrize("naam", GEEN_BERICHT)
def test_envelope_without_a_message(naam: str) -> None:
    envelop = _met_lading(START, GEEN_BERICHT[naam])

    controle = check_post(render_envelop(envelop))

    assert (controle.niveau, [b.regel for b in controle.bevindingen]) == (1, ["BESTAND"])
    assert controle.bevindingen == check_envelop(envelop) == check_bericht(GEEN_BERICHT[naam]).bevindingen


def test_text_file_is_no_message() -> None:
    envelop = _met_lading(START, START_DATA, "AanleveringQ1.csv")

    uitleg = "In de envelop zit een tekstbestand, geen bericht van iWmo of iJw."
    assert check_post(render_envelop(envelop)).bevindingen == [Bevinding("BESTAND", uitleg)]


def test_findings_on_the_message_are_as_without_envelope() -> None:
    pad = "Client/ToegewezenProducten/ToegewezenProduct/0/Omvang"
    niveau_2 = write_bericht(create_bericht("iwmo", "301", {pad: None}))
    niveau_1 = write_voorbeeld("iwmo", "301").replace(b"<m:Geslacht>1<", b"<m:Geslacht>7<")
    envelop = create_voorbeeld("iwmo", "301")

    for data, niveau in ((niveau_1, 1), (niveau_2, 2)):
        controle = check_post(render_envelop(_met_lading(envelop, data)))
        assert controle.niveau == niveau
        assert controle == check_bericht(data)


def test_message_as_such_is_checked_as_before() -> None:
    assert check_post(START_DATA) == check_bericht(START_DATA)
    assert check_post(b"geen xml") == check_bericht(b"geen xml")
    assert check_post(START_DATA, limiet=10) == check_bericht(START_DATA, limiet=10)


def test_header_that_hides_its_parties_is_refused() -> None:
    """White space before the parties may not keep them from being compared."""
    verstopt = START_DATA.replace(b"<m:Afzender>", b" " * 300_000 + b"<m:Afzender>", 1)
    envelop = _met_lading(_met(START, zender=Systeem("01010101", "EPD")), verstopt)

    assert check_bericht(verstopt).niveau == 0
    assert [b.uitleg for b in check_post(render_envelop(envelop)).bevindingen] == [
        f"De {rol} is niet uit de kop van het bericht te lezen. Verbeter de Header."
        for rol in ("zender", "ontvanger")
    ]


def test_header_is_read_without_the_rest() -> None:
    afgekapt = START_DATA[: START_DATA.index(b"<m:Client>")]

    kop = find_kop(afgekapt)

    assert (kop.definitie.naam, kop.afzender, kop.ontvanger) == ("JW305", "65656055", "0384")


def test_fo01_is_explained() -> None:
    bevindingen = check_bericht(START_DATA.replace(b"999900006", b"99990000")).bevindingen
    fout = create_fout(
        START, bevindingen=bevindingen, applicatie=APPLICATIE, referentienummer=REFERENTIE, tijdstip=TIJDSTIP
    )

    controle = check_post(render_envelop(fout))

    assert (controle.naam, controle.niveau) == (None, 1)
    assert [b.regel for b in controle.bevindingen] == ["BESTAND"]
    assert controle.bevindingen[0].uitleg.startswith(
        "Dit is een foutmelding (Fo01), geen bericht. StUF055: Het"
    )


def test_unknown_code_gives_the_words_of_the_chain_without_a_bsn() -> None:
    fout = Fout("IB210", "client", "Organisatie 99999 is onbekend voor 999900006", "JW315")

    assert render_fout(fout) == (
        "IB210: deze code kennen wij niet. De melding zegt: “Organisatie 99999 is onbekend voor …”."
    )
