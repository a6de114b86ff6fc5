"""Readiness and the load of messages, from real rows; nothing of another gemeente counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from tests.factories.betalingen import create_betalers, create_toewijzingen, declareer, declareer_twee, pay
from tests.factories.declaraties import create_regel
from tests.factories.wereld import (
    ALDERVOORT,
    BREEKERWAARD,
    KWARTEL,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_wereld,
)

from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.berichtenverkeer.models import InkomendBericht, UitgaandBericht
from stelsel.apps.declaraties.actions import register_bijdrageopgave
from stelsel.domein.declaraties.gereedheid import Poortstand

pytestmark = pytest.mark.django_db
OPEN, DICHT, ONBEKEND = Poortstand.OPEN, Poortstand.DICHT, Poortstand.ONBEKEND


@pytest.fixture
def wereld(db: None) -> Wereld:
    """Allocations at Merelhof and Kwartel in Aldervoort."""
    wereld = create_wereld()
    create_toewijzingen(wereld)
    return wereld


def receive(aantal: int = 1, bericht: str = "WMO305", *, at: datetime = NU, **velden: Any) -> None:
    wat: dict[str, Any] = {"gemeente_id": ALDERVOORT, "aanbieder_id": MERELHOF, "status": "verwerkt"}
    InkomendBericht.objects.bulk_create(
        InkomendBericht(
            bestandsnaam="x.xml",
            inhoud=b"",
            sha256="0" * 64,
            ontvangen_at=at,
            bericht=bericht,
            **(wat | velden),
        )
        for _ in range(aantal)
    )


def send(bericht: str, identificatie: str, *, at: datetime = NU, **velden: Any) -> None:
    UitgaandBericht.objects.create(
        gemeente_id=ALDERVOORT, aanbieder_id=MERELHOF, bericht=bericht, identificatie=identificatie,
        dagtekening=VANDAAG, inhoud=b"", sha256="0" * 64, gemaakt_at=at, **velden,
    )  # fmt: skip


def get(gemeente: str = ALDERVOORT) -> Any:
    return queries.get_gereedheid(gemeente, today=VANDAAG, now=NU)


@pytest.mark.eis("R6.10")
def test_every_aanbieder_needs_a_claim_without_a_rejected_line(wereld: Wereld) -> None:
    create_betalers(wereld)
    declareer(wereld, create_regel(referentie_nummer="X1", code="99X99"), declaratie_nummer="FOUT")
    assert get().facturatie is DICHT

    declareer_twee(wereld)
    assert (get().facturatie, get().betaald) == (DICHT, None)  # nothing was paid yet
    run = pay(wereld)

    beeld = get()
    assert [(p.aanbieder, p.declaraties, p.nummer) for p in beeld.proeven] == [
        ("Kwartel Thuis", 1, "D202602"),
        ("Stichting Merelhof", 2, "D202602"),
    ]
    assert (beeld.facturatie, beeld.betaald) == (OPEN, (run.nummer, VANDAAG))
    assert get(BREEKERWAARD).facturatie is ONBEKEND


@pytest.mark.eis("R6.11")
def test_the_share_per_aanbieder_over_the_last_days(wereld: Wereld) -> None:
    receive(19)
    receive(1, status="afgekeurd")
    receive(9, aanbieder_id=KWARTEL)
    receive(50, status="dubbel")
    receive(50, status="afgekeurd", gemeente_id=BREEKERWAARD)
    receive(50, status="afgekeurd", at=NU - timedelta(days=91))

    beeld = get()

    assert [(t.aanbieder, t.beoordeeld, t.goed, stand) for t, stand in beeld.tellingen] == [
        ("Kwartel Thuis", 9, 9, ONBEKEND),
        ("Stichting Merelhof", 20, 19, OPEN),
    ]
    assert beeld.berichten is OPEN
    receive(1, status="afgekeurd")
    assert get().berichten is DICHT


@pytest.mark.eis("R6.12")
def test_the_register_beside_the_cak(wereld: Wereld) -> None:
    def take_in(regels: bytes) -> None:
        register_bijdrageopgave(
            bestandsnaam="cak.csv",
            inhoud=b"Startnummer;Start;Stop\n" + regels,
            by=wereld.users["backoffice"],
            now=NU,
        )

    assert get().bijdrage is ONBEKEND
    take_in(b"5;01-01-2026;\n")
    assert get().bijdrage is DICHT
    take_in(b"")
    assert get().bijdrage is OPEN


def test_the_page_says_what_and_why(client: Browser, wereld: Wereld) -> None:
    client.force_login(wereld.users["controller"])

    tekst = client.get("/berichten/gereedheid").content.decode()

    assert "0 van de 2 aanbieders leverden een declaratie zonder één afgekeurde regel." in tekst
    assert "Er is nog geen betaalrun betaald." in tekst
    assert "is er geen bericht beoordeeld." in tekst
    assert "Er is nog geen bestand van het CAK ingelezen." in tekst
    assert 'href="/berichten/gereedheid"' in client.get("/declaraties").content.decode()


def test_statements_do_not_grow(wereld: Wereld, django_assert_max_num_queries: Any) -> None:
    receive(40)
    receive(40, aanbieder_id=KWARTEL)

    with django_assert_max_num_queries(11):
        get()


@pytest.mark.eis("R6.05")
def test_messages_per_client_this_year_beside_the_year_before(wereld: Wereld) -> None:
    vorig = NU.replace(year=2025)
    receive(4, "WMO305")
    receive(1, "WMO323", status="afgekeurd")
    send("WMO301", "1")
    send("WMO306", "2")
    receive(6, "WMO305", at=vorig)
    receive(9, "WMO305", at=vorig + timedelta(days=1))  # after the same day of that year
    receive(9, "WMO305", gemeente_id=BREEKERWAARD)

    beeld = queries.get_lastenbeeld(wereld.users["controller"], jaar=2026, today=VANDAAG)

    merelhof = next(rij for rij in beeld.rijen if rij.aanbieder == "Stichting Merelhof")
    assert merelhof.nu.per_bericht == {"305": 4, "323": 1, "301": 1, "306": 1}
    assert (merelhof.nu.afgekeurd, merelhof.nu.clienten, merelhof.nu.per_client) == (1, 1, 7.0)
    assert (merelhof.eerder.berichten, merelhof.eerder.per_client) == (6, None)
    assert beeld.nu.clienten == 1  # the same client at two aanbieders
    heel_jaar = queries.get_lastenbeeld(wereld.users["controller"], jaar=2025, today=VANDAAG)
    assert heel_jaar.nu.berichten == 15


def test_an_aanbieder_sees_itself_in_every_gemeente(client: Browser, wereld: Wereld) -> None:
    receive(2)
    receive(3, gemeente_id=BREEKERWAARD)
    receive(4, aanbieder_id=KWARTEL)

    beeld = queries.get_lastenbeeld(wereld.users["aanbieder"], jaar=2026, today=VANDAAG)

    assert [(rij.gemeente, rij.nu.berichten) for rij in beeld.rijen] == [
        ("Aldervoort", 2),
        ("Breekerwaard", 3),
    ]
    client.force_login(wereld.users["aanbieder"])
    tekst = client.get("/berichten/lasten?jaar=2026").content.decode()
    assert "De minuten zijn niet gemeten." in tekst
    assert "Kwartel" not in tekst


def test_the_day_before_the_first_of_march_in_a_leap_year(wereld: Wereld) -> None:
    beeld = queries.get_lastenbeeld(wereld.users["controller"], jaar=2024, today=date(2024, 2, 29))

    assert (beeld.tot_en_met, beeld.rijen) == (date(2024, 2, 29), [])
