"""A file of claim lines looked through: what is read, left out and counted, and what is refused in words."""

import io
import os
import tempfile
from datetime import date

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.marktschets.queries import bestand

pytestmark = pytest.mark.django_db

ADRES = "/marktschets/gegevens/bestand"
KOP = (
    "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag"
)
GOED = "c1;9901;41990001;wmo;02;02A01;2025-01-01;2025-01-31;4;04;1.234,56"


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


def _lees(client, wereld, inhoud, *, naam="regels.csv", als="scherm"):
    client.force_login(wereld.users["analist"])
    gekozen = SimpleUploadedFile(naam, inhoud if isinstance(inhoud, bytes) else inhoud.encode())
    return client.post(ADRES, {"bestand": gekozen, "als": als})


def _rijen(antwoord):
    return {tabel.naam: list(tabel.rijen) for tabel, _ in antwoord.context["tabellen"]}


def test_form_is_for_the_analyst_of_the_region(client, wereld):
    def open_(rol):
        client.force_login(wereld.users[rol])
        return client.get(ADRES).status_code

    assert {rol: open_(rol) for rol in Rol.values} == {
        rol: 200 if rol == "analist" else 403 for rol in Rol.values
    }


def test_from_read_to_counted_to_the_cent(client, wereld):
    regels = [
        KOP, GOED, GOED, GOED.replace("c1", ""), GOED.replace("2025-01-31", "2025-02-30"),
        GOED.replace("1.234,56", "gratis"),
    ]  # fmt: skip

    tabellen = _rijen(_lees(client, wereld, "\n".join(regels)))

    assert tabellen["telling"] == [
        ("Gelezen", 5, 493_824),
        ("Weggelaten: zonder cliënt", 1, 123_456),
        ("Weggelaten: bedrag niet te lezen", 1, 0),
        ("Weggelaten: datum niet te lezen", 1, 123_456),
        ("Geteld", 2, 246_912),
        ("Verschil", 0, 0),
    ]
    assert [rij[:5] for rij in tabellen["opmerkingen"]] == [
        ("Zonder cliënt", 1, 123_456, "Niet geteld", "4"),
        ("Bedrag niet te lezen", 1, 0, "Niet geteld", "6"),
        ("Datum niet te lezen", 1, 123_456, "Niet geteld", "5"),
        ("Dubbele regel", 1, 123_456, "Geteld", "3"),
    ]
    assert tabellen["jaren"] == [("2025", 2, 246_912)]


@pytest.mark.parametrize(
    "inhoud",
    [
        f"{KOP}\n{GOED}\n".replace(";", "\t"),
        f"\ufeffsep=;\r\n{KOP}\r\n{GOED}\r\n",
        f"{KOP};opmerking\n{GOED};é".encode("cp1252"),
        f"{KOP}\n{GOED}".replace(";", ",").replace("1.234,56", "1234.56"),
    ],
)
def test_other_separators_encodings_and_marks(client, wereld, inhoud):
    assert _rijen(_lees(client, wereld, inhoud))["telling"][-2:] == [
        ("Geteld", 1, 123_456),
        ("Verschil", 0, 0),
    ]


def test_parquet(client, wereld):
    buffer = io.BytesIO()
    pl.DataFrame([GOED.split(";")], schema=KOP.split(";"), orient="row").write_parquet(buffer)

    antwoord = _lees(client, wereld, buffer.getvalue(), naam="regels.parquet")

    assert _rijen(antwoord)["jaren"] == [("2025", 1, 123_456)]


@pytest.mark.parametrize(
    ("inhoud", "woorden"),
    [
        (b"PK\x03\x04" + bytes(400), "is een Excel- of zipbestand"),
        (b"PAR1" + bytes(400), "Parquet"),
        (b"\x00\x01\x02\n\x00", "regels.csv"),
        ("a;b\n1;2", "mist 11 kolommen"),
        (KOP, "bevat geen enkele regel die te lezen is"),
        (f"{KOP}\n{GOED.replace('c1', '')}", "ontbreekt de client"),
    ],
)
def test_what_cannot_be_used_is_told_above_the_form(client, wereld, inhoud, woorden):
    antwoord = _lees(client, wereld, inhoud)

    assert (antwoord.status_code, woorden in antwoord.content.decode()) == (400, True)


def test_more_lines_than_a_page_waits_for(client, wereld, monkeypatch):
    monkeypatch.setattr(bestand, "MEESTE_REGELS", 2)

    precies, meer = ("\n".join([KOP, *[GOED] * aantal]) for aantal in (2, 3))

    assert _lees(client, wereld, precies).status_code == 200
    assert "te veel regels" in _lees(client, wereld, meer).content.decode()


def test_names_from_outside_do_no_harm(client, wereld):
    antwoord = _lees(client, wereld, f"{KOP};<b>naam</b>\n{GOED};=1+1", naam="../../<i>x</i>.csv")
    tekst = antwoord.content.decode()

    assert (antwoord.status_code, "<b>naam" in tekst, "<i>x" in tekst) == (200, False, False)
    assert antwoord.context["beeld"].niet_gelezen == ("<b>naam</b>",)


@pytest.mark.parametrize(("clientnummer", "gemeld"), [("999900006", True), ("123", False)])
def test_a_file_with_bsns_is_told_so(client, wereld, clientnummer, gemeld):
    tekst = _lees(client, wereld, f"{KOP}\n{GOED.replace('c1', clientnummer)}").content.decode()

    assert ("noemt cliënten met hun BSN" in tekst, clientnummer in tekst) == (gemeld, False)


def test_the_outcome_in_excel(client, wereld):
    antwoord = _lees(client, wereld, f"{KOP}\n{GOED}", als="xlsx")
    boek = CalamineWorkbook.from_filelike(io.BytesIO(antwoord.content))

    assert boek.sheet_names == ["telling", "opmerkingen", "jaren"]
    assert boek.get_sheet_by_name("telling").to_python()[1] == ["Gelezen", 1, 1234.56]


def test_nothing_of_the_file_stays(client, wereld, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tijdelijk"))
    os.mkdir(tmp_path / "tijdelijk")

    _lees(client, wereld, f"{KOP}\n{GOED}")
    _lees(client, wereld, "a;b\n1;2")

    assert (os.listdir(tmp_path / "tijdelijk"), (tmp_path / "lake").exists()) == ([], False)
