"""Who may read budgets, and who works with cost prices."""

from __future__ import annotations

from stelsel.apps.accounts.models import Rol

LEZERS = (Rol.CONTROLLER, Rol.CONTRACTMANAGER, Rol.ANALIST, Rol.BESTUURDER, Rol.BACKOFFICE)
#: They compute and compare cost prices; a version is never changed, so whoever may see may add one.
KOSTPRIJSMAKERS = (Rol.ANALIST, Rol.CONTRACTMANAGER, Rol.CONTROLLER)
