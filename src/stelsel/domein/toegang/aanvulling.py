"""Help beside a profile: short stay, transport, walk-in and crisis, and what may be stacked on what.

A profile says what a client needs as a whole. What is given beside it comes and goes by itself, so it is no
cell of the catalogue: it is told apart by the product category of the standard, and where a category holds
other help as well by a word in the product's name. The rules stand in aanvullingen.toml, dated. The message
standard knows none of them: a claim is never refused on them, the decision is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources

from stelsel.domein.toegang.begrippen import Wet
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

_DAGEN_PER_WEEK = 7


@dataclass(frozen=True)
class Aanvulling:
    """A kind in one version; see the comment above the data for what each field asks."""

    code: str
    naam: str
    vanaf: date
    wetten: dict[str, list[str]]
    uitleg: str
    woorden: list[str] = field(default_factory=list)
    naast_profiel: bool = False
    niet_naast: dict[str, list[str]] = field(default_factory=dict)
    per_week: int | None = None
    hoogstens: int | None = None
    einde: bool = False
    vooraf: int | None = None
    zonder_besluit: bool = False


@dataclass(frozen=True)
class Moduleregel:
    """Temporary specialist help on long-running help: at most so many days."""

    naam: str
    vanaf: date
    hoogstens: int
    uitleg: str


@dataclass(frozen=True)
class Hulpdeel:
    """An allocation, or a proposal for one, as the stacking rules see it. `langdurig`: of a profile without
    an end in itself."""

    wet: Wet
    categorie: str
    naam: str
    periode: Periode
    omvang: Omvang | None = None
    profiel: bool = False
    langdurig: bool = False


@cache
def _read_regels() -> dict[str, object]:
    return tomllib.loads((resources.files(__package__) / "aanvullingen.toml").read_text("utf-8"))


@cache
def _list_versies() -> tuple[Aanvulling, ...]:
    rijen = _read_regels()["aanvulling"]
    return tuple(Aanvulling(**rij) for rij in rijen)  # type: ignore[attr-defined]  # a list of tables


@cache
def get_moduleregel() -> Moduleregel:
    """What holds for temporary specialist help."""
    return Moduleregel(**_read_regels()["module"])  # type: ignore[arg-type]  # a table


def list_aanvullingen(*, peildatum: date) -> list[Aanvulling]:
    """The kinds in the version that holds on a day, in the order of the data."""
    uit: dict[str, Aanvulling] = {}
    for versie in sorted(_list_versies(), key=lambda rij: rij.vanaf):
        if versie.vanaf <= peildatum:
            uit[versie.code] = versie
    return list(uit.values())


def get_aanvulling(
    *, wet: Wet, categorie: str, naam: str, profiel: bool, peildatum: date
) -> Aanvulling | None:
    """The kind of a product; None when it belongs to a profile or is help in itself."""
    if profiel:
        return None
    for soort in list_aanvullingen(peildatum=peildatum):
        past = categorie in soort.wetten.get(wet.value, [])
        if past and (not soort.woorden or any(woord in naam.lower() for woord in soort.woorden)):
            return soort
    return None


def get_aanvulling_van(deel: Hulpdeel) -> Aanvulling | None:
    """The kind of a piece of help, by the rules of its first day."""
    return get_aanvulling(
        wet=deel.wet,
        categorie=deel.categorie,
        naam=deel.naam,
        profiel=deel.profiel,
        peildatum=deel.periode.begin,
    )


def check_aanvulling(
    deel: Hulpdeel, *, andere: Sequence[Hulpdeel], besluitdatum: date | None = None
) -> list[str]:
    """What is against the stacking rules, in Dutch sentences; empty for help that is no addition.
    `besluitdatum`: None when it is not known, and then the start before it is not judged."""
    soort = get_aanvulling_van(deel)
    if soort is None:
        return []
    return [*_check_naast(soort, deel, andere), *_check_zelf(soort, deel, besluitdatum)]


def _check_naast(soort: Aanvulling, deel: Hulpdeel, andere: Sequence[Hulpdeel]) -> Iterator[str]:
    """Against the other help of the same client."""
    gewoon = [ander for ander in andere if get_aanvulling_van(ander) is None]
    if soort.naast_profiel and not _bedekt(deel.periode, [ander.periode for ander in gewoon]):
        yield f"{soort.naam} kan alleen zolang er ook andere hulp loopt. Dat is niet op alle dagen zo."
    botsend = next(
        (
            ander
            for ander in gewoon
            if ander.categorie in soort.niet_naast.get(ander.wet.value, [])
            and ander.periode.overlapt(deel.periode)
        ),
        None,
    )
    if botsend is not None:
        yield f"{soort.naam} hoort al bij {botsend.naam}, die in dezelfde tijd loopt."


def _check_zelf(soort: Aanvulling, deel: Hulpdeel, besluitdatum: date | None) -> Iterator[str]:
    """Against its own limits."""
    if soort.einde and deel.periode.eind is None:
        yield f"{soort.naam} heeft een einddatum nodig."
    elif soort.hoogstens is not None and deel.periode.dagen > soort.hoogstens:
        yield f"{soort.naam} duurt ten hoogste {soort.hoogstens} dagen; dit zijn er {deel.periode.dagen}."
    per_week = _get_etmalen_per_week(deel)
    if soort.per_week is not None and per_week is not None and per_week > soort.per_week:
        yield f"{soort.naam} is ten hoogste {soort.per_week} etmalen per week."
    if soort.vooraf is not None and besluitdatum is not None:
        eerste = besluitdatum - timedelta(days=soort.vooraf)
        if deel.periode.begin < eerste:
            yield f"{soort.naam} mag op zijn vroegst op {eerste:%d-%m-%Y} zijn begonnen."


def _get_etmalen_per_week(deel: Hulpdeel) -> float | None:
    """None for another unit, or a total without an end."""
    omvang = deel.omvang
    if omvang is None or omvang.eenheid is not Eenheid.ETMAAL:
        return None
    if omvang.frequentie is Frequentie.WEEK:
        return float(omvang.volume)
    if omvang.frequentie is Frequentie.DAG:
        return float(omvang.volume * _DAGEN_PER_WEEK)
    if omvang.frequentie is Frequentie.TOTAAL and deel.periode.eind is not None:
        return omvang.volume / max(1.0, deel.periode.dagen / _DAGEN_PER_WEEK)
    return None


def _bedekt(periode: Periode, andere: Sequence[Periode]) -> bool:
    """Whether every day lies in one of the others; without an end until for ever."""
    dag = periode.begin
    for ander in sorted(andere, key=lambda p: p.begin):
        if ander.begin <= dag and (ander.eind is None or ander.eind >= dag):
            if ander.eind is None or (periode.eind is not None and ander.eind >= periode.eind):
                return True
            dag = ander.eind + timedelta(days=1)
    return False


def check_module(deel: Hulpdeel, *, basis: Hulpdeel) -> list[str]:
    """What is against temporary specialist help on running help, in Dutch sentences."""
    regel, eind = get_moduleregel(), deel.periode.eind
    zinnen = []
    if not basis.langdurig:
        zinnen.append(f"{regel.naam} kan alleen naast langdurige hulp uit een profiel.")
    if eind is None:
        zinnen.append(f"{regel.naam} heeft een einddatum nodig.")
    elif deel.periode.dagen > regel.hoogstens:
        zinnen.append(
            f"{regel.naam} duurt ten hoogste {regel.hoogstens} dagen; dit zijn er {deel.periode.dagen}."
        )
    binnen = basis.periode.begin <= deel.periode.begin and (
        basis.periode.eind is None or (eind is not None and eind <= basis.periode.eind)
    )
    if eind is not None and not binnen:
        zinnen.append(f"{regel.naam} valt niet binnen de hulp waar zij bij hoort.")
    return zinnen
