"""Figures on a state of the data that was kept: the same after anything that came or went since."""

from datetime import date

import pytest
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.journal.models import Gebeurtenis
from stelsel.lake.opslag import Lake

pytestmark = pytest.mark.django_db

ADRES = "/marktschets/momentopnamen"


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


def _leg_vast(client, wereld, naam, sleutel="m" * 32):
    client.force_login(wereld.users["analist"])
    return client.post(ADRES, {"naam": naam, "omschrijving": "Raad", "eenmalig": sleutel})


def _totaal(client, vraag=""):
    return client.get(f"/marktschets{vraag}").context["markt"].beeld.schets.kosten.totaal_bedrag


def test_figures_of_a_kept_state_stay_what_they_were(client, wereld, tmp_path):
    publish_rijen(tmp_path / "lake", regels=[create_regel(1, 10_000)])
    _leg_vast(client, wereld, "raad-2027-03")
    for bedrag in (20_000, 30_000, 40_000):  # files of two states ago are cleared away
        publish_rijen(tmp_path / "lake", regels=[create_regel(1, bedrag)])

    assert _totaal(client) == 40_000
    assert _totaal(client, "?momentopname=raad-2027-03") == 10_000
    antwoord = client.get("/marktschets/gegevens?momentopname=raad-2027-03")
    assert antwoord.context["gegevens"].posten[0].bedrag == 10_000
    assert "U ziet een momentopname" in antwoord.content.decode()


def test_a_withdrawn_source_is_still_in_the_state_of_before(client, wereld, tmp_path):
    publish_rijen(tmp_path / "lake", regels=[create_regel(1, 10_000)])
    _leg_vast(client, wereld, "raad-2027-03")
    Lake(tmp_path / "lake").withdraw("test")

    assert client.get("/marktschets").context["markt"].jaar is None
    assert _totaal(client, "?momentopname=raad-2027-03") == 10_000


def test_a_name_is_kept_once_and_who_kept_it_is_logged(client, wereld, tmp_path):
    publish_rijen(tmp_path / "lake", regels=[create_regel(1, 10_000)])

    eerst = _leg_vast(client, wereld, "raad")
    weer = _leg_vast(client, wereld, "raad", "n" * 32)
    fout = _leg_vast(client, wereld, "../raad", "o" * 32)

    assert [a.status_code for a in (eerst, weer, fout)] == [302, 400, 400]
    assert "Deze naam is al gebruikt" in weer.content.decode()
    assert [(g.soort, g.object_sleutel) for g in Gebeurtenis.objects.all()] == [
        ("momentopname_vastgelegd", "raad")
    ]


def test_unknown_name_is_no_page_and_others_get_the_newest(client, wereld, tmp_path):
    publish_rijen(tmp_path / "lake", regels=[create_regel(n, 10_000) for n in range(30)])
    _leg_vast(client, wereld, "raad")
    publish_rijen(tmp_path / "lake", regels=[create_regel(n, 10_000) for n in range(31)])

    assert client.get("/marktschets?momentopname=weg").status_code == 404
    client.force_login(wereld.users["contractmanager"])
    beeld = [client.get(f"/marktschets{v}").context["markt"].beeld for v in ("", "?momentopname=raad")]
    assert beeld[0] == beeld[1]
