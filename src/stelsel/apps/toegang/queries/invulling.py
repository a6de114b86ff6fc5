"""How an aanbieder does the help of an allocation, what it has to fit, and the phases of effort."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from stelsel.apps.profielen.queries import get_profiel
from stelsel.domein.toegang.invulling import Activiteitregel, Inzetdeel, Ruimte, render_uren
from stelsel.kern.periode import Periode
from stelsel.kern.volume import MINUTEN_PER_UUR, Eenheid, maximum_over_toewijzing

from ..models import Fase, Invulling, Toewijzing
from .toewijzingen import get_omvang, get_product

_MINUTEN = {Eenheid.MINUUT: 1, Eenheid.UUR: MINUTEN_PER_UUR}


@dataclass(frozen=True)
class Faseregel:
    """A phase with its hours a week and in all in words, its part of the heaviest phase (0 to 1), and whether
    it runs today."""

    fase: Fase
    per_week: str
    uren: str
    deel: float
    nu: bool


@dataclass(frozen=True)
class Invulregel:
    """A content with its activities (what, who, hours a week in words) and the hours a week of all."""

    invulling: Invulling
    activiteiten: tuple[tuple[str, str, str], ...]
    uren: str


def list_invullingen(toewijzing: Toewijzing) -> list[Invulling]:
    """Every content that was recorded, the newest first."""
    return list(toewijzing.invullingen.order_by("-gemeld_at", "-pk"))


def get_invulling(toewijzing: Toewijzing, *, dag: date) -> Invulling | None:
    """The content in force on a day: the last that fits and began by then."""
    passend = toewijzing.invullingen.filter(signalen=[], vanaf__lte=dag)
    return passend.order_by("-vanaf", "-gemeld_at", "-pk").first()


def get_activiteiten(invulling: Invulling) -> list[Activiteitregel]:
    """What is done, as values."""
    return [Activiteitregel(**rij) for rij in invulling.activiteiten]


def list_begonnen(toewijzing: Toewijzing) -> list[tuple[date, int]]:
    """What was in force: (first day, minutes a week), in the order in which it was recorded."""
    return [
        (rij.vanaf, sum(regel.minuten for regel in get_activiteiten(rij)))
        for rij in toewijzing.invullingen.filter(signalen=[]).order_by("gemeld_at", "pk")
    ]


def list_inzetfasen(toewijzing: Toewijzing) -> list[Inzetdeel]:
    """The phases as values."""
    return [Inzetdeel(Periode(f.vanaf, f.tot), f.minuten_per_week) for f in toewijzing.fasen.all()]


def list_faseregels(toewijzing: Toewijzing, *, today: date) -> list[Faseregel]:
    """The phases, the first first."""
    fasen = list(toewijzing.fasen.all())
    hoogste = max((fase.minuten_per_week for fase in fasen), default=1) or 1
    return [
        Faseregel(
            fase,
            per_week=render_uren(fase.minuten_per_week),
            uren=render_uren(Inzetdeel(Periode(fase.vanaf, fase.tot), fase.minuten_per_week).minuten),
            deel=fase.minuten_per_week / hoogste,
            nu=fase.vanaf <= today <= fase.tot,
        )
        for fase in fasen
    ]


def get_invulregel(invulling: Invulling) -> Invulregel:
    """A content in words."""
    regels = get_activiteiten(invulling)
    return Invulregel(
        invulling,
        tuple((regel.naam, regel.functie, render_uren(regel.minuten)) for regel in regels),
        render_uren(sum(regel.minuten for regel in regels)),
    )


def get_toegewezen_uren(toewijzing: Toewijzing) -> str:
    """The hours of the whole allocation in words; "" when they are not known."""
    minuten = get_toegewezen_minuten(toewijzing)
    return "" if minuten is None else render_uren(minuten)


def get_ruimte(toewijzing: Toewijzing) -> Ruimte:
    """What the content of an allocation has to fit."""
    product, profiel = get_product(toewijzing), None
    if product is not None and product.profiel is not None:
        profiel = get_profiel(product.profiel.code, today=toewijzing.ingangsdatum)
    return Ruimte(
        periode=Periode(toewijzing.ingangsdatum, toewijzing.einddatum),
        minuten=get_toegewezen_minuten(toewijzing),
        functies=tuple(profiel.functiemix) if profiel is not None else (),
        fasen=list_inzetfasen(toewijzing),
    )


def get_toegewezen_minuten(toewijzing: Toewijzing) -> int | None:
    """The minutes of the whole allocation; None without an end or in another unit."""
    omvang = get_omvang(toewijzing)
    factor = _MINUTEN.get(omvang.eenheid) if omvang else None
    if omvang is None or factor is None or toewijzing.einddatum is None:
        return None
    periode = Periode(toewijzing.ingangsdatum, toewijzing.einddatum)
    totaal = maximum_over_toewijzing(omvang, toewijzing=periode)
    return None if totaal is None else totaal * factor


def list_wachtende_signalen(toewijzingen: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Per allocation (key) whose last recorded content does not fit: why. It waits until the aanbieder
    records content that fits, or the allocation changed after it was recorded; one statement."""
    laatste: dict[int, Invulling] = {}
    rijen = Invulling.objects.filter(toewijzing__in=toewijzingen).select_related("toewijzing")
    for rij in rijen.order_by("gemeld_at", "pk"):
        laatste[rij.toewijzing_id] = rij
    return {
        pk: tuple(rij.signalen)
        for pk, rij in laatste.items()
        if rij.signalen and rij.gemeld_at >= rij.toewijzing.toegewezen_at
    }
