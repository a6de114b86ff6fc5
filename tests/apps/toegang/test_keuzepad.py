"""The way to a profile: what it is for, how complex, how much; the lightest first; the band; what is kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.factories.wereld import (
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_toewijzing,
    create_vraag,
    create_wereld,
)

from stelsel.apps.profielen.actions import Cataloguskop, approve_catalogus, register_catalogus
from stelsel.apps.profielen.models import Product, Profiel, Profielcel
from stelsel.apps.toegang import actions, queries
from stelsel.apps.toegang.models import Client, Huishouden, Vraag
from stelsel.domein.profielen.referentie import get_referentie
from stelsel.domein.toegang.begrippen import Leefdomein

pytestmark = pytest.mark.django_db
BUITEN = ["Het zijn 159 uur per jaar. Gewoon is 60 tot 120 uur per jaar."]


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG


@pytest.fixture
def wereld() -> Wereld:
    """W1 allows the two lasting intensities; the lightest has a band of 60 to 120 hours a year."""
    wereld = create_wereld()
    profiel = Profiel.objects.get(code="W1")
    profiel.resultaten = ["Het huis is schoon."]
    profiel.startprofielen = ["stabiliteit"]
    profiel.save()
    for volgorde, naam, uren in (
        (2, "Duurzaam-licht", (60, 90, 120)),
        (3, "Duurzaam-zwaar", (120, 200, 300)),
    ):
        laag, gewoon, hoog = (60 * uur for uur in uren)
        Profielcel.objects.create(
            profiel=profiel, intensiteit=naam, volgorde=volgorde, maanden_van=12, maanden_tot=36,
            minuten=gewoon, minuten_van=laag, minuten_tot=hoog,
        )  # fmt: skip
    return wereld


@pytest.fixture
def browser(wereld: Wereld) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users["regisseur"], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def choose(wereld: Wereld, vraag: Vraag, code: str, *, volume: int = 3, reden: str = "") -> Vraag:
    return actions.register_profielkeuze(
        vraag=vraag,
        product=wereld.producten[code],
        volume=volume,
        ingangsdatum=date(2026, 4, 1),
        einddatum=date(2027, 3, 31),
        reden=reden,
        by=wereld.users["regisseur"],
        now=NU,
    )


@pytest.mark.eis("R2.07", "R2.01", "R2.02", "R2.04", "R2.05", "R2.06")
def test_first_what_for_then_how_complex_then_how_much(wereld: Wereld, browser: Browser) -> None:
    vraag = create_vraag(wereld)
    adres = reverse("toegang:profiel", args=[vraag.nummer])

    eerst = browser.get(adres)
    dan = browser.get(adres, {"start": "stabiliteit"})
    slot = browser.get(adres, {"start": "stabiliteit", "complexiteit": "laag"})

    assert [waarde for waarde, _, _ in eerst.context["pad"].starten] == ["stabiliteit", "anders"]
    assert "De hulp zorgt dat het goed blijft gaan" in eerst.content.decode()
    assert 'name="product"' not in eerst.content.decode() + dan.content.decode()
    assert [waarde for waarde, _, _ in dan.context["pad"].complexiteiten] == ["laag"]
    groepen = list(slot.context["form"].groepen())
    assert [(p.code, [naam for naam, _ in delen]) for p, _, delen in groepen] == [
        ("W1", ["Duurzaam-licht", "Duurzaam-zwaar"])
    ]
    assert slot.content.decode().count("Lichtste hulp") == 1


@pytest.mark.parametrize(
    ("start", "complexiteit"), [("ontwikkeling", "laag"), ("stabiliteit", "hoog"), ("x", "y"), ("", "laag")]
)
def test_a_way_that_leads_nowhere_is_not_taken(
    wereld: Wereld, browser: Browser, start: str, complexiteit: str
) -> None:
    adres = reverse("toegang:profiel", args=[create_vraag(wereld).nummer])

    antwoord = browser.get(adres, {"start": start, "complexiteit": complexiteit})

    assert antwoord.context["pad"].klaar is False
    assert 'name="product"' not in antwoord.content.decode()


def test_other_help_needs_no_profile(wereld: Wereld, browser: Browser) -> None:
    adres = reverse("toegang:profiel", args=[create_vraag(wereld).nummer])

    antwoord = browser.get(adres, {"start": "anders"})

    assert list(antwoord.context["form"].groepen()) == []
    assert 'name="anders"' in antwoord.content.decode()


def test_what_was_chosen_before_opens_where_it_was(wereld: Wereld, browser: Browser) -> None:
    vraag = create_vraag(wereld)
    choose(wereld, vraag, "07D01", reden="Thuis is het te stil.")

    antwoord = browser.get(reverse("toegang:profiel", args=[vraag.nummer]))

    pad = antwoord.context["pad"]
    assert (pad.start, pad.complexiteit) == ("stabiliteit", "laag")
    assert "Thuis is het te stil." in antwoord.content.decode()


@pytest.mark.eis("R2.43")
def test_heavier_than_the_lightest_asks_why(wereld: Wereld) -> None:
    vraag = create_vraag(wereld)

    with pytest.raises(actions.ProfielkeuzeNietMogelijk, match="lichtere hulp niet genoeg"):
        choose(wereld, vraag, "07D01", reden="  ")
    assert (
        choose(wereld, vraag, "07D01", reden="Thuis is het te stil.").zwaarder_reden
        == "Thuis is het te stil."
    )
    assert choose(wereld, vraag, "02A01", reden="hoeft niet").zwaarder_reden == ""


@pytest.mark.eis("R2.43")
def test_living_elsewhere_asks_why(wereld: Wereld) -> None:
    wereld.producten["15A01"] = Product.objects.create(
        wet="wmo", categorie="15", code="15A01", naam="Beschermd wonen", eenheid="14", frequentie="6"
    )

    with pytest.raises(actions.ProfielkeuzeNietMogelijk, match="lichtere hulp niet genoeg"):
        choose(wereld, create_vraag(wereld), "15A01")


@pytest.mark.eis("R2.07")
def test_a_combination_that_is_not_allowed_cannot_be_chosen(wereld: Wereld) -> None:
    Profielcel.objects.filter(intensiteit="Duurzaam-zwaar").delete()
    vraag = create_vraag(wereld)

    keuzes = queries.list_profielkeuzes(vraag, peildatum=VANDAAG)
    assert [cel.product.code for k in keuzes for deel in k.intensiteiten for cel in deel.cellen] == ["02A01"]
    with pytest.raises(actions.ProfielkeuzeNietMogelijk, match="Duurzaam-zwaar is bij profiel W1"):
        choose(wereld, vraag, "07D01", reden="Thuis is het te stil.")


def test_the_texts_of_the_version_that_holds(wereld: Wereld) -> None:
    Profiel.objects.filter(code="W1").update(totdatum=date(2026, 6, 30))
    Profiel.objects.create(
        code="W1", versie=2, naam="Nieuwe naam", wet="wmo", complexiteit="midden", vandatum=date(2026, 7, 1)
    )
    vraag = create_vraag(wereld)

    namen = [
        [k.profiel.naam for k in queries.list_profielkeuzes(vraag, peildatum=dag)]
        for dag in (date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert namen == [["Zelfstandig thuis wonen"], ["Nieuwe naam"]]


def test_a_profile_that_ended_cannot_be_chosen(wereld: Wereld) -> None:
    Profiel.objects.filter(code="W1").update(totdatum=date(2026, 6, 30))

    assert queries.list_profielkeuzes(create_vraag(wereld), peildatum=date(2026, 7, 1)) == []


@pytest.mark.eis("R2.20")
@pytest.mark.parametrize(
    ("code", "volume", "signalen"), [("02A01", 2, []), ("02A01", 3, BUITEN), ("07D01", 500, [])]
)
def test_outside_the_band_is_said_and_does_not_stop(
    wereld: Wereld, browser: Browser, code: str, volume: int, signalen: list[str]
) -> None:
    vraag = choose(wereld, create_vraag(wereld), code, volume=volume, reden="Nodig.")

    assert queries.list_bandsignalen(vraag) == signalen
    for stap in ("omvang", "besluiten"):
        tekst = browser.get(reverse(f"toegang:{stap}", args=[vraag.nummer])).content.decode()
        assert ("Buiten de bandbreedte" in tekst) is bool(signalen)


@pytest.mark.eis("R2.20", "R2.25", "R2.26")
def test_results_of_the_profile_are_kept_beside_personal_goals(wereld: Wereld, browser: Browser) -> None:
    vraag, by = create_vraag(wereld), wereld.users["regisseur"]
    actions.register_leefdomeinbeeld(
        vraag=vraag, beelden=[actions.Beeld(Leefdomein.NETWERK, 3)], by=by, now=NU
    )
    choose(wereld, vraag, "02A01")
    actions.register_aanbiederkeuze(vraag=vraag, agb=MERELHOF, reden="", by=by, now=NU)

    besluit = actions.approve_besluit(vraag=vraag, motivering="Nodig.", by=by, today=VANDAAG, now=NU)
    Profiel.objects.filter(code="W1").update(resultaten=["Iets anders."])

    besluit.refresh_from_db()
    assert (besluit.profiel, besluit.resultaten) == ("W1 versie 1", ["Het huis is schoon."])
    toewijzing = besluit.toewijzingen.get()
    for adres in (
        reverse("toegang:besluit", args=[besluit.nummer]),
        reverse("toegang:toewijzing", args=[toewijzing.pk]),
    ):
        tekst = browser.get(adres).content.decode()
        assert "Het huis is schoon." in tekst
        assert vraag.doelen.first().tekst in tekst
        assert "Iets anders." not in tekst
    assert "Het zijn 159 uur per jaar." in tekst


@pytest.mark.eis("R2.06")
def test_help_of_others_makes_less_needed(wereld: Wereld, browser: Browser) -> None:
    vraag = choose(wereld, create_vraag(wereld), "02A01")

    tekst = browser.get(reverse("toegang:omvang", args=[vraag.nummer])).content.decode()

    assert "12 tot 36 maanden en 60 tot 120 uur, meestal 90 uur" in tekst
    assert "Mensen in de buurt doen het meeste." in tekst
    assert "Dan is 63 uur vaak genoeg." in tekst


@pytest.mark.eis("R2.18")
def test_goals_of_the_catalogue_can_be_chosen(wereld: Wereld, browser: Browser) -> None:
    referentie = get_referentie("wmo")
    kop = Cataloguskop(naam="Wmo", wet="wmo", vanaf=date(2026, 1, 1), referentie="wmo")
    versie = register_catalogus(referentie.catalogus, kop=kop, by=wereld.users["analist"], now=NU)
    approve_catalogus(versie, by=wereld.users["contractmanager"], now=NU)
    vraag = create_vraag(wereld)
    adres = reverse("toegang:doelen", args=[vraag.nummer])
    oud, jong = (date(VANDAAG.year - jaren, 1, 1) for jaren in (80, 30))

    gevonden = []
    for geboren in (oud, jong):
        Client.objects.filter(pk=vraag.client_id).update(geboortedatum=geboren)
        gevonden.append([v.groep for v in browser.get(adres).context["voorbeelden"]])
    gekozen = browser.get(adres, {"voorbeeld": "G2-1"}).context["form"]["tekst"].value()

    assert gevonden == [
        ["Ouderen die thuis willen blijven wonen"],
        ["Volwassenen die hun zaken niet op orde krijgen"],
    ]
    assert gekozen == "U heeft elke week iets te doen met anderen."
    assert not browser.get(adres, {"voorbeeld": "X"}).context["form"]["tekst"].value()


@pytest.mark.eis("R2.12")
def test_complexity_is_suggested_with_its_reasons_and_the_regisseur_decides(
    wereld: Wereld, browser: Browser
) -> None:
    by = wereld.users["regisseur"]
    vraag = create_vraag(wereld)
    huishouden = Huishouden.objects.create(nummer="H-9")
    Client.objects.filter(nummer__in=["C-1", "C-2"]).update(huishouden=huishouden)
    create_toewijzing(wereld, client="C-1", product="45A01")
    beelden = [actions.Beeld(d, 2) for d in (Leefdomein.FINANCIEN, Leefdomein.GEZIN)]
    actions.register_leefdomeinbeeld(vraag=vraag, beelden=beelden, by=by, now=NU)
    adres = reverse("toegang:profiel", args=[vraag.nummer])

    tekst = browser.get(adres, {"start": "stabiliteit"}).content.decode()
    choose(wereld, vraag, "02A01")
    slot = browser.get(reverse("toegang:besluiten", args=[vraag.nummer])).content.decode()

    vraag.refresh_from_db()
    assert "Voorstel: midden" in tekst
    assert vraag.complexiteit_voorstel == "midden"
    assert vraag.complexiteit_redenen[1:] == [
        "Anderen in huis met hulp of een open vraag: 1.",
        "Samen is dat 3. Vanaf 3 stellen wij midden voor, vanaf 5 hoog.",
    ]
    assert "laag, voorgesteld was midden" in slot
