"""The start page, Mijn werk, search and the pages for when something is wrong."""

from datetime import date

import pytest
from django.test import Client
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.journal.models import Inzage
from stelsel.apps.portaal.views import ZOEKERS
from stelsel.apps.web import panels
from stelsel.apps.web.panels import Register, Rij, Werklijst, Werkvoorraad, Zoekbron

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    return create_wereld()


@pytest.fixture
def register(monkeypatch):
    """An empty register, so that a test knows what is in it."""
    leeg = Register()
    monkeypatch.setattr(panels, "REGISTER", leeg)
    return leeg


def _rij(naam, **velden):
    return Rij(titel=naam, adres="/ergens", **velden)


def test_start_is_open_to_everybody(client):
    antwoord = client.get("/")

    assert antwoord.status_code == 200
    assert "Marktschets" in antwoord.content.decode()


@pytest.mark.parametrize("adres", ["/mijn-werk", "/zoek", "/mijn-account"])
def test_everything_else_asks_for_a_login(client, adres):
    antwoord = client.get(adres)

    assert (antwoord.status_code, antwoord.url) == (302, f"/inloggen?next={adres}")


def test_mijn_werk_shows_the_lists_of_the_role(client, wereld, register, settings):
    settings.STELSEL_VANDAAG = date(2026, 3, 16)

    def list_werk(user, today):
        return Werkvoorraad(aantal=7, rijen=(_rij(f"{user.username} {today}"),), adres="/alles")

    panels.register_werklijst(Werklijst("Vragen", frozenset({"regisseur"}), list_werk))
    panels.register_werklijst(Werklijst("Berichten", frozenset({"backoffice"}), list_werk))
    client.force_login(wereld.users["regisseur"])

    antwoord = client.get("/mijn-werk")

    assert [(lijst.naam, voorraad.rijen) for lijst, voorraad in antwoord.context["werk"]] == [
        ("Vragen", (_rij("regisseur 2026-03-16"),))
    ]
    assert antwoord.context["totaal"] == 7


def test_mijn_werk_logs_the_persons_it_shows(client, wereld, register):
    rijen = (_rij("a", client_nummer="C-1"), _rij("b", client_nummer="C-2"), _rij("zonder persoon"))
    panels.register_werklijst(
        Werklijst("Vragen", frozenset({"regisseur"}), lambda user, today: Werkvoorraad(3, rijen, "/x"))
    )
    client.force_login(wereld.users["regisseur"])

    client.get("/mijn-werk")

    assert [(i.client_nummer, i.actor, i.pagina) for i in Inzage.objects.order_by("id")] == [
        ("C-1", "regisseur", "/mijn-werk"),
        ("C-2", "regisseur", "/mijn-werk"),
    ]


def test_mijn_werk_leads_a_resident_to_the_own_page(client, wereld):
    client.force_login(wereld.users["inwoner"])

    antwoord = client.get("/mijn-werk")

    assert (antwoord.status_code, antwoord.url) == (302, "/toegang/mijn")


def test_zoek_per_role(client, wereld, register):
    statussen = {}
    for rol in Rol.values:
        client.force_login(wereld.users[rol])
        statussen[rol] = client.get("/zoek?q=abc").status_code

    assert statussen == {rol: 200 if rol in ZOEKERS else 403 for rol in Rol.values}
    assert statussen["inwoner"] == 403


@pytest.mark.parametrize(("vraag", "gezocht"), [("abc", ["abc"]), (" ab ", ["ab"]), ("a", []), ("", [])])
def test_zoek_asks_every_source_of_the_role_and_logs_persons(client, wereld, register, vraag, gezocht):
    gevraagd = []

    def list_treffers(user, zoekterm):
        gevraagd.append(zoekterm)
        return [_rij("Treffer", client_nummer="C-2", datum=date(2026, 3, 1))]

    panels.register_zoekbron(Zoekbron("Cliënten", frozenset({"regisseur"}), list_treffers))
    panels.register_zoekbron(Zoekbron("Anders", frozenset({"controller"}), list_treffers))
    client.force_login(wereld.users["regisseur"])

    antwoord = client.get("/zoek", {"q": vraag})

    assert gevraagd == gezocht
    assert [bron.naam for bron, _ in antwoord.context["treffers"]] == ["Cliënten"] * len(gezocht)
    assert [i.client_nummer for i in Inzage.objects.all()] == ["C-2"] * len(gezocht)


def test_zoek_finds_only_own_contracts(client, wereld):
    client.force_login(wereld.users["aanbieder2"])

    treffers = client.get("/zoek?q=K-").context["treffers"]

    assert [rij.titel for bron, rijen in treffers if bron.naam == "Contracten" for rij in rijen] == [
        "K-WMO-2, Kwartel Thuis"
    ]


def test_403_404_and_csrf_pages_are_in_dutch(wereld):
    strikt = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strikt.force_login(wereld.users["regisseur"])

    teksten = {
        "rol": strikt.get("/bekostiging"),
        "weg": strikt.get("/bestaat-niet"),
        "csrf": strikt.post("/uitloggen"),
    }

    assert {naam: antwoord.status_code for naam, antwoord in teksten.items()} == {
        "rol": 403,
        "weg": 404,
        "csrf": 403,
    }
    assert "hoort niet bij uw rol" in teksten["rol"].content.decode()
    assert "Deze pagina is er niet" in teksten["weg"].content.decode()
    assert "formulier is verlopen" in teksten["csrf"].content.decode()


def test_500_page_tells_nothing_of_the_cause(wereld, register):
    def kapot(user, zoekterm):
        raise RuntimeError("kapot")

    panels.register_zoekbron(Zoekbron("Stuk", frozenset({"regisseur"}), kapot))
    client = Client(raise_request_exception=False)
    client.force_login(wereld.users["regisseur"])

    antwoord = client.get("/zoek?q=abc")

    assert antwoord.status_code == 500
    assert "Er ging iets mis bij ons" in antwoord.content.decode()
    assert "kapot" not in antwoord.content.decode()
