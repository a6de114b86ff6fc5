"""The pages of access: the whole path by hand, who may see what, and a line for every look."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.factories.wereld import (
    MERELHOF,
    NU,
    Wereld,
    create_besluit,
    create_toewijzing,
    create_vraag,
    create_wereld,
)

from stelsel.apps.journal.models import Inzage
from stelsel.apps.toegang import actions
from stelsel.apps.toegang.models import Besluit, Client, Toewijzing, Vraag
from stelsel.apps.toegang.permissions import ROLLEN, Handeling, mag
from stelsel.domein.toegang.begrippen import Leefdomein
from stelsel.kern.nummers import bsn_testnummers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = date(2026, 3, 16)


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def post(browser: Browser, adres: str, **velden: object) -> str:
    """Fill in the form on a page, with the one-time key that it holds; where it leads."""
    sleutel = re.search(r'name="eenmalig" value="([^"]+)"', browser.get(adres).content.decode())
    data = velden | ({"eenmalig": sleutel[1]} if sleutel else {})
    antwoord = browser.post(adres, data)
    assert antwoord.status_code == 302, antwoord.content.decode()
    return antwoord.url


BOSUIL = {
    "bsn": bsn_testnummers()[77],
    "voornamen": "Floor",
    "geslachtsnaam": "Bosuil",
    "geboortedatum": "1950-02-03",
    "geslacht": "2",
    "postcode": "9900 ab",
}


@pytest.mark.eis("R5.01", "R5.02", "R5.04", "R5.08", "R5.09", "R5.22", "R5.42")
def test_path_from_client_to_letter_by_hand(wereld: Wereld) -> None:
    browser = login(wereld, "regisseur")

    dossier = post(browser, reverse("toegang:client_nieuw"), **BOSUIL)
    client = Client.objects.get(geslachtsnaam="Bosuil")
    stap = post(
        browser,
        reverse("toegang:vraag_nieuw", args=[client.nummer]),
        wet="wmo",
        melding="huisarts",
        vraag="Ik val vaak en durf niet meer naar buiten.",
    )
    stap = post(browser, stap, dagelijks_score="2", dagelijks_lijn="2", netwerk_score="3", netwerk_lijn="0")
    doelen = post(
        browser,
        stap,
        tekst="Ik ga elke dag naar buiten.",
        leefdomein="dagelijks",
        hoofddoel="participatie",
        gewicht="2",
        richting="behouden",
        termijn="kort",
    )
    profiel = doelen.replace("doelen", "profiel")
    omvang = post(browser, profiel, product=str(wereld.producten["02A01"].pk))
    keuze = post(browser, omvang, aantal="2", ingangsdatum="2026-04-01", einddatum="2026-09-30")
    besluiten = post(browser, keuze, aanbieder=MERELHOF, keuze_client="Dichtbij.")
    klaar = post(browser, besluiten, uitkomst="toekennen", motivering="U heeft hulp nodig bij het lopen.")

    [toewijzing] = Toewijzing.objects.all()
    brief = browser.get(f"{klaar}/brief")
    assert dossier == f"/toegang/client/{client.nummer}"
    assert (client.postcode, client.voorletters) == ("9900AB", "F")
    assert (toewijzing.volume, toewijzing.einddatum) == (2, date(2026, 9, 30))
    assert brief.headers["Content-Type"] == "application/pdf"
    assert brief.content == bytes(Besluit.objects.get().brief)


def test_decide_twice_with_the_same_key_leads_to_the_same_besluit(wereld: Wereld) -> None:
    vraag = create_complete_vraag(wereld)
    browser = login(wereld, "regisseur")
    adres = reverse("toegang:besluiten", args=[vraag.nummer])
    sleutel = re.search(r'name="eenmalig" value="([^"]+)"', browser.get(adres).content.decode())
    data = {"eenmalig": sleutel[1], "uitkomst": "toekennen", "motivering": "Nodig."}

    eerste, tweede = browser.post(adres, data), browser.post(adres, data)

    assert (eerste.status_code, eerste.url) == (tweede.status_code, tweede.url)
    assert (Besluit.objects.count(), Toewijzing.objects.count()) == (1, 1)


def create_complete_vraag(wereld: Wereld) -> Vraag:
    """A question of C-2 that can be decided on."""
    vraag = create_vraag(wereld)
    by = wereld.users["regisseur"]
    actions.register_leefdomeinbeeld(
        vraag=vraag, beelden=[actions.Beeld(Leefdomein.DAGELIJKS_LEVEN, 2)], by=by, now=NU
    )
    actions.register_profielkeuze(
        vraag=vraag,
        product=wereld.producten["02A01"],
        volume=3,
        ingangsdatum=date(2026, 4, 1),
        einddatum=date(2027, 3, 31),
        by=by,
        now=NU,
    )
    return actions.register_aanbiederkeuze(vraag=vraag, agb=MERELHOF, reden="", by=by, now=NU)


def test_besluit_refused_says_what_is_missing(wereld: Wereld) -> None:
    vraag = create_vraag(wereld, doelen=0)
    browser = login(wereld, "regisseur")
    adres = reverse("toegang:besluiten", args=[vraag.nummer])
    sleutel = re.search(r'name="eenmalig" value="([^"]+)"', browser.get(adres).content.decode())

    antwoord = browser.post(adres, {"eenmalig": sleutel[1], "uitkomst": "toekennen", "motivering": "x"})

    assert antwoord.status_code == 200
    assert list(antwoord.context["form"].non_field_errors()) == [
        "Beschrijf ten minste één leefdomein.",
        "Schrijf ten minste één doel op.",
        "Kies een profiel met omvang en ingangsdatum.",
    ]


def list_adressen(wereld: Wereld) -> dict[str, str]:
    """Every address with an object of C-2 (Aldervoort, Merelhof), by name."""
    toewijzing = create_toewijzing(wereld)
    besluit = create_besluit(wereld, toewijzing=toewijzing)
    vraag = create_complete_vraag(wereld)
    return {
        "client": "/toegang/client/C-2",
        "wie-keek": "/toegang/client/C-2/wie-keek",
        "nieuwe vraag": "/toegang/client/C-2/vraag",
        "vraag": f"/toegang/vraag/{vraag.nummer}",
        "gesprek": f"/toegang/vraag/{vraag.nummer}/gesprek",
        "leefdomeinen": f"/toegang/vraag/{vraag.nummer}/leefdomeinen",
        "doelen": f"/toegang/vraag/{vraag.nummer}/doelen",
        "profiel": f"/toegang/vraag/{vraag.nummer}/profiel",
        "omvang": f"/toegang/vraag/{vraag.nummer}/omvang",
        "aanbieder": f"/toegang/vraag/{vraag.nummer}/aanbieder",
        "besluiten": f"/toegang/vraag/{vraag.nummer}/besluit",
        "besluit": f"/toegang/besluit/{besluit.nummer}",
        "brief": f"/toegang/besluit/{besluit.nummer}/brief",
        "toewijzing": f"/toegang/toewijzing/{toewijzing.pk}",
        "wijzig": f"/toegang/toewijzing/{toewijzing.pk}/wijzig",
        "controle": f"/toegang/toewijzing/{toewijzing.pk}/wijzig/controle?einddatum=2026-06-30",
        "verwijder": f"/toegang/toewijzing/{toewijzing.pk}/verwijder",
    }


BACKOFFICE = {"client", "wie-keek", "besluit", "brief", "toewijzing", "wijzig", "controle", "verwijder"}


@pytest.mark.parametrize(
    ("naam", "ziet", "bestaat_niet"),
    [
        pytest.param("regisseur", "alles", set(), id="regisseur"),
        pytest.param("backoffice", BACKOFFICE, set(), id="backoffice"),
        pytest.param("regisseur2", set(), "alles", id="regisseur andere gemeente"),
        pytest.param("backoffice2", set(), BACKOFFICE, id="backoffice andere gemeente"),
        pytest.param("aanbieder", {"toewijzing"}, set(), id="eigen aanbieder"),
        pytest.param("aanbieder2", set(), {"toewijzing"}, id="andere aanbieder"),
        pytest.param("inwoner", set(), {"brief"}, id="andere inwoner"),
        pytest.param("controller", set(), set(), id="controller"),
        pytest.param("bestuurder", set(), set(), id="bestuurder"),
        pytest.param("contractmanager", set(), set(), id="contractmanager"),
        pytest.param("analist", set(), set(), id="analist"),
        pytest.param("beheerder", set(), set(), id="beheerder"),
    ],
)
def test_pages_per_role(
    wereld: Wereld, naam: str, ziet: set[str] | str, bestaat_niet: set[str] | str
) -> None:
    adressen = list_adressen(wereld)
    alles = set(adressen)
    verwacht = {
        pagina: 200
        if pagina in (alles if ziet == "alles" else ziet)
        else 404
        if pagina in (alles if bestaat_niet == "alles" else bestaat_niet)
        else 403
        for pagina in adressen
    }
    browser = login(wereld, naam)

    gekregen = {pagina: browser.get(adres).status_code for pagina, adres in adressen.items()}

    assert gekregen == verwacht


def test_page_of_another_gemeente_leaves_no_look(wereld: Wereld) -> None:
    adressen = list_adressen(wereld)
    browser = login(wereld, "regisseur2")

    for adres in adressen.values():
        browser.get(adres)

    assert Inzage.objects.count() == 0


@pytest.mark.parametrize("pagina", ["client", "wie-keek", "vraag", "doelen", "besluiten", "besluit", "brief"])
def test_every_look_is_in_the_dossier(wereld: Wereld, pagina: str) -> None:
    adressen = list_adressen(wereld)

    login(wereld, "regisseur").get(adressen[pagina])

    gezien = list(Inzage.objects.values_list("client_nummer", "actor", "pagina"))
    assert gezien == [("C-2", "regisseur", adressen[pagina])]


@pytest.mark.parametrize("export", ["", "?export=csv", "?export=xlsx"])
def test_list_of_clients_shows_and_logs_own_gemeente(wereld: Wereld, export: str) -> None:
    antwoord = login(wereld, "regisseur").get(reverse("toegang:clienten") + export)

    gezien = sorted(Inzage.objects.values_list("client_nummer", flat=True))
    assert antwoord.status_code == 200
    assert gezien == ["C-1", "C-2"]
    assert b"Koperwiek" not in antwoord.content


@pytest.mark.parametrize(
    ("zoek", "nummers"),
    [("zilver", ["C-1"]), ("C-2", ["C-2"]), ("1951-11-09", ["C-2"]), ("koperwiek", []), ("", ["C-2", "C-1"])],
)
def test_search_of_clients(wereld: Wereld, zoek: str, nummers: list[str]) -> None:
    antwoord = login(wereld, "regisseur").get(reverse("toegang:clienten"), {"zoek": zoek})

    assert [rij.record.nummer for rij in antwoord.context["table"].rows] == nummers


@pytest.mark.parametrize(("client", "status"), [("C-2", 302), ("C-3", 200)])
def test_search_by_bsn_only_in_own_gemeente(wereld: Wereld, client: str, status: int) -> None:
    bsn = wereld.clienten[client].bsn

    antwoord = login(wereld, "regisseur").post(reverse("toegang:bsn"), {"bsn": bsn})

    assert antwoord.status_code == status


def test_aanbieder_sees_own_allocations_with_name(wereld: Wereld) -> None:
    create_toewijzing(wereld)
    create_toewijzing(wereld, client="C-1", product="45A01", agb=MERELHOF)

    eigen = login(wereld, "aanbieder").get(reverse("toegang:toewijzingen"))
    ander = login(wereld, "aanbieder2").get(reverse("toegang:toewijzingen"))

    assert sorted(rij.record.client.nummer for rij in eigen.context["table"].rows) == ["C-1", "C-2"]
    assert list(ander.context["table"].rows) == []
    assert b"Appelvlinder" not in ander.content


@pytest.mark.eis("R5.11")
def test_inwoner_sees_own_decision_and_who_looked(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld, client="C-1", product="45A01")
    besluit = create_besluit(wereld, toewijzing=toewijzing)
    login(wereld, "regisseur").get("/toegang/client/C-1")
    browser = login(wereld, "inwoner")

    antwoord = browser.get(reverse("toegang:mijn"))

    assert [(b.nummer, door) for b, door, _ in antwoord.context["besluiten"]] == [
        (besluit.nummer, wereld.users["regisseur"].weergavenaam)
    ]
    assert [inzage.actor for inzage in antwoord.context["inzages"]] == ["regisseur"]
    assert browser.get(f"/toegang/besluit/{besluit.nummer}/brief").status_code == 200
    assert b"Appelvlinder" not in antwoord.content


def test_start_page_per_role(wereld: Wereld) -> None:
    naar = {naam: login(wereld, naam).get("/toegang").url for naam in ("regisseur", "aanbieder", "inwoner")}

    assert naar == {
        "regisseur": "/toegang/clienten",
        "aanbieder": "/toegang/toewijzingen",
        "inwoner": "/toegang/mijn",
    }


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_of_allocations_takes_a_fixed_number_of_queries(
    wereld: Wereld, aantal: int, django_assert_num_queries
) -> None:
    for nummer in range(aantal):
        create_toewijzing(wereld, toewijzing_nummer=str(nummer + 1))
    browser = login(wereld, "regisseur")

    with django_assert_num_queries(5):
        browser.get(reverse("toegang:toewijzingen"))


def test_permissions_table(wereld: Wereld) -> None:
    mogen = {
        handeling: sorted(naam for naam, user in wereld.users.items() if mag(user, handeling))
        for handeling in Handeling
    }

    gemeente = ["backoffice", "backoffice2", "regisseur", "regisseur2"]
    assert mogen == {
        Handeling.DOSSIER_LEZEN: gemeente,
        Handeling.CLIENT_REGISTREREN: gemeente,
        Handeling.VRAAG_BEHANDELEN: ["regisseur", "regisseur2"],
        Handeling.BESLUITEN: ["regisseur", "regisseur2"],
        Handeling.TOEWIJZING_WIJZIGEN: gemeente,
        Handeling.TOEWIJZINGEN_LEZEN: sorted([*gemeente, "aanbieder", "aanbieder2"]),
        Handeling.BRIEF_LEZEN: sorted([*gemeente, "inwoner", "inwoner2"]),
        Handeling.EIGEN_GEGEVENS_LEZEN: ["inwoner", "inwoner2"],
        Handeling.VERZOEKEN_LEZEN: sorted([*gemeente, "aanbieder", "aanbieder2"]),
        Handeling.OVER_VERZOEK_BESLISSEN: gemeente,
        Handeling.GEZINSPLAN_LEZEN: gemeente,
        Handeling.GEZINSPLAN_MAKEN: ["regisseur", "regisseur2"],
        Handeling.CONTACTPERSOON_NOEMEN: sorted([*gemeente, "aanbieder", "aanbieder2"]),
        Handeling.UITZONDERING_VRAGEN: gemeente,
        Handeling.OVER_UITZONDERING_BESLISSEN: gemeente,
        Handeling.HERIJKEN: gemeente,
        Handeling.AANVULLINGEN_LEZEN: gemeente,
        Handeling.INVULLEN: ["aanbieder", "aanbieder2"],
    }
    assert set(ROLLEN) == set(Handeling)
