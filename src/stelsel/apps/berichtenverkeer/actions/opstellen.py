"""What making a message of our own (301, 319) has in common: each event leads to one, and none leaves that
fails our own checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.berichtenverkeer.models import OpgepaktEvent, UitgaandBericht
from stelsel.istandaarden.berichten import Bericht
from stelsel.istandaarden.codec.schrijven import render_bericht
from stelsel.istandaarden.controle import check_bericht
from stelsel.kern.bevinding import Bevinding

from .bewaking import register_storing
from .uitkomst import create_uitgaand_bericht

Status = UitgaandBericht.Status
_TEGENGEHOUDEN = (
    "Dit bericht voldoet niet aan de standaard en is niet verstuurd. Herstel de gegevens van de cliënt of de "
    "toewijzing en probeer het opnieuw."
)


def register_opgepakt(gebeurtenis_ids: Iterable[int]) -> bool:
    """Mark the events; False when another worker has one of them. An IntegrityError of anything else is
    a fault, so only the markers stand inside this try."""
    try:
        with transaction.atomic():
            OpgepaktEvent.objects.bulk_create(OpgepaktEvent(gebeurtenis_id=pk) for pk in gebeurtenis_ids)
    except IntegrityError:
        return False
    return True


def create_gecontroleerd_bericht(
    bericht: Bericht, *, aanbieder: Aanbieder, gemeente: Gemeente, onderwerp: str, now: datetime
) -> UitgaandBericht:
    """The message in the outbox; held back, with an alarm, when our own level 1 and 2 find something."""
    inhoud, bevindingen = _render(bericht)
    kenmerk = bericht.waarden["Header"]["BerichtIdentificatie"]
    uitgaand = create_uitgaand_bericht(
        bericht=bericht.definitie.naam,
        inhoud=inhoud,
        identificatie=kenmerk["Identificatie"],
        aanbieder=aanbieder,
        gemeente=gemeente,
        today=kenmerk["Dagtekening"],
        now=now,
        onderwerp=onderwerp,
        status=Status.GEBLOKKEERD if bevindingen else Status.KLAAR,
        bevindingen=[bevinding.als_data() for bevinding in bevindingen],
    )
    if bevindingen:
        register_storing(uitgaand, reden="tegengehouden", uitleg=_TEGENGEHOUDEN, now=now)
    return uitgaand


def _render(bericht: Bericht) -> tuple[bytes, list[Bevinding]]:
    """The bytes, and what our own checks find in them (nothing, if all is well)."""
    try:
        inhoud = render_bericht(bericht)
    except ValueError as fout:
        return b"", [Bevinding("BESTAND", f"Het bericht is niet te schrijven: {fout}.")]
    return inhoud, list(check_bericht(inhoud).bevindingen)
