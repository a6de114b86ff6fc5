"""Trends per profile and aanbieder: who reads them, and what they may not read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client as Browser
from tests.factories.lake import GEGEVENS_TM, create_frame
from tests.factories.wereld import VANDAAG, Wereld, create_wereld
from tests.spec.analyse.test_profieltrends import BEGIN, create_hulp

from stelsel.analyse.profielen.trends import ALLE, DUUR, Trend
from stelsel.apps.profielen.tables import protect_trends
from stelsel.domein.onthulling.norm import Uitgave, get_norm
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS, TOEWIJZINGEN

NORM = get_norm(Uitgave.BINNEN, peildatum=VANDAAG)
ADRES = "/profielen/trends"


def create_trend(aanbieder: str, clienten: int) -> Trend:
    return Trend(DUUR, "W1", aanbieder, clienten, clienten, -1.0, -2.0, 0.0)


def test_no_aanbieder_can_be_computed_from_the_whole() -> None:
    """One aanbieder is small: the smallest of the others is hidden with it."""
    trends = [create_trend(*paar) for paar in ((ALLE, 55), ("A", 30), ("B", 20), ("C", 5))]

    dicht = {trend.aanbieder: verborgen for trend, verborgen in protect_trends(trends, norm=NORM)}

    assert dicht == {ALLE: False, "A": False, "B": True, "C": True}


def test_enough_clients_hide_nothing() -> None:
    """Negative control."""
    trends = [create_trend(*paar) for paar in ((ALLE, 50), ("A", 30), ("B", 20))]

    assert not any(verborgen for _, verborgen in protect_trends(trends, norm=NORM))


@pytest.fixture
def wereld(settings, tmp_path: Path) -> Wereld:
    """Forty clients of Merelhof get shorter help in W1, four of Kwartel do."""
    settings.STELSEL_VANDAAG = VANDAAG
    settings.STELSEL_LAKE = str(tmp_path)
    wereld = create_wereld()
    agbs = list(wereld.aanbieders)
    hulp = []
    for nr in range(44):
        stappen = ((BEGIN, 140, "W1", 4), (BEGIN + timedelta(days=140), 70 + nr % 2, "W1", 2))
        hulp.append(create_hulp(nr, *stappen, aanbieder=agbs[0] if nr < 40 else agbs[1]))
    with Lake(tmp_path).publish(bron="test", momentopname="1", gegevens_tm=GEGEVENS_TM) as publicatie:
        toewijzingen = [rij for rijen, _ in hulp for rij in rijen]
        regels = [regel for _, regels in hulp for regel in regels]
        publicatie.write(TOEWIJZINGEN, create_frame(TOEWIJZINGEN, toewijzingen))
        publicatie.write(DECLARATIEREGELS, create_frame(DECLARATIEREGELS, regels))
    return wereld


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.mark.django_db
@pytest.mark.eis("R2.13")
def test_page_and_file_show_three_trends_and_hide_few_clients(wereld: Wereld) -> None:
    browser = login(wereld, "contractmanager")

    tekst = browser.get(ADRES, {"domein": "wmo"}).content.decode()
    csv = browser.get(ADRES, {"domein": "wmo", "tabel": "duur", "export": "csv"}).content.decode("utf-8-sig")
    openbaar = login(wereld, "bestuurder").get(ADRES, {"domein": "wmo"}).content.decode()

    for vraag in ("Wordt de hulp korter?", "Wordt de hulp lichter?", "Wordt de hulp minder ingewikkeld?"):
        assert vraag in tekst
    assert "In 1 van de 1 profiel met genoeg cliënten wordt de hulp korter, in 0 langer." in tekst
    assert "interval van Student over cliënten" in tekst
    rijen = [regel.split(";") for regel in csv.splitlines()[1:]]
    assert [rij[1:3] for rij in rijen] == [
        ["alle aanbieders", "44"],
        ["andere aanbieders: 2", "niet getoond"],
    ]
    assert "Merelhof" not in csv
    assert ">45<" in openbaar


@pytest.mark.django_db
@pytest.mark.parametrize("naam", ["regisseur", "aanbieder", "controller"])
def test_others_do_not_read_trends(wereld: Wereld, naam: str) -> None:
    assert login(wereld, naam).get(ADRES).status_code == 403
