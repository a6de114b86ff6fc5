"""Reading what gemeenten get from the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max, QuerySet

from ..models import Uitkering

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def list_uitkeringen(user: User) -> QuerySet[Uitkering]:
    """Those this user may see, every version: the newest year first, then by gemeente and law."""
    rijen = Uitkering.objects.for_user(user).select_related("gemeente")
    return rijen.order_by("-jaar", "gemeente__naam", "wet", "-versie")


def get_geldende_uitkeringen(user: User, *, wet: str, jaar: int) -> dict[str, Uitkering]:
    """Per code of a gemeente the version that holds."""
    rijen = Uitkering.objects.for_user(user).filter(wet=wet, jaar=jaar).order_by("versie")
    return {rij.gemeente_id: rij for rij in rijen}


def get_laatste_jaar(user: User, *, wet: str) -> int | None:
    """The last year for which something was entered; None when nothing was."""
    return Uitkering.objects.for_user(user).filter(wet=wet).aggregate(jaar=Max("jaar"))["jaar"]
