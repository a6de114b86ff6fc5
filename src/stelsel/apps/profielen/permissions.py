"""Who reads the catalogue: everybody with a login who works with it."""

from __future__ import annotations

from stelsel.apps.accounts.models import Rol

LEZERS = tuple(rol for rol in Rol if rol not in (Rol.INWONER, Rol.BEHEERDER))
