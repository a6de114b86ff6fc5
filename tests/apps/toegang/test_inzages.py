"""Who looked: colleagues by name, people of another organisation by that organisation."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser
from tests.factories.wereld import NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.accounts.models import User
from stelsel.apps.journal.actions import register_inzage

pytestmark = pytest.mark.django_db
ADRES = "/toegang/client/C-2/wie-keek"


@pytest.fixture
def wereld(settings: Any) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    wereld = create_wereld()
    create_toewijzing(wereld)
    namen = {"backoffice": "Bo Kantoor", "aanbieder": "Ada Zorgplan", "regisseur2": "Rik Elders"}
    for login, naam in namen.items():
        User.objects.filter(username=login).update(weergavenaam=naam, organisatie=f"Organisatie van {login}")
        by = User.objects.get(username=login)
        register_inzage(client_nummer="C-2", by=by, handeling="bekeken", pagina="/", now=NU)
    weg = User(username="oudgediende", weergavenaam="Olga Oud", rol="regisseur")
    register_inzage(client_nummer="C-2", by=weg, handeling="bekeken", pagina="/", now=NU)
    return wereld


def lees(wereld: Wereld, vraag: str = "") -> str:
    browser = Browser()
    browser.force_login(wereld.users["regisseur"])
    return browser.get(f"{ADRES}{vraag}").content.decode()


def test_only_colleagues_are_named(wereld: Wereld) -> None:
    for tekst in (lees(wereld), lees(wereld, "?export=csv")):
        assert "Bo Kantoor" in tekst
        assert "Organisatie van aanbieder" in tekst
        assert "Organisatie van regisseur2" in tekst
        assert "Iemand van een andere organisatie" in tekst
        assert [naam for naam in ("Ada Zorgplan", "Rik Elders", "Olga Oud") if naam in tekst] == []


def test_a_search_finds_colleagues_and_organisations_only(wereld: Wereld) -> None:
    assert "Bo Kantoor" in lees(wereld, "?zoek=kantoor&export=csv")
    assert "Organisatie van aanbieder" in lees(wereld, "?zoek=van+aanbieder&export=csv")
    assert len(lees(wereld, "?zoek=zorgplan&export=csv").strip().splitlines()) == 1
