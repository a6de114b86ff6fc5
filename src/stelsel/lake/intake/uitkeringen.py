"""A file of integratie-uitkeringen, as CSV or Excel: one line per gemeente, law and year.

Columns: gemeente (code), wet, jaar, bedrag (euros), aandeel (percents of it meant for this law; 100 when the
column is not there), bron and datum (the day of that source).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from stelsel.domein.toegang.begrippen import WET_NAAM, Wet
from stelsel.kern.bedrag import Cent
from stelsel.lake.intake.bladrijen import is_dubbelzinnig, read_rijen
from stelsel.lake.intake.lezen import IntakeFout, normaliseer_naam
from stelsel.lake.intake.waarden import parse_datums, parse_getallen

MEESTE_REGELS = 5_000
#: Euros: no gemeente gets more for one law in a year.
MEESTE_EURO = 10_000_000_000
EERSTE_JAAR, LAATSTE_JAAR = 2015, 2100
_CIJFERS, _HONDERD, _BRON = 4, 100, 200
_KOLOMMEN = {
    "gemeente": {"gemeente", "gemeentecode", "code"},
    "wet": {"wet", "domein"},
    "jaar": {"jaar", "uitkeringsjaar"},
    "bedrag": {"bedrag", "uitkering", "integratieuitkering", "euro"},
    "aandeel": {"aandeel", "procent", "deel"},
    "bron": {"bron", "circulaire"},
    "datum": {"datum", "brondatum", "datumbron"},
}
_VERPLICHT = ("gemeente", "wet", "jaar", "bedrag", "bron", "datum")
_WETTEN = {
    **{wet.value: wet.value for wet in Wet},
    **{normaliseer_naam(WET_NAAM[wet]): wet.value for wet in Wet},
    "jeugd": Wet.JEUGDWET.value,
    "jeugdhulp": Wet.JEUGDWET.value,
    "wmo": Wet.WMO.value,
    "wmo2015": Wet.WMO.value,
}


@dataclass(frozen=True)
class Uitkeringsregel:
    """Cents for a gemeente in a year; `aandeel`: percents of it that are meant for this law."""

    gemeente: str
    wet: str
    jaar: int
    bedrag: Cent
    aandeel: Decimal
    bron: str
    brondatum: date


def read_uitkeringen(inhoud: bytes) -> list[Uitkeringsregel]:
    """Read the lines of a file. Raises IntakeFout with a line of text per fault."""
    regels = read_rijen(
        inhoud, kolommen=_KOLOMMEN, verplicht=_VERPLICHT, lees=_lees_regel, meeste_rijen=MEESTE_REGELS
    )
    if not regels:
        raise IntakeFout("Onder de kolomnamen staat geen enkel bedrag.")
    if len(regels) > MEESTE_REGELS:
        raise IntakeFout(f"Dit bestand heeft meer dan {MEESTE_REGELS} regels.")
    gezien: set[tuple[str, str, int]] = set()
    for regel in regels:
        sleutel = regel.gemeente, regel.wet, regel.jaar
        if sleutel in gezien:
            raise IntakeFout(
                f"Gemeente {regel.gemeente} staat er twee keer in voor {WET_NAAM[Wet(regel.wet)]} "
                f"{regel.jaar}. Laat een regel staan."
            )
        gezien.add(sleutel)
    return regels


def _lees_regel(velden: dict[str, str]) -> tuple[Uitkeringsregel | None, str]:
    """The line, or what is wrong with it."""
    code, bron = velden["gemeente"], velden["bron"]
    wet, jaar = _WETTEN.get(normaliseer_naam(velden["wet"])), velden["jaar"]
    (brondatum,) = parse_datums(pl.Series([velden["datum"]], dtype=pl.String))
    if not code.isdecimal() or len(code) > _CIJFERS:
        return None, f"'{code[:30]}' is geen code van een gemeente. Schrijf vier cijfers, zoals 0518."
    if wet is None:
        return None, f"de wet '{velden['wet'][:30]}' kennen wij niet. Schrijf jw of wmo."
    if not jaar.isdecimal() or not EERSTE_JAAR <= int(jaar) <= LAATSTE_JAAR:
        return None, f"'{jaar[:30]}' is geen jaar vanaf {EERSTE_JAAR}."
    if not bron or len(bron) > _BRON:
        return None, f"schrijf in hoogstens {_BRON} tekens waar het bedrag vandaan komt."
    if brondatum is None:
        return None, f"'{velden['datum'][:30]}' is geen dag van de bron. Schrijf hem als 31-5-2026."
    if is_dubbelzinnig(velden["bedrag"]):
        return None, f"'{velden['bedrag']}' is op twee manieren te lezen. Schrijf er twee decimalen bij."
    euro, deel = _lees_getal(velden["bedrag"]), _lees_getal(velden.get("aandeel", "").rstrip("% ") or "100")
    if euro is None or not 0 < euro <= MEESTE_EURO:
        return None, f"'{velden['bedrag'][:30]}' is geen bedrag in euro's, zoals 12.345.678,00."
    if deel is None or not 0 < deel <= _HONDERD:
        return None, f"'{velden['aandeel'][:30]}' is geen aandeel. Schrijf procenten boven 0 en tot 100."
    centen = int((euro * _HONDERD).to_integral_value())
    return Uitkeringsregel(code.zfill(_CIJFERS), wet, int(jaar), centen, deel, bron, brondatum), ""


def _lees_getal(tekst: str) -> Decimal | None:
    getal = parse_getallen(pl.Series([tekst], dtype=pl.String))[0]
    return None if getal is None else Decimal(str(round(getal, 3)))
