"""What is used of an allocation, and what a change of it comes down to, for the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stelsel.apps.verwerving.queries import get_tarieven
from stelsel.domein.toegang.levensloop import Levensloopplan, Stand, Wens
from stelsel.domein.toegang.omvang import render_aantal, render_omvang, toegekend_bedrag
from stelsel.domein.toegang.wijziging import decide_verwijdering, decide_wijziging
from stelsel.kern.bedrag import in_euro
from stelsel.kern.volume import Eenheid, maximum_over_toewijzing

from ..models import Toewijzing
from .levensloop import get_feiten, get_gebruik, get_stand

OPEN_EINDE = "zonder einddatum niet te bepalen"


@dataclass(frozen=True)
class Verbruik:
    """Approved against granted, in units of the omvang (cents for euros and for a budget). `toegewezen` None:
    no total is known. `aandeel`: of the granted, 0 to 1 (more when more was approved)."""

    gebruikt: int
    toegewezen: int | None
    gebruikt_tekst: str
    toegewezen_tekst: str
    over_tekst: str
    laatste_dag: date | None

    @property
    def aandeel(self) -> float | None:
        """The used part; None without a total."""
        return self.gebruikt / self.toegewezen if self.toegewezen else None


@dataclass(frozen=True)
class Standregel:
    """One allocation in the comparison before and after: all in words, dates apart."""

    naam: str
    van: date
    tot: date | None
    omvang: str
    maximum: str
    waarde: int | None
    verwijderd: bool


def get_verbruik(rij: Toewijzing) -> Verbruik:
    """How much of one allocation was approved, credits subtracted."""
    gebruik, stand = get_gebruik(rij), get_stand(rij)
    omvang = stand.omvang
    if omvang is None:
        gebruikt, toegewezen, eenheid = gebruik.bedrag, stand.budget, Eenheid.EURO
    else:
        gebruikt, eenheid = gebruik.volume, omvang.eenheid
        toegewezen = maximum_over_toewijzing(omvang, toewijzing=stand.periode)
    over = None if toegewezen is None else toegewezen - gebruikt
    return Verbruik(
        gebruikt=gebruikt,
        toegewezen=toegewezen,
        gebruikt_tekst=render_aantal(gebruikt, eenheid),
        toegewezen_tekst="geen totaal" if toegewezen is None else render_aantal(toegewezen, eenheid),
        over_tekst="" if over is None else render_aantal(over, eenheid),
        laatste_dag=gebruik.laatste_dag,
    )


def get_wijzigingsplan(rij: Toewijzing, *, gewenst: Wens, today: date) -> Levensloopplan:
    """What a wish comes down to now; the action decides anew."""
    return decide_wijziging(get_stand(rij), gewenst=gewenst, feiten=get_feiten(rij), today=today)


def get_verwijderplan(rij: Toewijzing) -> Levensloopplan:
    """What deleting comes down to now; the action decides anew."""
    return decide_verwijdering(get_stand(rij), feiten=get_feiten(rij))


def list_standregels(rij: Toewijzing, plan: Levensloopplan) -> list[Standregel]:
    """The allocation as it is, as it will be, and what follows it."""
    regels = [_als_regel("Nu", get_stand(rij), rij)]
    if plan.reden is not None:
        regels.append(_als_regel("Straks, zelfde nummer", plan.bestaand, rij))
    if plan.opvolger is not None:
        regels.append(_als_regel("Straks, nieuw nummer", plan.opvolger, rij))
    return regels


def _als_regel(naam: str, stand: Stand, rij: Toewijzing) -> Standregel:
    omvang = stand.omvang
    if omvang is None:
        tekst = "Naar behoefte" if stand.budget is None else f"Budget van {in_euro(stand.budget)}"
        maximum, eenheid = stand.budget, Eenheid.EURO
    else:
        tekst, eenheid = render_omvang(omvang), omvang.eenheid
        maximum = maximum_over_toewijzing(omvang, toewijzing=stand.periode)
    return Standregel(
        naam=naam,
        van=stand.periode.begin,
        tot=stand.periode.eind,
        omvang=tekst,
        maximum=OPEN_EINDE if maximum is None else render_aantal(maximum, eenheid),
        waarde=None if stand.verwijderd else get_waarde(stand, rij),
        verwijderd=stand.verwijderd,
    )


def get_waarde(stand: Stand, rij: Toewijzing) -> int | None:
    """Cents when everything is given, at the tariff of the first day; None when that is not known."""
    if stand.omvang is None:
        return stand.budget
    tarieven = get_tarieven(aanbieder_agb=stand.agb, gemeentecode=rij.gemeente_id, wet=rij.wet)
    dag = stand.periode.begin
    tarief = next(
        (t for t in tarieven if t.code == stand.code and t.van <= dag and (t.tot is None or dag <= t.tot)),
        None,
    )
    return toegekend_bedrag(
        stand.omvang,
        tarief=tarief.tarief if tarief else None,
        tariefeenheid=tarief.eenheid if tarief else "",
        periode=stand.periode,
    )
