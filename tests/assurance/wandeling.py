"""A walk by one user over every page, its objects, its forms and its exports."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from python_calamine import CalamineWorkbook
from tests.assurance.paginas import LETTERS, PAGINAS, Pagina
from tests.factories.volle_wereld import Dossier, Eigendom, VolleWereld

from stelsel.apps.accounts.models import User
from stelsel.apps.journal.models import Inzage
from stelsel.apps.web.render.lijst import LijstView

ROLLETTER = {naam: letter for letter, naam in LETTERS.items()}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Adres:
    """One address of the resolver. `argumenten`: the names in it; `lijst`: it is a list with exports."""

    naam: str
    argumenten: frozenset[str]
    lijst: bool


@dataclass(frozen=True)
class Bezoek:
    """One request and what came of it. `soort`: eigen, vreemd, weg, or "" for a page without an object;
    `verzonden`: what the user typed; `inzages`: client numbers logged by this request for this user."""

    user: User
    naam: str
    soort: str
    methode: str
    adres: str
    verzonden: str
    verwacht: int
    antwoord: HttpResponse
    tekst: str
    inzages: frozenset[str]

    @property
    def getoond(self) -> str:
        """The text of a page that was given; of a refusal nothing."""
        return self.tekst if self.antwoord.status_code == 200 else ""

    def __str__(self) -> str:
        return f"{self.user.username} {self.methode} {self.adres} ({self.soort or 'pagina'})"


def list_adressen() -> list[Adres]:
    """Every address of the product, from the URL resolver itself."""
    return list(_list_adressen(get_resolver(), ""))


def _list_adressen(resolver: URLResolver, ruimte: str) -> Iterator[Adres]:
    for patroon in resolver.url_patterns:
        if isinstance(patroon, URLResolver):
            eigen = f"{patroon.namespace}:" if patroon.namespace else ""
            yield from _list_adressen(patroon, ruimte + eigen)
        elif isinstance(patroon, URLPattern):
            view = getattr(patroon.callback, "view_class", None)
            lijst = isinstance(view, type) and issubclass(view, LijstView)
            yield Adres(f"{ruimte}{patroon.name}", frozenset(patroon.pattern.converters), lijst)


def get_tekst(antwoord: HttpResponse) -> str:
    """Everything readable in a response: body by its type, and the headers."""
    soort = antwoord.headers.get("Content-Type", "")
    koppen = "\n".join(f"{naam}: {waarde}" for naam, waarde in antwoord.headers.items())
    if soort == EXCEL:
        boek = CalamineWorkbook.from_filelike(io.BytesIO(antwoord.content))
        rijen = (rij for blad in boek.sheet_names for rij in boek.get_sheet_by_name(blad).to_python())
        return "\n".join([koppen, *(" | ".join(map(str, rij)) for rij in rijen)])
    if soort == "application/zip":
        with zipfile.ZipFile(io.BytesIO(antwoord.getvalue())) as zip_:
            return "\n".join([koppen, *(zip_.read(naam).decode() for naam in zip_.namelist())])
    if soort == "application/pdf":
        return koppen + antwoord.content.decode("latin-1")
    return koppen + html.unescape(antwoord.content.decode())


class Wandeling:
    """The walk of one user (None: nobody logged in)."""

    def __init__(self, vw: VolleWereld, login: str | None, *, posten: bool = True) -> None:
        self.vw = vw
        self.user = vw.wereld.users[login] if login else None
        self.posten = posten
        self.browser = Browser()
        self._login()

    def _login(self) -> None:
        if self.user is not None:
            self.browser.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")

    def list_bezoeken(self) -> Iterator[Bezoek]:
        """Every page of the table in turn."""
        for adres in list_adressen():
            yield from self.list_paginabezoeken(adres)

    def list_paginabezoeken(self, adres: Adres) -> Iterator[Bezoek]:
        """One page: own, foreign and missing objects, forms, searches and exports."""
        pagina = PAGINAS[adres.naam]
        if pagina.objecten is None:
            yield from self._bezoek_pagina(adres, pagina)
            return
        for argumenten, eigendom, dossier in pagina.objecten(self.vw):
            soort = "eigen" if self.user and eigendom.is_van(self.user) else "vreemd"
            yield from self._bezoek_object(adres, pagina, argumenten, soort, dossier)
        for argumenten in pagina.weg:
            yield from self._bezoek_object(adres, pagina, argumenten, "weg", None)

    def _bezoek_pagina(self, adres: Adres, pagina: Pagina) -> Iterator[Bezoek]:
        url = reverse(adres.naam)
        yield self._get(adres, url, "", pagina.get)
        for vraag in self._list_vragen(adres, pagina):
            yield self._get(adres, f"{url}?{vraag}", "", pagina.get)
        if not self.posten:
            return
        yield self._post(adres, url, "", {}, pagina.leeg)
        for dossier in self.vw.dossiers.values() if pagina.vol else ():
            eigen = self.user is not None and dossier.eigendom.is_van(self.user)
            data = pagina.vol(self.vw, dossier)  # type: ignore[misc]  # the line above
            yield self._post(adres, url, "", data, pagina.na if eigen else pagina.vreemd)

    def _bezoek_object(
        self, adres: Adres, pagina: Pagina, argumenten: dict[str, Any], soort: str, dossier: Dossier | None
    ) -> Iterator[Bezoek]:
        url, eigen = reverse(adres.naam, kwargs=argumenten), soort == "eigen"
        yield self._get(adres, url, soort, pagina.get if eigen else _als_niet_bestaand(pagina.get))
        for vraag in self._list_vragen(adres, pagina):
            yield self._get(adres, f"{url}?{vraag}", soort, pagina.get if eigen else 404)
        if not self.posten:
            return
        leeg = pagina.leeg if eigen or pagina.leeg == 400 else _als_niet_bestaand(pagina.leeg)
        yield self._post(adres, url, soort, {}, leeg)
        if pagina.vol:
            bij = dossier or next(iter(self.vw.dossiers.values()))
            yield self._post(adres, url, soort, pagina.vol(self.vw, bij), pagina.na if eigen else 404)

    def _list_vragen(self, adres: Adres, pagina: Pagina) -> Iterator[str]:
        yield from pagina.vragen
        if adres.lijst:
            yield from ("export=csv", "export=xlsx", "per=100")
        for dossier in self.vw.dossiers.values():
            if adres.naam == "portaal:zoek":
                yield from (f"q={quote(woord)}" for woord in _list_zoekwoorden(dossier))
            elif adres.lijst:
                yield f"zoek={quote(dossier.client.geslachtsnaam)}"

    def _get(self, adres: Adres, url: str, soort: str, verwacht: int) -> Bezoek:
        voor = _get_laatste_inzage()
        antwoord = self.browser.get(url)
        return self._create_bezoek(adres, soort, "GET", url, "", verwacht, antwoord, voor)

    def _post(self, adres: Adres, url: str, soort: str, data: dict[str, Any], verwacht: int) -> Bezoek:
        """Posted, looked at, and undone."""
        with transaction.atomic():
            voor = _get_laatste_inzage()
            antwoord = self.browser.post(url, data)
            verzonden = " ".join(str(waarde) for waarde in data.values())
            bezoek = self._create_bezoek(adres, soort, "POST", url, verzonden, verwacht, antwoord, voor)
            transaction.set_rollback(True)
        if adres.naam == "accounts:uitloggen":
            self._login()
        return bezoek

    def _create_bezoek(
        self,
        adres: Adres,
        soort: str,
        methode: str,
        url: str,
        verzonden: str,
        verwacht: int,
        antwoord: HttpResponse,
        voor: int,
    ) -> Bezoek:
        wie = self.user or User(username="niemand")
        gezien = Inzage.objects.filter(pk__gt=voor, actor=wie.username)
        return Bezoek(
            user=wie,
            naam=adres.naam,
            soort=soort,
            methode=methode,
            adres=url,
            verzonden=f"{url} {verzonden}",
            verwacht=self._get_verwacht(PAGINAS[adres.naam], methode, verwacht),
            antwoord=antwoord,
            tekst=get_tekst(antwoord),
            inzages=frozenset(gezien.values_list("client_nummer", flat=True)),
        )

    def _get_verwacht(self, pagina: Pagina, methode: str, verwacht: int) -> int:
        if self.user is None:
            return 200 if pagina.publiek and verwacht in (200, 302) else verwacht if pagina.publiek else 302
        letter = ROLLETTER[self.user.rol]
        if letter in pagina.anders:
            return pagina.anders[letter]
        return verwacht if letter in pagina.rollen else 403


def _als_niet_bestaand(status: int) -> int:
    return 405 if status == 405 else 404


def _get_laatste_inzage() -> int:
    return Inzage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _list_zoekwoorden(dossier: Dossier) -> Iterator[str]:
    kanaries = dossier.kanaries
    for soort in ("persoon", "nummer", "toewijzing", "bericht", "declaratie", "vraag"):
        yield kanaries[soort][0]


def komt_voor(kanarie: str, tekst: str) -> bool:
    """The canary stands in the text as a word of its own."""
    if kanarie not in tekst:
        return False
    return re.search(rf"(?<![\w.-]){re.escape(kanarie)}(?![\w-])", tekst) is not None


def is_eigen(eigendom: Eigendom, user: User) -> bool:
    """A canary of this owner may be shown to this user."""
    return bool(user.pk) and eigendom.is_van(user)
