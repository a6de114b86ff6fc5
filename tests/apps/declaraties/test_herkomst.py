"""Every amount can be followed: from the budget to the lines, from a line to the bytes of its message."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client as Browser
from tests.factories.declaraties import create_323, create_regel
from tests.factories.wereld import NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions as berichten
from stelsel.apps.berichtenverkeer.models import InkomendBericht
from stelsel.apps.declaraties.models import Declaratie, Declaratieregel
from stelsel.apps.journal.models import Inzage

pytestmark = pytest.mark.django_db
JANUARI = {"begin": date(2026, 1, 1), "eind": date(2026, 1, 31)}
BERICHT = create_323([create_regel(), create_regel(referentie_nummer="R2", volume=20, **JANUARI)])


@pytest.fixture
def wereld(db: None, tmp_path: Path) -> Wereld:
    wereld = create_wereld()
    create_toewijzing(wereld, toewijzing_nummer="1000", volume=15, frequentie="6")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "claim.xml").write_bytes(BERICHT)
    while berichten.check_ronde(post=tmp_path, today=VANDAAG, now=NU):
        pass
    return wereld


def get_regel(nummer: str) -> Declaratieregel:
    return Declaratieregel.objects.get(referentie_nummer=nummer)


def lees(client: Browser, wereld: Wereld, login: str, adres: str) -> str:
    client.force_login(wereld.users[login])
    antwoord = client.get(adres)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def test_lines_behind_a_budget_sum_to_their_claims(client: Browser, wereld: Wereld) -> None:
    tekst = lees(client, wereld, "controller", "/declaraties/regels?gemeente=9901&wet=wmo&jaar=2026")

    assert "Samen € 1.920,00 gevraagd, daarvan € 640,00 goedgekeurd." in tekst
    assert "Klopt met de declaraties" in tekst
    assert 'href="/sturing/budget?jaar=2026&amp;wet=wmo"' in tekst


def test_a_line_that_was_changed_by_hand_shows(client: Browser, wereld: Wereld) -> None:
    Declaratieregel.objects.filter(referentie_nummer="R1").update(bedrag=64_001)

    tekst = lees(client, wereld, "controller", "/declaraties/regels?gemeente=9901&wet=wmo&jaar=2026")

    assert "Klopt niet met de declaraties" in tekst


@pytest.mark.parametrize("vraag", ["?wet=jw", "?jaar=2025", "?code=07D01", "?oordeel=onzin&jaar=2024"])
def test_filters(client: Browser, wereld: Wereld, vraag: str) -> None:
    client.force_login(wereld.users["controller"])

    assert client.get(f"/declaraties/regels{vraag}").context["aantal"] == (2 if "onzin" in vraag else 0)


@pytest.mark.parametrize("login", ["backoffice", "controller", "aanbieder"])
def test_a_line_leads_to_the_bytes(client: Browser, wereld: Wereld, login: str) -> None:
    regel = get_regel("R2")

    tekst = lees(client, wereld, login, f"/declaraties/regel/{regel.pk}")

    assert "op de hele toewijzing is nog 5 uur over. Dien de regel opnieuw in met ten hoogste 5 uur." in tekst
    assert "De bytes zijn nog dezelfde als toen deze declaratie werd beoordeeld." in tekst
    assert "&lt;b:ReferentieNummer&gt;R2&lt;/b:ReferentieNummer&gt;" in tekst
    assert "&lt;b:ReferentieNummer&gt;R1&lt;/b:ReferentieNummer&gt;" not in tekst
    assert "/verwerving/contract/K-WMO-1" in tekst
    assert list(Inzage.objects.values_list("client_nummer", "actor", "handeling")) == [
        ("C-2", login, "declaratieregel bekeken")
    ]


def test_the_link_opens_the_message_at_the_line(client: Browser, wereld: Wereld) -> None:
    client.force_login(wereld.users["backoffice"])

    antwoord = client.get(f"/berichten/prestatie/{get_regel('R2').pk}")

    nummer = int(re.search(r"#regel-(\d+)$", antwoord.url)[1])
    assert BERICHT.splitlines()[nummer - 1].strip() == b"<m:Prestatie>"
    assert f'id="regel-{nummer}"' in client.get(antwoord.url).content.decode()


def test_a_controller_opens_the_message_of_a_claim_and_nothing_else(client: Browser, wereld: Wereld) -> None:
    """The 323 and the 325 through the claim; the 305 of the same client never, nor the lists of messages."""
    claim, bericht = Declaratie.objects.get(), InkomendBericht.objects.get(bericht="WMO323")
    eigen = f"/berichten/declaratie/{claim.pk}"

    assert f'href="{eigen}"' in lees(client, wereld, "controller", f"/declaraties/declaratie/{claim.pk}")
    eerder = Inzage.objects.count()
    tekst = lees(client, wereld, "controller", eigen)
    antwoord = lees(client, wereld, "controller", f"{eigen}/antwoord")

    assert client.get(f"{eigen}/xml").content == BERICHT
    assert client.get(f"{eigen}/antwoord/xml").content == bytes(bericht.antwoord.inhoud)
    assert ("Declaratie (WMO323)" in tekst, "(WMO325)" in antwoord) == (True, True)
    assert "/berichten/in/" not in tekst + antwoord
    assert "/berichten/uit/" not in tekst + antwoord
    inzages = list(Inzage.objects.order_by("pk"))[eerder:]
    assert {(inzage.client_nummer, inzage.actor) for inzage in inzages} == {("C-2", "controller")}
    assert [inzage.pagina for inzage in inzages] == [
        eigen,
        f"{eigen}/antwoord",
        f"{eigen}/xml",
        f"{eigen}/antwoord/xml",
    ]
    for adres in (f"/berichten/in/{bericht.pk}", f"/berichten/in/{bericht.pk}/xml", "/berichten"):
        assert client.get(adres).status_code == 403
    for login in ("backoffice2", "aanbieder2"):
        client.force_login(wereld.users[login])
        assert client.get(eigen).status_code == 404


def drop_grendels() -> None:
    """Who may change the database takes the bolts off it first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (naam,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{naam}"')


@pytest.mark.skipif(
    connection.vendor == "postgresql",
    reason="the bolts come off between transactions only, not in that of a test",
)
def test_changed_bytes_show(client: Browser, wereld: Wereld) -> None:
    sha256 = Declaratie.objects.get().bericht_sha256
    drop_grendels()
    InkomendBericht.objects.filter(sha256=sha256).update(inhoud=BERICHT.replace(b">R1<", b">X1<"))

    tekst = lees(client, wereld, "controller", f"/declaraties/regel/{get_regel('R1').pk}")

    assert "LET OP: de bytes zijn veranderd" in tekst


@pytest.mark.parametrize("login", ["backoffice2", "aanbieder2"])
def test_a_line_of_another_does_not_exist(client: Browser, wereld: Wereld, login: str) -> None:
    client.force_login(wereld.users[login])
    pk = get_regel("R1").pk

    assert client.get(f"/declaraties/regel/{pk}").status_code == 404
    assert client.get(f"/berichten/prestatie/{pk}").status_code == 404
    assert client.get("/declaraties/regels").context["aantal"] == 0


def test_a_claim_without_a_message_has_no_bytes(client: Browser, wereld: Wereld) -> None:
    Declaratie.objects.update(bericht_sha256="")

    tekst = lees(client, wereld, "backoffice", f"/declaraties/regel/{get_regel('R1').pk}")

    assert "In het bericht" not in tekst
