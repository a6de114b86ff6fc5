"""What the judgement of a message, and the making of one, needs to know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from django.db.models import Exists, OuterRef, Q, QuerySet

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang.models import Startmelding, Stopmelding, Taakmelding, Toewijzing
from stelsel.apps.verwerving.queries import list_taakgerichte_codes
from stelsel.domein.toegang.begrippen import RedenWijziging, Wet
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.regels.levering import Leverdossier, Levering, Sleutel

from ..models import Aansluiting, InkomendBericht, OpgepaktEvent, UitgaandBericht

_Melding = Startmelding | Stopmelding | Taakmelding
#: The law decides the family of messages.
FAMILIE: dict[str, Familie] = {Wet.JEUGDWET.value: "ijw", Wet.WMO.value: "iwmo"}
WET = {familie: wet for wet, familie in FAMILIE.items()}
TOEWIJZING_GEWIJZIGD = "toewijzing_gewijzigd"


@dataclass(frozen=True)
class Levergegevens:
    """The dossier for the rules, and the rows behind it."""

    dossier: Leverdossier
    toewijzingen: dict[int, Toewijzing]
    starts: dict[Sleutel, Startmelding | Taakmelding]
    stops: dict[Levering, Stopmelding | Taakmelding]


def get_gemeente(*, code: str, peildata: list[date]) -> Gemeente | None:
    """The gemeente with this code, when the code was in use on one of the days (TR378)."""
    gemeente = Gemeente.objects.filter(code=code, regio__isnull=False).first()
    if gemeente is None:
        return None
    van, tot = gemeente.vandatum or date.min, gemeente.totdatum or date.max
    return gemeente if any(van <= dag <= tot for dag in peildata) else None


def get_gemeente_van_toewijzing(*, code: str, agb: str, wet: str, nummers: set[int]) -> Gemeente | None:
    """The gemeente with this code, when it existed on the day that one of these allocations began: after a
    merger messages on such an allocation may still name the old code (TR378)."""
    gemeente = Gemeente.objects.filter(code=code, regio__isnull=False).first()
    if gemeente is None:
        return None
    bestaan = (gemeente.vandatum or date.min, gemeente.totdatum or date.max)
    rijen = Toewijzing.objects.filter(
        gemeente=gemeente, aanbieder_id=agb, wet=wet, ingangsdatum__range=bestaan
    )
    eigen = {int(nummer) for nummer in rijen.values_list("toewijzing_nummer", flat=True)}
    return gemeente if eigen & nummers else None


def get_aanbieder(agb: str) -> Aanbieder | None:
    """A known aanbieder."""
    return Aanbieder.objects.filter(agb=agb).first()


def list_wachtende_berichten() -> QuerySet[InkomendBericht]:
    """The queue, in the order in which it is judged: as it came, and what came together in its own order."""
    wachtend = InkomendBericht.objects.filter(status=InkomendBericht.Status.ONTVANGEN)
    return wachtend.order_by("ontvangen_at", "volgorde", "pk")


def get_eerder_bericht(*, sha256: str, sleutel: int) -> InkomendBericht | None:
    """The message with exactly these bytes that was processed, or else the last that was answered; never
    this row."""
    status = InkomendBericht.Status
    zelfde = InkomendBericht.objects.filter(sha256=sha256).exclude(pk=sleutel)
    if not zelfde.exists():  # nearly always, and a fraction of the cost of the question below
        return None
    afgedaan = Q(status=status.VERWERKT) | Q(status=status.AFGEKEURD, antwoord__isnull=False)
    beste = zelfde.filter(afgedaan).order_by("-telt_als_verzonden", "-pk")
    return beste.select_related("antwoord").defer("inhoud").first()


def get_eerdere_foutmelding(*, bericht: InkomendBericht) -> UitgaandBericht | None:
    """The Fo01 that the same envelope with the same content got before."""
    eerder = InkomendBericht.objects.filter(
        status=InkomendBericht.Status.ONLEESBAAR,
        sha256=bericht.sha256,
        referentienummer=bericht.referentienummer,
        gemeente=bericht.gemeente,
        aanbieder=bericht.aanbieder,
        antwoord__isnull=False,
    ).first()
    return eerder.antwoord if eerder else None


def get_verzonden_bericht(*, referentienummer: str, gemeentecode: str, agb: str) -> UitgaandBericht | None:
    """Our message that left in the envelope with this reference; of this gemeente and this aanbieder when
    they are given."""
    rijen = UitgaandBericht.objects.select_for_update(of=("self",)).filter(referentienummer=referentienummer)
    if gemeentecode:
        rijen = rijen.filter(gemeente_id=gemeentecode)
    if agb:
        rijen = rijen.filter(aanbieder_id=agb)
    return rijen.order_by("-pk").first() if referentienummer else None


def get_aansluiting(gemeentecode: str) -> Aansluiting | None:
    """How this gemeente is connected; None when nobody said so: bare files."""
    return Aansluiting.objects.filter(gemeente_id=gemeentecode).first()


def get_aansluitingen() -> dict[str, Aansluiting]:
    """All of them, by gemeentecode."""
    return {rij.gemeente_id: rij for rij in Aansluiting.objects.all()}


def get_zelfde_identificatie(*, bericht: InkomendBericht) -> InkomendBericht | None:
    """An earlier message of this sender to this receiver with the same kind and Identificatie (TR056);
    only when it came is read."""
    zelfde = InkomendBericht.objects.filter(
        afzender=bericht.afzender,
        ontvanger=bericht.ontvanger,
        bericht=bericht.bericht,
        identificatie=bericht.identificatie,
        telt_als_verzonden=True,
    )
    return zelfde.only("ontvangen_at").first()


def get_levergegevens(
    *, gemeente: Gemeente, aanbieder: Aanbieder, wet: str, bsn: str, codes: Collection[str]
) -> Levergegevens:
    """What is on file of one client at one aanbieder, and of the product list these codes; at most six
    statements."""
    rijen = Toewijzing.objects.filter(gemeente=gemeente, aanbieder=aanbieder, wet=wet, client__bsn=bsn)
    toewijzingen = {
        int(rij.toewijzing_nummer): rij for rij in rijen.select_related("client") if not _verwijderd(rij)
    }
    op_sleutel = {rij.pk: rij for rij in toewijzingen.values()}
    nummers = {rij.pk: nummer for nummer, rij in toewijzingen.items()}
    taak = Taakmelding.objects.filter(gemeente=gemeente, aanbieder=aanbieder, wet=wet, bsn=bsn)
    meldingen: list[_Melding] = [*taak.filter(verwijderd=False)]
    for model in (Startmelding, Stopmelding) if op_sleutel else ():
        for rij in model.objects.filter(toewijzing_id__in=nummers, verwijderd=False):
            rij.toewijzing = op_sleutel[rij.toewijzing_id]
            meldingen.append(rij)
    starts = {
        _sleutel(rij, nummers): rij
        for rij in meldingen
        if not isinstance(rij, Stopmelding) and not _is_stop(rij)
    }
    stops = {
        Levering(_sleutel(rij, nummers), einddatum=rij.einddatum, reden=rij.reden_beeindiging): rij
        for rij in meldingen
        if _is_stop(rij)
    }
    dossier = Leverdossier(
        toewijzing_nummers=frozenset(toewijzingen),
        starts=frozenset(starts),
        stops=frozenset(stops),
        producten=dict(Product.objects.filter(wet=wet, code__in=codes).values_list("code", "categorie")),
        taakgericht=list_taakgerichte_codes(gemeente=gemeente, aanbieder=aanbieder, wet=wet),
    )
    return Levergegevens(dossier, toewijzingen, starts, stops)


def _verwijderd(rij: Toewijzing) -> bool:
    return rij.reden_wijziging == RedenWijziging.VERWIJDERD and rij.einddatum == rij.ingangsdatum


def _is_stop(rij: _Melding) -> TypeGuard[Stopmelding | Taakmelding]:
    return getattr(rij, "einddatum", None) is not None


def _sleutel(rij: _Melding, op_sleutel: dict[int, int]) -> Sleutel:
    nummer = None if isinstance(rij, Taakmelding) else op_sleutel[rij.toewijzing_id]
    return Sleutel(nummer, rij.categorie, rij.code, rij.begindatum)


def list_wachtende_gebeurtenissen() -> QuerySet[Gebeurtenis]:
    """Changed allocations that are in no message yet, oldest first."""
    opgepakt = OpgepaktEvent.objects.filter(gebeurtenis_id=OuterRef("pk"))
    return Gebeurtenis.objects.filter(~Exists(opgepakt), soort=TOEWIJZING_GEWIJZIGD).order_by("pk")


def get_toewijzingsnaam(toewijzing_ids: frozenset[int]) -> tuple[str | None, str]:
    """Gemeentecode and name of an allocation on a work list; without gemeente when there is none."""
    rij = Toewijzing.objects.filter(pk__in=toewijzing_ids).order_by("pk").first()
    return (rij.gemeente_id, f"Toewijzing {rij.toewijzing_nummer}") if rij else (None, "Onbekende toewijzing")


def get_berichtgroepen(toewijzing_ids: set[int]) -> dict[int, tuple[int, str, str]]:
    """Per allocation the client, aanbieder and law that share one 301."""
    rijen = Toewijzing.objects.filter(pk__in=toewijzing_ids).values_list(
        "pk", "client_id", "aanbieder_id", "wet"
    )
    return {pk: (client_id, agb, wet) for pk, client_id, agb, wet in rijen}
