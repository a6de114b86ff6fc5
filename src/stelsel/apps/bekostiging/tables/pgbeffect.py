"""The tables of personal budgets under new tarieven."""

from __future__ import annotations

from collections.abc import Mapping

from stelsel.domein.bekostiging.pgbeffect import sum_effecten
from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, Eenheid

from ..queries.pgbeffect import Pgbbeeld
from .cellen import create_aantal, create_euro
from .kostprijs import Cel, Cijfertabel


def create_pgbtabellen(beeld: Pgbbeeld, *, namen: Mapping[str, str]) -> list[Cijfertabel]:
    """Per gemeente and class together, then every budget. `namen`: of gemeenten by code."""
    return [create_somtabel(beeld, namen=namen), create_houdertabel(beeld, namen=namen)]


def create_somtabel(beeld: Pgbbeeld, *, namen: Mapping[str, str]) -> Cijfertabel:
    """How many budgets change and what that costs in a year."""
    return Cijfertabel(
        naam="samen",
        vraag="Wat kost het samen per jaar?",
        koppen=[
            "Gemeente", "Klasse", "Pgb's", "Gaan omhoog", "Gaan omlaag", "Niet te berekenen", "Nu per jaar",
            "Verschil per jaar",
        ],
        rijen=[
            [
                Cel(namen.get(gemeente, gemeente)),
                Cel(klasse),
                *(create_aantal(n) for n in (som.houders, som.omhoog, som.omlaag, som.onbekend)),
                create_euro(som.nu),
                create_euro(som.effect),
            ]
            for (gemeente, klasse), som in sum_effecten(beeld.effecten).items()
        ],
    )  # fmt: skip


def create_houdertabel(beeld: Pgbbeeld, *, namen: Mapping[str, str]) -> Cijfertabel:
    """Every budget with its rate now and then, in the order of the file."""
    return Cijfertabel(
        naam="houders",
        vraag="Wie raakt het, en hoeveel?",
        koppen=[
            "Kenmerk", "Gemeente", "Code", "Klasse", "Per", "Tarief nu", "Nieuw tarief", "Verschil",
            "Per maand", "Per jaar",
        ],
        rijen=[
            [
                Cel(effect.houder.kenmerk),
                Cel(namen.get(effect.houder.gemeente, effect.houder.gemeente)),
                Cel(effect.houder.code),
                Cel(effect.houder.klasse),
                Cel(EENHEID_ENKEL[Eenheid(effect.houder.eenheid)]),
                create_euro(effect.houder.tarief),
                Cel("niet in dit boek") if effect.nieuw is None else create_euro(effect.nieuw),
                *(create_euro(b) for b in (effect.per_eenheid, effect.per_maand, effect.per_jaar)),
            ]
            for effect in beeld.effecten
        ],
        dicht=True,
    )  # fmt: skip
