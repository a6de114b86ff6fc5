"""What belongs to a household plan, and what it costs together."""

from __future__ import annotations

from datetime import date

from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.gezin import (
    Hulp,
    Lidmaatschap,
    compute_gezinsbudget,
    is_samenloop,
    list_gezinshulp,
)
from stelsel.kern.periode import Periode

JAAR = Periode(date(2026, 1, 1), date(2026, 12, 31))


def _hulp(sleutel: str, client: str, wet: Wet, bedrag: int | None, periode: Periode = JAAR) -> Hulp:
    return Hulp(sleutel, client, wet, f"Aanbieder {sleutel}", periode, bedrag)


def test_help_counts_only_when_it_touches_a_day_of_membership():
    weg = Lidmaatschap("kind", Periode(date(2025, 1, 1), date(2025, 12, 31)))
    nu = Lidmaatschap("ouder", Periode(date(2026, 1, 1), None))
    hulp = [_hulp("1", "kind", Wet.JEUGDWET, 100), _hulp("2", "ouder", Wet.WMO, 200)]

    gekozen = list_gezinshulp(hulp, [weg, nu])

    assert [stuk.sleutel for stuk in gekozen] == ["2"]


def test_a_child_with_two_homes_counts_in_both_plans_with_its_own_help_only():
    kind = _hulp("1", "kind", Wet.JEUGDWET, 100)
    moeder, vader = _hulp("2", "moeder", Wet.WMO, 200), _hulp("3", "vader", Wet.WMO, 300)
    altijd = Periode(date(2026, 1, 1), None)
    bij_moeder = [Lidmaatschap("kind", altijd), Lidmaatschap("moeder", altijd)]
    bij_vader = [Lidmaatschap("kind", altijd), Lidmaatschap("vader", altijd)]

    plannen = [list_gezinshulp([kind, moeder, vader], leden) for leden in (bij_moeder, bij_vader)]

    assert plannen == [[kind, moeder], [kind, vader]]


def test_budget_is_the_sum_by_who_pays_and_by_who_gives():
    hulp = [
        _hulp("1", "kind", Wet.JEUGDWET, 250_000),
        _hulp("2", "ouder", Wet.WMO, 120_050),
        _hulp("3", "ouder", Wet.WMO, None),
    ]

    budget = compute_gezinsbudget(hulp)

    assert budget.totaal == 370_050
    assert budget.per_wet == (("Jeugdwet", 250_000), ("Wmo", 120_050))
    assert budget.per_aanbieder == (("Aanbieder 1", 250_000), ("Aanbieder 2", 120_050))
    assert budget.zonder_bedrag == 1


def test_both_laws_for_one_person_is_seen_and_for_two_persons_is_not():
    dag = date(2026, 6, 1)
    een = [_hulp("1", "jongere", Wet.JEUGDWET, 1), _hulp("2", "jongere", Wet.WMO, 1)]
    twee = [_hulp("1", "jongere", Wet.JEUGDWET, 1), _hulp("2", "ouder", Wet.WMO, 1)]

    assert (is_samenloop(een, dag=dag), is_samenloop(twee, dag=dag)) == (True, False)
