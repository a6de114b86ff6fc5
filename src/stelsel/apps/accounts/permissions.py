"""Who may open which screen. A view names the roles; everybody else gets the page that explains why not.

Two forms of one thing: `@rol_vereist("regisseur")` on a function or class view, and `RolVereistMixin` with
`rollen = ("regisseur",)` for class views that are inherited from. Whether an *object* is somebody's own is
another question, answered by the `for_user` of its context (and by 404).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.utils.decorators import method_decorator

from .models import Rol

#: Roles that work for a gemeente or for the whole region: everyone but aanbieder, inwoner and beheerder.
MEDEWERKERS = (
    Rol.REGISSEUR,
    Rol.BACKOFFICE,
    Rol.CONTRACTMANAGER,
    Rol.CONTROLLER,
    Rol.ANALIST,
    Rol.BESTUURDER,
)

V = TypeVar("V", bound=Callable[..., Any])


def check_rol(user: Any, rollen: tuple[str, ...]) -> None:
    """Nothing when this user acts in one of `rollen`; otherwise raises PermissionDenied (403)."""
    if not (user.is_authenticated and user.rol in rollen):
        raise PermissionDenied("deze pagina hoort niet bij uw rol")


def rol_vereist(*rollen: str) -> Callable[[V], V]:
    """Decorator for a function view or a class view. Unknown role names fail at import, not at a click."""
    gekozen = tuple(Rol(rol).value for rol in rollen)

    def bewaak(view: V) -> V:
        if isinstance(view, type):
            return method_decorator(rol_vereist(*gekozen), name="dispatch")(view)

        @wraps(view)
        def bewaakt(request: Any, *args: Any, **kwargs: Any) -> Any:
            check_rol(request.user, gekozen)
            return view(request, *args, **kwargs)

        return bewaakt  # type: ignore[return-value]  # wraps keeps the signature of the view

    return bewaak


class RolVereistMixin:
    """The same for class views; first among the bases. An empty `rollen` lets nobody in."""

    rollen: tuple[str, ...] = ()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Check the role before anything of the view runs."""
        check_rol(request.user, self.rollen)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # the View comes after it
