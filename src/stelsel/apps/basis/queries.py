"""Reading who takes part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from stelsel.lake.opslag import Lake

from .models import Gemeente

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def list_gemeenten(user: User) -> list[Gemeente]:
    """The gemeenten for which this user works and that were not merged into another, by name."""
    return list(Gemeente.objects.for_user(user).filter(opvolger__isnull=True).order_by("naam"))


def get_lake() -> Lake:
    """The lake of this installation (STELSEL_LAKE, for engines at STELSEL_LAKE_ADRES)."""
    return Lake(Path(settings.STELSEL_LAKE), adres=settings.STELSEL_LAKE_ADRES)
