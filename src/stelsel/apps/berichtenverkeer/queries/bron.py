"""One message for its page: what is found and where, the XML by line, and who looked at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from stelsel.apps.accounts.queries import create_naam_voor
from stelsel.apps.journal.models import Inzage
from stelsel.istandaarden.catalogus.hulp import get_hulp
from stelsel.istandaarden.codec.plaats import find_regelnummers

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: A message up to this many lines is shown whole; of a longer one its beginning and what is around findings.
_GEHEEL, _BEGIN, _RONDOM = 600, 120, 4
_LANGSTE_REGEL = 400
#: Above this size (bytes) places are not looked up and only the beginning is shown.
TE_LANG = 1_000_000
_TEKST = 60_000
_MEESTE_BEVINDINGEN = 100
_NIVEAU_1 = {"XSD", "BESTAND"}
_PRESTATIE = "Prestatie "
_MEESTE_KIJKERS = 20


@dataclass(frozen=True)
class Vondst:
    """A stored finding for the page: `regelnummer` also where the check itself gave only a place; `herstel`:
    what the sender does."""

    regel: str
    retourcode: str
    plaats: str
    uitleg: str
    herstel: str
    regelnummer: int | None


@dataclass(frozen=True)
class Bronregel:
    """One line of the XML. `gat`: lines before it were left out."""

    nummer: int
    tekst: str
    vondsten: tuple[Vondst, ...]
    gat: bool


@dataclass(frozen=True)
class Kijker:
    """Somebody who opened or downloaded the message."""

    gezien_at: datetime
    naam: str
    rol: str
    handeling: str


def list_vondsten(inhoud: bytes, bevindingen: Sequence[Mapping[str, Any]]) -> list[Vondst]:
    """The stored findings with their lines, at most a hundred."""
    eerste = bevindingen[:_MEESTE_BEVINDINGEN]
    nummers: dict[str, int | None] = {}
    plaatsen = {b["plaats"] for b in eerste if b["plaats"].startswith("/")}
    # What is wrong at level 1 brings its own lines, and may be no XML that can be searched.
    if len(inhoud) <= TE_LANG and not _NIVEAU_1 & {b["regel"] for b in eerste}:
        nummers = find_regelnummers(inhoud, plaatsen) if plaatsen else {}
        nummers |= {b["plaats"]: _find_prestatie(inhoud, b["plaats"]) for b in eerste if _is_prestatie(b)}
    return [
        Vondst(
            regel=b["regel"],
            retourcode=b["retourcode"] or "",
            plaats=b["plaats"],
            uitleg=b["uitleg"],
            herstel=get_hulp(b["regel"], uitleg=b["uitleg"]).herstel,
            regelnummer=b["regelnummer"] or nummers.get(b["plaats"]),
        )
        for b in eerste
    ]


def _is_prestatie(bevinding: Mapping[str, Any]) -> bool:
    return str(bevinding["plaats"]).startswith(_PRESTATIE)


def _find_prestatie(inhoud: bytes, plaats: str) -> int | None:
    """The line with the reference of a claim line."""
    plek = inhoud.find(f">{plaats.removeprefix(_PRESTATIE)}<".encode())
    return None if plek < 0 else inhoud.count(b"\n", 0, plek) + 1


def list_bronregels(
    inhoud: bytes, vondsten: Sequence[Vondst], *, ook: int = 0
) -> tuple[list[Bronregel], bool]:
    """The lines to show, those around `ook` among them, and whether that is the whole message."""
    heel = len(inhoud) <= TE_LANG
    bron = (inhoud if heel else inhoud[:_TEKST]).decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    per_regel: dict[int, list[Vondst]] = defaultdict(list)
    for vondst in vondsten:
        if vondst.regelnummer:
            per_regel[vondst.regelnummer].append(vondst)
    tonen = _list_tonen(len(bron), [*per_regel, ook] if ook else list(per_regel))
    regels, vorige = [], 0
    for nummer in tonen:
        tekst = bron[nummer - 1]
        kort = tekst if len(tekst) <= _LANGSTE_REGEL else f"{tekst[:_LANGSTE_REGEL]}…"
        regels.append(Bronregel(nummer, kort, tuple(per_regel.get(nummer, ())), gat=nummer != vorige + 1))
        vorige = nummer
    return regels, heel and len(tonen) == len(bron)


def _list_tonen(aantal: int, gemerkt: list[int]) -> list[int]:
    if aantal <= _GEHEEL:
        return list(range(1, aantal + 1))
    tonen = set(range(1, _BEGIN + 1))
    tonen |= {n for plek in gemerkt for n in range(plek - _RONDOM, plek + _RONDOM + 1)}
    return sorted(n for n in tonen if 1 <= n <= aantal)


def list_kijkers(user: User, *, pagina: str, client_nummers: Sequence[str]) -> list[Kijker]:
    """Who looked at this page, newest first, by the lines in the dossiers of the clients on it; people of
    another organisation than the user's by the name of that."""
    inzages = Inzage.objects.filter(client_nummer__in=client_nummers[:50], pagina__startswith=pagina)
    inzages = inzages.annotate(wie=create_naam_voor(user))
    rijen = inzages.values_list("gezien_at", "wie", "actor_rol", "handeling", "pagina").distinct()
    eigen = {pagina, f"{pagina}/xml"}
    return [Kijker(*rij[:4]) for rij in rijen.order_by("-gezien_at") if rij[4] in eigen][:_MEESTE_KIJKERS]
