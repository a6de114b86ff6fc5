"""A mapped file of allocations becomes rows under pseudonyms, with what it tells of the clients themselves.

Of a day of birth only the year is read, and a household becomes a number; neither outlives the reading in
another form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from stelsel.domein.toegang.verzoek import VERWIJZER_NAAM
from stelsel.lake.inlezen.koppeling import Koppeling
from stelsel.lake.inlezen.leeswijze import Kijkje, Leeswijze
from stelsel.lake.inlezen.lezen import (
    VOORBEELDEN,
    Gemeentenamen,
    count_regels,
    create_pseudoniemen,
    get_plaatsen,
    lees_datums,
    list_ruw,
)
from stelsel.lake.inlezen.omrekening import Oud
from stelsel.lake.intake.lezen import TOEWIJZINGKOLOMMEN, IntakeFout, normaliseer_naam
from stelsel.lake.intake.regels import OUD_DOMEIN, add_clientnummers
from stelsel.lake.intake.toewijzingen import read_toewijzingwaarden
from stelsel.lake.intake.waarschuwingen import Teller, Waarschuwing
from stelsel.lake.opslag import write_parquet
from stelsel.lake.pseudoniem import Pseudonimiseerder

TOEWIJZINGENBESTAND, CLIENTENBESTAND = "toewijzingen.parquet", "clienten.parquet"
_DATUMS = ("ingangsdatum", "einddatum", "startdatum", "stopdatum")
#: What analyses can use and files often lack.
_GEVRAAGD = ("einddatum", "startdatum", "stopdatum", "verwijzer", "geboortejaar", "huishouden")
_JAAR = r"(?:^|\D)((?:19|20)\d{2})(?:\D|$)|^((?:19|20)\d{2})\d{4}$"
_VERWIJZERS = {
    **{code: code for code in VERWIJZER_NAAM},
    **{code.lstrip("0"): code for code in VERWIJZER_NAAM},
    **{normaliseer_naam(naam): code for code, naam in VERWIJZER_NAAM.items()},
    "gemeente": "01", "wijkteam": "01", "lokaalteam": "01", "gemeentelijketoegang": "01", "huisarts": "02",
    "jeugdarts": "03", "gi": "04", "gecertificeerdeinstelling": "04", "medischspecialist": "05",
    "specialist": "05", "zelf": "06", "geenverwijzer": "06", "zelfverwijzer": "06", "rechter": "08",
}  # fmt: skip
_GESLACHT = {
    **dict.fromkeys(("m", "man", "1", "mannelijk", "jongen"), "m"),
    **dict.fromkeys(("v", "vrouw", "2", "vrouwelijk", "meisje"), "v"),
    **dict.fromkeys(("x", "9"), "x"),
}
#: Household numbers of files that were read in: above those of the demo, below those of the register.
_HUISHOUDEN_VANAF, _HUISHOUDEN_BITS = 1 << 29, (1 << 29) - 1


@dataclass(frozen=True)
class GelezenToewijzingen:
    """What lies in the folder: `gelezen` lines in the file, `toewijzingen` of use on disk, of `clienten`.

    `jaren`: of beginning, with their number; `gevuld`: per column the rows that say it; `laatste_dag`: the
    last day on which something happened; `niet_gelezen`: columns left aside."""

    gelezen: int
    toewijzingen: int
    clienten: int
    met_bsn: bool
    jaren: tuple[tuple[int, int], ...]
    gevuld: tuple[tuple[str, int], ...]
    domeinen: tuple[Oud, ...]
    waarschuwingen: tuple[Waarschuwing, ...]
    regelafdruk: str
    laatste_dag: date
    niet_gelezen: tuple[str, ...]


def read_toewijzingen(
    pad: Path,
    *,
    wijze: Leeswijze,
    koppeling: Koppeling,
    gemeenten: Gemeentenamen,
    meld: Callable[[int], None],
) -> tuple[pl.DataFrame, list[Waarschuwing], int]:
    """The rows that are of use, still with the client of the file; what was wrong; lines read.

    Raises IntakeFout when none is of use.
    """
    blokken = count_regels(list_ruw(pad, wijze=wijze, koppeling=koppeling), meld)
    delen = [_lees(blok, wijze, koppeling, gemeenten) for blok in blokken]
    if not delen:
        raise IntakeFout("Dit bestand heeft geen enkele regel.")
    gelezen, teller = pl.concat(delen), Teller()
    for soort in gelezen["weg"].drop_nulls().unique(maintain_order=True):
        _tel(teller, soort, gelezen.filter(pl.col("weg") == soort))
    goed = gelezen.filter(pl.col("weg").is_null()).drop("weg")
    eerste = goed.select(pl.struct(*TOEWIJZINGKOLOMMEN).is_first_distinct()).to_series()
    _tel(teller, "toewijzing_dubbel", goed.filter(~eerste))
    goed = goed.filter(eerste)
    _tel(teller, "geboortejaar_ongeldig", goed.filter("jaar_vreemd"))
    _tel(teller, "verwijzer_onbekend", goed.filter("verwijzer_vreemd"))
    waarschuwingen = teller.list_waarschuwingen()
    if not goed.height:
        redenen = " ".join(f"{w.uitleg} ({w.aantal} regels)" for w in waarschuwingen)
        raise IntakeFout(f"Geen enkele regel is te lezen. {redenen}".strip())
    return goed.drop("jaar_vreemd", "verwijzer_vreemd"), waarschuwingen, gelezen.height


def write_toewijzingen(
    rijen: pl.DataFrame, map: Path, *, pseudonimiseerder: Pseudonimiseerder, bron: str
) -> tuple[int, bool, str]:
    """Lay the rows and their clients in `map` under pseudonyms; number of clients, whether a BSN named them,
    and a print that is the same for the same rows in any order."""
    leeg = pl.DataFrame(schema={"client": pl.String, "client_nr": pl.Int32})
    nummers, bekend = add_clientnummers(rijen["client"], bekend=leeg)
    pseudoniemen, met_bsn = create_pseudoniemen(
        bekend["client"].to_list(), pseudonimiseerder=pseudonimiseerder, bron=bron
    )
    rijen = rijen.with_columns(
        nummers,
        toewijzing=_maak_nummers(rijen, pseudonimiseerder, bron),
        huishouden=_nummer_huishoudens(rijen["huishouden"], pseudonimiseerder, bron),
    )
    per_client = rijen.sort("ingangsdatum", "regelnummer").group_by("client_nr").agg(
        pl.col("geboortejaar", "huishouden", "geslacht").drop_nulls().last(), pl.col("gemeente").last()
    )  # fmt: skip
    clienten = bekend.select("client_nr").with_columns(pseudoniem=pseudoniemen).join(
        per_client, on="client_nr", how="left", maintain_order="left"
    )  # fmt: skip
    kaal = rijen.drop("client", "regelnummer", "geboortejaar", "huishouden", "geslacht", "domein")
    write_parquet(kaal, map / TOEWIJZINGENBESTAND)
    write_parquet(clienten, map / CLIENTENBESTAND)
    samen = kaal.join(clienten, on="client_nr").drop("client_nr")
    som = samen.select(sorted(samen.columns)).hash_rows(seed=1).sort()
    return clienten.height, met_bsn, hashlib.sha256(som.to_numpy().tobytes()).hexdigest()


def create_gelezen(
    rijen: pl.DataFrame, waarschuwingen: list[Waarschuwing], *, gelezen: int, clienten: int, met_bsn: bool,
    regelafdruk: str, niet_gelezen: tuple[str, ...],
) -> GelezenToewijzingen:  # fmt: skip
    """The totals to be shown before anybody decides."""
    jaren = rijen.group_by(pl.col("ingangsdatum").dt.year().alias("jaar")).len().sort("jaar")
    domeinen = rijen.group_by(OUD_DOMEIN).len().sort("len", OUD_DOMEIN, descending=[True, False])
    gevuld = rijen.select((pl.col(*_GEVRAAGD).cast(pl.String).fill_null("") != "").sum()).row(0, named=True)
    dagen = rijen.select(pl.max_horizontal("ingangsdatum", "startdatum", "stopdatum").max())
    dag: date = dagen.item()
    return GelezenToewijzingen(
        gelezen=gelezen,
        toewijzingen=rijen.height,
        clienten=clienten,
        met_bsn=met_bsn,
        jaren=tuple((int(jaar), int(n)) for jaar, n in jaren.iter_rows()),
        gevuld=tuple(gevuld.items()),
        domeinen=tuple(Oud(str(woord), int(n), 0) for woord, n in domeinen.iter_rows()),
        waarschuwingen=tuple(waarschuwingen),
        regelafdruk=regelafdruk,
        laatste_dag=dag,
        niet_gelezen=niet_gelezen,
    )


def list_voorbeeldtoewijzingen(
    kijkje: Kijkje, *, wijze: Leeswijze, koppeling: Koppeling, gemeenten: Gemeentenamen
) -> pl.DataFrame:
    """The first lines as they would be read; `client` is an order of appearance, `weg` a trouble or empty."""
    rijen = kijkje.rijen[:VOORBEELDEN]
    teksten = {
        naam: pl.Series([rij[k] for rij in rijen], dtype=pl.String)
        for naam, k in get_plaatsen(kijkje.kolommen, koppeling).items()
    }
    ruw = pl.DataFrame(teksten).with_columns(
        pl.int_range(1, len(rijen) + 1, dtype=pl.Int64).alias("regelnummer"), te_breed=pl.lit(value=False)
    )
    gelezen = _lees(ruw, wijze, koppeling, gemeenten)
    volgorde = pl.col("client").replace_strict(
        {tekst: n for n, tekst in enumerate(gelezen["client"].unique(maintain_order=True), start=1)},
        return_dtype=pl.Int64,
    )
    return gelezen.with_columns(volgorde)


def _lees(
    ruw: pl.DataFrame, wijze: Leeswijze, koppeling: Koppeling, gemeenten: Gemeentenamen
) -> pl.DataFrame:
    """Typed rows in the columns of the intake, with what only a mapped file can have beside them."""

    def kolom(doel: str) -> pl.Series:
        if koppeling.kolommen.get(doel):
            return _als_tekst(ruw[doel])
        return pl.Series(doel, [koppeling.vast.get(doel, "")] * ruw.height, dtype=pl.String)

    teksten = {naam: kolom(naam).alias(naam) for naam in TOEWIJZINGKOLOMMEN}
    teksten |= {naam: _als_dag(ruw[naam], wijze) for naam in _DATUMS if koppeling.kolommen.get(naam)}
    verwijzer = teksten["verwijzer"]
    code = verwijzer.map_elements(normaliseer_naam, return_dtype=pl.String).replace_strict(
        _VERWIJZERS, default=None, return_dtype=pl.String
    )
    jaren = teksten["geboortejaar"].str.extract_groups(_JAAR).struct
    jaar = jaren.field("1").fill_null(jaren.field("2"))
    teksten |= {
        "gemeente": gemeenten.vertaal(teksten["gemeente"]),
        "verwijzer": code.fill_null(""),
        "geboortejaar": jaar.fill_null(teksten["geboortejaar"]),
    }
    gelezen = read_toewijzingwaarden(
        pl.DataFrame(teksten | {naam: ruw[naam] for naam in ("regelnummer", "te_breed")})
    )
    return gelezen.with_columns(
        _lees_categorie(kolom("productcategorie"), kolom("productcode")).alias("productcategorie"),
        kolom("geslacht").str.to_lowercase().replace_strict(
            _GESLACHT, default=None, return_dtype=pl.String
        ).alias("geslacht"),
        kolom("domein").alias(OUD_DOMEIN),
        ((verwijzer != "") & code.is_null()).alias("verwijzer_vreemd"),
    )  # fmt: skip


def _lees_categorie(categorie: pl.Series, product: pl.Series) -> pl.Series:
    uit_code = product.str.extract(r"^(\d{2})[A-Z]\d{2}$")
    return pl.DataFrame({"c": categorie, "u": uit_code}).select(
        pl.when(pl.col("c") != "").then("c").otherwise("u")
    ).to_series()  # fmt: skip


def _als_tekst(kolom: pl.Series) -> pl.Series:
    if kolom.dtype.is_float():
        kolom = kolom.cast(pl.Int64, strict=False)
    return kolom.cast(pl.String).fill_null("").str.strip_chars()


def _als_dag(kolom: pl.Series, wijze: Leeswijze) -> pl.Series:
    """2025-03-01 where it is a day in the order of this file, else the text, so that it is told."""
    tekst = _als_tekst(kolom)
    dag = lees_datums(kolom, wijze.datumvorm).cast(pl.String)
    return dag.fill_null(tekst)


def _tel(teller: Teller, soort: str, rijen: pl.DataFrame) -> None:
    """Allocations have no amount, so none is counted."""
    teller.register(soort, regels=rijen["regelnummer"], bedragen=pl.Series([], dtype=pl.Int64))


def _maak_nummers(rijen: pl.DataFrame, pseudonimiseerder: Pseudonimiseerder, bron: str) -> pl.Series:
    """Pseudonyms of the allocations; without a number of their own, of what makes them this allocation."""
    eigen = pl.concat_str(
        "client", "aanbieder", "productcode", "ingangsdatum", separator="|", ignore_nulls=True
    )
    sleutel = pl.when(pl.col("toewijzing") != "").then("toewijzing").otherwise(eigen)
    sleutels = rijen.select(pl.format("{} {}", pl.lit(bron), sleutel)).to_series().to_list()
    return pl.Series(pseudonimiseerder.list_pseudoniemen("toewijzing", sleutels), dtype=pl.String)


def _nummer_huishoudens(kolom: pl.Series, pseudonimiseerder: Pseudonimiseerder, bron: str) -> pl.Series:
    """The same household of the same source has the same number in every file."""
    namen = [naam for naam in kolom.unique().to_list() if naam]
    pseudoniemen = pseudonimiseerder.list_pseudoniemen("huishouden", [f"{bron} {naam}" for naam in namen])
    nummers = [_HUISHOUDEN_VANAF + (int(p[:8], 16) & _HUISHOUDEN_BITS) for p in pseudoniemen]
    kaart = dict(zip(namen, nummers, strict=True))
    return kolom.replace_strict(kaart, default=None, return_dtype=pl.Int32)
