"""What the pages of access share: roles from the table of permissions, and a line per look at a person."""

from __future__ import annotations

from typing import Any

from stelsel.apps.journal.actions import register_inzage, register_inzages
from stelsel.apps.web.middleware.klok import Verzoek

from ..models import Client
from ..permissions import ROLLEN, Handeling


def get_rollen(handeling: Handeling) -> tuple[str, ...]:
    """The roles that may, for `RolVereistMixin.rollen`."""
    return tuple(str(rol) for rol in ROLLEN[handeling])


def register_blik(request: Verzoek, client: Client, *, wat: str) -> None:
    """One look at one person."""
    register_inzage(
        client_nummer=client.nummer,
        by=request.user,
        handeling=wat,
        pagina=request.path,
        now=request.nu,
    )


def register_blikken(request: Verzoek, clienten: list[Client], *, wat: str) -> None:
    """One look at everybody in a list."""
    register_blik_op(request, [client.nummer for client in clienten], wat=wat)


def register_blik_op(request: Verzoek, nummers: list[str], *, wat: str) -> None:
    """One look at each number: of a client, or of the request while nobody here knows the person."""
    register_inzages(
        client_nummers=list(dict.fromkeys(nummers)),
        by=request.user,
        handeling=wat,
        pagina=request.path,
        now=request.nu,
    )


def add_fouten(form: Any, fouten: list[str]) -> None:
    """The reasons why an act was refused, above the form."""
    for fout in fouten:
        form.add_error(None, fout)
