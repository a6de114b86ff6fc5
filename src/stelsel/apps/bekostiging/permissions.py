"""Who may read budgets."""

from __future__ import annotations

from stelsel.apps.accounts.models import Rol

LEZERS = (Rol.CONTROLLER, Rol.CONTRACTMANAGER, Rol.ANALIST, Rol.BESTUURDER, Rol.BACKOFFICE)
