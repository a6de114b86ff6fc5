"""The bytes of a message, for who holds its digest."""

from __future__ import annotations

from ..models import InkomendBericht


def get_inhoud(sha256: str) -> bytes | None:
    """The accepted message that was stored under this digest, as it is now; None when there is none."""
    rijen = InkomendBericht.objects.filter(sha256=sha256, telt_als_verzonden=True).order_by("pk")
    rij = rijen.only("inhoud").first()
    return None if rij is None else bytes(rij.inhoud)
