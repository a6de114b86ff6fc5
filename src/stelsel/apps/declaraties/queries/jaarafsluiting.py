"""What a year still has to cost: work in progress per allocation, and claims that are still to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Max, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from stelsel.apps.toegang.models import Toewijzing
from stelsel.apps.toegang.queries import get_omvang
from stelsel.apps.verwerving.queries import Tarief, get_tarieven
from stelsel.domein.declaraties.ketenladder import Verwachting, compute_ketenladder
from stelsel.domein.declaraties.onderhanden import Levering, Methode, Onderhanden, compute_onderhanden
from stelsel.kern.periode import Periode, plus_maanden

from ..models import Declaratieregel

_TIJDELIJK = "20"
#: Longer than this after the month hardly anything comes; the triangle would only get thinner.
_LANGSTE_VERTRAGING = 12


@dataclass(frozen=True)
class Onderhandenrij:
    """Of one aanbieder: allocations and months without an approved line, cents by method."""

    aanbieder: str
    toewijzingen: int
    maanden: int
    gemiddelde: int
    tarief: int
    onbekend: int

    @property
    def bedrag(self) -> int:
        """All that can be estimated, in cents."""
        return self.gemiddelde + self.tarief


@dataclass(frozen=True)
class Maandverwachting:
    """What is received of one month of delivery, and what is still to come; cents."""

    maand: date
    stand: Verwachting


@dataclass(frozen=True)
class NogTeOntvangen:
    """The months of the year with what is still to come; cents."""

    maanden: list[Maandverwachting]
    ontvangen: int
    verwacht: int
    laag: int
    hoog: int


def list_onderhanden(gemeentecode: str, *, jaar: int, today: date, agb: str = "") -> list[Onderhandenrij]:
    """Work in progress per aanbieder, the largest first; up to the end of the year or today. `agb`: only of
    that aanbieder."""
    begonnen = _list_begonnen(gemeentecode, jaar)
    toewijzingen = list(begonnen.filter(aanbieder_id=agb) if agb else begonnen)
    goedgekeurd = _list_goedgekeurd_per_maand(toewijzingen, jaar)
    tarieven: dict[tuple[str, str], list[Tarief]] = {}
    per_aanbieder: dict[str, list[Onderhanden]] = defaultdict(list)
    for rij in toewijzingen:
        sleutel = (rij.aanbieder_id, rij.wet)
        if sleutel not in tarieven:
            tarieven[sleutel] = get_tarieven(
                aanbieder_agb=rij.aanbieder_id, gemeentecode=gemeentecode, wet=rij.wet
            )
        levering = _create_levering(rij, goedgekeurd[rij.pk], tarieven[sleutel], jaar=jaar, today=today)
        if levering is not None:
            per_aanbieder[rij.aanbieder.naam].append(compute_onderhanden(levering))
    rijen = [_tel_op(naam, uitkomsten) for naam, uitkomsten in per_aanbieder.items()]
    return sorted((rij for rij in rijen if rij.maanden), key=lambda rij: (-rij.bedrag, rij.aanbieder))


def get_nog_te_ontvangen(gemeentecode: str, *, jaar: int, today: date) -> NogTeOntvangen | None:
    """What is still to come of the months of the year by the pattern of this year and the one before; None
    when there is too little to go by."""
    laatste = plus_maanden(today.replace(day=1), -1)
    maanden, driehoek = _list_driehoek(gemeentecode, jaar, laatste)
    ladder = compute_ketenladder(driehoek)
    if ladder is None:
        return None
    rijen = [
        Maandverwachting(maand, stand)
        for maand, stand in zip(maanden, ladder.maanden, strict=True)
        if maand.year == jaar
    ]
    velden = ("ontvangen", "verwacht", "laag", "hoog")
    return NogTeOntvangen(rijen, *(sum(getattr(rij.stand, veld) for rij in rijen) for veld in velden))


def _list_begonnen(gemeentecode: str, jaar: int) -> QuerySet[Toewijzing]:
    """Allocations with a start that was not taken back, on or before the last day of the year."""
    definitief = Q(stops__verwijderd=False) & ~Q(stops__reden_beeindiging=_TIJDELIJK)
    return (
        Toewijzing.objects.geldig()
        .filter(gemeente_id=gemeentecode)
        .annotate(
            begin=Min("starts__begindatum", filter=Q(starts__verwijderd=False)),
            stop=Max("stops__einddatum", filter=definitief),
        )
        .filter(begin__lte=date(jaar, 12, 31))
        .select_related("aanbieder")
        .order_by("pk")
    )


def _list_goedgekeurd_per_maand(toewijzingen: Iterable[Toewijzing], jaar: int) -> dict[int, dict[date, int]]:
    """Key of the allocation to approved minus credited cents by month of delivery."""
    per_toewijzing: dict[int, dict[date, int]] = defaultdict(dict)
    gemeenten = {rij.gemeente_id for rij in toewijzingen}
    rijen = (
        Declaratieregel.objects.filter(
            declaratie__gemeente_id__in=gemeenten, goedgekeurd=True, begindatum__year=jaar
        )
        .values("toewijzing_id", maand=TruncMonth("begindatum"))
        .annotate(som=Sum("bedrag"))
        .order_by()
    )
    for rij in rijen:
        # An approved line has an allocation: the database holds that.
        per_toewijzing[cast("int", rij["toewijzing_id"])][rij["maand"]] = rij["som"]
    return per_toewijzing


def _create_levering(
    rij: Any, goedgekeurd: dict[date, int], tarieven: list[Tarief], *, jaar: int, today: date
) -> Levering | None:
    """What was delivered in the year as far as it is over; None when that is nothing."""
    begin = max(rij.begin, date(jaar, 1, 1))
    einden = (rij.stop, rij.einddatum, date(jaar, 12, 31), today)
    eind = min(dag for dag in einden if dag is not None)
    if eind < begin:
        return None
    return Levering(
        periode=Periode(begin, eind),
        looptijd=Periode(rij.ingangsdatum, rij.einddatum),
        goedgekeurd=goedgekeurd,
        omvang=get_omvang(rij),
        tarief=_get_tarief(rij, tarieven, begin),
    )


def _get_tarief(rij: Toewijzing, tarieven: list[Tarief], dag: date) -> int | None:
    """The tariff of the product in the unit of the allocation on that day; None when nothing fits."""
    passend = (
        t.tarief
        for t in tarieven
        if (t.code, t.eenheid) == (rij.code, rij.eenheid) and t.van <= dag and (t.tot is None or dag <= t.tot)
    )
    return next(passend, None)


def _tel_op(naam: str, uitkomsten: list[Onderhanden]) -> Onderhandenrij:
    bedragen = {m: sum(u.bedrag for u in uitkomsten if u.methode is m) for m in Methode}
    return Onderhandenrij(
        aanbieder=naam,
        toewijzingen=sum(1 for u in uitkomsten if u.maanden),
        maanden=sum(u.maanden for u in uitkomsten),
        gemiddelde=bedragen[Methode.GEMIDDELDE],
        tarief=bedragen[Methode.TARIEF],
        onbekend=sum(1 for u in uitkomsten if u.methode is Methode.ONBEKEND),
    )


def _list_driehoek(gemeentecode: str, jaar: int, laatste: date) -> tuple[list[date], list[list[int]]]:
    """Months of delivery from the first with claims, and per month the cumulative cents by delay in months,
    up to `laatste`, the last month that is over."""
    rijen = (
        Declaratieregel.objects.filter(
            declaratie__gemeente_id=gemeentecode, goedgekeurd=True, begindatum__year__in=(jaar - 1, jaar)
        )
        .values(maand=TruncMonth("begindatum"), ontvangen=TruncMonth("declaratie__ontvangen_at"))
        .annotate(som=Sum("bedrag"))
        .order_by()
    )
    bedragen: dict[date, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for rij in rijen:
        ontvangen = rij["ontvangen"].date()
        if ontvangen <= laatste:
            bedragen[rij["maand"]][_tel_maanden(rij["maand"], ontvangen)] += rij["som"]
    eind = min(laatste, date(jaar, 12, 1))
    if not bedragen or eind < min(bedragen):
        return [], []
    maanden = [deel.begin for deel in Periode(min(bedragen), eind).maanden()]
    return maanden, [_stapel(bedragen[maand], _tel_maanden(maand, laatste)) for maand in maanden]


def _stapel(per_vertraging: dict[int, int], tot: int) -> list[int]:
    return [
        sum(som for vertraging, som in per_vertraging.items() if vertraging <= kolom)
        for kolom in range(min(tot, _LANGSTE_VERTRAGING) + 1)
    ]


def _tel_maanden(van: date, tot: date) -> int:
    return (tot.year - van.year) * 12 + tot.month - van.month
