"""Budgets in the browser: own gemeente only, for those who steer or check."""

import csv
import io

import pytest
from tests.factories.wereld import NU, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.bekostiging.actions import take_over_budget
from stelsel.apps.journal.models import Gebeurtenis

pytestmark = pytest.mark.django_db

LEZERS = {"controller", "contractmanager", "analist", "bestuurder", "backoffice"}


@pytest.fixture
def wereld():
    return create_wereld()


def test_page_per_role(client, wereld):
    statussen = {}
    for rol in Rol.values:
        client.force_login(wereld.users[rol])
        statussen[rol] = client.get("/bekostiging").status_code

    assert statussen == {rol: 200 if rol in LEZERS else 403 for rol in Rol.values}


@pytest.mark.parametrize(
    ("gebruiker", "verwacht"),
    [
        ("controller", ["9901 jw 2026", "9901 wmo 2026"]),
        ("backoffice2", ["9902 jw 2026", "9902 wmo 2026"]),
        ("analist", ["9901 jw 2026", "9901 wmo 2026", "9902 jw 2026", "9902 wmo 2026"]),
    ],
)
def test_budgets_of_own_gemeente_only(client, wereld, gebruiker, verwacht):
    client.force_login(wereld.users[gebruiker])

    tabel = client.get("/bekostiging").context["table"]

    assert [str(rij.record) for rij in tabel.rows] == verwacht


def test_export_holds_what_the_page_shows(client, wereld):
    client.force_login(wereld.users["controller"])

    inhoud = client.get("/bekostiging?wet=jw&export=csv").content.decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(inhoud), delimiter=";")) == [
        ["Gemeente", "Wet", "Jaar", "Budget"],
        ["Aldervoort", "Jeugdwet", "2026", "12000000,00"],
    ]


def test_controller_finds_tariffs_beside_the_budgets(client, wereld):
    client.force_login(wereld.users["controller"])

    assert ("Bekijk de tarieven", "/verwerving/tarieven") in client.get("/bekostiging").context[
        "verwijzingen"
    ]


def test_take_over_budget_leaves_a_trace(wereld):
    take_over_budget(
        gemeente=wereld.gemeenten["9901"],
        wet="jw",
        jaar=2025,
        bedrag=100,
        by=wereld.users["controller"],
        now=NU,
    )

    gebeurtenis = Gebeurtenis.objects.get()
    assert (gebeurtenis.soort, gebeurtenis.object_sleutel, gebeurtenis.actor) == (
        "budget_overgenomen",
        "9901-jw-2025",
        "controller",
    )
