"""Who may see how budgets are used: own gemeente, or the whole region for regional roles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse.onthulling import Norm, Uitgave, get_norm
from stelsel.apps.accounts.models import Rol

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LEZERS = (Rol.CONTROLLER, Rol.CONTRACTMANAGER, Rol.ANALIST, Rol.BESTUURDER)
#: `?voor=publicatie`: what may be passed on.
PUBLICATIE = "publicatie"


def get_norm_voor(user: User, *, voor: str, buiten: bool, today: date) -> Norm:
    """What the edition for this user asks. A controller has every claim of the own gemeente by mandate; the
    analyst of the region the true figures at the own desk, not in a file (`buiten`)."""
    if user.rol == Rol.BESTUURDER or voor == PUBLICATIE:
        return get_norm(Uitgave.OPENBAAR, peildatum=today)
    eigen_gemeente = user.rol == Rol.CONTROLLER and not user.regio
    eigen_bureau = user.rol == Rol.ANALIST and user.regio and not buiten
    return get_norm(Uitgave.EIGEN if eigen_gemeente or eigen_bureau else Uitgave.BINNEN, peildatum=today)
