"""What is written as text comes back as it was, and a text of another shape is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

import numpy as np
import pytest

from stelsel.kern.vastlegging import NietVastTeLeggen, parse_vastlegging, render_vastlegging


class Segment(Enum):
    B = "b"
    C = "c"


@dataclass(frozen=True)
class Deel:
    segment: Segment
    bedrag: int
    aandeel: float | None = None


@dataclass(frozen=True)
class Beeld:
    dag: date
    delen: tuple[Deel, ...]
    toppen: Mapping[int, float]
    cellen: frozenset[tuple[str, str]]
    factor: Fraction
    tekst: str | None


BEELD = Beeld(
    dag=date(2025, 12, 31),
    delen=(Deel(Segment.C, 10**18, 0.1 + 0.2), Deel(Segment.B, -1)),
    toppen={1: 1 / 3, 10: 1.0},
    cellen=frozenset({("9901", "jeugd"), ("", "wmo")}),
    factor=Fraction(1, 3),
    tekst="één",
)


def test_a_value_comes_back_as_it_was() -> None:
    terug = parse_vastlegging(render_vastlegging(BEELD), Beeld)

    assert terug == BEELD
    assert isinstance(terug.delen[0].segment, Segment)
    assert isinstance(terug.toppen[10], float)


def test_equal_sets_give_equal_text() -> None:
    een = render_vastlegging(frozenset("abcdefgh"))

    assert een == render_vastlegging(frozenset(reversed("abcdefgh")))


def test_a_number_of_numpy_becomes_a_plain_one() -> None:
    assert render_vastlegging((np.int64(3), np.float64(0.5))) == "[3,0.5]"


@pytest.mark.parametrize("waarde", [object(), np.zeros(3), b"bytes"])
def test_what_has_no_text_is_refused(waarde: object) -> None:
    with pytest.raises(NietVastTeLeggen):
        render_vastlegging(waarde)


@pytest.mark.parametrize(
    ("tekst", "soort"),
    [
        ("[1,2]", Beeld),
        ('["d",1,null]', Deel),
        ('["c","1",null]', Deel),
        ('{"a":1}', tuple[int, ...]),
        ("[1]", tuple[int, int]),
        ("null", int),
        ("kapot", int),
        ('"1"', int | None),
    ],
)
def test_a_text_of_another_shape_is_refused(tekst: str, soort: object) -> None:
    with pytest.raises(NietVastTeLeggen):
        parse_vastlegging(tekst, soort)
