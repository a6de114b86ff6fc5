"""F18: the headers of every answer, and no script or style inside a page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from tests.assurance.wandeling import Bezoek, Wandeling
from tests.factories.volle_wereld import VolleWereld

#: Header and value on every answer, whoever asks.
VAST = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
LOGINS = (None, "regisseur", "backoffice", "controller", "analist", "aanbieder", "inwoner", "beheerder")


class Zoeker(HTMLParser):
    """Collects what the Content-Security-Policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.gevonden: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Inline style, style elements, handlers and javascript: addresses."""
        self._in_script = tag == "script"
        if tag == "style":
            self.gevonden.append("<style>")
        for naam, waarde in attrs:
            if naam == "style" or naam.startswith("on"):
                self.gevonden.append(f"<{tag} {naam}>")
            if (waarde or "").strip().lower().startswith("javascript:"):
                self.gevonden.append(f"<{tag} {naam}=javascript:>")

    def handle_endtag(self, tag: str) -> None:
        """The end of a script."""
        self._in_script = False

    def handle_data(self, data: str) -> None:
        """Script with content."""
        if self._in_script and data.strip():
            self.gevonden.append("<script> met inhoud")


def list_fouten(antwoord: HttpResponse, *, ingelogd: bool) -> list[str]:
    """What is wrong with the headers and the page."""
    koppen = antwoord.headers
    fouten = [f"{naam}: {koppen.get(naam)}" for naam, waarde in VAST.items() if koppen.get(naam) != waarde]
    regels = (deel.strip().partition(" ") for deel in koppen.get("Content-Security-Policy", "").split(";"))
    if {naam: waarde for naam, _, waarde in regels if naam} != CSP:
        fouten.append(f"CSP: {koppen.get('Content-Security-Policy')}")
    if ingelogd and "no-store" not in koppen.get("Cache-Control", ""):
        fouten.append(f"Cache-Control: {koppen.get('Cache-Control')}")
    if koppen.get("Content-Type", "").startswith("text/html"):
        zoeker = Zoeker()
        zoeker.feed(antwoord.content.decode())
        fouten += zoeker.gevonden
    return fouten


@pytest.mark.traag
@pytest.mark.parametrize("login", LOGINS)
def test_headers_and_no_inline_code(vw: VolleWereld, login: str | None) -> None:
    def beoordeel(bezoek: Bezoek) -> list[str]:
        uitgelogd = login is None or bezoek.naam == "accounts:uitloggen"
        fouten = list_fouten(bezoek.antwoord, ingelogd=not uitgelogd)
        return [f"{bezoek}: {fout}" for fout in fouten]

    posten = login in (None, "regisseur", "backoffice")  # between them they have every form
    bezoeken = Wandeling(vw, login, posten=posten).list_bezoeken()

    assert [fout for bezoek in bezoeken for fout in beoordeel(bezoek)] == []


@pytest.mark.parametrize(
    ("html", "gevonden"),
    [
        ('<p style="color:red">', ["<p style>"]),
        ("<style>p{}</style>", ["<style>"]),
        ("<script>alert(1)</script>", ["<script> met inhoud"]),
        ('<a href="JavaScript:x()" onclick="x()">', ["<a href=javascript:>", "<a onclick>"]),
        ('<script src="/static/a.js" defer></script><p class="on">', []),
    ],
)
def test_what_is_looked_for_is_found(html: str, gevonden: list[str]) -> None:
    zoeker = Zoeker()
    zoeker.feed(html)

    assert zoeker.gevonden == gevonden


def test_an_answer_without_headers_is_found() -> None:
    fouten = list_fouten(HttpResponse("<p>", content_type="text/html"), ingelogd=True)

    assert fouten == [*(f"{naam}: None" for naam in VAST), "CSP: None", "Cache-Control: None"]
