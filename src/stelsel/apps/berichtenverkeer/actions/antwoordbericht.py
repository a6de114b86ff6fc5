"""The 319: a request of an aanbieder is refused, or still being looked into.

Toegang writes an event with the decision; this side reads it (pull) and makes one 319 each. It runs before
the 301s, since a 319 that comes after the 301 with its reference is refused (TR359).
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import OperationalError, transaction

from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.berichtenverkeer.models import OpgepaktEvent, UitgaandBericht
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang.models import Aanvraag
from stelsel.istandaarden.antwoorden import create_header
from stelsel.istandaarden.berichten import Bericht, get_definitie
from stelsel.istandaarden.berichten.begrippen import Berichtsoort, VerzoekAntwoord

from .bewaking import register_gebeurtenisstoring
from .opstellen import create_gecontroleerd_bericht, register_opgepakt
from .uitkomst import create_identificatie


def create_antwoordberichten(*, today: date, now: datetime, maximum: int = 200) -> int:
    """A 319 for every answer on a request that is in none yet. Each is one transaction with the marker of
    its event; one on which we fail is marked with an alarm and the others go on. Returns how many."""
    return sum(
        _create_uit(gebeurtenis, today=today, now=now)
        for gebeurtenis in queries.list_wachtende_antwoorden()[:maximum]
    )


def _create_uit(gebeurtenis: Gebeurtenis, *, today: date, now: datetime) -> int:
    try:
        with transaction.atomic():
            if not register_opgepakt([gebeurtenis.pk]):
                return 0
            aanvraag = queries.get_beantwoorde_aanvraag(gebeurtenis.object_sleutel)
            uitgaand = _create_uitgaand(aanvraag, gebeurtenis.data["antwoord"], today, now)
            OpgepaktEvent.objects.filter(gebeurtenis_id=gebeurtenis.pk).update(uitgaand=uitgaand)
    except OperationalError:
        raise  # the database, not this 319
    except Exception as fout:
        _register_mislukt(gebeurtenis, reden=type(fout).__name__, now=now)
        return 0
    return 1


@transaction.atomic
def _register_mislukt(gebeurtenis: Gebeurtenis, *, reden: str, now: datetime) -> None:
    if not register_opgepakt([gebeurtenis.pk]):
        return
    register_gebeurtenisstoring(
        gebeurtenis_id=gebeurtenis.pk,
        gemeentecode=gebeurtenis.data.get("gemeente"),
        titel=f"Antwoord op verzoek {gebeurtenis.data.get('verzoek', '')}",
        reden=reden,
        now=now,
    )


def _create_uitgaand(aanvraag: Aanvraag, antwoord: str, today: date, now: datetime) -> UitgaandBericht:
    verzoek = aanvraag.verzoek
    definitie = get_definitie(queries.FAMILIE[verzoek.wet], Berichtsoort.ANTWOORD)
    identificatie = create_identificatie(gemeentecode=verzoek.gemeente_id, bericht=definitie.naam)
    header = create_header(
        definitie,
        afzender=verzoek.gemeente_id,
        ontvanger=verzoek.aanbieder_id,
        identificatie=identificatie,
        dagtekening=today,
    )
    return create_gecontroleerd_bericht(
        Bericht(definitie, {"Header": header, "Antwoord": _get_antwoord(aanvraag, antwoord)}),
        aanbieder=verzoek.aanbieder,
        gemeente=verzoek.gemeente,
        onderwerp=verzoek.client.nummer if verzoek.client else "",
        now=now,
    )


def _get_antwoord(aanvraag: Aanvraag, antwoord: str) -> dict[str, object]:
    waarden: dict[str, object] = {
        "ReferentieAanbieder": aanvraag.referentie_aanbieder,
        "VerzoekAntwoord": antwoord,
    }
    if antwoord == VerzoekAntwoord.AFGEWEZEN:
        waarden["RedenAfwijzingVerzoek"] = aanvraag.reden_afwijzing
        if aanvraag.verantwoordelijke_gemeente:
            waarden["Woonplaatsbeginsel"] = {"Gemeente": aanvraag.verantwoordelijke_gemeente}
    return waarden
