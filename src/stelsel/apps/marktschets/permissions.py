"""Who may see the market picture, and who sees it without small numbers hidden."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse import onthulling
from stelsel.apps.accounts.models import Rol

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LEZERS = (Rol.ANALIST, Rol.CONTRACTMANAGER, Rol.CONTROLLER, Rol.BESTUURDER)
#: The desk of the analyst: figures that are not protected and may not leave it.
ANALISTEN = (Rol.ANALIST,)
#: Without protection every figure about at least one client is shown.
GEEN_DREMPEL = 1


def mag_kleine_aantallen(user: User) -> bool:
    """The analyst of the region works with the true counts; everybody else gets them protected."""
    return bool(user.regio and user.rol == Rol.ANALIST)


def get_drempel(user: User, *, today: date) -> int:
    """The smallest number of clients about which this user may see a figure."""
    return GEEN_DREMPEL if mag_kleine_aantallen(user) else onthulling.get_drempel(today)
