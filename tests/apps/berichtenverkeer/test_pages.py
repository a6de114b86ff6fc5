"""Pages on messages: who sees what, what is logged, what a handed-in batch becomes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.factories.berichten import create_305, create_307, create_product
from tests.factories.wereld import ALDERVOORT, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.models import InkomendBericht, Storing, UitgaandBericht
from stelsel.apps.journal.models import Inzage
from stelsel.apps.toegang.actions import register_gewijzigd
from stelsel.apps.web.middleware.klok import get_vandaag

pytestmark = pytest.mark.django_db
SLEUTEL = "a" * 32


@pytest.fixture
def wereld(settings: Settings) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


@pytest.fixture
def start(wereld: Wereld) -> InkomendBericht:
    """A judged 305 of Merelhof to Aldervoort, about client C-2."""
    inhoud = create_305(create_toewijzing(wereld, toewijzing_nummer="1000"))
    rij = actions.register_inkomend_bericht(bestandsnaam="start.xml", inhoud=inhoud, now=NU)
    klaar = actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)
    assert klaar is not None
    return klaar


def login(client: Client, wereld: Wereld, naam: str) -> Client:
    client.force_login(wereld.users[naam])
    return client


@pytest.mark.parametrize(
    ("naam", "status"),
    [
        ("backoffice", 200),
        ("aanbieder", 200),
        ("backoffice2", 404),
        ("aanbieder2", 404),
        ("regisseur", 403),
        ("beheerder", 403),
        ("analist", 403),
        ("inwoner", 403),
    ],
)
@pytest.mark.parametrize("adres", ["inkomend", "inkomend_xml", "uitgaand", "uitgaand_xml"])
def test_message_is_only_for_its_two_parties(
    client: Client, wereld: Wereld, start: InkomendBericht, naam: str, status: int, adres: str
) -> None:
    sleutel = start.antwoord_id if adres.startswith("uit") else start.pk

    antwoord = login(client, wereld, naam).get(reverse(f"berichtenverkeer:{adres}", args=[sleutel]))

    assert antwoord.status_code == status


def test_message_page_logs_who_is_shown(client: Client, wereld: Wereld, start: InkomendBericht) -> None:
    pagina = login(client, wereld, "backoffice").get(reverse("berichtenverkeer:inkomend", args=[start.pk]))

    tekst = pagina.content.decode()
    assert ("Appelvlinder" in tekst, "WMO306" in tekst, "Begindatum" in tekst) == (True, True, True)
    regel = Inzage.objects.get()
    assert (regel.client_nummer, regel.actor, regel.handeling) == ("C-2", "backoffice", "bericht bekeken")


def test_lists_show_only_the_own_messages_and_no_person(
    client: Client, wereld: Wereld, start: InkomendBericht
) -> None:
    adressen = [reverse("berichtenverkeer:inkomend_lijst"), reverse("berichtenverkeer:uitgaand_lijst")]
    for adres in adressen:
        eigen = login(client, wereld, "backoffice").get(adres).content.decode()
        ander = login(client, wereld, "backoffice2").get(adres).content.decode()
        assert ("(1)" in eigen, "(0)" in ander) == (True, True)
        assert "Appelvlinder" not in eigen
    assert Inzage.objects.count() == 0


def test_list_filters_and_exports(client: Client, wereld: Wereld, start: InkomendBericht) -> None:
    login(client, wereld, "backoffice")
    adres = reverse("berichtenverkeer:inkomend_lijst")

    assert "(1)" in client.get(adres, {"bericht": "WMO305", "maand": "2026-03"}).content.decode()
    assert "(0)" in client.get(adres, {"status": "afgekeurd"}).content.decode()
    assert b"ID305" in client.get(adres, {"export": "csv"}).content


def test_answer_that_is_late_says_so(client: Client, wereld: Wereld, settings: Settings) -> None:
    register_gewijzigd(create_toewijzing(wereld), actor="regisseur", now=NU)
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)
    UitgaandBericht.objects.update(status="verzonden", verzonden_at=NU)
    login(client, wereld, "backoffice")
    adres = reverse("berichtenverkeer:uitgaand_lijst")

    settings.STELSEL_VANDAAG = VANDAAG.replace(day=19)
    assert ">Te laat</span>" not in client.get(adres).content.decode()
    settings.STELSEL_VANDAAG = VANDAAG.replace(day=20)
    assert ">Te laat</span>" in client.get(adres).content.decode()


def test_a_work_list_counts_what_its_link_opens_and_a_stuck_message_stands_once(
    client: Client, wereld: Wereld
) -> None:
    goed = create_305(create_toewijzing(wereld, toewijzing_nummer="1000"))
    for naam, inhoud in {"goed.xml": goed, "stuk.xml": b"stuk", "vast.xml": b"vast"}.items():
        actions.register_inkomend_bericht(
            bestandsnaam=naam, inhoud=inhoud, now=NU, by=wereld.users["backoffice"]
        )
        actions.check_volgend_bericht(today=VANDAAG, now=NU)
    Storing.objects.create(
        soort="inkomend",
        gemeente_id=ALDERVOORT,
        titel="vast.xml",
        inkomend=InkomendBericht.objects.get(bestandsnaam="vast.xml"),
        ontstaan_at=NU,
    )
    login(client, wereld, "backoffice")

    werk = client.get("/mijn-werk").content.decode()
    lijst = client.get(reverse("berichtenverkeer:inkomend_lijst"), {"aandacht": "ja"}).content.decode()

    assert re.findall(r"aandacht vragen <span[^>]*>\((\d+)\)", werk) == ["1"]
    assert 'href="/berichten?aandacht=ja"' in werk
    assert "(1)" in lijst
    assert (werk.count(">stuk.xml "), werk.count(">vast.xml")) == (1, 1)


@pytest.mark.parametrize(
    ("naam", "titels", "kolom"),
    [
        ("backoffice", ("Ontvangen berichten", "Verzonden berichten"), "Merelhof"),
        ("aanbieder", ("Berichten van u", "Berichten aan u"), "Aldervoort"),
    ],
)
def test_a_list_speaks_to_who_looks(
    client: Client,
    wereld: Wereld,
    start: InkomendBericht,
    naam: str,
    titels: tuple[str, str],
    kolom: str,
) -> None:
    login(client, wereld, naam)
    for adres, titel in zip(("inkomend_lijst", "uitgaand_lijst"), titels, strict=True):
        tekst = client.get(reverse(f"berichtenverkeer:{adres}")).content.decode()
        koppen = re.findall(r"<h1[^>]*>([^<(]+)", tekst)
        assert [kop.strip() for kop in koppen] == [titel]
        rij = tekst[tekst.index("<tbody") : tekst.index("</tbody")]
        assert kolom in rij
        assert len(re.findall(r'data-label="(?:Van|Aan)"', rij)) == 1


def lever_aan(client: Client, *bestanden: SimpleUploadedFile) -> str:
    gegevens = {"bestanden": list(bestanden), "eenmalig": SLEUTEL}
    return client.post(reverse("berichtenverkeer:aanleveren"), gegevens, follow=True).content.decode()


def test_hand_in_files_and_a_zip(client: Client, wereld: Wereld) -> None:
    inhoud = create_305(create_toewijzing(wereld))
    zip_ = BytesIO()
    with ZipFile(zip_, "w") as archief:
        archief.writestr("a.xml", inhoud)
    login(client, wereld, "aanbieder")

    tekst = lever_aan(
        client, SimpleUploadedFile("los.xml", inhoud), SimpleUploadedFile("post.zip", zip_.getvalue())
    )

    assert ("los.xml" in tekst, "a.xml" in tekst, "Ververs de stand" in tekst) == (True, True, True)
    assert list(InkomendBericht.objects.values_list("aangeleverd_agb", flat=True)) == ["41990001"] * 2


def test_double_click_stores_once(client: Client, wereld: Wereld) -> None:
    inhoud = create_305(create_toewijzing(wereld))
    login(client, wereld, "aanbieder")

    for _ in range(2):
        lever_aan(client, SimpleUploadedFile("los.xml", inhoud))

    assert InkomendBericht.objects.count() == 1


@pytest.mark.parametrize(
    ("bestand", "uitleg"),
    [
        pytest.param(SimpleUploadedFile("a.pdf", b"%PDF"), "geen XML-bestand", id="soort"),
        pytest.param(SimpleUploadedFile("leeg.xml", b""), "is leeg", id="leeg"),
        pytest.param(SimpleUploadedFile("a.zip", b"geen zip"), "geen goed zipbestand", id="zip"),
    ],
)
def test_refused_file_is_told_in_words(
    client: Client, wereld: Wereld, bestand: SimpleUploadedFile, uitleg: str
) -> None:
    bestand.seek(0)
    tekst = lever_aan(login(client, wereld, "aanbieder"), bestand)

    assert uitleg in tekst
    assert InkomendBericht.objects.count() == 0


@pytest.mark.eis("R6.23")
def test_work_list_of_the_backoffice_names_a_refused_message(client: Client, wereld: Wereld) -> None:
    inhoud = create_307(create_toewijzing(wereld, toewijzing_nummer="1000"))
    actions.register_inkomend_bericht(bestandsnaam="stop.xml", inhoud=inhoud, now=NU)
    actions.check_volgend_bericht(today=VANDAAG, now=NU)

    eigen, ander = (
        login(client, wereld, naam).get("/mijn-werk").content.decode()
        for naam in ("backoffice", "backoffice2")
    )

    assert ("Stop van de hulp (WMO307) ID307" in eigen, "ID307" in ander) == (True, False)


def test_work_list_names_what_was_refused(client: Client, wereld: Wereld) -> None:
    actions.register_inkomend_bericht(
        bestandsnaam="stuk.xml", inhoud=b"stuk", now=NU, by=wereld.users["aanbieder"]
    )
    actions.check_volgend_bericht(today=VANDAAG, now=NU)

    tekst = login(client, wereld, "aanbieder").get("/mijn-werk").content.decode()

    assert ("Berichten die aandacht vragen" in tekst, "stuk.xml" in tekst) == (True, True)


def test_aanbiederspel_exists_only_in_the_demo(
    client: Client, wereld: Wereld, start: InkomendBericht, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR, settings.STELSEL_POST = tmp_path, tmp_path / "post"
    login(client, wereld, "backoffice")
    adres = reverse("berichtenverkeer:aanbiederspel")
    settings.STELSEL_DEMO = False
    assert client.get(adres).status_code == 404

    settings.STELSEL_DEMO = True
    assert "31 maart 2026" in client.get(adres).content.decode()
    client.post(adres, {"eenmalig": SLEUTEL})
    assert get_vandaag().isoformat() == "2026-03-31"
    client.post(adres, {"eenmalig": "b" * 32, "stop": "9901-iwmo-1000"})
    assert [p.name for p in (tmp_path / "post/aanbieder/stoppen").iterdir()] == ["9901-iwmo-1000"]
    assert client.post(adres, {"eenmalig": "c" * 32, "stop": "../weg"}).status_code == 404


@pytest.mark.parametrize(("slag", "status"), [(True, 200), (False, 503)])
def test_gezond(client: Client, db: None, settings: Settings, slag: bool, status: int) -> None:
    settings.STELSEL_VANDAAG = VANDAAG
    if slag:
        from stelsel.apps.web.middleware.klok import get_nu

        actions.register_hartslag(naam="werker", now=get_nu())

    antwoord = client.get("/gezond")

    assert (antwoord.status_code, antwoord.json()["database"], antwoord.json()["werker"]) == (
        status,
        True,
        slag,
    )


@pytest.mark.parametrize(
    "inhoud", [b"<stuk><Bsn>999900018</Bsn>", b"geen xml", b"\xff\xfe\x00"], ids=["half", "tekst", "bytes"]
)
def test_page_of_what_is_no_message(client: Client, wereld: Wereld, inhoud: bytes) -> None:
    by = wereld.users["backoffice"]
    rij = actions.register_inkomend_bericht(bestandsnaam="stuk.xml", inhoud=inhoud, now=NU, by=by)
    actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)

    pagina = login(client, wereld, "backoffice").get(reverse("berichtenverkeer:inkomend", args=[rij.pk]))

    assert (pagina.status_code, "Onleesbaar" in pagina.content.decode()) == (200, True)


def test_page_marks_a_finding_at_its_line(client: Client, wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld, toewijzing_nummer="1000")
    inhoud = create_305(toewijzing, create_product(toewijzing, ToewijzingNummer=999))
    rij = actions.register_inkomend_bericht(bestandsnaam="fout.xml", inhoud=inhoud, now=NU)
    actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)
    regel = next(n for n, tekst in enumerate(inhoud.splitlines(), 1) if b":StartProduct>" in tekst)

    pagina = login(client, wereld, "backoffice").get(reverse("berichtenverkeer:inkomend", args=[rij.pk]))

    tekst = pagina.content.decode()
    assert f'<tr id="regel-{regel}" class="app-bericht__fout">' in tekst
    assert (f'href="#regel-{regel}"' in tekst, "TR019" in tekst, "Wie keek hier" in tekst) == (True,) * 3
