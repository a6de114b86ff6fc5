"""What the judgement of a message, and the making of one, needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.declaraties.models import Declaratieregel
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang.models import Startmelding, Stopmelding, Toewijzing
from stelsel.domein.toegang.begrippen import RedenWijziging, Wet
from stelsel.istandaarden.regels.levering import Leverdossier, Levering, Sleutel

from ..models import Berichtverband, InkomendBericht, OpgepaktEvent, UitgaandBericht


@dataclass(frozen=True)
class Toewijzingsgegevens:
    """What goes into one 301. `gewijzigd`: keys that changed since the previous one; `al_verzonden`: keys
    that were in an earlier one."""

    toewijzingen: tuple[Toewijzing, ...]
    gewijzigd: frozenset[int]
    al_verzonden: frozenset[int]


#: The law decides the family of messages.
FAMILIE = {Wet.JEUGDWET.value: "ijw", Wet.WMO.value: "iwmo"}
WET = {familie: wet for wet, familie in FAMILIE.items()}
TOEWIJZING_GEWIJZIGD = "toewijzing_gewijzigd"


@dataclass(frozen=True)
class Levergegevens:
    """The dossier for the rules, and the rows behind it."""

    dossier: Leverdossier
    toewijzingen: dict[int, Toewijzing]
    starts: dict[Sleutel, Startmelding]
    stops: dict[Levering, Stopmelding]


def get_gemeente(*, code: str, peildata: list[date]) -> Gemeente | None:
    """The gemeente with this code, when the code was in use on one of the days (TR378)."""
    gemeente = Gemeente.objects.filter(code=code, regio__isnull=False).first()
    if gemeente is None:
        return None
    van, tot = gemeente.vandatum or date.min, gemeente.totdatum or date.max
    return gemeente if any(van <= dag <= tot for dag in peildata) else None


def get_aanbieder(agb: str) -> Aanbieder | None:
    """A known aanbieder."""
    return Aanbieder.objects.filter(agb=agb).first()


def get_eerder_bericht(*, sha256: str, sleutel: int) -> InkomendBericht | None:
    """The first message with exactly these bytes that was processed or answered, other than this row."""
    status = InkomendBericht.Status
    afgedaan = Q(status=status.VERWERKT) | Q(status=status.AFGEKEURD, antwoord__isnull=False)
    zelfde = InkomendBericht.objects.filter(afgedaan, sha256=sha256).exclude(pk=sleutel)
    return zelfde.select_related("antwoord").defer("inhoud").order_by("pk").first()


def get_zelfde_identificatie(*, bericht: InkomendBericht) -> InkomendBericht | None:
    """An earlier message of this sender to this receiver with the same kind and Identificatie (TR056)."""
    return InkomendBericht.objects.filter(
        afzender=bericht.afzender,
        ontvanger=bericht.ontvanger,
        bericht=bericht.bericht,
        identificatie=bericht.identificatie,
        telt_als_verzonden=True,
    ).first()


def get_levergegevens(*, gemeente: Gemeente, aanbieder: Aanbieder, wet: str, bsn: str) -> Levergegevens:
    """What is on file of one client at one aanbieder, in four statements."""
    rijen = Toewijzing.objects.filter(gemeente=gemeente, aanbieder=aanbieder, wet=wet, client__bsn=bsn)
    toewijzingen = {
        int(rij.toewijzing_nummer): rij for rij in rijen.select_related("client") if not _verwijderd(rij)
    }
    nummers = {rij.pk: nummer for nummer, rij in toewijzingen.items()}
    starts = {
        _sleutel(rij, nummers): rij
        for rij in Startmelding.objects.filter(toewijzing_id__in=nummers, verwijderd=False).select_related(
            "toewijzing"
        )
    }
    stops = {
        Levering(_sleutel(rij, nummers), einddatum=rij.einddatum, reden=rij.reden_beeindiging): rij
        for rij in Stopmelding.objects.filter(toewijzing_id__in=nummers, verwijderd=False).select_related(
            "toewijzing"
        )
    }
    dossier = Leverdossier(
        toewijzing_nummers=frozenset(toewijzingen),
        starts=frozenset(starts),
        stops=frozenset(stops),
        producten=dict(Product.objects.filter(wet=wet).values_list("code", "categorie")),
    )
    return Levergegevens(dossier, toewijzingen, starts, stops)


def _verwijderd(rij: Toewijzing) -> bool:
    return rij.reden_wijziging == RedenWijziging.VERWIJDERD and rij.einddatum == rij.ingangsdatum


def _sleutel(rij: Startmelding | Stopmelding, op_sleutel: dict[int, int]) -> Sleutel:
    return Sleutel(op_sleutel[rij.toewijzing_id], rij.categorie, rij.code, rij.begindatum)


def list_wachtende_gebeurtenissen() -> QuerySet[Gebeurtenis]:
    """Changed allocations that are in no message yet, oldest first."""
    opgepakt = OpgepaktEvent.objects.filter(gebeurtenis_id=OuterRef("pk"))
    return Gebeurtenis.objects.filter(~Exists(opgepakt), soort=TOEWIJZING_GEWIJZIGD).order_by("pk")


def get_berichtgroepen(toewijzing_ids: set[int]) -> dict[int, tuple[int, str, str]]:
    """Per allocation the client, aanbieder and law that share one 301."""
    rijen = Toewijzing.objects.filter(pk__in=toewijzing_ids).values_list(
        "pk", "client_id", "aanbieder_id", "wet"
    )
    return {pk: (client_id, agb, wet) for pk, client_id, agb, wet in rijen}


def get_toewijzingen_voor_bericht(gewijzigd: frozenset[int], today: date) -> Toewijzingsgegevens:
    """Everything current of this client at this aanbieder, and what changed (OP087), by number."""
    groep = Toewijzing.objects.values("client_id", "aanbieder_id", "wet").get(pk=min(gewijzigd))
    alle = Toewijzing.objects.filter(**groep)
    actueel = set(alle.actueel(today).values_list("pk", flat=True)) | gewijzigd
    rijen = alle.filter(pk__in=actueel).select_related("client", "gemeente", "aanbieder").order_by("pk")
    verzonden = Berichtverband.objects.filter(
        toewijzing_id__in=actueel,
        uitgaand__status__in=(UitgaandBericht.Status.KLAAR, UitgaandBericht.Status.VERZONDEN),
    )
    return Toewijzingsgegevens(
        tuple(rijen), gewijzigd, frozenset(verzonden.values_list("toewijzing_id", flat=True))
    )


def list_gedeclareerde_toewijzingen(declaratie_id: int) -> list[int]:
    """The known allocations that a claim has lines on."""
    regels = Declaratieregel.objects.filter(declaratie_id=declaratie_id, toewijzing_id__gt=0)
    return sorted({pk for pk in regels.values_list("toewijzing_id", flat=True).distinct() if pk})
