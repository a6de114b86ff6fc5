"""What was approved on one allocation: for those who want to change it and may not know about claims."""

from __future__ import annotations

from datetime import date

from django.db.models import BigIntegerField, Case, Count, Exists, F, Max, OuterRef, Sum, Value, When

from stelsel.apps.toegang.models import Toewijzing
from stelsel.domein.toegang.levensloop import Gebruik
from stelsel.kern.volume import MINUTEN_PER_UUR, Eenheid

from ..models import Declaratieregel

#: Volume with its sign: a line that names an earlier one is a credit.
VOLUME = F("volume") * Case(
    When(vorig_referentie_nummer="", then=Value(1)), default=Value(-1), output_field=BigIntegerField()
)


def get_gebruik(toewijzing: Toewijzing) -> Gebruik:
    """Approved and not credited, in the unit of the allocation (minutes under hours rounded up)."""
    goedgekeurd = Declaratieregel.objects.filter(toewijzing_id=toewijzing.pk, goedgekeurd=True)
    sommen = goedgekeurd.values("eenheid").annotate(volume=Sum(VOLUME), bedrag=Sum("bedrag"))
    per_eenheid = {rij["eenheid"]: rij for rij in sommen.order_by()}
    credit = Declaratieregel.objects.filter(
        declarant=OuterRef("declarant"),
        goedgekeurd=True,
        vorig_referentie_nummer=OuterRef("referentie_nummer"),
    )
    open_ = goedgekeurd.filter(~Exists(credit), vorig_referentie_nummer="").aggregate(
        regels=Count("pk"), laatste=Max("einddatum")
    )
    return Gebruik(
        regels=open_["regels"],
        volume=_in_eenheid(toewijzing.eenheid, {e: rij["volume"] for e, rij in per_eenheid.items()}),
        bedrag=sum(rij["bedrag"] for rij in per_eenheid.values()),
        laatste_dag=open_["laatste"],
    )


def _in_eenheid(eenheid: str, volumes: dict[str, int]) -> int:
    """Everything that was approved, in the unit of the allocation."""
    eigen = volumes.get(eenheid, 0)
    if eenheid != Eenheid.UUR:
        return eigen
    minuten = volumes.get(Eenheid.MINUUT.value, 0)
    return eigen + -(-minuten // MINUTEN_PER_UUR)


def list_gebruik_per_maand(toewijzing: Toewijzing) -> list[tuple[date, dict[Eenheid, int], int]]:
    """(first day of the ProductPeriode, volume per unit of the claims, cents) of what was approved, credits
    subtracted, oldest first. Hours may be claimed in minutes: each unit stands by itself."""
    goedgekeurd = Declaratieregel.objects.filter(toewijzing_id=toewijzing.pk, goedgekeurd=True)
    rijen = goedgekeurd.values("begindatum", "eenheid").annotate(volume=Sum(VOLUME), som=Sum("bedrag"))
    volumes: dict[date, dict[Eenheid, int]] = {}
    bedragen: dict[date, int] = {}
    for rij in rijen.order_by("begindatum", "-eenheid"):
        volumes.setdefault(rij["begindatum"], {})[Eenheid(rij["eenheid"])] = rij["volume"]
        bedragen[rij["begindatum"]] = bedragen.get(rij["begindatum"], 0) + rij["som"]
    return [(dag, per_eenheid, bedragen[dag]) for dag, per_eenheid in volumes.items()]
