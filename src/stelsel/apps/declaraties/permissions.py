"""Who may see claims: those who handle or check them for their gemeente, and the aanbieder its own."""

from __future__ import annotations

from stelsel.apps.accounts.models import Rol

LEZERS = (Rol.BACKOFFICE, Rol.CONTROLLER, Rol.AANBIEDER)
