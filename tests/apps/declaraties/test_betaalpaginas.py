"""Payments in the browser: from proposal to specification, by two people, and what nobody else may."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from tests.factories.betalingen import create_betalers, create_run, create_toewijzingen, declareer_twee, pay
from tests.factories.wereld import NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.declaraties import actions
from stelsel.apps.declaraties.models import Aanhouding, Betaalrun, Boeking, Declaratie, Rekeningnummer
from stelsel.apps.declaraties.panels import list_goed_te_keuren, list_te_betalen

pytestmark = pytest.mark.django_db
RUN = "/declaraties/betaalrun/BR-9901-2026-0001"


@pytest.fixture
def wereld(db: None, settings: Any) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    wereld = create_wereld()
    create_betalers(wereld)
    create_toewijzingen(wereld)
    declareer_twee(wereld)
    return wereld


def als(client: Browser, wereld: Wereld, gebruiker: str) -> Browser:
    client.force_login(wereld.users[gebruiker])
    return client


def post(browser: Browser, adres: str, *, keer: int = 1, **velden: Any) -> HttpResponse:
    """Post a form, as often as somebody clicks, with one key."""
    volgnummer = post.__dict__["nr"] = post.__dict__.get("nr", 0) + 1
    data = {"eenmalig": f"sleutel-{volgnummer:016d}", **velden}
    return [browser.post(adres, data) for _ in range(keer)][-1]


@pytest.mark.eis("R6.25")
def test_controller_pays_with_a_second_one(client: Browser, wereld: Wereld) -> None:
    een = als(client, wereld, "controller")
    velden = {"betalen_tot": "2026-06-01", "uitvoeringsdatum": "2026-03-20"}
    assert post(een, "/declaraties/betaalruns/nieuw", keer=2, **velden).headers["Location"] == RUN
    post(een, RUN, daad="voorleggen")
    assert "Een andere controller keurt hem goed." in een.get(RUN).content.decode()

    twee = als(client, wereld, "controller2")
    inhoud = re.search(r'name="inhoud" value="(\w{64})"', twee.get(RUN).content.decode())
    assert inhoud is not None
    for daad in ("goedkeuren", "bestand", "betaald"):
        post(twee, RUN, keer=2, daad=daad, inhoud=inhoud[1])

    run = Betaalrun.objects.get()
    assert (run.status, run.gemaakt_by, run.goedgekeurd_by) == ("betaald", "controller", "controller2")
    assert twee.get(f"{RUN}/bestand").content == run.bestand
    grootboek = twee.get("/declaraties/grootboek").content.decode()
    assert "In balans" in grootboek
    assert "Daarvan is € 1.265,00 betaald en staat € 0,00 nog open." in grootboek


def test_maker_cannot_approve_by_posting(client: Browser, wereld: Wereld) -> None:
    een = als(client, wereld, "controller")
    post(een, "/declaraties/betaalruns/nieuw", betalen_tot="2026-06-01", uitvoeringsdatum="2026-03-20")
    post(een, RUN, daad="voorleggen")

    post(een, RUN, daad="goedkeuren", inhoud=Betaalrun.objects.get().inhoud_sha256)

    assert Betaalrun.objects.get().status == "voorgelegd"
    assert "Een ander keurt hem goed" in een.get(RUN).content.decode()


@pytest.mark.parametrize(
    "pad",
    [
        "/declaraties/grootboek",
        "/declaraties/betaalruns",
        "/declaraties/betaalruns/nieuw",
        "/declaraties/rekeningnummers",
        RUN,
        f"{RUN}/bestand",
    ],
)
def test_pages_of_the_controller_alone(client: Browser, wereld: Wereld, pad: str) -> None:
    pay(wereld)

    statussen = {rol: als(client, wereld, rol).get(pad).status_code for rol in Rol.values}

    assert statussen == {rol: 200 if rol == "controller" else 403 for rol in Rol.values}


def test_aanbieder_sees_its_own_payment_and_specification(client: Browser, wereld: Wereld) -> None:
    run = pay(wereld)
    eigen, ander = run.betalingen.order_by("aanbieder_id")
    aanbieder = als(client, wereld, "aanbieder")

    assert aanbieder.get("/declaraties/betalingen").context["aantal"] == 1
    assert "€ 640,00" in aanbieder.get(f"/declaraties/betaling/{eigen.pk}").content.decode()
    pdf = aanbieder.get(f"/declaraties/betaling/{eigen.pk}/specificatie")
    assert pdf.content[:5] == b"%PDF-"
    assert aanbieder.get(f"/declaraties/betaling/{eigen.pk}/specificatie").content == pdf.content
    csv = aanbieder.get(f"/declaraties/betaling/{eigen.pk}?export=csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1] == "D202602;Wmo;02-2026;640,00;640,00"
    assert aanbieder.get(f"/declaraties/betaling/{ander.pk}").status_code == 404
    assert aanbieder.get(f"/declaraties/betaling/{eigen.pk}/terug").status_code == 403


def test_returned_payment_by_the_page(client: Browser, wereld: Wereld) -> None:
    betaling = pay(wereld).betalingen.get(aanbieder_id="41990001")

    post(
        als(client, wereld, "controller"),
        f"/declaraties/betaling/{betaling.pk}/terug",
        keer=2,
        reden="Opgeheven",
    )

    assert Boeking.objects.filter(soort="herroeping").count() == 3
    assert "Open" in client.get("/declaraties/betaalvoorstellen?stand=open").content.decode()
    assert client.get("/declaraties/betaalvoorstellen?stand=open").context["aantal"] == 1


def test_hold_and_release_by_the_page(client: Browser, wereld: Wereld) -> None:
    browser = als(client, wereld, "controller")
    adres = f"/declaraties/declaratie/{Declaratie.objects.order_by('pk')[0].pk}/aanhouden"

    post(browser, adres, reden="Vraag loopt")
    assert client.get("/declaraties/betaalvoorstellen?stand=aangehouden").context["aantal"] == 1
    assert "Vraag loopt" in browser.get(adres).content.decode()
    post(browser, adres, daad="vrijgeven")

    assert Aanhouding.objects.get().opgeheven_by == "controller"


def test_account_by_the_pages(client: Browser, wereld: Wereld) -> None:
    een = als(client, wereld, "controller")
    velden = {"tenaamstelling": "Merelhof", "vanaf": "2026-03-16", "reden": "Brief", "aanbieder": "41990001"}
    fout = post(een, "/declaraties/rekeningnummers/nieuw", iban="NL00ABNA0123456789", **velden)
    assert "Dit rekeningnummer bestaat niet." in fout.content.decode()
    goed = post(een, "/declaraties/rekeningnummers/nieuw", iban="nl02 abna 0123 4567 89", **velden)
    post(een, goed.headers["Location"], daad="bevestigen")
    assert Rekeningnummer.objects.get(iban="NL02ABNA0123456789").bevestigd_at is None

    post(als(client, wereld, "controller2"), goed.headers["Location"], daad="bevestigen")

    assert Rekeningnummer.objects.get(iban="NL02ABNA0123456789").bevestigd_by == "controller2"


def test_work_lists_of_both_controllers(client: Browser, wereld: Wereld) -> None:
    post(als(client, wereld, "controller"), "/declaraties/betaalruns/nieuw",
         betalen_tot="2026-06-01", uitvoeringsdatum="2026-03-20")  # fmt: skip
    post(client, RUN, daad="voorleggen")

    wacht = {
        naam: list_goed_te_keuren(wereld.users[naam], VANDAAG).aantal
        for naam in ("controller", "controller2")
    }
    laat = list_te_betalen(wereld.users["controller"], VANDAAG.replace(month=5))

    assert wacht == {"controller": 0, "controller2": 1}
    assert [(rij.woord, rij.uitleg) for rij in laat.rijen] == [
        ("Te laat", "had betaald moeten zijn voor of op")
    ] * 2
    pay_rest(wereld)
    assert list_te_betalen(wereld.users["controller"], VANDAAG.replace(month=5)).aantal == 0


def pay_rest(wereld: Wereld) -> None:
    from stelsel.apps.declaraties import actions

    run = Betaalrun.objects.get()
    wie = {"by": wereld.users["controller2"], "now": NU}
    actions.approve_betaalrun(sleutel=run.pk, inhoud_sha256=run.inhoud_sha256, **wie)
    actions.create_betaalbestand(sleutel=run.pk, **wie)


@pytest.mark.parametrize(
    "pad", ["/declaraties/betaalvoorstellen", "/declaraties/grootboek", "/declaraties/betalingen"]
)
def test_lists_take_a_fixed_number_of_queries(
    client: Browser, wereld: Wereld, pad: str, django_assert_max_num_queries: Any
) -> None:
    pay(wereld)
    browser = als(client, wereld, "controller")

    with django_assert_max_num_queries(12):
        assert browser.get(pad).context["aantal"] == 2


def test_claim_says_where_its_money_is(client: Browser, wereld: Wereld) -> None:
    declaratie = Declaratie.objects.get(aanbieder_id="41990001")
    adres = f"/declaraties/declaratie/{declaratie.pk}"
    post(als(client, wereld, "controller"), f"{adres}/aanhouden", reden="Zorg niet geleverd?")
    gezien = {}
    for wie in ("controller", "backoffice", "aanbieder"):
        pagina = als(client, wereld, wie).get(adres).content.decode()
        gezien[wie] = tuple(deel in pagina for deel in ("Zorg niet geleverd?", "Wat er is geboekt"))
    assert gezien == {
        "controller": (True, True), "backoffice": (True, False), "aanbieder": (False, False),
    }  # fmt: skip

    post(als(client, wereld, "controller"), f"{adres}/aanhouden", daad="vrijgeven")
    assert "Aanhouden of vrijgeven" in client.get(adres).content.decode()
    betaling = pay(wereld).betalingen.get(aanbieder_id="41990001")
    context = client.get(adres).context
    assert (context["stand"], [rij.betaling_id for rij in context["betaalregels"]]) == (
        "Betaald",
        [betaling.pk],
    )
    assert [rij[1:] for rij in context["tabel"].rijen] == [
        ("Declaratie beoordeeld", "", "€ 640,00", "€ 0,00", "€ 0,00", "€ 0,00"),
        ("Betaling goedgekeurd", betaling.betaalrun.nummer, "-€ 640,00", "€ 640,00", "€ 0,00", "€ 0,00"),
        ("Naar de bank", betaling.betaalrun.nummer, "€ 0,00", "-€ 640,00", "€ 640,00", "€ 0,00"),
        ("Betaald", betaling.betaalrun.nummer, "€ 0,00", "€ 0,00", "-€ 640,00", "€ 640,00"),
    ]


def test_aanbieder_does_not_see_a_payment_before_it_left(client: Browser, wereld: Wereld) -> None:
    create_run(wereld)
    declaratie = Declaratie.objects.get(aanbieder_id="41990001")

    lijsten = {
        wie: len(
            als(client, wereld, wie).get(f"/declaraties/declaratie/{declaratie.pk}").context["betaalregels"]
        )
        for wie in ("controller", "aanbieder", "backoffice")
    }

    assert lijsten == {"controller": 1, "aanbieder": 0, "backoffice": 0}


def test_picture_and_table_of_the_ledger_say_the_same(client: Browser, wereld: Wereld) -> None:
    pay(wereld)
    context = als(client, wereld, "controller").get("/declaraties/grootboek").context

    assert context["tabel"].rijen == (("02-2026", "€ 1.265,00", "€ 0,00"),)
    assert context["beeld"].stand.betaald == 126_500


def test_run_names_what_came_back(client: Browser, wereld: Wereld) -> None:
    betaling = pay(wereld).betalingen.get(aanbieder_id="41990001")
    controller = als(client, wereld, "controller")
    assert "U hoeft niets te doen." in controller.get(RUN).content.decode()

    post(controller, f"/declaraties/betaling/{betaling.pk}/terug", reden="Opgeheven")

    pagina = controller.get(RUN).content.decode()
    assert "U hoeft niets te doen." not in pagina
    assert "€ 640,00 aan Stichting Merelhof</a>. Deze declaraties staan weer open" in pagina


@pytest.mark.parametrize("daad", ["afwijzen", "bijwerken", "intrekken"])
def test_no_reason_no_act(client: Browser, wereld: Wereld, daad: str) -> None:
    run = create_run(wereld)
    actions.submit_betaalrun(sleutel=run.pk, by=wereld.users["controller"], now=NU)

    post(als(client, wereld, "controller2"), RUN, daad=daad, reden="  ")

    assert "Vul in waarom." in client.get(RUN).content.decode()
    assert Betaalrun.objects.get().status == "voorgelegd"


def test_what_needs_an_act_stands_on_top(client: Browser, wereld: Wereld) -> None:
    """One of two is paid by a run, then its payment comes back: it is open again, and on top."""
    betaling = pay(wereld).betalingen.get(aanbieder_id="41990001")
    browser = als(client, wereld, "controller")
    adres = "/declaraties/betaalvoorstellen"
    assert {rij.stand for rij in browser.get(adres).context["object_list"]} == {"betaald"}

    post(browser, f"/declaraties/betaling/{betaling.pk}/terug", reden="Opgeheven")

    rijen = list(browser.get(adres).context["object_list"])
    assert (rijen[0].stand, rijen[0].declaratie.aanbieder_id) == ("open", "41990001")
    assert {rij.stand for rij in rijen[1:]} == {"betaald"}
