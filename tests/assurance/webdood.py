"""The website, killed at work. `python webdood.py vul` makes a world; `aanleveren` and `besluiten` let a
browser post a form (files handed in, a decision taken) to a web process that is killed between the act and
the answer, and then to others that are killed at their first, second, third ... write, until one lives. After
every kill another process gets the same form, with the same one-time key, twice. Prints what was counted.

STELSEL_KAPOT=1 makes the deliberately broken variant: every statement is committed by itself. It exists only
here, as the control that the test can catch it.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django
from django.db import connection, transaction

HIER = Path(__file__).resolve().parents[2]
SCHRIJFT = ("INSERT", "UPDATE", "DELETE")
#: More than any form writes.
MEESTE = 40
_GRENS = "x-grens-x"
VERBROKEN = "verbinding verbroken"
#: Of the login, and the series of numbers: of those their numbers count, not their rows.
_STIL = ("django_session", "basis_nummerreeks")


@dataclass
class Dood:
    """Kills its own process at the n-th write of a post; with 0 after the act, before the answer."""

    na: int
    bezig: bool = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Around every statement."""
        uitkomst = execute(sql, params, many, context)
        if self.bezig and sql.startswith(SCHRIJFT):
            self.na -= 1
            if self.na == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return uitkomst

    def around(self, app: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
        """The application, of which only the posts are dangerous."""

        def dodelijk(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            self.bezig, direct = environ["REQUEST_METHOD"] == "POST", self.na == 0
            antwoord = app(environ, start_response)
            if self.bezig and direct:
                os.kill(os.getpid(), signal.SIGKILL)
            return antwoord

        return dodelijk


class _Stil(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def open_website(dood: Dood | None = None) -> Iterator[int]:
    """A web process of its own on the port that it gives; it is killed afterwards, if it still lives."""
    from django.core.wsgi import get_wsgi_application

    app = get_wsgi_application()
    server = WSGIServer(("127.0.0.1", 0), _Stil)
    server.set_app(dood.around(app) if dood else app)
    connection.close()
    pid = os.fork()
    if pid == 0:
        if dood:
            connection.execute_wrappers.append(dood)
        server.serve_forever()
    server.server_close()
    try:
        yield server.server_port
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


@dataclass
class Browser:
    """A browser that is logged in, with its own idea of a form."""

    koekjes: dict[str, str]
    velden: dict[str, str] = field(default_factory=dict)

    def open_formulier(self, poort: int, pad: str) -> None:
        """Read the page; keep its hidden fields and cookies."""
        status, koppen, tekst = self._vraag(poort, "GET", pad, b"", "")
        if status != 200:
            raise RuntimeError(f"{pad}: {status}")
        for kop in koppen.get_all("Set-Cookie") or []:
            naam, _, waarde = kop.partition(";")[0].partition("=")
            self.koekjes[naam] = waarde
        [formulier] = re.findall(
            r'<form method="post"[^>]*>(?:(?!</form>).)*name="eenmalig".*?</form>', tekst, re.S
        )
        paren = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', formulier)
        self.velden = dict(paren)

    def verstuur(self, poort: int, daad: Daad) -> str:
        """Press the button: where it leads, or that the connection was lost."""
        soort, inhoud = daad.pak_in(self.velden)
        try:
            status, koppen, _ = self._vraag(poort, "POST", daad.pad, inhoud, soort)
        except (ConnectionError, http.client.HTTPException):
            return VERBROKEN
        return koppen.get("Location") or f"status {status}"

    def _vraag(
        self, poort: int, methode: str, pad: str, inhoud: bytes, soort: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=30)
        koppen = {"Cookie": "; ".join(f"{naam}={waarde}" for naam, waarde in self.koekjes.items())}
        if soort:
            koppen["Content-Type"] = soort
        verbinding.request(methode, pad, inhoud, koppen)
        antwoord = verbinding.getresponse()
        tekst = antwoord.read().decode("utf-8", "replace")
        verbinding.close()
        return antwoord.status, antwoord.headers, tekst


@dataclass(frozen=True)
class Daad:
    """A form on an address, filled in; with files it is an upload."""

    pad: str
    velden: dict[str, str] = field(default_factory=dict)
    bestanden: dict[str, bytes] = field(default_factory=dict)

    def pak_in(self, verborgen: dict[str, str]) -> tuple[str, bytes]:
        """Content type and bytes, as a browser makes them."""
        velden = verborgen | self.velden
        if not self.bestanden:
            return "application/x-www-form-urlencoded", urlencode(velden).encode()
        delen = [
            f'--{_GRENS}\r\nContent-Disposition: form-data; name="{naam}"\r\n\r\n{waarde}\r\n'.encode()
            for naam, waarde in velden.items()
        ]
        delen += [
            f'--{_GRENS}\r\nContent-Disposition: form-data; name="bestanden"; filename="{naam}"\r\n'
            "Content-Type: application/xml\r\n\r\n".encode()
            + inhoud
            + b"\r\n"
            for naam, inhoud in self.bestanden.items()
        ]
        return f"multipart/form-data; boundary={_GRENS}", b"".join(delen) + f"--{_GRENS}--\r\n".encode()


def create_aanlevering(nummer: int) -> Daad:
    """Two messages and a file that is none."""
    from tests.factories.declaraties import create_323, create_regel

    berichten = {
        f"{nummer}-{deel}.xml": create_323(
            [create_regel(referentie_nummer=f"R{nummer}{deel}")],
            identificatie=f"ID{nummer}{deel}",
            declaratie_nummer=f"D{nummer}{deel}",
        )
        for deel in "ab"
    }
    return Daad("/berichten/aanleveren", bestanden=berichten | {"foto.jpg": b"geen bericht"})


def create_besluit(nummer: int) -> Daad:
    """The help is granted: a letter, an allocation, and the event of which a 301 comes."""
    velden = {"uitkomst": "toekennen", "motivering": "U kunt dit niet alleen."}
    return Daad(f"/toegang/vraag/V-{nummer}/besluit", velden)


DADEN: dict[str, tuple[str, Callable[[int], Daad]]] = {
    "aanleveren": ("aanbieder", create_aanlevering),
    "besluiten": ("regisseur", create_besluit),
}


def vul() -> None:
    """A world with a question that is ready for a decision, for every kill one."""
    from django.core.management import call_command
    from tests.factories.wereld import VANDAAG, create_client, create_vraag, create_wereld

    from stelsel.apps.toegang.models import Leefdomeinbeeld

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        wereld = create_wereld()
        product = wereld.producten["02A01"]
        keuze = {"product": product, "volume": 3, "aanbieder_id": "41990001", "keuze_client": "Dichtbij."}
        for nr in range(1, MEESTE + 1):
            naam = f"K-{nr}"
            wereld.clienten[naam] = create_client(
                nummer=naam, gemeente=wereld.gemeenten["9901"], volgnummer=nr + 10
            )
            vraag = create_vraag(
                wereld, client=naam, ingangsdatum=VANDAAG, einddatum=VANDAAG.replace(month=12), **keuze
            )
            Leefdomeinbeeld.objects.create(vraag=vraag, leefdomein="dagelijks", score=2, lijn="2")


def tel_rijen() -> dict[str, int]:
    """Rows per table, and how many numbers were drawn."""
    with connection.cursor() as cursor:
        namen = [naam for naam in connection.introspection.table_names(cursor) if naam not in _STIL]
        vragen = {naam: f'SELECT count(*) FROM "{naam}"' for naam in namen}
        vragen["nummers"] = "SELECT coalesce(sum(laatste), 0) FROM basis_nummerreeks"
        tellingen = {naam: cursor.execute(vraag).fetchone()[0] for naam, vraag in vragen.items()}
    connection.close()
    return tellingen


def get_verschil(voor: dict[str, int], na: dict[str, int]) -> dict[str, int]:
    """The tables that grew or shrank, and by how much."""
    return {naam: na[naam] - voor[naam] for naam in na if na[naam] != voor[naam]}


def login(naam: str) -> Browser:
    """Somebody who logged in before."""
    from django.test import Client

    from stelsel.apps.accounts.models import User

    klant = Client()
    klant.force_login(User.objects.get(username=naam), "django.contrib.auth.backends.ModelBackend")
    return Browser({naam: koekje.value for naam, koekje in klant.cookies.items()})


def dood(soort: str) -> dict[str, Any]:
    """Kill after kill: what was half done, what led elsewhere, and what each act brought in the end."""
    naam, maak = DADEN[soort]
    browser = login(naam)
    uit: dict[str, Any] = {"gedood": 0, "half": [], "anders": [], "effecten": []}
    for nummer in range(MEESTE):
        daad = maak(nummer or MEESTE)
        with open_website(Dood(nummer)) as poort:
            browser.open_formulier(poort, daad.pad)
            voor = tel_rijen()
            eerst = browser.verstuur(poort, daad)
        gevallen, erna = eerst == VERBROKEN, get_verschil(voor, tel_rijen())
        if gevallen and nummer and erna:
            uit["half"].append([nummer, erna])
        with open_website() as poort:
            keren = [browser.verstuur(poort, daad) for _ in range(2)]
        if len({*keren, eerst} - {VERBROKEN}) != 1 or not keren[0].startswith("/"):
            uit["anders"].append([nummer, eerst, *keren])
        uit["effecten"].append(get_verschil(voor, tel_rijen()))
        if not gevallen:
            break
        uit["gedood"] += 1
    return uit


if __name__ == "__main__":
    sys.path[:0] = [str(HIER), str(HIER / "src")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    if os.environ.get("STELSEL_KAPOT") == "1":
        from tests.assurance.betaalkind import breek

        breek()
    django.setup()
    if sys.argv[1] == "vul":
        vul()
    else:
        sys.stdout.write(json.dumps(dood(sys.argv[1])))
