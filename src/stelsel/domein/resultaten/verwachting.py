"""What was to be expected of a goal, and how its score compares: better, as expected, or worse.

A goal that something gets better is reached at 0, as agreed. A goal to keep what is there (or to feel well
with it) is reached when what is there stays: the score at the start counts, but never as more than was
agreed. With a progressive illness decline can be expected; it is recorded in steps of the scale, with the day
on which it begins and the day on which it is complete, and grows evenly between these days. Scores are whole
steps, so up to half a step from the expected level is as expected. Decline within what was expected is
therefore never a failure.
Source: requirement R2.03; the rule x2 >= x1 + expected of the policy's section on results.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: Steps from the highest to the lowest score.
GROOTSTE_DALING = 4
_AFGESPROKEN, _LAAGST = 0.0, -2.0
_HALVE_STAP = 0.5


class Oordeel(StrEnum):
    """A score beside what was to be expected."""

    BETER = "beter"
    ZOALS_VERWACHT = "zoals verwacht"
    SLECHTER = "slechter"


OORDEEL_NAAM = {
    Oordeel.BETER: "Beter dan verwacht",
    Oordeel.ZOALS_VERWACHT: "Zoals verwacht",
    Oordeel.SLECHTER: "Slechter dan verwacht",
}


@dataclass(frozen=True)
class Verloop:
    """Expected decline: whole steps down, evenly from `vanaf` until complete on `bereikt`."""

    stappen: int
    vanaf: date
    bereikt: date

    def get_daling(self, dag: date) -> float:
        """The steps down that are expected by a day, 0 to `stappen`."""
        if dag <= self.vanaf:
            return 0.0
        if dag >= self.bereikt:
            return float(self.stappen)
        return self.stappen * (dag - self.vanaf).days / (self.bereikt - self.vanaf).days

    def get_daling_tussen(self, begin: date | None, eind: date) -> float:
        """The steps down that are expected between two days; from the beginning without a first day."""
        return self.get_daling(eind) - (self.get_daling(begin) if begin is not None else 0.0)


def get_verwacht_niveau(*, behoud: bool, begin: int | None, daling: float = 0.0) -> float:
    """The expected score: 0 for a goal that something gets better; for one to keep what is (`behoud`) the
    score at the start, at most 0, less the expected decline, and never below the scale. Without a score at
    the start that is 0."""
    if not behoud:
        return _AFGESPROKEN
    return max(_LAAGST, min(_AFGESPROKEN, float(begin or 0)) - daling)


def compare_met_verwachting(score: int, *, verwacht: float) -> Oordeel:
    """Within half a step of the expected score is as expected, its ends included."""
    verschil = score - verwacht
    if verschil > _HALVE_STAP:
        return Oordeel.BETER
    return Oordeel.SLECHTER if verschil < -_HALVE_STAP else Oordeel.ZOALS_VERWACHT
