"""A month of money, from the post to the bank: claims come in and are answered, two controllers pay what was
approved, the ledger balances, and the aanbieder reads in its specification what the bank was told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from tests.factories.betalingen import create_betalers, create_toewijzingen
from tests.factories.declaraties import create_323, create_regel
from tests.factories.wereld import KWARTEL, MERELHOF, NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.berichtenverkeer import actions as berichten
from stelsel.apps.berichtenverkeer.models import UitgaandBericht
from stelsel.apps.declaraties.actions.specificatie import create_gegevens
from stelsel.apps.declaraties.models import Betaling
from stelsel.apps.declaraties.queries.grootboek import Grootboekbeeld, Maandstand
from stelsel.apps.journal.actions import register_schakels
from stelsel.cli.hoofd import main
from stelsel.domein.declaraties.grootboek import Mutatie
from stelsel.formaten.sepa import read_betaalbestand
from stelsel.istandaarden import parse_bericht
from stelsel.kern.bedrag import in_euro

pytestmark = pytest.mark.django_db
RUN = "/declaraties/betaalrun/BR-9901-2026-0001"
KOSTEN = {"referentie_nummer": "K1", "toewijzing_nummer": 1001, "tarief": 6_250}
#: Merelhof claims one line with a tariff that was not agreed, and takes back one line that was approved.
JANUARI = {"begin": date(2026, 1, 1), "eind": date(2026, 1, 31)}
POST = (
    create_323([create_regel(), create_regel(referentie_nummer="R2", volume=2, tarief=7_000, **JANUARI)]),
    create_323([create_regel(**KOSTEN)], afzender=KWARTEL),
    create_323(
        [
            create_regel(referentie_nummer="C1", vorig_referentie_nummer="R1"),
            create_regel(referentie_nummer="R3", volume=9),
        ],
        declaratie_nummer="D2",
        identificatie="BER000000002",
    ),
)
IBAN = {MERELHOF: "NL91ABNA0417164300", KWARTEL: "NL39RABO0300065264"}
#: Claimed is approved and rejected; approved less credited is paid.
BOEK = Mutatie(
    gedeclareerd=64_000 + 14_000 + 62_500 + 57_600,
    goedgekeurd=64_000 + 62_500 + 57_600,
    afgekeurd=14_000,
    credit_gevraagd=64_000,
    gecrediteerd=64_000,
    betaald=62_500 + 57_600,
)
MAAND = Maandstand(date(2026, 2, 1), betaald=BOEK.betaald, nog_te_betalen=0)
KENMERK = "BR-9901-2026-0001-4199000"


@pytest.fixture
def wereld(settings: Any) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    wereld = create_wereld()
    create_betalers(wereld)
    create_toewijzingen(wereld)
    return wereld


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def klik(browser: Browser, adres: str, knop: str, **velden: str) -> str:
    """Open a page, press the button with this word, and read the page that follows."""
    pagina = browser.get(adres).content.decode()
    formulieren = re.findall(r'<form method="post".*?</form>', pagina, re.DOTALL)
    [formulier] = [f for f in formulieren if f">{knop}</button>" in f]
    verborgen = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', formulier))
    return browser.post(adres, verborgen | velden, follow=True).content.decode()


def list_antwoorden() -> list[tuple[str, str, list[str], list[str]]]:
    """Every answer: to whom, on which claim, its codes, and the references of the rejected lines."""
    antwoorden = []
    for rij in UitgaandBericht.objects.order_by("pk"):
        waarden = parse_bericht(bytes(rij.inhoud)).waarden
        kop = waarden["Header"]
        afgekeurd = re.findall(r"<[^>]*:ReferentieNummer>(\w+)<", bytes(rij.inhoud).decode())
        codes = kop["RetourCodes"]["RetourCode"]
        antwoorden.append(
            (kop["Ontvanger"], kop["DeclaratieIdentificatie"]["Identificatie"], codes, afgekeurd)
        )
    return antwoorden


@pytest.mark.eis("R6.25")
def test_month_from_post_to_bank(wereld: Wereld, capsys: pytest.CaptureFixture[str]) -> None:
    for nr, inhoud in enumerate(POST):
        berichten.register_inkomend_bericht(bestandsnaam=f"{nr}.xml", inhoud=inhoud, now=NU)
        berichten.check_volgend_bericht(today=VANDAAG, now=NU)
    assert list_antwoorden() == [
        (MERELHOF, "BER000000001", ["0200"], ["R2"]),
        (KWARTEL, "BER000000001", ["0200"], []),
        (MERELHOF, "BER000000002", ["0200"], []),
    ]

    een, twee = login(wereld, "controller"), login(wereld, "controller2")
    dagen = {"betalen_tot": "2026-04-30", "uitvoeringsdatum": "2026-03-20"}
    klik(een, "/declaraties/betaalruns/nieuw", "Betaalrun maken", **dagen)
    assert "wacht nu op de goedkeuring van een ander" in klik(een, RUN, "Voorleggen")
    assert "De betaalrun is goedgekeurd." in klik(twee, RUN, "Goedkeuren")
    assert "Geef het aan de bank." in klik(een, RUN, "Betaalbestand maken")
    assert "De betaling is vastgelegd." in klik(een, RUN, "De bank heeft betaald")

    naar_bank = read_betaalbestand(een.get(f"{RUN}/bestand").content)
    assert naar_bank == {f"{KENMERK}1": (IBAN[MERELHOF], 57_600), f"{KENMERK}2": (IBAN[KWARTEL], 62_500)}
    assert een.get("/declaraties/grootboek").context["beeld"] == Grootboekbeeld(BOEK, [], [MAAND])
    register_schakels()
    assert [main([wat, "controleer"]) for wat in ("grootboek", "journaal")] == [0, 0]
    assert "Het grootboek klopt, tot op de cent." in capsys.readouterr().out

    gegevens = create_gegevens(Betaling.objects.get(aanbieder_id=MERELHOF))
    assert (gegevens["kenmerk"], gegevens["iban"], gegevens["bedrag"]) == (
        f"{KENMERK}1", IBAN[MERELHOF], in_euro(naar_bank[f"{KENMERK}1"][1]),
    )  # fmt: skip
    assert [(r["declaratie"], r["bedrag"], r["verrekend"]) for r in gegevens["regels"]] == [
        ("D202602", "€ 640,00", False),
        ("D2", "-€ 64,00", True),
    ]
    pdf = login(wereld, "aanbieder").get(
        f"/declaraties/betaling/{Betaling.objects.earliest('pk').pk}/specificatie"
    )
    assert pdf.content[:5] == b"%PDF-"
