"""Who may see claims: those who handle or check them for their gemeente, and the aanbieder its own. Who pays:
the controllers of the gemeente, two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stelsel.apps.accounts.models import Rol

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LEZERS = (Rol.BACKOFFICE, Rol.CONTROLLER, Rol.AANBIEDER)
#: The ledger, the payment runs and the accounts.
BETALERS = (Rol.CONTROLLER,)
#: The register of the own contribution.
BIJDRAGEHOUDERS = (Rol.BACKOFFICE, Rol.CONTROLLER)
#: What an aanbieder received.
ONTVANGERS = (Rol.CONTROLLER, Rol.AANBIEDER)


def mag_betalen(user: User, gemeentecode: str) -> bool:
    """This user may make, approve and change payments of this gemeente."""
    return user.rol in BETALERS and bool(gemeentecode) and user.gemeentecode == gemeentecode


def mag_bijdrage_bepalen(user: User) -> bool:
    """This user may enter what its gemeente decided on the own contribution."""
    return user.rol in BIJDRAGEHOUDERS and bool(user.gemeentecode)
