"""Catalogue, functions and tests agree: every rule is built, is broken by a case of ours and kept by one.

For each family that has the rule. Computed from the tables with which the tests run: a case that is taken out
of them shows here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from tests.unit.istandaarden import (
    test_aanvraag,
    test_beoordeling,
    test_levering,
    test_ontvangst,
    test_regels,
)

from stelsel.istandaarden.berichten import FAMILIES
from stelsel.istandaarden.catalogus import Catalogusregel, get_catalogus
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.overzicht import list_functies

#: The tests with a table of cases, and the message they are about where the table does not say.
TABELLEN: list[tuple[Callable[..., None], str]] = [
    (test_regels.test_rule_is_broken, ""),
    (test_regels.test_message_is_clean, ""),
    (test_regels.test_unchanged_message_is_clean, ""),
    (test_levering.test_start, "305"),
    (test_levering.test_stop, "307"),
    (test_aanvraag.test_vot, "315"),
    (test_aanvraag.test_vow, "317"),
    (test_aanvraag.test_vow_op_wat_is_toegewezen, "317"),
    (test_beoordeling.test_line_that_breaks_one_rule, "323"),
    (test_beoordeling.test_line_that_breaks_nothing, "323"),
    (test_beoordeling.test_declaratie, "323"),
    (test_ontvangst.test_301_and_319, ""),
    (test_ontvangst.test_325, "325"),
    (test_ontvangst.test_325_of_a_gemeente_that_does_not_exist, "325"),
]
#: Family, message, and the rules that the case breaks.
Geval = tuple[Familie, str, frozenset[str]]


def _list_rijen(functie: Any) -> Iterator[dict[str, Any]]:
    """Every case of a parametrised test, as its arguments by name."""
    tabellen = []
    for merk in functie.pytestmark:
        if merk.name == "parametrize":
            namen, waarden = merk.args
            namen = [namen] if isinstance(namen, str) else list(namen)
            rijen = [
                getattr(waarde, "values", (waarde,) if len(namen) == 1 else waarde) for waarde in waarden
            ]
            tabellen.append([dict(zip(namen, rij, strict=True)) for rij in rijen])
    for delen in product(*tabellen):
        yield {naam: waarde for deel in delen for naam, waarde in deel.items()}


def _lees_codes(rij: dict[str, Any]) -> frozenset[str]:
    """What the case expects: the codes of rules, in whatever shape its table has them."""
    verwacht = rij.get("codes", rij.get("verwacht", rij.get("code", ())))
    if isinstance(verwacht, str):
        return frozenset({verwacht} - {""})
    if isinstance(verwacht, dict):
        return frozenset(code for codes in verwacht.values() for code in codes)
    return frozenset(verwacht)


def list_gevallen() -> list[Geval]:
    """Every case; a table without families holds for both."""
    return [
        (familie, rij.get("soort", soort), _lees_codes(rij))
        for functie, soort in TABELLEN
        for rij in _list_rijen(functie)
        for familie in ([rij["familie"]] if "familie" in rij else FAMILIES)
    ]


GEVALLEN = list_gevallen()


def list_gebouwd(familie: Familie) -> list[Catalogusregel]:
    return [regel for regel in get_catalogus(familie).values() if regel.status == "gebouwd"]


@pytest.mark.eis("R6.03")
@pytest.mark.parametrize("familie", FAMILIES)
def test_every_built_rule_has_a_function_and_every_function_a_rule(familie: Familie) -> None:
    alleen_jeugd = {"CS318", "TR377", "TR409"} if familie == "iwmo" else set()

    assert {regel.code for regel in list_gebouwd(familie)} == set(list_functies()) - alleen_jeugd
    assert all(namen for namen in list_functies().values())


@pytest.mark.parametrize("familie", FAMILIES)
def test_every_rule_is_broken_by_a_case_of_ours(familie: Familie) -> None:
    gebroken = {code for eigen, _, codes in GEVALLEN if eigen == familie for code in codes}

    assert sorted({regel.code for regel in list_gebouwd(familie)} - gebroken) == []


@pytest.mark.parametrize("familie", FAMILIES)
def test_every_rule_is_kept_by_a_case_of_ours_in_every_message_it_is_about(familie: Familie) -> None:
    schoon = {soort for eigen, soort, codes in GEVALLEN if eigen == familie and not codes}
    niet = [
        (regel.code, soort)
        for regel in list_gebouwd(familie)
        for soort in regel.berichten
        if soort not in schoon
    ]

    assert niet == []


def test_levels_and_counts_are_those_of_the_standard() -> None:
    niveaus = {f: [r.niveau for r in list_gebouwd(f)] for f in FAMILIES}

    assert {f: (n.count(2), n.count(3) + n.count(4)) for f, n in niveaus.items()} == {
        "ijw": (61, 57),
        "iwmo": (58, 57),
    }


@pytest.mark.parametrize("familie", FAMILIES)
def test_what_is_not_built_says_why_or_where(familie: Familie) -> None:
    andere = [regel for regel in get_catalogus(familie).values() if regel.status in ("elders", "niet")]

    assert [regel.code for regel in andere if not regel.reden or regel.niveau is not None] == []
    assert {regel.code[:2] for regel in andere} == {"OP", "IV", "UP"}
