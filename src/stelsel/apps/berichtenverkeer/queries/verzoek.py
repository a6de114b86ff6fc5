"""What the judgement of a request (315, 317) needs to know, and which decisions wait for a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang.models import Aanvraag, Client, Toewijzing
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.regels.aanvraag import Toegewezen, Verzoekdossier

from ..models import OpgepaktEvent
from .oordeel import WET

VERZOEK_BEANTWOORD = "verzoek_beantwoord"


@dataclass(frozen=True)
class Verzoekgrond:
    """The dossier for the rules, the client behind it ("" when unknown) and the keys of the allocations."""

    dossier: Verzoekdossier
    client_nummer: str
    toewijzing_ids: tuple[int, ...]


@dataclass(frozen=True)
class Verzoekkenmerk:
    """Which request: from whom, to whom, under which law, about whom."""

    gemeente: Gemeente
    aanbieder: Aanbieder
    familie: Familie
    bsn: str
    dagtekening: date


def get_verzoekgrond(
    kenmerk: Verzoekkenmerk, *, referenties: set[str], codes: set[str], today: date
) -> Verzoekgrond:
    """What is on file on `today`; `referenties` and `codes` are those of the message. Five statements."""
    wet = WET[kenmerk.familie]
    client = Client.objects.filter(gemeente=kenmerk.gemeente, bsn=kenmerk.bsn).first()
    rijen = Toewijzing.objects.filter(
        gemeente=kenmerk.gemeente, aanbieder=kenmerk.aanbieder, wet=wet, client__bsn=kenmerk.bsn
    )
    actueel = {int(rij.toewijzing_nummer): rij for rij in rijen.actueel(today)}
    eerder = Aanvraag.objects.filter(
        verzoek__gemeente=kenmerk.gemeente, verzoek__aanbieder=kenmerk.aanbieder, verzoek__wet=wet
    )
    gebruikt = eerder.filter(referentie_aanbieder__in=referenties)
    dossier = Verzoekdossier(
        dagtekening=kenmerk.dagtekening,
        familie=kenmerk.familie,
        client_bekend=client is not None,
        verzoek_onderhanden=eerder.open().filter(verzoek__bsn=kenmerk.bsn).exists(),
        referenties=frozenset(gebruikt.values_list("referentie_aanbieder", flat=True)),
        toewijzingen={nummer: _als_toegewezen(rij) for nummer, rij in actueel.items()},
        producten=dict(Product.objects.filter(wet=wet, code__in=codes).values_list("code", "categorie")),
    )
    ids = tuple(rij.pk for rij in actueel.values())
    return Verzoekgrond(dossier, client.nummer if client else "", ids)


def _als_toegewezen(rij: Toewijzing) -> Toegewezen:
    return Toegewezen(
        ingangsdatum=rij.ingangsdatum,
        einddatum=rij.einddatum,
        categorie=rij.categorie,
        code=rij.code,
        omvang=(rij.volume, rij.eenheid, rij.frequentie) if rij.volume is not None else None,
        budget=rij.budget,
    )


def list_wachtende_antwoorden() -> QuerySet[Gebeurtenis]:
    """Answers on requests (refused, in onderzoek) that are in no 319 yet, oldest first."""
    opgepakt = OpgepaktEvent.objects.filter(gebeurtenis_id=OuterRef("pk"))
    return Gebeurtenis.objects.filter(~Exists(opgepakt), soort=VERZOEK_BEANTWOORD).order_by("pk")


def get_beantwoorde_aanvraag(sleutel: str) -> Aanvraag:
    """The request that an answer speaks of. DoesNotExist, ValueError for a key that names none."""
    rijen = Aanvraag.objects.select_related("verzoek__client", "verzoek__gemeente", "verzoek__aanbieder")
    return rijen.get(pk=int(sleutel))
