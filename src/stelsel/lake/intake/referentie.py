"""Published figures of other municipalities and regions, as statistics offices give them out.

One row per area and year. Tolerated, since it differs from year to year: lines above the header and below the
table, another separator or encoding, `GM1980` or `1980` or `1980.0` for a code, `2023JJ00` or `2023*` for a
year, a point or an x for what is secret, amounts in thousands or millions (when the header says so). A code
from before a merger becomes that of the new municipality, its parts added up; with a part missing it is left
out. Whatever is left out is told.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from stelsel.lake.intake.gebieden import GEHEIM, decode_tekst, get_cel, parse_gebied, parse_jaar
from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.waarden import parse_domeinen, parse_getallen

_ZOEK_KOP = 30
_CODES = {"code", "gemeentecode", "gmcode", "gebiedscode", "regiocode", "regioscode"}
_NAMEN = {"gemeente", "gemeentenaam", "gmnaam", "naam", "regio", "regionaam", "gebied"}
#: A column that holds the code in one year's table and the name in another's.
_CODE_OF_NAAM = "regios"
_JAREN = {"jaar", "perioden", "periode", "jaren"}
_DOMEINEN = {"domein", "wet", "regeling"}
_VERHOUDING = re.compile(r"per\s*(inwoner|client|cliënt|jongere|1|duizend|honderd)|%|procent|aandeel")
_FIGUREN = {
    "inwoners": re.compile(r"inwoner|bevolking"),
    "clienten": re.compile(r"client|cliënt|jongeren met|gebruikers"),
    "bedrag": re.compile(r"kosten|uitgaven|lasten|bedrag|bestedingen"),
}
_UITLEG = {
    "geen_code": "Regels zonder code van een gebied tellen niet mee.",
    "geen_jaar": "Regels zonder leesbaar jaar tellen niet mee.",
    "geen_domein": "Regels met een domein dat wij niet kennen tellen niet mee.",
    "dubbel": "Gebieden die voor een jaar twee keer voorkomen: de eerste regel telt.",
    "geen_cijfer": "Regels waarin geen enkel cijfer te lezen is tellen niet mee.",
    "samengevoegd": "Gemeenten die later zijn samengevoegd staan nu bij elkaar onder de nieuwe code.",
    "deel_ontbreekt": "Van een samengevoegde gemeente ontbreekt een deel. Zij telt voor dat jaar niet mee.",
}


@dataclass(frozen=True)
class Referentierij:
    """Figures of one area, year and domain; `bedrag` in cents, None for what is not in the source."""

    code: str
    naam: str
    jaar: int
    domein: str
    inwoners: int | None
    clienten: int | None
    bedrag: int | None
    voorlopig: bool


@dataclass(frozen=True)
class Referentie:
    """What was read, and sentences about what was not or was changed."""

    rijen: tuple[Referentierij, ...]
    opmerkingen: tuple[str, ...]


@dataclass
class _Tabel:
    """The table inside the file: where each wanted column stands, and how much a figure counts for."""

    kop: Sequence[str]
    rijen: list[list[str]]
    plaats: dict[str, int]
    maal: dict[str, int] = field(default_factory=dict)


def read_referentie(
    inhoud: bytes, *, domein: str = "", jaar: int | None = None,
    herindelingen: Sequence[tuple[str, str, date]] = (),
) -> Referentie:  # fmt: skip
    """Read a CSV. `domein` and `jaar` stand in where the file has no such column. Raises IntakeFout."""
    tabel = _zoek_tabel(decode_tekst(inhoud))
    if "jaar" not in tabel.plaats and jaar is None:
        raise IntakeFout("In dit bestand staat geen kolom met het jaar. Vul het jaar in op het formulier.")
    if "domein" not in tabel.plaats and not domein:
        raise IntakeFout("In dit bestand staat geen kolom met het domein. Kies het domein op het formulier.")
    geteld: Counter[str] = Counter()
    gelezen = _lees_rijen(tabel, domein=domein, jaar=jaar, geteld=geteld)
    rijen = _voeg_samen(gelezen, herindelingen, geteld)
    if not rijen:
        raise IntakeFout("In dit bestand staat geen enkele regel met een gebied, een jaar en een cijfer.")
    opmerkingen = tuple(
        f"{uitleg} ({geteld[soort]} keer)" for soort, uitleg in _UITLEG.items() if geteld[soort]
    )
    return Referentie(tuple(rijen), opmerkingen)


def _zoek_tabel(tekst: str) -> _Tabel:
    """The header is the first line that names an area and at least one figure."""
    for scheiding in (";", ",", "\t"):
        try:
            rijen = list(csv.reader(io.StringIO(tekst), delimiter=scheiding))
        except csv.Error:
            continue
        for plek, kop in enumerate(rijen[:_ZOEK_KOP]):
            plaats = _list_plaatsen(kop)
            gebied, figuren = {"code", "naam"} & set(plaats), set(_FIGUREN) & set(plaats)
            if gebied and figuren:
                maal = {naam: _get_maal(kop[plaats[naam]]) for naam in figuren}
                return _Tabel(kop, rijen[plek + 1 :], plaats, maal)
    raise IntakeFout(
        "Wij vinden geen regel met kolomnamen. Nodig zijn een gebied (gemeentecode) en ten minste een van: "
        "inwoners, cliënten, kosten."
    )


def _list_plaatsen(kop: Sequence[str]) -> dict[str, int]:
    plaats: dict[str, int] = {}
    for plek, naam in enumerate(kop):
        kaal = re.sub(r"[^a-z]", "", naam.casefold())
        soort = _get_soort(naam.casefold(), kaal)
        if soort:
            plaats.setdefault(soort, plek)
    if _CODE_OF_NAAM in plaats:
        plek = plaats.pop(_CODE_OF_NAAM)
        plaats.setdefault("naam" if "code" in plaats else "code", plek)
    return plaats


def _get_soort(naam: str, kaal: str) -> str:
    vaste = {"code": _CODES, "naam": _NAMEN, "jaar": _JAREN, "domein": _DOMEINEN}
    if kaal.startswith("codering"):
        return "code"
    if kaal == _CODE_OF_NAAM:
        return _CODE_OF_NAAM
    for soort, namen in vaste.items():
        if kaal in namen:
            return soort
    if _VERHOUDING.search(naam):
        return ""
    return next((soort for soort, patroon in _FIGUREN.items() if patroon.search(naam)), "")


def _get_maal(naam: str) -> int:
    """What one counts for in this column: its header says thousands or millions."""
    if re.search(r"mln|miljoen", naam.casefold()):
        return 1_000_000
    return 1_000 if re.search(r"1[ .\u00a0]000|duizend", naam.casefold()) else 1


def _lees_rijen(
    tabel: _Tabel, *, domein: str, jaar: int | None, geteld: Counter[str]
) -> dict[tuple[str, int, str], Referentierij]:
    """By area, year and domain; the first of equals."""
    figuren = {naam: _lees_figuur(tabel, naam) for naam in _FIGUREN}
    domeinen = parse_domeinen(pl.Series([_cel(tabel, rij, "domein") for rij in tabel.rijen], dtype=pl.String))
    uit: dict[tuple[str, int, str], Referentierij] = {}
    for nummer, rij in enumerate(tabel.rijen):
        if not any(cel.strip() for cel in rij[1:]):
            continue  # a title, a source or an empty line
        code, naam = parse_gebied(_cel(tabel, rij, "code"), _cel(tabel, rij, "naam"))
        wat = domeinen[nummer] if "domein" in tabel.plaats else domein
        wanneer = parse_jaar(_cel(tabel, rij, "jaar")) if "jaar" in tabel.plaats else jaar
        cijfers = {soort: waarden[nummer] for soort, waarden in figuren.items()}
        if not code or wanneer is None or wat not in ("jeugd", "wmo", "participatie"):
            geteld["geen_code" if not code else "geen_jaar" if wanneer is None else "geen_domein"] += 1
        elif all(cijfer is None for cijfer in cijfers.values()):
            geteld["geen_cijfer"] += 1
        elif (code, wanneer, wat) in uit:
            geteld["dubbel"] += 1
        else:
            voorlopig = "*" in _cel(tabel, rij, "jaar")
            uit[code, wanneer, wat] = Referentierij(code, naam, wanneer, wat, voorlopig=voorlopig, **cijfers)
    return uit


def _lees_figuur(tabel: _Tabel, naam: str) -> list[int | None]:
    """A column as whole numbers (cents for the amount); None where it is secret or unreadable."""
    teksten = [_cel(tabel, rij, naam).strip().rstrip("*") for rij in tabel.rijen]
    getallen = parse_getallen(
        pl.Series([None if t.casefold() in GEHEIM else t for t in teksten], dtype=pl.String)
    )
    maal = tabel.maal.get(naam, 1) * (100 if naam == "bedrag" else 1)
    return [None if g is None or (naam != "bedrag" and g < 0) else round(g * maal) for g in getallen]


def _cel(tabel: _Tabel, rij: Sequence[str], naam: str) -> str:
    return get_cel(rij, tabel.plaats.get(naam))


def _voeg_samen(
    rijen: Mapping[tuple[str, int, str], Referentierij],
    herindelingen: Sequence[tuple[str, str, date]],
    geteld: Counter[str],
) -> list[Referentierij]:
    """With the parts of a merged municipality under its new code, if all of them are there."""
    uit = dict(rijen)
    per_nieuw: dict[str, list[str]] = {}
    for oud, nieuw, _ in herindelingen:
        per_nieuw.setdefault(nieuw, []).append(oud)
    for nieuw, delen in per_nieuw.items():
        jaren = {(jaar, domein) for code, jaar, domein in rijen if code in delen}
        for jaar, domein in jaren:
            gevonden = [uit.pop((code, jaar, domein), None) for code in delen]
            aanwezig = [rij for rij in gevonden if rij is not None]
            zelf = rijen.get((nieuw, jaar, domein))
            # A municipality that takes another over is a part of itself until that day.
            vaste = [zelf] if zelf is not None and len(delen) == 1 else []
            if zelf is not None and not vaste:
                continue
            if len(aanwezig) < len(delen) or (len(delen) == 1 and not vaste):
                geteld["deel_ontbreekt"] += 1
                continue
            uit[nieuw, jaar, domein] = _tel_op([*vaste, *aanwezig], nieuw)
            geteld["samengevoegd"] += 1
    return sorted(uit.values(), key=lambda rij: (rij.domein, rij.jaar, rij.code))


def _tel_op(delen: Sequence[Referentierij], code: str) -> Referentierij:
    def som(waarden: Sequence[int | None]) -> int | None:
        bekend = [waarde for waarde in waarden if waarde is not None]
        return sum(bekend) if len(bekend) == len(waarden) else None

    return replace(
        delen[0],
        code=code,
        naam=" + ".join(rij.naam or rij.code for rij in delen),
        inwoners=som([rij.inwoners for rij in delen]),
        clienten=som([rij.clienten for rij in delen]),
        bedrag=som([rij.bedrag for rij in delen]),
        voorlopig=any(rij.voorlopig for rij in delen),
    )
