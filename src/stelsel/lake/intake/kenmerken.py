"""Features of the inhabitants of municipalities as statistics offices publish them: a row per municipality.

Columns are recognised by their name (`domein.marktschets.gebiedskenmerken`), so that the names of another
year do no harm. A column in percents is taken as it is; a count is divided by the inhabitants, households or
homes of the same row. What does not come out between 0 and 100 % is left out and told. Of municipalities that
merged the parts are weighed by their inhabitants; with a part missing the new one is left out.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.domein.marktschets.gebiedskenmerken import (
    Gebiedskenmerk,
    list_gebiedskenmerken,
    list_kenmerkkolommen,
)
from stelsel.lake.intake.gebieden import GEHEIM, decode_tekst, get_cel, parse_gebied, parse_jaar
from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.waarden import parse_getallen

_ZOEK_KOP = 30
_CODE = re.compile(r"^(gm)?code$|^(gemeente|gebieds|regio|regios)code|^codering|^regios$|^gwbcode")
_NAAM = re.compile(r"^(gm)?naam$|^(gemeente|regio|gebieds)naam|^gemeente$|^gmnaam")
_JAAR = re.compile(r"^(jaar|perioden|periode)$")
#: What a count may be a part of, by the name of its column.
_NOEMERS = {
    "inwoners": re.compile(r"^(aantal)?(inwoners|bevolking)\d*$|^totalebevolking"),
    "huishoudens": re.compile(r"^(aantal)?(huishoudens|particulierehuishoudens)\d*$|^huishoudenstotaal"),
    "woningen": re.compile(r"^(aantal)?(woningen|woningvoorraad)\d*$"),
}
_PROCENT = 100
_UITLEG = {
    "geen_code": "Regels zonder code van een gemeente tellen niet mee.",
    "dubbel": "Gemeenten die twee keer voorkomen: de eerste regel telt.",
    "samengevoegd": "Gemeenten die later zijn samengevoegd staan nu bij elkaar, gewogen naar inwoners.",
    "deel_ontbreekt": "Van een samengevoegde gemeente ontbreekt een deel of een aantal inwoners: weggelaten.",
}


@dataclass(frozen=True)
class Kenmerkrij:
    """The features of one municipality in one year: percents, or as published where it is no part."""

    code: str
    naam: str
    jaar: int
    inwoners: int | None
    waarden: Mapping[str, float]


@dataclass(frozen=True)
class Kenmerken:
    """What was read, and sentences about what was not or was changed."""

    rijen: tuple[Kenmerkrij, ...]
    opmerkingen: tuple[str, ...]


def read_kenmerken(
    inhoud: bytes, *, jaar: int | None = None, herindelingen: Sequence[tuple[str, str, date]] = ()
) -> Kenmerken:
    """Read a CSV. `jaar` stands in where the file has no such column. Raises IntakeFout."""
    kop, rijen = _zoek_tabel(decode_tekst(inhoud))
    plekken = _list_plekken(kop)
    if plekken["jaar"] is None and jaar is None:
        raise IntakeFout("In dit bestand staat geen kolom met het jaar. Vul het jaar in op het formulier.")
    opmerkingen: list[str] = []
    kolommen = _lees_kolommen(kop, rijen, opmerkingen)
    if not kolommen:
        raise IntakeFout("In dit bestand staat geen enkel kenmerk dat wij kennen, of geen ervan is te lezen.")
    geteld: Counter[str] = Counter()
    gelezen = _lees_rijen(rijen, plekken, kolommen, jaar=jaar, geteld=geteld)
    samen = _voeg_samen(gelezen, herindelingen, geteld)
    if not samen:
        raise IntakeFout("In dit bestand staat geen enkele gemeente met een jaar en een kenmerk.")
    opmerkingen += [f"{uitleg} ({geteld[s]} keer)" for s, uitleg in _UITLEG.items() if geteld[s]]
    return Kenmerken(tuple(samen), tuple(opmerkingen))


def _zoek_tabel(tekst: str) -> tuple[list[str], list[list[str]]]:
    """The header is the first line that names a municipality and at least one feature."""
    for scheiding in (";", ",", "\t"):
        try:
            rijen = list(csv.reader(io.StringIO(tekst), delimiter=scheiding))
        except csv.Error:
            continue
        for plek, kop in enumerate(rijen[:_ZOEK_KOP]):
            if _list_plekken(kop)["code"] is not None and list_kenmerkkolommen(kop):
                return kop, rijen[plek + 1 :]
    raise IntakeFout(
        "Wij vinden geen regel met kolomnamen. Nodig zijn een gemeentecode en ten minste één kenmerk, zoals "
        "'Personen 65 jaar en ouder (%)' of 'Eenpersoonshuishoudens'."
    )


def _list_plekken(kop: Sequence[str]) -> dict[str, int | None]:
    kaal = [re.sub(r"[^a-z0-9]", "", naam.casefold()) for naam in kop]
    patronen = {"code": _CODE, "naam": _NAAM, "jaar": _JAAR} | _NOEMERS
    return {
        soort: next((plek for plek, naam in enumerate(kaal) if patroon.search(naam)), None)
        for soort, patroon in patronen.items()
    }


def _lees_kolommen(
    kop: Sequence[str], rijen: Sequence[Sequence[str]], opmerkingen: list[str]
) -> dict[str, list[float | None]]:
    """Per feature its values in the order of the rows; those that cannot be are told and left out."""
    kenmerken = {kenmerk.code: kenmerk for kenmerk in list_gebiedskenmerken()}
    noemers = {s: _lees_getallen(rijen, plek) for s, plek in _list_plekken(kop).items() if s in _NOEMERS}
    uit = {}
    for code, plek in list_kenmerkkolommen(kop).items():
        kenmerk = kenmerken[code]
        waarden = _als_maat(_lees_getallen(rijen, plek), kenmerk, noemers, is_procent="%" in kop[plek])
        if waarden is None:
            opmerkingen.append(
                f"De kolom '{kop[plek][:80]}' is niet om te rekenen naar een percentage: weggelaten."
            )
        else:
            uit[code] = waarden
    return uit


def _lees_getallen(rijen: Sequence[Sequence[str]], plek: int | None) -> list[float | None]:
    teksten = [get_cel(rij, plek).strip().rstrip("*") for rij in rijen]
    reeks = pl.Series([None if t.casefold() in GEHEIM else t for t in teksten], dtype=pl.String)
    return [None if g is None or not math.isfinite(g) else float(g) for g in parse_getallen(reeks)]


def _als_maat(
    waarden: list[float | None], kenmerk: Gebiedskenmerk, noemers: Mapping[str, list[float | None]],
    *, is_procent: bool,
) -> list[float | None] | None:  # fmt: skip
    """As percents, or as published; None when the column cannot be what its name says."""
    bekend = [w for w in waarden if w is not None]
    if not bekend or min(bekend) < 0:
        return None
    if kenmerk.logaritme:
        return [None if w is None or w <= 0 else w for w in waarden]
    if kenmerk.deel_van and not is_procent and max(bekend) > _PROCENT:
        delers = noemers[kenmerk.deel_van]
        waarden = [
            _PROCENT * w / d if w is not None and d else None for w, d in zip(waarden, delers, strict=True)
        ]
        bekend = [w for w in waarden if w is not None]
    return waarden if bekend and max(bekend) <= _PROCENT else None


def _lees_rijen(
    rijen: Sequence[Sequence[str]], plekken: Mapping[str, int | None],
    kolommen: Mapping[str, list[float | None]], *, jaar: int | None, geteld: Counter[str],
) -> dict[tuple[str, int], Kenmerkrij]:  # fmt: skip
    """By municipality and year; the first of equals. Larger areas are passed over."""
    inwoners = _lees_getallen(rijen, plekken["inwoners"])
    uit: dict[tuple[str, int], Kenmerkrij] = {}
    for nummer, rij in enumerate(rijen):
        if not any(cel.strip() for cel in rij[1:]):
            continue
        code, naam = parse_gebied(get_cel(rij, plekken["code"]), get_cel(rij, plekken["naam"]))
        wanneer = parse_jaar(get_cel(rij, plekken["jaar"])) if plekken["jaar"] is not None else jaar
        waarden = {k: w for k, reeks in kolommen.items() if (w := reeks[nummer]) is not None}
        if not code or wanneer is None:
            geteld["geen_code"] += 1
        elif code.isdecimal() and waarden:
            if (code, wanneer) in uit:
                geteld["dubbel"] += 1
                continue
            aantal = inwoners[nummer]
            uit[code, wanneer] = Kenmerkrij(code, naam, wanneer, round(aantal) if aantal else None, waarden)
    return uit


def _voeg_samen(
    rijen: Mapping[tuple[str, int], Kenmerkrij], herindelingen: Sequence[tuple[str, str, date]],
    geteld: Counter[str],
) -> list[Kenmerkrij]:  # fmt: skip
    """With the parts of a merged municipality under its new code, if all of them and their size are known."""
    uit = dict(rijen)
    per_nieuw: dict[str, list[str]] = {}
    for oud, nieuw, _ in herindelingen:
        per_nieuw.setdefault(nieuw, []).append(oud)
    for nieuw, codes in per_nieuw.items():
        for jaar in sorted({jaar for code, jaar in rijen if code in codes}):
            delen = [deel for code in codes if (deel := uit.pop((code, jaar), None)) is not None]
            zelf = rijen.get((nieuw, jaar))
            if zelf is not None and len(codes) > 1:
                continue
            alle = [*([zelf] if zelf is not None else []), *delen]
            heel = len(delen) == len(codes) and (len(codes) > 1 or zelf is not None)
            if not heel or any(not deel.inwoners for deel in alle):
                uit.pop((nieuw, jaar), None)
                geteld["deel_ontbreekt"] += 1
                continue
            uit[nieuw, jaar] = _weeg(alle, nieuw)
            geteld["samengevoegd"] += 1
    return sorted(uit.values(), key=lambda rij: (rij.jaar, rij.code))


def _weeg(delen: Sequence[Kenmerkrij], code: str) -> Kenmerkrij:
    totaal = sum(deel.inwoners or 0 for deel in delen)
    gedeeld = set.intersection(*(set(deel.waarden) for deel in delen))
    waarden = {k: sum(deel.waarden[k] * (deel.inwoners or 0) for deel in delen) / totaal for k in gedeeld}
    naam = " + ".join(deel.naam or deel.code for deel in delen)
    return Kenmerkrij(code, naam, delen[0].jaar, totaal, dict(sorted(waarden.items())))
