"""Who may see figures on a state of the data that was kept, and the page that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from stelsel.apps.accounts.models import Rol

from .queries import list_momentopnamen, use_momentopname

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def mag_momentopnamen(user: User) -> bool:
    """The analyst of the region only: two states side by side show what one client adds, so whoever gets
    protected figures gets those of one state, the newest."""
    return bool(user.is_authenticated and user.regio and user.rol == Rol.ANALIST)


class MomentopnameMixin:
    """A page with `?momentopname=` shows its figures on that state of the data, to who may."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Let the page be made inside the chosen state. Raises Http404 for one that was not kept."""
        mag = mag_momentopnamen(request.user)
        request.momentopnamen = list_momentopnamen() if mag else []
        naam = request.GET.get("momentopname", "") if mag else ""
        request.momentopname = next((m for m in request.momentopnamen if m.naam == naam), None)
        if naam and request.momentopname is None:
            raise Http404("momentopname")
        with use_momentopname(naam):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view
