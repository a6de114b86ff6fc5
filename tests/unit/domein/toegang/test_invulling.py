"""What fits within an allocation, and how it divides into phases: worked numbers."""

from __future__ import annotations

from datetime import date

import pytest

from stelsel.domein.toegang.invulling import (
    Activiteitregel,
    Inzetdeel,
    Ruimte,
    list_bezwaren_fasen,
    list_bezwaren_invulling,
    list_inzetdelen,
    list_signalen_invulling,
)
from stelsel.kern.periode import Periode

#: 28 weeks of seven days: 2 hours a week is 56 hours.
PERIODE = Periode(date(2026, 1, 5), date(2026, 7, 19))
RUIMTE = Ruimte(PERIODE, minuten=56 * 60, functies=("MBO", "HBO"))
GESPREK = Activiteitregel("Gesprek", "HBO", 60)
OEFENEN = Activiteitregel("Oefenen thuis", "MBO", 60)


def fase(begin: date, eind: date, uren: int) -> Inzetdeel:
    return Inzetdeel(Periode(begin, eind), uren * 60)


def test_effort_goes_on_until_the_next_begins() -> None:
    delen = list_inzetdelen([(date(2026, 1, 5), 120), (date(2026, 4, 13), 60)], eind=date(2026, 7, 19))

    assert [(d.periode.begin, d.periode.eind, d.minuten) for d in delen] == [
        (date(2026, 1, 5), date(2026, 4, 12), 14 * 120),
        (date(2026, 4, 13), date(2026, 7, 19), 14 * 60),
    ]


def test_more_first_and_less_later_fits() -> None:
    """14 weeks of 3 hours are in force; 14 weeks of 1 hour bring them to the 56 hours allocated."""
    eerder = [(date(2026, 1, 5), 180)]

    assert list_signalen_invulling([GESPREK], vanaf=date(2026, 4, 13), eerder=eerder, ruimte=RUIMTE) == []
    assert list_signalen_invulling(
        [GESPREK, OEFENEN], vanaf=date(2026, 4, 13), eerder=eerder, ruimte=RUIMTE
    ) == ["Samen is dit 70 uur tot het einde van de toewijzing. Toegewezen is 56 uur."]


def test_higher_discipline_than_the_profile_does_not_fit() -> None:
    arts = Activiteitregel("Behandelaar kijkt mee", "WO", 30)

    assert list_signalen_invulling([GESPREK, arts], vanaf=PERIODE.begin, eerder=[], ruimte=RUIMTE) == [
        "Bij dit profiel hoort hulp tot en met HBO. Hierin staat WO."
    ]


def test_more_than_the_phase_does_not_fit() -> None:
    fasen = [fase(PERIODE.begin, date(2026, 4, 12), 1), fase(date(2026, 4, 13), date(2026, 7, 19), 3)]
    ruimte = Ruimte(PERIODE, minuten=56 * 60, functies=(), fasen=fasen)
    regels = [Activiteitregel("Gesprek", "HBO", 90)]

    assert list_signalen_invulling(regels, vanaf=PERIODE.begin, eerder=[], ruimte=ruimte) == [
        "Dit is 1,5 uur per week. In deze fase is 1 uur per week afgesproken."
    ]
    assert list_signalen_invulling(regels, vanaf=date(2026, 4, 13), eerder=[], ruimte=ruimte) == []


@pytest.mark.parametrize(
    ("regels", "vanaf", "reden", "woorden"),
    [
        pytest.param([], date(2026, 3, 2), "Minder nodig.", "ten minste één activiteit", id="nothing"),
        pytest.param([GESPREK], date(2026, 3, 2), " ", "waarom", id="no reason"),
        pytest.param([GESPREK], date(2027, 3, 2), "Later.", "niet binnen de toewijzing", id="outside"),
        pytest.param([GESPREK], date(2026, 2, 1), "Eerder.", "voor vandaag", id="past"),
        pytest.param([Activiteitregel("X", "HBO", 0)], date(2026, 3, 2), "Y.", "boven 0", id="no hours"),
        pytest.param([Activiteitregel("X", "arts", 9)], date(2026, 3, 2), "Y.", "wie het doet", id="who"),
    ],
)
def test_content_that_cannot_be_recorded(
    regels: list[Activiteitregel], vanaf: date, reden: str, woorden: str
) -> None:
    bezwaren = list_bezwaren_invulling(
        regels, vanaf=vanaf, reden=reden, periode=PERIODE, today=date(2026, 3, 2)
    )

    assert len(bezwaren) == 1
    assert woorden in bezwaren[0]


@pytest.mark.parametrize(
    ("fasen", "woorden"),
    [
        pytest.param(
            [fase(PERIODE.begin, date(2026, 4, 12), 3), fase(date(2026, 4, 13), date(2026, 7, 19), 1)],
            [],
            id="fits to the hour",
        ),
        pytest.param(
            [fase(PERIODE.begin, date(2026, 4, 12), 3), fase(date(2026, 4, 14), date(2026, 7, 19), 1)],
            ["zonder gat en zonder overlap"],
            id="gap of a day",
        ),
        pytest.param([fase(PERIODE.begin, date(2026, 7, 18), 1)], ["sluiten op elkaar aan"], id="too short"),
        pytest.param(
            [fase(PERIODE.begin, date(2026, 7, 19), 3)],
            ["De fasen zijn samen 84 uur. Toegewezen is 56 uur."],
            id="too much",
        ),
        pytest.param([], [], id="none"),
    ],
)
def test_phases_cover_the_allocation_and_no_more(fasen: list[Inzetdeel], woorden: list[str]) -> None:
    bezwaren = list_bezwaren_fasen(fasen, periode=PERIODE, minuten=56 * 60)

    assert len(bezwaren) == len(woorden)
    assert all(woord in bezwaar for woord, bezwaar in zip(woorden, bezwaren, strict=True))


def test_phases_need_an_end_and_hours() -> None:
    [bezwaar] = list_bezwaren_fasen(
        [fase(PERIODE.begin, date(2026, 7, 19), 3)], periode=PERIODE, minuten=None
    )

    assert bezwaar == "Fasen kunnen alleen als de toewijzing een einddatum heeft en in uren of minuten is."
