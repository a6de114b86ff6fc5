"""Changing how help is done within what was allocated, and dividing it into phases; no new besluit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.toegang.invulling import (
    Activiteitregel,
    Inzetdeel,
    list_bezwaren_fasen,
    list_bezwaren_invulling,
    list_signalen_invulling,
    render_uren,
)
from stelsel.kern.periode import Periode

from .. import queries
from ..models import Fase, Invulling, Toewijzing

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class InvullingNietMogelijk(Exception):
    """This content, or these phases, cannot be recorded; `redenen` are Dutch sentences."""

    def __init__(self, redenen: Sequence[str]) -> None:
        super().__init__(" ".join(redenen))
        self.redenen = list(redenen)


@dataclass(frozen=True)
class Fasewens:
    """A phase as somebody wants it: from and to which day, minutes a week, and a few words."""

    vanaf: date
    tot: date
    minuten_per_week: int
    toelichting: str = ""


@transaction.atomic
def register_invulling(
    *,
    toewijzing: Toewijzing,
    regels: Sequence[Activiteitregel],
    vanaf: date,
    planning: str,
    reden: str,
    by: User,
    today: date,
    now: datetime,
) -> Invulling:
    """Record how the help is done from a day on. What fits is in force at once, without besluit and without
    message; what does not fit is kept with its signals and points to an assessment. Raises
    InvullingNietMogelijk."""
    rij = Toewijzing.objects.select_for_update().get(pk=toewijzing.pk)
    periode = Periode(rij.ingangsdatum, rij.einddatum)
    bezwaren = list_bezwaren_invulling(regels, vanaf=vanaf, reden=reden, periode=periode, today=today)
    if rij.verwijderd:
        bezwaren = ["Deze toewijzing is verwijderd."]
    if bezwaren:
        raise InvullingNietMogelijk(bezwaren)
    signalen = list_signalen_invulling(
        regels, vanaf=vanaf, eerder=queries.list_begonnen(rij), ruimte=queries.get_ruimte(rij)
    )
    invulling = Invulling.objects.create(
        toewijzing=rij,
        vanaf=vanaf,
        activiteiten=[asdict(regel) for regel in regels],
        planning=planning,
        reden=reden,
        signalen=signalen,
        gemeld_by=by.username,
        gemeld_at=now,
    )
    uren = render_uren(sum(regel.minuten for regel in regels))
    stap = f"De aanbieder vult de hulp vanaf {vanaf:%d-%m-%Y} anders in: {uren} uur per week."
    if signalen:
        stap = f"De aanbieder wil {uren} uur per week geven. Dat past niet: {' '.join(signalen)}"
    _register(rij, "invulling_buiten" if signalen else "invulling_gewijzigd", stap, by=by, now=now)
    return invulling


@transaction.atomic
def change_fasen(*, toewijzing: Toewijzing, fasen: Sequence[Fasewens], by: User, now: datetime) -> list[Fase]:
    """Divide an allocation into phases, in the place of those that were there; none takes them away. The
    total does not change, so no message is sent. Raises InvullingNietMogelijk."""
    rij = Toewijzing.objects.select_for_update().get(pk=toewijzing.pk)
    verkeerd = [fase for fase in fasen if fase.tot < fase.vanaf]
    if verkeerd:
        raise InvullingNietMogelijk(["Een fase eindigt niet voor zij begint."])
    bezwaren = list_bezwaren_fasen(
        [Inzetdeel(Periode(fase.vanaf, fase.tot), fase.minuten_per_week) for fase in fasen],
        periode=Periode(rij.ingangsdatum, rij.einddatum),
        minuten=queries.get_toegewezen_minuten(rij),
    )
    if bezwaren:
        raise InvullingNietMogelijk(bezwaren)
    rij.fasen.all().delete()
    nieuw = Fase.objects.bulk_create(Fase(toewijzing=rij, **asdict(fase)) for fase in fasen)
    delen = ", ".join(
        f"{render_uren(f.minuten_per_week)} uur per week tot en met {f.tot:%d-%m-%Y}" for f in nieuw
    )
    stap = f"De inzet gaat in fasen: {delen}." if nieuw else "De inzet gaat niet meer in fasen."
    _register(rij, "fasen_gewijzigd", stap, by=by, now=now)
    return nieuw


def _register(toewijzing: Toewijzing, soort: str, stap: str, *, by: User, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="toewijzing",
        object_sleutel=str(toewijzing.pk),
        actor=by.username,
        now=now,
        data={"stappen": [stap]},
    )
