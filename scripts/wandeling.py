"""The guided walk of docs/rondleiding.md as a visitor takes it in a browser, with a picture of every stop.

`walk` goes through the seven steps of the README as the roles named there. `scripts/schermen.py` runs it.
"""

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

MAP = Path(__file__).resolve().parents[1] / "docs" / "schermen"
DEMODAG = "2026-03-16"
OK = 200
BREED, HOOG = 1280, 900
SMAL, SMAL_HOOG = 375, 812
#: Pictures travel with the repository; a picture above this is cut shorter.
MEESTE_BYTES = 150_000
#: The example region keeps the first numbers of the official test range free for visitors.
BSN_BEZOEKER = "999900006"
#: A day that does not exist, put into a message that was good.
GEEN_DAG = "2025-11-31"


class Afgebroken(Exception):
    """The walk cannot go on; the message says why, in Dutch."""


def zeg(tekst: str) -> None:
    """One line on the terminal."""
    sys.stderr.write(f"{tekst}\n")
    sys.stderr.flush()


# --- One visitor --------------------------------------------------------------------------------


class Bezoeker:
    """A browser window in which one role walks and pictures are taken."""

    def __init__(self, browser: "Browser", adres: str) -> None:
        self.page: Page = browser.new_page(viewport={"width": BREED, "height": HOOG}, locale="nl-NL")
        self.page.set_default_timeout(20_000)
        self.adres = adres

    def login(self, naam: str) -> None:
        """Become somebody else."""
        self.page.context.clear_cookies()
        self.open(f"/inloggen?als={naam}")
        self.page.get_by_label("Gebruikersnaam").fill(naam)
        self.page.get_by_label("Wachtwoord").fill("demo")
        self.klik("Inloggen")

    def open(self, pad: str) -> None:
        """Go to an address of the product."""
        antwoord = self.page.goto(self.adres + pad)
        if antwoord is None or antwoord.status != OK:
            raise Afgebroken(f"{pad} gaf status {antwoord.status if antwoord else 'geen'}.")

    def klik(self, tekst: str | re.Pattern[str]) -> None:
        """Follow the link or press the button with this text in the main part, and wait for the page."""
        hoofd = self.page.get_by_role("main")
        self.ga(hoofd.get_by_role("link", name=tekst).or_(hoofd.get_by_role("button", name=tekst)))

    def ga(self, doel: "Locator") -> None:
        """Click and wait for the page it leads to; an answer that says no ends the walk."""
        with self.page.expect_navigation() as gang:
            doel.first.click()
        antwoord = gang.value
        if antwoord is None or antwoord.status != OK:
            raise Afgebroken(f"{self.page.url} gaf status {antwoord.status if antwoord else 'geen'}.")

    def vul(self, label: str | re.Pattern[str], waarde: str) -> None:
        """Fill in a field or choose from a list, by its label."""
        veld = self.page.get_by_role("main").get_by_label(label).first
        if veld.evaluate("e => e.tagName") == "SELECT":
            veld.select_option(label=waarde)
        else:
            veld.fill(waarde)

    def toon(self, plek: "Locator") -> None:
        """Bring a part of the page to the top of the window."""
        plek.first.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + window.scrollY - 24)")

    def foto(self, naam: str, *, boven: bool = True, smal: bool = False) -> None:
        """Take the picture `docs/schermen/<naam>.png` of what the window shows now."""
        if smal:
            self.page.set_viewport_size({"width": SMAL, "height": SMAL_HOOG})
        if boven:
            self.page.evaluate("window.scrollTo(0, 0)")
        breedte, hoogte = (SMAL, SMAL_HOOG) if smal else (BREED, HOOG)
        beeld = self._schiet(breedte, hoogte)
        while len(beeld) > MEESTE_BYTES:
            hoogte -= 60
            beeld = self._schiet(breedte, hoogte)
        (MAP / f"{naam}.png").write_bytes(beeld)
        zeg(f"  {naam}.png ({len(beeld) // 1000} kB)")
        self.page.set_viewport_size({"width": BREED, "height": HOOG})

    def _schiet(self, breedte: int, hoogte: int) -> bytes:
        vlak = {"x": 0, "y": 0, "width": breedte, "height": hoogte}
        return self.page.screenshot(clip=vlak, animations="disabled")  # type: ignore[arg-type]

    def wacht_op(self, tekst: str | re.Pattern[str], pad: str, seconden: int = 60) -> None:
        """Reload an address until the text stands on the page: the worker takes a moment."""
        einde = time.monotonic() + seconden
        while time.monotonic() < einde:
            self.open(pad)
            if self.page.get_by_role("main").get_by_text(tekst).count():
                return
            self.page.wait_for_timeout(1_000)
        raise Afgebroken(f"Op {pad} verscheen niet op tijd: {tekst!r}.")


# --- The seven steps ----------------------------------------------------------------------------


def walk_marktschets(b: Bezoeker) -> None:
    """Step 1: the analist looks at the market."""
    b.open("/")
    b.foto("01-begin")
    b.login("analist")
    b.open("/marktschets")
    b.foto("02-marktschets")
    figuren = b.page.locator("main figure")
    b.toon(figuren.nth(0))
    b.foto("03-marktschets-grafiek", boven=False)


def walk_toegang(b: Bezoeker) -> str:
    """Step 2: the regisseur goes from a new client to a decision; gives the number of the allocation."""
    b.login("regisseur")
    b.foto("04-mijn-werk")
    b.open("/toegang/client/nieuw")
    create_client(b)
    b.foto("05-dossier")
    b.klik("Nieuwe vraag")
    create_vraag(b)
    create_leefdomeinen(b)
    create_doelen(b)
    choose_profiel(b)
    choose_aanbieder(b)
    return decide(b)


def create_client(b: Bezoeker) -> None:
    """A new inhabitant."""
    for label, waarde in (
        ("BSN", BSN_BEZOEKER),
        ("Voornamen", "Marijke"),
        ("Achternaam", "Voorbeeld"),
        ("Geboortedatum", "1948-05-12"),
        ("Straat", "Lindelaan"),
        ("Huisnummer", "14"),
        ("Postcode", "9901 AB"),
        ("Woonplaats", "Aldervoort"),
    ):
        b.vul(label, waarde)
    b.vul("Geslacht", "Vrouw")
    b.klik("Cliënt registreren")


def create_vraag(b: Bezoeker) -> None:
    """Question and situation."""
    b.page.locator("main input[name=wet][value=wmo]").check()
    b.vul("Wat vraagt de cliënt?", "Sinds mijn val red ik het huishouden niet meer alleen.")
    b.vul("Wat speelt er?", "Mevrouw woont alleen. Zij viel in januari en loopt nu met een stok.")
    b.vul(re.compile("Wat kan de cliënt zelf"), "De buurvrouw doet de boodschappen. Koken lukt.")
    b.foto("06-vraag")
    b.klik("Opslaan en verder")


def create_leefdomeinen(b: Bezoeker) -> None:
    """Two of the twelve life domains, the others stay empty."""
    for domein, (score, lijn, woorden) in {
        "dagelijks": ("2", "2", "Stofzuigen en bed opmaken lukken niet."),
        "netwerk": ("3", "0", "De kinderen komen elke maand."),
    }.items():
        b.page.locator(f"main select[name={domein}_score]").select_option(value=score)
        b.page.locator(f"main select[name={domein}_lijn]").select_option(value=lijn)
        b.page.locator(f"main [name={domein}_toelichting]").fill(woorden)
    b.toon(b.page.locator("main form.utrecht-form"))
    b.foto("07-leefdomeinen", boven=False)
    b.klik("Opslaan en verder")


def create_doelen(b: Bezoeker) -> None:
    """One goal in the words of the client."""
    b.vul("Wat is er straks anders?", "Mijn huis is schoon en ik doe zelf wat ik kan.")
    b.page.locator("main select[name=leefdomein]").select_option(value="dagelijks")
    b.page.locator("main input[name=hoofddoel][value=zelfredzaamheid]").check()
    b.foto("08-doelen")
    b.klik(re.compile("opslaan en verder", re.I))


def choose_profiel(b: Bezoeker) -> None:
    """The first profile at its first intensity, and how much and how long."""
    profiel = b.page.locator("main form details").first
    profiel.locator("summary").click()
    profiel.locator("input[type=radio]").first.check()
    b.foto("09-profiel")
    b.klik("Opslaan en verder")
    b.page.locator("main input[name=ingangsdatum]").fill(DEMODAG)
    b.foto("10-omvang")
    b.klik("Opslaan en verder")


def choose_aanbieder(b: Bezoeker) -> None:
    """The client chooses."""
    b.page.locator("main input[name=aanbieder]:visible").first.check()
    b.vul(re.compile("Waarom kiest"), "Een kennis is er tevreden over.")
    b.foto("11-aanbieder")
    b.klik("Opslaan en verder")


def decide(b: Bezoeker) -> str:
    """Check everything and decide; the number of the allocation."""
    b.page.locator("main input[name=uitkomst]").first.check()
    b.vul("Waarom?", "U woont alleen en kunt door uw val niet schoonmaken. Daarom krijgt u hulp.")
    b.foto("12-besluiten")
    b.ga(b.page.locator("main form.utrecht-form button[type=submit]").last)
    b.page.get_by_role("heading", level=1, name=re.compile("^Besluit")).wait_for()
    b.foto("13-besluit")
    toewijzing = b.page.locator("main a[href^='/toegang/toewijzing/']").first
    return str(toewijzing.text_content()).strip()


def walk_berichten(b: Bezoeker, toewijzing: str) -> None:
    """Step 3: the 301 out, the 302 and 305 in; a month passes and the help stops."""
    b.login("backoffice")
    b.open("/berichten/uit?bericht=WMO301")
    b.foto("14-verzonden")
    b.klik(re.compile("WMO301", re.I))
    pad = b.page.url.removeprefix(b.adres)
    b.wacht_op(re.compile("WMO306", re.I), pad)
    b.open("/berichten/aanbieder")
    b.klik(re.compile("^Ga naar"))
    b.wacht_op(re.compile("WMO325", re.I), pad, seconden=120)
    b.open("/berichten/aanbieder")
    b.foto("15-speel-de-aanbieder")
    b.klik(f"Stop de levering van {toewijzing}")
    b.wacht_op(re.compile("WMO308", re.I), pad)
    b.toon(b.page.get_by_role("heading", name="Alles over deze toewijzing"))
    b.foto("16-berichten-van-een-toewijzing", boven=False)


def walk_aanbieder(b: Bezoeker) -> None:
    """Step 4: the aanbieder delivers a good message with an impossible day in it and reads what is wrong."""
    b.login("aanbieder")
    b.open("/berichten?bericht=JW305")
    b.ga(b.page.locator("main table a[href^='/berichten/in/']"))
    xml = b.page.request.get(f"{b.page.url}/xml").text()
    xml = re.sub(r"(Begindatum>)[\d-]{10}<", rf"\g<1>{GEEN_DAG}<", xml, count=1)
    b.open("/berichten/aanleveren")
    bestand = {"name": "start-met-fout.xml", "mimeType": "application/xml", "buffer": xml.encode()}
    b.page.locator("main input[name=bestanden]").set_input_files(bestand)  # type: ignore[arg-type]
    b.klik("Berichten aanleveren")
    b.wacht_op(re.compile(r"^\s*Alles is gecontroleerd"), b.page.url.removeprefix(b.adres))
    b.foto("17-kapot-bericht")


def walk_declaraties(b: Bezoeker) -> None:
    """Step 5: a claim with a line that was not approved."""
    b.login("backoffice")
    b.open("/declaraties")
    b.foto("18-declaraties")
    b.open("/declaraties?uitkomst=deels")
    b.ga(b.page.locator("main table a[href^='/declaraties/declaratie/']"))
    b.toon(b.page.get_by_role("heading", name="Regels"))
    b.foto("19-declaratie", boven=False)


def walk_resultaten(b: Bezoeker, toewijzing: str) -> None:
    """Step 6: T1 and T2 for the goal of step 2, then the page of an aanbieder."""
    b.login("regisseur")
    b.open(f"/toegang/toewijzingen?zoek={toewijzing}")
    b.ga(b.page.locator("main table a[href^='/toegang/toewijzing/']"))
    nummer = b.page.url.rsplit("/", 1)[-1]
    for moment, score in (("T1", "-1"), ("T2", "1")):
        b.open(f"/resultaten/toewijzing/{nummer}/{moment}")
        b.page.locator("main select[name^=score_]").first.select_option(value=score)
        if moment == "T2":
            b.foto("20-meten")
        b.klik("Meting bewaren")
    b.open(f"/resultaten/toewijzing/{nummer}")
    b.foto("21-doelen-gemeten")
    b.open("/resultaten")
    b.foto("22-resultaten")
    met_cijfers = b.page.locator("main table tbody tr").filter(has_text="%").first
    b.ga(met_cijfers.locator("a[href^='/resultaten/aanbieder/']"))
    b.foto("23-resultaten-aanbieder")


def walk_budget(b: Bezoeker) -> None:
    """Step 7: granted, claimed and payable against the budget; and two pages as a phone shows them."""
    b.login("controller")
    b.open("/sturing/budget")
    b.foto("24-budget")
    b.foto("25-budget-telefoon", smal=True)
    b.login("inwoner")
    b.open("/toegang/mijn")
    b.foto("26-mijn-hulp-telefoon", smal=True)


def walk(browser: "Browser", adres: str) -> None:
    """All steps in order."""
    b = Bezoeker(browser, adres)
    walk_marktschets(b)
    toewijzing = walk_toegang(b)
    walk_berichten(b, toewijzing)
    walk_aanbieder(b)
    walk_declaraties(b)
    walk_resultaten(b, toewijzing)
    walk_budget(b)
