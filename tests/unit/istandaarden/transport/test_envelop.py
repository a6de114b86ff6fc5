"""Envelopes are read as published and written as the published schema wants them."""

from dataclasses import replace
from datetime import datetime

import pytest
from lxml import etree
from tests.factories.enveloppen import (
    APPLICATIE,
    HEEN_REFERENTIE,
    REFERENTIE,
    TIJDSTIP,
    create_voorbeeld,
    write_voorbeeld,
)
from tests.factories.schone_berichten import AANBIEDER, GEMEENTE
from tests.unit.istandaarden.referentie import aanwezig
from tests.unit.istandaarden.transport.referentie_ggk import VOORBEELDEN, get_ggk_schema

from stelsel.istandaarden import OnleesbaarBericht, list_definities
from stelsel.istandaarden.transport import (
    Applicatie,
    Envelop,
    Fout,
    Lading,
    Stuurgegevens,
    Systeem,
    create_envelop,
    create_fout,
    parse_envelop,
    render_envelop,
)
from stelsel.istandaarden.transport.envelop import parse_tijdstip
from stelsel.kern.bevinding import Bevinding

DEFINITIES = list_definities()
GEMEENTE_WMO = Systeem("0548", "Wmo Applicatie")
VERSIES = {"applicatie_versie": (4, 3), "functie_versie": (2, 2)}


GEPUBLICEERD = {
    "envelopHeenbericht-ggk_Di01_v21-xml.xml": Envelop(
        Stuurgegevens(
            "Di01", GEMEENTE_WMO, Systeem("01023456", "GGk"), HEEN_REFERENTIE,
            datetime(2016, 4, 21, 13, 25, 14), functie="WMO301",
        ),
        Lading(b"Hier staat een iWmo/iJw-heenbericht.", **VERSIES),
    ),
    "envelopHeenbericht-ggk_Di01_v21-tekst.xml": Envelop(
        Stuurgegevens(
            "Di01", GEMEENTE_WMO, Systeem("CBS", "GGk"), HEEN_REFERENTIE,
            datetime(2016, 4, 21, 13, 25, 14), functie="Dummy",
        ),
        Lading(b"Hier staat een dummy-tekstbericht.", bestandsnaam="AanleveringQ1.csv", **VERSIES),
    ),
    "envelopRetourbericht-ggk_Du01-v21.xml": Envelop(
        Stuurgegevens(
            "Du01", Systeem("01023456", "Applicatie leverancier"), Systeem("0484", "GGk"), REFERENTIE,
            datetime(2016, 4, 22, 14, 28, 4), HEEN_REFERENTIE, "WMO302",
        ),
        Lading(b"Hier staat een iWmo/iJw-retourbericht.", **VERSIES),
    ),
    "Fo01.xml": Envelop(
        Stuurgegevens(
            "Fo01", Systeem("IB", "GGK"), Systeem("54540051", "JW Applicatie", "test", "gebruiker1"),
            "78002f23-5bc5-4e3e-96ad-1d209d32a5d5", datetime(2016, 4, 21, 14, 45, 34),
            "9c0f7b90-5c69-11e5-a837-0800200c9a66",
        ),
        Fout("IB210", "client", "Ontvangende organisatie onbekend. Organisatie 99999", "JW315-00010004"),
    ),
}  # fmt: skip


@aanwezig
@pytest.mark.parametrize("naam", GEPUBLICEERD)
def test_published_example_is_read_as_it_is(naam: str) -> None:
    assert parse_envelop((VOORBEELDEN / naam).read_bytes()) == GEPUBLICEERD[naam]


@aanwezig
def test_every_published_example_is_tried() -> None:
    assert {pad.name for pad in VOORBEELDEN.iterdir()} == set(GEPUBLICEERD)


@aanwezig
@pytest.mark.parametrize("definitie", DEFINITIES, ids=lambda definitie: definitie.naam)
def test_envelope_of_every_message_is_valid(definitie) -> None:
    data = render_envelop(create_voorbeeld(definitie.familie, definitie.soort))

    get_ggk_schema().assertValid(etree.fromstring(data))


@pytest.mark.parametrize("definitie", DEFINITIES, ids=lambda definitie: definitie.naam)
def test_message_comes_out_as_it_went_in(definitie) -> None:
    envelop = create_voorbeeld(definitie.familie, definitie.soort)

    gelezen = parse_envelop(render_envelop(envelop))

    assert gelezen == envelop
    assert gelezen.inhoud.data == write_voorbeeld(definitie.familie, definitie.soort)
    assert gelezen.stuurgegevens.functie == definitie.naam


@pytest.mark.parametrize(
    ("soort", "berichtcode", "zender", "ontvanger"),
    [
        ("301", "Di01", GEMEENTE, AANBIEDER),
        ("302", "Du01", AANBIEDER, GEMEENTE),
        ("305", "Di01", AANBIEDER, GEMEENTE),
        ("306", "Du01", GEMEENTE, AANBIEDER),
        ("319", "Di01", GEMEENTE, AANBIEDER),
        ("320", "Du01", AANBIEDER, GEMEENTE),
        ("323", "Di01", AANBIEDER, GEMEENTE),
        ("325", "Du01", GEMEENTE, AANBIEDER),
    ],
)
def test_message_is_addressed_by_its_header(
    soort: str, berichtcode: str, zender: str, ontvanger: str
) -> None:
    stuur = create_voorbeeld("iwmo", soort).stuurgegevens

    assert (stuur.berichtcode, stuur.zender.organisatie, stuur.ontvanger.organisatie) == (
        berichtcode,
        zender,
        ontvanger,
    )
    assert stuur.ontvanger.applicatie == "GGk"


def test_envelope_is_written_as_messages_are() -> None:
    data = render_envelop(create_voorbeeld("ijw", "301"))

    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\r\n<GGK:envelopHeenbericht-ggk_Di01 ')
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"<GGK:functieVersie>0003</GGK:functieVersie>\r\n" in data
    assert b"<GGK:functieSubversie>0002</GGK:functieSubversie>\r\n" in data
    assert b"<StUF:tijdstipBericht>20260506143000</StUF:tijdstipBericht>\r\n" in data


@aanwezig
def test_fault_at_level_1_is_answered_with_a_fo01() -> None:
    geweigerd = create_voorbeeld("ijw", "305")
    bevindingen = [Bevinding("XSD", f"Verbeter punt {n} van de lijst.", regelnummer=n) for n in range(1, 99)]

    fout = create_fout(
        geweigerd,
        bevindingen=bevindingen,
        applicatie=APPLICATIE,
        referentienummer=REFERENTIE,
        tijdstip=TIJDSTIP,
    )

    data = render_envelop(fout)
    get_ggk_schema().assertValid(etree.fromstring(data))
    assert parse_envelop(data) == fout
    stuur = fout.stuurgegevens
    assert (stuur.berichtcode, stuur.cross_refnummer) == ("Fo01", geweigerd.stuurgegevens.referentienummer)
    assert (stuur.zender.organisatie, stuur.ontvanger.organisatie) == (GEMEENTE, AANBIEDER)
    assert (fout.inhoud.code, fout.inhoud.plek) == ("StUF055", "client")
    details = fout.inhoud.details.splitlines()
    assert details == [f"regel {n}: Verbeter punt {n} van de lijst." for n in range(1, len(details) + 1)]
    assert 950 < len(fout.inhoud.details) <= 1000


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("20260506143000", datetime(2026, 5, 6, 14, 30)),
        ("20260506", datetime(2026, 5, 6)),
        ("202605061430", datetime(2026, 5, 6, 14, 30)),
        ("202605061430005", datetime(2026, 5, 6, 14, 30, 0, 500_000)),
        ("20260506143000123", datetime(2026, 5, 6, 14, 30, 0, 123_000)),
        ("20260230143000", None),
        ("20260506243000", None),
        ("00000506143000", None),
        ("202605061", None),
    ],
)
def test_moment_of_sending(tekst: str, verwacht: datetime | None) -> None:
    assert parse_tijdstip(tekst) == verwacht


ONMOGELIJK = {
    "geen uuid": {"referentienummer": "42"},
    "uuid van versie 1": {"referentienummer": "9c0f7b90-5c69-11e5-a837-0800200c9a66"},
    "lange functie": {"functie": "W" * 31},
    "zonder functie": {"functie": ""},
    "korte applicatie": {"zender": Systeem("0384", "S")},
    "lange administratie": {"zender": Systeem("0384", "Stelsel", "r" * 51)},
}


@pytest.mark.parametrize("naam", ONMOGELIJK)
def test_what_does_not_fit_is_not_written(naam: str) -> None:
    envelop = create_voorbeeld("ijw", "301")
    stuurgegevens = replace(envelop.stuurgegevens, **ONMOGELIJK[naam])

    with pytest.raises(OnleesbaarBericht) as fout:
        render_envelop(replace(envelop, stuurgegevens=stuurgegevens))

    assert [b.regel for b in fout.value.bevindingen] == ["XSD"]


@pytest.mark.parametrize(
    ("versie", "past"), [((0, 0), True), ((9999, 9999), True), ((10_000, 0), False), ((0, -1), False)]
)
def test_versions_have_four_digits(versie: tuple[int, int], past: bool) -> None:
    envelop = create_voorbeeld("ijw", "301")
    anders = replace(envelop, inhoud=replace(envelop.inhoud, applicatie_versie=versie))

    if past:
        assert parse_envelop(render_envelop(anders)) == anders
    else:
        with pytest.raises(OnleesbaarBericht):
            render_envelop(anders)


def test_answer_says_what_it_answers() -> None:
    def maak(soort: str, kruis: str) -> Envelop:
        return create_envelop(
            write_voorbeeld("ijw", soort),
            applicatie=Applicatie("Stelsel", (1, 0)),
            referentienummer=REFERENTIE,
            tijdstip=TIJDSTIP,
            cross_refnummer=kruis,
        )

    for soort, kruis in (("302", ""), ("325", ""), ("301", HEEN_REFERENTIE)):
        with pytest.raises(ValueError, match="cross_refnummer"):
            maak(soort, kruis)
    assert maak("302", HEEN_REFERENTIE).stuurgegevens.cross_refnummer == HEEN_REFERENTIE


def test_moment_with_a_zone_is_refused() -> None:
    envelop = create_voorbeeld("ijw", "301")
    met_zone = replace(envelop.stuurgegevens, tijdstip=TIJDSTIP.astimezone())

    with pytest.raises(ValueError, match="tijdzone"):
        render_envelop(replace(envelop, stuurgegevens=met_zone))


def test_written_envelope_stays_below_the_limit() -> None:
    envelop = create_voorbeeld("ijw", "301")
    grootte = len(render_envelop(envelop))

    assert len(render_envelop(envelop, limiet=grootte)) == grootte
    with pytest.raises(OnleesbaarBericht, match="groter dan"):
        render_envelop(envelop, limiet=grootte - 1)
