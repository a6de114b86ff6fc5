"""Expected use: our gemeenten beside what the features of their inhabitants let expect."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from stelsel.analyse.kwaliteit import list_herindelingen
from stelsel.analyse.verwacht_gebruik import (
    Gebied,
    GeenVerwachting,
    Verwachting,
    Wat,
    compute_verwachting,
)
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.domein.marktschets.gebiedskenmerken import list_gebiedskenmerken
from stelsel.domein.marktschets.indelingsregel import get_standaardregel
from stelsel.lake.intake.kenmerken import Kenmerken, read_kenmerken

from ..models import Gebiedscijfer, Kenmerkbestand, Referentiebestand, Referentiecijfer
from .beeld import DOMEIN_NAAM
from .benchmark import kies_benchmarkjaar, list_eigen_gebieden, list_referentiebestanden
from .meer import get_eenheden, list_bronnen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: Whose count of our own gemeenten: our claims, or the published file that counts the others too.
EIGEN, BRON = "eigen", "bron"


@dataclass(frozen=True)
class Verwachtvraag:
    """What was chosen. `kies`: codes of features, empty for all."""

    jaar: int | None = None
    domein: str = ""
    bestand: str = ""
    telling: str = EIGEN
    kies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verwachtpagina:
    """The answers for clients and for cost, and all they rest on. `kenmerken`: codes and names that could be
    used; `kenmerkjaren`: first and last year of the features; `elders`: years with figures of others."""

    jaar: int
    jaren: tuple[int, ...]
    domein: str
    telling: str
    kan_bron: bool
    bestand: Referentiebestand | None
    bestanden: tuple[Referentiebestand, ...]
    kenmerkbestanden: tuple[Kenmerkbestand, ...]
    kenmerken: tuple[tuple[str, str], ...]
    gekozen: frozenset[str]
    kenmerkjaren: tuple[int, int] | None
    uitkomsten: tuple[Verwachting | GeenVerwachting, ...]
    elders: tuple[int, ...]
    bronnen: tuple[tuple[str, date], ...]
    lakeversie: int


def parse_kenmerken(inhoud: bytes, *, jaar: int | None) -> Kenmerken:
    """The features in a file, municipalities that merged under their present code. Raises IntakeFout."""
    return read_kenmerken(inhoud, jaar=jaar, herindelingen=list_herindelingen())


def list_kenmerkbestanden(user: User) -> list[Kenmerkbestand]:
    """The files that were read in, newest first."""
    return list(Kenmerkbestand.objects.order_by("-pk")) if user.regio else []


def get_verwachtpagina(user: User, vraag: Verwachtvraag, *, today: date) -> Verwachtpagina | None:
    """Our gemeenten beside what may be expected; None without claim lines.

    To be asked by a user who may see small numbers.
    """
    bestanden = tuple(list_referentiebestanden(user))
    bestand = next((b for b in bestanden if b.nummer == vraag.bestand), bestanden[0] if bestanden else None)
    keuzes = [vraag.domein] if vraag.domein in DOMEIN_NAAM else list(DOMEIN_NAAM)
    tabellen = ((d, get_eenheden(get_standaardregel(), domein=d, today=today)) for d in keuzes)
    domein, eenheden = next(((d, e) for d, e in tabellen if not e.is_empty()), ("", None))
    if eenheden is None:
        return None
    jaren: tuple[int, ...] = tuple(sorted(eenheden["jaar"].unique().to_list(), reverse=True))
    cijfers = list(
        Referentiecijfer.objects.for_user(user).filter(bestand=bestand, domein=domein).order_by("code")
    )
    jaar = kies_benchmarkjaar(vraag.jaar, jaren=jaren, van_anderen={c.jaar for c in cijfers}, today=today)
    van_jaar = [c for c in cijfers if c.jaar == jaar]
    bekend, kenmerkjaren = _list_kenmerken(user, jaar=jaar)
    groepen = _list_gebieden(user, van_jaar, eenheden, jaar=jaar, bekend=bekend, telling=vraag.telling)
    bruikbaar = tuple(
        (k.code, k.naam) for k in list_gebiedskenmerken() if any(k.code in w for w in bekend.values())
    )
    gekozen = vraag.kies & {code for code, _ in bruikbaar}
    teksten = _als_tekst(groepen.eigen), _als_tekst(groepen.anderen)
    return Verwachtpagina(
        jaar=jaar,
        jaren=jaren,
        domein=domein,
        telling=groepen.telling,
        kan_bron=groepen.kan_bron,
        bestand=bestand,
        bestanden=bestanden,
        kenmerkbestanden=tuple(list_kenmerkbestanden(user)),
        kenmerken=bruikbaar,
        gekozen=gekozen,
        kenmerkjaren=kenmerkjaren,
        uitkomsten=tuple(_compute(*teksten, wat, gekozen, today) for wat in Wat),
        elders=tuple(sorted({c.jaar for c in cijfers})) if not van_jaar else (),
        bronnen=list_bronnen(),
        lakeversie=get_lake().versie,
    )


@dataclass(frozen=True)
class _Gebieden:
    """Who is compared with whom, and whose count holds for our own."""

    eigen: list[Gebied]
    anderen: list[Gebied]
    telling: str
    kan_bron: bool


def _list_gebieden(
    user: User, cijfers: Sequence[Referentiecijfer], eenheden: pl.DataFrame, *, jaar: int,
    bekend: Mapping[str, Mapping[str, float]], telling: str,
) -> _Gebieden:  # fmt: skip
    """Our gemeenten, and all others of the file: not larger areas, nor what ever was one of ours."""
    gemeenten = list_gemeenten(user)
    codes = {gemeente.code for gemeente in gemeenten}
    van_ons = [c for c in cijfers if c.code in codes]
    kan_bron = {c.code for c in van_ons if c.clienten is not None} >= codes
    telling = BRON if telling == BRON and kan_bron else EIGEN
    if telling == BRON:
        eigen = [_als_gebied(c, bekend) for c in van_ons]
    else:
        inwoners = {c.code: c.inwoners for c in van_ons if c.inwoners}
        eigen = [
            Gebied(g.code, g.naam, g.inwoners, g.clienten, g.bedrag, bekend.get(g.code, {}))
            for g in list_eigen_gebieden(eenheden, gemeenten, jaar=jaar, inwoners=inwoners)
            if g.code
        ]
    ooit = codes | set(Gemeente.objects.values_list("code", flat=True))
    anderen = [_als_gebied(c, bekend) for c in cijfers if c.code.isdecimal() and c.code not in ooit]
    return _Gebieden(eigen, anderen, telling, kan_bron)


def _als_gebied(cijfer: Referentiecijfer, bekend: Mapping[str, Mapping[str, float]]) -> Gebied:
    naam = cijfer.naam or cijfer.code
    kenmerken = bekend.get(cijfer.code, {})
    return Gebied(cijfer.code, naam, cijfer.inwoners, cijfer.clienten, cijfer.bedrag, kenmerken)


def _list_kenmerken(user: User, *, jaar: int) -> tuple[dict[str, dict[str, float]], tuple[int, int] | None]:
    """Per gemeente each feature of the year that lies nearest, the past before the future and the newest file
    before older ones; and the first and last year used."""
    uit: dict[str, dict[str, float]] = {}
    jaren = set()
    rijen = (
        Gebiedscijfer.objects.for_user(user).order_by("pk").values_list("bestand", "code", "jaar", "waarden")
    )
    for _, code, van, waarden in sorted(rijen, key=lambda r: (abs(r[2] - jaar), r[2] > jaar, -r[0], r[1])):
        for kenmerk, waarde in waarden.items():
            if kenmerk not in uit.setdefault(code, {}):
                uit[code][kenmerk] = waarde
                jaren.add(van)
    return uit, (min(jaren), max(jaren)) if jaren else None


def _als_tekst(gebieden: Sequence[Gebied]) -> str:
    return json.dumps(
        [[g.code, g.naam, g.inwoners, g.clienten, g.bedrag, dict(g.kenmerken)] for g in gebieden]
    )


@lru_cache(maxsize=32)
def _compute(
    eigen: str, anderen: str, wat: Wat, kies: frozenset[str], today: date
) -> Verwachting | GeenVerwachting:
    """About a second for a country; the same question is answered from memory after that."""
    van_ons, van_anderen = ([Gebied(*rij) for rij in json.loads(tekst)] for tekst in (eigen, anderen))
    return compute_verwachting(van_ons, van_anderen, wat=wat, peildatum=today, kies=kies)
