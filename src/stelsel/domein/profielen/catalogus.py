"""A version of the catalogue as a value: its axes, its profiles with their cells, and its client groups.

A version is kept as data (`als_data`) and read back by `parse_catalogus`; what must hold of it is in
`catalogustoets`. Hours are kept as whole minutes, shares as whole percents.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from stelsel.domein.profielen.assen import INTENSITEITEN, Intensiteit, Startprofiel

FUNCTIES = ("MBO", "HBO", "WO", "WO+")
LANG = 12  # months from which support is long-term; the border of the seeds between short and long
HEEL = 100
#: How an activity is given; both are the same help under the same code.
INDIVIDUEEL, GROEP = "individueel", "in een groep"
VORMEN = (INDIVIDUEEL, GROEP)
#: Where the activities of a profile come from.
MIXSOORTEN = ("ingeschat", "uit de historie", "uit een onderzoek")
#: Where a client group comes from.
HERKOMSTEN = ("gegevens", "deskundigen", "gegevens en deskundigen")
_INTENSITEIT = {intensiteit.naam: intensiteit for intensiteit in INTENSITEITEN}


@dataclass(frozen=True)
class Niveau:
    """One level of an axis in plain words; `minder`: percent of effort that the network takes over."""

    naam: str
    uitleg: str
    minder: int = 0


@dataclass(frozen=True)
class Assen:
    """The levels of every axis, from light to heavy, and what the network around a client changes."""

    startprofiel: tuple[Niveau, ...]
    complexiteit: tuple[Niveau, ...]
    inzet: tuple[Niveau, ...]
    netwerk: tuple[Niveau, ...]


@dataclass(frozen=True)
class Activiteit:
    """Something that is done, by whom, how many percent of the hours it takes, and in which form. The form
    is for insight only: individual and group help are one product (requirement R2.41)."""

    naam: str
    functie: str
    procent: int
    vorm: str = INDIVIDUEEL


@dataclass(frozen=True)
class Mixbron:
    """Where the activities of a profile come from: how they were found, from which source, of which day."""

    soort: str = MIXSOORTEN[0]
    bron: str = ""
    dag: date | None = None


@dataclass(frozen=True)
class Profielcel:
    """One allowed combination: months from and to; minutes in all (of a year when it is long-term), usual,
    lowest and highest."""

    intensiteit: Intensiteit
    maanden: tuple[int, int]
    minuten: int
    band: tuple[int, int]

    @property
    def duurklasse(self) -> str:
        """'lang' from a year on, else 'kort'."""
        return "lang" if self.maanden[0] >= LANG else "kort"


@dataclass(frozen=True)
class Catalogusprofiel:
    """One profile with the cells that are allowed."""

    code: str
    naam: str
    complexiteit: str
    doel: str
    uitleg: str
    resultaten: tuple[str, ...]
    kwaliteitseisen: tuple[str, ...]
    activiteiten: tuple[Activiteit, ...]
    cellen: tuple[Profielcel, ...]
    mixbron: Mixbron = Mixbron()

    @property
    def groepsdeel(self) -> int:
        """How many percent of the hours are given in a group."""
        return sum(a.procent for a in self.activiteiten if a.vorm == GROEP)

    @property
    def functiemix(self) -> dict[str, float]:
        """Share of each functie in the hours, in the order of `FUNCTIES`."""
        som = dict.fromkeys(FUNCTIES, 0)
        for activiteit in self.activiteiten:
            som[activiteit.functie] = som.get(activiteit.functie, 0) + activiteit.procent
        return {functie: procent / HEEL for functie, procent in som.items() if procent}

    @property
    def startprofielen(self) -> tuple[str, ...]:
        """The start profiles of its cells, in the order of the axis."""
        van_cellen = {cel.intensiteit.startprofiel for cel in self.cellen}
        return tuple(start.value for start in Startprofiel if start in van_cellen)


@dataclass(frozen=True)
class Clientgroep:
    """Clients who need much the same. `leeftijd`: first and last age in years by which data find them;
    `profielen`: the codes that suit, the first most; `doelen`: examples to choose from."""

    code: str
    naam: str
    behoefte: str
    herkomst: str
    leeftijd: tuple[int, int]
    doelen: tuple[str, ...]
    profielen: tuple[str, ...]


@dataclass(frozen=True)
class Catalogus:
    """A whole version. `alternatieven`: per product that is in no profile how it is arranged instead."""

    assen: Assen
    profielen: tuple[Catalogusprofiel, ...]
    groepen: tuple[Clientgroep, ...] = ()
    alternatieven: tuple[tuple[str, str], ...] = ()

    @property
    def cellen(self) -> int:
        """How many combinations are allowed; as many codes are needed at least."""
        return sum(len(profiel.cellen) for profiel in self.profielen)

    def get_profiel(self, code: str) -> Catalogusprofiel | None:
        """The profile with this code, or None."""
        return next((profiel for profiel in self.profielen if profiel.code == code), None)

    def get_groep(self, code: str) -> Clientgroep | None:
        """The client group with this code, or None."""
        return next((groep for groep in self.groepen if groep.code == code), None)

    def als_data(self) -> dict[str, Any]:
        """As JSON: what `parse_catalogus` reads back."""
        return {
            "assen": {naam: [asdict(n) for n in getattr(self.assen, naam)] for naam in _ASNAMEN},
            "profielen": [_als_profieldata(profiel) for profiel in self.profielen],
            "groepen": [asdict(groep) for groep in self.groepen],
            "alternatieven": [list(paar) for paar in self.alternatieven],
        }


_ASNAMEN = ("startprofiel", "complexiteit", "inzet", "netwerk")
_Rij = TypeVar("_Rij", Catalogusprofiel, Clientgroep)


@cache
def get_standaardassen() -> Assen:
    """The levels as they are described until a region writes its own words."""
    bestand = resources.files("stelsel.domein.profielen") / "assen.toml"
    return _parse_assen(tomllib.loads(bestand.read_text("utf-8")))


def parse_catalogus(data: Mapping[str, Any]) -> Catalogus:
    """The version that `als_data` wrote. Raises KeyError or TypeError on anything else."""
    return Catalogus(
        assen=_parse_assen(data["assen"]),
        profielen=tuple(_parse_profiel(rij) for rij in data["profielen"]),
        groepen=tuple(_parse_groep(rij) for rij in data["groepen"]),
        alternatieven=tuple((code, tekst) for code, tekst in data["alternatieven"]),
    )


def change_profiel(catalogus: Catalogus, profiel: Catalogusprofiel, *, was: str) -> Catalogus:
    """With this profile in the place of the one with code `was`, or at the end when there is none."""
    return replace(catalogus, profielen=_vervang(catalogus.profielen, profiel, was))


def change_groep(catalogus: Catalogus, groep: Clientgroep, *, was: str) -> Catalogus:
    """With this client group in the place of the one with code `was`, or at the end when there is none."""
    return replace(catalogus, groepen=_vervang(catalogus.groepen, groep, was))


def withdraw_profiel(catalogus: Catalogus, code: str) -> Catalogus:
    """Without the profile with this code."""
    return replace(catalogus, profielen=tuple(p for p in catalogus.profielen if p.code != code))


def withdraw_groep(catalogus: Catalogus, code: str) -> Catalogus:
    """Without the client group with this code."""
    return replace(catalogus, groepen=tuple(g for g in catalogus.groepen if g.code != code))


def _vervang(rijen: Sequence[_Rij], nieuw: _Rij, was: str) -> tuple[_Rij, ...]:
    uit = [nieuw if rij.code == was else rij for rij in rijen]
    if nieuw not in uit:
        uit.append(nieuw)
    return tuple(uit)


def _als_profieldata(profiel: Catalogusprofiel) -> dict[str, Any]:
    data = asdict(profiel)
    for cel, rij in zip(profiel.cellen, data["cellen"], strict=True):
        rij["intensiteit"] = cel.intensiteit.naam
    dag = profiel.mixbron.dag
    data["mixbron"]["dag"] = dag.isoformat() if dag else ""
    return data


def _parse_assen(data: Mapping[str, Any]) -> Assen:
    return Assen(**{naam: tuple(Niveau(**rij) for rij in data[naam]) for naam in _ASNAMEN})


def _parse_profiel(rij: Mapping[str, Any]) -> Catalogusprofiel:
    return Catalogusprofiel(
        **{naam: rij[naam] for naam in ("code", "naam", "complexiteit", "doel", "uitleg")},
        resultaten=tuple(rij["resultaten"]),
        kwaliteitseisen=tuple(rij["kwaliteitseisen"]),
        activiteiten=tuple(Activiteit(**activiteit) for activiteit in rij["activiteiten"]),
        cellen=tuple(
            Profielcel(
                _INTENSITEIT[cel["intensiteit"]],
                (cel["maanden"][0], cel["maanden"][1]),
                cel["minuten"],
                (cel["band"][0], cel["band"][1]),
            )
            for cel in rij["cellen"]
        ),
        mixbron=_parse_mixbron(rij.get("mixbron", {})),
    )


def _parse_mixbron(rij: Mapping[str, Any]) -> Mixbron:
    """Versions of before there was a source have none."""
    dag = rij.get("dag", "")
    soort, bron = rij.get("soort", MIXSOORTEN[0]), rij.get("bron", "")
    return Mixbron(soort, bron, date.fromisoformat(dag) if dag else None)


def _parse_groep(rij: Mapping[str, Any]) -> Clientgroep:
    return Clientgroep(
        **{naam: rij[naam] for naam in ("code", "naam", "behoefte", "herkomst")},
        leeftijd=(rij["leeftijd"][0], rij["leeftijd"][1]),
        doelen=tuple(rij["doelen"]),
        profielen=tuple(rij["profielen"]),
    )
