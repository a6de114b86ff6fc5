"""When running help has to be looked at again, by dated rules on facts.

A rule sees one allocation with what is known around it and tells which facts hold now. Each fact has a key
that does not change from day to day, so the same facts give the same tasks however often somebody looks: a
night that runs twice, or not at all, makes no difference. The rules stand in herijkingsregels.toml.

A rule looks only at what came after the decision behind the help: what was known then was weighed then.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib import resources

from stelsel.domein.toegang.begrippen import Wet

MEERDERJARIG = 18
_SLEUTELTEKENS = 16
#: The categories of the standard under which help in a crisis is given.
CRISIS = frozenset({(Wet.JEUGDWET, "46"), (Wet.WMO, "17")})
#: A score at T2 below "as agreed" on every goal is no result.
NIET_GEHAALD = -1


class Herijkingstand(StrEnum):
    """Where a task stands. `vervallen`: its fact does not hold any more."""

    OPEN = "open"
    AFGEDAAN = "afgedaan"
    VERVALLEN = "vervallen"


HERIJKINGSTAND_NAAM = {
    Herijkingstand.OPEN: "Te doen",
    Herijkingstand.AFGEDAAN: "Afgedaan",
    Herijkingstand.VERVALLEN: "Niet meer nodig",
}


class Uitkomst(StrEnum):
    """What came of looking again: a request of the aanbieder that was decided on (317), a change that the
    gemeente made itself (301), a new decision (301 under a new number), or nothing."""

    VERZOEK = "verzoek"
    WIJZIGING = "wijziging"
    BESLUIT = "besluit"
    GELIJK = "gelijk"


UITKOMST_NAAM = {
    Uitkomst.VERZOEK: "De aanbieder vroeg een wijziging aan (317) en die is beoordeeld",
    Uitkomst.WIJZIGING: "De toewijzing is gewijzigd (301)",
    Uitkomst.BESLUIT: "Er is een nieuw besluit (nieuwe 301)",
    Uitkomst.GELIJK: "Er verandert niets",
}


@dataclass(frozen=True)
class Herijkingsregel:
    """A rule in one version. `dagen` before or after, `termijn` in days; `vervalt`: an open task goes when
    its fact is gone."""

    code: str
    versie: str
    vanaf: date
    naam: str
    uitleg: str
    dagen: int
    vervalt: bool
    termijn: int
    bron: str


@dataclass(frozen=True)
class Voorval:
    """Something that happened: `sleutel` names it for ever, `tekst` says it in a Dutch sentence."""

    sleutel: str
    datum: date
    tekst: str


@dataclass(frozen=True)
class Hulpfeiten:
    """One running allocation with what is known around it. `besloten`: the day of its decision;
    `bandsignalen`: sentences on what lies outside the band; `doelen`, `crises` and `huishouden`: what
    happened, old and new; `scores`: those at T2, measured on `gemeten`. Of help that does not run any more
    (`loopt` False) only the result still counts."""

    toewijzing: str
    wet: Wet
    besloten: date
    einddatum: date | None
    geboortedatum: date
    bandsignalen: tuple[str, ...] = ()
    doelen: tuple[Voorval, ...] = ()
    crises: tuple[Voorval, ...] = ()
    huishouden: tuple[Voorval, ...] = ()
    scores: tuple[int, ...] = ()
    gemeten: date | None = None
    loopt: bool = True


@dataclass(frozen=True)
class Herijkvoorstel:
    """A task as the facts call for it."""

    sleutel: str
    toewijzing: str
    regel: str
    versie: str
    feit: str
    uiterlijk: date


@cache
def list_herijkingsregels() -> tuple[Herijkingsregel, ...]:
    """Every version of every rule, as the data say."""
    data = tomllib.loads((resources.files(__package__) / "herijkingsregels.toml").read_text("utf-8"))
    return tuple(Herijkingsregel(**rij) for rij in data["regel"])


def get_herijkingsregel(code: str, *, today: date) -> Herijkingsregel | None:
    """The version that holds on a day; None before the first."""
    geldig = [regel for regel in list_herijkingsregels() if regel.code == code and regel.vanaf <= today]
    return max(geldig, key=lambda regel: regel.vanaf, default=None)


def get_verjaardag(geboortedatum: date, *, jaren: int) -> date:
    """The day on which somebody becomes `jaren` old; who was born on 29 February has it on 1 March."""
    try:
        return geboortedatum.replace(year=geboortedatum.year + jaren)
    except ValueError:
        return date(geboortedatum.year + jaren, 3, 1)


def list_herijkvoorstellen(feiten: Iterable[Hulpfeiten], *, today: date) -> list[Herijkvoorstel]:
    """The tasks that the facts call for on a day, in a fixed order and each once."""
    uit: dict[str, Herijkvoorstel] = {}
    for hulp in feiten:
        for code, zoek in _ZOEKERS.items():
            regel = get_herijkingsregel(code, today=today)
            if regel is None or not (hulp.loopt or code == _NA_AFLOOP):
                continue
            for voorval in zoek(hulp, regel, today):
                voorstel = _create_voorstel(hulp, regel, voorval, today=today)
                uit.setdefault(voorstel.sleutel, voorstel)
    return [uit[sleutel] for sleutel in sorted(uit)]


def _create_voorstel(
    hulp: Hulpfeiten, regel: Herijkingsregel, voorval: Voorval, *, today: date
) -> Herijkvoorstel:
    """With its last day: the term after today, and for help that ends never after its last day."""
    uiterlijk = today + timedelta(days=regel.termijn)
    if hulp.einddatum is not None:
        uiterlijk = max(today, min(uiterlijk, hulp.einddatum))
    return Herijkvoorstel(
        sleutel=f"{hulp.toewijzing}:{regel.code}:{voorval.sleutel}",
        toewijzing=hulp.toewijzing,
        regel=regel.code,
        versie=regel.versie,
        feit=voorval.tekst,
        uiterlijk=uiterlijk,
    )


def _list_na_besluit(voorvallen: Sequence[Voorval], hulp: Hulpfeiten, today: date) -> Iterator[Voorval]:
    return (voorval for voorval in voorvallen if hulp.besloten < voorval.datum <= today)


def _zoek_doel(hulp: Hulpfeiten, regel: Herijkingsregel, today: date) -> Iterator[Voorval]:
    return _list_na_besluit(hulp.doelen, hulp, today)


def _zoek_huishouden(hulp: Hulpfeiten, regel: Herijkingsregel, today: date) -> Iterator[Voorval]:
    return _list_na_besluit(hulp.huishouden, hulp, today)


def _zoek_band(hulp: Hulpfeiten, regel: Herijkingsregel, today: date) -> Iterator[Voorval]:
    """One fact for all signals together; another omvang gives another sentence and so another fact."""
    if hulp.bandsignalen:
        tekst = " ".join(hulp.bandsignalen)
        sleutel = sha256(tekst.encode()).hexdigest()[:_SLEUTELTEKENS]
        yield Voorval(sleutel, today, tekst)


def _zoek_achttien(hulp: Hulpfeiten, regel: Herijkingsregel, today: date) -> Iterator[Voorval]:
    """Help under the Jeugdwet of who is almost 18, or is it already."""
    dag = get_verjaardag(hulp.geboortedatum, jaren=MEERDERJARIG)
    nabij = dag - timedelta(days=regel.dagen) <= today
    if hulp.wet is Wet.JEUGDWET and nabij and hulp.besloten < dag:
        yield Voorval(dag.isoformat(), dag, f"De jeugdige wordt 18 op {dag:%d-%m-%Y}.")


def _zoek_crisis(hulp: Hulpfeiten, regel: Herijkingsregel, today: date) -> Iterator[Voorval]:
    """A crisis that is not longer ago than the rule looks back."""
    grens = today - timedelta(days=regel.dagen)
    return (voorval for voorval in _list_na_besluit(hulp.crises, hulp, today) if voorval.datum >= grens)


def _zoek_einde(hulp: Hulpfeiten, regel: Herijkingsregel, today: date) -> Iterator[Voorval]:
    eind = hulp.einddatum
    if eind is not None and today <= eind <= today + timedelta(days=regel.dagen):
        yield Voorval(eind.isoformat(), eind, f"De laatste dag van de hulp is {eind:%d-%m-%Y}.")


def _zoek_resultaat(hulp: Hulpfeiten, regel: Herijkingsregel, today: date) -> Iterator[Voorval]:
    """Every goal that was measured fell short."""
    if hulp.scores and hulp.gemeten is not None and max(hulp.scores) <= NIET_GEHAALD:
        aantal = "Het ene doel is" if len(hulp.scores) == 1 else f"Geen van de {len(hulp.scores)} doelen is"
        niet = "niet gehaald" if len(hulp.scores) == 1 else "gehaald"
        tekst = f"{aantal} {niet} bij de meting van {hulp.gemeten:%d-%m-%Y}."
        yield Voorval(hulp.gemeten.isoformat(), hulp.gemeten, tekst)


#: The rule that also looks at help that has ended: results are measured at the end.
_NA_AFLOOP = "resultaat"
_Zoeker = Callable[[Hulpfeiten, Herijkingsregel, date], Iterator[Voorval]]
_ZOEKERS: dict[str, _Zoeker] = {
    "doel": _zoek_doel,
    "band": _zoek_band,
    "achttien": _zoek_achttien,
    "crisis": _zoek_crisis,
    "einde": _zoek_einde,
    "resultaat": _zoek_resultaat,
    "huishouden": _zoek_huishouden,
}
