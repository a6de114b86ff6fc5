"""What may be stacked on what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stelsel.domein.toegang.aanvulling import (
    Hulpdeel,
    check_aanvulling,
    check_module,
    get_aanvulling_van,
)
from stelsel.domein.toegang.begrippen import Wet
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

VOORJAAR = Periode(date(2026, 1, 1), date(2026, 6, 30))
THUIS = Hulpdeel(Wet.JEUGDWET, "45", "Begeleiding thuis", VOORJAAR, profiel=True, langdurig=True)
GROEP = Hulpdeel(Wet.JEUGDWET, "43", "Behandelgroep", VOORJAAR)
LOGEREN = Hulpdeel(
    Wet.JEUGDWET, "44", "Logeren, trede 2", VOORJAAR, Omvang(2, Eenheid.ETMAAL, Frequentie.WEEK)
)
RIT = Hulpdeel(Wet.JEUGDWET, "42", "Vervoer naar de hulp", VOORJAAR)
CRISIS = Hulpdeel(Wet.JEUGDWET, "46", "Crisishulp", Periode(date(2026, 3, 1), date(2026, 3, 28)))
INLOOP = Hulpdeel(Wet.WMO, "09", "Inloop GGZ", Periode(date(2026, 1, 1), None))
PLEEGZORG = Hulpdeel(Wet.JEUGDWET, "44", "Pleegzorg, trede 1", VOORJAAR)


@pytest.mark.parametrize(
    ("deel", "soort"),
    [
        (LOGEREN, "kortdurend_verblijf"),
        (RIT, "vervoer"),
        (CRISIS, "acuut"),
        (INLOOP, "inloop"),
        (PLEEGZORG, None),
        (THUIS, None),
        (replace(RIT, profiel=True), None),
    ],
)
def test_kind_of_help(deel, soort):
    gevonden = get_aanvulling_van(deel)

    assert (gevonden.code if gevonden else None) == soort


@pytest.mark.parametrize(
    ("deel", "andere"),
    [(LOGEREN, [THUIS]), (RIT, [THUIS, LOGEREN]), (CRISIS, []), (INLOOP, []), (GROEP, [THUIS])],
)
def test_within_the_rules(deel, andere):
    assert check_aanvulling(deel, andere=andere, besluitdatum=date(2026, 3, 20)) == []


@pytest.mark.parametrize(
    ("deel", "andere", "zin"),
    [
        (RIT, [], "Vervoer kan alleen zolang er ook andere hulp loopt. Dat is niet op alle dagen zo."),
        (RIT, [LOGEREN], "Vervoer kan alleen zolang er ook andere hulp loopt. Dat is niet op alle dagen zo."),
        (
            LOGEREN,
            [THUIS, GROEP],
            "Kortdurend verblijf hoort al bij Behandelgroep, die in dezelfde tijd loopt.",
        ),
        (
            replace(LOGEREN, omvang=Omvang(4, Eenheid.ETMAAL, Frequentie.WEEK)),
            [THUIS],
            "Kortdurend verblijf is ten hoogste 3 etmalen per week.",
        ),
        (
            replace(CRISIS, periode=Periode(date(2026, 3, 1), date(2026, 3, 29))),
            [],
            "Acute hulp en crisis duurt ten hoogste 28 dagen; dit zijn er 29.",
        ),
        (
            replace(CRISIS, periode=Periode(date(2026, 3, 1), None)),
            [],
            "Acute hulp en crisis heeft een einddatum nodig.",
        ),
        (
            replace(CRISIS, periode=Periode(date(2026, 2, 10), date(2026, 2, 20))),
            [],
            "Acute hulp en crisis mag op zijn vroegst op 20-02-2026 zijn begonnen.",
        ),
    ],
)  # fmt: skip
def test_against_the_rules(deel, andere, zin):
    assert check_aanvulling(deel, andere=andere, besluitdatum=date(2026, 3, 20)) == [zin]


def test_two_periods_that_join_cover_the_transport_and_a_gap_does_not():
    eerste = replace(THUIS, periode=Periode(date(2026, 1, 1), date(2026, 3, 31)))
    aansluitend = replace(THUIS, periode=Periode(date(2026, 4, 1), date(2026, 6, 30)))
    later = replace(THUIS, periode=Periode(date(2026, 4, 2), date(2026, 6, 30)))

    assert check_aanvulling(RIT, andere=[eerste, aansluitend]) == []
    assert len(check_aanvulling(RIT, andere=[eerste, later])) == 1


def test_module_needs_long_term_help_an_end_and_half_a_year_at_most():
    deel = Hulpdeel(Wet.JEUGDWET, "54", "Specialistische ggz", Periode(date(2026, 2, 1), date(2026, 4, 30)))

    assert check_module(deel, basis=THUIS) == []
    assert len(check_module(deel, basis=replace(THUIS, langdurig=False))) == 1
    assert len(check_module(replace(deel, periode=Periode(date(2026, 2, 1), None)), basis=THUIS)) == 1
    lang = replace(deel, periode=Periode(date(2026, 1, 1), date(2026, 7, 2)))
    assert len(check_module(lang, basis=THUIS)) == 2
