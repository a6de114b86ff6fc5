"""A filled-in workbook of a cost survey: a sheet per functie, a row per onderdeel. Every fault is told with
its sheet and cell, and what to do.

Tolerated: sheets and rows in any order, numbers as text with a decimal comma, shares as 8 % or as 0,08, empty
sheets (that functie is not delivered), sheets that are not of the survey.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from stelsel.domein.bekostiging.kostprijs import Functie, Invoer, KostprijsFout, compute_kostprijs
from stelsel.domein.bekostiging.kostprijsnamen import Soort, get_kostennamen
from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.werkboek import read_bladen

MEESTE_BYTES = 2_000_000
MEESTE_FOUTEN = 25
BLAD_UITLEG = "Uitleg"
#: A sheet cannot have a longer name, or one of these signs in it.
MEESTE_TEKENS, VERBODEN_TEKENS = 31, "[]:*?/\\'"
#: The columns of a sheet by their heads, and the row with the hours.
KOP_NAAM, KOP_WAARDE, KOP_BRON, KOP_UITLEG = "Naam", "Uw waarde", "Waar komt dit vandaan?", "Toelichting"
UREN = "uren"
BRONNEN = ("cao", "administratie", "tijdregistratie", "jaarrekening", "schatting")
_MEESTE_RIJEN, _MEESTE_BLADEN, _MEESTE_TEKENS = 200, 60, 200
_GROOTSTE, _DECIMALEN = Decimal(10_000_000), Decimal("1e-8")
#: A point with three digits after it: thousands to one reader, decimals to another.
_DUBBELZINNIG = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Bladopgave:
    """One functie: declared hours in a year, values, where each is from, and a remark, by name."""

    uren: Decimal
    waarden: Mapping[str, Decimal]
    bronnen: Mapping[str, str] = field(default_factory=dict)
    uitleg: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Kolommen:
    rij: int
    naam: int
    waarde: int
    bron: int | None
    uitleg: int | None


def read_opgave(inhoud: bytes, *, functies: Sequence[str], nummer: str) -> dict[str, Bladopgave]:
    """What was filled in per functie, in the order of the survey. Raises IntakeFout with a line per fault."""
    if len(inhoud) > MEESTE_BYTES:
        raise IntakeFout("Dit bestand is te groot (meer dan 2 MB). Gebruik het sjabloon van dit onderzoek.")
    if not inhoud.startswith((b"PK", b"\xd0\xcf")):
        raise IntakeFout("Dit is geen Excelbestand. Vul het sjabloon in en sla het op als .xlsx.")
    bladen = read_bladen(inhoud, meeste_rijen=_MEESTE_RIJEN, meeste_bladen=_MEESTE_BLADEN)
    _check_nummer(bladen, nummer)
    mist = [functie for functie in functies if functie not in bladen]
    if len(mist) == len(functies):
        raise IntakeFout(f"Wij vinden geen blad van dit onderzoek. De bladen heten: {', '.join(functies)}.")
    fouten: list[str] = []
    gelezen = {naam: _read_blad(naam, bladen[naam], fouten) for naam in functies if naam in bladen}
    opgaven = {naam: opgave for naam, opgave in gelezen.items() if opgave is not None}
    if not fouten and not opgaven:
        fouten.append("Er is nog niets ingevuld. Vul het blad in van elke functie die u levert.")
    if fouten:
        over = len(fouten) - MEESTE_FOUTEN
        einde = [f"En nog {over} fouten."] if over > 0 else []
        raise IntakeFout("\n".join([*fouten[:MEESTE_FOUTEN], *einde]))
    return opgaven


def _check_nummer(bladen: Mapping[str, Sequence[Sequence[Any]]], nummer: str) -> None:
    """The template carries the number of its survey; one of another survey is no answer to this one."""
    gevonden = {
        str(cel).strip() for rijen in bladen.values() for rij in rijen[:6] for cel in rij if _is_nummer(cel)
    }
    if gevonden and nummer not in gevonden:
        anders = ", ".join(sorted(gevonden))
        raise IntakeFout(f"Dit bestand hoort bij {anders}. Haal het sjabloon van {nummer} op en vul dat in.")


def _is_nummer(cel: Any) -> bool:
    return isinstance(cel, str) and cel.strip().startswith("KO-")


def _read_blad(blad: str, rijen: Sequence[Sequence[Any]], fouten: list[str]) -> Bladopgave | None:
    """One sheet; None when nothing was filled in, or when it cannot be read (then `fouten` says why)."""
    kolommen = _find_kolommen(rijen)
    if kolommen is None:
        fouten.append(
            f"Blad {blad}: wij vinden de kolommen {KOP_NAAM} en {KOP_WAARDE} niet. Gebruik het sjabloon."
        )
        return None
    namen = [UREN, *get_kostennamen()]
    velden: dict[str, tuple[str, Sequence[Any]]] = {}
    for plek, rij in enumerate(rijen[kolommen.rij + 1 :], start=kolommen.rij + 2):
        naam = _get_tekst(rij, kolommen.naam)
        if naam in namen:
            velden.setdefault(naam, (f"Blad {blad}, cel {_LETTERS[kolommen.waarde]}{plek}", rij))
    if not any(_get_tekst(rij, kolommen.waarde) for _, rij in velden.values()):
        return None
    waarden: dict[str, Decimal] = {}
    voor = len(fouten)
    for naam in namen:
        plaats, rij = velden.get(naam, (f"Blad {blad}", ()))
        waarde = _parse_waarde(rij[kolommen.waarde] if rij else "", naam, plaats, fouten)
        if waarde is not None:
            waarden[naam] = waarde
    bronnen = _read_bronnen(velden, kolommen, blad, fouten)
    if len(fouten) == voor:
        _check_rekenbaar(blad, waarden, fouten)
    uitleg = {n: t for n, (_, rij) in velden.items() if (t := _get_tekst(rij, kolommen.uitleg))}
    uren = waarden.pop(UREN, Decimal(0))
    return Bladopgave(uren, waarden, bronnen, {n: t[:_MEESTE_TEKENS] for n, t in uitleg.items()})


def _find_kolommen(rijen: Sequence[Sequence[Any]]) -> _Kolommen | None:
    for plek, rij in enumerate(rijen):
        koppen = [str(cel).strip() for cel in rij[: len(_LETTERS)]]
        if KOP_NAAM in koppen and KOP_WAARDE in koppen:
            waar = {kop: koppen.index(kop) for kop in koppen}
            return _Kolommen(plek, waar[KOP_NAAM], waar[KOP_WAARDE], waar.get(KOP_BRON), waar.get(KOP_UITLEG))
    return None


def _parse_waarde(cel: Any, naam: str, plaats: str, fouten: list[str]) -> Decimal | None:
    """The number in a cell; None after a fault."""
    wat = "Declarabele uren" if naam == UREN else get_kostennamen()[naam].wat
    deel = naam != UREN and get_kostennamen()[naam].soort is Soort.DEEL
    if cel is None or str(cel).strip() == "":
        fouten.append(f"{plaats} ({wat}) is leeg. Vul een getal in; is het er niet, vul dan 0 in.")
        return None
    getal = _parse_getal(cel)
    if isinstance(cel, str) and _DUBBELZINNIG.fullmatch(cel.strip()):
        fouten.append(
            f"{plaats} ({wat}): '{cel.strip()}' is op twee manieren te lezen. Schrijf het zonder punt."
        )
    elif getal is None:
        fouten.append(f"{plaats} ({wat}): '{str(cel)[:30]}' is geen getal. Schrijf het als 12,5.")
    elif getal < 0:
        fouten.append(f"{plaats} ({wat}) is {_als_tekst(getal)}. Een negatief getal kan hier niet.")
    elif deel and getal > 1:
        fouten.append(
            f"{plaats} ({wat}) is {_als_tekst(getal * 100)} %. Bedoelt u {_als_tekst(getal)} %? Schrijf dan "
            f"{_als_tekst(getal)} % met het procentteken."
        )
    elif getal > _GROOTSTE:
        fouten.append(f"{plaats} ({wat}) is {_als_tekst(getal)}. Zo groot kan het niet zijn. Kijk het na.")
    elif naam == UREN and getal == 0:
        fouten.append(f"{plaats} ({wat}) is 0. Levert u deze functie niet? Maak dan dit hele blad leeg.")
    else:
        return getal
    return None


def _parse_getal(cel: Any) -> Decimal | None:
    """A number as a spreadsheet or a person wrote it."""
    if isinstance(cel, bool):
        return None
    tekst = str(cel).strip().replace("\u00a0", "").replace(" ", "").removeprefix("€")
    procent = tekst.endswith("%")
    if isinstance(cel, str):
        tekst = tekst.removesuffix("%")
        tekst = tekst.replace(".", "").replace(",", ".") if "," in tekst else tekst
    try:
        getal = Decimal(tekst)
        if not getal.is_finite() or abs(getal) > _GROOTSTE * 100:
            return None
        return (getal / 100 if procent else getal).quantize(_DECIMALEN).normalize() + 0
    except InvalidOperation:
        return None


def _read_bronnen(
    velden: Mapping[str, tuple[str, Sequence[Any]]], kolommen: _Kolommen, blad: str, fouten: list[str]
) -> dict[str, str]:
    bronnen = {}
    for naam, (plaats, rij) in velden.items():
        bron = _get_tekst(rij, kolommen.bron).lower()
        if bron and bron not in BRONNEN:
            regel = plaats.rsplit(_LETTERS[kolommen.waarde], 1)[1]
            cel = f"{_LETTERS[kolommen.bron or 0]}{regel}"
            fouten.append(
                f"Blad {blad}, cel {cel}: '{bron[:30]}' kennen wij niet. Kies: {', '.join(BRONNEN)}."
            )
        elif bron:
            bronnen[naam] = bron
    return bronnen


def _check_rekenbaar(blad: str, waarden: Mapping[str, Decimal], fouten: list[str]) -> None:
    """A functie of which no hour can be declared gives no cost price."""
    functie = Functie(blad, {naam: Fraction(waarde) for naam, waarde in waarden.items() if naam != UREN})
    try:
        compute_kostprijs(Invoer((functie,)))
    except KostprijsFout as fout:
        fouten.append(f"Blad {blad}: {fout}")


def _get_tekst(rij: Sequence[Any], kolom: int | None) -> str:
    if kolom is None or kolom >= len(rij) or rij[kolom] is None:
        return ""
    return str(rij[kolom]).strip()


def _als_tekst(getal: Decimal) -> str:
    return f"{getal.normalize() + 0:f}".replace(".", ",")
