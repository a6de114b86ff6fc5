"""From blocks of texts to claim lines: read values, count what is wrong, number clients, keep on disk."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import polars as pl

from stelsel.lake.intake.lezen import KOLOMMEN, list_blokken
from stelsel.lake.intake.waarden import (
    parse_codes,
    parse_datums,
    parse_domeinen,
    parse_getallen,
    parse_volumes,
)
from stelsel.lake.intake.waarschuwingen import WEGGELATEN, Teller, Waarschuwing
from stelsel.lake.opslag import write_parquet
from stelsel.lake.tabellen import DOMEINEN

_NUMMERS = {"client": pl.String, "client_nr": pl.Int32}
#: The domain or financing as it stood, for history that keeps it; goes along when a block has it.
OUD_DOMEIN = "oud_domein"
#: No line is about so many euros or units; below it thirty million lines add up in 64 bits.
_GRENS = 1e9
_CIJFERS = {"gemeente": 4, "aanbieder": 8, "productcategorie": 2, "eenheid": 2}


@dataclass
class Intake:
    """The claim lines of one outside source on temporary disk; use as a context manager.

    `bestanden`: Parquet files with the columns of the claim lines (client_nr, gemeente, …, bedrag in cents),
    `jaar` of the begin date, and `regelnummer`. `regels`: lines kept; `clienten`: different clients.
    """

    bestanden: list[Path] = field(default_factory=list)
    regels: int = 0
    _teller: Teller = field(default_factory=Teller)
    _bekend: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_NUMMERS))
    _vingerafdrukken: list[np.ndarray] = field(default_factory=list)
    _map: tempfile.TemporaryDirectory[str] = field(
        default_factory=lambda: tempfile.TemporaryDirectory(prefix="stelsel-intake-")
    )

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *_: object) -> None:
        self._map.cleanup()

    @property
    def map(self) -> Path:
        """The temporary folder; gone with the intake."""
        return Path(self._map.name)

    @property
    def bekend(self) -> pl.DataFrame:
        """Client texts with their numbers, to number a second file alike; never to be written."""
        return self._bekend

    @property
    def clienten(self) -> int:
        """Number of different clients on the lines kept."""
        return self._bekend.height

    @property
    def waarschuwingen(self) -> list[Waarschuwing]:
        """Everything that was wrong, one per kind."""
        return self._teller.list_waarschuwingen()

    def register_overgeslagen(self, aantal: int) -> None:
        """Files in a folder of messages that could not be used."""
        geen = pl.Series([None] * aantal, dtype=pl.Int64)
        self._teller.register("bericht_overgeslagen", regels=geen, bedragen=geen)

    def register_blok(self, blok: pl.DataFrame) -> None:
        """Read one block of lines (KOLOMMEN or with bedrag_cent for bedrag, te_breed, regelnummer)."""
        gelezen = read_waarden(blok)
        for (soort,), groep in gelezen.filter(pl.col("weg").is_not_null()).group_by(
            "weg", maintain_order=True
        ):
            self._teller.register(str(soort), regels=groep["regelnummer"], bedragen=groep["bedrag"])
        goed = gelezen.filter(pl.col("weg").is_null()).drop("weg")
        for soort, waar in _OPMERKINGEN.items():
            groep = goed.filter(waar)
            self._teller.register(soort, regels=groep["regelnummer"], bedragen=groep["bedrag"])
        if goed.height:
            self._bewaar(goed)

    def register_dubbele(self) -> None:
        """Count lines that equal an earlier one on all columns; to be called once, after the last block."""
        if not self._vingerafdrukken:
            return
        alle = np.sort(np.concatenate(self._vingerafdrukken))
        meermaals = np.unique(alle[1:][alle[1:] == alle[:-1]])
        del alle
        if not len(meermaals):
            return
        delen = []
        for pad, afdrukken in zip(self.bestanden, self._vingerafdrukken, strict=True):
            plekken = np.flatnonzero(np.isin(afdrukken, meermaals))
            if len(plekken):
                rijen = pl.read_parquet(pad, columns=["regelnummer", "bedrag"])[plekken]
                delen.append(rijen.with_columns(afdruk=afdrukken[plekken]))
        kandidaten = pl.concat(delen)
        herhaald = kandidaten.filter(~pl.col("afdruk").is_first_distinct())
        self._teller.register("dubbel", regels=herhaald["regelnummer"], bedragen=herhaald["bedrag"])

    def _bewaar(self, goed: pl.DataFrame) -> None:
        nummers, self._bekend = add_clientnummers(goed["client"], bekend=self._bekend)
        regels = goed.with_columns(nummers).drop("client")
        self._vingerafdrukken.append(regels.drop("regelnummer").hash_rows().to_numpy())
        pad = self.map / f"deel-{len(self.bestanden):05d}.parquet"
        write_parquet(regels.with_columns(pl.col("begindatum").dt.year().alias("jaar")), pad)
        self.bestanden.append(pad)
        self.regels += regels.height


def add_clientnummers(clienten: pl.Series, *, bekend: pl.DataFrame) -> tuple[pl.Series, pl.DataFrame]:
    """Dense numbers in order of appearance, and the numbers now known; the texts stay in memory only."""
    kolom = clienten.to_frame()
    nieuw = kolom.unique(maintain_order=True).join(bekend, on="client", how="anti", maintain_order="left")
    if nieuw.height:
        eerste = bekend.height
        nummers = pl.int_range(eerste, eerste + nieuw.height, dtype=pl.Int32, eager=True)
        bekend = pl.concat([bekend, nieuw.with_columns(client_nr=nummers)])
    return kolom.join(bekend, on="client", how="left", maintain_order="left")["client_nr"], bekend


def read_bestand(pad: Path) -> Intake:
    """Read a CSV or Parquet file of claim lines. Raises IntakeFout; bad lines become waarschuwingen."""
    return read_tabellen(list_blokken(pad))


def read_tabellen(blokken: Iterable[pl.DataFrame]) -> Intake:
    """Read claim lines that are already tables (of decoded messages, of a file).

    Columns as KOLOMMEN, as texts or typed; `bedrag_cent` (int64) may stand for `bedrag`; `te_breed` and
    `regelnummer` may be left out. Nothing is left on disk when a block raises.
    """
    intake = Intake()
    try:
        for blok in blokken:
            intake.register_blok(blok)
        intake.register_dubbele()
    except BaseException:
        intake.__exit__()
        raise
    return intake


@cache
def list_gemeentecodes() -> frozenset[str]:
    """The codes of the municipalities, and of the invented ones of the example region."""
    data = tomllib.loads((resources.files(__package__) / "gemeentecodes.toml").read_text("utf-8"))
    return frozenset(data["codes"]) | frozenset(data["verzonnen"])


def read_waarden(blok: pl.DataFrame) -> pl.DataFrame:
    """Typed columns beside `weg`: the first trouble that costs the line its place, or empty."""
    bedrag = blok["bedrag_cent"] if "bedrag_cent" in blok.columns else _lees_bedrag(blok["bedrag"])
    bedrag = bedrag.set(~(bedrag.abs() < 100 * _GRENS).fill_null(value=True), None)
    volume_leeg = blok["volume"].is_null() | (blok["volume"].cast(pl.String).str.strip_chars() == "")
    te_breed = blok["te_breed"] if "te_breed" in blok.columns else pl.lit(False)
    kolommen = {
        "client": blok["client"].cast(pl.String).str.strip_chars(),
        **{naam: parse_codes(_als_code(blok[naam]), cijfers=n) for naam, n in _CIJFERS.items()},
        "domein": parse_domeinen(blok["domein"].cast(pl.String)),
        "productcode": blok["productcode"].cast(pl.String).str.strip_chars(),
        "begindatum": _lees_datum(blok["begindatum"]),
        "einddatum": _lees_datum(blok["einddatum"]),
        "volume": _lees_getal(blok["volume"], parse_volumes),
        "bedrag": bedrag,
    }
    regelnummer = blok["regelnummer"] if "regelnummer" in blok.columns else pl.int_range(1, pl.len() + 1)
    fouten = (
        te_breed,
        pl.col("client").fill_null("") == "",
        pl.col("bedrag").is_null(),
        pl.any_horizontal(pl.col("begindatum", "einddatum").is_null()),
        pl.col("volume").is_null() & ~volume_leeg,
    )
    weg = pl.coalesce(
        *(pl.when(fout).then(pl.lit(soort)) for soort, fout in zip(WEGGELATEN, fouten, strict=True))
    )
    tabel = pl.DataFrame(kolommen).select(*KOLOMMEN)
    if OUD_DOMEIN in blok.columns:
        tabel = tabel.with_columns(blok[OUD_DOMEIN].cast(pl.String).fill_null("").str.strip_chars())
    return tabel.with_columns(regelnummer=regelnummer, weg=weg)


def _lees_bedrag(kolom: pl.Series) -> pl.Series:
    """Euros to cents; texts by the rules for people, numbers as they are."""
    return (_lees_getal(kolom) * 100).round(0, mode="half_away_from_zero").cast(pl.Int64, strict=False)


def _lees_datum(kolom: pl.Series) -> pl.Series:
    """A day; a number is none: Parquet does not say since when it counts."""
    if isinstance(kolom.dtype, pl.Date | pl.Datetime):
        return kolom.cast(pl.Date)
    return parse_datums(kolom.cast(pl.String, strict=False))


def _lees_getal(kolom: pl.Series, lees: Callable[[pl.Series], pl.Series] = parse_getallen) -> pl.Series:
    """A number that can be added up over all lines; one without end, or no number at all, is none."""
    if kolom.dtype.is_numeric():
        getallen = kolom.cast(pl.Float64)
    else:
        getallen = lees(kolom.cast(pl.String, strict=False))
    return getallen.set(~(getallen.abs() < _GRENS).fill_null(value=True), None)


def _als_code(kolom: pl.Series) -> pl.Series:
    """A code as text; whole numbers that a spreadsheet kept with decimals (363.0) without them."""
    if kolom.dtype.is_float():
        kolom = kolom.cast(pl.Int64, strict=False)
    return kolom.cast(pl.String, strict=False)


_OPMERKINGEN = {
    "gemeente_onbekend": ~pl.col("gemeente").is_in(sorted(list_gemeentecodes())),
    "domein_onbekend": ~pl.col("domein").is_in(DOMEINEN),
    "periode_omgekeerd": pl.col("einddatum") < pl.col("begindatum"),
    "volume_negatief": (pl.col("volume") < 0) & (pl.col("bedrag") > 0),
}
