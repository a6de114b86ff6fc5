"""Claims in the browser: who gets in, what is said about a rejected line, and who looked."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from tests.factories.declaraties import create_323, create_regel, read_323
from tests.factories.wereld import ALDERVOORT, MERELHOF, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.declaraties.actions import register_declaratie
from stelsel.apps.declaraties.models import Declaratie
from stelsel.apps.journal.models import Inzage

pytestmark = pytest.mark.django_db
JANUARI = {"begin": date(2026, 1, 1), "eind": date(2026, 1, 31)}
LEZERS = {"backoffice", "controller", "aanbieder"}


@pytest.fixture
def wereld(db: None) -> Wereld:
    wereld = create_wereld()
    create_toewijzing(wereld, toewijzing_nummer="1000")
    declareer(wereld, create_regel(), create_regel(referentie_nummer="R2", tarief=7000, **JANUARI))
    return wereld


def declareer(wereld: Wereld, *regels: dict[str, Any], **bericht: Any) -> None:
    register_declaratie(
        declaratie=read_323(create_323(regels, **bericht)),
        gemeente=wereld.gemeenten[ALDERVOORT],
        aanbieder=wereld.aanbieders[MERELHOF],
        wet="wmo",
        bericht_sleutel="in-1",
        sha256="0" * 64,
        create_identificatie=lambda: "ANT000000001",
        today=VANDAAG,
        now=NU,
    )


def als(client: Browser, wereld: Wereld, gebruiker: str) -> Browser:
    client.force_login(wereld.users[gebruiker])
    return client


def get_adres() -> str:
    return f"/declaraties/declaratie/{Declaratie.objects.get().pk}"


@pytest.mark.parametrize("pad", ["/declaraties", "/declaraties/betaalvoorstellen", "declaratie"])
def test_pages_per_role(client: Browser, wereld: Wereld, pad: str) -> None:
    adres = get_adres() if pad == "declaratie" else pad

    statussen = {rol: als(client, wereld, rol).get(adres).status_code for rol in Rol.values}

    assert statussen == {rol: 200 if rol in LEZERS else 403 for rol in Rol.values}


@pytest.mark.parametrize("gebruiker", ["backoffice2", "aanbieder2"])
def test_claim_of_another_does_not_exist(client: Browser, wereld: Wereld, gebruiker: str) -> None:
    browser = als(client, wereld, gebruiker)

    assert browser.get(get_adres()).status_code == 404
    assert browser.get("/declaraties").context["aantal"] == 0
    assert browser.get("/declaraties/betaalvoorstellen").context["aantal"] == 0


def test_rejected_line_says_what_and_what_to_do(client: Browser, wereld: Wereld) -> None:
    tekst = als(client, wereld, "aanbieder").get(get_adres()).content.decode()

    assert "Het tarief wijkt af van het contract." in tekst
    assert "U rekent € 70,00 per uur. Afgesproken is € 64,00 per uur." in tekst
    assert "Dien de regel opnieuw in met tarief € 64,00. Het bedrag is dan € 640,00." in tekst
    assert "<small>Code 0611</small>" in tekst
    assert "€ 640,00, te betalen voor of op 9 april 2026" in tekst


def test_every_person_shown_is_logged(client: Browser, wereld: Wereld) -> None:
    als(client, wereld, "backoffice").get(get_adres())

    assert list(Inzage.objects.values_list("client_nummer", "actor", "handeling")) == [
        ("C-2", "backoffice", "declaratie bekeken")
    ]


def test_list_without_persons_is_not_logged(client: Browser, wereld: Wereld) -> None:
    als(client, wereld, "backoffice").get("/declaraties")

    assert Inzage.objects.count() == 0


@pytest.mark.parametrize(
    ("vraag", "aantal"),
    [
        ("", 1),
        ("?maand=2026-02", 1),
        ("?maand=2026-01", 0),
        ("?maand=onzin", 1),
        (f"?aanbieder={MERELHOF}", 1),
        ("?uitkomst=deels", 1),
        ("?uitkomst=goedgekeurd", 0),
        ("?wet=jw", 0),
        ("?zoek=D202602", 1),
        ("?zoek=Kwartel", 0),
    ],
)
def test_filters(client: Browser, wereld: Wereld, vraag: str, aantal: int) -> None:
    assert als(client, wereld, "controller").get(f"/declaraties{vraag}").context["aantal"] == aantal


def test_export_of_lines_holds_the_reason(client: Browser, wereld: Wereld) -> None:
    antwoord = als(client, wereld, "backoffice").get(f"{get_adres()}?export=csv")

    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    rijen = list(csv.DictReader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))
    assert [rij["Referentie"] for rij in rijen] == ["R2", "R1"]
    assert [rij["Oordeel"][:42] for rij in rijen] == [
        "Afgekeurd: Het tarief wijkt af van het con",
        "Goedgekeurd",
    ]


@pytest.mark.parametrize("aantal", [1, 3])
def test_number_of_statements_does_not_depend_on_claims(
    client: Browser, wereld: Wereld, aantal: int, django_assert_num_queries: Any
) -> None:
    for nummer in range(1, aantal):
        declareer(wereld, create_regel(referentie_nummer=f"X{nummer}"), declaratie_nummer=f"E{nummer}")
    browser = als(client, wereld, "controller")

    with django_assert_num_queries(6):
        browser.get("/declaraties")


def test_sum_of_proposals(client: Browser, wereld: Wereld) -> None:
    antwoord = als(client, wereld, "controller").get("/declaraties/betaalvoorstellen")

    assert antwoord.context["totaal"] == 64_000
    leeg = als(client, wereld, "controller").get("/declaraties/betaalvoorstellen?tot=2026-04-08")
    assert leeg.context["totaal"] == 0


def test_work_lists(client: Browser, wereld: Wereld) -> None:
    als(client, wereld, "backoffice")

    tekst = client.get("/mijn-werk").content.decode()

    assert "Declaraties met afgekeurde regels" in tekst
    assert "Stichting Merelhof, februari 2026" in tekst
    assert "1 regel van 2 afgekeurd, declaratie D202602 van" in tekst
    assert 'href="/declaraties?afgekeurd=ja"' in tekst
    assert client.get("/declaraties?afgekeurd=ja").context["aantal"] == 1
    als(client, wereld, "aanbieder")
    assert "Aldervoort, februari 2026" in client.get("/mijn-werk").content.decode()
