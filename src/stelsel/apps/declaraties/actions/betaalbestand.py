"""The file for the bank, and what the bank says about it.

Reserve, file, sent: the claims are reserved when the run is made, the bytes are kept in the same transaction
as the entry in the ledger, and whoever asks for the file again gets those bytes. A worker that dies
in between leaves either nothing or all of it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.declaraties.betaalrun import Runstatus
from stelsel.domein.declaraties.grootboek import Boekingsoort
from stelsel.formaten.sepa import Betaalopdracht, BetaalopdrachtOngeldig, Overschrijving, write_betaalbestand

from .. import queries
from ..models import Betaalregel, Betaalrun, Betaling
from .betaalrun import BetalingNietMogelijk, check_betaler, check_dag, lock_betaalrun, register_stap
from .grootboek import register_boekingen, register_herroeping

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_VERANDERD = "Een rekeningnummer is veranderd na de goedkeuring. Stel de betaalrun opnieuw samen."


@transaction.atomic
def create_betaalbestand(*, sleutel: int, by: User, now: datetime) -> Betaalrun:
    """Make the payment file of an approved run and keep it. Raises BetalingNietMogelijk.

    A run in which everything is set off has an empty file: there is nothing for the bank."""
    run = lock_betaalrun(sleutel, naar=Runstatus.BESTAND, by=by)
    check_dag(run, now=now)
    _check_onveranderd(run)
    run.bestand = render_betaalbestand(run)
    run.bestand_sha256 = hashlib.sha256(run.bestand).hexdigest()
    run.status, run.bestand_at = Runstatus.BESTAND, now
    run.save()
    regels = queries.list_geldige_regels(run)
    register_boekingen(regels=regels, soort=Boekingsoort.BESTAND, by=by.username, now=now)
    register_stap(run, "naar_bank", by=by, now=now, bestand=run.bestand_sha256)
    return run


def render_betaalbestand(run: Betaalrun) -> bytes:
    """The bytes of an approved run, from what is kept of it: the same run, the same bytes.

    Raises BetalingNietMogelijk when the bank would refuse it."""
    rekening = queries.get_rekening(gemeentecode=run.gemeente_id, aanbieder=None, today=run.uitvoeringsdatum)
    betalingen = run.betalingen.filter(vervallen=False, bedrag__gt=0).order_by("kenmerk")
    if rekening is None or run.goedgekeurd_at is None:
        raise BetalingNietMogelijk("Deze betaalrun is niet goedgekeurd of de gemeente heeft geen rekening.")
    overschrijvingen = tuple(
        Overschrijving(
            kenmerk=rij.kenmerk,
            naam=rij.naam,
            iban=rij.iban,
            bedrag=rij.bedrag,
            omschrijving=f"Declaraties {run.gemeente.naam}, betaalrun {run.nummer}",
        )
        for rij in betalingen
    )
    if not overschrijvingen:
        return b""
    opdracht = Betaalopdracht(
        kenmerk=run.nummer,
        naam=rekening.naam,
        iban=rekening.iban,
        uitvoeringsdatum=run.uitvoeringsdatum,
        gemaakt_at=timezone.localtime(run.goedgekeurd_at),
        overschrijvingen=overschrijvingen,
    )
    try:
        return write_betaalbestand(opdracht)
    except BetaalopdrachtOngeldig as fout:
        raise BetalingNietMogelijk(f"Het bestand kan niet worden gemaakt: {fout}.") from fout


@transaction.atomic
def register_betaald(*, sleutel: int, by: User, now: datetime) -> Betaalrun:
    """The bank paid the file, as it says itself or as somebody saw. Raises BetalingNietMogelijk."""
    run = lock_betaalrun(sleutel, naar=Runstatus.BETAALD, by=by)
    run.status, run.betaald_at = Runstatus.BETAALD, now
    run.save()
    klaar = run.betalingen.filter(vervallen=False, status=Betaling.Status.KLAAR)
    klaar.update(status=Betaling.Status.BETAALD)
    regels = queries.list_geldige_regels(run)
    register_boekingen(regels=regels, soort=Boekingsoort.BETALING, by=by.username, now=now)
    register_stap(run, "betaald", by=by, now=now)
    return run


@transaction.atomic
def register_teruggekomen(*, sleutel: int, reden: str, by: User, now: datetime) -> Betaling:
    """The bank sent one payment back: everything in it is open again. Raises BetalingNietMogelijk."""
    betaling = Betaling.objects.select_for_update(of=("self",)).select_related("betaalrun").get(pk=sleutel)
    check_betaler(by, betaling.betaalrun.gemeente_id)
    if betaling.vervallen or betaling.betaalrun.status not in queries.WEG:
        raise BetalingNietMogelijk("Deze betaling is nog niet naar de bank gegaan.")
    if betaling.status == Betaling.Status.TERUG:
        raise BetalingNietMogelijk("Deze betaling was al teruggekomen.")
    betaling.status, betaling.reden = Betaling.Status.TERUG, reden[:200]
    betaling.save(update_fields=["status", "reden"])
    regels = list(Betaalregel.objects.filter(betaling=betaling, vervallen=False))
    register_herroeping(regels=regels, by=by.username, now=now)
    Betaalregel.objects.filter(pk__in=[regel.pk for regel in regels]).update(vervallen=True)
    register_gebeurtenis(
        soort="betaling_teruggekomen",
        object_soort="betaling",
        object_sleutel=betaling.kenmerk,
        actor=by.username,
        now=now,
        data={"bedrag": betaling.bedrag, "reden": reden[:200]},
    )
    return betaling


def _check_onveranderd(run: Betaalrun) -> None:
    """What was approved is what is paid, to accounts that still hold."""
    if queries.compute_inhoud(run) != run.inhoud_sha256:
        raise BetalingNietMogelijk(_VERANDERD)
    for betaling in run.betalingen.filter(vervallen=False, bedrag__gt=0).select_related("aanbieder"):
        rekening = queries.get_rekening(
            gemeentecode=run.gemeente_id, aanbieder=betaling.aanbieder, today=run.uitvoeringsdatum
        )
        if rekening is None or (rekening.iban, rekening.naam) != (betaling.iban, betaling.naam):
            raise BetalingNietMogelijk(_VERANDERD)
