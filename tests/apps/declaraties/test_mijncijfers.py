"""One report per aanbieder over all its gemeenten."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client as Browser
from python_calamine import CalamineWorkbook
from tests.factories.betalingen import create_betalers, create_toewijzingen, declareer, declareer_twee, pay
from tests.factories.declaraties import create_regel
from tests.factories.wereld import NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.declaraties import queries
from stelsel.apps.declaraties.models import Betaalvoorstel
from stelsel.apps.declaraties.queries import Aanbiedercijfers
from stelsel.apps.toegang.models import Startmelding

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld(db: None) -> Wereld:
    """€ 640,00 of Merelhof and € 625,00 of Kwartel over February 2026, paid; a rejected line of Merelhof."""
    wereld = create_wereld()
    create_betalers(wereld)
    create_toewijzingen(wereld)
    declareer_twee(wereld)
    pay(wereld)
    regel = create_regel(referentie_nummer="F1", begin=date(2026, 1, 1), eind=date(2026, 1, 31), code="99X99")
    declareer(wereld, regel, declaratie_nummer="FOUT")
    return wereld


def get(wereld: Wereld, *, today: date = VANDAAG, jaar: int = 2026) -> Aanbiedercijfers:
    return queries.get_aanbiedercijfers(wereld.users["aanbieder"], jaar=jaar, today=today)


@pytest.mark.eis("R6.19")
def test_claims_payment_and_reasons_of_all_gemeenten(wereld: Wereld) -> None:
    rij = get(wereld).gemeenten[0]

    assert [r.gemeente for r in get(wereld).gemeenten] == ["Aldervoort"]
    assert (rij.declaraties, rij.regels, rij.afgekeurde_regels) == (2, 2, 1)
    assert (rij.gedeclareerd, rij.goedgekeurd, rij.afgekeurd) == (128_000, 64_000, 64_000)
    assert (rij.betaald, rij.open, rij.dagen, rij.te_laat) == (64_000, 0, (0,), 0)
    assert [(a.code, a.regels, a.gemeenten) for a in get(wereld).afkeuringen] != []
    assert get(wereld, jaar=2025).gemeenten == []


def test_late_is_after_the_last_day_paid_or_not(wereld: Wereld) -> None:
    regel = create_regel(referentie_nummer="R9", begin=date(2026, 1, 1), eind=date(2026, 1, 31))
    declareer(wereld, regel, declaratie_nummer="D9")

    assert get(wereld).get_som("te_laat") == 0
    assert get(wereld, today=date(2026, 4, 16)).get_som("te_laat") == 1
    Betaalvoorstel.objects.update(uiterste_betaaldatum=date(2026, 3, 15))
    assert get(wereld).get_som("te_laat") == 2


def test_work_in_progress_of_another_gemeente_is_in_it(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld, client="C-3", toewijzing_nummer="77")
    Startmelding.objects.create(
        toewijzing=toewijzing, begindatum=date(2026, 1, 1), bericht_sleutel="x", gemeld_at=NU
    )

    rij = get(wereld).gemeenten[1]

    assert (rij.gemeente, rij.declaraties, rij.onderhanden > 0) == ("Breekerwaard", 0, True)


def test_the_page_and_the_workbook(client: Browser, wereld: Wereld) -> None:
    client.force_login(wereld.users["aanbieder"])

    tekst = client.get("/declaraties/mijn-cijfers?jaar=2026").content.decode()
    assert "€ 1.280,00" in tekst
    assert "50,0 % van 2 regels" in tekst
    assert "Kwartel" not in tekst
    boek = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get("/declaraties/mijn-cijfers?jaar=2026&export=xlsx").content)
    )
    assert boek.sheet_names == ["Per gemeente", "Afkeuringen"]
    assert boek.get_sheet_by_name("Per gemeente").to_python()[1][:5] == ["Aldervoort", 2.0, 2.0, 1.0, 0.0]


def test_no_other_role_opens_it(client: Browser, wereld: Wereld) -> None:
    client.force_login(wereld.users["controller"])

    assert client.get("/declaraties/mijn-cijfers").status_code == 403
