"""Figures made before anybody asks: only for a large lake, for every role, and past a page that fails."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.bekostiging.queries import vergelijking
from stelsel.cli import voorbereiding
from stelsel.lake.opslag import Lake

VANDAAG = date(2027, 3, 16)
NU = datetime(2027, 3, 16, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def lake(settings, tmp_path, db):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    create_wereld()
    publish_rijen(tmp_path / "lake", regels=[create_regel(nr, 1_000 + nr) for nr in range(40)])
    return Lake(tmp_path / "lake")


def _prepare():
    return list(voorbereiding.prepare_paginas(today=VANDAAG, now=NU))


def test_a_small_lake_is_left_alone(lake):
    assert _prepare() == []
    assert not (lake.map / "afgeleid").exists()


def test_every_role_opens_its_pages_and_what_they_need_is_kept(lake, monkeypatch):
    monkeypatch.setattr(voorbereiding, "VEEL_REGELS", 40)
    monkeypatch.setattr(voorbereiding, "ADRESSEN", ("/marktschets", "/marktschets/indeling"))

    gedaan = {(pagina.adres, pagina.gebruikersnaam) for pagina in _prepare()}

    assert {("/marktschets", "analist"), ("/marktschets", "controller")} <= gedaan
    assert [naam for adres, naam in gedaan if adres == "/marktschets/indeling"] == ["analist"]
    bewaard = {pad.name.split("-")[0].rpartition(".")[2] for pad in (lake.map / "afgeleid").iterdir()}
    assert {"_compute_beeld", "clientsommen", "clientjaar"} <= bewaard


def test_a_page_that_fails_does_not_keep_the_next_from_being_made(lake, monkeypatch):
    monkeypatch.setattr(voorbereiding, "VEEL_REGELS", 40)
    monkeypatch.setattr(voorbereiding, "ADRESSEN", ("/bekostiging/vergelijken", "/sturing/budget"))
    monkeypatch.setattr(vergelijking, "get_lake", None)

    adressen = {pagina.adres for pagina in _prepare()}

    assert adressen == {"/sturing/budget"}
