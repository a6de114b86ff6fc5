"""Reading users: the part of the bar that belongs to a role, and the logins of the demo."""

from __future__ import annotations

from dataclasses import dataclass

from .models import Rol, User


@dataclass(frozen=True)
class Menukeuze:
    """One word of the bar and its address."""

    naam: str
    adres: str


@dataclass(frozen=True)
class Demologin:
    """A login of the demo as the login page shows it."""

    gebruikersnaam: str
    naam: str
    rol: str
    organisatie: str


#: The bar in the order of the loop. Sociale kaart, open data and others get a place when they exist.
BALK = (
    Menukeuze("Mijn werk", "/mijn-werk"),
    Menukeuze("Toegang", "/toegang"),
    Menukeuze("Berichten", "/berichten"),
    Menukeuze("Declaraties", "/declaraties"),
    Menukeuze("Verwerving", "/verwerving"),
    Menukeuze("Marktschets", "/marktschets"),
    Menukeuze("Profielen", "/profielen"),
    Menukeuze("Bekostiging", "/bekostiging"),
    Menukeuze("Resultaten", "/resultaten"),
    Menukeuze("Sturing", "/sturing"),
)

#: Which part of the bar each role sees. The pages check for themselves; this only saves dead ends.
MENU_PER_ROL: dict[str, tuple[str, ...]] = {
    Rol.REGISSEUR: ("Mijn werk", "Toegang", "Verwerving", "Profielen", "Resultaten"),
    Rol.BACKOFFICE: (
        "Mijn werk",
        "Toegang",
        "Berichten",
        "Declaraties",
        "Verwerving",
        "Profielen",
        "Bekostiging",
    ),
    Rol.CONTRACTMANAGER: (
        "Mijn werk",
        "Verwerving",
        "Marktschets",
        "Profielen",
        "Bekostiging",
        "Resultaten",
        "Sturing",
    ),
    Rol.CONTROLLER: (
        "Mijn werk",
        "Declaraties",
        "Verwerving",
        "Marktschets",
        "Profielen",
        "Bekostiging",
        "Sturing",
    ),
    Rol.ANALIST: (
        "Mijn werk",
        "Verwerving",
        "Marktschets",
        "Profielen",
        "Bekostiging",
        "Resultaten",
        "Sturing",
    ),
    Rol.BESTUURDER: ("Mijn werk", "Marktschets", "Profielen", "Bekostiging", "Resultaten", "Sturing"),
    Rol.AANBIEDER: (
        "Mijn werk",
        "Toegang",
        "Berichten",
        "Declaraties",
        "Verwerving",
        "Profielen",
        "Resultaten",
    ),
    Rol.INWONER: (),
    Rol.BEHEERDER: ("Mijn werk", "Berichten"),
}


def list_menu(user: User) -> list[Menukeuze]:
    """The part of the bar for this user, in the order of the loop; empty without a login."""
    if not user.is_authenticated:
        return []
    namen = MENU_PER_ROL[user.rol]
    return [keuze for keuze in BALK if keuze.naam in namen]


def list_demologins() -> list[Demologin]:
    """The logins that the demo made, by name. Only shown where STELSEL_DEMO is on."""
    return [
        Demologin(
            gebruikersnaam=user.username,
            naam=user.weergavenaam,
            rol=user.get_rol_display(),
            organisatie=user.organisatie,
        )
        for user in User.objects.filter(is_active=True).order_by("username")
    ]
