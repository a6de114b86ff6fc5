"""A mapped file becomes claim lines under pseudonyms, in a folder of its own, until somebody takes them over.

What names a client stays in memory: on disk a client is a number, and beside it the keyed pseudonym.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

import polars as pl

from stelsel.lake.inlezen.excel import list_rijen
from stelsel.lake.inlezen.koppeling import Koppeling
from stelsel.lake.inlezen.leeswijze import (
    Datumvorm,
    Decimaal,
    Kijkje,
    Leeswijze,
    Soort,
    create_namen,
    get_herstel,
    is_bsn_kolom,
    list_tekstrijen,
)
from stelsel.lake.intake.lezen import IntakeFout, Kop, list_tekstblokken
from stelsel.lake.intake.regels import OUD_DOMEIN, Intake, read_tabellen, read_waarden
from stelsel.lake.intake.waarden import parse_bedragen, parse_datums
from stelsel.lake.opslag import write_parquet
from stelsel.lake.pseudoniem import Pseudonimiseerder

#: From so many lines on a computer that also serves pages is no longer the place.
MEESTE_REGELS = 5_000_000
#: Lines shown before anything is read.
VOORBEELDEN = 8
_BLOK = 50_000
_STUK = 1 << 20
_EERSTE = "eerste"
_TOTAAL = re.compile(r"(?i)^\s*(?:eind|sub|grand\s*)?tota(?:al|len|l)\b")
_TELLER = Callable[[int], None]


@dataclass(frozen=True)
class Gemeentenamen:
    """Codes by name, for files that name municipalities in words."""

    codes: Mapping[str, str] = field(default_factory=dict)

    def vertaal(self, kolom: pl.Series) -> pl.Series:
        """The codes where a name is known; anything else as it was."""
        if kolom.dtype != pl.String:
            return kolom
        klein = {naam.casefold(): code for naam, code in self.codes.items()}
        tekst = kolom.fill_null("").str.strip_chars()
        return tekst.str.to_lowercase().replace_strict(klein, default=tekst) if klein else tekst


@dataclass
class Totaalregels:
    """Lines that add up others: how many, and the cents on the last of them, if they can be read."""

    aantal: int = 0
    laatste: int | None = None


@dataclass(frozen=True)
class Gelezen:
    """Lines on disk: `bestanden` with the columns of the intake, `clienten` with client_nr and pseudoniem.

    `vingerafdruk` is the same for the same lines in any order; `laatste_dag` is the last one on a line."""

    bestanden: tuple[Path, ...]
    clienten: Path
    regels: int
    met_bsn: bool
    vingerafdruk: str
    laatste_dag: date


def read_gekoppeld(
    pad: Path, *, wijze: Leeswijze, koppeling: Koppeling, gemeenten: Gemeentenamen, meld: _TELLER
) -> tuple[Intake, Totaalregels]:
    """The whole file as claim lines on temporary disk. `meld` hears how many lines were seen so far.

    Raises IntakeFout; bad lines become waarschuwingen of the intake.
    """
    totaal = Totaalregels()
    blokken = list_ruw(pad, wijze=wijze, koppeling=koppeling)
    intake = read_tabellen(
        _create_blok(blok, wijze, koppeling, gemeenten)
        for blok in count_regels(_zonder_totaal(blokken, wijze, totaal), meld)
    )
    if not intake.regels:
        redenen = " ".join(f"{w.uitleg} ({w.aantal} regels)" for w in intake.waarschuwingen)
        intake.__exit__()
        raise IntakeFout(f"Geen enkele regel is te lezen. {redenen}".strip())
    return intake, totaal


def write_gelezen(intake: Intake, map: Path, *, pseudonimiseerder: Pseudonimiseerder, bron: str) -> Gelezen:
    """Lay the lines in `map`, with the pseudonyms of their clients; the intake itself can go."""
    sleutels = intake.bekend["client"].to_list()
    pseudoniemen, met_bsn = create_pseudoniemen(sleutels, pseudonimiseerder=pseudonimiseerder, bron=bron)
    clienten = intake.bekend.select("client_nr").with_columns(pseudoniem=pseudoniemen)
    write_parquet(clienten, map / "clienten.parquet")
    bestanden = []
    for nummer, deel in enumerate(intake.bestanden):
        doel = map / f"regels-{nummer:05d}.parquet"
        write_parquet(pl.read_parquet(deel), doel)
        bestanden.append(doel)
    afdruk = _get_vingerafdruk(bestanden, clienten)
    laatste = pl.scan_parquet(bestanden).select(pl.max_horizontal("begindatum", "einddatum").max())
    dag: date = laatste.collect().item()
    return Gelezen(tuple(bestanden), map / "clienten.parquet", intake.regels, met_bsn, afdruk, dag)


def create_pseudoniemen(
    sleutels: list[str], *, pseudonimiseerder: Pseudonimiseerder, bron: str
) -> tuple[pl.Series, bool]:
    """The pseudonyms of clients, and whether a BSN named them.

    A burgerservicenummer gets the pseudonym that person has everywhere; a number of the source's own gets
    one that is of that source alone, so that two systems never meet by accident.
    """
    met_bsn = is_bsn_kolom(sleutels)
    if met_bsn:
        sleutels = [s.replace(".", "").replace(" ", "").zfill(9) for s in sleutels]
    soort = "client" if met_bsn else f"client {bron}"
    return pl.Series(pseudonimiseerder.list_pseudoniemen(soort, sleutels), dtype=pl.String), met_bsn


def _get_vingerafdruk(bestanden: Iterable[Path], clienten: pl.DataFrame) -> str:
    delen = []
    for pad in bestanden:
        regels = (
            pl.read_parquet(pad).drop("regelnummer", "jaar").join(clienten, on="client_nr").drop("client_nr")
        )
        delen.append(regels.select(sorted(regels.columns)).hash_rows(seed=1))
    return hashlib.sha256(pl.concat(delen).sort().to_numpy().tobytes()).hexdigest()


def count_regels(blokken: Iterable[pl.DataFrame], meld: _TELLER) -> Iterator[pl.DataFrame]:
    """The same blocks; `meld` hears how many lines went by. Raises IntakeFout when there are too many."""
    gezien = 0
    for blok in blokken:
        gezien += blok.height
        if gezien > MEESTE_REGELS:
            raise IntakeFout(
                f"Dit bestand heeft meer dan {MEESTE_REGELS:,} regels. Knip het per jaar.".replace(",", ".")
            )
        meld(gezien)
        yield blok


def list_ruw(pad: Path, *, wijze: Leeswijze, koppeling: Koppeling) -> Iterator[pl.DataFrame]:
    """The values of the mapped columns under the name of their meaning, with `eerste`, the first cell,
    `regelnummer` and `te_breed`, in blocks; texts, but from Parquet as they are."""
    if wijze.soort is Soort.PARQUET:
        return _list_parquet(pad, koppeling)
    if wijze.soort is Soort.EXCEL:
        return _list_excel(pad, wijze, koppeling)
    return _list_csv(pad, wijze, koppeling)


def get_plaatsen(namen: tuple[str, ...], koppeling: Koppeling) -> dict[str, int]:
    """Per meaning the place of its column, and `eerste`, the first."""
    plaats = {doel: namen.index(kolom) for doel, kolom in koppeling.kolommen.items() if kolom in namen}
    return plaats | {_EERSTE: 0}


def _list_csv(pad: Path, wijze: Leeswijze, koppeling: Koppeling) -> Iterator[pl.DataFrame]:
    boven = [*islice(list_tekstrijen(pad, wijze), wijze.kopregel)]
    namen = create_namen(boven[-1], boven[-2] if wijze.kopregel > 1 else [])
    kop = Kop(
        wijze.scheiding,
        len(namen),
        get_plaatsen(namen, koppeling),
        (*(doel.naam for doel in koppeling.doelen), _EERSTE),
    )
    tekst = pad.with_name("tekst.csv")
    try:
        _schrijf_utf8(pad, tekst, wijze)
        with tekst.open("rb") as stroom:
            for _ in range(wijze.kopregel):
                stroom.readline()
            yield from list_tekstblokken(stroom, kop, naam="Dit bestand", regel=wijze.kopregel)
    finally:
        tekst.unlink(missing_ok=True)


def _schrijf_utf8(van: Path, naar: Path, wijze: Leeswijze) -> None:
    """The same text in one encoding with one kind of line end, so that blocks can be cut as bytes."""
    with (
        van.open(encoding=wijze.codering, errors=get_herstel(wijze.codering)) as bron,
        naar.open("w", encoding="utf-8", newline="\n") as doel,
    ):
        eerste = bron.read(_STUK).removeprefix("\ufeff")
        while eerste:
            doel.write(eerste)
            eerste = bron.read(_STUK)


def _list_excel(pad: Path, wijze: Leeswijze, koppeling: Koppeling) -> Iterator[pl.DataFrame]:
    rijen = list_rijen(pad, blad=wijze.blad)
    boven = list(islice(rijen, wijze.kopregel))
    namen = create_namen(boven[-1], boven[-2] if wijze.kopregel > 1 else [])
    plaats = get_plaatsen(namen, koppeling)
    regel = wijze.kopregel + 1
    while stuk := list(islice(rijen, _BLOK)):
        kolommen = {
            naam: pl.Series([rij[k] if k < len(rij) else "" for rij in stuk], dtype=pl.String)
            for naam, k in plaats.items()
        }
        blok = pl.DataFrame(kolommen).with_columns(
            pl.int_range(regel, regel + len(stuk), dtype=pl.Int64).alias("regelnummer"),
            te_breed=pl.lit(False),
        )
        regel += len(stuk)
        yield blok.filter(pl.any_horizontal(pl.col(*plaats) != ""))


def _list_parquet(pad: Path, koppeling: Koppeling) -> Iterator[pl.DataFrame]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        bestand = pq.ParquetFile(pad)
        echt = dict(zip(create_namen(bestand.schema_arrow.names), bestand.schema_arrow.names, strict=True))
        kolommen = {doel: echt[kolom] for doel, kolom in koppeling.kolommen.items() if kolom in echt}
        regel = 1
        for groep in bestand.iter_batches(_BLOK, columns=sorted(set(kolommen.values()))):
            tabel = pl.DataFrame(pa.Table.from_batches([groep]))
            if any(tabel[naam].dtype.is_nested() for naam in kolommen.values()):
                raise IntakeFout("In een gekozen kolom staan lijsten. Zet er één waarde per regel in.")
            yield tabel.select(
                *(pl.col(naam).alias(doel) for doel, naam in kolommen.items()),
                pl.lit(False).alias("te_breed"),
                pl.int_range(regel, regel + tabel.height, dtype=pl.Int64).alias("regelnummer"),
            )
            regel += tabel.height
    except (pa.ArrowException, OSError) as fout:
        raise IntakeFout("Dit is geen leesbaar Parquet-bestand.") from fout


def _zonder_totaal(
    blokken: Iterable[pl.DataFrame], wijze: Leeswijze, totaal: Totaalregels
) -> Iterator[pl.DataFrame]:
    """Without lines that add up the others: counted, they would double everything."""
    for blok in blokken:
        if _EERSTE not in blok.columns or "bedrag" not in blok.columns:
            yield blok
            continue
        teksten = [
            c for c in (_EERSTE, "client", "begindatum", "productcode", "gemeente") if c in blok.columns
        ]
        optelling = pl.any_horizontal(pl.col(c).fill_null("").str.contains(_TOTAAL.pattern) for c in teksten)
        weg = blok.filter(optelling)
        if weg.height:
            totaal.aantal += weg.height
            totaal.laatste = _lees_bedragen(weg["bedrag"], wijze)[-1]
        yield blok.filter(~optelling).drop(_EERSTE)


def _lees_bedragen(kolom: pl.Series, wijze: Leeswijze) -> pl.Series:
    """Cents, in the way of this file."""
    if kolom.dtype == pl.String:
        kolom = _met_punt(kolom, wijze.decimaal)
        if wijze.centen:
            return (parse_bedragen(kolom) / 100).round(0).cast(pl.Int64)
        return parse_bedragen(kolom)
    factor = 1 if wijze.centen else 100
    return (kolom.cast(pl.Float64) * factor).round(0, mode="half_away_from_zero").cast(pl.Int64, strict=False)


def _met_punt(kolom: pl.Series, decimaal: Decimaal) -> pl.Series:
    """Texts in which only a decimal comma is left, where the mark is known for the whole file.

    A value of the other form becomes empty, not another amount.
    """
    if decimaal is Decimaal.ZELF:
        return kolom
    duizend, teken = (".", ",") if decimaal is Decimaal.KOMMA else (",", ".")
    d, t = re.escape(duizend), re.escape(teken)
    heel = rf"(?:\d+|\d{{1,3}}(?:{d}\d{{3}})+)"
    vorm = rf"^[^\d]*{heel}?(?:{t}\d*)?[^\d.,]*$|^[^\d]*{heel}{t}-+$"
    kaal = pl.col("t").str.strip_chars().str.replace_all(r"[\s\u00a0\u202f']", "")
    goed = kaal.str.contains(vorm)
    zonder = kaal.str.replace_all(duizend, "", literal=True).str.replace(teken, ",", literal=True)
    # Two decimals at least: 1,234 with a decimal comma is not a thousand.
    precies = zonder.str.replace(r",(\d{3})$", ",${1}0")
    return kolom.alias("t").to_frame().select(pl.when(goed).then(precies)).to_series()


def lees_datums(kolom: pl.Series, vorm: Datumvorm) -> pl.Series:
    """Days; text in the order of this file, empty where it is no day."""
    if kolom.dtype != pl.String:
        if kolom.dtype.is_integer():
            return lees_datums(kolom.cast(pl.String), Datumvorm.CIJFERS)
        return kolom
    kaal = (
        pl.col("t").str.strip_chars().str.replace(r"[ T]\d{1,2}:\d{2}.*$", "").str.replace_all(r"[/.]", "-")
    )
    cijfers = kaal.str.replace(r"^(\d{4})(\d{2})(\d{2})$", "${1}-${2}-${3}")
    if vorm is Datumvorm.MAAND_DAG_JAAR:
        cijfers = cijfers.str.replace(r"^(\d{1,2})-(\d{1,2})-(\d{4})$", "${2}-${1}-${3}")
    maand = cijfers.str.replace(r"^(\d{4})-?(\d{2})$", "${1}-${2}-01")
    kort = maand.str.replace(r"^(\d{1,2}-\d{1,2})-(\d{2})$", "${1}-20${2}")
    return parse_datums(kolom.alias("t").to_frame().select(kort).to_series())


def _create_blok(
    ruw: pl.DataFrame, wijze: Leeswijze, koppeling: Koppeling, gemeenten: Gemeentenamen
) -> pl.DataFrame:
    """The block in the columns of the intake, whatever the file had."""
    n = ruw.height

    def kolom(doel: str) -> pl.Series:
        if koppeling.kolommen.get(doel):
            return ruw[doel].alias(doel)
        return pl.Series(doel, [koppeling.vast.get(doel, "")] * n, dtype=pl.String)

    begin = lees_datums(kolom("begindatum"), wijze.datumvorm)
    eind = lees_datums(kolom("einddatum"), wijze.datumvorm) if koppeling.kolommen.get("einddatum") else begin
    product = kolom("productcode").cast(pl.String).fill_null("")
    categorie = kolom("productcategorie").cast(pl.String).fill_null("")
    uit_code = product.str.extract(r"^(\d{2})[A-Z]\d{2}$").fill_null("")
    volume = kolom("volume")
    if volume.dtype == pl.String:
        volume = _met_punt(volume, wijze.decimaal)
    return pl.DataFrame(
        {
            "client": kolom("client").cast(pl.String),
            "gemeente": gemeenten.vertaal(kolom("gemeente")),
            "aanbieder": kolom("aanbieder"),
            "domein": kolom("domein").cast(pl.String).fill_null(""),
            OUD_DOMEIN: kolom("domein").cast(pl.String).fill_null(""),
            "productcategorie": categorie.set(categorie == "", None).fill_null(uit_code),
            "productcode": product,
            "begindatum": begin,
            "einddatum": eind,
            "volume": volume,
            "eenheid": kolom("eenheid").cast(pl.String).fill_null(""),
            "bedrag_cent": _lees_bedragen(kolom("bedrag"), wijze),
            "te_breed": ruw["te_breed"],
            "regelnummer": ruw["regelnummer"],
        }
    )


@dataclass(frozen=True)
class Voorbeeldregel:
    """A line as it would be read; `client` is its order of appearance, `weg` the kind of trouble or ""."""

    client: int
    waarden: Mapping[str, str | int | float | date | None]
    weg: str


def list_voorbeeld(
    kijkje: Kijkje, *, wijze: Leeswijze, koppeling: Koppeling, gemeenten: Gemeentenamen
) -> list[Voorbeeldregel]:
    """The first lines of a file as they would be read, without who the client is."""
    rijen = kijkje.rijen[:VOORBEELDEN]
    plaats = get_plaatsen(kijkje.kolommen, koppeling)
    teksten = {naam: pl.Series([rij[k] for rij in rijen], dtype=pl.String) for naam, k in plaats.items()}
    ruw = pl.DataFrame(teksten).with_columns(
        pl.int_range(1, len(rijen) + 1, dtype=pl.Int64).alias("regelnummer"), te_breed=pl.lit(value=False)
    )
    blokken = list(_zonder_totaal([ruw], wijze, Totaalregels()))
    gelezen = read_waarden(_create_blok(blokken[0], wijze, koppeling, gemeenten))
    nummers = {tekst: n for n, tekst in enumerate(gelezen["client"].unique(maintain_order=True), start=1)}
    return [
        Voorbeeldregel(nummers[rij.pop("client")], rij, rij.pop("weg") or "")
        for rij in gelezen.iter_rows(named=True)
    ]
