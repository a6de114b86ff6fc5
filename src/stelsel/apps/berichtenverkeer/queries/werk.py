"""What waits for a person: messages and files that are stuck, and what was done about a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from ..models import Berichthandeling, InkomendBericht, Storing, UitgaandBericht

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: The tone that goes with how a line of the work list ended.
TONEN_AFLOOP: dict[str, str] = {"": "fout", "opnieuw": "info", "terzijde": "neutraal"}


def list_storingen(user: User) -> QuerySet[Storing]:
    """The work list as this user may see it, newest first; also what was dealt with."""
    rijen = Storing.objects.for_user(user).select_related("inkomend", "uitgaand", "gemeente")
    return rijen.defer("inkomend__inhoud", "uitgaand__inhoud").order_by("-ontstaan_at", "-pk")


def get_storing(user: User, sleutel: int) -> Storing | None:
    """One line of the work list, or None when it does not exist for this user."""
    return list_storingen(user).filter(pk=sleutel).first()


def list_handelingen(bericht: InkomendBericht | UitgaandBericht) -> list[Berichthandeling]:
    """What people did with this message, newest first."""
    return list(bericht.handelingen.order_by("-gedaan_at", "-pk"))


def list_handelkeuzen(bericht: InkomendBericht | UitgaandBericht) -> list[tuple[str, str]]:
    """How this message can be tried again, in words; [] when that makes no sense in its state."""
    if isinstance(bericht, InkomendBericht):
        vast = {InkomendBericht.Status.VASTGELOPEN, InkomendBericht.Status.GEPARKEERD}
        return [("opnieuw", "Opnieuw verwerken")] if bericht.status in vast else []
    if bericht.moet_anders:
        return [] if bericht.terzijde else [("opnieuw", "Opnieuw maken met de gegevens van nu")]
    if bericht.status in {UitgaandBericht.Status.VERZONDEN, UitgaandBericht.Status.MISLUKT}:
        return [("opnieuw", "Opnieuw verzenden: hetzelfde bericht met dezelfde identificatie")]
    return []
