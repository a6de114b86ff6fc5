"""Holding the claims on an allocation still while somebody changes it."""

from __future__ import annotations

from stelsel.apps.toegang.models import Toewijzing

from ..models import Declarant


def lock_gebruik(toewijzing: Toewijzing) -> None:
    """Take the lock under which claims of this aanbieder are judged, in the caller's transaction: what was
    approved on the allocation stays so until the commit."""
    Declarant.objects.select_for_update(of=("self",)).get_or_create(
        gemeente_id=toewijzing.gemeente_id, aanbieder_id=toewijzing.aanbieder_id, wet=toewijzing.wet
    )
