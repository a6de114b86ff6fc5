"""Ways to a page that exists only after somebody made something: each gives the address of that page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page


def loop_naar_aanlevering(page: Page) -> str:
    """A file that is no message is handed in: the page of its batch."""
    page.goto("/berichten/aanleveren")
    bestand = {"name": "plaatje.xml", "mimeType": "text/xml", "buffer": b"geen bericht"}
    page.set_input_files("[name=bestanden]", bestand)
    page.click("main button[type=submit]")
    page.wait_for_url("**/berichten/aanlevering/*")
    return urlsplit(page.url).path


def loop_naar_scenario(page: Page) -> str:
    """A comparison of ways of paying is kept: its page."""
    page.goto("/bekostiging/vergelijken")
    page.fill("main form[method=post] [name=naam]", "Zoals het nu is")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url("**/bekostiging/vergelijken/bewaard/*")
    return urlsplit(page.url).path


def loop_naar_tarievenboek(page: Page) -> str:
    """A file of tarieven is read in: the page of the book."""
    page.goto("/bekostiging/tarievenboek/nieuw")
    page.fill("[name=naam]", "Tarieven 2023")
    page.check("[name=wet][value=wmo]")
    page.fill("[name=prijspeil]", "2023")
    regels = b"code;tarief;eenheid;vanaf\n02A01;86,25;uur;2023-01-01\n"
    page.set_input_files("[name=bestand]", {"name": "t.csv", "mimeType": "text/csv", "buffer": regels})
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url("**/bekostiging/tarievenboek/TB-*")
    return urlsplit(page.url).path


def loop_naar_inlezing(page: Page) -> str:
    """A file of another system is looked at: the page on its columns."""
    page.goto("/marktschets/inlezen")
    page.fill("[name=bron]", "Oud systeem")
    regels = b"Client;Gemeente;AGB;Wet;Datum;Bedrag\nA1;9901;41990001;Wmo;1-3-2024;10,00\n"
    page.set_input_files("[name=bestand]", {"name": "oud.csv", "mimeType": "text/csv", "buffer": regels})
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url("**/marktschets/inlezen/IN-*")
    return urlsplit(page.url).path


def loop_naar_begroting(page: Page) -> str:
    """A begroting is proposed from the history: its page."""
    page.goto("/bekostiging/begroting/nieuw")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url("**/bekostiging/begroting/BG-*")
    return urlsplit(page.url).path


def get_onderzoek_in_hoor(page: Page) -> str:
    """The page of the cost survey of the region on whose outcome aanbieders can react."""
    page.goto("/bekostiging/kostprijsonderzoek")
    rij = page.locator("main table tr", has_text="Hoor en wederhoor").first
    return rij.locator("a").first.get_attribute("href") or ""


def loop_naar_editie(page: Page) -> str:
    """The market picture is kept as a document: the page of that edition."""
    page.goto("/marktschets/document")
    page.locator("main form[method=post] button[type=submit]").click(timeout=60_000)
    page.wait_for_url("**/marktschets/documenten/MD-*")
    return urlsplit(page.url).path


def loop_naar_advies(page: Page) -> str:
    """Advice per segment with the weights to start from: its page."""
    page.goto("/bekostiging/advies/nieuw")
    page.fill("[name=naam]", "Advies jeugd")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url("**/bekostiging/advies/AD-*")
    return urlsplit(page.url).path


def loop_naar_budgetafspraak(page: Page) -> str:
    """Amounts per aanbieder are proposed from the history: their page."""
    page.goto("/bekostiging/budgetafspraak/nieuw")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url("**/bekostiging/budgetafspraak/BA-*")
    return urlsplit(page.url).path


def loop_naar_plafond(page: Page) -> str:
    """A ceiling with a stop, far too high to be reached: its page."""
    page.goto("/bekostiging/plafond/nieuw")
    page.check("[name=actie][value=stop]")
    page.check("[name=wet][value=wmo]")
    page.fill("[name=bedrag]", "900000000")
    page.fill("[name=reden]", "Besluit 12")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url("**/bekostiging/plafond/PF-*")
    return urlsplit(page.url).path


def loop_naar_eigen_bijdrage(page: Page) -> str:
    """The register of the own contribution follows what the allocations say: the first period in it."""
    page.goto("/declaraties/eigen-bijdrage")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_load_state()
    return (
        page.locator("main table a[href*='/declaraties/eigen-bijdrage/']").first.get_attribute("href") or ""
    )
