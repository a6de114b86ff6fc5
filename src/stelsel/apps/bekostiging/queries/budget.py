"""Reading budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from ..models import Budget

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def list_budgetten(user: User) -> QuerySet[Budget]:
    """The budgets this user may see: the newest year first, then by gemeente and law."""
    return Budget.objects.for_user(user).select_related("gemeente").order_by("-jaar", "gemeente__naam", "wet")
