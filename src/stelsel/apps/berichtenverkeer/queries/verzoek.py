"""What the judgement of a request (315, 317) needs to know, and which decisions wait for a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang.models import Aanvraag, Client, Toewijzing, Verzoek
from stelsel.domein.toegang.verzoek import Verzoekstatus
from stelsel.istandaarden.berichten import FAMILIES, get_definitie
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.regels.aanvraag import Toegewezen, Verzoekdossier

from ..models import InkomendBericht, OpgepaktEvent, UitgaandBericht
from .lezen import Verwant, list_verwanten
from .oordeel import WET

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

VERZOEK_BEANTWOORD = "verzoek_beantwoord"
#: By a message of ours the name of the retour on it.
_RETOUR = {
    get_definitie(familie, heen).naam: get_definitie(familie, retour).naam
    for familie in FAMILIES
    for heen, retour in (("301", "302"), ("319", "320"))
}


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
    # A message that was refused counts as not sent (OP286), so its references are free again.
    verzonden = eerder.exclude(status=Verzoekstatus.AFGEKEURD.value)
    gebruikt = verzonden.filter(referentie_aanbieder__in=referenties)
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


def list_verwant_bij_verzoek(user: User, nummer: str) -> list[Verwant]:
    """Every message about one request, oldest first: the 315 or 317, its retour, our answers (319, or the 301
    that gives what was asked) and what came back on those. None when it is not this user's."""
    verzoek = Verzoek.objects.for_user(user).filter(nummer=nummer).first()
    if verzoek is None:
        return []
    bericht, afzender, identificatie = verzoek.bericht_sleutel.split(" ")
    partijen = Q(gemeente=verzoek.gemeente_id, aanbieder=verzoek.aanbieder_id)
    vraag = partijen & Q(bericht=bericht, afzender=afzender, identificatie=identificatie)
    opgepakt = OpgepaktEvent.objects.filter(gebeurtenis_id__in=_list_gebeurtenissen(verzoek))
    antwoorden = InkomendBericht.objects.filter(vraag).values("antwoord_id")
    buiten = Q(pk__in=opgepakt.values("uitgaand_id")) | Q(pk__in=antwoorden)
    retouren = Q(pk__in=())
    for naam, identificatie in UitgaandBericht.objects.filter(buiten).values_list("bericht", "identificatie"):
        # An Identificatie is unique per kind of message only.
        retouren |= Q(bericht=_RETOUR.get(naam, ""), vraag_identificatie=identificatie)
    return list_verwanten(user, binnen=vraag | (partijen & retouren), buiten=buiten)


def _list_gebeurtenissen(verzoek: Verzoek) -> list[int]:
    """The decisions on a request, and the allocations that were made or changed for it."""
    aanvragen = dict(verzoek.aanvragen.values_list("pk", "referentie_aanbieder"))
    besluiten = Q(object_soort="aanvraag", object_sleutel__in=[str(pk) for pk in aanvragen])
    eigen = Toewijzing.objects.filter(
        client=verzoek.client_id, aanbieder=verzoek.aanbieder_id, wet=verzoek.wet
    ).values_list("pk", flat=True)
    gegeven = Q(
        object_soort="toewijzing",
        object_sleutel__in=[str(pk) for pk in eigen],
        data__referentie_aanbieder__in=list(aanvragen.values()),
    )
    return list(Gebeurtenis.objects.filter(besluiten | gegeven).values_list("pk", flat=True))


def list_verzoeknummers(user: User, rij: InkomendBericht | UitgaandBericht) -> list[str]:
    """The requests that a message asks or answers, by their number, as far as this user may see them."""
    if isinstance(rij, InkomendBericht):
        waar = Q(bericht_sleutel=f"{rij.bericht} {rij.afzender} {rij.identificatie}")
    else:
        vragen = InkomendBericht.objects.filter(antwoord=rij)
        kenmerken = vragen.values_list("bericht", "afzender", "identificatie")
        events = OpgepaktEvent.objects.filter(uitgaand=rij).values("gebeurtenis_id")
        data = Gebeurtenis.objects.filter(pk__in=events).values_list("data", flat=True)
        referenties = [d["referentie_aanbieder"] for d in data if d.get("referentie_aanbieder")]
        waar = Q(bericht_sleutel__in=[" ".join(kenmerk) for kenmerk in kenmerken])
        waar |= Q(nummer__in=[d["verzoek"] for d in data if d.get("verzoek")])
        waar |= Q(aanbieder=rij.aanbieder_id, aanvragen__referentie_aanbieder__in=referenties)
    rijen = Verzoek.objects.for_user(user).filter(waar, gemeente=rij.gemeente_id)
    rijen = rijen.exclude(aanvragen__status=Verzoekstatus.AFGEKEURD.value)
    return sorted(rijen.values_list("nummer", flat=True).distinct())
