"""Who may see the market picture, and in which edition: true counts, protected, or for the public."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse.onthulling import Norm, Uitgave, get_norm
from stelsel.apps.accounts.models import Rol

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LEZERS = (Rol.ANALIST, Rol.CONTRACTMANAGER, Rol.CONTROLLER, Rol.BESTUURDER)
#: The desk of the analyst: figures that are not protected and may not leave it.
ANALISTEN = (Rol.ANALIST,)
#: Functioneel beheer of what analyses rest on: areas, and which products are which function.
BEHEERDERS = (Rol.BEHEERDER, Rol.ANALIST)
GEBIEDSLEZERS = (*LEZERS, Rol.BEHEERDER)
#: Who decides on the list of segments that somebody else proposed, for the whole region.
VASTSTELLERS = (Rol.ANALIST, Rol.CONTRACTMANAGER)
#: `?voor=publicatie`: what the analyst passes on.
PUBLICATIE = "publicatie"


def mag_kleine_aantallen(user: User) -> bool:
    """The analyst of the region works with the true counts; everybody else gets them protected."""
    return bool(user.regio and user.rol == Rol.ANALIST)


def get_uitgave(user: User, *, voor: str) -> Uitgave:
    """The edition for this user. A bestuurder reads what the council reads and the analyst publishes."""
    if user.rol == Rol.BESTUURDER or (voor == PUBLICATIE and mag_kleine_aantallen(user)):
        return Uitgave.OPENBAAR
    return Uitgave.EIGEN if mag_kleine_aantallen(user) else Uitgave.BINNEN


def get_norm_voor(user: User, *, voor: str, today: date) -> Norm:
    """What the edition for this user asks on a day."""
    return get_norm(get_uitgave(user, voor=voor), peildatum=today)
