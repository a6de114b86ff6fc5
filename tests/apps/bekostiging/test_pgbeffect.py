"""Personal budgets under a book of tarieven in the browser: a file in, the effect out, nothing kept."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.tarievenboek import create_tarievenboek
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.domein.bekostiging.tarievenboek import Regel

pytestmark = pytest.mark.django_db

SLEUTEL = {"eenmalig": "k" * 32}
BESTAND = (
    "kenmerk;gemeente;code;klasse;volume;eenheid;tarief\n"
    "PGB-1;9901;02A01;zelfstandige;104;uur;60,00\nPGB-2;9901;02A01;netwerk;52;uur;45,00\n"
)


@pytest.fixture
def wereld():
    return create_wereld()


@pytest.fixture
def adres(wereld):
    """Of a book with one price per hour, of which a personal budget gets 75 or 50 %."""
    boek = create_tarievenboek(
        wereld,
        regels=[Regel("02A01", 8_625, "04", date(2023, 1, 1))],
        pgb={"zelfstandige": "75", "netwerk": "50"},
    )
    return f"/bekostiging/tarievenboek/{boek.nummer}/pgb"


def _reken(client, adres, bestand=BESTAND, uitvoer="scherm"):
    data = SLEUTEL | {"bestand": SimpleUploadedFile("pgb.csv", bestand.encode()), "uitvoer": uitvoer}
    return client.post(adres, data)


@pytest.mark.eis("R3.10")
def test_effect_per_budget_and_together(client, wereld, adres):
    client.force_login(wereld.users["controller"])

    antwoord = _reken(client, adres)

    samen, houders = (tabel for tabel, _ in antwoord.context["tabellen"])
    assert [[cel.tekst for cel in rij] for rij in samen.rijen] == [
        ["Aldervoort", "netwerk", "1", "0", "1", "0", "€ 2.340,00", "-€ 97,24"],
        ["Aldervoort", "zelfstandige", "1", "1", "0", "0", "€ 6.240,00", "€ 487,76"],
    ]
    assert [[cel.tekst for cel in rij][5:] for rij in houders.rijen] == [
        ["€ 60,00", "€ 64,69", "€ 4,69", "€ 40,65", "€ 487,76"],
        ["€ 45,00", "€ 43,13", "-€ 1,87", "-€ 8,10", "-€ 97,24"],
    ]
    assert antwoord.context["antwoord"] == (
        "Van 2 pgb's verandert bij 2 het tarief. Samen kost dat € 391 per jaar meer, als iedereen evenveel "
        "hulp blijft inkopen."
    )
    assert "artikel 2.1.3" in antwoord.content.decode()
    assert Gebeurtenis.objects.get(soort="pgb_doorgerekend").data == {"aantal": 2}


def test_taken_along(client, wereld, adres):
    client.force_login(wereld.users["controller"])

    rijen = list(csv.reader(io.StringIO(_reken(client, adres, uitvoer="csv").content.decode("utf-8-sig"))))

    assert any(veld.startswith("PGB-1") for rij in rijen for veld in rij)
    assert _reken(client, adres, uitvoer="xlsx").content.startswith(b"PK")


def test_another_gemeente_an_unknown_class_and_an_empty_form_are_refused(client, wereld, adres):
    client.force_login(wereld.users["controller"])

    vreemd = _reken(client, adres, BESTAND.replace("PGB-2;9901", "PGB-2;9902"))
    klasse = _reken(client, adres, BESTAND.replace("netwerk", "instelling"))

    assert [a.status_code for a in (vreemd, klasse, client.post(adres, SLEUTEL))] == [400, 400, 400]
    assert vreemd.context["form"].non_field_errors() == [
        "Gemeente 9902 hoort niet bij u of bestaat niet meer."
    ]
    assert "de klasse &#x27;instelling&#x27; kennen wij niet" in klasse.content.decode()


def test_page_per_role(client, wereld, adres):
    mag = {}
    for rol in Rol.values:
        client.force_login(wereld.users[rol])
        mag[rol] = client.get(adres).status_code

    makers = {"analist", "contractmanager", "controller"}
    assert mag == {rol: 200 if rol in makers else 403 for rol in Rol.values}
