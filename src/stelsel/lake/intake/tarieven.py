"""A file of tarieven, as CSV or Excel: one line per code and period. What is wrong is told line by line.

Tolerated: titles above the header, another separator or encoding, columns in any order and under the names
in use, euro signs, a decimal comma or point, eenheden in words or codes.
"""

from __future__ import annotations

import polars as pl

from stelsel.domein.bekostiging.tarievenboek import Regel
from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, EENHEID_NAAM, Eenheid
from stelsel.lake.intake.bladrijen import is_dubbelzinnig, read_rijen
from stelsel.lake.intake.lezen import IntakeFout, normaliseer_naam
from stelsel.lake.intake.waarden import parse_datums, parse_getallen

MEESTE_REGELS = 5_000
MEESTE_CENTEN = 1_000_000_000
_REST = 1e-6
_KOLOMMEN = {
    "code": {"code", "productcode", "profielcode", "product", "profiel"},
    "tarief": {"tarief", "prijs", "tariefineuro", "tariefineuros", "bedrag"},
    "eenheid": {"eenheid", "per"},
    "vanaf": {"vanaf", "ingangsdatum", "geldigvanaf", "van", "begindatum"},
    "tot": {"tot", "totenmet", "einddatum", "geldigtot", "geldigtotenmet"},
    "functie": {"functie", "kostprijs"},
}
_VERPLICHT = ("code", "tarief", "eenheid", "vanaf")
_EENHEDEN = {
    **{eenheid.value: eenheid for eenheid in Eenheid},
    **{str(int(eenheid.value)): eenheid for eenheid in Eenheid},
    **{normaliseer_naam(naam): eenheid for eenheid, naam in EENHEID_NAAM.items()},
    **{normaliseer_naam(naam): eenheid for eenheid, naam in EENHEID_ENKEL.items()},
    "uren": Eenheid.UUR,
    "stuk": Eenheid.STUKS,
}


def read_tarieven(inhoud: bytes) -> list[Regel]:
    """Read the lines of a file. Raises IntakeFout with a line of text per fault."""
    regels = read_rijen(
        inhoud, kolommen=_KOLOMMEN, verplicht=_VERPLICHT, lees=_lees_regel, meeste_rijen=MEESTE_REGELS
    )
    if len(regels) > MEESTE_REGELS:
        raise IntakeFout(f"Dit bestand heeft meer dan {MEESTE_REGELS} tarieven.")
    if not regels:
        raise IntakeFout("Onder de kolomnamen staat geen enkel tarief.")
    return regels


def _lees_regel(velden: dict[str, str]) -> tuple[Regel | None, str]:
    """The line, or what is wrong with it."""
    if not velden["code"]:
        return None, "vul de code van het product of profiel in."
    eenheid = _EENHEDEN.get(normaliseer_naam(velden["eenheid"]))
    if eenheid is None:
        namen = ", ".join(EENHEID_NAAM.values())
        return None, f"de eenheid '{velden['eenheid'][:30]}' kennen wij niet. Kies uit: {namen}."
    centen, fout = _lees_bedrag(velden["tarief"])
    if fout:
        return None, fout
    vanaf, tot = parse_datums(pl.Series([velden["vanaf"], velden.get("tot", "")], dtype=pl.String))
    if vanaf is None:
        return None, f"'{velden['vanaf'][:30]}' is geen eerste dag. Schrijf hem als 1-1-2027."
    if tot is None and velden.get("tot", ""):
        return None, f"'{velden['tot'][:30]}' is geen laatste dag. Schrijf hem als 31-12-2027."
    functie = velden.get("functie", "")
    return Regel(velden["code"], centen, eenheid.value, vanaf, tot, functie), ""


def _lees_bedrag(tekst: str) -> tuple[int, str]:
    """Cents, or what is wrong; what may be read in two ways is not read."""
    if is_dubbelzinnig(tekst):
        return 0, f"'{tekst}' is op twee manieren te lezen. Schrijf het met twee decimalen, zoals 1234,00."
    bedrag = parse_getallen(pl.Series([tekst], dtype=pl.String))[0]
    if bedrag is None:
        return 0, f"'{tekst[:30]}' is geen bedrag. Schrijf het in euro's, zoals 86,25."
    centen = round(bedrag * 100)
    if abs(bedrag * 100 - centen) > _REST:
        return 0, "het tarief heeft meer dan twee decimalen. Rond af, of kies een grotere eenheid."
    if not 0 < centen <= MEESTE_CENTEN:
        return 0, "het tarief moet meer dan € 0,00 zijn en hoogstens € 10.000.000,00."
    return centen, ""
