"""Figures of the bench on a state of the data that was kept under a name."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from stelsel.apps.basis.queries import list_momentopnamen, use_momentopname

from ..permissions import mag_ontwerpen


class MomentopnameMixin:
    """A page with `?momentopname=` shows its figures on that state of the data.

    For the analyst of the region only: two states side by side show what one client adds.
    """

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Let the page be made inside the chosen state. Raises Http404 for one that was not kept."""
        mag = request.user.is_authenticated and mag_ontwerpen(request.user)
        request.momentopnamen = list_momentopnamen() if mag else []
        naam = request.GET.get("momentopname", "") if mag else ""
        request.momentopname = next((m for m in request.momentopnamen if m.naam == naam), None)
        if naam and request.momentopname is None:
            raise Http404("momentopname")
        with use_momentopname(naam):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view
