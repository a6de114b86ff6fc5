"""Who may measure goals and who may read outcomes: one table of role x act."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from stelsel.apps.accounts.models import Rol
from stelsel.domein.onthulling.norm import Norm, Uitgave, get_norm

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class Handeling(StrEnum):
    """The acts of resultaten. Outcomes are figures of an aanbieder, without persons."""

    METEN = "meten"
    METINGEN_LEZEN = "metingen lezen"
    UITKOMSTEN_LEZEN = "uitkomsten lezen"


ROLLEN: dict[Handeling, frozenset[str]] = {
    Handeling.METEN: frozenset({Rol.REGISSEUR, Rol.AANBIEDER}),
    Handeling.METINGEN_LEZEN: frozenset({Rol.REGISSEUR, Rol.AANBIEDER}),
    Handeling.UITKOMSTEN_LEZEN: frozenset(
        {Rol.REGISSEUR, Rol.CONTRACTMANAGER, Rol.ANALIST, Rol.BESTUURDER, Rol.AANBIEDER}
    ),
}


def mag(user: User, handeling: Handeling) -> bool:
    """Whether this user's role allows the act at all."""
    return bool(user.is_authenticated) and user.rol in ROLLEN[handeling]


def mag_uitkomst(user: User, agb: str) -> bool:
    """Everybody with the role reads every aanbieder; an aanbieder reads itself."""
    return mag(user, Handeling.UITKOMSTEN_LEZEN) and (not user.agb or user.agb == agb)


def get_norm_voor(user: User, *, today: date) -> Norm:
    """What the edition for this user asks: a bestuurder reads what the council reads; nobody reads outcomes
    of few clients as figures, since who needs those of one client has the goals of that client."""
    openbaar = user.rol == Rol.BESTUURDER
    return get_norm(Uitgave.OPENBAAR if openbaar else Uitgave.BINNEN, peildatum=today)
