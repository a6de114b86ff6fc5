"""The catalogue: readable for those who work with it, with the contracted aanbieders of their gemeente."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client as Browser
from tests.factories.wereld import VANDAAG, Wereld, create_wereld

from stelsel.apps.profielen import queries
from stelsel.apps.profielen.models import Profiel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.mark.parametrize(
    ("naam", "status"),
    [
        ("regisseur", 200),
        ("backoffice", 200),
        ("contractmanager", 200),
        ("controller", 200),
        ("analist", 200),
        ("bestuurder", 200),
        ("aanbieder", 200),
        ("inwoner", 403),
        ("beheerder", 403),
    ],
)
def test_pages_per_role(wereld: Wereld, naam: str, status: int) -> None:
    browser = login(wereld, naam)

    assert [browser.get(adres).status_code for adres in ("/profielen", "/profielen/W1")] == [status, status]


def test_unknown_profile(wereld: Wereld) -> None:
    assert login(wereld, "regisseur").get("/profielen/ZZ").status_code == 404


@pytest.mark.parametrize(
    ("naam", "aanbieders"),
    [
        pytest.param("regisseur", ["Kwartel Thuis", "Stichting Merelhof"], id="gemeente met twee aanbieders"),
        pytest.param("regisseur2", ["Stichting Merelhof"], id="gemeente met een aanbieder"),
        pytest.param("aanbieder2", ["Kwartel Thuis"], id="eigen aanbieder"),
    ],
)
def test_aanbieders_with_contract_of_own_gemeente(wereld: Wereld, naam: str, aanbieders: list[str]) -> None:
    [tabel] = login(wereld, naam).get("/profielen/W1").context["tabellen"]

    assert sorted({rij[0] for rij in tabel.rijen}) == aanbieders


def test_list_by_law_and_search(wereld: Wereld) -> None:
    browser = login(wereld, "regisseur")

    wmo = browser.get("/profielen", {"wet": "wmo"}).context["table"].rows
    gevoel = browser.get("/profielen", {"zoek": "gevoelens"}).context["table"].rows

    assert [rij.record.code for rij in wmo] == ["W1"]
    assert [rij.record.code for rij in gevoel] == ["P1"]


def test_version_in_force_on_the_day(wereld: Wereld) -> None:
    Profiel.objects.filter(code="W1").update(totdatum=date(2026, 6, 30))
    Profiel.objects.create(code="W1", versie=2, naam="Thuis wonen", wet="wmo", vandatum=date(2026, 7, 1))

    assert queries.get_profiel("W1", today=date(2026, 6, 30)).versie == 1
    assert queries.get_profiel("W1", today=date(2026, 7, 1)).versie == 2
    assert [p.versie for p in queries.list_profielen(today=date(2026, 7, 1)).filter(code="W1")] == [2]
