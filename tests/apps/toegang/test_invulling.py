"""The aanbieder changes the help within the allocation; phases divide it; neither asks a besluit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.factories.wereld import NU, VANDAAG, Wereld, create_besluit, create_toewijzing, create_wereld

from stelsel.apps.journal.models import Gebeurtenis, Inzage
from stelsel.apps.profielen.models import Profiel
from stelsel.apps.toegang import actions, queries
from stelsel.apps.toegang.models import Besluit, Toewijzing
from stelsel.domein.toegang.invulling import Activiteitregel

pytestmark = pytest.mark.django_db
GESPREK = Activiteitregel("Gesprek thuis", "HBO", 90)
REDEN = "De cliënt kan meer zelf."


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG


@pytest.fixture
def wereld() -> Wereld:
    wereld = create_wereld()
    Profiel.objects.filter(code="W1").update(functiemix={"MBO": 0.6, "HBO": 0.4})
    return wereld


@pytest.fixture
def toewijzing(wereld: Wereld) -> Toewijzing:
    """Three hours a week of W1 from 5 January to 31 December 2026: 52 weeks, 156 hours."""
    omvang = {"volume": 3, "eenheid": "04", "frequentie": "2"}
    rij = create_toewijzing(wereld, ingangsdatum=date(2026, 1, 5), **omvang)
    create_besluit(wereld, toewijzing=rij)
    return rij


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def fill_in(wereld: Wereld, toewijzing: Toewijzing, *regels: Activiteitregel) -> None:
    actions.register_invulling(
        toewijzing=toewijzing,
        regels=regels,
        vanaf=VANDAAG,
        planning="Dinsdag en vrijdag.",
        reden=REDEN,
        by=wereld.users["aanbieder"],
        today=VANDAAG,
        now=NU,
    )


@pytest.mark.eis("R2.14")
def test_aanbieder_changes_content_without_besluit_and_the_regisseur_sees_it(
    wereld: Wereld, toewijzing: Toewijzing
) -> None:
    voor = Toewijzing.objects.values().get(pk=toewijzing.pk)
    adres = reverse("toegang:invulling_wijzig", args=[toewijzing.pk])
    velden = {"naam_0": "Gesprek thuis", "functie_0": "HBO", "uren_0": "1,5", "vanaf": VANDAAG.isoformat()}

    antwoord = login(wereld, "aanbieder").post(
        adres, velden | {"planning": "Dinsdag.", "reden": REDEN, "eenmalig": "a" * 24}
    )
    regisseur = login(wereld, "regisseur")
    tekst = regisseur.get(reverse("toegang:toewijzing", args=[toewijzing.pk])).content.decode()
    dossier = regisseur.get(reverse("toegang:client", args=["C-2"])).content.decode()

    assert antwoord.url == reverse("toegang:invulling", args=[toewijzing.pk])
    assert Besluit.objects.count() == 1
    assert Toewijzing.objects.values().get(pk=toewijzing.pk) == voor
    assert [g.soort for g in Gebeurtenis.objects.filter(object_soort="toewijzing")] == ["invulling_gewijzigd"]
    dag = f"{VANDAAG:%d-%m-%Y}"
    assert f"De aanbieder vult de hulp vanaf {dag} anders in: 1,5 uur per week." in tekst
    assert "De aanbieder heeft de hulp anders ingevuld, zonder nieuw besluit" in dossier
    assert Inzage.objects.filter(handeling="Invulling van de hulp bekeken").count() == 0


@pytest.mark.eis("R2.14")
def test_what_does_not_fit_waits_and_what_fitted_stays(wereld: Wereld, toewijzing: Toewijzing) -> None:
    fill_in(wereld, toewijzing, GESPREK)
    fill_in(wereld, toewijzing, GESPREK, Activiteitregel("Behandelaar kijkt mee", "WO", 30))

    huidig = queries.get_invulling(toewijzing, dag=VANDAAG)
    wacht = queries.list_wachtende_signalen([toewijzing.pk])
    tekst = (
        login(wereld, "aanbieder").get(reverse("toegang:invulling", args=[toewijzing.pk])).content.decode()
    )
    fill_in(wereld, toewijzing, GESPREK)

    assert huidig is not None
    assert queries.get_invulregel(huidig).activiteiten == (("Gesprek thuis", "HBO", "1,5"),)
    assert wacht == {toewijzing.pk: ("Bij dit profiel hoort hulp tot en met HBO. Hierin staat WO.",)}
    assert "Stuur dan een verzoek om wijziging (317)." in tekst
    assert queries.list_wachtende_signalen([toewijzing.pk]) == {}


def test_form_gives_every_minute_back(wereld: Wereld, toewijzing: Toewijzing) -> None:
    vijf = Activiteitregel("Bellen", "HBO", 5)
    fill_in(wereld, toewijzing, vijf)
    browser = login(wereld, "aanbieder")
    adres = reverse("toegang:invulling_wijzig", args=[toewijzing.pk])
    form = browser.get(adres).context["form"]
    velden = {veld.html_name: veld.value() for veld in form if veld.value() not in (None, "")}

    browser.post(adres, velden | {"vanaf": VANDAAG.isoformat(), "reden": REDEN, "eenmalig": "c" * 24})

    assert form["uren_0"].value() == Decimal("0.08")
    assert [rij.activiteiten[0]["minuten"] for rij in queries.list_invullingen(toewijzing)] == [5, 5]


def test_hours_above_the_allocation_do_not_fit(wereld: Wereld, toewijzing: Toewijzing) -> None:
    fill_in(wereld, toewijzing, Activiteitregel("Samen doen", "MBO", 5 * 60))

    [[signaal]] = queries.list_wachtende_signalen([toewijzing.pk]).values()
    assert signaal.endswith("Toegewezen is 156 uur.")


@pytest.mark.parametrize(("naam", "status"), [("regisseur", 403), ("aanbieder2", 404), ("inwoner2", 403)])
def test_only_the_aanbieder_itself_changes_content(
    wereld: Wereld, toewijzing: Toewijzing, naam: str, status: int
) -> None:
    adres = reverse("toegang:invulling_wijzig", args=[toewijzing.pk])

    assert login(wereld, naam).get(adres).status_code == status


@pytest.mark.eis("R2.11")
def test_phases_are_shown_with_their_hours(wereld: Wereld, toewijzing: Toewijzing) -> None:
    browser = login(wereld, "regisseur")
    adres = reverse("toegang:fasen", args=[toewijzing.pk])
    velden = {
        "vanaf_0": "2026-01-05", "tot_0": "2026-06-28", "uren_0": "4", "toelichting_0": "Eerst veel samen.",
        "vanaf_1": "2026-06-29", "tot_1": "2026-12-31", "uren_1": "2",
    }  # fmt: skip

    teveel = browser.post(adres, velden | {"uren_1": "9", "eenmalig": "a" * 24})
    antwoord = browser.post(adres, velden | {"eenmalig": "b" * 24})
    tekst = browser.get(antwoord.url).content.decode()

    assert list(teveel.context["form"].non_field_errors()) == [
        "De fasen zijn samen 339 uur. Toegewezen is 156 uur. Maak de fasen lichter, of wijzig eerst de "
        "toewijzing."
    ]
    regels = queries.list_faseregels(toewijzing, today=VANDAAG)
    assert [(r.per_week, r.uren, r.deel, r.nu) for r in regels] == [
        ("4", "100", 1.0, True),
        ("2", "53,1", 0.5, False),
    ]
    assert "Eerst veel samen." in tekst
    assert [g.soort for g in Gebeurtenis.objects.filter(object_soort="toewijzing")] == ["fasen_gewijzigd"]
