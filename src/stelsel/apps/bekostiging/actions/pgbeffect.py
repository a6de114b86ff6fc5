"""Recording that somebody computed with a file of personal budgets; the file itself is not kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from stelsel.apps.journal.actions import register_gebeurtenis

from ..models import Tarievenboek

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def register_doorrekening(boek: Tarievenboek, *, aantal: int, by: User, now: datetime) -> None:
    """Who computed with how many budgets, on which book."""
    register_gebeurtenis(
        soort="pgb_doorgerekend",
        object_soort="tarievenboek",
        object_sleutel=boek.nummer,
        actor=by.username,
        now=now,
        data={"aantal": aantal},
    )
