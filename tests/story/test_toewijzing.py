"""The life of one allocation, from gift to the end, over the real pages, messages and claims facts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from tests.factories.wereld import NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions as berichten
from stelsel.apps.berichtenverkeer.models import UitgaandBericht
from stelsel.apps.toegang import actions
from stelsel.apps.toegang.models import Toewijzing
from stelsel.istandaarden import create_retour, parse_bericht, write_bericht

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld(settings) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def post(browser: Browser, adres: str, **velden: Any) -> str:
    """Look at what will happen, and do it; where it leads."""
    pagina = browser.get(adres, velden).content.decode()
    sleutel = re.search(r'name="eenmalig" value="([^"]+)"', pagina)
    assert sleutel, pagina
    return str(browser.post(adres, velden | {"eenmalig": sleutel[1]}).url)


def verstuur(post_map: Path) -> list[tuple[int, str | None, date]]:
    """The last 301 as the aanbieder reads it: number, reason, last day."""
    berichten.create_toewijzingsberichten(today=VANDAAG, now=NU)
    berichten.publish_uitgaande_berichten(post=post_map, now=NU)
    client = parse_bericht(bytes(UitgaandBericht.objects.latest("pk").inhoud)).waarden["Client"]
    return [
        (product["ToewijzingNummer"], product.get("RedenWijziging"), product["Einddatum"])
        for product in client["ToegewezenProducten"]["ToegewezenProduct"]
    ]


def keur_af() -> None:
    """The aanbieder refuses the last 301."""
    heen = parse_bericht(bytes(UitgaandBericht.objects.latest("pk").inhoud))
    inhoud = write_bericht(create_retour(heen, identificatie="R1", dagtekening=VANDAAG, headercodes=["9332"]))
    binnen = berichten.register_inkomend_bericht(bestandsnaam="302.xml", inhoud=inhoud, now=NU)
    berichten.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=binnen.pk)


def test_from_gift_to_end(wereld: Wereld, tmp_path: Path) -> None:
    rij = create_toewijzing(wereld)
    actions.register_gewijzigd(rij, actor="regisseur", now=NU)
    assert verstuur(tmp_path) == [(1000, None, date(2026, 12, 31))]
    actions.register_start(toewijzing=rij, begindatum=date(2026, 1, 5), bericht_sleutel="b1", now=NU)

    regisseur, backoffice = login(wereld, "regisseur"), login(wereld, "backoffice")
    controle = "/toegang/toewijzing/{}/wijzig/controle"
    langer = {"einddatum": "2027-06-30", "aantal": "3", "afstemming": "overleg"}
    post(regisseur, controle.format(rij.pk), **langer)
    assert verstuur(tmp_path) == [(1000, "04", date(2027, 6, 30))]

    meer = langer | {"aantal": "5", "ingangsdatum": "2026-07-01"}
    dossier = post(regisseur, controle.format(rij.pk), **meer)
    nieuw = Toewijzing.objects.latest("pk")
    nummer = int(nieuw.toewijzing_nummer)
    assert dossier == f"/toegang/toewijzing/{nieuw.pk}"
    verwacht = [(1000, "05", date(2026, 6, 30)), (nummer, None, date(2027, 6, 30))]
    assert verstuur(tmp_path) == verwacht

    keur_af()
    laatste = UitgaandBericht.objects.latest("pk")
    post(backoffice, f"/berichten/uit/{laatste.pk}/handeling", handeling="opnieuw", toelichting="")
    assert verstuur(tmp_path) == verwacht

    post(backoffice, f"/toegang/toewijzing/{nieuw.pk}/verwijder")
    assert verstuur(tmp_path) == [(1000, None, date(2026, 6, 30)), (nummer, "13", date(2026, 7, 1))]
    pagina = regisseur.get(f"/toegang/toewijzing/{rij.pk}").content.decode()
    stappen = re.findall(r"(?:verlengd|eindigt|WMO30\d\) \w+)", pagina)
    assert stappen.count("verlengd") == 1
    assert stappen.count("WMO301) verstuurd") == 5
    assert stappen.count("WMO302) ontvangen") == 1
