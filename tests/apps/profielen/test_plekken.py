"""Trajecten as places, at the page of the analyst."""

from datetime import date, timedelta

import pytest
from tests.factories.lake import create_regel, create_toewijzing, publish_rijen
from tests.factories.wereld import VANDAAG, create_wereld

pytestmark = pytest.mark.django_db

ADRES = "/profielen/plekken"


@pytest.fixture
def analist(client, tmp_path, settings):
    """Forty trajecten that begin in 2025 and last 152 days: five months of 30.4 days; three of other help."""
    settings.STELSEL_LAKE, settings.STELSEL_VANDAAG = tmp_path / "lake", VANDAAG
    wereld = create_wereld()
    hulp = [("02", nr, date(2025, 1, 1) + timedelta(days=nr)) for nr in range(40)]
    hulp += [("07", nr, date(2025, 2, 1)) for nr in range(3)]
    toewijzingen = [
        create_toewijzing(
            nr, None, ingangsdatum=van, einddatum=None, startdatum=van, productcategorie=categorie,
            stopdatum=van + timedelta(days=151),
        )
        for categorie, nr, van in hulp
    ]  # fmt: skip
    regels = [create_regel(nr, 100_00, begindatum=date(2025, 3, 1)) for nr in range(40)]
    publish_rijen(settings.STELSEL_LAKE, regels=regels, toewijzingen=toewijzingen)
    client.force_login(wereld.users["analist"])
    return client


def _rijen(antwoord, naam):
    tabellen = {tabel.naam: tabel for tabel, _ in antwoord.context["tabellen"]}
    return [list(rij) for rij in tabellen[naam].rijen]


@pytest.mark.eis("R4.12")
@pytest.mark.eis("R4.13")
def test_places_and_the_room_that_a_shorter_traject_gives(analist):
    antwoord = analist.get(ADRES, {"domein": "wmo", "jaar": "2025", "bezetting": "92", "korter": "1"})

    plekken = {rij[0]: rij for rij in _rijen(antwoord, "plekken")}
    # 152 days are 4.99 months: 40 * 4.99 / (12 * 0.92) = 18.08, so 19 places
    assert plekken["Begeleiding"][1:4] == [40, 40, 4.99]
    assert plekken["Begeleiding"][-1] == 19
    assert plekken["Dagbesteding"][3:] == [None] * 5  # three ended say too little
    (ruimte,) = _rijen(antwoord, "ruimte")
    assert ruimte[3:5] == [4.99, 3.99]
    assert ruimte[7] == pytest.approx(19 * 12 * 0.92 * (1 / 3.99 - 1 / 4.99))


def test_an_occupancy_of_more_than_all_is_told_and_the_usual_one_is_used(analist):
    antwoord = analist.get(ADRES, {"domein": "wmo", "jaar": "2025", "bezetting": "140"})

    assert antwoord.status_code == 400
    assert {rij[0]: rij[-1] for rij in _rijen(antwoord, "plekken")}["Begeleiding"] == 19
    assert "Vul een percentage in van 1 tot en met 100" in antwoord.content.decode()


def test_a_file_to_take_along_holds_no_small_numbers(analist):
    vraag = {"domein": "wmo", "jaar": "2025", "export": "csv", "tabel": "plekken"}

    regels = analist.get(ADRES, vraag).content.decode("utf-8-sig").splitlines()

    assert next(r for r in regels if r.startswith("Dagbesteding")).count("niet getoond") >= 2


def test_for_the_analyst_of_the_region_only(client, tmp_path, settings):
    settings.STELSEL_LAKE, settings.STELSEL_VANDAAG = tmp_path / "lake", VANDAAG
    client.force_login(create_wereld().users["contractmanager"])

    assert client.get(ADRES).status_code == 403
