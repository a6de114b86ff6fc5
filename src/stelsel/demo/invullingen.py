"""How the aanbieder of the demo does its help: content that changes, some that does not fit, and phases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from stelsel.apps.accounts.models import User
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.models import Toewijzing
from stelsel.apps.toegang.queries import get_toegewezen_minuten
from stelsel.demo.vulling import TIJDZONE
from stelsel.domein.toegang.invulling import Activiteitregel

#: So many allocations get a content: the first few change it, the next does not fit, the last have phases.
AANTAL, VERANDERD, BUITEN, GEFASEERD = 6, 3, 3, 4
_DAGEN_GELEDEN = 7
_WEEK = 7


def create_invullingen(users: Mapping[str, User], *, gemeentecode: str, today: date) -> None:
    """Of running allocations in hours that the demo's aanbieder has from a decision in this gemeente."""
    aanbieder, regisseur = users["aanbieder"], users["regisseur"]
    lopend = Toewijzing.objects.filter(
        gemeente_id=gemeentecode,
        aanbieder_id=aanbieder.agb,
        besluit__isnull=False,
        starts__verwijderd=False,
        stops__isnull=True,
        ingangsdatum__lt=today - timedelta(days=2 * _DAGEN_GELEDEN),
        einddatum__gt=today + timedelta(days=2 * _DAGEN_GELEDEN),
        eenheid="04",
    )
    for plek, rij in enumerate(lopend.distinct().order_by("pk")[:AANTAL]):
        regels = _list_regels(rij)
        if not regels:
            continue
        _fill_in(rij, regels, rij.ingangsdatum, "Zo zijn we begonnen.", by=aanbieder)
        dag = today - timedelta(days=_DAGEN_GELEDEN)
        if plek < VERANDERD:
            meeste = max(regels, key=lambda regel: regel.minuten)
            minder = [replace(r, minuten=r.minuten // 2) if r is meeste else r for r in regels]
            _fill_in(rij, minder, dag, "De jongere kan meer zelf. We komen minder vaak.", by=aanbieder)
        if plek == BUITEN:
            meer = [replace(regel, minuten=3 * regel.minuten) for regel in regels]
            _fill_in(rij, meer, dag, "Het gaat thuis slechter. Er is veel meer nodig.", by=aanbieder)
        if plek >= GEFASEERD:
            _verdeel(rij, by=regisseur, today=today)


def _list_regels(rij: Toewijzing) -> list[Activiteitregel]:
    """The activities of the profile, with the hours a week that the allocation has room for."""
    product = Product.objects.select_related("profiel").filter(wet=rij.wet, code=rij.code).first()
    minuten = get_toegewezen_minuten(rij)
    if product is None or product.profiel is None or minuten is None or rij.einddatum is None:
        return []
    week = 0.9 * minuten * _WEEK / ((rij.einddatum - rij.ingangsdatum).days + 1)
    return [
        Activiteitregel(naam, functie, max(5, int(week * procent / 500) * 5))
        for naam, functie, procent, *_ in product.profiel.activiteiten[:3]
    ]


def _fill_in(rij: Toewijzing, regels: list[Activiteitregel], dag: date, reden: str, *, by: User) -> None:
    toegang.register_invulling(
        toewijzing=rij,
        regels=regels,
        vanaf=dag,
        planning="Op vaste dagen, in overleg met het gezin.",
        reden=reden,
        by=by,
        today=dag,
        now=max(_nu(dag), rij.toegewezen_at),
    )


def _verdeel(rij: Toewijzing, *, by: User, today: date) -> None:
    """A third of the time half more than the mean, after that less."""
    minuten = get_toegewezen_minuten(rij)
    if minuten is None or rij.einddatum is None:
        return
    dagen = (rij.einddatum - rij.ingangsdatum).days + 1
    week, grens = minuten * _WEEK / dagen, rij.ingangsdatum + timedelta(days=dagen // 3)
    fasen = [
        toegang.Fasewens(rij.ingangsdatum, grens - timedelta(days=1), int(1.5 * week), "Eerst vaak samen."),
        toegang.Fasewens(grens, rij.einddatum, int(0.7 * week), "Daarna steeds meer zelf."),
    ]
    toegang.change_fasen(toewijzing=rij, fasen=fasen, by=by, now=_nu(today))


def _nu(dag: date) -> datetime:
    return datetime.combine(dag, time(11, 0), tzinfo=TIJDZONE)
