"""Personal budgets under new tarieven, to the cent."""

from datetime import date
from fractions import Fraction

import pytest

from stelsel.domein.bekostiging.pgbeffect import (
    Pgbhouder,
    Pgbsom,
    compute_pgbeffecten,
    get_wetseis,
    sum_effecten,
)
from stelsel.domein.bekostiging.tarievenboek import Regel
from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.pgbhouders import read_pgbhouders

PROCENTEN = {"instelling": Fraction(100), "zelfstandige": Fraction(75), "netwerk": Fraction(50)}
REGELS = [Regel("45A01", 8_625, "04", date(2026, 1, 1))]
KOP = "kenmerk;gemeente;code;klasse;volume;eenheid;tarief\n"


def _houder(klasse, tarief, *, volume=104, code="45A01", eenheid="04"):
    return Pgbhouder("PGB-1", "0518", code, klasse, eenheid, Fraction(volume), tarief)


@pytest.mark.eis("R3.10")
@pytest.mark.parametrize(
    ("klasse", "nu", "nieuw", "per_jaar", "per_maand"),
    [
        ("instelling", 8_000, 8_625, 65_000, 5_417),
        ("zelfstandige", 6_000, 6_469, 48_776, 4_065),  # 75 % of € 86,25 is € 64,6875
        ("netwerk", 4_500, 4_313, -19_448, -1_621),
    ],
)
def test_rate_is_a_part_of_the_tarief_in_kind(klasse, nu, nieuw, per_jaar, per_maand):
    (effect,) = compute_pgbeffecten([_houder(klasse, nu)], regels=REGELS, procenten=PROCENTEN)

    assert (effect.nieuw, effect.per_jaar, effect.per_maand) == (nieuw, per_jaar, per_maand)


def test_by_the_minute_and_what_the_book_does_not_know():
    houders = [_houder("instelling", 140, eenheid="01"), _houder("instelling", 140, code="X")]

    effecten = compute_pgbeffecten(houders, regels=REGELS, procenten=PROCENTEN)

    assert [effect.nieuw for effect in effecten] == [144, None]
    assert sum_effecten(effecten) == {("0518", "instelling"): Pgbsom(2, 1, 0, 1, 29_120, 416)}


def test_the_law_is_dated():
    assert get_wetseis("wmo", dag=date(2026, 1, 1)).artikel.startswith("Wmo 2015")
    assert get_wetseis("jw", dag=date(2014, 12, 31)) is None


def test_a_file_is_read_with_another_separator_and_eenheid_in_words():
    (houder,) = read_pgbhouders(
        (KOP.replace(";", ",") + "D-7,518,45A01,Netwerk,52,uur,21.50").encode(), klassen=PROCENTEN
    )

    assert houder == Pgbhouder("D-7", "0518", "45A01", "netwerk", "04", Fraction(52), 2_150)


@pytest.mark.parametrize(
    ("regel", "fout"),
    [
        ("999990019;518;45A01;netwerk;52;uur;21,50", "geen burgerservicenummer"),
        ("D;Delft;45A01;netwerk;52;uur;21,50", "geen code van een gemeente"),
        ("D;518;45A01;familie;52;uur;21,50", "klasse 'familie'"),
        ("D;518;45A01;netwerk;-1;uur;21,50", "geen aantal"),
        ("D;518;45A01;netwerk;52;keer;21,50", "eenheid 'keer'"),
        ("D;518;45A01;netwerk;52;uur;2.150", "op twee manieren"),
        ("", "geen enkel pgb"),
    ],
)
def test_what_is_wrong_is_told(regel, fout):
    with pytest.raises(IntakeFout, match=fout) as wat:
        read_pgbhouders((KOP + regel).encode(), klassen=PROCENTEN)
    assert "999990019" not in str(wat.value)
