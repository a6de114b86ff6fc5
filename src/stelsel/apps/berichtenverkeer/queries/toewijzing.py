"""What goes into one 301: everything current, and every change that the aanbieder does not have yet.

A 301 that was refused, blocked or lost counts as not sent, so what it told stays to be told. Sources: spec
3.2, OP087 (contents), IV097 (ReferentieAanbieder), IV099 (RedenWijziging), IV066 and OP286.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang.models import Toewijzing
from stelsel.domein.toegang.levensloop import Aard

from ..models import Berichtverband, OpgepaktEvent, UitgaandBericht
from .oordeel import TOEWIJZING_GEWIJZIGD, list_wachtende_gebeurtenissen

_Status = UitgaandBericht.Status


@dataclass(frozen=True)
class Toewijzingsgegevens:
    """`toewijzingen`: by number, empty when there is nothing to tell. `gewijzigd`: keys with a change that
    the aanbieder does not have. `referenties`: per key the request that this message honours."""

    toewijzingen: tuple[Toewijzing, ...]
    gewijzigd: frozenset[int] = frozenset()
    referenties: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Laatste:
    """The last 301 with an allocation that counts as sent."""

    sleutel: int
    gemaakt_at: datetime


def list_meer_wachtende(client_ids: Collection[int], *, na: int) -> list[tuple[int, str]]:
    """(event, key of the allocation) of what else waits for these clients after event `na`."""
    sleutels = Toewijzing.objects.filter(client_id__in=client_ids).values_list("pk", flat=True)
    rijen = list_wachtende_gebeurtenissen().filter(
        pk__gt=na, object_soort="toewijzing", object_sleutel__in=[str(pk) for pk in sleutels]
    )
    return list(rijen.values_list("pk", "object_sleutel"))


def get_toewijzingen_voor_bericht(
    toewijzing_ids: frozenset[int], today: date, *, gebeurtenis_ids: Collection[int] = ()
) -> Toewijzingsgegevens:
    """The contents of the 301 for the client, aanbieder and law of these allocations. `gebeurtenis_ids`: the
    events that are being picked up now. ValueError for no allocation."""
    groep = Toewijzing.objects.values("client_id", "aanbieder_id", "wet").get(pk=min(toewijzing_ids))
    alle = Toewijzing.objects.filter(**groep)
    rijen = list(alle.select_related("client", "gemeente", "aanbieder").order_by("pk"))
    te_melden = _list_te_melden({rij.pk for rij in rijen}, set(gebeurtenis_ids))
    kiezen = set(alle.actueel(today).values_list("pk", flat=True)) | toewijzing_ids | set(te_melden)
    nieuw = {pk for pk, data in te_melden.items() if Aard.NIEUW in _list_waarden(data, "aard")}
    gewijzigd = {pk for pk, data in te_melden.items() if Aard.GEWIJZIGD in _list_waarden(data, "aard")}
    referenties = {pk: _list_waarden(data, "referentie_aanbieder") for pk, data in te_melden.items()}
    return Toewijzingsgegevens(
        # What is deleted before the aanbieder ever heard of it was never given.
        tuple(rij for rij in rijen if rij.pk in kiezen and not (rij.pk in nieuw and rij.verwijderd)),
        frozenset(gewijzigd - nieuw),
        {pk: waarden[-1] for pk, waarden in referenties.items() if waarden},
    )


def _list_waarden(gegevens: Iterable[dict[str, Any]], naam: str) -> list[str]:
    return [data[naam] for data in gegevens if data.get(naam)]


def _list_te_melden(sleutels: set[int], nu: set[int]) -> dict[int, list[dict[str, Any]]]:
    """Per allocation the data of the events that no 301 that counts has told, oldest first."""
    laatste = _get_laatste(sleutels)
    gebeurtenissen = Gebeurtenis.objects.filter(
        soort=TOEWIJZING_GEWIJZIGD,
        object_soort="toewijzing",
        object_sleutel__in=[str(pk) for pk in sleutels],
    ).order_by("pk")
    rijen = list(gebeurtenissen)
    berichten = dict(
        OpgepaktEvent.objects.filter(gebeurtenis_id__in=[rij.pk for rij in rijen]).values_list(
            "gebeurtenis_id", "uitgaand_id"
        )
    )
    te_melden = defaultdict(list)
    for rij in rijen:
        pk = int(rij.object_sleutel)
        if rij.pk in nu or _is_te_melden(rij, berichten.get(rij.pk), laatste.get(pk)):
            te_melden[pk].append(rij.data)
    return te_melden


def _is_te_melden(rij: Gebeurtenis, bericht: int | None, laatste: _Laatste | None) -> bool:
    """Whether the event came after what the aanbieder has. An event without a message is one on which we
    failed, or that nobody picked up yet."""
    if laatste is None:
        return True
    return rij.gebeurd_at > laatste.gemaakt_at if bericht is None else bericht > laatste.sleutel


def _get_laatste(sleutels: set[int]) -> dict[int, _Laatste]:
    verbanden = (
        Berichtverband.objects.filter(
            toewijzing_id__in=sleutels, uitgaand__status__in=(_Status.KLAAR, _Status.VERZONDEN)
        )
        .exclude(uitgaand__beantwoord=UitgaandBericht.Antwoord.AFGEKEURD)
        .order_by("uitgaand_id")
        .values_list("toewijzing_id", "uitgaand_id", "uitgaand__gemaakt_at")
    )
    return {pk: _Laatste(sleutel, gemaakt_at) for pk, sleutel, gemaakt_at in verbanden if sleutel}
