"""Files of claim lines, cut into blocks that fit in memory; every block a table of texts.

A CSV is cut at line ends, so a block can be checked, decoded and split on its own: many bytes at a time, and
line numbers stay exact. A block that is not UTF-8 is taken to be Windows-1252. A block with broken quotation
marks is split line by line, so that one mark does not cost the lines after it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

KOLOMMEN = (
    "client", "gemeente", "aanbieder", "domein", "productcategorie", "productcode",
    "begindatum", "einddatum", "volume", "eenheid", "bedrag",
)  # fmt: skip
TOEWIJZINGKOLOMMEN = (
    "client", "toewijzing", "gemeente", "aanbieder", "domein", "productcode", "ingangsdatum", "einddatum",
    "startdatum", "stopdatum", "reden", "verwijzer", "huishouden", "geboortejaar",
)  # fmt: skip
PROFIELKOLOMMEN = ("client", "profiel")
BLOK_BYTES = 8 * 1024 * 1024
BLOK_RIJEN = 100_000
_LANGSTE_KOP = 1024 * 1024
_REGELS_TERUG = 200
_GEEN_TEKST = "{naam} is geen tekstbestand. Lever een CSV-bestand of een Parquet-bestand aan."


@dataclass(frozen=True)
class Vorm:
    """The columns of a kind of file, and which of them it cannot do without."""

    kolommen: tuple[str, ...]
    verplicht: tuple[str, ...]


DECLARATIEREGELS = Vorm(KOLOMMEN, KOLOMMEN)
TOEWIJZINGEN = Vorm(TOEWIJZINGKOLOMMEN, ("client", "aanbieder", "productcode", "ingangsdatum"))
PROFIELEN = Vorm(PROFIELKOLOMMEN, PROFIELKOLOMMEN)


class IntakeFout(Exception):
    """The file as a whole cannot be used; the text says in plain Dutch what is wrong and what to do."""


@dataclass(frozen=True)
class Kop:
    """The header of a CSV: its separator, its width, and where each wanted column stands."""

    scheiding: str
    breedte: int
    plaats: dict[str, int]
    kolommen: tuple[str, ...] = KOLOMMEN


def list_blokken(pad: Path, vorm: Vorm = DECLARATIEREGELS) -> Iterator[pl.DataFrame]:
    """The lines of a CSV or Parquet file, in blocks with the columns of `vorm`, `regelnummer`, `te_breed`.

    A column that the file may miss, and misses, is empty. Raises IntakeFout when the file is absent, empty,
    of another kind, or misses columns.
    """
    if not pad.is_file():
        raise IntakeFout(f"{pad} bestaat niet of is geen bestand.")
    with pad.open("rb") as bestand:
        parquet = bestand.read(4) == b"PAR1"
        bestand.seek(0)
        if parquet:
            yield from _list_parquet(pad, vorm)
        else:
            yield from _list_csv(pad.name, bestand, vorm)


def _list_csv(naam: str, bestand: BinaryIO, vorm: Vorm) -> Iterator[pl.DataFrame]:
    _weiger_andere_soort(naam, bestand.read(4))
    bestand.seek(0)
    eerste, regel = bestand.readline(_LANGSTE_KOP), 1
    if eerste.strip(b"\xef\xbb\xbf\r\n\"' ").lower().startswith(b"sep="):
        eerste, regel = bestand.readline(_LANGSTE_KOP), 2
    if b"\0" in eerste:
        raise IntakeFout(_GEEN_TEKST.format(naam=naam))
    if not eerste.strip(b"\xef\xbb\xbf \t\r\n"):
        raise IntakeFout(f"{naam}: regel {regel} is leeg. Daar horen de namen van de kolommen te staan.")
    kop = parse_kop(naam, _decodeer(eerste).decode("utf-8"), vorm)
    yield from list_tekstblokken(bestand, kop, naam=naam, regel=regel)


def list_tekstblokken(bestand: BinaryIO, kop: Kop, *, naam: str, regel: int) -> Iterator[pl.DataFrame]:
    """What follows the header, line `regel`, in blocks of texts. Raises IntakeFout."""
    rest = b""
    while blok := bestand.read(BLOK_BYTES):
        if b"\0" in blok:
            raise IntakeFout(_GEEN_TEKST.format(naam=naam))
        blok = rest + blok
        knip = _get_knip(naam, blok)
        rest = blok[knip:]
        if knip:
            yield _split_blok(_decodeer(blok[:knip]), kop, regel + 1)
        regel += blok.count(b"\n", 0, knip)
    if rest:
        yield _split_blok(_decodeer(rest), kop, regel + 1)


def _weiger_andere_soort(naam: str, begin: bytes) -> None:
    if not begin:
        raise IntakeFout(f"{naam} is leeg.")
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise IntakeFout(f"{naam} is opgeslagen als UTF-16. Sla het opnieuw op als CSV met UTF-8.")
    if begin.startswith((b"PK", b"\xd0\xcf")):
        raise IntakeFout(f"{naam} is een Excel- of zipbestand. Sla het op als CSV met UTF-8.")
    if begin.lstrip(b"\xef\xbb\xbf").startswith(b"<"):
        raise IntakeFout(f"{naam} is een XML-bestand. Geef de map op waarin de declaratieberichten staan.")


def parse_kop(naam: str, tekst: str, vorm: Vorm = DECLARATIEREGELS) -> Kop:
    """Separator and columns from the header line, in any order and case. Raises IntakeFout."""
    try:
        keuzes = [(scheiding, _plaatsen(tekst, scheiding, vorm)) for scheiding in (";", ",", "\t")]
    except csv.Error:
        raise IntakeFout(
            f"{naam}: regel 1 is niet te lezen als kopregel van een CSV-bestand. Sla het bestand opnieuw op "
            "als CSV met UTF-8 en gewone regeleinden."
        ) from None
    scheiding, (namen, plaats) = max(keuzes, key=lambda keuze: len(keuze[1][1]))
    ontbreekt = [kolom for kolom in vorm.verplicht if kolom not in plaats]
    if ontbreekt:
        raise IntakeFout(
            f"{naam}: regel 1 mist {_tel(len(ontbreekt), 'kolom', 'kolommen')}: {', '.join(ontbreekt)}. "
            f"Nodig zijn: {';'.join(vorm.verplicht)}."
        )
    dubbel = [kolom for kolom in vorm.kolommen if namen.count(kolom) > 1]
    if dubbel:
        raise IntakeFout(f"{naam}: regel 1 noemt een kolom twee keer: {', '.join(dubbel)}.")
    return Kop(scheiding=scheiding, breedte=len(namen), plaats=plaats, kolommen=vorm.kolommen)


def _plaatsen(tekst: str, scheiding: str, vorm: Vorm) -> tuple[list[str], dict[str, int]]:
    velden = next(csv.reader([tekst.lstrip("\ufeff").rstrip("\r\n")], delimiter=scheiding), [])
    namen = [normaliseer_naam(veld) for veld in velden]
    return namen, {naam: plek for plek, naam in enumerate(namen) if naam in vorm.kolommen}


def list_kolomnamen(pad: Path) -> list[str]:
    """The column names of a CSV or Parquet file as they stand there. Raises IntakeFout."""
    if not pad.is_file():
        raise IntakeFout(f"{pad} bestaat niet of is geen bestand.")
    with pad.open("rb") as bestand:
        begin = bestand.read(4)
        if begin == b"PAR1":
            return _list_parquetnamen(pad)
        _weiger_andere_soort(pad.name, begin)
        bestand.seek(0)
        regel = _lees_kopregel(bestand)
    tekst = _decodeer(regel).decode("utf-8").lstrip("\ufeff").rstrip("\r\n")
    try:
        keuzes = [next(csv.reader([tekst], delimiter=scheiding), []) for scheiding in (";", ",", "\t")]
    except csv.Error:
        return []
    return max(keuzes, key=len)


def _list_parquetnamen(pad: Path) -> list[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return list(pq.ParquetFile(pad).schema_arrow.names)
    except (pa.ArrowException, OSError) as fout:
        raise IntakeFout(f"{pad.name} is geen leesbaar Parquet-bestand.") from fout


def _lees_kopregel(bestand: BinaryIO) -> bytes:
    eerste = bestand.readline(_LANGSTE_KOP)
    if eerste.strip(b"\xef\xbb\xbf\r\n\"' ").lower().startswith(b"sep="):
        return bestand.readline(_LANGSTE_KOP)
    return eerste


def normaliseer_naam(naam: str) -> str:
    """A column name without case, spaces, hyphens and underscores."""
    return "".join(teken for teken in naam.casefold() if teken not in " _-\u00a0\t")


def _tel(aantal: int, een: str, meer: str) -> str:
    return f"{aantal} {een if aantal == 1 else meer}"


def _decodeer(blok: bytes) -> bytes:
    """The block as UTF-8; what is not UTF-8 is read as Windows-1252."""
    if blok.isascii():
        return blok
    try:
        blok.decode("utf-8")
    except UnicodeDecodeError:
        return blok.decode("cp1252", errors="replace").encode()
    return blok


def _get_knip(naam: str, blok: bytes) -> int:
    """Where to cut: after the last line end that is not between quotation marks, as far as can be told."""
    laatste = einde = blok.rfind(b"\n") + 1
    if not laatste and len(blok) >= BLOK_BYTES:
        megabytes = BLOK_BYTES // 2**20
        raise IntakeFout(f"{naam} heeft een regel van meer dan {megabytes} MB. Dit is geen CSV-bestand.")
    if not laatste or b'"' not in blok:
        return laatste
    for _ in range(_REGELS_TERUG):
        if blok.count(b'"', 0, einde) % 2 == 0:
            return einde
        einde = blok.rfind(b"\n", 0, einde - 1) + 1
        if not einde:
            break
    return laatste


def _split_blok(blok: bytes, kop: Kop, eerste_regel: int) -> pl.DataFrame:
    """The lines of a block as a table; `te_breed` marks lines with more fields than the header has."""
    namen = [f"k{plek}" for plek in range(kop.breedte + 1)]
    try:
        tabel = pl.read_csv(
            kop.scheiding.join(namen).encode() + b"\n" + blok,
            separator=kop.scheiding,
            infer_schema=False,
            truncate_ragged_lines=True,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        tabel = _split_regels(blok, kop, namen)
    regel = pl.int_range(eerste_regel, eerste_regel + tabel.height, dtype=pl.Int64, eager=True)
    if b'"' in blok:
        in_veld = tabel.select(pl.sum_horizontal(pl.all().str.count_matches("\n"))).to_series()
        regel += in_veld.cum_sum().shift(1, fill_value=0).cast(pl.Int64)
    return tabel.select(
        *(_get_veld(kop, kolom).alias(kolom) for kolom in kop.kolommen),
        (pl.col(namen[-1]).str.strip_chars() != "").alias("te_breed"),
        regel.alias("regelnummer"),
    ).filter(pl.any_horizontal(pl.col(*kop.plaats).str.strip_chars() != ""))


def _get_veld(kop: Kop, kolom: str) -> pl.Expr:
    return pl.col(f"k{kop.plaats[kolom]}") if kolom in kop.plaats else pl.lit(None, dtype=pl.String)


def _split_regels(blok: bytes, kop: Kop, namen: Sequence[str]) -> pl.DataFrame:
    """The slow way, for a block whose quotation marks do not match: every line on its own."""
    regels = []
    for regel in blok.decode("utf-8").split("\n"):
        try:
            velden = next(csv.reader(io.StringIO(regel.rstrip("\r")), delimiter=kop.scheiding), [])
        except csv.Error:
            velden = []
        regels.append((velden + [""] * len(namen))[: len(namen)])
    if regels and not any(regels[-1]):
        regels.pop()
    return pl.DataFrame(regels, schema=dict.fromkeys(namen, pl.String), orient="row")


def _list_parquet(pad: Path, vorm: Vorm) -> Iterator[pl.DataFrame]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        bestand = pq.ParquetFile(pad)
        namen = {normaliseer_naam(naam): naam for naam in bestand.schema_arrow.names}
        ontbreekt = [kolom for kolom in vorm.verplicht if kolom not in namen]
        if ontbreekt:
            raise IntakeFout(
                f"{pad.name} mist {_tel(len(ontbreekt), 'kolom', 'kolommen')}: {', '.join(ontbreekt)}."
            )
        aanwezig = [kolom for kolom in vorm.kolommen if kolom in namen]
        eerste = 1
        for groep in bestand.iter_batches(BLOK_RIJEN, columns=[namen[kolom] for kolom in aanwezig]):
            tabel = pl.DataFrame(pa.Table.from_batches([groep]))
            samengesteld = [kolom for kolom in aanwezig if tabel[namen[kolom]].dtype.is_nested()]
            if samengesteld:
                raise IntakeFout(
                    f"{pad.name}: in {', '.join(samengesteld)} staan lijsten. Zet er één waarde per regel in."
                )
            yield tabel.select(
                *(
                    pl.col(namen[kolom]).alias(kolom) if kolom in namen else pl.lit(None).alias(kolom)
                    for kolom in vorm.kolommen
                ),
                pl.lit(False).alias("te_breed"),
                pl.int_range(eerste, eerste + tabel.height, dtype=pl.Int64).alias("regelnummer"),
            )
            eerste += tabel.height
    except (pa.ArrowException, OSError) as fout:
        raise IntakeFout(f"{pad.name} is geen leesbaar Parquet-bestand.") from fout
