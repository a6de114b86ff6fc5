"""Reading the journal."""

from __future__ import annotations

from django.db.models import QuerySet

from stelsel.apps.journal.models import Gebeurtenis, Inzage


def list_gebeurtenissen(*, object_soort: str, object_sleutels: list[str]) -> QuerySet[Gebeurtenis]:
    """Events of the named objects, newest first."""
    return Gebeurtenis.objects.filter(object_soort=object_soort, object_sleutel__in=object_sleutels).order_by(
        "-id"
    )


def list_inzages(*, client_nummer: str) -> QuerySet[Inzage]:
    """Who looked at this dossier, newest first."""
    return Inzage.objects.filter(client_nummer=client_nummer).order_by("-id")


def get_laatste_sleutel() -> int:
    """The key of the newest event, 0 without any: it rises with everything that happens."""
    return Gebeurtenis.objects.order_by("-id").values_list("id", flat=True).first() or 0
