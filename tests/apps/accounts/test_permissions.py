"""Which role gets through the door of a screen."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.views import View

from stelsel.apps.accounts.models import Rol
from stelsel.apps.accounts.permissions import RolVereistMixin, rol_vereist


def _verzoek(rol: str, ingelogd: bool = True) -> SimpleNamespace:
    return SimpleNamespace(user=SimpleNamespace(is_authenticated=ingelogd, rol=rol), method="GET")


@rol_vereist("regisseur", "backoffice")
def functie(request):
    return "open"


@rol_vereist("regisseur", "backoffice")
class Klasse(View):
    def dispatch(self, request, *args, **kwargs):
        return "open"


class Gemengd(RolVereistMixin, View):
    rollen = ("regisseur", "backoffice")

    def get(self, request):
        return "open"


def _mag(view, verzoek) -> bool:
    try:
        return view(verzoek) == "open"
    except PermissionDenied:
        return False


@pytest.mark.parametrize(
    "view", [functie, Klasse.as_view(), Gemengd.as_view()], ids=["functie", "klasse", "mixin"]
)
def test_rol_vereist_per_role(view):
    uitkomst = {rol.value for rol in Rol if _mag(view, _verzoek(rol.value))}

    assert uitkomst == {"regisseur", "backoffice"}


@pytest.mark.parametrize(
    "view", [functie, Klasse.as_view(), Gemengd.as_view()], ids=["functie", "klasse", "mixin"]
)
def test_rol_vereist_refuses_without_login(view):
    assert _mag(view, _verzoek("regisseur", ingelogd=False)) is False


def test_rol_vereist_unknown_role_fails_at_import():
    with pytest.raises(ValueError, match="regiseur"):
        rol_vereist("regiseur")


def test_mixin_without_roles_lets_nobody_in():
    class Leeg(RolVereistMixin, View):
        pass

    assert [rol for rol in Rol if _mag(Leeg.as_view(), _verzoek(rol.value))] == []
