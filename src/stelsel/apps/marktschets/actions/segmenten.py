"""Proposing a list of segments, deciding on it by a second person, and what is not paid per client."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.marktschets.segmenten import Segmentenlijst

from ..models import Segmentenversie, Segmentopgave

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class LijstNietMogelijk(ValueError):
    """A decision on a list that cannot be taken; the text says why in plain Dutch."""


@transaction.atomic
def register_segmentenversie(
    lijst: Segmentenlijst, *, waarom: str, vanaf: date, vorige: str, by: User, now: datetime
) -> Segmentenversie:
    """Propose a list; it holds from `vanaf` once a second person approves. `vorige`: the number it was made
    from, "" for the list of the product."""
    (volgnummer,) = create_nummers(reeks="segmentenversie")
    nummer = f"SL-{now.year}-{volgnummer:04d}"
    versie = Segmentenversie.objects.create(
        nummer=nummer,
        waarom=waarom,
        inhoud=lijst.als_data() | {"versie": nummer},
        vanaf=vanaf,
        vorige=Segmentenversie.objects.for_user(by).filter(nummer=vorige).first(),
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_persoon=by.persoon_sleutel,
        gemaakt_at=now,
    )
    _register(versie, "segmentenlijst_voorgesteld", by=by, now=now)
    return versie


def approve_segmentenversie(versie: Segmentenversie, *, by: User, now: datetime) -> Segmentenversie:
    """A second person approves. Raises LijstNietMogelijk."""
    return _decide(versie, Segmentenversie.Status.VASTGESTELD, reden="", by=by, now=now)


def reject_segmentenversie(
    versie: Segmentenversie, *, reden: str, by: User, now: datetime
) -> Segmentenversie:
    """Refuse a proposal, or take the own one back, with a reason. Raises LijstNietMogelijk."""
    if not reden.strip():
        raise LijstNietMogelijk("Schrijf waarom deze lijst er niet komt.")
    return _decide(versie, Segmentenversie.Status.AFGEWEZEN, reden=reden.strip(), by=by, now=now)


@transaction.atomic
def _decide(
    versie: Segmentenversie, status: Segmentenversie.Status, *, reden: str, by: User, now: datetime
) -> Segmentenversie:
    rij = Segmentenversie.objects.for_user(by).select_for_update().get(pk=versie.pk)
    if rij.status != Segmentenversie.Status.VOORGESTELD:
        raise LijstNietMogelijk("Over deze lijst is al besloten. Maak een nieuw voorstel.")
    if status == Segmentenversie.Status.VASTGESTELD and rij.gemaakt_persoon == by.persoon_sleutel:
        raise LijstNietMogelijk("U heeft deze lijst zelf voorgesteld. Een ander stelt haar vast.")
    rij.status, rij.reden, rij.besloten_at = status, reden, now
    rij.besloten_door, rij.besloten_persoon = by.weergavenaam or by.username, by.persoon_sleutel
    rij.save(update_fields=["status", "reden", "besloten_at", "besloten_door", "besloten_persoon"])
    _register(rij, f"segmentenlijst_{status.value}", by=by, now=now)
    return rij


@transaction.atomic
def register_segmentopgave(
    *, gemeente: Gemeente, jaar: int, segment: str, aantallen: Mapping[str, int | None], bedrag: int,
    bron: str, by: User, now: datetime,
) -> Segmentopgave:  # fmt: skip
    """Enter a segment that is not paid per client (cents); the newest row of a gemeente and year holds.

    `aantallen`: aantal, groepen, bezet, geplaatst, behouden; None for what is not known."""
    rij = Segmentopgave.objects.create(
        gemeente=gemeente, jaar=jaar, segment=segment, bedrag=bedrag, bron=bron, **aantallen,
        gemaakt_door=by.weergavenaam or by.username, gemaakt_at=now,
    )  # fmt: skip
    data: dict[str, Any] = {"gemeente": gemeente.code, "jaar": jaar, "segment": segment, "bedrag": bedrag}
    register_gebeurtenis(
        soort="segmentopgave_ingevoerd",
        object_soort="segmentopgave",
        object_sleutel=str(rij.pk),
        actor=by.username,
        now=now,
        data=data | dict(aantallen),
    )
    return rij


def _register(versie: Segmentenversie, soort: str, *, by: User, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="segmentenversie",
        object_sleutel=versie.nummer,
        actor=by.username,
        now=now,
        data={"inhoud": versie.inhoud, "vanaf": versie.vanaf.isoformat(), "reden": versie.reden},
    )
