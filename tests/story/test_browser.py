"""The product in a real browser: the loop by hand, pages accessible and on a phone, keyboard, no script."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from tests.assurance.paginas import LETTERS, PAGINAS
from tests.story.wegen import (
    get_onderzoek_in_hoor,
    loop_naar_aanlevering,
    loop_naar_advies,
    loop_naar_begroting,
    loop_naar_editie,
    loop_naar_eigen_bijdrage,
    loop_naar_inlezing,
    loop_naar_plafond,
    loop_naar_scenario,
    loop_naar_tarievenboek,
)

from stelsel.kern.nummers import bsn_testnummers

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.traag]
Venster = Callable[..., "Page"]

#: Addresses that give no page to look at: files, data, ways on, and acts.
GEEN_PAGINA = {
    "portaal:gezond",
    "accounts:uitloggen",
    "toegang:start",
    "profielen:versie_vaststellen",
    "profielen:versie_intrekken",
    "toegang:brief",
    "toegang:doel_weg",
    "berichtencontrole:rapport",
    "berichtenverkeer:inkomend_xml",
    "berichtenverkeer:prestatie",
    "berichtenverkeer:uitgaand_xml",
    "declaraties:betaalbestand",
    "marktschets:inlezing_besluit",
    "declaraties:boekhoudbestand",
    "sturing:begin",
}


#: Addresses that gave a file (a letter, an export) instead of a page on the walk.
BESTANDEN: set[str] = set()
LEIDT_VERDER = {"toegang:start", "sturing:begin", "berichtenverkeer:prestatie"}
#: Where a form that asks leads to, as it stands.
ADRES_VAN_FORMULIER = """forms => forms.map(f => new URL(f.action).pathname + '?'
    + new URLSearchParams(new FormData(f)))"""
#: Addresses that a form or a menu of the browser leads to.
ZONDER_LINK = ("/mijn-account", "/zoek?q=an", "/toegang/clienten/bsn", "/")


def login(page: Page, naam: str) -> Page:
    """Through the login page, as the demo tells."""
    page.goto("/inloggen")
    page.fill("[name=username]", naam)
    page.fill("[name=password]", "demo")
    page.click("main button[type=submit]")
    return page


def verzend(page: Page) -> None:
    """The main button of the page."""
    page.click("main button.nl-button--primary[type=submit]")


def kies(page: Page, naam: str, waarde: str) -> None:
    """One of the choices of a field, whether it is a list or a row of buttons."""
    veld = page.locator(f"main [name={naam}]")
    if veld.first.evaluate("e => e.tagName") == "SELECT":
        veld.select_option(waarde)
    else:
        page.check(f"main [name={naam}][value='{waarde}']")


def loop_naar_omvang(page: Page, *, bsn: str, naam: str) -> str:
    """From a new client to a question with goals and a profile, by hand; where the volume is asked."""
    page.goto("/toegang/clienten")
    page.click("text=Nieuwe cliënt")
    for veld, waarde in {
        "bsn": bsn,
        "voornamen": "Sam",
        "geslachtsnaam": naam,
        "geboortedatum": "1950-02-03",
        "straat": "Lindelaan",
        "huisnummer": "4",
        "postcode": "9900 AB",
        "plaats": "Aldervoort",
    }.items():
        page.fill(f"main [name={veld}]", waarde)
    kies(page, "geslacht", "2")
    verzend(page)
    page.click("main a:has-text('Nieuwe vraag')")
    kies(page, "wet", "wmo")
    page.fill("[name=vraag]", "Ik val vaak en durf niet meer naar buiten.")
    page.fill("[name=context]", "Woont alleen, de dochter woont ver weg.")
    verzend(page)
    kies(page, "dagelijks_score", "2")
    kies(page, "dagelijks_lijn", "2")
    verzend(page)
    page.fill("[name=tekst]", "Ik ga elke dag naar buiten.")
    kies(page, "hoofddoel", "participatie")
    kies(page, "richting", "behouden")
    verzend(page)
    page.check("[name=start] >> nth=0")
    verzend(page)
    page.check("[name=complexiteit] >> nth=0")
    verzend(page)
    page.click("main summary >> nth=0")  # a profile opens and shows its intensities
    page.check("[name=product] >> nth=0")
    verzend(page)
    page.wait_for_url("**/omvang")
    return urlsplit(page.url).path


def loop_naar_besluit(page: Page, *, bsn: str, naam: str) -> str:
    """From a new client to the decision, by hand; where the besluit is."""
    loop_naar_omvang(page, bsn=bsn, naam=naam)
    verzend(page)  # volume and period as the profile proposes
    page.check("[name=aanbieder] >> nth=0")
    page.fill("[name=keuze_client]", "Dichtbij.")
    verzend(page)
    kies(page, "uitkomst", "toekennen")
    page.fill("[name=motivering]", "U heeft hulp nodig om veilig naar buiten te gaan.")
    verzend(page)
    page.wait_for_url("**/toegang/besluit/*")
    return urlsplit(page.url).path


def wait_berichten(page: Page, client: str, *, seconden: int = 30) -> dict[str, str]:
    """The messages in the timeline of a client, kind to address, once there are four."""
    einde = time.monotonic() + seconden
    berichten: dict[str, str] = {}
    while len(berichten) < 4 and time.monotonic() < einde:
        page.goto(client)
        links = page.locator("main a[href^='/berichten/']").evaluate_all(
            "els => els.map(e => [e.textContent, e.getAttribute('href')])"
        )
        gevonden = ((re.search(r"WMO(\d{3})", tekst), adres) for tekst, adres in links)
        berichten = {soort[1]: adres for soort, adres in gevonden if soort}
        page.wait_for_timeout(500)
    return berichten


@pytest.mark.eis("R5.01", "R5.22", "R6.01")
def test_loop_by_hand(venster: Venster) -> None:
    regisseur = login(venster(accept_downloads=True), "regisseur")

    besluit = loop_naar_besluit(regisseur, bsn=bsn_testnummers()[0], naam="Torenvalk")

    brief = regisseur.request.get(f"{besluit}/brief")
    assert (brief.status, brief.headers["content-type"]) == (200, "application/pdf")
    assert brief.body().startswith(b"%PDF-")
    client = regisseur.locator("main a[href^='/toegang/client/']").first.get_attribute("href")

    backoffice = login(venster(), "backoffice")
    berichten = wait_berichten(backoffice, str(client))
    assert sorted(berichten) == ["301", "302", "305", "306"]
    for lijst, soorten in (("/berichten", ("302", "305")), ("/berichten/uit", ("301", "306"))):
        backoffice.goto(lijst)
        for soort in soorten:
            assert backoffice.locator(f"main a[href='{berichten[soort]}']").count() > 0

    regisseur.goto(str(client))
    regisseur.locator("main a[href^='/toegang/toewijzing/']").first.click()
    regisseur.click("text=Meet de doelen")
    regisseur.locator("main a[href$='/T1']").first.click()
    regisseur.locator("select[name^=score_]").select_option("-1")
    verzend(regisseur)
    assert regisseur.locator("main >> text=De meting T1 is bewaard.").count() == 1
    assert regisseur.locator("main td:has-text('-1'), main td:has-text('−1')").count() == 1


@dataclass
class Gezien:
    """A page of the product that a role came by, with the name of its address."""

    naam: str
    adres: str


def list_bereikbaar(page: Page, *begin: str) -> Iterator[Gezien]:
    """Walk on from Mijn werk: one page of every kind that a link leads to."""
    rij, gehad = deque([*begin, *ZONDER_LINK, "/mijn-werk"]), set()
    while rij:
        adres = rij.popleft()
        naam = get_naam(adres)
        if naam is None or naam in gehad or naam in GEEN_PAGINA - LEIDT_VERDER:
            continue
        gehad.add(naam)
        antwoord = page.request.get(adres)
        if antwoord.status != 200:
            continue
        if not antwoord.headers.get("content-type", "").startswith("text/html"):
            BESTANDEN.add(naam)
            continue
        page.goto(adres)
        yield Gezien(str(get_naam(page.url)), adres)
        hrefs = page.locator("a[href^='/']").evaluate_all("els => els.map(e => e.getAttribute('href'))")
        hrefs += page.locator("main form[method=get]").evaluate_all(ADRES_VAN_FORMULIER)
        rij += dict.fromkeys(href for href in hrefs if "export=" not in href and href not in rij)


def get_naam(adres: str) -> str | None:
    """The name of an address of our own."""
    try:
        return resolve(urlsplit(adres).path).view_name
    except Resolver404:
        return None


def list_axe(page: Page) -> list[str]:
    """What axe has against the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    fouten = Axe().run(page).response["violations"]
    return [f"{fout['id']}: {fout['nodes'][0]['html'][:160]} (x{len(fout['nodes'])})" for fout in fouten]


def list_fouten(page: Page) -> list[str]:
    """Axe on a wide screen and on a phone, and sideways scrolling on the smallest."""
    fouten = []
    for breed in (1280, 375):
        page.set_viewport_size({"width": breed, "height": 900})
        fouten += [f"{breed} px: {fout}" for fout in list_axe(page)]
    page.set_viewport_size({"width": 320, "height": 900})
    breedte = page.evaluate("document.scrollingElement.scrollWidth")
    if breedte > 320:
        fouten.append(f"320 px: de pagina is {breedte} px breed")
    page.set_viewport_size({"width": 1280, "height": 900})
    return fouten


def verzend_leeg(page: Page) -> bool:
    """Empty the form of the page and send it, past the browser's own checks; False without a form."""
    form = page.locator("main form.utrecht-form[method=post]")
    velden = form.locator("input:not([type=hidden]), select, textarea")
    if velden.count() == 0:
        return False
    with page.expect_navigation():
        form.first.evaluate(
            """form => {
                form.querySelectorAll('input:not([type=hidden]):not([type=radio]), textarea')
                    .forEach(e => { e.value = ''; });
                form.noValidate = true;
                form.requestSubmit();
            }"""
        )
    return True


def test_every_page_is_accessible_and_fits_a_phone(venster: Venster) -> None:
    bekeken: set[str] = set()
    fouten: list[str] = []
    plafond = loop_naar_plafond(login(venster(), "controller"))
    for rol in LETTERS.values():
        page = login(venster(), rol)
        begin = ()
        if rol == "regisseur":
            besluit = loop_naar_besluit(page, bsn=bsn_testnummers()[2], naam="Wielewaal")
            begin = (loop_naar_omvang(page, bsn=bsn_testnummers()[3], naam="Nachtzwaluw"), besluit, plafond)
        if rol == "backoffice":
            begin = (loop_naar_aanlevering(page),)
        if rol == "controller":
            begin = (loop_naar_eigen_bijdrage(page), plafond)
        if rol == "analist":
            begin = (
                loop_naar_scenario(page),
                loop_naar_tarievenboek(page),
                loop_naar_begroting(page),
                loop_naar_advies(page),
            )
            begin = (*begin, loop_naar_inlezing(page), loop_naar_editie(page), get_onderzoek_in_hoor(page))
        for gezien in list_bereikbaar(page, *begin):
            if gezien.naam in bekeken and gezien.naam != "portaal:mijn_werk":
                continue
            bekeken.add(gezien.naam)
            fouten += [f"{rol} {gezien.adres}: {fout}" for fout in list_fouten(page)]
            if gezien.naam != "berichtenverkeer:aanbiederspel" and verzend_leeg(page):
                fouten += [f"{rol} {gezien.adres} met fouten: {fout}" for fout in list_fouten(page)]
                page.goto(gezien.adres)
    page = venster()
    page.goto("/inloggen")
    fouten += [f"inloggen: {fout}" for fout in list_fouten(page)]
    page.goto("/bestaat-niet")
    fouten += [f"404: {fout}" for fout in list_fouten(page)]

    assert fouten == []
    assert set(PAGINAS) - bekeken - BESTANDEN - GEEN_PAGINA == {"accounts:inloggen"}


def test_axe_finds_what_is_wrong(venster: Venster) -> None:
    page = venster()
    page.goto("/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x><div class=w></div>'")
    page.evaluate("Object.assign(document.querySelector('.w').style, {width: '900px', height: '9px'})")

    fouten = list_fouten(page)

    assert any("image-alt" in fout for fout in fouten)
    assert "320 px: de pagina is" in fouten[-1]


def tab_naar(page: Page, voorwaarde: str) -> None:
    """Press Tab until the element with focus meets a condition on `e`."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const e = document.activeElement; return {voorwaarde}; }})()"):
            return
    raise AssertionError(f"met Tab niet te bereiken: {voorwaarde}")


def test_login_and_open_a_dossier_by_keyboard_only(venster: Venster) -> None:
    page = venster()
    page.goto("/")
    tab_naar(page, "e.getAttribute('href') === '/inloggen'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inloggen*")
    if page.evaluate("document.activeElement.name") != "username":
        tab_naar(page, "e.name === 'username'")
    page.keyboard.type("regisseur")
    tab_naar(page, "e.name === 'password'")
    page.keyboard.type("demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mijn-werk")
    tab_naar(page, "e.getAttribute('href') === '/toegang'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/toegang/clienten")
    tab_naar(page, "/^.toegang.client.[0-9]/.test(e.getAttribute('href') || '')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/toegang/client/*")

    assert page.locator("h1").count() == 1


@pytest.mark.eis("R5.01")
def test_decision_without_script(venster: Venster) -> None:
    page = login(venster(java_script_enabled=False), "regisseur")

    besluit = loop_naar_besluit(page, bsn=bsn_testnummers()[1], naam="Grutto")

    assert get_naam(besluit) == "toegang:besluit"
