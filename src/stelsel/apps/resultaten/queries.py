"""Reading measurements: of one client's goals, and of an aanbieder as figures without persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.toegang.models import Doel, Toewijzing, Verwachting
from stelsel.apps.toegang.queries import (
    get_toewijzing,
    get_verloop_op,
    list_doelen,
    list_verwachtingen_per_doel,
)
from stelsel.domein.onthulling.norm import Norm
from stelsel.domein.parameters import get_aantal
from stelsel.domein.resultaten.doelrealisatie import Doelverloop
from stelsel.domein.resultaten.uitkomstbeeld import Clientdoel, Uitkomstbeeld, compute_uitkomstbeeld
from stelsel.domein.resultaten.verwachting import Oordeel
from stelsel.domein.toegang.begrippen import WET_NAAM, Doelrichting, Wet

from .models import Meting, Moment

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


_EINDSCORE = {Oordeel.BETER: 1, Oordeel.ZOALS_VERWACHT: 0, Oordeel.SLECHTER: -1}
_LATER = (Moment.T2.value, Moment.T3.value)


@dataclass(frozen=True)
class Gemetendoel:
    """A goal with its measurements by moment, how each compares with what was to be expected, and the decline
    that is expected now."""

    doel: Doel
    metingen: dict[str, Meting]
    oordelen: dict[str, Oordeel]
    verwachting: Verwachting | None


@dataclass(frozen=True)
class Doelrij:
    """A goal behind a figure: whose (a key, never shown), under which law, and how far support is."""

    wet: str
    client: int
    gewicht: int
    agb: str
    start: date | None
    stop: date | None
    metingen: dict[str, Meting]
    behoud: bool
    verwachtingen: list[Verwachting]


@dataclass(frozen=True)
class Uitkomst:
    """An aanbieder under one law, with the figures that the edition of the reader may show."""

    agb: str
    naam: str
    wet: str
    wet_naam: str
    norm: Norm
    beeld: Uitkomstbeeld

    @property
    def clienten(self) -> int:
        """To sort by; nothing below the threshold."""
        return self.beeld.clienten or 0


def get_doelen(user: User, toewijzing_id: int) -> tuple[Toewijzing, list[Gemetendoel]] | None:
    """An allocation with its goals and what was measured; None when it does not exist for this user."""
    toewijzing = get_toewijzing(user, toewijzing_id)
    if toewijzing is None:
        return None
    doelen = list_doelen(toewijzing)
    per_doel: dict[int, dict[str, Meting]] = defaultdict(dict)
    for meting in Meting.objects.for_user(user).filter(doel__in=doelen):
        per_doel[meting.doel_id][meting.moment] = meting
    verwacht = list_verwachtingen_per_doel([doel.pk for doel in doelen])
    return toewijzing, [
        _get_gemetendoel(doel, per_doel[doel.pk], verwacht.get(doel.pk, [])) for doel in doelen
    ]


def list_eindscores(toewijzing_ids: Sequence[int]) -> dict[int, tuple[date, tuple[int, ...]]]:
    """Per allocation with goals measured at the end: the last day, and per goal 1 for better than was to be
    expected, 0 for as expected and -1 for worse."""
    pad = "vraag__besluit__toewijzingen"
    doelen = list(
        Doel.objects.filter(**{f"{pad}__in": toewijzing_ids}).annotate(toewijzing=F(pad)).order_by("pk")
    )
    metingen: dict[int, dict[str, Meting]] = defaultdict(dict)
    for meting in Meting.objects.filter(doel__in={doel.pk for doel in doelen}):
        metingen[meting.doel_id][meting.moment] = meting
    verwacht = list_verwachtingen_per_doel(metingen.keys())
    uit: dict[int, tuple[date, tuple[int, ...]]] = {}
    for doel in doelen:
        t2 = metingen[doel.pk].get(Moment.T2)
        verloop = _get_doelverloop(doel, metingen[doel.pk], verwacht.get(doel.pk, []), Moment.T2)
        if t2 is None or verloop.oordeel is None:
            continue
        sleutel = doel.toewijzing
        laatste, scores = uit.get(sleutel, (t2.meetdatum, ()))
        uit[sleutel] = (max(laatste, t2.meetdatum), (*scores, _EINDSCORE[verloop.oordeel]))
    return uit


def _get_gemetendoel(
    doel: Doel, metingen: dict[str, Meting], verwachtingen: list[Verwachting]
) -> Gemetendoel:
    verlopen = {moment: _get_doelverloop(doel, metingen, verwachtingen, moment) for moment in _LATER}
    return Gemetendoel(
        doel=doel,
        metingen=metingen,
        oordelen={moment: oordeel for moment, v in verlopen.items() if (oordeel := v.oordeel) is not None},
        verwachting=verwachtingen[0] if verwachtingen and verwachtingen[0].stappen else None,
    )


def _get_doelverloop(
    doel: Doel, metingen: dict[str, Meting], verwachtingen: list[Verwachting], moment: str
) -> Doelverloop:
    """From T1 to a later moment."""
    t1, later = metingen.get(Moment.T1), metingen.get(moment)
    return Doelverloop(
        t1=t1.score if t1 else None,
        t2=later.score if later else None,
        behoud=doel.richting != Doelrichting.VERBETEREN,
        daling=_get_daling(verwachtingen, t1, later),
    )


def _get_daling(verwachtingen: list[Verwachting], t1: Meting | None, later: Meting | None) -> float:
    """The decline that was expected between two measurements, by what was recorded at the later one."""
    verloop = get_verloop_op(verwachtingen, later.meetdatum) if later else None
    if verloop is None or later is None:
        return 0.0
    begin = t1.meetdatum if t1 is not None and t1.score is not None else None
    return verloop.get_daling_tussen(begin, later.meetdatum)


def list_te_meten(user: User, *, today: date) -> QuerySet[Toewijzing]:
    """Allocations with a measurement due: T1 some time after the start, T2 when support has stopped."""
    rijpe_start = today - timedelta(days=get_aantal("meettermijn_t1", peildatum=today))
    actueel = Q(starts__verwijderd=False)
    gestopt = Q(stops__verwijderd=False)
    zonder = {
        moment: Exists(
            Doel.objects.filter(vraag__besluit=OuterRef("besluit")).filter(
                ~Exists(Meting.objects.filter(doel=OuterRef("pk"), moment=moment))
            )
        )
        for moment in (Moment.T1, Moment.T2)
    }
    return (
        Toewijzing.objects.for_user(user)
        .filter(besluit__isnull=False)
        .annotate(
            startdatum=Min("starts__begindatum", filter=actueel),
            stopdatum=Max("stops__einddatum", filter=gestopt),
        )
        .filter(
            Q(zonder[Moment.T1], startdatum__lte=rijpe_start) | Q(zonder[Moment.T2], stopdatum__lte=today)
        )
        .select_related("client", "aanbieder")
        .order_by("startdatum", "pk")
    )


def list_uitkomsten(*, norm: Norm, today: date, agb: str = "") -> list[Uitkomst]:
    """Every aanbieder with goals, per law, over the whole region; of one aanbieder when `agb` is given.

    Only what the edition may show leaves this function (`norm`, see `permissions.get_norm_voor`). There are
    no filters and no total over the laws, so nothing can be found by subtracting.
    """
    per_groep: dict[tuple[str, str], list[Clientdoel]] = defaultdict(list)
    for rij in _list_doelrijen(agb):
        t2 = rij.metingen.get(Moment.T2)
        doel = Clientdoel(rij.client, _get_verloop(rij, today=today), t2.gemeten_at if t2 else None)
        per_groep[rij.agb, rij.wet].append(doel)
    namen = dict(Aanbieder.objects.values_list("agb", "naam"))
    uitkomsten = [
        Uitkomst(
            agb=groep,
            naam=namen[groep],
            wet=wet,
            wet_naam=WET_NAAM[Wet(wet)],
            norm=norm,
            beeld=compute_uitkomstbeeld(doelen, norm=norm),
        )
        for (groep, wet), doelen in per_groep.items()
    ]
    return sorted(uitkomsten, key=lambda u: (u.naam, u.agb, u.wet))


def get_aanbieder(agb: str) -> Aanbieder | None:
    """An aanbieder by AGB code."""
    return Aanbieder.objects.filter(agb=agb).first()


def _list_doelrijen(agb: str) -> Iterator[Doelrij]:
    """Per goal: aanbieder, law, client key, the state of delivery and the scores; three statements."""
    pad = "vraag__besluit__toewijzingen"
    doelen = Doel.objects.filter(**{f"{pad}__isnull": False})
    if agb:
        doelen = doelen.filter(**{f"{pad}__aanbieder": agb})
    metingen: dict[int, dict[str, Meting]] = defaultdict(dict)
    for meting in Meting.objects.filter(doel__in=doelen).defer("toelichting"):
        metingen[meting.doel_id][meting.moment] = meting
    verwacht = list_verwachtingen_per_doel(metingen.keys())
    rijen = doelen.annotate(
        agb=F(f"{pad}__aanbieder_id"),
        start=Min(f"{pad}__starts__begindatum", filter=Q(**{f"{pad}__starts__verwijderd": False})),
        stop=Max(f"{pad}__stops__einddatum", filter=Q(**{f"{pad}__stops__verwijderd": False})),
    )
    for pk, richting, wet, client, gewicht, aanbieder, start, stop in rijen.values_list(
        "pk", "richting", "vraag__wet", "vraag__client_id", "gewicht", "agb", "start", "stop"
    ):
        behoud = richting != Doelrichting.VERBETEREN
        lijst = verwacht.get(pk, [])
        yield Doelrij(wet, client, gewicht, aanbieder, start, stop, metingen[pk], behoud, lijst)


def _get_verloop(rij: Doelrij, *, today: date) -> Doelverloop:
    """The goal as the sums want it: what was scored, and what should have been scored by now."""
    termijn = timedelta(days=get_aantal("meettermijn_t1", peildatum=today))
    t1, t2 = rij.metingen.get(Moment.T1), rij.metingen.get(Moment.T2)
    return Doelverloop(
        t1=t1.score if t1 else None,
        t2=t2.score if t2 else None,
        gewicht=rij.gewicht,
        niet_meetbaar=any(meting is not None and meting.score is None for meting in (t1, t2)),
        verwacht_t1=rij.start is not None and rij.start + termijn <= today,
        verwacht_t2=rij.stop is not None and rij.stop <= today,
        behoud=rij.behoud,
        daling=_get_daling(rij.verwachtingen, t1, t2),
    )
