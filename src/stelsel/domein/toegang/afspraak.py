"""Honouring a request otherwise than it was asked: when that is allowed, and what may differ.

A VOW is taken over as it was asked. Only when a day on which something was to change has passed may the days
be moved, in consultation with the aanbieder, so that the package keeps together (IV093, OP348). Of a VOT the
gemeente decides on days and omvang itself (IV094).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stelsel.domein.toegang.levensloop import Regelzin
from stelsel.domein.toegang.verzoek import Verzoeksoort


@dataclass(frozen=True)
class Afspraak:
    """The days and the omvang of one product, as asked or as granted instead. Budget in cents; the unit and
    the frequency of the volume never differ."""

    ingangsdatum: date | None
    einddatum: date | None
    volume: int | None = None
    budget: int | None = None


@dataclass(frozen=True)
class Overleg:
    """With whom at the aanbieder it was arranged, by name or by function, and on which day."""

    met: str
    op: date


def get_wijzigdag(wens: Afspraak, *, begin: date | None) -> date | None:
    """The day on which something is to change, None without one. `begin`: first day of the allocation that
    changes, None for a new product. Where the whole period is asked anew, or only its end, that is the end:
    GewensteIngangsdatum then repeats the first day (TR357, TR373)."""
    return wens.einddatum if begin is not None and wens.ingangsdatum == begin else wens.ingangsdatum


def mag_afwijken(soort: Verzoeksoort, wijzigdagen: Sequence[date | None], *, today: date) -> bool:
    """Whether a request may be honoured otherwise than asked: a VOW once one of its days has passed."""
    return soort is Verzoeksoort.VOT or any(dag is not None and dag < today for dag in wijzigdagen)


def check_afspraken(
    soort: Verzoeksoort,
    paren: Sequence[tuple[Afspraak, Afspraak]],
    *,
    wijzigdagen: Sequence[date | None],
    overleg: Overleg | None,
    today: date,
) -> Iterator[Regelzin]:
    """What is wrong with granting the second of every pair where the first was asked."""
    if not mag_afwijken(soort, wijzigdagen, today=today):
        yield Regelzin("IV093", "De gevraagde dagen liggen nog voor ons. Honoreer precies zoals gevraagd.")
    if all(wens == afspraak for wens, afspraak in paren):
        yield Regelzin("", "U wijkt nergens af van wat is gevraagd. Kies honoreren, precies zoals gevraagd.")
    for wens, afspraak in paren:
        yield from _check_product(soort, wens, afspraak)
    yield from _check_overleg(soort, overleg, today)


def _check_product(soort: Verzoeksoort, wens: Afspraak, afspraak: Afspraak) -> Iterator[Regelzin]:
    begin, eind = afspraak.ingangsdatum, afspraak.einddatum
    if wens.ingangsdatum is not None and begin is None:
        yield Regelzin("", "Vul de eerste dag in.")
    if begin is not None and eind is not None and eind < begin:
        yield Regelzin("", "De laatste dag ligt voor de eerste dag.")
    omvang = (wens.volume, wens.budget) != (afspraak.volume, afspraak.budget)
    if omvang and soort is Verzoeksoort.VOW:
        yield Regelzin("OP348", "Bij een verzoek om wijziging kunt u alleen van de dagen afwijken.")


def _check_overleg(soort: Verzoeksoort, overleg: Overleg | None, today: date) -> Iterator[Regelzin]:
    if overleg is None and soort is Verzoeksoort.VOW:
        yield Regelzin(
            "IV093", "Andere dagen kiest u samen met de aanbieder. Vul in met wie u dit afsprak, en wanneer."
        )
    if overleg is not None and overleg.op > today:
        yield Regelzin("", "De dag van de afspraak ligt in de toekomst.")
