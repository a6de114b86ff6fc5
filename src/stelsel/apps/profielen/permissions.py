"""Who reads the catalogue: everybody with a login who works with it. Who designs: the region's analyst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stelsel.apps.accounts.models import Rol

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LEZERS = tuple(rol for rol in Rol if rol not in (Rol.INWONER, Rol.BEHEERDER))
ONTWERPERS = (Rol.ANALIST,)


def mag_ontwerpen(user: User) -> bool:
    """The bench shows true counts, however small: for the analyst of the region only."""
    return bool(user.regio and user.rol == Rol.ANALIST)
