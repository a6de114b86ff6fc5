"""Two people in one concept: nothing is overwritten unseen and nothing typed is lost; a concept given up."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.test.utils import ContextList
from tests.factories.wereld import NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.profielen import actions
from stelsel.apps.profielen.models import Catalogusversie, Profiel
from stelsel.domein.profielen.catalogus import Catalogusprofiel
from stelsel.domein.profielen.referentie import get_referentie

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def versie(wereld: Wereld) -> Catalogusversie:
    kop = actions.Cataloguskop(
        naam="Jeugd 2027", wet="jw", vanaf=date(2027, 1, 1), referentie="westfriesland"
    )
    inhoud = get_referentie("westfriesland").catalogus
    return actions.register_catalogus(inhoud, kop=kop, by=wereld.users["analist"], now=NU)


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def open_formulier(browser: Browser, adres: str) -> dict[str, object]:
    """What a browser that opens the page would send back."""
    context = browser.get(adres).context
    return list_velden(context)


def list_velden(context: ContextList) -> dict[str, object]:
    """The fields of the form on a page as a browser sends them, with what it was opened with."""
    velden = {veld.html_name: veld.value() for veld in context["form"]}
    gevuld = {naam: w for naam, w in velden.items() if w is not False and w not in (None, "")}
    return gevuld | dict([context["begin"]])


def get_profiel(code: str = "P1") -> Catalogusprofiel:
    profiel = Catalogusversie.objects.get().get_catalogus().get_profiel(code)
    assert profiel is not None
    return profiel


def test_who_is_second_sees_both_texts_and_nothing_is_lost(wereld: Wereld, versie: Catalogusversie) -> None:
    een, twee = login(wereld, "analist"), login(wereld, "contractmanager")
    adres = f"/profielen/catalogus/{versie.nummer}/profiel/P1"
    eerste, tweede = open_formulier(een, adres), open_formulier(twee, adres)

    een.post(adres, eerste | {"doel": "Weer naar school.", "uren_Perspectief": "30"})
    antwoord = twee.post(adres, tweede | {"doel": "Weer slapen.", "naam": "Rust in het hoofd"})

    assert antwoord.status_code == 409
    assert (get_profiel().doel, get_profiel().cellen[0].minuten) == ("Weer naar school.", 1800)
    assert [(b.veld, b.ander, b.eigen, b.overgenomen) for b in antwoord.context["samenloop"].botsingen] == [
        ("Naam", "Jongere met psychische of sociale problemen", "Rust in het hoofd", False),
        ("Doel", "Weer naar school.", "Weer slapen.", False),
        ("Perspectief: uren gebruikelijk", "30", "22.8", True),
    ]
    assert twee.post(adres, list_velden(antwoord.context)).status_code == 302
    nu = get_profiel()
    assert (nu.naam, nu.doel, nu.cellen[0].minuten) == ("Rust in het hoofd", "Weer slapen.", 1800)


def test_two_people_in_two_parts_do_not_meet(wereld: Wereld, versie: Catalogusversie) -> None:
    een, twee = login(wereld, "analist"), login(wereld, "contractmanager")
    adressen = [f"/profielen/catalogus/{versie.nummer}/profiel/{code}" for code in ("P1", "P2")]
    eerste, tweede = open_formulier(een, adressen[0]), open_formulier(twee, adressen[1])

    codes = [
        een.post(adressen[0], eerste | {"doel": "Eén."}).status_code,
        twee.post(adressen[1], tweede | {"doel": "Twee."}).status_code,
    ]

    assert codes == [302, 302]
    assert (get_profiel("P1").doel, get_profiel("P2").doel) == ("Eén.", "Twee.")


def test_saving_what_is_already_there_is_no_conflict(wereld: Wereld, versie: Catalogusversie) -> None:
    een, twee = login(wereld, "analist"), login(wereld, "contractmanager")
    adres = f"/profielen/catalogus/{versie.nummer}/profiel/P1"
    eerste, tweede = open_formulier(een, adres), open_formulier(twee, adres)

    codes = [b.post(adres, f | {"doel": "Zelfde."}).status_code for b, f in ((een, eerste), (twee, tweede))]

    assert codes == [302, 302]


def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(
    wereld: Wereld, versie: Catalogusversie
) -> None:
    browser = login(wereld, "analist")
    adres = f"/profielen/catalogus/{versie.nummer}/profiel/P1"
    velden = open_formulier(browser, adres) | {"doel": "Anders."}

    for begin in ({}, {"begin_formulier": "verzonnen"}):
        kaal = {naam: waarde for naam, waarde in velden.items() if naam != "begin_formulier"}
        assert browser.post(adres, kaal | begin).status_code == 409
    assert browser.post(adres, velden).status_code == 302
    assert get_profiel().doel == "Anders."


def test_what_another_took_out_can_be_put_back(wereld: Wereld, versie: Catalogusversie) -> None:
    een, twee = login(wereld, "analist"), login(wereld, "contractmanager")
    adres = f"/profielen/catalogus/{versie.nummer}/profiel/P1"
    eerste, tweede = open_formulier(een, adres), open_formulier(twee, adres)
    een.post(adres, eerste | {"weg": "ja"})

    antwoord = twee.post(adres, tweede | {"doel": "Weer slapen."})

    assert antwoord.status_code == 409
    assert "haalde iemand anders dit deel uit de versie" in antwoord.content.decode()
    assert antwoord.context["form"]["doel"].value() == "Weer slapen."
    assert twee.post(adres, list_velden(antwoord.context)).status_code == 302
    assert get_profiel().doel == "Weer slapen."


def test_what_another_changed_is_not_taken_out_unseen(wereld: Wereld, versie: Catalogusversie) -> None:
    een, twee = login(wereld, "analist"), login(wereld, "contractmanager")
    adres = f"/profielen/catalogus/{versie.nummer}/profiel/P1"
    eerste, tweede = open_formulier(een, adres), open_formulier(twee, adres)
    een.post(adres, eerste | {"doel": "Weer naar school."})

    antwoord = twee.post(adres, {"weg": "ja", "begin_formulier": tweede["begin_formulier"]})

    assert (antwoord.status_code, get_profiel().doel) == (409, "Weer naar school.")
    twee.post(adres, {"weg": "ja"} | dict([antwoord.context["begin"]]))
    assert Catalogusversie.objects.get().get_catalogus().get_profiel("P1") is None


@pytest.mark.parametrize("deel", ["groep/G1", "assen", "producten"])
def test_every_part_of_a_version_is_guarded(wereld: Wereld, versie: Catalogusversie, deel: str) -> None:
    een, twee = login(wereld, "analist"), login(wereld, "contractmanager")
    adres = f"/profielen/catalogus/{versie.nummer}/{deel}"
    veld = {"groep/G1": "behoefte", "assen": "complexiteit_laag", "producten": "regels"}[deel]
    eerste, tweede = open_formulier(een, adres), open_formulier(twee, adres)

    een.post(adres, eerste | {veld: "54C01; van de eerste"})
    antwoord = twee.post(adres, tweede | {veld: "54C01; van de tweede"})

    assert antwoord.status_code == 409
    assert "van de eerste" in str(Catalogusversie.objects.get().inhoud)
    for tekst in ("van de eerste", "van de tweede"):
        assert tekst in antwoord.content.decode()


def test_text_for_a_version_that_was_approved_meanwhile_is_shown(
    wereld: Wereld, versie: Catalogusversie
) -> None:
    browser = login(wereld, "analist")
    adres = f"/profielen/catalogus/{versie.nummer}/profiel/P1"
    velden = open_formulier(browser, adres)
    actions.approve_catalogus(versie, by=wereld.users["contractmanager"], now=NU)

    antwoord = browser.post(adres, velden | {"doel": "Lang aan gewerkt."})

    assert "vastgesteld en verandert niet meer" in antwoord.content.decode()
    assert antwoord.context["form"]["doel"].value() == "Lang aan gewerkt."
    assert browser.get(adres).status_code == 404


def test_a_concept_is_withdrawn_with_a_reason_and_stays_to_be_read(
    wereld: Wereld, versie: Catalogusversie
) -> None:
    browser = login(wereld, "contractmanager")
    adres = f"/profielen/catalogus/{versie.nummer}"
    leeg = browser.post(f"{adres}/intrekken", {"reden": " ", "eenmalig": "a" * 32})
    assert (leeg.status_code, Catalogusversie.objects.get().status) == (400, "concept")

    browser.post(f"{adres}/intrekken", {"reden": "De raad koos anders.", "eenmalig": "b" * 32})

    rij = Catalogusversie.objects.get()
    assert (rij.status, rij.ingetrokken_reden) == ("ingetrokken", "De raad koos anders.")
    assert "De raad koos anders." in browser.get(adres).content.decode()
    with pytest.raises(actions.CatalogusNietMogelijk, match="ingetrokken"):
        actions.approve_catalogus(versie, by=wereld.users["contractmanager"], now=NU)
    with pytest.raises(actions.CatalogusNietMogelijk, match="ingetrokken"):
        actions.change_catalogus(versie, lambda c: c, by=wereld.users["analist"], now=NU)
    assert Profiel.objects.filter(catalogus=versie).count() == 0
    assert login(wereld, "regisseur").get(adres).status_code == 404
    assert Gebeurtenis.objects.filter(soort="catalogus_ingetrokken", object_sleutel=rij.nummer).count() == 1


def test_an_approved_version_is_not_withdrawn(wereld: Wereld, versie: Catalogusversie) -> None:
    actions.approve_catalogus(versie, by=wereld.users["contractmanager"], now=NU)

    with pytest.raises(actions.CatalogusNietMogelijk, match="vastgesteld"):
        actions.withdraw_catalogus(versie, reden="Spijt.", by=wereld.users["analist"], now=NU)
    with pytest.raises(IntegrityError), transaction.atomic():
        Catalogusversie.objects.filter(pk=versie.pk).update(ingetrokken_at=NU)
