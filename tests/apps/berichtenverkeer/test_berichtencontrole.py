"""The public check: what it tells, what it refuses, and that nothing of what was sent stays anywhere."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings
from python_calamine import CalamineWorkbook
from tests.factories.wereld import VANDAAG, create_wereld

from stelsel.apps.berichtenverkeer.queries import RapportOngeldig, parse_rapport, write_rapport
from stelsel.apps.berichtenverkeer.queries.berichtencontrole import list_rapporten, list_rijen
from stelsel.apps.berichtenverkeer.views import berichtencontrole
from stelsel.apps.berichtenverkeer.views.invoer import Bezoekteller
from stelsel.cli.hoofd import main
from stelsel.istandaarden.rapport import create_voorbeeld

pytestmark = pytest.mark.django_db
ADRES, DOWNLOAD = "/berichtencontrole", "/berichtencontrole/rapport"
#: A word that nobody else writes, in a message and in the name of its file.
MERK = "Zeldzaamwoord"
MB = 1024 * 1024


@pytest.fixture(autouse=True)
def ruim(settings: Settings) -> None:
    """The tests together ask more often than a visitor may."""
    settings.STELSEL_CONTROLES_PER_MINUUT = 100_000


def get_voorbeeld(sleutel: str) -> bytes:
    gevonden = create_voorbeeld(sleutel)
    assert gevonden is not None
    return gevonden[1]


def post(client: Client, *bestanden: tuple[str, bytes], **velden: str) -> HttpResponse:
    lijst = [SimpleUploadedFile(naam, data) for naam, data in bestanden]
    return client.post(ADRES, {"bestanden": lijst, **velden})


def pak_in(naam: str, data: bytes) -> bytes:
    zip_ = io.BytesIO()
    with ZipFile(zip_, "w", ZIP_DEFLATED) as archief:
        archief.writestr(naam, data)
    return zip_.getvalue()


def test_the_report_tells_what_where_why_and_what_to_do(client: Client) -> None:
    antwoord = post(client, ("start.xml", get_voorbeeld("bsn")))

    tekst = antwoord.content.decode()
    for deel in (
        "start van de hulp (Wmo, WMO305)",
        "De opbouw klopt, de inhoud niet: 1 fout.",
        "cliënt › BSN",
        "regel 19",
        "elfproef",
        "Let op omgewisselde cijfers",
        "Regel CS002",
        "retourcode 0001",
        "/Bericht/Client/Bsn",
    ):
        assert deel in tekst, deel
    assert antwoord.headers["Cache-Control"] == "no-store"
    assert antwoord.cookies.output() == ""


def test_a_good_message_hears_what_was_not_checked(client: Client) -> None:
    tekst = post(client, ("goed.xml", get_voorbeeld("goed"))).content.decode()

    assert "Geen fouten gevonden." in tekst
    assert "ziet de ontvanger pas bij ontvangst" in tekst


def test_a_pasted_message_is_checked_as_a_file(client: Client) -> None:
    tekst = client.post(ADRES, {"xml": get_voorbeeld("bsn").decode()}).content.decode()

    assert ("geplakt.xml" in tekst, "Regel CS002" in tekst) == (True, True)


@pytest.mark.eis("R6.16")
@pytest.mark.parametrize("sleutel", ["bsn", "opbouw", "goed"])
def test_a_program_gets_what_the_command_gives(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str], sleutel: str
) -> None:
    data, bestand = get_voorbeeld(sleutel), tmp_path / "bericht.xml"
    bestand.write_bytes(data)
    vraag = {"headers": {"accept": "application/json"}}

    los = client.post(ADRES, data, content_type="application/xml", **vraag)
    formulier = client.post(ADRES, {"b": SimpleUploadedFile("bericht.xml", data)}, **vraag)

    main(["controleer", str(bestand), "--json"])
    verwacht = json.loads(capsys.readouterr().out)
    verwacht[0]["bestand"] = "bericht.xml"
    assert [los.json(), formulier.json()] == [verwacht, verwacht]


@pytest.mark.parametrize(
    ("naam", "data", "zin"),
    [
        ("leeg.xml", b"", "Het bestand is leeg."),
        ("scan.xml", b"%PDF-1.7 \xff\xfe", "Dit is een pdf-bestand"),
        ("pagina.xml", b"<!doctype html><p>x", "Dit is een webpagina"),
        ("ei.asc", b"01230012026", "Dit is geen XML-bestand."),
        ("plaatje.png", b"\x89PNG\r\n\x1a\n\0\0", "Dit is geen XML-bestand."),
        ("lol.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "DOCTYPE"),
        ("bom.zip", pak_in("a.xml", b"0" * 5 * MB), "meer dan honderd keer zo groot"),
        ("rot.zip", b"PK\x03\x04 en dan niets", "geen goed zipbestand"),
        ("../../etc/passwd.xml", b"<x/>", "passwd.xml"),
        ("<b>vet.xml", b"<x/>", "&lt;b&gt;vet.xml"),
    ],
)
def test_strange_files_get_a_friendly_answer(client: Client, naam: str, data: bytes, zin: str) -> None:
    antwoord = post(client, (naam, data))

    assert antwoord.status_code == 200
    assert zin in antwoord.content.decode()


@pytest.mark.parametrize(
    ("stuur", "status", "zin"),
    [
        (lambda c: c.post(ADRES), 400, "Kies een bestand, of plak een bericht."),
        (lambda c: post(c, *[(f"{n}.xml", b"<x/>") for n in range(31)]), 413, "hoogstens 30 bestanden"),
        (lambda c: post(c, *[(f"{n}.xml", b"<x/>") for n in range(101)]), 413, "hoogstens 30 bestanden"),
        (lambda c: post(c, *[(f"{n}.xml", b"0" * 13 * MB) for n in range(2)]), 413, "groter dan 25 MB"),
        (lambda c: c.post(ADRES, b"0" * 27 * MB, content_type="text/xml"), 413, "groter dan 25 MB"),
        (lambda c: c.post(ADRES, {"xml": "0" * 27 * MB}), 413, "groter dan 25 MB"),
        (lambda c: c.post(ADRES, b"x", content_type="multipart/form-data"), 400, "onderbroken"),
        (lambda c: c.get(f"{ADRES}?voorbeeld=onbekend"), 404, ""),
        (lambda c: c.get(DOWNLOAD), 405, ""),
        (lambda c: c.post(DOWNLOAD, {"rapport": "zelfgemaakt"}), 400, "Controleer het bestand opnieuw."),
    ],
)
def test_what_is_too_much_or_nothing_is_refused_in_words(
    client: Client, stuur: Callable[[Client], HttpResponse], status: int, zin: str
) -> None:
    antwoord = stuur(client)

    assert antwoord.status_code == status
    assert zin in antwoord.content.decode()


def test_too_often_is_refused_with_the_time_to_wait(client: Client, settings: Settings) -> None:
    settings.STELSEL_CONTROLES_PER_MINUUT = 1
    wie = {"headers": {"accept": "application/json"}, "REMOTE_ADDR": "198.51.100.7"}

    eerste, tweede = (client.post(ADRES, b"<x/>", content_type="text/xml", **wie) for _ in range(2))

    assert (eerste.status_code, tweede.status_code) == (200, 429)
    assert tweede.json() == {
        "fout": "U controleert er veel achter elkaar. Wacht 60 seconden en probeer het dan opnieuw."
    }


def test_one_check_at_a_time_and_a_word_for_who_waits_too_long(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(berichtencontrole, "_WACHTTIJD", 0.01)

    with berichtencontrole._beurt:
        bezet = [post(client, ("a.xml", b"<x/>")), client.get(f"{ADRES}?voorbeeld=bsn")]
    vrij = post(client, ("a.xml", b"<x/>"))

    assert [antwoord.status_code for antwoord in (*bezet, vrij)] == [503, 503, 200]
    assert "Het is nu druk." in bezet[0].content.decode()


def test_visits_are_counted_per_address_without_keeping_the_address() -> None:
    teller = Bezoekteller()

    uitkomsten = [
        teller.register("192.0.2.1", meeste=2, nu=0.0),
        teller.register("192.0.2.1", meeste=2, nu=10.0),
        teller.register("192.0.2.1", meeste=2, nu=20.0),
        teller.register("192.0.2.2", meeste=2, nu=20.0),
        teller.register("192.0.2.1", meeste=2, nu=61.0),
    ]

    assert uitkomsten == [0, 0, 40, 0, 0]
    assert "192.0.2" not in repr(vars(teller))


def test_the_workbook_holds_findings_summary_and_explanation(client: Client) -> None:
    rapporten = list_rapporten([("=a.xml", get_voorbeeld("toewijzing")), ("b.xml", get_voorbeeld("goed"))])
    rapport = write_rapport(rapporten)

    excel = client.post(DOWNLOAD, {"rapport": rapport, "vorm": "xlsx"})
    csv = client.post(DOWNLOAD, {"rapport": rapport, "vorm": "csv"}).content.decode("utf-8-sig")

    boek = CalamineWorkbook.from_filelike(io.BytesIO(excel.content))
    assert boek.sheet_names == ["Bevindingen", "Samenvatting", "Uitleg"]
    bevindingen = boek.get_sheet_by_name("Bevindingen").to_python()
    assert [(rij[0], rij[2], rij[7]) for rij in bevindingen[1:]] == [
        ("=a.xml", 58, "CD076"),
        ("=a.xml", 61, "CD041"),
        ("=a.xml", 61, "TR302"),
    ]
    samenvatting = boek.get_sheet_by_name("Samenvatting").to_python()
    assert [(rij[0], rij[4]) for rij in samenvatting[1:]] == [("=a.xml", 3), ("b.xml", 0)]
    assert csv.splitlines()[1].startswith("'=a.xml;WMO301;58;")


def test_the_report_carries_no_values_and_cannot_be_made_by_others(client: Client) -> None:
    tekst = write_rapport(list_rapporten([("a.xml", get_voorbeeld("bsn"))]))

    rijen = list_rijen(parse_rapport(tekst))

    assert "999900019" not in json.dumps(rijen)
    with pytest.raises(RapportOngeldig):
        parse_rapport(tekst[:-1] + ("a" if tekst[-1] != "a" else "b"))


# --- Nothing stays, nowhere ------------------------------------------------------------------------


def count_rijen() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}


def list_files(*mappen: Path) -> set[Path]:
    return {pad for map_ in mappen for pad in map_.rglob("*") if pad.is_file()}


def create_gemerkt() -> bytes:
    """A broken message with the mark in it, large enough for Django to put it on disk by itself."""
    return get_voorbeeld("bsn").replace(b"Voorbeeld<", f"{MERK}<".encode()) + b" " * 3 * MB


def test_no_row_no_file_and_no_log_line(
    client: Client, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    plekken = (tmp_path, Path(settings.VAR_DIR))
    rijen, bestanden = count_rijen(), list_files(*plekken)

    with caplog.at_level(logging.DEBUG):
        for data in (create_gemerkt(), b"<" + MERK.encode(), b"\0" + MERK.encode()):
            assert post(client, (f"{MERK}.xml", data)).status_code == 200
        assert client.post(ADRES, {"xml": MERK}).status_code == 200

    assert (count_rijen(), list_files(*plekken)) == (rijen, bestanden)
    assert MERK not in caplog.text


def test_no_disk_is_needed_at_all(client: Client, settings: Settings) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = "/bestaat/niet"

    tekst = post(client, (f"{MERK}.xml", create_gemerkt())).content.decode()

    assert ("Regel CS002" in tekst, MERK in tekst) == (True, True)


def test_handing_in_does_leave_a_row_and_needs_a_disk(client: Client, settings: Settings) -> None:
    """The control: the same measures find what the page for handing in does."""
    settings.STELSEL_VANDAAG = VANDAAG
    client.force_login(create_wereld().users["aanbieder"])
    formulier = {"eenmalig": "k" * 32}
    rijen = count_rijen()

    client.post("/berichten/aanleveren", formulier | {"bestanden": SimpleUploadedFile("a.xml", b"<x/>")})
    assert count_rijen()["InkomendBericht"] == rijen["InkomendBericht"] + 1

    settings.FILE_UPLOAD_TEMP_DIR = "/bestaat/niet"
    with pytest.raises(FileNotFoundError):
        client.post(
            "/berichten/aanleveren", formulier | {"bestanden": SimpleUploadedFile("a.xml", create_gemerkt())}
        )


def test_a_log_line_with_the_mark_would_be_found(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("stelsel").debug("gelezen: %s", MERK)

    assert MERK in caplog.text
