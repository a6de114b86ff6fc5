"""The figures of a new version of the lake, made before anybody asks.

The pages of analysis are opened as each role opens them, without a choice and per domain, so that sums,
tables and drawings are kept (`stelsel.lake.uitkomsten`) and the first visitor does not wait for them. Nothing
is shown to anybody and nothing of persons is read; a page that fails here is told in the log and passed over.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

logger = logging.getLogger(__name__)

VEEL_REGELS = 200_000
#: What the menu leads to, and the other domain of those that show one.
ADRESSEN = (
    "/marktschets",
    "/sturing/budget",
    "/marktschets/verdieping",
    "/marktschets/duur",
    "/marktschets/document",
    "/marktschets/gegevens",
    "/marktschets/indeling",
    "/marktschets/indeling?domein=jeugd",
    "/marktschets/indeling?domein=wmo",
    "/marktschets/vergelijken",
    "/marktschets/segmenten",
    "/marktschets/verwacht",
    "/marktschets/functies",
    "/marktschets/cohort",
    "/profielen/omzetting",
    "/profielen/omzetting?domein=wmo",
    "/profielen/ontwerp",
    "/profielen/ontwerp?domein=wmo",
    "/profielen/indelen",
    "/profielen/plekken",
    "/profielen/plekken?domein=wmo",
    "/profielen/trends",
    "/bekostiging/vergelijken",
    "/bekostiging/vergelijken?domein=wmo",
    "/bekostiging/exploitatie",
    "/bekostiging/evenwicht",
)
_LANGST, _RUST = 600.0, 0.2


@dataclass(frozen=True)
class Voorbereid:
    """One page as one user opened it, and the seconds that it took."""

    adres: str
    gebruikersnaam: str
    seconden: float


def prepare_paginas(*, today: date, now: datetime) -> Iterator[Voorbereid]:
    """Open every page for one user of every role and gemeente that it is for; none when not `is_nodig`."""
    if not is_nodig():
        return
    for adres in ADRESSEN:
        for user in _list_users():
            begin = time.monotonic()
            if _open(adres, user, today=today, now=now):
                yield Voorbereid(adres, user.username, time.monotonic() - begin)


def is_nodig() -> bool:
    """Whether the lake is so large that a first visitor would notice."""
    from stelsel.apps.basis.queries import get_lake
    from stelsel.lake.tabellen import DECLARATIEREGELS

    rijen = sum(stand.rijen for stand in get_lake().list_standen() if stand.tabel == DECLARATIEREGELS.naam)
    return rijen >= VEEL_REGELS


def _list_users() -> list[Any]:
    """One active user of every role that reads figures, per gemeente; the region first."""
    from stelsel.apps.accounts.models import User
    from stelsel.apps.marktschets.permissions import LEZERS

    users = User.objects.filter(is_active=True, rol__in=LEZERS).order_by("gemeentecode", "pk")
    per_plek = {(user.rol, user.gemeentecode, user.regio): user for user in users.reverse()}
    return sorted(per_plek.values(), key=lambda user: (user.gemeentecode, user.pk))


def _open(adres: str, user: Any, *, today: date, now: datetime) -> bool:
    """Whether the page is for this user; returns when its figures are there."""
    from django.core.exceptions import PermissionDenied
    from django.http import Http404

    from stelsel.apps.marktschets.queries.voortgang import is_bezig

    einde = time.monotonic() + _LANGST
    try:
        _render(adres, user, today=today, now=now)
        while is_bezig() and time.monotonic() < einde:
            time.sleep(_RUST)
            if not is_bezig():
                _render(adres, user, today=today, now=now)
    except (PermissionDenied, Http404):
        return False
    except Exception:
        logger.exception("%s is niet voorbereid", adres)
        return False
    return True


def _render(adres: str, user: Any, *, today: date, now: datetime) -> None:
    from django.http import HttpRequest, QueryDict
    from django.urls import resolve

    delen = urlsplit(adres)
    verzoek: Any = HttpRequest()
    verzoek.method, verzoek.path, verzoek.path_info = "GET", delen.path, delen.path
    verzoek.GET, verzoek.META = QueryDict(delen.query), {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    verzoek.user, verzoek.vandaag, verzoek.nu, verzoek.session = user, today, now, {}
    treffer = verzoek.resolver_match = resolve(delen.path)
    antwoord = treffer.func(verzoek, *treffer.args, **treffer.kwargs)
    if hasattr(antwoord, "render"):
        antwoord.render()
