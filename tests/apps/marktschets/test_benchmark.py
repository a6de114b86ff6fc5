"""Comparing with other regions in the browser: read in, choose, same year only."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.marktschets.models import Referentiebestand, Referentiecijfer

pytestmark = pytest.mark.django_db

VERGELIJKEN, INLEZEN = "/marktschets/vergelijken", "/marktschets/vergelijken/inlezen"
CSV = (
    "gemeentecode;gemeente;jaar;domein;inwoners;clienten;kosten\n"
    "0363;Amsterdam;2026;wmo;1000;50;5000\n0518;Den Haag;2026;wmo;1000;100;20000\n"
    "0518;Den Haag;2025;wmo;1000;1;1\n9901;Aldervoort;2026;wmo;2000;1;1\n"
)


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


@pytest.fixture
def analist(client, wereld, tmp_path):
    regels = [create_regel(nr, 20_000) for nr in range(40)] + [create_regel(99, 20_000, gemeente="9902")]
    publish_rijen(tmp_path / "lake", regels=regels)
    Gemeente.objects.filter(code="9902").update(inwoners=500)
    client.force_login(wereld.users["analist"])
    return client


def _lees_in(client, tekst=CSV, sleutel="k", **anders):
    velden = {"eenmalig": sleutel * 32, "naam": "Wmo 2026", "bron": "Bureau, Wmo 2026, zonder pgb"} | anders
    return client.post(INLEZEN, velden | {"bestand": SimpleUploadedFile("cijfers.csv", tekst.encode())})


def _punten(client, vraag, naam="kosten-per-inwoner"):
    tabellen = {t.naam: t for t, _ in client.get(f"{VERGELIJKEN}{vraag}").context["tabellen"]}
    return [(rij[0], rij[3]) for rij in tabellen[naam].rijen]


def test_page_per_role(client, wereld):
    for rol in Rol.values:
        client.force_login(wereld.users[rol])

        assert {client.get(a).status_code for a in (VERGELIJKEN, INLEZEN)} == {
            200 if rol == "analist" else 403
        }


@pytest.mark.eis("R1.04")
def test_read_in_and_compared_with_the_inhabitants_of_the_file(analist):
    antwoord = _lees_in(analist)

    bestand = Referentiebestand.objects.get()
    assert antwoord.url == f"{VERGELIJKEN}?bestand={bestand.nummer}&domein=wmo"
    assert _punten(analist, "?domein=wmo&jaar=2026") == [
        ("Den Haag", 2_000.0),
        ("Amsterdam", 500.0),
        ("Aldervoort", 400.0),
        ("Onze regio", 328.0),
        ("Breekerwaard", 40.0),
    ]
    assert "Bureau, Wmo 2026, zonder pgb" in analist.get(f"{VERGELIJKEN}?domein=wmo").content.decode()


def test_a_chosen_set_and_another_domain(analist):
    _lees_in(analist)

    namen = [naam for naam, _ in _punten(analist, "?domein=wmo&met=0363")]
    assert ("Amsterdam" in namen, "Den Haag" in namen) == (True, False)
    assert analist.get(f"{VERGELIJKEN}?domein=jeugd").status_code == 200


def test_a_year_without_figures_of_others_is_not_filled_in(analist):
    _lees_in(analist, CSV.replace("2026", "2024"))

    antwoord = analist.get(f"{VERGELIJKEN}?domein=wmo")

    assert "Geen cijfers van anderen in dit jaar" in antwoord.content.decode()
    assert [naam for naam, _ in _punten(analist, "?domein=wmo", "kosten-per-client")] == [
        "Onze regio",
        "Aldervoort",
        "Breekerwaard",
    ]


@pytest.mark.parametrize(
    "tekst", ["", "a;b\n1;2\n", "gemeentecode;jaar;clienten\n0363;2023;5\n"], ids=range(3)
)
def test_a_file_that_cannot_be_used_is_told(analist, tekst):
    assert _lees_in(analist, tekst).status_code == 400
    assert Referentiecijfer.objects.count() == 0


def test_without_claim_lines(client, wereld):
    client.force_login(wereld.users["analist"])

    assert "Er zijn nog geen gegevens." in client.get(VERGELIJKEN).content.decode()
