"""Taking over which messages came in elsewhere: go-live of a region, and scenarios."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.berichtenverkeer.models import InkomendBericht


@transaction.atomic
def take_over_bericht(
    *, bericht: str, afzender: str, ontvanger: str, identificatie: str, now: datetime
) -> InkomendBericht:
    """A message that another system received and answered: its Identificatie is used (TR056). The bytes
    stayed there. `bericht`: "WMO305". IntegrityError for an Identificatie that is on file already."""
    return InkomendBericht.objects.create(
        bestandsnaam="overname",
        inhoud=b"",
        ontvangen_at=now,
        status=InkomendBericht.Status.VERWERKT,
        bericht=bericht,
        afzender=afzender,
        ontvanger=ontvanger,
        identificatie=identificatie,
        gemeente=Gemeente.objects.filter(code=ontvanger).first(),
        aanbieder=Aanbieder.objects.filter(agb=afzender).first(),
        verwerkt_at=now,
        telt_als_verzonden=True,
    )
