"""The one place of the web side that reads the clock; actions get `today` and `now` passed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stelsel.apps.accounts.models import User


def get_vandaag() -> date:
    """Today: the calendar, or the day of the demo: STELSEL_VANDAAG, moved on by `change_demodag`."""
    if settings.STELSEL_DEMO and _get_pad().exists():
        return date.fromisoformat(_get_pad().read_text().strip())
    return settings.STELSEL_VANDAAG or timezone.localdate()


def change_demodag(dag: date) -> None:
    """The demo's time machine: from now on it is this day, for web, worker and simulator alike."""
    if not settings.STELSEL_DEMO:
        raise RuntimeError("alleen de demo kan een andere dag kiezen")
    nieuw = _get_pad().with_suffix(".nieuw")
    nieuw.write_text(dag.isoformat())
    nieuw.replace(_get_pad())


def _get_pad() -> Path:
    return Path(settings.VAR_DIR) / "demodag"


def get_nu() -> datetime:
    """Now, on the day of `get_vandaag`, with the real time of day."""
    nu = timezone.localtime()
    vandaag = get_vandaag()
    return nu.replace(year=vandaag.year, month=vandaag.month, day=vandaag.day)


def get_kloktijd() -> int:
    """The real moment, whatever day the demo is on, in whole seconds: for sessions, which end by it."""
    return int(timezone.now().timestamp())


class Verzoek(HttpRequest):
    """A request as our views see it: somebody is logged in, on a known day. For annotations only."""

    user: User
    vandaag: date
    nu: datetime


class KlokMiddleware:
    """Gives every request its `vandaag` and `nu`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.vandaag = get_vandaag()  # type: ignore[attr-defined]  # our own attribute
        request.nu = get_nu()  # type: ignore[attr-defined]  # our own attribute
        return self.get_response(request)
