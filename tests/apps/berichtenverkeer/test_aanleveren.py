"""What somebody hands in that is not as it should be: other bytes, a bad file among good ones, odd names."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from python_calamine import CalamineWorkbook
from tests.factories.berichten import create_305
from tests.factories.wereld import ALDERVOORT, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions, queries
from stelsel.apps.berichtenverkeer.models import Aanlevering, InkomendBericht

pytestmark = pytest.mark.django_db
SLEUTEL = "a" * 32


@pytest.fixture
def wereld(settings: Settings) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


def lever_aan(client: Client, bestand: SimpleUploadedFile) -> str:
    """The page after handing in one file, always with the same one-time key."""
    gegevens = {"bestanden": [bestand], "eenmalig": SLEUTEL}
    return client.post(reverse("berichtenverkeer:aanleveren"), gegevens, follow=True).content.decode()


def test_the_same_key_with_other_bytes_is_refused(client: Client, wereld: Wereld) -> None:
    een, twee = b"<Bericht>1</Bericht>", b"<Bericht>2</Bericht>"
    client.force_login(wereld.users["aanbieder"])

    lever_aan(client, SimpleUploadedFile("los.xml", een))
    tekst = lever_aan(client, SimpleUploadedFile("los.xml", twee))

    assert "vul het formulier nog een keer in" in tekst
    assert [bytes(rij.inhoud) for rij in InkomendBericht.objects.all()] == [een]


def test_a_bad_file_in_a_zip_does_not_stop_the_others(client: Client, wereld: Wereld) -> None:
    zip_ = BytesIO()
    with ZipFile(zip_, "w") as archief:
        archief.writestr("1.xml", b"")
        archief.writestr("2.txt", b"geen bericht")
        archief.writestr("3.xml", create_305(create_toewijzing(wereld)))
    client.force_login(wereld.users["aanbieder"])

    tekst = lever_aan(client, SimpleUploadedFile("post.zip", zip_.getvalue()))

    assert ("1.xml is leeg" in tekst, "2.txt is geen XML-bestand" in tekst) == (True, True)
    assert list(InkomendBericht.objects.values_list("bestandsnaam", flat=True)) == ["3.xml"]


def test_an_identification_of_strange_characters_is_still_a_download(client: Client, wereld: Wereld) -> None:
    inhoud = create_305(create_toewijzing(wereld))
    rij = actions.register_inkomend_bericht(bestandsnaam="a.xml", inhoud=inhoud, now=NU)
    actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)
    InkomendBericht.objects.filter(pk=rij.pk).update(identificatie='A"\r\nX-B: 1')

    client.force_login(wereld.users["backoffice"])

    antwoord = client.get(reverse("berichtenverkeer:inkomend_xml", args=[rij.pk]))

    assert (antwoord.status_code, "X-B" in antwoord.headers) == (200, False)
    assert antwoord.headers["Content-Disposition"].startswith("attachment; filename")


# --- The batch: a row per file, whatever became of it ----------------------------------------------


def lever_bestanden(wereld: Wereld, *bestanden: tuple[str, bytes], login: str = "aanbieder") -> Aanlevering:
    stromen = [(naam, BytesIO(data)) for naam, data in bestanden]
    return actions.register_aanlevering(bestanden=stromen, by=wereld.users[login], now=NU)


def list_toestanden(wereld: Wereld, rij: Aanlevering, *, login: str = "aanbieder") -> dict[str, str]:
    bestanden = queries.list_aanleverbestanden(wereld.users[login], rij.pk)
    return {bestand.naam: bestand.toestand for bestand in bestanden}


def oordeel() -> None:
    while actions.check_volgend_bericht(today=VANDAAG, now=NU):
        pass


def test_every_file_of_a_folder_is_told_of(wereld: Wereld) -> None:
    goed = create_305(create_toewijzing(wereld))
    rij = lever_bestanden(
        wereld, ("1.xml", goed), ("2.xml", goed), ("3.xml", b"<x>"), ("4.txt", b"x"), ("5.xml", b"")
    )
    wacht = queries.get_voortgang(wereld.users["aanbieder"], rij.pk)
    oordeel()

    klaar = queries.get_voortgang(wereld.users["aanbieder"], rij.pk)

    assert (wacht.klaar, wacht.wacht, klaar.klaar, klaar.wacht) == (2, 3, 5, 0)
    assert list_toestanden(wereld, rij) == {
        "1.xml": "verwerkt",
        "2.xml": "dubbel",
        "3.xml": "onleesbaar",
        "4.txt": "geweigerd",
        "5.xml": "geweigerd",
    }


def test_the_page_says_what_to_do_about_each_file(client: Client, wereld: Wereld) -> None:
    goed = create_305(create_toewijzing(wereld))
    rij = lever_bestanden(wereld, ("goed.xml", goed), ("stuk.xml", b"<x>"), ("lijst.txt", b"x"))
    client.force_login(wereld.users["aanbieder"])
    adres = reverse("berichtenverkeer:aanlevering", args=[rij.pk])

    voor, _ = client.get(adres).content.decode(), oordeel()
    na = client.get(adres).content.decode()

    assert ("1 van 3 gecontroleerd" in voor, "data-ververs" in voor, "Ververs de stand" in voor) == (
        True,
    ) * 3
    assert ("Alles is gecontroleerd" in na, "data-ververs" in na) == (True, False)
    for zin in (
        "Niets. Dit bericht is verwerkt.",
        "Maak het bericht opnieuw in uw eigen programma.",
        "lijst.txt is geen XML-bestand en geen zipbestand.",
        "WMO306 downloaden",
    ):
        assert zin in na, zin


def test_a_batch_gives_csv_and_a_workbook_with_every_finding(client: Client, wereld: Wereld) -> None:
    rij = lever_bestanden(wereld, ("a.xml", create_305(create_toewijzing(wereld))), ("=b.xml", b"<x>"))
    oordeel()
    client.force_login(wereld.users["aanbieder"])
    adres = reverse("berichtenverkeer:aanlevering", args=[rij.pk])

    csv = client.get(f"{adres}?export=csv").content.decode("utf-8-sig").splitlines()
    boek = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{adres}?export=fouten").content))

    assert [regel.split(";")[0] for regel in csv] == ["Bestand", "a.xml", "'=b.xml"]
    fouten = boek.get_sheet_by_name("Fouten").to_python()
    assert [(rij[0], rij[6]) for rij in fouten[1:]] == [("=b.xml", "BESTAND")]
    assert [rij[3] for rij in boek.get_sheet_by_name("Bestanden").to_python()[1:]] == [
        "Verwerkt",
        "Onleesbaar",
    ]


def test_a_message_of_somebody_else_is_named_and_no_more(client: Client, wereld: Wereld) -> None:
    rij = lever_bestanden(wereld, ("x.xml", create_305(create_toewijzing(wereld))), login="backoffice2")
    oordeel()
    InkomendBericht.objects.update(gemeente_id=ALDERVOORT)
    client.force_login(wereld.users["backoffice2"])

    tekst = client.get(reverse("berichtenverkeer:aanlevering", args=[rij.pk])).content.decode()

    assert list_toestanden(wereld, rij, login="backoffice2") == {"x.xml": "elders"}
    assert list_toestanden(wereld, rij, login="backoffice") == {}
    assert ("Van een ander" in tekst, "WMO305" in tekst, "/berichten/in/" in tekst) == (True, False, False)


def test_a_hundred_and_fifty_files_go_in_one_form(client: Client, wereld: Wereld) -> None:
    client.force_login(wereld.users["aanbieder"])
    bestanden = [SimpleUploadedFile(f"{n}.xml", b"<x/>") for n in range(150)]

    antwoord = client.post(
        reverse("berichtenverkeer:aanleveren"), {"hele_map": bestanden, "eenmalig": SLEUTEL}
    )
    herhaald = client.post(
        reverse("berichtenverkeer:aanleveren"),
        {"hele_map": [SimpleUploadedFile(b.name, b"<x/>") for b in bestanden], "eenmalig": SLEUTEL},
    )

    assert (antwoord.status_code, herhaald.headers["Location"]) == (302, antwoord.headers["Location"])
    assert (Aanlevering.objects.count(), InkomendBericht.objects.count()) == (1, 150)


def test_nothing_chosen_is_told(client: Client, wereld: Wereld) -> None:
    client.force_login(wereld.users["aanbieder"])

    tekst = client.post(reverse("berichtenverkeer:aanleveren"), {"eenmalig": SLEUTEL}).content.decode()

    assert "Kies een bestand of een map met berichten." in tekst


def test_a_batch_that_breaks_off_leaves_nothing(wereld: Wereld) -> None:
    class Afgebroken(BytesIO):
        def read(self, *_: object) -> bytes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.register_aanlevering(
            bestanden=[("1.xml", BytesIO(b"<x/>")), ("2.xml", Afgebroken())],
            by=wereld.users["aanbieder"],
            now=NU,
        )

    assert (Aanlevering.objects.count(), InkomendBericht.objects.count()) == (0, 0)
