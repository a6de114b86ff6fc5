"""Which gemeenten and areas of gemeenten a user can choose, and what a choice stands for in a year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stelsel.apps.basis.queries import get_gebiedenboom, list_gemeenten
from stelsel.domein.marktschets.gebieden import NIVEAUS, Niveau

from .keuze import Keuze

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def list_plaatsen(user: User, *, met_gebieden: bool) -> tuple[tuple[str, str], ...]:
    """Code and name: the areas from small to large (for the region only), then the gemeenten."""
    gemeenten = tuple((g.code, g.naam) for g in list_gemeenten(user))
    if not met_gebieden or not user.regio:
        return gemeenten
    boom = get_gebiedenboom()
    groepen = [
        (gebied.code, f"{gebied.naam} ({gebied.niveau})")
        for niveau in NIVEAUS
        if niveau is not Niveau.GEMEENTE
        for gebied in boom.list_niveau(niveau)
    ]
    return (*groepen, *gemeenten)


def create_keuze(user: User, *, jaar: int, plaats: str, domein: str, met_gebieden: bool) -> Keuze:
    """The choice; a place that cannot be chosen is read as all.

    An area stands for who belonged to it on the last day of the year, with the old codes of gemeenten that
    merged into these.
    """
    if plaats not in dict(list_plaatsen(user, met_gebieden=met_gebieden)):
        return Keuze(jaar, "", domein)
    if plaats in {g.code for g in list_gemeenten(user)}:
        return Keuze(jaar, plaats, domein)
    leden = get_gebiedenboom().list_codes(plaats, dag=date(jaar, 12, 31)) if jaar else ()
    return Keuze(jaar, plaats, domein, leden or ("",))
