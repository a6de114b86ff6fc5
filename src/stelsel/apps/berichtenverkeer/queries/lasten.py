"""How many messages go to and fro for how many clients, this year beside the year before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from stelsel.apps.toegang.models import Toewijzing
from stelsel.domein.declaraties.lasten import Last
from stelsel.kern.periode import Periode, plus_maanden

from ..models import InkomendBericht, UitgaandBericht

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_SOORT = 3
_GETELD = (
    InkomendBericht.Status.VERWERKT,
    InkomendBericht.Status.AFGEKEURD,
    InkomendBericht.Status.ONLEESBAAR,
    InkomendBericht.Status.GEPARKEERD,
)
_GEEN = Last({}, 0, 0)


@dataclass(frozen=True)
class Lastenrij:
    """One gemeente and aanbieder: the span of this year, and the same span a year before."""

    gemeente: str
    aanbieder: str
    nu: Last
    eerder: Last


@dataclass(frozen=True)
class Lastenbeeld:
    """Everything that this user may see; both spans end on the same day of the year."""

    jaar: int
    tot_en_met: date
    rijen: list[Lastenrij]
    nu: Last
    eerder: Last


def get_lastenbeeld(user: User, *, jaar: int, today: date) -> Lastenbeeld:
    """A whole year, or up to today when it is not over; in six statements."""
    nu = Periode(date(jaar, 1, 1), min(date(jaar, 12, 31), today))
    eerder = Periode(date(jaar - 1, 1, 1), plus_maanden(nu.eind or today, -12))
    lasten, lasten_eerder = _list_lasten(user, nu), _list_lasten(user, eerder)
    sleutels = sorted({*lasten, *lasten_eerder})
    return Lastenbeeld(
        jaar=jaar,
        tot_en_met=nu.eind or today,
        rijen=[
            Lastenrij(*sleutel, lasten.get(sleutel, _GEEN), lasten_eerder.get(sleutel, _GEEN))
            for sleutel in sleutels
        ],
        nu=_tel_op(lasten, user, nu),
        eerder=_tel_op(lasten_eerder, user, eerder),
    )


def _list_lasten(user: User, periode: Periode) -> dict[tuple[str, str], Last]:
    """(gemeente, aanbieder) by name to what went between them."""
    aantallen: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    afgekeurd: dict[tuple[str, str], int] = defaultdict(int)
    for rij in _tel_berichten(user, periode):
        sleutel = (rij["gemeente__naam"], rij["aanbieder__naam"])
        aantallen[sleutel][rij["bericht"][-_SOORT:]] += rij["n"]
        afgekeurd[sleutel] += rij["fout"]
    clienten = {
        (rij["gemeente__naam"], rij["aanbieder__naam"]): rij["n"]
        for rij in _list_toewijzingen(user, periode)
        .values("gemeente__naam", "aanbieder__naam")
        .annotate(n=Count("client_id", distinct=True))
        .order_by()
    }
    return {
        sleutel: Last(dict(aantallen[sleutel]), afgekeurd[sleutel], clienten.get(sleutel, 0))
        for sleutel in {*aantallen, *clienten}
    }


def _tel_berichten(user: User, periode: Periode) -> list[dict[str, Any]]:
    """Both ways; what came twice counts once, and a file that is no message has no kind."""
    van, tot = _get_momenten(periode)
    inkomend = (
        InkomendBericht.objects.for_user(user)
        .filter(ontvangen_at__gte=van, ontvangen_at__lt=tot, status__in=_GETELD)
        .exclude(gemeente=None)
        .exclude(aanbieder=None)
    )
    fout_in = Q(status__in=(InkomendBericht.Status.AFGEKEURD, InkomendBericht.Status.ONLEESBAAR))
    uitgaand = UitgaandBericht.objects.for_user(user).filter(gemaakt_at__gte=van, gemaakt_at__lt=tot)
    fout_uit = Q(beantwoord=UitgaandBericht.Antwoord.AFGEKEURD)
    velden = ("gemeente__naam", "aanbieder__naam", "bericht")
    rijen: list[dict[str, Any]] = []
    for berichten, fout in ((inkomend, fout_in), (uitgaand.exclude(gemeente=None), fout_uit)):
        rijen += berichten.values(*velden).annotate(n=Count("pk"), fout=Count("pk", filter=fout)).order_by()
    return rijen


def _list_toewijzingen(user: User, periode: Periode) -> QuerySet[Toewijzing]:
    """With at least one day in the span."""
    loopt_nog = Q(einddatum__isnull=True) | Q(einddatum__gte=periode.begin)
    begonnen = Toewijzing.objects.for_user(user).geldig().filter(ingangsdatum__lte=periode.eind)
    return begonnen.filter(loopt_nog)


def _tel_op(lasten: dict[tuple[str, str], Last], user: User, periode: Periode) -> Last:
    """All together; a client of two aanbieders counts once."""
    per_bericht: dict[str, int] = defaultdict(int)
    for last in lasten.values():
        for bericht, aantal in last.per_bericht.items():
            per_bericht[bericht] += aantal
    clienten = _list_toewijzingen(user, periode).aggregate(n=Count("client_id", distinct=True))["n"]
    return Last(dict(per_bericht), sum(last.afgekeurd for last in lasten.values()), clienten)


def _get_momenten(periode: Periode) -> tuple[datetime, datetime]:
    einde = (periode.eind or periode.begin) + timedelta(days=1)
    van, tot = (timezone.make_aware(datetime.combine(dag, time())) for dag in (periode.begin, einde))
    return van, tot
