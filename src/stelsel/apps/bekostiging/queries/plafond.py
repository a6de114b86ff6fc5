"""Reading ceilings, and who has leave to go over one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from ..models import Ontheffing, Plafond

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def list_plafonds(user: User) -> QuerySet[Plafond]:
    """The ceilings this user may see: the newest year first."""
    rijen = Plafond.objects.for_user(user).select_related("gemeente", "aanbieder")
    return rijen.order_by("-jaar", "wet", "soort", "-pk")


def list_geldende_plafonds(
    *,
    gemeentecode: str,
    wet: str,
    agb: str,
    categorie: str,
    jaren: list[int],
    peildatum: date,
    lock: bool = False,
) -> list[Plafond]:
    """The ceilings that an allocation falls under, in force that day: of the gemeente and of the region.
    `lock`: until the commit, so that of two who grant at once the second sees what the first did."""
    rijen = Plafond.objects.filter(
        Q(gemeente=None) | Q(gemeente__code=gemeentecode),
        Q(soort=Plafond.Soort.GEMEENTE)
        | Q(soort=Plafond.Soort.AANBIEDER, aanbieder__agb=agb)
        | Q(soort=Plafond.Soort.PERCEEL, categorie=categorie),
        wet=wet,
        jaar__in=jaren,
        vandatum__lte=peildatum,
        totdatum__gte=peildatum,
        beeindigd_at=None,
    )
    rijen = rijen.exclude(actie=Plafond.Actie.GEEN)
    if lock:
        rijen = rijen.select_for_update(of=("self",))
    return list(rijen.select_related("gemeente", "aanbieder").order_by("jaar", "pk"))


def list_lopende_plafonds(user: User, *, today: date) -> QuerySet[Plafond]:
    """The ceilings with an amount that are in force today, for this user."""
    rijen = list_plafonds(user).filter(bedrag__isnull=False, beeindigd_at=None)
    return rijen.filter(vandatum__lte=today, totdatum__gte=today)


def has_ontheffing(plafond: Plafond, *, gemeentecode: str, kenmerk: str) -> bool:
    """Whether leave was given to grant beyond this ceiling for this question or request."""
    toegestaan = plafond.ontheffingen.filter(status=Ontheffing.Status.TOEGESTAAN)
    return bool(kenmerk) and toegestaan.filter(gemeente__code=gemeentecode, kenmerk=kenmerk).exists()


def list_ontheffingen(user: User, plafond: Plafond | None = None) -> QuerySet[Ontheffing]:
    """Requests for leave that this user may see, those that wait first; of one ceiling or of all."""
    rijen = Ontheffing.objects.for_user(user).select_related("plafond", "gemeente")
    if plafond is not None:
        rijen = rijen.filter(plafond=plafond)
    return rijen.order_by("besloten_at", "-gevraagd_at", "-pk")
