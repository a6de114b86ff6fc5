"""What must hold of a version of the catalogue before it is approved, and what deserves a second look.

A profile says what somebody needs: no product and no diagnosis stands in it (requirement R2.08). Its texts
are for residents: short sentences.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from stelsel.domein.profielen.assen import COMPLEXITEITEN, INTENSITEITEN, Startprofiel
from stelsel.domein.profielen.catalogus import (
    FUNCTIES,
    HEEL,
    LANG,
    Catalogus,
    Catalogusprofiel,
    Clientgroep,
    Profielcel,
)

FOUT, LET_OP = "fout", "let op"
#: Longer sentences are hard to read for many residents; house style for plain Dutch (B1).
WOORDEN_PER_ZIN = 20
_PRODUCTCODE = re.compile(r"\b\d{2}[A-Z]\w{2}\b")
_ZIN = re.compile(r"[.!?:]\s+|\n")
_UREN = 60


@dataclass(frozen=True)
class Punt:
    """Something about one place of a version; a `fout` stops the approval, a `let op` does not."""

    ernst: str
    plek: str
    tekst: str


def check_catalogus(catalogus: Catalogus, *, productcodes: Collection[str] = ()) -> list[Punt]:
    """All points, the faults first; no faults: it can be approved. `productcodes`: codes that are in use."""
    punten = list(_list_codepunten(catalogus))
    for profiel in catalogus.profielen:
        punten += check_profiel(profiel, productcodes=productcodes)
    codes = {profiel.code for profiel in catalogus.profielen}
    for groep in catalogus.groepen:
        punten += check_groep(groep, codes=codes)
    return sorted(punten, key=lambda punt: punt.ernst != FOUT)


def check_profiel(profiel: Catalogusprofiel, *, productcodes: Collection[str] = ()) -> list[Punt]:
    """The points of one profile."""
    return [
        Punt(ernst, f"Profiel {profiel.code}", tekst)
        for ernst, tekst in (
            *_list_inhoudpunten(profiel),
            *_list_celpunten(profiel),
            *_list_woordpunten(profiel, productcodes),
            *_list_leespunten(profiel),
        )
    ]


def check_groep(groep: Clientgroep, *, codes: Collection[str]) -> list[Punt]:
    """The points of one client group; `codes` are those of the profiles of the version."""
    plek, punten = f"Cliëntgroep {groep.code}", []
    if not groep.profielen:
        punten.append(Punt(FOUT, plek, "Kies welk profiel bij deze groep past."))
    punten += [
        Punt(FOUT, plek, f"Profiel {code} staat niet in deze versie. Kies een ander profiel.")
        for code in groep.profielen
        if code not in codes
    ]
    if groep.leeftijd[0] > groep.leeftijd[1]:
        punten.append(Punt(FOUT, plek, "De laagste leeftijd is hoger dan de hoogste."))
    if not groep.doelen:
        punten.append(Punt(LET_OP, plek, "Er zijn nog geen voorbeelden van doelen."))
    return punten


def _list_codepunten(catalogus: Catalogus) -> Iterator[Punt]:
    if not catalogus.profielen:
        yield Punt(FOUT, "Profielen", "Er staat nog geen profiel in. Voeg er een toe.")
    for soort, rijen in (("Profiel", catalogus.profielen), ("Cliëntgroep", catalogus.groepen)):
        for code, aantal in Counter(rij.code for rij in rijen).items():
            if aantal > 1:
                yield Punt(FOUT, f"{soort} {code}", "Deze code staat er meer dan één keer in.")


def _list_inhoudpunten(profiel: Catalogusprofiel) -> Iterator[tuple[str, str]]:
    for naam, tekst in (("naam", profiel.naam), ("doel", profiel.doel), ("uitleg", profiel.uitleg)):
        if not tekst.strip():
            yield FOUT, f"De {'uitleg' if naam == 'uitleg' else naam} is leeg."
    if profiel.complexiteit not in COMPLEXITEITEN:
        yield FOUT, f"Kies een complexiteit: {', '.join(COMPLEXITEITEN)}."
    if not profiel.resultaten:
        yield FOUT, "Er staan geen resultaten in. Schrijf op wat er bereikt moet zijn."
    if not profiel.kwaliteitseisen:
        yield LET_OP, "Er staan geen eisen aan de aanbieder in."
    som = sum(activiteit.procent for activiteit in profiel.activiteiten)
    if som != HEEL:
        yield FOUT, f"De activiteiten zijn samen {som} % van de uren. Dat moet 100 % zijn."
    onbekend = sorted({a.functie for a in profiel.activiteiten} - set(FUNCTIES))
    if onbekend:
        yield FOUT, f"Deze functie kennen wij niet: {', '.join(onbekend)}. Kies uit {', '.join(FUNCTIES)}."


def _list_celpunten(profiel: Catalogusprofiel) -> Iterator[tuple[str, str]]:
    if not profiel.cellen:
        yield FOUT, "Er is geen intensiteit toegestaan. Sta er ten minste één toe."
    for cel in profiel.cellen:
        naam = cel.intensiteit.naam
        if not 0 < cel.maanden[0] <= cel.maanden[1]:
            yield FOUT, f"{naam}: de maanden lopen van hoog naar laag."
        if not 0 < cel.band[0] <= cel.minuten <= cel.band[1]:
            yield FOUT, f"{naam}: de gebruikelijke uren liggen niet tussen de laagste en de hoogste."
        if cel.intensiteit.startprofiel is Startprofiel.STABILITEIT and cel.maanden[0] < LANG:
            yield LET_OP, f"{naam}: duurzame hulp korter dan een jaar is ongewoon."
    for licht, zwaar in _list_paren(profiel.cellen):
        if licht.minuten >= zwaar.minuten:
            yield (
                LET_OP,
                f"{zwaar.intensiteit.naam} heeft niet meer uren ({zwaar.minuten // _UREN}) dan "
                f"{licht.intensiteit.naam} ({licht.minuten // _UREN}).",
            )


def _list_paren(cellen: tuple[Profielcel, ...]) -> Iterator[tuple[Profielcel, Profielcel]]:
    """Of each start profile the light cell with the heavy one."""
    per = {cel.intensiteit.naam: cel for cel in cellen}
    for start in Startprofiel:
        namen = [i.naam for i in INTENSITEITEN if i.startprofiel is start and i.naam in per]
        if len(namen) == 2:
            yield per[namen[0]], per[namen[1]]


def _list_woordpunten(profiel: Catalogusprofiel, productcodes: Collection[str]) -> Iterator[tuple[str, str]]:
    tekst = " ".join((profiel.naam, profiel.doel, profiel.uitleg, *profiel.resultaten))
    codes = set(_PRODUCTCODE.findall(tekst)) | {
        code for code in productcodes if code and code in tekst.split()
    }
    for code in sorted(codes):
        yield FOUT, f"Hier staat productcode {code}. Producten horen in de omzetting, niet in een profiel."
    woorden = _get_woorden()
    for woord in _zoek(tekst, woorden["diagnose"]):
        yield FOUT, f"Hier staat een diagnose: {woord}. Schrijf wat iemand nodig heeft."
    for woord in _zoek(tekst, woorden["product"]):
        yield FOUT, f"Hier staat een product: {woord}. Schrijf wat er bereikt moet worden."
    if genoemd := _zoek(tekst, woorden["beperking"]):
        yield (
            LET_OP,
            f"Hier staat een beperking: {', '.join(genoemd)}. Kan het ook met wat iemand nodig heeft?",
        )


def _list_leespunten(profiel: Catalogusprofiel) -> Iterator[tuple[str, str]]:
    for tekst in (profiel.doel, profiel.uitleg, *profiel.resultaten, *profiel.kwaliteitseisen):
        for zin in _ZIN.split(tekst):
            aantal = len(zin.split())
            if aantal > WOORDEN_PER_ZIN:
                begin = " ".join(zin.split()[:4])
                yield LET_OP, f"Een zin van {aantal} woorden is lang: ‘{begin} …’. Maak er twee van."


def _zoek(tekst: str, woorden: list[str]) -> list[str]:
    klein = tekst.casefold()
    return [woord for woord in woorden if re.search(rf"(?<!\w){re.escape(woord)}(?!\w)", klein)]


@cache
def _get_woorden() -> dict[str, list[str]]:
    bestand = resources.files("stelsel.domein.profielen") / "woorden.toml"
    return tomllib.loads(bestand.read_text("utf-8"))
