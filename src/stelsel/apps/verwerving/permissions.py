"""Who may read contracts: those who steer or check them, and the aanbieder its own."""

from __future__ import annotations

from stelsel.apps.accounts.models import Rol

LEZERS = (
    Rol.CONTRACTMANAGER,
    Rol.CONTROLLER,
    Rol.ANALIST,
    Rol.REGISSEUR,
    Rol.BACKOFFICE,
    Rol.AANBIEDER,
)
