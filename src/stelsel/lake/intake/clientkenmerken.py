"""One row per client from outside: the cost, and any features as numbers or words; and who has which profile.

A column of features is numbers when every value in it is one; a code with a leading zero is a word. Empty and
words for nothing (NA, null, -) are unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stelsel.lake.intake.lezen import (
    IntakeFout,
    Vorm,
    list_blokken,
    list_kolomnamen,
    normaliseer_naam,
)
from stelsel.lake.intake.waarden import parse_getallen
from stelsel.lake.intake.waarschuwingen import EERSTE_REGELS, Waarschuwing

_LEEG = ("", "na", "n/a", "nan", "null", "none", "-", "?", "n.v.t.", "nvt")
_KALE_GETAL = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$"
_DECIMALE_PUNT = r"^[+-]?(?:\d{4,}\.\d+|0?\.\d+|0\.\d+|\d+\.(?:\d{1,2}|\d{4,}))$"
_CODE = r"^0\d"
#: No client cost so many euros; below it all clients of a country add up in 64 bits.
_GRENS = 1e9
_UITLEG = {
    "kolommen_ongeldig": "Deze regels hebben meer kolommen dan de kopregel. Zij tellen niet mee.",
    "client_leeg": "Bij deze regels ontbreekt de client. Zij tellen niet mee.",
    "kosten_ongeldig": "De kosten zijn niet te lezen als een bedrag in euro's, zoals 1.234,56, of een "
    "miljard of meer. De regels tellen niet mee.",
    "client_dubbel": "Deze regels gaan over een client die eerder in het bestand staat. De kosten zijn bij "
    "elkaar geteld; de kenmerken komen van de eerste regel.",
    "kosten_negatief": "De kosten van deze cliënten zijn negatief. Zij tellen wel mee. Controleer of dit een "
    "correctie is.",
    "profiel_leeg": "Bij deze regels ontbreekt het profiel. Zij tellen niet mee.",
    "meer_profielen": "Deze cliënten staan met meer dan één profiel in de indeling. Het eerste telt.",
    "client_zonder_profiel": "Deze cliënten staan niet in de indeling. Zij tellen niet mee.",
    "profiel_zonder_client": "Deze regels van de indeling gaan over cliënten zonder kosten. Zij tellen niet "
    "mee.",
}  # fmt: skip


@dataclass(frozen=True)
class Clientbestand:
    """`clienten`: client (text), kosten (cents), and features under the names of the file."""

    clienten: pl.DataFrame
    waarschuwingen: tuple[Waarschuwing, ...]


@dataclass(frozen=True)
class Indelingsbestand:
    """`indeling`: client and profiel (texts), and the axes of the profile if the file has them."""

    indeling: pl.DataFrame
    waarschuwingen: tuple[Waarschuwing, ...]


def read_clienten(pad: Path) -> Clientbestand:
    """A CSV or Parquet with `client`, `kosten` (euros) and any features. Raises IntakeFout."""
    tabel, opmerkingen = _read_tabel(pad, ("client", "kosten"))
    euro = _parse_kosten(tabel["kosten"])
    euro = euro.set(~(euro.abs() < _GRENS).fill_null(value=True), None)
    kosten = (euro * 100).round(0, mode="half_away_from_zero")
    tabel = tabel.with_columns(kosten=kosten.cast(pl.Int64, strict=False))
    fout = tabel.filter(pl.col("kosten").is_null())
    opmerkingen += _meld("kosten_ongeldig", fout)
    tabel = tabel.filter(pl.col("kosten").is_not_null())
    opmerkingen += _meld("client_dubbel", tabel.filter(~pl.col("client").is_first_distinct()))
    rest = [naam for naam in tabel.columns if naam not in ("client", "kosten")]
    per_client = (
        tabel.group_by("client", maintain_order=True)
        .agg(pl.col("kosten").sum(), *(pl.col(naam).first() for naam in rest))
        .sort("client")
    )
    opmerkingen += _meld("kosten_negatief", per_client.filter(pl.col("kosten") < 0))
    kenmerken = [naam for naam in rest if naam != "regelnummer"]
    return Clientbestand(
        per_client.select("client", "kosten", *(_als_kenmerk(per_client[naam]) for naam in kenmerken)),
        tuple(opmerkingen),
    )


def read_indeling(pad: Path) -> Indelingsbestand:
    """A CSV or Parquet with `client` and `profiel`; one row per client is kept. Raises IntakeFout."""
    tabel, opmerkingen = _read_tabel(pad, ("client", "profiel"))
    tabel = tabel.with_columns(pl.col("profiel").cast(pl.String).str.strip_chars())
    opmerkingen += _meld("profiel_leeg", tabel.filter(pl.col("profiel").fill_null("") == ""))
    tabel = tabel.filter(pl.col("profiel").fill_null("") != "").unique(
        ["client", "profiel"], maintain_order=True
    )
    dubbel = tabel.filter(~pl.col("client").is_first_distinct())
    opmerkingen += _meld("meer_profielen", dubbel.unique("client", maintain_order=True))
    eerste = tabel.filter(pl.col("client").is_first_distinct())
    assen = [naam for naam in eerste.columns if naam not in ("client", "profiel", "regelnummer")]
    return Indelingsbestand(eerste.select("client", "profiel", *assen), tuple(opmerkingen))


def join_indeling(
    clienten: pl.DataFrame, indeling: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[Waarschuwing, ...]]:
    """The clients who have a profile, with it; who has none, and profiles without cost, are counted."""
    samen = clienten.join(
        indeling.select("client", "profiel"), on="client", how="left", maintain_order="left"
    )
    zonder = samen.filter(pl.col("profiel").is_null())
    met = samen.filter(pl.col("profiel").is_not_null())
    los = indeling.height - met.height
    opmerkingen = _meld("client_zonder_profiel", zonder)
    if los:
        opmerkingen.append(
            Waarschuwing("profiel_zonder_client", los, 0, _UITLEG["profiel_zonder_client"], ())
        )
    return met, tuple(opmerkingen)


def _read_tabel(pad: Path, verplicht: Sequence[str]) -> tuple[pl.DataFrame, list[Waarschuwing]]:
    """All rows with the names of the file, `client` as text and the line number; odd rows counted."""
    namen = {normaliseer_naam(naam): naam.strip() for naam in list_kolomnamen(pad)}
    namen |= {naam: naam for naam in verplicht}
    for geen_kenmerk in ("", "regelnummer"):  # a number of the line says nothing of a client
        namen.pop(geen_kenmerk, None)
    tabel = _concat(list_blokken(pad, Vorm(tuple(namen), tuple(verplicht))))
    if tabel is None:
        raise IntakeFout(f"{pad.name} bevat geen enkele regel.")
    opmerkingen = _meld("kolommen_ongeldig", tabel.filter("te_breed"))
    tabel = tabel.filter(~pl.col("te_breed")).drop("te_breed")
    client = pl.col("client").cast(pl.String).str.strip_chars()
    tabel = tabel.with_columns(client=client)
    leeg = pl.col("client").fill_null("") == ""
    opmerkingen += _meld("client_leeg", tabel.filter(leeg))
    return tabel.filter(~leeg).rename({k: v for k, v in namen.items() if k != v}), opmerkingen


def _concat(blokken: Iterator[pl.DataFrame]) -> pl.DataFrame | None:
    alle = list(blokken)
    return pl.concat(alle, how="vertical_relaxed") if alle else None


def _meld(soort: str, regels: pl.DataFrame) -> list[Waarschuwing]:
    """One remark about these rows, none without any."""
    if not regels.height:
        return []
    kosten = regels["kosten"] if "kosten" in regels.columns else None
    bedrag = int(kosten.sum() or 0) if kosten is not None and kosten.dtype.is_integer() else 0
    eerste = (
        tuple(regels["regelnummer"].head(EERSTE_REGELS).to_list()) if "regelnummer" in regels.columns else ()
    )
    return [Waarschuwing(soort, regels.height, bedrag, _UITLEG[soort], eerste)]


def _parse_kosten(kolom: pl.Series) -> pl.Series:
    """Euros to float64; a point is a decimal mark when one value in the column shows that it is."""
    if kolom.dtype.is_numeric():
        return _eindig(kolom.cast(pl.Float64))
    tekst = kolom.cast(pl.String).str.strip_chars()
    bekend = tekst.filter(tekst.fill_null("") != "")
    kaal = bekend.str.contains(_KALE_GETAL)
    if len(bekend) and kaal.all() and bekend.str.contains(_DECIMALE_PUNT).any():
        return _eindig(tekst.cast(pl.Float64, strict=False))
    return parse_getallen(tekst)


def _als_kenmerk(kolom: pl.Series) -> pl.Series:
    """Numbers (float64) or words (text); unknown is empty."""
    if kolom.dtype.is_numeric():
        return _eindig(kolom.cast(pl.Float64))
    tekst = kolom.cast(pl.String).str.strip_chars()
    tekst = tekst.set(tekst.str.to_lowercase().is_in(list(_LEEG)).fill_null(value=False), None)
    bekend = tekst.drop_nulls()
    if not len(bekend) or bekend.str.contains(_CODE).any():
        return tekst
    if bekend.str.contains(_KALE_GETAL).all():
        return _eindig(tekst.cast(pl.Float64, strict=False))
    getallen = parse_getallen(tekst)
    return getallen if getallen.null_count() == tekst.null_count() else tekst


def _eindig(kolom: pl.Series) -> pl.Series:
    return kolom.set(~kolom.is_finite().fill_null(value=True), None)
