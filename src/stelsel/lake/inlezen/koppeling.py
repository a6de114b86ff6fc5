"""Which column of a file means what: guessed from names and values, checked, and recognised the next time."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stelsel.lake.inlezen.doelen import (
    DOELEN_VAN,
    Doel,
    Inhoudsoort,
    get_bezwaar,
    is_geboortedatum,
    is_mensennaam,
    list_doelen_van,
)
from stelsel.lake.inlezen.leeswijze import Kijkje, Leeswijze, is_bsn_kolom

_CODE = re.compile(r"^\d{2}[A-Z]\d{2}$")
_HEEL_GROOT = re.compile(r"^-?[1-9]\d{3,}$")
_DAG_OF_MAAND = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}")
_LAATSTE_MAAND = 12
_CATEGORIE = re.compile(r"^\d{1,2}$")


@dataclass(frozen=True)
class Koppeling:
    """`kolommen`: per meaning the name of the column; `vast`: per meaning one value for the whole file."""

    kolommen: Mapping[str, str] = field(default_factory=dict)
    vast: Mapping[str, str] = field(default_factory=dict)
    soort: Inhoudsoort = Inhoudsoort.REGELS

    @property
    def doelen(self) -> tuple[Doel, ...]:
        """What the columns of such a file can mean."""
        return DOELEN_VAN[self.soort]

    def als_data(self) -> dict[str, Any]:
        """To be kept as JSON."""
        return {"kolommen": dict(self.kolommen), "vast": dict(self.vast), "soort": self.soort.value}


def parse_koppeling(data: Mapping[str, Any]) -> Koppeling:
    """What `als_data` gave, without meanings that are not known any more."""
    soort = Inhoudsoort(data.get("soort", Inhoudsoort.REGELS))
    bekend = {doel.naam for doel in DOELEN_VAN[soort]}
    kolommen, vast = (
        {k: str(v) for k, v in dict(data.get(d, {})).items() if k in bekend} for d in ("kolommen", "vast")
    )
    return Koppeling(kolommen, vast, soort)


def guess_koppeling(kijkje: Kijkje, soort: Inhoudsoort = Inhoudsoort.REGELS) -> Koppeling:
    """By name first; then a column whose values leave no doubt, for what has no name that we know."""
    bruikbaar = [k for k in kijkje.kolommen if not get_bezwaar(k, kijkje.list_waarden(k))]
    kolommen = list_doelen_van(bruikbaar, soort)
    vrij = [k for k in bruikbaar if k not in kolommen.values()]
    toetsen: dict[str, Callable[[list[str]], bool]] = {
        "client": is_bsn_kolom,
        "productcode": lambda waarden: _meeste(waarden, _CODE),
    }
    for doel, past in toetsen.items():
        raak = next((k for k in vrij if doel not in kolommen and past(kijkje.list_waarden(k))), None)
        if raak is not None:
            kolommen[doel] = raak
            vrij.remove(raak)
    if "productcode" not in kolommen and "productcategorie" in kolommen:
        categorie = kijkje.list_waarden(kolommen["productcategorie"])
        if categorie and not _meeste(categorie, _CATEGORIE):
            kolommen["productcode"] = kolommen.pop("productcategorie")
    if soort is Inhoudsoort.TOEWIJZINGEN and "geboortejaar" not in kolommen:
        dag = next((k for k in kijkje.kolommen if is_geboortedatum(k)), "")
        kolommen |= {"geboortejaar": dag} if dag else {}
    return Koppeling(kolommen, soort=soort)


def check_koppeling(koppeling: Koppeling, kijkje: Kijkje) -> list[str]:
    """What stands in the way of reading, in words; none when it can be read."""
    fouten = []
    for doel in koppeling.doelen:
        kolom = koppeling.kolommen.get(doel.naam, "")
        if kolom and kolom not in kijkje.kolommen:
            fouten.append(
                f"De kolom '{kolom[:40]}' staat niet in dit bestand. Kies een kolom voor {doel.naam}."
            )
        if not kolom and doel.verplicht:
            fouten.append(f"Kies de kolom voor {doel.naam}.")
        if (
            not kolom
            and doel.vast
            and doel.naam != "eenheid"
            and not koppeling.vast.get(doel.naam, "").strip()
        ):
            fouten.append(f"Kies de kolom voor {doel.naam}, of vul één waarde in voor het hele bestand.")
    gekozen = [k for k in koppeling.kolommen.values() if k]
    dubbel = sorted({k for k in gekozen if gekozen.count(k) > 1})
    fouten += [f"De kolom '{k[:40]}' is voor twee dingen gekozen. Kies hem voor één ding." for k in dubbel]
    return fouten + list(_list_bezwaren(koppeling, kijkje))


def _list_bezwaren(koppeling: Koppeling, kijkje: Kijkje) -> Iterable[str]:
    """Columns that say who somebody is; a burgerservicenummer may only be the key of the client."""
    for doel, kolom in koppeling.kolommen.items():
        if not kolom or kolom not in kijkje.kolommen:
            continue
        waarden = kijkje.list_waarden(kolom)
        if doel == "geboortejaar" and is_geboortedatum(kolom):
            continue  # only its year is read
        if bezwaar := get_bezwaar(kolom, waarden):
            yield bezwaar
        elif doel != "client" and is_bsn_kolom(waarden):
            yield f"In '{kolom[:40]}' staan burgerservicenummers. Die mogen alleen bij client."
        elif doel == "client" and is_mensennaam(waarden):
            yield f"In '{kolom[:40]}' staan namen van mensen. Kies een kolom met een nummer van de cliënt."


def list_twijfel(koppeling: Koppeling, kijkje: Kijkje, *, wijze: Leeswijze) -> list[str]:
    """What the first lines leave open, in words: cents or euros, the day or the month first."""
    uit = []
    bedragen = _list_waarden(kijkje, koppeling, "bedrag")
    if not wijze.centen and bedragen and all(map(_HEEL_GROOT.match, bedragen)):
        uit.append(
            "Alle bedragen zijn hele getallen van vier cijfers of meer. Staan zij misschien in centen?"
        )
    dagen = [raak for w in _list_waarden(kijkje, koppeling, "begindatum") if (raak := _DAG_OF_MAAND.match(w))]
    if dagen and all(max(map(int, raak.groups())) <= _LAATSTE_MAAND for raak in dagen):
        uit.append("Uit de eerste regels is niet te zien of de dag of de maand eerst staat. Kijk dit na.")
    return uit


def _list_waarden(kijkje: Kijkje, koppeling: Koppeling, doel: str) -> list[str]:
    kolom = koppeling.kolommen.get(doel, "")
    return kijkje.list_waarden(kolom) if kolom in kijkje.kolommen else []


def get_vingerafdruk(kolommen: Iterable[str]) -> str:
    """The same for the same columns in any order."""
    namen = sorted(" ".join(k.casefold().split()) for k in kolommen)
    return hashlib.sha256(json.dumps(namen).encode()).hexdigest()


def list_niet_gebruikt(koppeling: Koppeling, kijkje: Kijkje) -> list[tuple[str, str]]:
    """Columns that mean nothing here, each with why it is refused, or ""."""
    gebruikt = set(koppeling.kolommen.values())
    return [(k, get_bezwaar(k, kijkje.list_waarden(k))) for k in kijkje.kolommen if k not in gebruikt]


def _meeste(waarden: list[str], vorm: re.Pattern[str]) -> bool:
    return bool(waarden) and sum(1 for w in waarden if vorm.match(w)) * 2 > len(waarden)
