"""Who reads the catalogue: everybody with a login who works with it. Who designs: the region's analyst."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from stelsel.analyse.onthulling import Norm, Uitgave, get_norm
from stelsel.apps.accounts.models import Rol

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LEZERS = tuple(rol for rol in Rol if rol not in (Rol.INWONER, Rol.BEHEERDER))
ONTWERPERS = (Rol.ANALIST,)
#: `?voor=`: a file to be shared, or one that stays at the own desk.
PUBLICATIE, EIGEN = "publicatie", "eigen"
#: Who reads what changes per profile and aanbieder, without persons.
TRENDLEZERS = (Rol.ANALIST, Rol.CONTRACTMANAGER, Rol.BESTUURDER)
#: They make and approve versions of the catalogue of the region; see `check_regio`.
BEHEERDERS = (Rol.ANALIST, Rol.CONTRACTMANAGER)


def check_regio(user: User) -> None:
    """The catalogue is of the region. Raises PermissionDenied for who works for one gemeente."""
    if not user.regio:
        raise PermissionDenied("de catalogus is van de hele regio")


def mag_beheren(user: User) -> bool:
    """Whether this user may make and approve versions of the catalogue."""
    return bool(user.regio and user.rol in BEHEERDERS)


def mag_ontwerpen(user: User) -> bool:
    """The bench shows true counts, however small: for the analyst of the region only."""
    return bool(user.regio and user.rol == Rol.ANALIST)


def get_norm_voor(*, voor: str, today: date) -> Norm:
    """What the edition of a file of the bench asks: inside, unless it is to be shared or for the own desk."""
    uitgaven = {PUBLICATIE: Uitgave.OPENBAAR, EIGEN: Uitgave.EIGEN}
    return get_norm(uitgaven.get(voor, Uitgave.BINNEN), peildatum=today)


def get_trendnorm(user: User, *, today: date) -> Norm:
    """A bestuurder reads what the council reads; the others what works inside. Nobody reads trends of few."""
    openbaar = user.rol == Rol.BESTUURDER
    return get_norm(Uitgave.OPENBAAR if openbaar else Uitgave.BINNEN, peildatum=today)
