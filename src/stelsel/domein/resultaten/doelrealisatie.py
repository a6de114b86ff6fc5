"""Goal attainment scaling: how far a client came with the goals that were agreed.

Every goal is scored from -2 (much less than hoped) to +2 (much more); 0 is what was agreed. One number per
client is the T-score: 50 when everything went as agreed, ten points per standard deviation, with an assumed
correlation of 0.30 between the goals of one client (formula of 1968). A T-score is a way of speaking, not an
exact measurement: always with the number of goals behind it.

Whether a goal was reached follows its direction and the decline that was to be expected (`verwachting`): a
goal to keep what is there is reached when it stays, and decline within what was expected is no failure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from stelsel.domein.resultaten.verwachting import Oordeel, compare_met_verwachting, get_verwacht_niveau

SCORES = (-2, -1, 0, 1, 2)
ZOALS_AFGESPROKEN = 0
SCORE_NAAM = {
    -2: "Veel minder dan gehoopt",
    -1: "Minder dan gehoopt",
    0: "Zoals afgesproken",
    1: "Meer dan gehoopt",
    2: "Veel meer dan gehoopt",
}
_GEMIDDELDE, _SPREIDING, _SAMENHANG = 50, 10, 0.30


@dataclass(frozen=True)
class Doelverloop:
    """The scores of one goal at the start and the end; None where it was not (or could not be) measured.
    `verwacht_t1` and `verwacht_t2`: its moment of measurement has come. `behoud`: the goal is to keep what is
    there; `daling`: steps down that were to be expected between the two."""

    t1: int | None
    t2: int | None
    gewicht: int = 1
    niet_meetbaar: bool = False
    verwacht_t1: bool = True
    verwacht_t2: bool = True
    behoud: bool = False
    daling: float = 0.0

    @property
    def oordeel(self) -> Oordeel | None:
        """The score at the end beside what was to be expected; None without one."""
        if self.t2 is None:
            return None
        niveau = get_verwacht_niveau(behoud=self.behoud, begin=self.t1, daling=self.daling)
        return compare_met_verwachting(self.t2, verwacht=niveau)

    @property
    def behaald(self) -> bool:
        """Reached: as expected or better."""
        return self.oordeel in (Oordeel.BETER, Oordeel.ZOALS_VERWACHT)

    @property
    def verandering(self) -> float | None:
        """T2 - T1 without the decline that was to be expected; None unless both are there."""
        return None if self.t1 is None or self.t2 is None else self.t2 - self.t1 + self.daling


@dataclass(frozen=True)
class Doelrealisatie:
    """A group of goals in figures. Shares are fractions, None without goals to share.

    `doelen` all goals, `niet_meetbaar` those left out with a reason, `verwacht_…` those that should have a
    score by now and `op_tijd_…` how many of these do, `gemeten_t2` all with a score at the end, `behaald`
    those that were reached, `verandering` the mean of T2 - T1 without expected decline over `paren` goals
    that have both, `verdeling` the number of goals per score at T2, `oordelen` per comparison with what was
    to be expected, in the order of Oordeel.
    """

    doelen: int
    niet_meetbaar: int
    verwacht_t1: int
    op_tijd_t1: int
    verwacht_t2: int
    op_tijd_t2: int
    gemeten_t2: int
    behaald: int
    paren: int
    verandering: float | None
    verdeling: tuple[tuple[int, int], ...]
    oordelen: tuple[tuple[Oordeel, int], ...]

    @property
    def dekking_t1(self) -> float | None:
        """Share of the goals that should have a T1 by now and do."""
        return _deel(self.op_tijd_t1, self.verwacht_t1)

    @property
    def dekking_t2(self) -> float | None:
        """Share of the goals that should have a T2 by now and do."""
        return _deel(self.op_tijd_t2, self.verwacht_t2)

    @property
    def aandeel_behaald(self) -> float | None:
        """Share of the goals with a T2 that were reached."""
        return _deel(self.behaald, self.gemeten_t2)


def t_score(scores: Sequence[int], gewichten: Sequence[int]) -> float:
    """The T-score of one client's goals. ValueError without goals or with unequal lengths."""
    if not scores or len(scores) != len(gewichten):
        raise ValueError("een T-score vraagt evenveel scores als gewichten, en ten minste een")
    som = sum(w * x for w, x in zip(gewichten, scores, strict=True))
    kwadraten, totaal = sum(w * w for w in gewichten), sum(gewichten)
    return _GEMIDDELDE + _SPREIDING * som / sqrt((1 - _SAMENHANG) * kwadraten + _SAMENHANG * totaal**2)


def doelrealisatie(doelen: Sequence[Doelverloop]) -> Doelrealisatie:
    """The figures of a group of goals, each goal counted once."""
    meetbaar = [doel for doel in doelen if not doel.niet_meetbaar]
    gemeten = [doel for doel in meetbaar if doel.t2 is not None]
    verschillen = [v for doel in meetbaar if (v := doel.verandering) is not None]
    scores, oordelen = Counter(doel.t2 for doel in gemeten), Counter(doel.oordeel for doel in gemeten)
    return Doelrealisatie(
        doelen=len(doelen),
        niet_meetbaar=len(doelen) - len(meetbaar),
        verwacht_t1=sum(doel.verwacht_t1 for doel in meetbaar),
        op_tijd_t1=sum(doel.verwacht_t1 and doel.t1 is not None for doel in meetbaar),
        verwacht_t2=sum(doel.verwacht_t2 for doel in meetbaar),
        op_tijd_t2=sum(doel.verwacht_t2 and doel.t2 is not None for doel in meetbaar),
        gemeten_t2=len(gemeten),
        behaald=sum(doel.behaald for doel in gemeten),
        paren=len(verschillen),
        verandering=fmean(verschillen) if verschillen else None,
        verdeling=tuple((score, scores[score]) for score in SCORES),
        oordelen=tuple((oordeel, oordelen[oordeel]) for oordeel in Oordeel),
    )


def _deel(teller: int, noemer: int) -> float | None:
    return teller / noemer if noemer else None
