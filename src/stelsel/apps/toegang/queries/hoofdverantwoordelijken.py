"""Reading who answers for help, and the exceptions that wait."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from stelsel.apps.basis.models import Aanbieder

from ..models import Client, Hoofdverantwoordelijke, Toewijzing, Uitzondering

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def list_hoofden(toewijzing: Toewijzing) -> list[Hoofdverantwoordelijke]:
    """Everybody who answered for an allocation, who does so now first; a second one after the first."""
    rijen = toewijzing.hoofdverantwoordelijken.select_related("aanbieder", "uitzondering")
    return list(rijen.order_by(F("uitzondering").asc(nulls_first=True), "-vanaf", "-pk"))


def get_hoofd(toewijzing: Toewijzing, *, today: date) -> Hoofdverantwoordelijke | None:
    """The only lead on a day; before the first day of help the first one that will be."""
    rijen = Hoofdverantwoordelijke.objects.filter(toewijzing=toewijzing, uitzondering__isnull=True)
    nu = rijen.filter(Q(tot__isnull=True) | Q(tot__gte=today)).select_related("aanbieder")
    return nu.order_by("vanaf").first() or rijen.select_related("aanbieder").order_by("-vanaf").first()


def list_tweeden(toewijzing: Toewijzing, *, today: date) -> list[Hoofdverantwoordelijke]:
    """Who answers beside the lead on a day, by an approved exception."""
    rijen = Hoofdverantwoordelijke.objects.filter(
        toewijzing=toewijzing, uitzondering__isnull=False, vanaf__lte=today, tot__gte=today
    )
    return list(rijen.select_related("aanbieder", "uitzondering").order_by("vanaf", "pk"))


def list_modules(user: User, toewijzing_id: int) -> list[Toewijzing]:
    """Temporary specialist help beside an allocation, as far as this user may see it."""
    rijen = Toewijzing.objects.for_user(user).geldig().filter(hoort_bij=toewijzing_id)
    return list(rijen.select_related("aanbieder").order_by("ingangsdatum", "pk"))


def list_helpende_aanbieders(client: Client, *, today: date) -> QuerySet[Aanbieder]:
    """The aanbieders with help for this client that did not end: who may answer for it."""
    lopend = Toewijzing.objects.actueel(today).filter(client=client)
    return Aanbieder.objects.filter(pk__in=lopend.values("aanbieder_id")).order_by("naam")


def list_noembare_aanbieders(user: User, toewijzing: Toewijzing, *, today: date) -> QuerySet[Aanbieder]:
    """Who this user may name for an allocation: an aanbieder names only itself."""
    if user.agb:
        return Aanbieder.objects.filter(pk=user.agb)
    helpend = list_helpende_aanbieders(toewijzing.client, today=today).values_list("pk", flat=True)
    return Aanbieder.objects.filter(pk__in=[*helpend, toewijzing.aanbieder_id]).order_by("naam")


def list_alle_toewijzingen_met_hoofd(user: User) -> QuerySet[Hoofdverantwoordelijke]:
    """Who answers now for what this user may see, with the allocation and the client."""
    return (
        Hoofdverantwoordelijke.objects.filter(
            toewijzing__in=Toewijzing.objects.for_user(user).geldig(), tot__isnull=True
        )
        .select_related("toewijzing__client", "aanbieder", "toewijzing__aanbieder")
        .order_by("-toewijzing__ingangsdatum", "pk")
    )


def list_uitzonderingen(user: User) -> QuerySet[Uitzondering]:
    """The exceptions of the own gemeente, those that wait first; nobody else sees the reasons."""
    if user.client_nummer or user.agb or not user.gemeentecode:
        return Uitzondering.objects.none()
    return (
        Uitzondering.objects.filter(toewijzing__gemeente_id=user.gemeentecode)
        .select_related("toewijzing__client", "toewijzing__aanbieder", "aanbieder")
        .order_by("-gevraagd_at", "-pk")
    )


def list_open_uitzonderingen(user: User) -> QuerySet[Uitzondering]:
    """Those on which this person may decide: asked by somebody else."""
    return (
        list_uitzonderingen(user)
        .filter(status="gevraagd")
        .exclude(gevraagd_persoon=user.persoon_sleutel)
        .order_by("gevraagd_at", "pk")
    )


def list_zonder_contactpersoon(user: User, *, today: date) -> QuerySet[Toewijzing]:
    """Running allocations of which the lead did not name anybody yet, the longest running first."""
    naamloos = Hoofdverantwoordelijke.objects.filter(
        toewijzing=OuterRef("pk"), tot__isnull=True, uitzondering__isnull=True, contactpersoon=""
    )
    return (
        Toewijzing.objects.for_user(user)
        .actueel(today)
        .filter(Exists(naamloos), ingangsdatum__lte=today)
        .select_related("client", "aanbieder")
        .order_by("ingangsdatum", "pk")
    )
