"""What somebody hands in that is not as it should be: other bytes, a bad file among good ones, odd names."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.factories.berichten import create_305
from tests.factories.wereld import NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.models import InkomendBericht

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
