"""The reasons of rejected lines with the numbers behind them, for the lines on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from stelsel.apps.toegang.models import Toewijzing
from stelsel.apps.verwerving.queries import Tarief, get_tarieven
from stelsel.domein.declaraties.afkeuring import Afkeuring, render_afkeuring
from stelsel.domein.declaraties.feiten import (
    Achtergrond,
    Andere,
    Contractregel,
    Regel,
    Toegewezen,
    list_feiten,
)
from stelsel.domein.toegang.begrippen import Wet
from stelsel.istandaarden.codelijsten import Familie, get_label
from stelsel.kern.periode import Periode
from stelsel.kern.volume import MINUTEN_PER_UUR, Eenheid, Frequentie, Omvang

from ..models import Declaratie, Declaratieregel
from .gebruik import VOLUME

HUISHOUDELIJKE_HULP = "01"
#: Lines whose reason needs another line beside them.
_MET_ANDERE_REFERENTIE = frozenset({"8021", "8017"})
_MET_OPEN_DEBET = "9389"


@dataclass(frozen=True)
class _Omgeving:
    """What was fetched for all lines at once; `gebruikt`: (volume in base units, cents) per allocation."""

    toewijzingen: dict[int, Toewijzing]
    gebruikt: dict[int | None, tuple[int, int]]
    tarieven: list[Tarief]
    met_referentie: dict[str, list[Declaratieregel]]
    open_debetten: list[Declaratieregel]


def list_afkeuringen(declaratie: Declaratie, regels: Sequence[Declaratieregel]) -> dict[int, list[Afkeuring]]:
    """Key of the line to its reasons; approved lines have none. At most six statements, whatever the
    number."""
    afgekeurd = [regel for regel in regels if not regel.goedgekeurd]
    if not afgekeurd:
        return {}
    omgeving = _get_omgeving(declaratie, afgekeurd)
    familie: Familie = "iwmo" if declaratie.wet == Wet.WMO else "ijw"
    uit: dict[int, list[Afkeuring]] = {}
    for regel in afgekeurd:
        feiten = list_feiten(_als_regel(regel), _get_achtergrond(regel, omgeving, declaratie.wet))
        uit[regel.pk] = [
            render_afkeuring(code, wat=get_label(familie, "LDT_RetourCode", code=code), feiten=feiten)
            for code in regel.retourcodes.split(",")
        ]
    return uit


def _get_omgeving(declaratie: Declaratie, afgekeurd: list[Declaratieregel]) -> _Omgeving:
    ids = {regel.toewijzing_id for regel in afgekeurd if regel.toewijzing_id}
    return _Omgeving(
        toewijzingen=Toewijzing.objects.in_bulk(ids),
        gebruikt=_list_gebruikt(ids),
        tarieven=get_tarieven(
            aanbieder_agb=declaratie.aanbieder_id, gemeentecode=declaratie.gemeente_id, wet=declaratie.wet
        ),
        met_referentie=_list_met_referentie(afgekeurd),
        open_debetten=_list_open_debetten(afgekeurd),
    )


def _list_gebruikt(ids: set[int]) -> dict[int | None, tuple[int, int]]:
    rijen = Declaratieregel.objects.filter(goedgekeurd=True, toewijzing_id__in=ids)
    sommen = rijen.values("toewijzing_id", "eenheid").annotate(v=Sum(VOLUME), som=Sum("bedrag")).order_by()
    uit: dict[int | None, tuple[int, int]] = {}
    for rij in sommen:
        volume, bedrag = uit.get(rij["toewijzing_id"], (0, 0))
        factor = MINUTEN_PER_UUR if rij["eenheid"] == Eenheid.UUR else 1
        uit[rij["toewijzing_id"]] = (volume + factor * rij["v"], bedrag + rij["som"])
    return uit


def _list_met_referentie(afgekeurd: list[Declaratieregel]) -> dict[str, list[Declaratieregel]]:
    """The lines of this declarant by the references that stand, or are credited, on these lines; approved
    ones first."""
    nodig = [r for r in afgekeurd if _MET_ANDERE_REFERENTIE & set(r.retourcodes.split(","))]
    namen = {n for r in nodig for n in (r.referentie_nummer, r.vorig_referentie_nummer) if n}
    if not namen:
        return {}
    uit: dict[str, list[Declaratieregel]] = {}
    rijen = Declaratieregel.objects.filter(
        declarant_id=nodig[0].declarant_id, goedgekeurd__in=(True, False), referentie_nummer__in=namen
    )
    for rij in rijen.select_related("declaratie").order_by("-goedgekeurd", "pk"):
        uit.setdefault(rij.referentie_nummer, []).append(rij)
    return uit


def _list_open_debetten(afgekeurd: list[Declaratieregel]) -> list[Declaratieregel]:
    """Approved debits that were not credited, on the allocations and in the periods of these lines."""
    nodig = [r for r in afgekeurd if _MET_OPEN_DEBET in r.retourcodes and r.toewijzing_id]
    if not nodig:
        return []
    sleutels = {(r.toewijzing_id, r.begindatum) for r in nodig}
    waar = reduce(or_, (Q(toewijzing_id=pk, begindatum=begin) for pk, begin in sleutels))
    credit = Declaratieregel.objects.filter(
        declarant=OuterRef("declarant"),
        goedgekeurd=True,
        vorig_referentie_nummer=OuterRef("referentie_nummer"),
    )
    rijen: QuerySet[Declaratieregel] = Declaratieregel.objects.filter(
        waar, ~Exists(credit), goedgekeurd=True, vorig_referentie_nummer=""
    )
    return list(rijen.select_related("declaratie").order_by("pk"))


def _get_achtergrond(regel: Declaratieregel, omgeving: _Omgeving, wet: str) -> Achtergrond:
    toewijzing = omgeving.toewijzingen.get(regel.toewijzing_id or 0)
    gebruikt = omgeving.gebruikt.get(regel.toewijzing_id or 0, (0, 0))
    ook = [r for r in omgeving.met_referentie.get(regel.referentie_nummer, []) if r.pk != regel.pk]
    vorige = omgeving.met_referentie.get(regel.vorig_referentie_nummer, [])
    open_ = [debet for debet in omgeving.open_debetten if _is_zelfde(debet, regel)]
    return Achtergrond(
        toegewezen=_als_toegewezen(toewijzing, gebruikt, wet) if toewijzing else None,
        contract=_get_contractregel(regel, omgeving.tarieven),
        ook=_als_andere(ook[0]) if ook else None,
        vorige=_als_andere(vorige[0]) if vorige else None,
        open_debet=_als_andere(open_[0]) if open_ else None,
    )


def _is_zelfde(debet: Declaratieregel, regel: Declaratieregel) -> bool:
    velden = ("toewijzing_id", "categorie", "code", "begindatum", "einddatum")
    return all(getattr(debet, veld) == getattr(regel, veld) for veld in velden)


def _get_contractregel(regel: Declaratieregel, tarieven: list[Tarief]) -> Contractregel | None:
    """The last to begin of those in force, as the rules take it."""
    loopt = [
        t
        for t in tarieven
        if t.code == regel.code and t.van <= regel.begindatum and (t.tot is None or regel.begindatum <= t.tot)
    ]
    if not loopt:
        return None
    laatste = max(loopt, key=lambda tarief: tarief.van)
    return Contractregel(laatste.categorie, Eenheid(laatste.eenheid), laatste.tarief)


def _als_andere(rij: Declaratieregel) -> Andere:
    return Andere(_als_regel(rij), rij.declaratie.declaratie_nummer, rij.goedgekeurd)


def _als_regel(rij: Declaratieregel) -> Regel:
    return Regel(
        toewijzing=str(rij.toewijzing_nummer),
        referentie=rij.referentie_nummer,
        vorige=rij.vorig_referentie_nummer,
        categorie=rij.categorie,
        code=rij.code,
        periode=Periode(rij.begindatum, rij.einddatum),
        volume=rij.volume,
        eenheid=Eenheid(rij.eenheid),
        tarief=rij.tarief,
        bedrag=abs(rij.bedrag),
    )


def _als_toegewezen(toewijzing: Toewijzing, gebruikt: tuple[int, int], wet: str) -> Toegewezen:
    volume, bedrag = gebruikt
    toegewezen = Toegewezen(
        categorie=toewijzing.categorie,
        code=toewijzing.code,
        looptijd=Periode(toewijzing.ingangsdatum, toewijzing.einddatum),
        omvang=None,
        budget=toewijzing.budget,
        huishoudelijke_hulp=wet == Wet.WMO and toewijzing.categorie == HUISHOUDELIJKE_HULP,
        gebruikt=volume,
        budget_gebruikt=bedrag,
    )
    if toewijzing.volume is None or not toewijzing.eenheid or not toewijzing.frequentie:
        return toegewezen
    omvang = Omvang(toewijzing.volume, Eenheid(toewijzing.eenheid), Frequentie(toewijzing.frequentie))
    return replace(toegewezen, omvang=omvang)
