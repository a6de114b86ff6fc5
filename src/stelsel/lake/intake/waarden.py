"""Texts from outside become numbers, dates and codes; what cannot be read becomes empty, never a guess.

A figure with one mark and exactly three digits after it (1.234 or 1,234) is read as thousands, as amounts
have two decimals; with a leading zero (0,125) or another number of digits the mark is a decimal mark. Volumes
do have three decimals: there the other figures of the column tell what the mark is.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

_EENVOUDIG = r"^-?\d{1,13}(?:[.,]\d{1,2})?$"
_DUIZEND_PUNT = r"^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$"
_DUIZEND_KOMMA = r"^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$"
_GEWOON = r"^[+-]?(?:\d{1,13}[.,]?|\d{0,13}[.,]\d+)$"
_ISO = r"^\d{4}-\d{1,2}-\d{1,2}(?:[T ]00:00(?::00(?:\.0+)?)?)?$"
_NEDERLANDS = r"^\d{1,2}-\d{1,2}-\d{4}$"
_EERSTE_JAAR, _LAATSTE_JAAR = 1900, 2100

_DOMEIN = {
    "jeugd": "jeugd", "jeugdwet": "jeugd", "jw": "jeugd", "ijw": "jeugd", "jeugdhulp": "jeugd",
    "wmo": "wmo", "iwmo": "wmo", "participatie": "participatie", "participatiewet": "participatie",
    "pw": "participatie",
}  # fmt: skip


def parse_bedragen(teksten: pl.Series) -> pl.Series:
    """Euros as text to whole cents (int64), half a cent away from zero; empty where unreadable."""
    return (parse_getallen(teksten) * 100).round(0, mode="half_away_from_zero").cast(pl.Int64, strict=False)


def parse_getallen(teksten: pl.Series) -> pl.Series:
    """Numbers as text to float64: comma or point, thousands marks, minus before or after, a euro sign."""
    eenvoudig = teksten.str.contains(_EENVOUDIG).fill_null(False)
    uit = _cast(teksten.set(~eenvoudig, None).str.replace(",", ".", literal=True))
    if eenvoudig.all():
        return uit
    rest = _per_waarde(teksten.filter(~eenvoudig), _parse_bijzonder)
    return uit.scatter((~eenvoudig).arg_true(), rest)


def parse_volumes(teksten: pl.Series) -> pl.Series:
    """The same for a column in which a mark that is a decimal mark somewhere is one everywhere: 1.375 beside
    2.5 is no thousand, beside 1.440.000 or 1.440,5 it is."""
    if not teksten.str.contains(r"[.,]\d{3}\s*$").any():
        return parse_getallen(teksten)
    for teken, ander in ((".", ","), (",", ".")):
        t, a = f"[{teken}]", f"[{ander}]"
        drie = teksten.str.contains(rf"^\s*[+-]?\d+{t}\d{{3}}\s*$").fill_null(value=False)
        if not drie.any():
            continue
        decimaal = teksten.str.contains(rf"^\s*[+-]?\d*{t}(?:\d{{1,2}}|\d{{4,}})\s*$").any()
        duizend = teksten.str.contains(rf"{t}\d{{3}}(?:{t}|{a})").any()
        if decimaal and not duizend:
            teksten = teksten.set(drie, None).fill_null(teksten.str.strip_chars() + "0")
    return parse_getallen(teksten)


def _parse_bijzonder(teksten: pl.Series) -> pl.Series:
    """The forms that people and spreadsheets add to a plain number."""
    schoon = (
        teksten.str.replace_all(r"(?i)€|eur|[\s\u00a0\u202f'’]", "")
        .str.replace_all("[−–]", "-")
        .str.replace(r"[.,]-+$", "")
        .str.replace(r"^(\d.*)-$", r"-$1")
        .str.replace(r"^\((.*\d.*)\)$", r"-$1")
    )
    getal = (
        pl.when(pl.col("t").str.contains(_DUIZEND_PUNT))
        .then(pl.col("t").str.replace_all(".", "", literal=True))
        .when(pl.col("t").str.contains(_DUIZEND_KOMMA))
        .then(pl.col("t").str.replace_all(",", "", literal=True))
        .when(pl.col("t").str.contains(_GEWOON))
        .then(pl.col("t"))
    )
    return _cast(schoon.alias("t").to_frame().select(getal.str.replace(",", ".", literal=True)).to_series())


def parse_datums(teksten: pl.Series) -> pl.Series:
    """2025-03-01, 1-3-2025 or 01-03-2025 to a date; empty for anything else, and for no-days."""
    return _per_waarde(teksten, _parse_datums)


def _parse_datums(teksten: pl.Series) -> pl.Series:
    tekst = pl.col("t").str.strip_chars()
    iso = pl.when(tekst.str.contains(_ISO)).then(tekst.str.extract(r"^([\d-]+)"))
    nederlands = pl.when(tekst.str.contains(_NEDERLANDS)).then(tekst)
    datum = pl.coalesce(
        iso.str.to_date("%Y-%m-%d", strict=False), nederlands.str.to_date("%d-%m-%Y", strict=False)
    )
    gewoon = datum.dt.year().is_between(_EERSTE_JAAR, _LAATSTE_JAAR)
    return teksten.alias("t").to_frame().select(pl.when(gewoon).then(datum)).to_series()


def parse_codes(teksten: pl.Series, *, cijfers: int) -> pl.Series:
    """Codes of digits get their leading zeros back; other codes stay, without spaces around them."""

    def vul_aan(waarden: pl.Series) -> pl.Series:
        kaal = pl.col("t").str.strip_chars()
        code = pl.when(kaal.str.contains(r"^\d+$")).then(kaal.str.zfill(cijfers)).otherwise(kaal)
        return waarden.alias("t").to_frame().select(code).to_series()

    return _per_waarde(teksten, vul_aan)


def parse_domeinen(teksten: pl.Series) -> pl.Series:
    """jeugd, wmo or participatie from the names in use; other words stay, in small letters."""

    def vertaal(waarden: pl.Series) -> pl.Series:
        klein = waarden.str.strip_chars().str.to_lowercase()
        return klein.replace(_DOMEIN)

    return _per_waarde(teksten, vertaal)


def _per_waarde(teksten: pl.Series, parse: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Read every different text once: columns of codes and dates have few of them."""
    uniek = teksten.unique()
    if len(uniek) * 4 > len(teksten):
        return parse(teksten)
    kaart = pl.DataFrame({"t": uniek, "waarde": parse(uniek)})
    links = teksten.alias("t").to_frame()
    return links.join(kaart, on="t", how="left", nulls_equal=True, maintain_order="left")["waarde"]


def _cast(teksten: pl.Series) -> pl.Series:
    return teksten.cast(pl.Float64, strict=False)
