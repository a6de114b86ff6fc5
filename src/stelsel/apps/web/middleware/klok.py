"""The one place of the web side that reads the clock; actions get `today` and `now` passed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone


def get_vandaag() -> date:
    """Today: the calendar, or the fixed day of the demo (STELSEL_VANDAAG)."""
    return settings.STELSEL_VANDAAG or timezone.localdate()


def get_nu() -> datetime:
    """Now, on the day of `get_vandaag`, with the real time of day."""
    nu = timezone.localtime()
    vandaag = settings.STELSEL_VANDAAG
    return nu if vandaag is None else nu.replace(year=vandaag.year, month=vandaag.month, day=vandaag.day)


class KlokMiddleware:
    """Gives every request its `vandaag` and `nu`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.vandaag = get_vandaag()  # type: ignore[attr-defined]  # our own attribute
        request.nu = get_nu()  # type: ignore[attr-defined]  # our own attribute
        return self.get_response(request)
