"""Who may read budgets, who works with cost prices, and who compares ways of paying."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from stelsel.analyse.onthulling import Norm, Uitgave, get_norm
from stelsel.apps.accounts.models import Rol

from .models import ONDERZOEKERS, is_onderzoeker

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LEZERS = (Rol.CONTROLLER, Rol.CONTRACTMANAGER, Rol.ANALIST, Rol.BESTUURDER, Rol.BACKOFFICE)
#: They compute and compare cost prices; a version is never changed, so whoever may see may add one.
KOSTPRIJSMAKERS = (Rol.ANALIST, Rol.CONTRACTMANAGER, Rol.CONTROLLER)
#: They read, make and approve books of tarieven; who made one does not approve it.
TARIEFMAKERS = KOSTPRIJSMAKERS
#: They compare ways of paying, for the region: see `check_regio`.
VERGELIJKERS = (Rol.ANALIST, Rol.CONTRACTMANAGER)
#: They read what came out of a cost survey; an aanbieder fills in its own.
ONDERZOEKLEZERS = (*ONDERZOEKERS, Rol.CONTROLLER, Rol.AANBIEDER)
#: They hand in what an aanbieder gives: it itself, or the region on its behalf.
OPGEVERS = (*ONDERZOEKERS, Rol.AANBIEDER)
#: They make a begroting and change its lines; a bestuurder of the gemeente reads and may approve.
BEGROTERS = (Rol.CONTROLLER, Rol.CONTRACTMANAGER, Rol.ANALIST)
BEGROTINGLEZERS = (*BEGROTERS, Rol.BESTUURDER)
VASTSTELLERS = (Rol.CONTROLLER, Rol.BESTUURDER)
#: They set and end ceilings, and decide on leave to go over one; who grants help reads them and asks leave.
PLAFONDMAKERS = (Rol.CONTROLLER, Rol.CONTRACTMANAGER)
ONTHEFFINGVRAGERS = (Rol.REGISSEUR, Rol.BACKOFFICE)
PLAFONDLEZERS = (*PLAFONDMAKERS, *ONTHEFFINGVRAGERS, Rol.ANALIST, Rol.BESTUURDER)
#: `?voor=publicatie`: what may be passed on.
PUBLICATIE = "publicatie"


def check_regio(user: User) -> None:
    """A comparison shows all gemeenten side by side. Raises PermissionDenied for who works for one."""
    if not user.regio:
        raise PermissionDenied("een vergelijking is van de hele regio")


def check_onderzoeker(user: User) -> None:
    """Raises PermissionDenied for who does not hold cost surveys."""
    if not is_onderzoeker(user):
        raise PermissionDenied("een kostprijsonderzoek is van de hele regio")


def get_norm_voor(user: User, *, voor: str, buiten: bool, today: date) -> Norm:
    """What the edition for this user asks. `voor`: "publicatie" for what may be shared; `buiten`: in a file,
    that leaves the desk of the analyst and is protected for everybody."""
    if voor == PUBLICATIE:
        return get_norm(Uitgave.OPENBAAR, peildatum=today)
    vrij = user.regio and user.rol == Rol.ANALIST and not buiten
    return get_norm(Uitgave.EIGEN if vrij else Uitgave.BINNEN, peildatum=today)


def get_mandaatnorm(user: User, *, buiten: bool, today: date) -> Norm:
    """What amounts of a whole gemeente and law ask: a controller has every claim of the own gemeente by
    mandate, the analyst of the region sees the true figures at the own desk, and others never few clients."""
    eigen = (user.rol == Rol.CONTROLLER and not user.regio) or (
        user.rol == Rol.ANALIST and user.regio and not buiten
    )
    return get_norm(Uitgave.EIGEN if eigen else Uitgave.BINNEN, peildatum=today)
