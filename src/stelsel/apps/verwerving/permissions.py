"""Who may read contracts: those who steer or check them, and the aanbieder its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from stelsel.apps.accounts.models import Rol

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LEZERS = (
    Rol.CONTRACTMANAGER,
    Rol.CONTROLLER,
    Rol.ANALIST,
    Rol.REGISSEUR,
    Rol.BACKOFFICE,
    Rol.AANBIEDER,
)
#: They make the lists of demands of a tender, for the region: see `check_regio`.
EISENMAKERS = (Rol.CONTRACTMANAGER, Rol.ANALIST)


def check_regio(user: User) -> None:
    """A tender is of the region. Raises PermissionDenied for who works for one gemeente."""
    if not user.regio:
        raise PermissionDenied("een aanbesteding is van de hele regio")
