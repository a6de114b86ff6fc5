"""Who may do what in access: one table of role x act. Whose client it is, is decided by `for_user`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from stelsel.apps.accounts.models import Rol

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class Handeling(StrEnum):
    """The acts of access."""

    DOSSIER_LEZEN = "dossier lezen"
    CLIENT_REGISTREREN = "client registreren"
    VRAAG_BEHANDELEN = "vraag behandelen"
    BESLUITEN = "besluiten"
    TOEWIJZING_WIJZIGEN = "toewijzing wijzigen"
    TOEWIJZINGEN_LEZEN = "toewijzingen lezen"
    BRIEF_LEZEN = "brief lezen"
    VERZOEKEN_LEZEN = "verzoeken lezen"
    OVER_VERZOEK_BESLISSEN = "over verzoek beslissen"
    EIGEN_GEGEVENS_LEZEN = "eigen gegevens lezen"
    GEZINSPLAN_LEZEN = "gezinsplan lezen"
    GEZINSPLAN_MAKEN = "gezinsplan maken"
    CONTACTPERSOON_NOEMEN = "contactpersoon noemen"
    UITZONDERING_VRAGEN = "uitzondering vragen"
    OVER_UITZONDERING_BESLISSEN = "over uitzondering beslissen"
    HERIJKEN = "herijken"
    AANVULLINGEN_LEZEN = "aanvullingen lezen"
    INVULLEN = "invullen"


ROLLEN: dict[Handeling, frozenset[str]] = {
    Handeling.DOSSIER_LEZEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE}),
    Handeling.CLIENT_REGISTREREN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE}),
    Handeling.VRAAG_BEHANDELEN: frozenset({Rol.REGISSEUR}),
    Handeling.BESLUITEN: frozenset({Rol.REGISSEUR}),
    Handeling.TOEWIJZING_WIJZIGEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE}),
    Handeling.TOEWIJZINGEN_LEZEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE, Rol.AANBIEDER}),
    Handeling.BRIEF_LEZEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE, Rol.INWONER}),
    Handeling.VERZOEKEN_LEZEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE, Rol.AANBIEDER}),
    Handeling.OVER_VERZOEK_BESLISSEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE}),
    Handeling.EIGEN_GEGEVENS_LEZEN: frozenset({Rol.INWONER}),
    Handeling.GEZINSPLAN_LEZEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE}),
    Handeling.GEZINSPLAN_MAKEN: frozenset({Rol.REGISSEUR}),
    Handeling.CONTACTPERSOON_NOEMEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE, Rol.AANBIEDER}),
    Handeling.UITZONDERING_VRAGEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE}),
    Handeling.OVER_UITZONDERING_BESLISSEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE}),
    Handeling.HERIJKEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE}),
    Handeling.AANVULLINGEN_LEZEN: frozenset({Rol.REGISSEUR, Rol.BACKOFFICE}),
    Handeling.INVULLEN: frozenset({Rol.AANBIEDER}),
}


def mag(user: User, handeling: Handeling) -> bool:
    """Whether this user's role allows the act at all."""
    return bool(user.is_authenticated) and user.rol in ROLLEN[handeling]
