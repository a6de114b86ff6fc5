"""The message behind a claim, and the answer on it: found through the claim, for who may see that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stelsel.apps.declaraties.models import Declaratie

from ..models import InkomendBericht, UitgaandBericht

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def get_declaratiebericht(user: User, declaratie: Declaratie) -> InkomendBericht | None:
    """The 323 with its bytes, known by its digest; None of a claim that came without a message."""
    if not declaratie.bericht_sha256:
        return None
    rijen = InkomendBericht.objects.for_user(user).select_related("aanbieder", "gemeente", "antwoord")
    return rijen.filter(sha256=declaratie.bericht_sha256, telt_als_verzonden=True).order_by("pk").first()


def get_declaratieantwoord(user: User, declaratie: Declaratie) -> UitgaandBericht | None:
    """The 325 on it with its bytes; None while there is none."""
    bericht = get_declaratiebericht(user, declaratie)
    rijen = UitgaandBericht.objects.for_user(user).select_related("aanbieder", "gemeente")
    return rijen.filter(pk=bericht.antwoord_id).first() if bericht is not None else None
