"""Writing budgets."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis

from ..models import Budget

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def take_over_budget(
    *, gemeente: Gemeente, wet: str, jaar: int, bedrag: int, by: User, now: datetime
) -> Budget:
    """The budget as the council set it, in cents; one per gemeente, law and year."""
    budget = Budget.objects.create(gemeente=gemeente, wet=wet, jaar=jaar, bedrag=bedrag)
    register_gebeurtenis(
        soort="budget_overgenomen",
        object_soort="budget",
        object_sleutel=f"{gemeente.code}-{wet}-{jaar}",
        actor=by.username,
        now=now,
        data={"bedrag": bedrag},
    )
    return budget
