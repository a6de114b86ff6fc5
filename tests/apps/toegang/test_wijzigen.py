"""Changing and deleting an allocation on the pages: what will happen is said first, and then happens once."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.factories.wereld import NU, Wereld, create_toewijzing, create_wereld

from stelsel.apps.journal.models import Inzage
from stelsel.apps.toegang import actions
from stelsel.apps.toegang.models import Toewijzing

pytestmark = pytest.mark.django_db
LANGER = {"einddatum": "2027-06-30", "aantal": "3", "afstemming": "overleg", "ingangsdatum": "", "reden": ""}
ANDERS = LANGER | {"einddatum": "2026-12-31", "aantal": "5", "ingangsdatum": "2026-07-01"}


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = date(2026, 3, 16)


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


def login(wereld: Wereld, naam: str = "backoffice") -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def get_adres(toewijzing: Toewijzing, stap: str = "toewijzing_controle") -> str:
    return reverse(f"toegang:{stap}", args=[toewijzing.pk])


def get_sleutel(pagina: str) -> str:
    gevonden = re.search(r'name="eenmalig" value="([^"]+)"', pagina)
    assert gevonden
    return gevonden[1]


def test_what_will_happen_is_said_and_then_done_once(wereld: Wereld) -> None:
    toewijzing, browser = create_toewijzing(wereld), login(wereld)

    pagina = browser.get(get_adres(toewijzing), ANDERS).content.decode()
    toewijzing.refresh_from_db()
    assert toewijzing.einddatum == date(2026, 12, 31)
    assert "Toewijzing 1000 eindigt op 30-06-2026." in pagina
    assert "Vanaf 01-07-2026 tot en met 31-12-2026 geldt: 5 uur per week." in pagina
    data = ANDERS | {"eenmalig": get_sleutel(pagina)}
    eerste = browser.post(get_adres(toewijzing), data)
    tweede = browser.post(get_adres(toewijzing), data)

    toewijzing.refresh_from_db()
    nieuw = Toewijzing.objects.exclude(pk=toewijzing.pk).get()
    assert (toewijzing.einddatum, nieuw.volume) == (date(2026, 6, 30), 5)
    assert eerste.url == tweede.url == f"/toegang/toewijzing/{nieuw.pk}"


def test_what_stands_in_the_way_is_said_above_the_form(wereld: Wereld) -> None:
    toewijzing, browser = create_toewijzing(wereld), login(wereld)

    weigering = browser.get(get_adres(toewijzing), LANGER | {"afstemming": "geen"}).content.decode()
    fout = browser.get(get_adres(toewijzing), LANGER | {"aantal": "2.5"}).content.decode()
    leeg = browser.get(get_adres(toewijzing)).content.decode()

    assert "Bespreek dit eerst met de aanbieder." in weigering
    assert "Vul een heel getal in." in fout
    assert "Wat is met de aanbieder besproken?" in leeg
    assert 'value="2027-06-30"' in weigering


def test_what_changed_meanwhile_is_judged_anew(wereld: Wereld) -> None:
    toewijzing, browser = create_toewijzing(wereld), login(wereld)
    pagina = browser.get(get_adres(toewijzing), LANGER).content.decode()
    create_toewijzing(wereld, ingangsdatum=date(2027, 1, 1), einddatum=date(2027, 12, 31))

    antwoord = browser.post(get_adres(toewijzing), LANGER | {"eenmalig": get_sleutel(pagina)})

    assert antwoord.status_code == 200
    assert "Deze cliënt heeft dit product dan dubbel (toewijzing 1001)." in antwoord.content.decode()


def test_going_back_loses_nothing(wereld: Wereld) -> None:
    toewijzing, browser = create_toewijzing(wereld), login(wereld)
    pagina = browser.get(get_adres(toewijzing), ANDERS).content.decode()
    terug = re.search(rf'href="({get_adres(toewijzing, "toewijzing_wijzig")}\?[^"]+)"', pagina)
    assert terug

    formulier = browser.get(terug[1].replace("&amp;", "&")).content.decode()

    assert 'value="2026-07-01"' in formulier
    assert 'value="5"' in formulier


def test_form_asks_what_fits_the_allocation(wereld: Wereld) -> None:
    browser = login(wereld, "regisseur")
    euro = create_toewijzing(wereld, client="C-1", product="45U01")
    budget = create_toewijzing(
        wereld, product="07D01", code="", volume=None, eenheid="", frequentie="", budget=450_050
    )
    velden = {
        rij.pk: list(browser.get(get_adres(rij, "toewijzing_wijzig")).context["form"].fields)
        for rij in (euro, budget)
    }
    pagina = browser.get(get_adres(euro, "toewijzing_wijzig")).content.decode()

    assert velden[euro.pk] == ["einddatum", "aantal", "reden", "afstemming"]
    assert velden[budget.pk] == ["einddatum", "budget", "reden", "afstemming"]
    assert 'value="2500"' in pagina
    lager = {"einddatum": "2026-12-31", "budget": "4000.00", "afstemming": "instemming"}
    pagina = browser.get(get_adres(budget), lager).content.decode()
    assert "Het budget gaat van € 4.500,50 naar € 4.000,00; het nummer blijft gelijk." in pagina


def test_deleting_says_what_is_lost_and_is_refused_after_a_start(wereld: Wereld) -> None:
    toewijzing, begonnen, browser = create_toewijzing(wereld), None, login(wereld)
    begonnen = create_toewijzing(wereld, product="07D01")
    actions.register_start(toewijzing=begonnen, begindatum=date(2026, 1, 5), bericht_sleutel="b1", now=NU)
    adres = get_adres(toewijzing, "toewijzing_verwijder")

    pagina = browser.get(adres).content.decode()
    browser.post(adres, {"eenmalig": get_sleutel(pagina)})
    geweigerd = browser.get(get_adres(begonnen, "toewijzing_verwijder")).content.decode()
    dossier = browser.get(get_adres(toewijzing, "toewijzing")).content.decode()

    toewijzing.refresh_from_db()
    assert (toewijzing.verwijderd, "Dit gaat verloren" in pagina) == (True, True)
    assert "Laat die melding eerst intrekken" in geweigerd
    assert "Toewijzing verwijderen</button>" not in geweigerd
    assert ("Verwijderd" in dossier, "/wijzig" in dossier) == (True, False)


def test_every_step_is_logged_as_a_look(wereld: Wereld) -> None:
    toewijzing, browser = create_toewijzing(wereld), login(wereld)

    for stap in ("toewijzing", "toewijzing_wijzig", "toewijzing_controle", "toewijzing_verwijder"):
        browser.get(get_adres(toewijzing, stap), LANGER)

    assert [inzage.client_nummer for inzage in Inzage.objects.all()] == ["C-2"] * 4


def test_dossier_tells_use_and_history(wereld: Wereld) -> None:
    toewijzing, browser = create_toewijzing(wereld, volume=2), login(wereld)
    pagina = browser.get(get_adres(toewijzing), LANGER | {"aantal": "2"}).content.decode()
    browser.post(get_adres(toewijzing), LANGER | {"aantal": "2", "eenmalig": get_sleutel(pagina)})

    dossier = browser.get(get_adres(toewijzing, "toewijzing")).content.decode()
    aanbieder = login(wereld, "aanbieder").get(get_adres(toewijzing, "toewijzing")).content.decode()

    assert "Goedgekeurd: 0 uur van 158 uur" in dossier
    assert "De einddatum wordt verlengd van 31-12-2026 naar 30-06-2027; het nummer blijft gelijk." in dossier
    assert ("door Backoffice" in dossier, "door Backoffice" in aanbieder) == (True, False)
    assert "/wijzig" not in aanbieder
