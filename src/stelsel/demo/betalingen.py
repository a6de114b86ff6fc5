"""Payments of the first gemeente: what came in before the last month is paid, one claim is held back and late
by now, and the last month waits for the second controller."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction

from stelsel.apps.accounts.models import User
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.declaraties import actions
from stelsel.apps.declaraties.models import Betaalrun, Betaalvoorstel
from stelsel.demo.regio import create_iban
from stelsel.demo.vulling import TIJDZONE

#: Days after the claims came in on which they are looked at, and on which the run is made and paid.
_NAGEKEKEN, _GEMAAKT, _BETAALD = 4, 8, 10
#: How far ahead of the last day to pay the last run looks.
_VOORUIT = 28
_GEMEENTEREKENING = 8_000_000_000


@transaction.atomic
def create_betalingen(*, users: Mapping[str, User], gemeentecode: str, begin: date, today: date) -> None:
    """Make the runs that two controllers would have made by today. Nothing without claims."""
    een, twee = users["controller"], users["controller2"]
    naam = Gemeente.objects.get(pk=gemeentecode).naam
    actions.take_over_rekeningen(
        rekeningen={gemeentecode: (create_iban(_GEMEENTEREKENING + int(gemeentecode)), f"Gemeente {naam}")},
        vanaf=begin,
        by=(een, twee),
        now=_nu(begin),
    )
    eigen = Betaalvoorstel.objects.filter(declaratie__gemeente_id=gemeentecode, bedrag__gt=0)
    dagen = sorted(set(eigen.values_list("gemaakt_at__date", flat=True)))
    for nummer, dag in enumerate(dagen[:-1]):
        maand = eigen.filter(gemaakt_at__date=dag)
        if nummer == len(dagen) - 2:
            _hold(maand.order_by("bedrag", "pk")[0], een, dag + timedelta(days=_NAGEKEKEN))
        tot = max(maand.values_list("uiterste_betaaldatum", flat=True))
        run = _create_run(een, gemeentecode, tot=tot, dag=dag + timedelta(days=_GEMAAKT))
        _pay(run, een, twee, now=_nu(dag + timedelta(days=_BETAALD)))
    if dagen:
        _create_run(een, gemeentecode, tot=today + timedelta(days=_VOORUIT), dag=today)


def _hold(voorstel: Betaalvoorstel, een: User, dag: date) -> None:
    reden = "De aanbieder zoekt uit of deze hulp is gegeven."
    actions.create_aanhouding(voorstel=voorstel, reden=reden, by=een, today=dag, now=_nu(dag))


def _create_run(een: User, gemeentecode: str, *, tot: date, dag: date) -> Betaalrun:
    run = actions.create_betaalrun(
        gemeentecode=gemeentecode,
        betalen_tot=tot,
        uitvoeringsdatum=dag + timedelta(days=2),
        by=een,
        today=dag,
        now=_nu(dag),
    )
    return actions.submit_betaalrun(sleutel=run.pk, by=een, now=_nu(dag))


def _pay(run: Betaalrun, een: User, twee: User, *, now: datetime) -> None:
    actions.approve_betaalrun(sleutel=run.pk, inhoud_sha256=run.inhoud_sha256, by=twee, now=now)
    actions.create_betaalbestand(sleutel=run.pk, by=een, now=now)
    actions.register_betaald(sleutel=run.pk, by=een, now=now)


def _nu(dag: date) -> datetime:
    return datetime.combine(dag, time(11, 0), tzinfo=TIJDZONE)
