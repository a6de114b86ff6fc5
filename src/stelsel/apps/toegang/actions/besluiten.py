"""Deciding: the beschikking to the resident and the toewijzing to the aanbieder, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.profielen.queries import get_profiel
from stelsel.domein.toegang.begrippen import MAG_STAPELEN, RedenWijziging, Vraagstatus, Wet
from stelsel.domein.toegang.levensloop import Stand
from stelsel.kern.periode import Periode

from .. import queries
from ..models import Besluit, Client, Toewijzing, Vraag
from ..queries.aanvullingen import list_stapelbezwaren
from .brief import render_beschikking
from .herijkingen import register_herijkingen
from .toewijzingen import write_toewijzing
from .vragen import AanbiederkeuzeNietMogelijk, check_aanbieder, get_open_vraag

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class BesluitNietMogelijk(Exception):
    """The decision cannot be taken yet; `redenen` are Dutch sentences that say what to do."""

    def __init__(self, redenen: Sequence[str]) -> None:
        super().__init__(" ".join(redenen))
        self.redenen = list(redenen)


@dataclass(frozen=True)
class _Productsleutel:
    """One product of one client: what may be allocated only once at a time."""

    client_id: int
    wet: str
    categorie: str
    code: str


@transaction.atomic
def approve_besluit(*, vraag: Vraag, motivering: str, by: User, today: date, now: datetime) -> Besluit:
    """Grant what the question proposes: a besluit with its letter, a toewijzing with its number, and the
    event from which the messages make a 301. Raises BesluitNietMogelijk, VraagGesloten."""
    Client.objects.select_for_update().get(pk=vraag.client_id)
    rij = get_open_vraag(vraag)
    redenen = _list_bezwaren(rij) or _list_stapelbezwaren(rij, today=today) or _list_stops(rij, today=today)
    if redenen:
        raise BesluitNietMogelijk(redenen)
    besluit = _create_besluit(rij, toegekend=True, motivering=motivering, by=by, today=today, now=now)
    _create_toewijzing(besluit, by=by, now=now)
    register_herijkingen(client_ids=[rij.client_id], today=today, now=now)
    return besluit


@transaction.atomic
def reject_besluit(*, vraag: Vraag, motivering: str, by: User, today: date, now: datetime) -> Besluit:
    """Refuse: a besluit with its letter and no toewijzing. Raises BesluitNietMogelijk without a reason,
    VraagGesloten."""
    rij = get_open_vraag(vraag)
    if not motivering.strip():
        raise BesluitNietMogelijk(
            ["Schrijf op waarom u de hulp niet toekent: de inwoner leest dat in de brief."]
        )
    return _create_besluit(rij, toegekend=False, motivering=motivering, by=by, today=today, now=now)


def _list_bezwaren(vraag: Vraag) -> list[str]:
    """What still stands in the way of granting."""
    redenen = []
    if not vraag.vraag.strip():
        redenen.append("Schrijf de vraag van de cliënt op.")
    if not vraag.leefdomeinen.exists():
        redenen.append("Beschrijf ten minste één leefdomein.")
    if not vraag.doelen.exists():
        redenen.append("Schrijf ten minste één doel op.")
    if vraag.product is None or vraag.ingangsdatum is None:
        redenen.append("Kies een profiel met omvang en ingangsdatum.")
    elif vraag.aanbieder_id is None:
        redenen.append("Leg vast welke aanbieder de cliënt kiest.")
    else:
        redenen += _list_bezwaren_keuze(vraag)
    return redenen + queries.list_richtingbezwaren(vraag)


def _list_bezwaren_keuze(vraag: Vraag) -> list[str]:
    try:
        check_aanbieder(vraag, agb=str(vraag.aanbieder_id))
    except AanbiederkeuzeNietMogelijk as fout:
        return [str(fout)]
    if vraag.product is None or vraag.ingangsdatum is None:
        return []
    dubbel = _get_overlap(
        product=_Productsleutel(vraag.client_id, vraag.wet, vraag.product.categorie, vraag.product.code),
        van=vraag.ingangsdatum,
        tot=vraag.einddatum,
    )
    if dubbel is None:
        return []
    return [
        f"Deze cliënt heeft dit product al in dezelfde tijd (toewijzing {dubbel.toewijzing_nummer}). "
        "Wijzig die toewijzing, of kies een latere ingangsdatum."
    ]


def _list_stapelbezwaren(vraag: Vraag, *, today: date) -> list[str]:
    """What is against the rules on additional help, unless a reason was written down."""
    if vraag.stapelreden.strip():
        return []
    bezwaren = list_stapelbezwaren(vraag, today=today)
    verder = ["Pas de omvang of de dagen aan, of schrijf daar op waarom u afwijkt."] if bezwaren else []
    return bezwaren + verder


def _list_stops(vraag: Vraag, *, today: date) -> list[str]:
    """The ceilings that stop new allocations, in words that say what can be done; held until the commit."""
    geraakt = queries.list_geraakt_door_vraag(vraag, today=today, lock=True)
    return [queries.render_stop(g, kenmerk=vraag.nummer) for g in geraakt if g.houdt_tegen]


def _get_overlap(*, product: _Productsleutel, van: date, tot: date | None) -> Toewijzing | None:
    """An allocation of the same product in the same time (OP259, TR302)."""
    if (Wet(product.wet), product.categorie) in MAG_STAPELEN:
        return None
    zelfde = Toewijzing.objects.filter(client_id=product.client_id, wet=product.wet, code=product.code)
    loopt = Q(einddatum__isnull=True) | Q(einddatum__gte=van)
    if tot is not None:
        loopt &= Q(ingangsdatum__lte=tot)
    zelfde = zelfde.filter(loopt).exclude(reden_wijziging=RedenWijziging.VERWIJDERD.value)
    return zelfde.order_by("pk").first()


def _create_besluit(
    vraag: Vraag, *, toegekend: bool, motivering: str, by: User, today: date, now: datetime
) -> Besluit:
    [volgnummer] = create_nummers(reeks=f"besluit {vraag.client.gemeente_id} {today.year}")
    besluit = Besluit(
        nummer=f"B{vraag.client.gemeente_id}-{today.year}-{volgnummer:05d}",
        vraag=vraag,
        besluitdatum=today,
        toegekend=toegekend,
        motivering=motivering,
        ingangsdatum=vraag.ingangsdatum if toegekend else None,
        einddatum=vraag.einddatum if toegekend else None,
        besloten_by=by.username,
        besloten_at=now,
    )
    if toegekend:
        besluit.profiel, besluit.resultaten = _get_profielresultaten(vraag)
    besluit.brief = render_beschikking(besluit, ondertekenaar=by.weergavenaam or by.username)
    besluit.brief_sha256 = sha256(besluit.brief).hexdigest()
    besluit.save()
    vraag.status = Vraagstatus.BESLOTEN.value
    vraag.save(update_fields=["status"])
    register_gebeurtenis(
        soort="besluit_genomen",
        object_soort="besluit",
        object_sleutel=besluit.nummer,
        actor=by.username,
        now=now,
        data={"toegekend": toegekend, "brief_sha256": besluit.brief_sha256},
    )
    return besluit


def _get_profielresultaten(vraag: Vraag) -> tuple[str, list[str]]:
    """The version of the profile on the first day, and the results that belong to it."""
    if vraag.product is None or vraag.product.profiel is None or vraag.ingangsdatum is None:
        return "", []
    profiel = get_profiel(vraag.product.profiel.code, today=vraag.ingangsdatum)
    if profiel is None:
        return "", []
    return f"{profiel.code} versie {profiel.versie}", list(profiel.resultaten)


def _create_toewijzing(besluit: Besluit, *, by: User, now: datetime) -> Toewijzing:
    vraag = besluit.vraag
    if vraag.product is None or vraag.aanbieder is None or vraag.ingangsdatum is None:
        raise ValueError("een toekenning heeft een product, een aanbieder en een ingangsdatum")
    stand = Stand(
        wet=Wet(vraag.wet),
        agb=vraag.aanbieder.agb,
        categorie=vraag.product.categorie,
        code=vraag.product.code,
        periode=Periode(vraag.ingangsdatum, vraag.einddatum),
        omvang=queries.get_omvang(vraag),
        budget=None,
    )
    toewijzing = write_toewijzing(client=vraag.client, stand=stand, by=by, now=now, besluit=besluit)
    if vraag.naast_id is not None:
        toewijzing.hoort_bij_id = vraag.naast_id
        toewijzing.save(update_fields=["hoort_bij"])
    return toewijzing
