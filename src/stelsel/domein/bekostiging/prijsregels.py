"""Two rules on a book of tarieven: one price for combined help, and no price before content.

A profiel that has a price of its own pays for all help in it: a product of it with a price beside it on the
same day pays twice, in two eenheden. And a price of a profiel cannot hold before the profiel does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, Eenheid
from stelsel.kern.periode import Periode

from .tarievenboek import Regel

#: What is paid for a result and not for time: the price of a profiel by its own name or by that of a product.
_OUTPUT = frozenset({Eenheid.STUKS_OUTPUT, Eenheid.EURO})


@dataclass(frozen=True)
class Cel:
    """Which profiel a code stands for, and which intensity; "" when that was not said."""

    profiel: str
    intensiteit: str = ""


def list_dubbele_prijzen(regels: Sequence[Regel], *, cellen: Mapping[str, Cel]) -> list[str]:
    """Sentences on codes that would pay twice for the same help on one day, by code."""
    uit = []
    per_profiel: dict[str, list[Regel]] = {}
    for regel in sorted(regels, key=lambda regel: (regel.code, regel.vanaf)):
        if regel.code in cellen:
            per_profiel.setdefault(cellen[regel.code].profiel, []).append(regel)
    for profiel, groep in sorted(per_profiel.items()):
        for een, ander in combinations(groep, 2):
            if _is_dubbel(een, ander, cellen) and _overlapt(een, ander):
                uit.append(
                    f"{een.code} (per {_eenheid(een)}) en {ander.code} (per {_eenheid(ander)}) betalen op "
                    f"dezelfde dag voor hulp uit profiel {profiel}. Kies één prijs voor de hele combinatie, "
                    "of laat de ene eindigen voor de andere begint."
                )
    return list(dict.fromkeys(uit))


def list_prijzen_zonder_profiel(
    regels: Sequence[Regel],
    *,
    cellen: Mapping[str, Cel],
    geldig: Mapping[str, Sequence[tuple[date, date | None]]],
    today: date,
) -> list[str]:
    """Sentences on prices of a profiel of which no approved version holds on their first day, or today when
    that is later. `geldig`: first and last day of the approved versions per profiel."""
    uit = []
    for regel in regels:
        cel = cellen.get(regel.code)
        if cel is None or not (regel.code == cel.profiel or regel.eenheid in _OUTPUT):
            continue
        dag = max(regel.vanaf, today)
        if (regel.tot is None or regel.tot >= dag) and not any(
            van <= dag and (tot is None or tot >= dag) for van, tot in geldig.get(cel.profiel, ())
        ):
            uit.append(
                f"{regel.code}: op {dag.day}-{dag.month}-{dag.year} geldt er geen vastgestelde versie van "
                f"profiel {cel.profiel}. Stel eerst het profiel vast, dan de prijs."
            )
    return list(dict.fromkeys(uit))


def _is_dubbel(een: Regel, ander: Regel, cellen: Mapping[str, Cel]) -> bool:
    """The whole profiel beside a part of it, or one part in two eenheden."""
    if een.code == ander.code:
        return False
    heel = any(regel.code == cellen[regel.code].profiel for regel in (een, ander))
    links, rechts = cellen[een.code].intensiteit, cellen[ander.code].intensiteit
    return heel or (links != "" and links == rechts and een.eenheid != ander.eenheid)


def _overlapt(een: Regel, ander: Regel) -> bool:
    return Periode(een.vanaf, een.tot).overlapt(Periode(ander.vanaf, ander.tot))


def _eenheid(regel: Regel) -> str:
    return EENHEID_ENKEL[Eenheid(regel.eenheid)]
