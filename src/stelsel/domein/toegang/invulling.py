"""How an aanbieder does the help within what was allocated, and the phases of effort of an allocation.

The content (activities, hours by discipline, planning) belongs to the aanbieder and changes without a new
besluit, as long as it fits: no more hours in all than were allocated, within the band of the profile, and no
discipline above those of the profile. What does not fit is no content any more but other help, and points to
an assessment. Phases divide the allocated hours over time; they change no total, so no message is sent.
Source: requirements R2.14 (change within the profile) and R2.11 (effort in phases).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from stelsel.domein.profielen.catalogus import FUNCTIES
from stelsel.kern.periode import Periode
from stelsel.kern.volume import MINUTEN_PER_UUR

_WEEK = 7


@dataclass(frozen=True)
class Activiteitregel:
    """Something that the aanbieder does, by whom, and how many minutes a week."""

    naam: str
    functie: str
    minuten: int


@dataclass(frozen=True)
class Inzetdeel:
    """So many minutes a week over a time, both days included."""

    periode: Periode
    minuten_per_week: int

    @property
    def minuten(self) -> int:
        """Over the whole time."""
        return round(Fraction(self.minuten_per_week * self.periode.dagen, _WEEK))


@dataclass(frozen=True)
class Ruimte:
    """What the content has to fit: the time of the allocation, minutes allocated in all (None: not in time
    or without an end), the disciplines of the profile (none: unknown), and the phases."""

    periode: Periode
    minuten: int | None
    functies: Collection[str]
    fasen: Sequence[Inzetdeel] = ()


def list_inzetdelen(beginnen: Sequence[tuple[date, int]], *, eind: date | None) -> list[Inzetdeel]:
    """Each (first day, minutes a week) until the day before the next, the last until the end; nothing without
    an end. Of two that begin on one day the later in the list counts."""
    if eind is None:
        return []
    op_dag = sorted(dict(beginnen).items())
    tot = [dag - timedelta(days=1) for dag, _ in op_dag[1:]] + [eind]
    return [
        Inzetdeel(Periode(dag, laatste), minuten)
        for (dag, minuten), laatste in zip(op_dag, tot, strict=True)
        if dag <= laatste
    ]


def list_signalen_invulling(
    regels: Sequence[Activiteitregel], *, vanaf: date, eerder: Sequence[tuple[date, int]], ruimte: Ruimte
) -> list[str]:
    """Why this content does not fit what was allocated, in Dutch sentences; empty when it fits. `eerder`:
    what was in force, as (first day, minutes a week)."""
    uit = []
    week = sum(regel.minuten for regel in regels)
    beginnen = [paar for paar in eerder if paar[0] < vanaf] + [(vanaf, week)]
    totaal = sum(deel.minuten for deel in list_inzetdelen(beginnen, eind=ruimte.periode.eind))
    if ruimte.minuten is not None and _uren(totaal) > _uren(ruimte.minuten):
        uit.append(
            f"Samen is dit {_uren(totaal)} uur tot het einde van de toewijzing. "
            f"Toegewezen is {_uren(ruimte.minuten)} uur."
        )
    fase = next((fase for fase in ruimte.fasen if vanaf in fase.periode), None)
    if fase is not None and week > fase.minuten_per_week:
        uit.append(
            f"Dit is {render_uren(week)} uur per week. In deze fase is "
            f"{render_uren(fase.minuten_per_week)} uur per week afgesproken."
        )
    hoogste = max((FUNCTIES.index(f) for f in ruimte.functies if f in FUNCTIES), default=len(FUNCTIES))
    hoger = sorted({r.functie for r in regels if FUNCTIES.index(r.functie) > hoogste}, key=FUNCTIES.index)
    if hoger:
        uit.append(
            f"Bij dit profiel hoort hulp tot en met {FUNCTIES[hoogste]}. Hierin staat {' en '.join(hoger)}."
        )
    return uit


def list_bezwaren_invulling(
    regels: Sequence[Activiteitregel], *, vanaf: date, reden: str, periode: Periode, today: date
) -> list[str]:
    """Why this content cannot be recorded at all, in Dutch sentences."""
    uit = []
    if not regels:
        uit.append("Vul ten minste één activiteit in.")
    if any(regel.minuten <= 0 or not regel.naam.strip() for regel in regels):
        uit.append("Geef elke activiteit een naam en een aantal uren per week boven 0.")
    if any(regel.functie not in FUNCTIES for regel in regels):
        uit.append(f"Kies bij elke activiteit wie het doet: {', '.join(FUNCTIES)}.")
    if not reden.strip():
        uit.append("Schrijf op waarom u de hulp anders invult.")
    if vanaf not in periode:
        uit.append("De eerste dag ligt niet binnen de toewijzing.")
    elif vanaf < today and vanaf != periode.begin:
        uit.append("De eerste dag ligt voor vandaag. Wat al is geleverd, verandert niet.")
    return uit


def list_bezwaren_fasen(fasen: Sequence[Inzetdeel], *, periode: Periode, minuten: int | None) -> list[str]:
    """Why an allocation cannot have these phases, in Dutch sentences; empty when it can, or without any."""
    if not fasen:
        return []
    if periode.eind is None or minuten is None:
        return ["Fasen kunnen alleen als de toewijzing een einddatum heeft en in uren of minuten is."]
    uit = []
    op_volgorde = sorted(fasen, key=lambda fase: fase.periode.begin)
    dagen = [
        op_volgorde[0].periode.begin == periode.begin,
        op_volgorde[-1].periode.eind == periode.eind,
        *(
            eerste.periode.eind is not None
            and tweede.periode.begin == eerste.periode.eind + timedelta(days=1)
            for eerste, tweede in pairwise(op_volgorde)
        ),
    ]
    if not all(dagen):
        uit.append(
            f"De fasen sluiten op elkaar aan: van {periode.begin:%d-%m-%Y} tot en met "
            f"{periode.eind:%d-%m-%Y}, zonder gat en zonder overlap."
        )
    totaal = sum(fase.minuten for fase in fasen)
    if _uren(totaal) > _uren(minuten):
        uit.append(
            f"De fasen zijn samen {_uren(totaal)} uur. Toegewezen is {_uren(minuten)} uur. "
            "Maak de fasen lichter, of wijzig eerst de toewijzing."
        )
    return uit


def render_uren(minuten: int) -> str:
    """'2,5': hours with at most one decimal."""
    return f"{minuten / MINUTEN_PER_UUR:.1f}".replace(".", ",").removesuffix(",0")


def _uren(minuten: int) -> int:
    return round(Fraction(minuten, MINUTEN_PER_UUR))
