"""Reading the TOML of a cost price: exact numbers, and for everything wrong one clear sentence in Dutch.

What makes the figure wrong stops it (KostprijsFout, all faults at once); what makes it doubtful is a remark.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from stelsel.kern.tomlfout import render_tomlfout

from .kostprijs import Functie, Invoer, Kostprijs, KostprijsFout, Traject
from .kostprijsnamen import SALARIS, Soort, get_kostennamen, list_algemeen

#: No number of a cost price is larger, or finer than this many decimals; a file that claims so is mistaken.
GROOTSTE, DECIMALEN = Decimal(1_000_000), 12
MEESTE_FUNCTIES = 40
#: Shares add up to 1, but for what the writing of a third loses.
SPELING = Fraction(1, 1_000_000)
#: The share of contract hours that can be declared, and a monthly salary, outside which we ask to look again.
DECLARABEL = (Fraction(45, 100), Fraction(80, 100))
SALARISSEN = (1_500, 15_000)
ONDERDELEN = ("algemeen", "functie", "mix", "traject", "huidig", "bandbreedte", "bron", "prijspeil")


@dataclass
class _Lezer:
    """Collects what is wrong on the way, so that somebody mends it in one go."""

    fouten: list[str] = field(default_factory=list)

    def get_tabel(self, data: Mapping[str, Any], naam: str) -> dict[str, Any]:
        """A table of the file; empty when it is not there."""
        waarde = data.get(naam, {})
        if isinstance(waarde, dict):
            return waarde
        self.fouten.append(f"{naam} hoort een onderdeel te zijn: [{naam}] met daaronder naam = getal.")
        return {}

    def parse_getal(self, plek: str, waarde: Any, *, soort: Soort = Soort.EURO) -> Fraction | None:
        """An exact number, not negative, and a share at most 1; None after a fault."""
        fout = _check_getal(waarde, soort)
        if fout:
            self.fouten.append(f"{plek} {fout}")
            return None
        return Fraction(waarde)

    def check_namen(self, plek: str, namen: Collection[str], bekend: Collection[str]) -> None:
        """A name we do not know is a fault: it might be a misspelt one."""
        for naam in namen:
            if naam not in bekend:
                lijkt = difflib.get_close_matches(naam, bekend, n=1)
                self.fouten.append(
                    f"[{plek}] {naam} kennen wij niet." + (f" Bedoelt u {lijkt[0]}?" if lijkt else "")
                )


def parse_kostprijs(tekst: str) -> Invoer:
    """The input in TOML text. Raises KostprijsFout with every fault, a sentence each."""
    try:
        data = tomllib.loads(tekst, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as fout:
        raise KostprijsFout(render_tomlfout(fout)) from None
    return create_invoer(data)


def create_invoer(data: Mapping[str, Any]) -> Invoer:
    """The same from numbers by name, as TOML or a form gives them. Raises KostprijsFout."""
    lezer = _Lezer()
    lezer.check_namen("bestand", data, ONDERDELEN)
    functies = _parse_functies(lezer, data)
    namen = [functie.naam for functie in functies]
    mix = _parse_mix(lezer, data, namen)
    traject = _parse_traject(lezer, data)
    if traject is not None and not mix:
        lezer.fouten.append("[traject] vraagt om een [mix]: het aandeel van elke functie in de uren.")
    prijspeil = lezer.get_tabel(data, "prijspeil")
    lezer.check_namen("prijspeil", prijspeil, ("jaar", "naar"))
    invoer = Invoer(
        functies=tuple(functies),
        mix=mix,
        traject=traject,
        huidig=_parse_huidig(lezer, data, namen),
        banden=_parse_banden(lezer, data),
        bronnen=_parse_bronnen(lezer, data),
        prijspeil=_parse_jaar(lezer, prijspeil, "jaar"),
        naar_jaar=_parse_jaar(lezer, prijspeil, "naar"),
    )
    if lezer.fouten:
        raise KostprijsFout("\n".join(lezer.fouten))
    return invoer


def render_toml(data: Mapping[str, Mapping[str, Any]]) -> str:
    """Numbers and texts by section and name as TOML, the reverse of `parse_kostprijs`; empty parts left out.

    A section of sections (`functie`) becomes [functie."NAAM"]."""
    regels: list[str] = []
    for onderdeel, rij in data.items():
        tabellen = {f"{onderdeel}.{json.dumps(n, ensure_ascii=False)}": t for n, t in rij.items()}
        diep = bool(rij) and all(isinstance(tabel, Mapping) for tabel in rij.values())
        for kop, tabel in (tabellen if diep else {onderdeel: rij}).items():
            if tabel:
                regels += [f"[{kop}]", *(f"{_sleutel(n)} = {_waarde(w)}" for n, w in tabel.items()), ""]
    return "\n".join(regels)


def list_opmerkingen(invoer: Invoer, kostprijs: Kostprijs) -> list[str]:
    """What makes the outcome doubtful: few or many declarable hours, a salary that may be per year."""
    opmerkingen = []
    for tarief in kostprijs.tarieven:
        deel = tarief.deel_declarabel
        if not DECLARABEL[0] <= deel <= DECLARABEL[1]:
            opmerkingen.append(
                f"Bij {tarief.naam} is {_procent(deel)} van de contracturen declarabel. Gebruikelijk is "
                f"{_procent(DECLARABEL[0])} tot {_procent(DECLARABEL[1])}. Controleer de uren."
            )
        salaris = tarief.waarden[SALARIS]
        if not SALARISSEN[0] <= salaris <= SALARISSEN[1]:
            opmerkingen.append(
                f"Bij {tarief.naam} is bruto_maand € {_getal(salaris)}. Is dat in euro's, per maand, bij een "
                "volledige baan?"
            )
    if invoer.traject is not None and invoer.traject.uren == 0:
        opmerkingen.append("Het traject telt 0 uren. De prijs is dan alleen materieel.")
    return opmerkingen


def list_buiten_band(invoer: Invoer, banden: Mapping[str, tuple[Fraction, Fraction] | None]) -> list[str]:
    """Values outside the usual range, a sentence each; a hint, no fault."""
    return [
        f"{functie.naam}: {naam} is {_getal(functie.waarden[naam])}, gebruikelijk is {_getal(band[0])} tot "
        f"{_getal(band[1])}."
        for functie in invoer.functies
        for naam, band in banden.items()
        if band is not None and not band[0] <= functie.waarden[naam] <= band[1]
    ]


def _check_getal(waarde: Any, soort: Soort) -> str:
    """What is wrong with a number, as the end of a sentence; empty when nothing is."""
    if isinstance(waarde, bool) or not isinstance(waarde, int | Decimal):
        return (
            f"is geen getal: {str(waarde)[:40]!r}. Schrijf een getal zonder aanhalingstekens, met een punt."
        )
    getal = Decimal(waarde)
    if not getal.is_finite():
        return "is geen gewoon getal."
    if getal < 0:
        return f"is {waarde}. Een negatief getal kan hier niet."
    if soort is Soort.DEEL and getal > 1:
        return f"is {waarde}, dat is {getal * 100:f} %. Bedoelt u {getal / 100:f}? Schrijf 8 % als 0.08."
    if getal > GROOTSTE:
        return f"is groter dan {GROOTSTE:,}. Controleer het getal.".replace(",", ".")
    if -int(getal.as_tuple().exponent) > DECIMALEN:
        return f"heeft meer dan {DECIMALEN} cijfers achter de komma."
    return ""


def _parse_functies(lezer: _Lezer, data: Mapping[str, Any]) -> list[Functie]:
    namen = get_kostennamen()
    algemeen = lezer.get_tabel(data, "algemeen")
    lezer.check_namen("algemeen", algemeen, [naam for naam in namen if naam != SALARIS])
    tabellen = lezer.get_tabel(data, "functie")
    if not tabellen:
        lezer.fouten.append("Er is geen functie. Schrijf bijvoorbeeld [functie.HBO] met bruto_maand = 3950.")
    if len(tabellen) > MEESTE_FUNCTIES:
        raise KostprijsFout(f"Er zijn {len(tabellen)} functies. Wij rekenen er hoogstens {MEESTE_FUNCTIES}.")
    waarden = dict(_list_getallen(lezer, "algemeen", algemeen))
    functies = []
    for naam in tabellen:
        eigen = lezer.get_tabel(tabellen, naam)
        lezer.check_namen(f"functie.{naam}", eigen, namen)
        samen = waarden | dict(_list_getallen(lezer, f"functie.{naam}", eigen))
        if SALARIS not in eigen:
            lezer.fouten.append(f"[functie.{naam}] {SALARIS} ontbreekt.")
        functies.append(Functie(naam=naam, waarden=samen))
    gegeven = [set(algemeen) | set(rij) for rij in tabellen.values() if isinstance(rij, dict)]
    lezer.fouten += [
        f"[algemeen] {naam} ontbreekt ({namen[naam].wat.lower()})."
        for naam in namen
        if naam != SALARIS and gegeven and not all(naam in rij for rij in gegeven)
    ]
    return functies


def _list_getallen(lezer: _Lezer, plek: str, rij: Mapping[str, Any]) -> Iterator[tuple[str, Fraction]]:
    namen = get_kostennamen()
    for naam, waarde in rij.items():
        if naam in namen:
            getal = lezer.parse_getal(f"[{plek}] {naam}", waarde, soort=namen[naam].soort)
            if getal is not None:
                yield naam, getal


def _parse_mix(lezer: _Lezer, data: Mapping[str, Any], namen: list[str]) -> dict[str, Fraction]:
    rij = lezer.get_tabel(data, "mix")
    if not rij:
        return {namen[0]: Fraction(1)} if len(namen) == 1 else {}
    lezer.check_namen("mix", rij, namen)
    mix = {naam: lezer.parse_getal(f"[mix] {naam}", deel, soort=Soort.DEEL) for naam, deel in rij.items()}
    goed = {naam: deel for naam, deel in mix.items() if deel is not None}
    som = sum(goed.values(), Fraction(0))
    if len(goed) == len(mix) and abs(som - 1) > SPELING:
        lezer.fouten.append(f"De aandelen in [mix] zijn samen {_getal(som)}. Dat moet 1 zijn.")
    return goed


def _parse_traject(lezer: _Lezer, data: Mapping[str, Any]) -> Traject | None:
    rij = lezer.get_tabel(data, "traject")
    if not rij:
        return None
    lezer.check_namen("traject", rij, ("uren", "materieel"))
    if "uren" not in rij:
        lezer.fouten.append("[traject] uren ontbreekt.")
    uren = lezer.parse_getal("[traject] uren", rij.get("uren", 0))
    materieel = lezer.parse_getal("[traject] materieel", rij.get("materieel", 0))
    return None if uren is None or materieel is None else Traject(uren=uren, materieel=materieel)


def _parse_huidig(lezer: _Lezer, data: Mapping[str, Any], namen: list[str]) -> dict[str, Fraction]:
    rij = lezer.get_tabel(data, "huidig")
    lezer.check_namen("huidig", rij, namen)
    huidig = {naam: lezer.parse_getal(f"[huidig] {naam}", tarief) for naam, tarief in rij.items()}
    return {naam: tarief for naam, tarief in huidig.items() if tarief is not None}


def _parse_banden(lezer: _Lezer, data: Mapping[str, Any]) -> dict[str, tuple[Fraction, Fraction]]:
    rij = lezer.get_tabel(data, "bandbreedte")
    namen = {rij.naam: rij for rij in list_algemeen()}
    lezer.check_namen("bandbreedte", rij, namen)
    banden = {}
    for naam in (n for n in rij if n in namen):
        plek, grenzen = f"[bandbreedte] {naam}", rij[naam]
        if not isinstance(grenzen, list) or len(grenzen) != 2:
            lezer.fouten.append(f"{plek} hoort twee getallen te hebben: [laagste, hoogste].")
            continue
        laag, hoog = (lezer.parse_getal(plek, grens, soort=namen[naam].soort) for grens in grenzen)
        if laag is None or hoog is None:
            continue
        if laag > hoog:
            lezer.fouten.append(f"{plek}: schrijf eerst de laagste en dan de hoogste waarde.")
        banden[naam] = (laag, hoog)
    return banden


def _parse_bronnen(lezer: _Lezer, data: Mapping[str, Any]) -> dict[str, str]:
    rij = lezer.get_tabel(data, "bron")
    lezer.check_namen("bron", rij, get_kostennamen())
    return {naam: str(bron)[:200] for naam, bron in rij.items()}


def _parse_jaar(lezer: _Lezer, rij: Mapping[str, Any], naam: str) -> int | None:
    waarde = rij.get(naam)
    if waarde is None or (isinstance(waarde, int) and 2015 <= waarde <= 2100):
        return waarde
    lezer.fouten.append(f"[prijspeil] {naam} hoort een jaar te zijn, zoals 2025.")
    return None


def _sleutel(naam: str) -> str:
    return json.dumps(naam, ensure_ascii=False)


def _waarde(waarde: Any) -> str:
    if isinstance(waarde, list):
        return f"[{', '.join(map(_waarde, waarde))}]"
    return json.dumps(waarde, ensure_ascii=False) if isinstance(waarde, str) else f"{Decimal(waarde):f}"


def _procent(deel: Fraction) -> str:
    return f"{float(100 * deel):.1f} %".replace(".", ",")


def _getal(waarde: Fraction) -> str:
    return f"{float(waarde):.6g}".replace(".", ",")
