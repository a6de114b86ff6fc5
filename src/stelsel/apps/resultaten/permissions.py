"""Who may measure goals and who may read outcomes: one table of role x act."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from stelsel.apps.accounts.models import Rol

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
