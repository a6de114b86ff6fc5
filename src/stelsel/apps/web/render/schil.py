"""What the frame around every page needs to know: the bar with the loop, the demo's date."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest

from stelsel.apps.accounts.models import Rol


class Menupunt(NamedTuple):
    """One step of the loop in the bar, and who sees it."""

    naam: str
    adres: str
    rollen: frozenset[str]


_R = Rol
MENU = (
    Menupunt("Mijn werk", "/mijn-werk", frozenset(Rol.values) - {_R.INWONER.value}),
    Menupunt("Toegang", "/toegang", frozenset({_R.REGISSEUR.value, _R.BACKOFFICE.value, _R.AANBIEDER.value})),
    Menupunt("Berichten", "/berichten", frozenset({_R.BACKOFFICE.value, _R.AANBIEDER.value})),
    Menupunt(
        "Declaraties",
        "/declaraties",
        frozenset({_R.BACKOFFICE.value, _R.CONTROLLER.value, _R.AANBIEDER.value}),
    ),
    Menupunt(
        "Verwerving",
        "/verwerving",
        frozenset({_R.CONTRACTMANAGER.value, _R.CONTROLLER.value, _R.AANBIEDER.value}),
    ),
    Menupunt(
        "Marktschets",
        "/marktschets",
        frozenset({_R.ANALIST.value, _R.CONTRACTMANAGER.value, _R.CONTROLLER.value, _R.BESTUURDER.value}),
    ),
    Menupunt("Profielen", "/profielen", frozenset(Rol.values) - {_R.INWONER.value, _R.BEHEERDER.value}),
    Menupunt(
        "Bekostiging",
        "/bekostiging",
        frozenset({_R.CONTROLLER.value, _R.ANALIST.value, _R.CONTRACTMANAGER.value}),
    ),
    Menupunt(
        "Resultaten",
        "/resultaten",
        frozenset(
            {
                _R.REGISSEUR.value,
                _R.CONTRACTMANAGER.value,
                _R.ANALIST.value,
                _R.BESTUURDER.value,
                _R.AANBIEDER.value,
            }
        ),
    ),
    Menupunt(
        "Sturing",
        "/sturing",
        frozenset({_R.CONTROLLER.value, _R.CONTRACTMANAGER.value, _R.ANALIST.value, _R.BESTUURDER.value}),
    ),
    Menupunt("Gebieden", "/marktschets/gebieden", frozenset({_R.BEHEERDER.value})),
    Menupunt("Journaal", "/journaal", frozenset({_R.CONTROLLER.value, _R.BEHEERDER.value})),
)


def schil(request: HttpRequest) -> dict[str, Any]:
    """Context for web/basis.html: `menu` (name, address, is this where we are), `demo`, `vandaag`."""
    user = getattr(request, "user", None)
    rol = getattr(user, "rol", "") if user is not None and user.is_authenticated else ""
    pad = request.path
    menu = [
        {
            "naam": punt.naam,
            "adres": punt.adres,
            "hier": pad == punt.adres or pad.startswith(punt.adres + "/"),
        }
        for punt in MENU
        if rol in punt.rollen
    ]
    return {"menu": menu, "demo": settings.STELSEL_DEMO, "vandaag": getattr(request, "vandaag", None)}
