"""Exactly one lead for all help, with a named person; a second one only with a reason and a second person."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from tests.factories.gezin import create_hoofd
from tests.factories.wereld import (
    KWARTEL,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_toewijzing,
    create_wereld,
)

from stelsel.apps.toegang.actions.hoofdverantwoordelijken import (
    Aanspreekpunt,
    HoofdverantwoordelijkeNietMogelijk,
    approve_uitzondering,
    change_hoofdverantwoordelijke,
    create_eerste_hoofden,
    register_uitzondering,
)
from stelsel.apps.toegang.actions.toewijzingen import change_toewijzing
from stelsel.apps.toegang.models import Hoofdverantwoordelijke, Toewijzing, Uitzondering
from stelsel.apps.toegang.queries.hoofdverantwoordelijken import get_hoofd, list_tweeden
from stelsel.apps.toegang.queries.levensloop import get_stand
from stelsel.domein.toegang.levensloop import Afstemming, Wens
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def hulp(wereld: Wereld) -> Toewijzing:
    """Help with its first lead; Kwartel helps the same client."""
    hulp = create_toewijzing(wereld, client="C-2", product="02A01")
    create_toewijzing(wereld, client="C-2", product="07D01", agb=KWARTEL)
    create_eerste_hoofden([hulp], actor="regisseur", now=NU)
    return hulp


def _wijs_aan(hulp: Toewijzing, by, *, agb: str = MERELHOF, naam: str = "Sam Zorgman", vanaf: date = VANDAAG):
    return change_hoofdverantwoordelijke(
        toewijzing=hulp, punt=Aanspreekpunt(agb, naam), vanaf=vanaf, by=by, today=VANDAAG, now=NU
    )


def _vraag(hulp: Toewijzing, by, *, agb: str = KWARTEL, reden: str = "Twee specialismen.") -> Uitzondering:
    return register_uitzondering(
        toewijzing=hulp,
        punt=Aanspreekpunt(agb, "Kim Tweede"),
        reden=reden,
        vanaf=VANDAAG,
        tot=date(2026, 6, 30),
        by=by,
        today=VANDAAG,
        now=NU,
    )


@pytest.mark.eis("R2.34")
def test_the_database_refuses_a_second_open_lead(hulp: Toewijzing):
    with pytest.raises(IntegrityError), transaction.atomic():
        create_hoofd(hulp, contactpersoon="Tweede")

    assert Hoofdverantwoordelijke.objects.filter(toewijzing=hulp, tot__isnull=True).count() == 1


@pytest.mark.eis("R2.35")
def test_a_named_person_is_dated_and_who_came_before_is_kept(wereld: Wereld, hulp: Toewijzing):
    by = wereld.users["regisseur"]

    _wijs_aan(hulp, by)
    _wijs_aan(hulp, by, naam="Noa Later", vanaf=date(2026, 5, 1))

    rijen = [(h.contactpersoon, h.vanaf, h.tot) for h in hulp.hoofdverantwoordelijken.order_by("vanaf")]
    assert rijen == [
        ("", date(2026, 1, 1), date(2026, 3, 15)),
        ("Sam Zorgman", VANDAAG, date(2026, 4, 30)),
        ("Noa Later", date(2026, 5, 1), None),
    ]
    assert get_hoofd(hulp, today=date(2026, 4, 30)).contactpersoon == "Sam Zorgman"


@pytest.mark.eis("R2.35")
def test_dossier_allocation_and_list_show_the_person_to_gemeente_and_aanbieder(
    wereld: Wereld, hulp: Toewijzing
):
    _wijs_aan(hulp, wereld.users["regisseur"])

    for wie, adressen in {
        "regisseur": ("/toegang/client/C-2", f"/toegang/toewijzing/{hulp.pk}"),
        "aanbieder": (f"/toegang/toewijzing/{hulp.pk}", "/toegang/hoofdverantwoordelijken?export=csv"),
    }.items():
        browser = Browser()
        browser.force_login(wereld.users[wie])
        for adres in adressen:
            assert "Sam Zorgman" in browser.get(adres).content.decode(), (wie, adres)


def test_an_aanbieder_names_only_its_own_people(wereld: Wereld, hulp: Toewijzing):
    by = wereld.users["aanbieder"]

    _wijs_aan(hulp, by)

    with pytest.raises(HoofdverantwoordelijkeNietMogelijk, match="eigen organisatie"):
        _wijs_aan(hulp, by, agb=KWARTEL, vanaf=date(2026, 4, 1))


def test_only_who_helps_this_client_can_lead(wereld: Wereld):
    alleen = create_toewijzing(wereld, client="C-1", product="45A01")

    with pytest.raises(HoofdverantwoordelijkeNietMogelijk, match="helpt deze cliënt nu niet"):
        _wijs_aan(alleen, wereld.users["regisseur"], agb=KWARTEL)


@pytest.mark.eis("R2.34")
def test_a_second_lead_needs_a_reason_and_a_second_person(wereld: Wereld, hulp: Toewijzing):
    regisseur, collega = wereld.users["regisseur"], wereld.users["backoffice"]
    with pytest.raises(HoofdverantwoordelijkeNietMogelijk, match="Schrijf op"):
        _vraag(hulp, regisseur, reden=" ")

    uitzondering = _vraag(hulp, regisseur)
    with pytest.raises(HoofdverantwoordelijkeNietMogelijk, match="zelf"):
        approve_uitzondering(uitzondering=uitzondering, by=regisseur, now=NU)
    voor = list_tweeden(hulp, today=VANDAAG)
    approve_uitzondering(uitzondering=uitzondering, by=collega, now=NU)

    assert voor == []
    assert [(h.aanbieder_id, h.tot) for h in list_tweeden(hulp, today=VANDAAG)] == [
        (KWARTEL, date(2026, 6, 30))
    ]
    assert list_tweeden(hulp, today=date(2026, 7, 1)) == []
    assert get_hoofd(hulp, today=VANDAAG).aanbieder_id == MERELHOF


@pytest.mark.eis("R2.34")
def test_the_database_refuses_an_exception_approved_by_who_asked(wereld: Wereld, hulp: Toewijzing):
    uitzondering = _vraag(hulp, wereld.users["regisseur"])

    with pytest.raises(IntegrityError), transaction.atomic():
        Uitzondering.objects.filter(pk=uitzondering.pk).update(
            status="goedgekeurd", besloten_persoon="regisseur", besloten_at=NU
        )


@pytest.mark.eis("R2.34")
def test_the_second_person_finds_it_and_decides_on_the_page(wereld: Wereld, hulp: Toewijzing):
    uitzondering = _vraag(hulp, wereld.users["regisseur"])
    browsers = {}
    for wie in ("regisseur", "backoffice"):
        browsers[wie] = Browser()
        browsers[wie].force_login(wereld.users[wie])

    adres = f"/toegang/uitzondering/{uitzondering.pk}"
    eigen = browsers["regisseur"].post(adres, {"besluit": "ja", "eenmalig": "e" * 32})
    werk = browsers["backoffice"].get("/mijn-werk").content.decode()
    ander = browsers["backoffice"].post(adres, {"besluit": "ja", "eenmalig": "f" * 32})

    assert (eigen.status_code, ander.status_code) == (400, 302)
    assert adres in werk
    assert len(list_tweeden(hulp, today=VANDAAG)) == 1


def test_who_leads_goes_on_under_the_number_that_follows(wereld: Wereld, hulp: Toewijzing):
    _wijs_aan(hulp, wereld.users["regisseur"])
    wens = Wens(
        einddatum=hulp.einddatum,
        omvang=Omvang(5, Eenheid.UUR, Frequentie.WEEK),
        budget=None,
        ingangsdatum=date(2026, 5, 1),
        afstemming=Afstemming.INSTEMMING,
    )

    oud, nieuw = change_toewijzing(
        toewijzing=hulp, gewenst=wens, today=VANDAAG, now=NU, by=wereld.users["regisseur"]
    )

    assert get_stand(nieuw).periode.begin == date(2026, 5, 1)
    assert get_hoofd(nieuw, today=date(2026, 5, 1)).contactpersoon == "Sam Zorgman"
    assert oud.pk == hulp.pk
