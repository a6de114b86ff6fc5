"""A file of personal budgets, as CSV or Excel: one line per budget, under a mark and never a bsn.

Columns: kenmerk, gemeente (code), code (product), klasse (instelling, zelfstandige, netwerk), volume
(eenheden in a year), eenheid and tarief (euros for one eenheid now).
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

import polars as pl

from stelsel.domein.bekostiging.pgbeffect import Pgbhouder
from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, EENHEID_NAAM, Eenheid
from stelsel.kern.nummers import bsn_geldig
from stelsel.lake.intake.bladrijen import is_dubbelzinnig, read_rijen
from stelsel.lake.intake.lezen import IntakeFout, normaliseer_naam
from stelsel.lake.intake.waarden import parse_getallen

MEESTE_REGELS = 20_000
_CIJFERS, _CENTEN, _MEESTE_EURO, _MEESTE_VOLUME = 4, 100, 100_000, 1_000_000
_CIJFERS_BSN = 9
_KOLOMMEN = {
    "kenmerk": {"kenmerk", "nummer", "pgbnummer", "dossier"},
    "gemeente": {"gemeente", "gemeentecode"},
    "code": {"code", "productcode", "product"},
    "klasse": {"klasse", "soort", "leverancier", "soortaanbieder"},
    "volume": {"volume", "eenhedenperjaar", "aantalperjaar", "volumeperjaar"},
    "eenheid": {"eenheid", "per"},
    "tarief": {"tarief", "tariefnu", "pgbtarief"},
}
_VERPLICHT = tuple(_KOLOMMEN)
_EENHEDEN = {
    **{eenheid.value: eenheid for eenheid in Eenheid},
    **{normaliseer_naam(naam): eenheid for eenheid, naam in EENHEID_NAAM.items()},
    **{normaliseer_naam(naam): eenheid for eenheid, naam in EENHEID_ENKEL.items()},
    "uren": Eenheid.UUR,
}


def read_pgbhouders(inhoud: bytes, *, klassen: Collection[str]) -> list[Pgbhouder]:
    """Read the lines of a file; `klassen`: those that are known. Raises IntakeFout with a line per fault."""
    houders = read_rijen(
        inhoud,
        kolommen=_KOLOMMEN,
        verplicht=_VERPLICHT,
        lees=lambda velden: _lees_regel(velden, klassen),
        meeste_rijen=MEESTE_REGELS,
    )
    if not houders:
        raise IntakeFout("Onder de kolomnamen staat geen enkel pgb.")
    if len(houders) > MEESTE_REGELS:
        raise IntakeFout(f"Dit bestand heeft meer dan {MEESTE_REGELS} regels.")
    return houders


def _lees_regel(velden: dict[str, str], klassen: Collection[str]) -> tuple[Pgbhouder | None, str]:
    """The line, or what is wrong with it; a bsn is not repeated."""
    kenmerk, gemeente, klasse = velden["kenmerk"], velden["gemeente"], velden["klasse"].lower()
    eenheid = _EENHEDEN.get(normaliseer_naam(velden["eenheid"]))
    if not kenmerk or (len(kenmerk) == _CIJFERS_BSN and kenmerk.isdecimal() and bsn_geldig(kenmerk)):
        return None, "geef een kenmerk dat geen burgerservicenummer is."
    if not gemeente.isdecimal() or len(gemeente) > _CIJFERS:
        return None, f"'{gemeente[:30]}' is geen code van een gemeente. Schrijf vier cijfers, zoals 0518."
    if klasse not in klassen:
        return None, f"de klasse '{klasse[:30]}' kennen wij niet. Kies uit: {', '.join(klassen)}."
    if eenheid is None:
        return None, f"de eenheid '{velden['eenheid'][:30]}' kennen wij niet. Schrijf bijvoorbeeld uur."
    if is_dubbelzinnig(velden["tarief"]):
        return None, f"'{velden['tarief']}' is op twee manieren te lezen. Schrijf twee decimalen."
    volume, tarief = _lees_getal(velden["volume"]), _lees_getal(velden["tarief"])
    if volume is None or not 0 < volume <= _MEESTE_VOLUME:
        return None, f"'{velden['volume'][:30]}' is geen aantal eenheden per jaar."
    if tarief is None or not 0 <= tarief <= _MEESTE_EURO:
        return None, f"'{velden['tarief'][:30]}' is geen tarief in euro's, zoals 61,40."
    centen = round(tarief * _CENTEN)
    code = gemeente.zfill(_CIJFERS)
    return Pgbhouder(kenmerk, code, velden["code"], klasse, eenheid.value, Fraction(volume), centen), ""


def _lees_getal(tekst: str) -> Decimal | None:
    getal = parse_getallen(pl.Series([tekst], dtype=pl.String))[0]
    return None if getal is None else Decimal(str(round(getal, 4)))
