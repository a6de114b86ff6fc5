"""Help without an allocation: what the aanbieder reported, for the gemeente and the aanbieder themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from tests.factories.wereld import ALDERVOORT, KWARTEL, MERELHOF, NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.models import Inzage
from stelsel.apps.toegang import actions
from stelsel.apps.toegang.models import Taakmelding
from stelsel.kern.nummers import bsn_testnummers

pytestmark = pytest.mark.django_db
ADRES, BEGIN = "/toegang/taakgericht", date(2026, 2, 2)


@pytest.fixture
def wereld(settings: Any) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


def meld(wereld: Wereld, bericht: str, **velden: Any) -> Taakmelding:
    """Merelhof reports 02A01 for C-2 in Aldervoort, from 2 February on."""
    vast: dict[str, Any] = {
        "gemeente": Gemeente.objects.get(code=ALDERVOORT),
        "aanbieder": wereld.aanbieders[velden.pop("agb", MERELHOF)],
        "wet": "wmo",
        "bsn": wereld.clienten["C-2"].bsn,
        "categorie": "02",
        "code": "02A01",
        "begindatum": BEGIN,
        "now": NU,
    }
    return actions.register_taakmelding(**(vast | velden), bericht_sleutel=bericht)


def lees(wereld: Wereld, naam: str, adres: str = ADRES) -> str:
    browser = Browser()
    browser.force_login(wereld.users[naam])
    return browser.get(adres).content.decode()


def list_standen(wereld: Wereld, vraag: str = "") -> list[str]:
    """The messages and the states in the export, in the order of the list."""
    regels = lees(wereld, "backoffice", f"{ADRES}?export=csv{vraag}").strip().splitlines()[1:]
    return [" ".join(regel.replace('"', "").split(";")[-2:]) for regel in regels]


def test_a_start_runs_until_its_stop_and_a_withdrawn_one_says_so(wereld: Wereld) -> None:
    meld(wereld, "WMO305 41990001 A")
    meld(wereld, "WMO305 41990001 B", begindatum=date(2026, 2, 9))
    stop = {"einddatum": date(2026, 3, 1), "reden_beeindiging": "20"}
    meld(wereld, "WMO307 41990001 C", begindatum=date(2026, 2, 9), **stop)
    meld(wereld, "WMO307 41990001 D", begindatum=date(2026, 2, 9), einddatum=date(2026, 3, 8))
    fout = meld(wereld, "WMO305 41990001 E", begindatum=date(2026, 1, 5))
    actions.withdraw_taakmelding(melding=fout, now=NU)

    standen = ["Ingetrokken WMO305 41990001 E", "Gestopt WMO305 41990001 B", "Loopt WMO305 41990001 A"]
    assert list_standen(wereld) == standen
    assert list_standen(wereld, "&stand=gestopt") == standen[1:2]
    assert list_standen(wereld, "&zoek=WMO307") == standen[1:2]
    assert "08-03-2026" in lees(wereld, "backoffice")


def test_everybody_sees_their_own_and_the_look_is_logged(wereld: Wereld) -> None:
    meld(wereld, "WMO305 41990001 A")
    onbekend = meld(wereld, "WMO305 41990002 B", agb=KWARTEL, bsn=bsn_testnummers()[60])

    ziet = {
        naam: ("41990001 A" in (tekst := lees(wereld, naam)), "41990002 B" in tekst)
        for naam in ("backoffice", "aanbieder", "aanbieder2", "backoffice2", "regisseur2")
    }

    niets = (False, False)
    assert ziet == {
        "backoffice": (True, True),
        "aanbieder": (True, False),
        "aanbieder2": (False, True),
        "backoffice2": niets,
        "regisseur2": niets,
    }
    assert Inzage.objects.filter(pagina=ADRES, client_nummer="C-2").count() == 2
    assert onbekend.bsn not in lees(wereld, "backoffice")
    assert list_standen(wereld, "&bekend=nee") == ["Loopt WMO305 41990002 B"]


def test_the_dossier_tells_it_and_the_aanbieder_gets_no_link_to_the_dossier(wereld: Wereld) -> None:
    assert "zonder toewijzing" not in lees(wereld, "regisseur", "/toegang/client/C-2")
    meld(wereld, "WMO305 41990001 A")

    assert "Begonnen op 2 februari 2026" in lees(wereld, "regisseur", "/toegang/client/C-2")
    assert "/toegang/client/C-2" in lees(wereld, "regisseur")
    assert "/toegang/client/" not in lees(wereld, "aanbieder")
    assert 'href="/berichten?zoek=A"' in lees(wereld, "backoffice")
    assert "/berichten?zoek" not in lees(wereld, "regisseur")
