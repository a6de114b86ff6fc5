"""Each rule on looking again: the fact that gives a task, and the one beside it that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.herijking import (
    Hulpfeiten,
    Voorval,
    get_herijkingsregel,
    get_verjaardag,
    list_herijkingsregels,
    list_herijkvoorstellen,
)

VANDAAG = date(2026, 3, 16)
RUSTIG = Hulpfeiten(
    toewijzing="7",
    wet=Wet.WMO,
    besloten=date(2025, 12, 1),
    einddatum=date(2026, 12, 31),
    geboortedatum=date(1960, 1, 1),
)


def _voorval(dag: date) -> tuple[Voorval, ...]:
    return (Voorval("v1", dag, "Er gebeurde iets."),)


GEVALLEN = {
    "doel na besluit": ("doel", {"doelen": _voorval(date(2026, 2, 1))}, 1),
    "doel van het besluit zelf": ("doel", {"doelen": _voorval(date(2025, 12, 1))}, 0),
    "buiten de band": ("band", {"bandsignalen": ("Het zijn 90 uur. Gewoon is 20 tot 60 uur.",)}, 1),
    "bijna 18": ("achttien", {"wet": Wet.JEUGDWET, "geboortedatum": date(2008, 8, 1)}, 1),
    "al 18 bij het besluit": ("achttien", {"wet": Wet.JEUGDWET, "geboortedatum": date(2007, 11, 1)}, 0),
    "nog lang geen 18": ("achttien", {"wet": Wet.JEUGDWET, "geboortedatum": date(2008, 10, 1)}, 0),
    "18 onder de Wmo": ("achttien", {"geboortedatum": date(2008, 8, 1)}, 0),
    "crisis": ("crisis", {"crises": _voorval(date(2026, 3, 1))}, 1),
    "crisis lang geleden": ("crisis", {"crises": _voorval(date(2025, 12, 10))}, 0),
    "einde over 56 dagen": ("einde", {"einddatum": VANDAAG + timedelta(days=56)}, 1),
    "einde over 57 dagen": ("einde", {"einddatum": VANDAAG + timedelta(days=57)}, 0),
    "geen doel gehaald": ("resultaat", {"scores": (-1, -2), "gemeten": date(2026, 3, 10)}, 1),
    "een doel gehaald": ("resultaat", {"scores": (-1, 0), "gemeten": date(2026, 3, 10)}, 0),
    "huishouden": ("huishouden", {"huishouden": _voorval(date(2026, 2, 1))}, 1),
    "huishouden straks": ("huishouden", {"huishouden": _voorval(date(2026, 4, 1))}, 0),
}


@pytest.mark.parametrize(("regel", "feiten", "aantal"), GEVALLEN.values(), ids=GEVALLEN)
def test_rule_asks_for_a_task_or_not(regel, feiten, aantal):
    voorstellen = list_herijkvoorstellen([replace(RUSTIG, **feiten)], today=VANDAAG)

    assert [voorstel.regel for voorstel in voorstellen] == [regel] * aantal


def test_quiet_help_asks_for_nothing():
    assert list_herijkvoorstellen([RUSTIG], today=VANDAAG) == []


def test_of_help_that_ended_only_the_result_counts():
    voorbij = replace(
        RUSTIG,
        loopt=False,
        einddatum=date(2026, 3, 1),
        doelen=_voorval(date(2026, 2, 1)),
        scores=(-2,),
        gemeten=date(2026, 3, 2),
    )

    [voorstel] = list_herijkvoorstellen([voorbij], today=VANDAAG)

    assert (voorstel.regel, voorstel.feit) == (
        "resultaat",
        "Het ene doel is niet gehaald bij de meting van 02-03-2026.",
    )


def test_a_task_has_its_term_but_never_after_the_last_day_of_help():
    kort = replace(RUSTIG, einddatum=date(2026, 3, 20))

    [voorstel] = list_herijkvoorstellen([kort], today=VANDAAG)

    assert (voorstel.uiterlijk, voorstel.feit) == (
        date(2026, 3, 20),
        "De laatste dag van de hulp is 20-03-2026.",
    )


def test_a_rule_does_not_hold_before_its_first_day():
    regel = list_herijkingsregels()[0]

    assert get_herijkingsregel(regel.code, today=regel.vanaf - timedelta(days=1)) is None
    assert get_herijkingsregel(regel.code, today=regel.vanaf) == regel


def test_who_was_born_on_29_february_is_18_on_the_first_of_march():
    assert get_verjaardag(date(2008, 2, 29), jaren=18) == date(2026, 3, 1)
