"""How a file of claim lines is to be read: kind, encoding, separator, sheet, header line, marks, dates.

Everything is guessed from the first lines, shown, and may be set otherwise: a guess is never silent.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from stelsel.kern.nummers import bsn_geldig
from stelsel.lake.inlezen.doelen import DOELEN_VAN, list_doelen_van
from stelsel.lake.inlezen.excel import check_excel, list_bladen, list_rijen
from stelsel.lake.intake.lezen import IntakeFout

#: Lines looked at for a guess; the whole file is read only after somebody agreed with how.
GEZIEN = 200
_ZOEK_KOP, _MEESTE_BLADEN, _MONSTER = 30, 12, 512 * 1024
_SCHEIDINGEN = (";", ",", "\t", "|")
_LANGSTE_NAAM = 80


class Soort(StrEnum):
    """Kinds of files."""

    CSV = "csv"
    EXCEL = "excel"
    PARQUET = "parquet"


class Codering(StrEnum):
    """Encodings of a CSV that occur."""

    UTF8 = "utf-8"
    WINDOWS = "cp1252"
    UTF16_LE = "utf-16-le"
    UTF16_BE = "utf-16-be"


class Decimaal(StrEnum):
    """The decimal mark in texts; ZELF reads every value on its own, 1.234 as thousands."""

    ZELF = "zelf"
    KOMMA = "komma"
    PUNT = "punt"


class Datumvorm(StrEnum):
    """The order in a date; ZELF reads 2025-03-01 and 1-3-2025."""

    ZELF = "zelf"
    DAG_MAAND_JAAR = "dmj"
    MAAND_DAG_JAAR = "mdj"
    CIJFERS = "jjjjmmdd"


@dataclass(frozen=True)
class Leeswijze:
    """`kopregel`: number of the line with the names (1 is the first); `centen`: amounts are whole cents."""

    soort: Soort
    codering: Codering = Codering.UTF8
    scheiding: str = ";"
    blad: str = ""
    kopregel: int = 1
    decimaal: Decimaal = Decimaal.ZELF
    datumvorm: Datumvorm = Datumvorm.ZELF
    centen: bool = False

    def als_data(self) -> dict[str, Any]:
        """To be kept as JSON."""
        return asdict(self)


def parse_leeswijze(data: dict[str, Any]) -> Leeswijze:
    """What `als_data` gave. Raises ValueError."""
    bekend = {veld.name: data[veld.name] for veld in fields(Leeswijze) if veld.name in data}
    soorten = {"soort": Soort, "codering": Codering, "decimaal": Decimaal, "datumvorm": Datumvorm}
    return Leeswijze(
        **bekend | {naam: soort(bekend[naam]) for naam, soort in soorten.items() if naam in bekend}
    )


@dataclass(frozen=True)
class Kijkje:
    """The first lines of a file. `kolommen`: names, made different; `rijen`: as texts, as wide as the names;
    `boven`: lines above the header; `bladen`: of an Excel file; `formules`: whether cells are computed."""

    kolommen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    boven: tuple[str, ...] = ()
    bladen: tuple[str, ...] = ()
    formules: bool = False

    def list_waarden(self, kolom: str) -> list[str]:
        """The filled values of a column, in their order."""
        plek = self.kolommen.index(kolom)
        return [rij[plek] for rij in self.rijen if rij[plek]]


def guess_leeswijze(pad: Path) -> Leeswijze:
    """How to read this file, as far as its first lines tell. Raises IntakeFout when it is of no use."""
    begin = _lees_begin(pad)
    if begin.startswith(b"PAR1"):
        look(pad, Leeswijze(Soort.PARQUET))
        return Leeswijze(Soort.PARQUET)
    if begin.startswith((b"PK", b"\xd0\xcf")):
        check_excel(pad)
        wijze = _guess_blad(pad)
    else:
        wijze = _guess_csv(begin)
    return _guess_waarden(wijze, look(pad, wijze))


def look(pad: Path, wijze: Leeswijze) -> Kijkje:
    """The first lines of the file, read this way. Raises IntakeFout."""
    if wijze.soort is Soort.PARQUET:
        return _look_parquet(pad)
    formules, bladen = False, tuple[str, ...]()
    if wijze.soort is Soort.EXCEL:
        formules, bladen = check_excel(pad), tuple(list_bladen(pad))
    rijen = list(islice(list_tekstrijen(pad, wijze), wijze.kopregel + GEZIEN))
    if len(rijen) < wijze.kopregel or not any(rijen[wijze.kopregel - 1]):
        raise IntakeFout(
            f"Op regel {wijze.kopregel} staan geen kolomnamen. Kies een andere regel of ander blad."
        )
    boven = rijen[wijze.kopregel - 2] if wijze.kopregel > 1 else []
    kolommen = create_namen(rijen[wijze.kopregel - 1], boven)
    gevuld = [rij for rij in rijen[wijze.kopregel :] if any(rij)]
    if not gevuld:
        raise IntakeFout(f"Onder de kolomnamen op regel {wijze.kopregel} staat geen enkele regel.")
    breed = len(kolommen)
    return Kijkje(
        kolommen=kolommen,
        rijen=tuple(tuple((rij + [""] * breed)[:breed]) for rij in gevuld),
        boven=tuple(" ".join(filter(None, rij))[:200] for rij in rijen[: wijze.kopregel - 1]),
        bladen=bladen,
        formules=formules,
    )


def create_namen(kop: Sequence[str], boven: Sequence[str] = ()) -> tuple[str, ...]:
    """Different names for all columns: an empty one takes that of the cell above, a second one a number."""
    uit: list[str] = []
    for plek, naam in enumerate(kop):
        kaal = " ".join((naam or (boven[plek] if plek < len(boven) else "")).split())[:_LANGSTE_NAAM]
        kaal = kaal or f"kolom {plek + 1}"
        nummer = 1 + sum(eerder == kaal or eerder.startswith(f"{kaal} (") for eerder in uit)
        uit.append(kaal if nummer == 1 else f"{kaal} ({nummer})")
    return tuple(uit)


def list_tekstrijen(pad: Path, wijze: Leeswijze) -> Iterator[list[str]]:
    """The rows of a CSV or Excel file as texts, from the first line on; for the first lines only."""
    if wijze.soort is Soort.EXCEL:
        yield from list_rijen(pad, blad=wijze.blad, meeste=wijze.kopregel + GEZIEN)
        return
    tekst = decode(_lees_begin(pad), wijze.codering)
    yield from _split(tekst, wijze.scheiding)


def _split(tekst: str, scheiding: str) -> Iterator[list[str]]:
    regels = tekst.splitlines(keepends=True)
    if len(tekst) >= _MONSTER // 2:
        regels = regels[:-1]  # the last one may be cut off
    for regel in regels:
        try:
            yield [" ".join(veld.split()) for veld in next(csv.reader([regel], delimiter=scheiding), [])]
        except csv.Error:
            yield [regel.strip()]


def _lees_begin(pad: Path) -> bytes:
    if not pad.is_file():
        raise IntakeFout("Het bestand is er niet meer. Kies het opnieuw.")
    with pad.open("rb") as bestand:
        begin = bestand.read(_MONSTER)
    if not begin.strip(b"\xef\xbb\xbf \r\n\t"):
        raise IntakeFout("Dit bestand is leeg.")
    return begin


def _guess_csv(begin: bytes) -> Leeswijze:
    if begin.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        raise IntakeFout(
            "Dit is een XML- of HTML-bestand. Lees een map met berichten in met stelsel inlezen."
        )
    codering = _guess_codering(begin)
    tekst = decode(begin, codering)
    eerste, *rest = tekst.split("\n", 1)
    if eerste.strip(" \r\"'").lower().startswith("sep="):
        scheiding = eerste.strip(" \r\"'")[4:5] or ";"
        rijen = list(islice(_split(rest[0] if rest else "", scheiding), _ZOEK_KOP))
        return Leeswijze(Soort.CSV, codering, scheiding, kopregel=_zoek_kop(rijen)[0] + 1)
    keuzes = []
    for scheiding in _SCHEIDINGEN:
        rijen = list(islice(_split(tekst, scheiding), _ZOEK_KOP))
        regel, punten = _zoek_kop(rijen)
        keuzes.append((punten, _tel_breedte(rijen), -_SCHEIDINGEN.index(scheiding), scheiding, regel))
    *_, scheiding, regel = max(keuzes)
    return Leeswijze(Soort.CSV, codering, scheiding, kopregel=regel)


def _guess_codering(begin: bytes) -> Codering:
    if begin.startswith(b"\xff\xfe"):
        return Codering.UTF16_LE
    if begin.startswith(b"\xfe\xff"):
        return Codering.UTF16_BE
    if b"\0" in begin:
        oneven, even = begin[1:2000:2].count(0), begin[0:2000:2].count(0)
        if max(oneven, even) < min(len(begin), 2000) // 4:
            raise IntakeFout("Dit is geen tekstbestand. Lever een CSV-, Excel- of Parquet-bestand aan.")
        return Codering.UTF16_LE if oneven > even else Codering.UTF16_BE
    # The last line of a sample may be cut off in the middle of a letter.
    regels = begin.splitlines()[: -1 if len(begin) == _MONSTER else None]
    vreemd = [regel for regel in regels if not regel.isascii()]
    return Codering.UTF8 if not vreemd or any(map(_is_utf8, vreemd)) else Codering.WINDOWS


def _is_utf8(regel: bytes) -> bool:
    try:
        regel.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(tekst: bytes, codering: Codering) -> str:
    """The text; bytes that are no UTF-8 in a file that is otherwise are Windows: two systems wrote it."""
    return tekst.decode(codering, errors=get_herstel(codering)).lstrip("\ufeff")


def get_herstel(codering: Codering) -> str:
    """What to do with bytes that this encoding does not know, as Python's codecs call it."""
    codecs.register_error("stelsel-windows", _lees_windows)
    return "stelsel-windows" if codering is Codering.UTF8 else "replace"


def _lees_windows(fout: UnicodeError) -> tuple[str, int]:
    if not isinstance(fout, UnicodeDecodeError):
        raise fout
    return fout.object[fout.start : fout.end].decode("cp1252", errors="replace"), fout.end


def _guess_blad(pad: Path) -> Leeswijze:
    beste, keuze = (-1, 0), None
    for plek, blad in enumerate(list_bladen(pad)[:_MEESTE_BLADEN]):
        rijen = list(list_rijen(pad, blad=blad, meeste=_ZOEK_KOP))
        regel, punten = _zoek_kop(rijen)
        if any(map(any, rijen)) and (punten, -plek) > beste:
            beste, keuze = (punten, -plek), Leeswijze(Soort.EXCEL, blad=blad, kopregel=regel)
    if keuze is None:
        raise IntakeFout("In dit Excelbestand staat op geen enkel blad een tabel.")
    return keuze


def _zoek_kop(rijen: Sequence[Sequence[str]]) -> tuple[int, int]:
    """The number of the line that looks most like names of columns, and how many it names."""
    if not any(map(any, rijen)):
        return 1, 0
    punten = [max(len(list_doelen_van(rij, soort)) for soort in DOELEN_VAN) for rij in rijen]
    beste = max(punten)
    if beste > 1:
        return punten.index(beste) + 1, beste
    breedst = max(sum(map(bool, rij)) for rij in rijen)
    return next(n for n, rij in enumerate(rijen, start=1) if sum(map(bool, rij)) == breedst), beste


def _tel_breedte(rijen: Sequence[Sequence[str]]) -> int:
    breedtes = sorted(len(rij) for rij in rijen)
    return breedtes[len(breedtes) // 2] if breedtes else 0


_GELD = re.compile(r"^-?[\d.,]*\d[.,]\d{1,2}-?$")
_DAG = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\b")
_ACHT = re.compile(r"^(?:19|20)\d{6}$")
_LAATSTE_MAAND = 12
_DAGEN = ("begindatum", "ingangsdatum", "einddatum", "startdatum", "stopdatum")


def _guess_waarden(wijze: Leeswijze, kijkje: Kijkje) -> Leeswijze:
    """The marks and the order of dates, where the first values leave no doubt."""
    doelen = {k: v for soort in DOELEN_VAN for k, v in list_doelen_van(kijkje.kolommen, soort).items()}
    geld = [w for doel in ("bedrag", "volume") if doel in doelen for w in kijkje.list_waarden(doelen[doel])]
    dagen = [w for d in _DAGEN if d in doelen for w in kijkje.list_waarden(doelen[d])]
    wijze = replace(wijze, decimaal=_guess_decimaal(geld), datumvorm=_guess_datumvorm(dagen))
    return replace(wijze, centen="cent" in doelen.get("bedrag", "").casefold())


def _guess_decimaal(waarden: Sequence[str]) -> Decimaal:
    tekens = {next(t for t in reversed(w) if t in ".,") for w in waarden if _GELD.match(w)}
    if tekens == {","}:
        return Decimaal.KOMMA
    return Decimaal.PUNT if tekens == {"."} else Decimaal.ZELF


def _guess_datumvorm(waarden: Sequence[str]) -> Datumvorm:
    if waarden and all(map(_ACHT.match, waarden)):
        return Datumvorm.CIJFERS
    delen = [(int(r.group(1)), int(r.group(2))) for w in waarden if (r := _DAG.match(w))]
    if any(tweede > _LAATSTE_MAAND for _, tweede in delen):
        return Datumvorm.MAAND_DAG_JAAR
    return Datumvorm.DAG_MAAND_JAAR if delen else Datumvorm.ZELF


def _look_parquet(pad: Path) -> Kijkje:
    import polars as pl
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        bestand = pq.ParquetFile(pad)
        namen = create_namen(bestand.schema_arrow.names)
        groep = next(bestand.iter_batches(GEZIEN), None)
        if groep is None or not groep.num_rows:
            raise IntakeFout("Dit bestand heeft geen enkele regel.")
        tabel = pl.DataFrame(pa.Table.from_batches([groep]))
    except (pa.ArrowException, OSError, pl.exceptions.PolarsError) as fout:
        raise IntakeFout("Dit is geen leesbaar Parquet-bestand.") from fout
    rijen = ([("" if w is None else str(w)) for w in rij] for rij in tabel.iter_rows())
    return Kijkje(namen, tuple(map(tuple, rijen)))


def is_bsn_kolom(waarden: Sequence[str]) -> bool:
    """Whether most of these values are burgerservicenummers, also without their leading zero."""
    kaal = [w.replace(".", "").replace(" ", "").zfill(9) for w in waarden]
    return bool(kaal) and sum(map(bsn_geldig, kaal)) * 2 > len(kaal)
