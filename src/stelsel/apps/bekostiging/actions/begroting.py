"""Making a begroting, changing its lines with a reason, and approving it by a second person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.bekostiging.begroting import compute_bedrag
from stelsel.kern.bedrag import Cent

from ..models import Begroting, Begrotingsregel
from ..queries.begroting import Begrotingskeuze, Voorstelregel, get_voorstel

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_DECIMALEN = Decimal("0.000001")


class BegrotingNietMogelijk(Exception):
    """This cannot be done with the begroting; the text says why."""


@dataclass(frozen=True)
class Regelwens:
    """What a line becomes: `volume` with `tarief` (cents per eenheid), or an amount in cents as a whole."""

    reden: str
    volume: int | None = None
    tarief: Decimal | None = None
    bedrag: Cent | None = None


@transaction.atomic
def register_begroting(
    keuze: Begrotingskeuze, *, toelichting: str, by: User, today: date, now: datetime
) -> Begroting:
    """Keep a proposal as the next version, as a concept. Raises GeenHistorie."""
    voorstel = get_voorstel(keuze, today=today)
    (volgnummer,) = create_nummers(reeks="begroting")
    eerdere = Begroting.objects.filter(gemeente=keuze.gemeente, wet=keuze.wet, jaar=keuze.jaar)
    begroting = Begroting.objects.create(
        nummer=f"BG-{now.year}-{volgnummer:04d}",
        gemeente=keuze.gemeente,
        wet=keuze.wet,
        jaar=keuze.jaar,
        versie=(eerdere.aggregate(hoogste=Max("versie"))["hoogste"] or 0) + 1,
        toelichting=toelichting,
        methode=keuze.methode.value,
        boek=keuze.boek,
        grondslag=dict(voorstel.grondslag),
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_persoon=by.persoon_sleutel,
        gemaakt_at=now,
    )
    Begrotingsregel.objects.bulk_create(_als_rij(begroting, regel) for regel in voorstel.regels)
    _register(begroting, "begroting_gemaakt", by=by, now=now)
    return begroting


@transaction.atomic
def change_begrotingsregel(
    regel: Begrotingsregel,
    *,
    wens: Regelwens,
    by: User,
    now: datetime,
    bewaak: Callable[[Begrotingsregel], None] | None = None,
) -> Begrotingsregel:
    """Overrule a line, with a reason. `bewaak` gets the line as it is now, and raises when it is no longer
    what the maker saw. Raises BegrotingNietMogelijk."""
    rij = Begrotingsregel.objects.select_for_update(of=("self",)).select_related("begroting").get(pk=regel.pk)
    _check_concept(rij.begroting)
    if bewaak is not None:
        bewaak(rij)
    if not wens.reden.strip():
        raise BegrotingNietMogelijk("Schrijf op waarom u van het voorstel afwijkt.")
    if rij.volume is None:
        if wens.bedrag is None:
            raise BegrotingNietMogelijk("Vul het nieuwe bedrag in.")
        rij.bedrag = wens.bedrag
    else:
        rij.volume = rij.volume if wens.volume is None else wens.volume
        rij.tarief = rij.tarief if wens.tarief is None else wens.tarief
        rij.bedrag = compute_bedrag(rij.volume, tarief=Fraction(rij.tarief or 0))
    rij.reden, rij.gewijzigd_at = wens.reden, now
    rij.gewijzigd_door, rij.gewijzigd_persoon = by.weergavenaam or by.username, by.persoon_sleutel
    rij.save()
    _register(rij.begroting, "begrotingsregel_gewijzigd", by=by, now=now, regel=rij.naam)
    return rij


@transaction.atomic
def create_begrotingsregel(
    begroting: Begroting, *, naam: str, bedrag: Cent, reden: str, by: User, now: datetime
) -> Begrotingsregel:
    """Add what the history cannot know: overhead, a change that is coming; also below nothing. Raises
    BegrotingNietMogelijk."""
    rij = Begroting.objects.select_for_update().get(pk=begroting.pk)
    _check_concept(rij)
    regel = Begrotingsregel.objects.create(
        begroting=rij,
        soort=Begrotingsregel.Soort.EIGEN,
        naam=naam,
        prijsbron="zelf toegevoegd",
        voorstel_bedrag=0,
        bedrag=bedrag,
        reden=reden,
        gewijzigd_door=by.weergavenaam or by.username,
        gewijzigd_persoon=by.persoon_sleutel,
        gewijzigd_at=now,
    )
    _register(rij, "begrotingsregel_toegevoegd", by=by, now=now, regel=naam)
    return regel


@transaction.atomic
def approve_begroting(begroting: Begroting, *, by: User, now: datetime) -> Begroting:
    """A second person of the gemeente itself approves. Raises BegrotingNietMogelijk."""
    rij = Begroting.objects.select_for_update().get(pk=begroting.pk)
    _check_concept(rij)
    if by.regio or by.gemeentecode != rij.gemeente_id:
        raise BegrotingNietMogelijk("Iemand die voor de gemeente zelf werkt, stelt deze begroting vast.")
    if rij.gemaakt_persoon == by.persoon_sleutel:
        raise BegrotingNietMogelijk("U heeft deze begroting zelf gemaakt. Een ander stelt haar vast.")
    if rij.regels.filter(gewijzigd_persoon=by.persoon_sleutel).exists():
        raise BegrotingNietMogelijk("U heeft regels in deze begroting aangepast. Een ander stelt haar vast.")
    rij.status = Begroting.Status.VASTGESTELD
    rij.vastgesteld_door, rij.vastgesteld_persoon = by.weergavenaam or by.username, by.persoon_sleutel
    rij.vastgesteld_at = now
    rij.save(update_fields=["status", "vastgesteld_door", "vastgesteld_persoon", "vastgesteld_at"])
    _register(rij, "begroting_vastgesteld", by=by, now=now)
    return rij


def _check_concept(begroting: Begroting) -> None:
    if begroting.status != Begroting.Status.CONCEPT:
        raise BegrotingNietMogelijk("Deze begroting is vastgesteld. Maak een nieuwe versie.")


def _als_rij(begroting: Begroting, regel: Voorstelregel) -> Begrotingsregel:
    tarief = None
    if regel.tarief is not None:
        tarief = (Decimal(regel.tarief.numerator) / Decimal(regel.tarief.denominator)).quantize(_DECIMALEN)
    return Begrotingsregel(
        begroting=begroting,
        soort=regel.soort,
        code=regel.code,
        naam=regel.naam,
        eenheid=regel.eenheid,
        historie=[list(rij) for rij in regel.historie],
        prijsbron=regel.prijsbron,
        voorstel_volume=regel.volume,
        voorstel_tarief=tarief,
        voorstel_bedrag=regel.bedrag,
        volume=regel.volume,
        tarief=tarief,
        bedrag=regel.bedrag,
    )


def _register(begroting: Begroting, soort: str, *, by: User, now: datetime, regel: str = "") -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="begroting",
        object_sleutel=begroting.nummer,
        actor=by.username,
        now=now,
        data={"jaar": begroting.jaar, "wet": begroting.wet, "regel": regel},
    )
