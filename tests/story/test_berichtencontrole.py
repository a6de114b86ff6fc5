"""The public check and handing in a folder, in a real browser: dropped, by keyboard, without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.story.test_browser import list_fouten, login

from stelsel.istandaarden.rapport import list_voorbeelden

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.traag]
Venster = Callable[..., "Page"]
CONTROLE = "/berichtencontrole"
SLEEP = """([vak, naam, inhoud]) => {
  const pakket = new DataTransfer();
  pakket.items.add(new File([inhoud], naam, { type: "text/xml" }));
  vak.dispatchEvent(new DragEvent("drop", { dataTransfer: pakket, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    """A folder with every example, and a file that is no message."""
    for voorbeeld in list_voorbeelden():
        (tmp_path / voorbeeld.bestandsnaam).write_bytes(voorbeeld.data)
    (tmp_path / "lijst.txt").write_text("x")
    return tmp_path


def test_a_dropped_file_gets_its_report_and_an_excel(venster: Venster, map_: Path) -> None:
    page = venster(accept_downloads=True)
    page.goto(CONTROLE)

    vak = page.query_selector(".app-val")
    page.evaluate(SLEEP, [vak, "start.xml", (map_ / "start.xml").read_text()])
    assert page.inner_text(".app-val__gekozen") == "Gekozen: start.xml."
    page.click("form.app-controle button[type=submit]")
    page.wait_for_selector("#uitslag:focus")

    assert page.inner_text(".app-uitslag h3") == "De opbouw klopt, de inhoud niet: 1 fout."
    page.click(".app-fouten__plek a")
    assert page.locator(".app-bericht__fout").is_visible()
    with page.expect_download() as download:
        page.click("button[value=xlsx]")
    assert download.value.suggested_filename == "berichtencontrole.xlsx"
    assert page.context.cookies() == []


def test_it_works_without_script_and_by_keyboard(venster: Venster, map_: Path) -> None:
    page = venster(java_script_enabled=False)
    page.goto(CONTROLE)

    page.set_input_files("#bestanden", [map_ / "goed.xml", map_ / "opbouw.xml"])
    page.focus("form.app-controle button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#uitslag")

    koppen = page.locator(".app-uitslag h3").all_inner_texts()
    assert koppen == ["Geen fouten gevonden.", "De opbouw van dit bericht klopt niet: 3 fouten."]


def test_every_state_is_accessible_and_fits_a_phone(venster: Venster) -> None:
    page, fouten = venster(), []
    adressen = [CONTROLE, *(f"{CONTROLE}?voorbeeld={v.sleutel}" for v in list_voorbeelden())]
    for adres in adressen:
        page.goto(adres)
        for vak in page.locator("details").all():
            vak.locator("summary").first.click()
        fouten += [f"{adres} {fout}" for fout in list_fouten(page)]

    assert fouten == []


def test_a_folder_is_handed_in_and_followed_until_it_is_done(venster: Venster, map_: Path) -> None:
    page = login(venster(), "aanbieder")
    page.goto("/berichten/aanleveren")

    page.set_input_files("[name=hele_map]", map_)
    page.click("main button.nl-button--primary[type=submit]")
    page.wait_for_selector("#voortgang:not([data-ververs])")

    assert page.inner_text("#voortgang-kop") == "Alles is gecontroleerd"
    assert page.locator(".app-tabel tbody tr").count() == len(list_voorbeelden()) + 1
    assert list_fouten(page) == []
