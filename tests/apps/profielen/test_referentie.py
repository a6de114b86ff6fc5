"""A catalogue taken over: new versions from a day on, what was there stays readable."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from tests.factories.wereld import NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.profielen import actions, permissions, queries
from stelsel.apps.profielen.models import Profiel, Profielcel
from stelsel.domein.profielen.referentie import get_referentie

pytestmark = pytest.mark.django_db
ADRES = "/profielen/referenties"


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


def take_over(wereld: Wereld, vanaf: date) -> list[Profiel]:
    return actions.take_over_referentie(
        get_referentie("westfriesland"), vanaf=vanaf, by=wereld.users["analist"], now=NU
    )


@pytest.mark.eis("R2.20")
@pytest.mark.eis("R2.28")
def test_new_versions_with_bands_and_demands(wereld: Wereld) -> None:
    take_over(wereld, date(2027, 1, 1))

    oud, nieuw = (queries.get_profiel("P1", today=dag) for dag in (date(2026, 12, 31), date(2027, 1, 1)))
    assert (oud.versie, oud.naam, oud.totdatum) == (1, "Beter omgaan met gevoelens", date(2026, 12, 31))
    assert (nieuw.versie, nieuw.naam) == (2, "Jongere met psychische of sociale problemen")
    assert [(c.intensiteit, c.maanden_van, c.maanden_tot, c.minuten) for c in nieuw.cellen.all()] == [
        ("Perspectief", 3, 6, 1368),
        ("Intensief", 6, 12, 2196),
    ]
    assert [c.minuten_van for c in nieuw.cellen.all()] == [1026, 1647]
    assert nieuw.functiemix == {"MBO": 0.7, "HBO": 0.3}
    assert len(nieuw.kwaliteitseisen) == 2
    assert [p.code for p in queries.list_producten(nieuw)] == [p.code for p in queries.list_producten(oud)]
    assert Profielcel.objects.count() == 26
    assert queries.get_profiel("W1", today=date(2027, 1, 1)).versie == 1


def test_the_journal_knows_who_and_from_when(wereld: Wereld) -> None:
    take_over(wereld, date(2027, 1, 1))

    rij = Gebeurtenis.objects.get(soort="catalogus_overgenomen")
    assert (rij.actor, rij.data["vanaf"], rij.data["profielen"][:2]) == (
        wereld.users["analist"].username,
        "2027-01-01",
        ["P1 versie 2", "P2 versie 1"],
    )


def test_not_before_what_already_holds_and_then_nothing_changes(wereld: Wereld) -> None:
    with pytest.raises(actions.TeVroeg, match="P1 heeft al een versie vanaf 01-01-2024"):
        take_over(wereld, date(2024, 1, 1))

    assert Profiel.objects.filter(versie__gt=1).count() == 0
    assert Profiel.objects.get(code="P1").totdatum is None


def test_a_band_upside_down_is_refused_by_the_database(wereld: Wereld) -> None:
    profiel = Profiel.objects.get(code="P1")
    goed = {
        "intensiteit": "Perspectief", "volgorde": 0, "maanden_van": 3, "maanden_tot": 6,
        "minuten": 100, "minuten_van": 80, "minuten_tot": 120,
    }  # fmt: skip

    for fout in ({"maanden_van": 7}, {"minuten_van": 101}, {"minuten_tot": 99}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Profielcel.objects.create(profiel=profiel, **(goed | fout))
    Profielcel.objects.create(profiel=profiel, **goed)


def test_the_page_takes_over_once(wereld: Wereld) -> None:
    browser = login(wereld, "contractmanager")
    formulier = {"eenmalig": "a" * 32, "referentie": "westfriesland", "vanaf": "2027-01-01"}

    twee = [browser.post(ADRES, formulier).status_code for _ in range(2)]
    vroeg = browser.post(ADRES, formulier | {"eenmalig": "b" * 32, "vanaf": "2026-01-01"})

    assert twee == [302, 302]
    assert Profiel.objects.filter(code="P1").count() == 2
    assert vroeg.status_code == 400
    assert "heeft al een versie" in vroeg.content.decode()


def test_the_page_shows_what_is_allowed(wereld: Wereld) -> None:
    take_over(wereld, date(2026, 1, 1))
    browser = login(wereld, "analist")

    matrix = browser.get(ADRES).content.decode()
    profiel = browser.get("/profielen/P1").content.decode()

    assert matrix.count("niet toegestaan") == 6
    assert "17 tot 28 uur" in profiel
    assert "Een mbo&#x27;er begeleidt" in profiel
    assert "MBO 70 %" in profiel
    assert "Versie 1: Beter omgaan met gevoelens" in profiel


@pytest.mark.parametrize(
    ("naam", "status"), [("analist", 200), ("contractmanager", 200), ("regisseur", 403), ("controller", 403)]
)
def test_roles(wereld: Wereld, naam: str, status: int) -> None:
    assert login(wereld, naam).get(ADRES).status_code == status


def test_the_catalogue_is_of_the_region(wereld: Wereld) -> None:
    wereld.users["analist"].regio = False

    with pytest.raises(PermissionDenied):
        permissions.check_regio(wereld.users["analist"])
