"""Who may see how budgets are used: own gemeente, or the whole region for regional roles."""

from __future__ import annotations

from stelsel.apps.accounts.models import Rol

LEZERS = (Rol.CONTROLLER, Rol.CONTRACTMANAGER, Rol.ANALIST, Rol.BESTUURDER)
