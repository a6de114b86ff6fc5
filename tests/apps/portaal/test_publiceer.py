"""Facts go to the lake by command and by the worker, and come out on the pages of insight."""

import json
from datetime import date

import pytest
from tests.factories.lake import GEGEVENS_TM
from tests.factories.wereld import NU, VANDAAG, create_toewijzing, create_wereld

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.cli import hoofd
from stelsel.cli.publiceer import Publicist
from stelsel.lake.opslag import Lake

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = VANDAAG
    return Lake(tmp_path / "lake")


@pytest.fixture
def wereld(lake):
    return create_wereld()


def _gebeurtenis():
    register_gebeurtenis(soort="x", object_soort="y", object_sleutel="1", actor="regisseur", now=NU)


def test_command_publishes_and_tells_how_many(wereld, lake, capsys):
    create_toewijzing(wereld)

    code = hoofd.main(["publiceer", "--json"])

    assert (code, json.loads(capsys.readouterr().out)) == (
        0,
        {"toegang": 1, "declaraties": 0, "resultaten": 0},
    )
    gepubliceerd = {stand.tabel: stand.rijen for stand in lake.list_standen() if stand.rijen}
    assert gepubliceerd == {"clienten": 1, "toewijzingen": 1}


@pytest.mark.eis("R8.01")
def test_what_is_granted_shows_on_the_budget_page(wereld, client):
    create_toewijzing(wereld)
    hoofd.main(["publiceer"])
    client.force_login(wereld.users["controller"])

    beeld = client.get("/sturing/budget?jaar=2026&wet=wmo").context["beeld"]

    weken_in_2026 = 53
    assert beeld.totaal.toegekend == weken_in_2026 * 3 * 6_400
    assert beeld.bronnen[0].gegevens_tm == VANDAAG != GEGEVENS_TM


def test_worker_publishes_news_only(wereld, lake):
    publicist = Publicist(elke=0)
    _gebeurtenis()

    eerste, zonder_nieuws = publicist.run(vandaag=VANDAAG), publicist.run(vandaag=VANDAAG)
    _gebeurtenis()

    assert (eerste, zonder_nieuws, publicist.run(vandaag=VANDAAG)) == (True, False, True)


def test_worker_waits_between_publications(wereld, lake):
    publicist = Publicist(elke=3600)
    _gebeurtenis()

    eerste = publicist.run(vandaag=VANDAAG)
    _gebeurtenis()

    assert (eerste, publicist.run(vandaag=date(2026, 3, 17))) == (True, False)
