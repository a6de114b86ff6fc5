"""Keeps the session of somebody who is at work; one that is left alone ends by itself (SESSION_COOKIE_AGE).

Django's own SESSION_SAVE_EVERY_REQUEST would write on every page that is read; once in ten minutes is enough.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from .klok import get_kloktijd

_ELKE = 600  # seconds
_GEZIEN = "gezien"


class SessieMiddleware:
    """Starts the time of the session anew when somebody who is logged in asks for something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Changing the session makes Django save it, with a new end for row and cookie."""
        if SESSION_KEY in request.session:
            nu = get_kloktijd()
            if nu - request.session.get(_GEZIEN, _get_inlogtijd(request)) >= _ELKE:
                request.session[_GEZIEN] = nu
        return self.get_response(request)


def _get_inlogtijd(request: HttpRequest) -> int:
    ingelogd = getattr(request.user, "last_login", None)
    return int(ingelogd.timestamp()) if ingelogd else 0
