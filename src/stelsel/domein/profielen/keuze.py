"""Choosing within the catalogue: the lightest that suits, and what lies outside the band of a combination.

Source: requirements R2.07 (start profile, then complexity, then effort), R2.43 (as light as possible) and
R2.20 (a signal outside the band). A signal does not stop a decision.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from stelsel.domein.profielen.assen import INTENSITEITEN, Intensiteit, Startprofiel
from stelsel.domein.profielen.catalogus import LANG
from stelsel.kern.periode import Periode
from stelsel.kern.volume import MINUTEN_PER_UUR, Eenheid, Omvang, maximum_over_toewijzing

#: Days of a month and of a year, on average over four years.
_DAGEN_PER_JAAR = Fraction(1461, 4)
_PER_NAAM = {intensiteit.naam: intensiteit for intensiteit in INTENSITEITEN}
_MINUTEN = {Eenheid.MINUUT: 1, Eenheid.UUR: MINUTEN_PER_UUR}


def get_startprofielen(intensiteit: str, *, van_profiel: Collection[str]) -> tuple[str, ...]:
    """The start profiles under which help can be chosen: that of its intensity, else those of its profile,
    else all."""
    bekend = _PER_NAAM.get(intensiteit)
    if bekend is not None:
        return (bekend.startprofiel.value,)
    return tuple(s.value for s in Startprofiel if s.value in van_profiel or not van_profiel)


def get_lichtste(intensiteit: str, *, beschikbaar: Collection[str]) -> str:
    """The lightest intensity with the same start profile that can be had; "" for an unknown word."""
    bekend = _PER_NAAM.get(intensiteit)
    if bekend is None:
        return ""
    zelfde: list[Intensiteit] = [i for i in INTENSITEITEN if i.startprofiel is bekend.startprofiel]
    return next(i.naam for i in zelfde if i.naam in beschikbaar or i is bekend)


def check_band(
    omvang: Omvang,
    *,
    periode: Periode,
    intensiteit: str,
    maanden: tuple[int, int],
    minuten: tuple[int, int],
) -> list[str]:
    """What lies outside the band, each in one Dutch sentence. `maanden`: from and to; `minuten`: lowest and
    highest, of a year when the intensity is lasting. Nothing is said of another unit than time."""
    per_jaar = intensiteit in _PER_NAAM and _PER_NAAM[intensiteit].startprofiel is Startprofiel.STABILITEIT
    signalen = []
    if periode.eind is not None and not per_jaar:
        duur = round(periode.dagen / _DAGEN_PER_JAAR * LANG)
        if not maanden[0] <= duur <= maanden[1]:
            signalen.append(f"De duur is {duur} maanden. Gewoon is {maanden[0]} tot {maanden[1]} maanden.")
    totaal = maximum_over_toewijzing(omvang, toewijzing=periode)
    factor = _MINUTEN.get(omvang.eenheid)
    if totaal is None or factor is None:
        return signalen
    uren = Fraction(totaal * factor, MINUTEN_PER_UUR)
    if per_jaar:
        if periode.eind is None:
            return signalen
        uren = uren * _DAGEN_PER_JAAR / periode.dagen
    laag, hoog = (round(Fraction(grens, MINUTEN_PER_UUR)) for grens in minuten)
    if not laag <= round(uren) <= hoog:
        bij = " per jaar" if per_jaar else ""
        signalen.append(f"Het zijn {round(uren)} uur{bij}. Gewoon is {laag} tot {hoog} uur{bij}.")
    return signalen
