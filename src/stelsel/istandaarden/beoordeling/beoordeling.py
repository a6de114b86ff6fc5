"""The order of judging: clients, then credits, then debits, then the sums over whole allocations.

Credits first (OP366): an approved credit makes room for the corrected debit in the same message (IV086).
A line is approved or rejected as a whole; a rejected line leaves volume and budget untouched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from stelsel.istandaarden.beoordeling.plan import KLEIN, collect_plan, start_plan
from stelsel.istandaarden.beoordeling.regels import PRESTATIEREGELS, Geldt
from stelsel.istandaarden.beoordeling.sommen import FOUTEN_SCHEMA, check_sommen
from stelsel.istandaarden.beoordeling.volume import in_basiseenheid

#: Lines judged at a time. A message of 25 MB has fewer, so that it is judged with one look at the dossier.
PORTIE = 50_000
#: What only the whole message shows of a line, for rules on a portion of it.
_OVER_BERICHT = ("referentie_dubbel", "credit_herhaald")

#: When one of these is broken the other rules of the line say nothing useful.
_EERST = ("TR338", "TR384")

#: Allocations of this aanbieder under this law; `t_volume` empty without Omvang; amounts in cents.
TOEWIJZING_SCHEMA: dict[str, type[pl.DataType]] = {
    "toewijzing_nummer": pl.Int64,
    "bsn": pl.String,
    "toewijzing_id": pl.Int64,
    "t_categorie": pl.String,
    "t_code": pl.String,
    "t_begin": pl.Date,
    "t_eind": pl.Date,
    "t_volume": pl.Int64,
    "t_eenheid": pl.String,
    "t_frequentie": pl.String,
    "t_budget": pl.Int64,
    "t_reden_wijziging": pl.String,
}
#: Contract lines of this aanbieder; `van` and `tot` included, `tot` empty when open; tariff in cents.
CONTRACT_SCHEMA: dict[str, type[pl.DataType]] = {
    "code": pl.String,
    "c_categorie": pl.String,
    "c_eenheid": pl.String,
    "c_tarief": pl.Int64,
    "van": pl.Date,
    "tot": pl.Date,
}
#: Earlier lines of this aanbieder: those with a reference named in this message, and the approved ones on
#: its allocations in its ProductPeriodes. `bedrag` without sign; a credit has a `vorig_referentie_nummer`.
EERDER_SCHEMA: dict[str, type[pl.DataType]] = {
    "toewijzing_id": pl.Int64,
    "referentie_nummer": pl.String,
    "vorig_referentie_nummer": pl.String,
    "categorie": pl.String,
    "code": pl.String,
    "begin": pl.Date,
    "eind": pl.Date,
    "volume": pl.Int64,
    "eenheid": pl.String,
    "tarief": pl.Int64,
    "bedrag": pl.Int64,
    "goedgekeurd": pl.Boolean,
}
#: What was approved on each allocation, credits subtracted: the volume that was claimed in hours, that in
#: any other unit (empty: none), and the amount. One row or more per allocation.
GEBRUIKT_SCHEMA: dict[str, type[pl.DataType]] = {
    "toewijzing_id": pl.Int64,
    "uren": pl.Int64,
    "overig": pl.Int64,
    "bedrag": pl.Int64,
}
#: What a credit repeats from the debit it undoes (IV091).
_GELIJK_BIJ_CREDIT = [
    "toewijzing_id",
    "categorie",
    "code",
    "begin",
    "eind",
    "volume",
    "eenheid",
    "tarief",
    "bedrag",
]
_DEBETSLEUTEL = ["toewijzing_id", "categorie", "code", "begin", "eind"]


@dataclass(frozen=True)
class Achtergrond:
    """What the gemeente knows: frames in the shapes of the schemas above. `bsns`: the known clients."""

    bsns: frozenset[str]
    toewijzingen: pl.DataFrame
    contract: pl.DataFrame
    eerder: pl.DataFrame
    gebruikt: pl.DataFrame


def check_kop(*, nummer_gebruikt: bool, periode_begin: date, laatste_periode_begin: date | None) -> list[str]:
    """Rule codes that the Declaratie as a whole breaks.

    TR333: the DeclaratieNummer is new. TR318: not before the last period claimed; a gap means that no support
    was given, which only the aanbieder knows, and the last period may be claimed again (IV090).
    """
    gebroken = []
    if nummer_gebruikt:
        gebroken.append("TR333")
    if laatste_periode_begin is not None and periode_begin < laatste_periode_begin:
        gebroken.append("TR318")
    return gebroken


def list_porties(prestaties: pl.DataFrame) -> Iterator[tuple[pl.Series, pl.DataFrame]]:
    """The lines in portions of about `PORTIE`, each to be judged by itself: positions in the message and the
    lines, in their order.

    All lines of one person are in one portion, since an allocation is of one person; what else lines of a
    message have to do with each other (TR314, TR390) goes with them in two columns."""
    regels = _met_bericht(prestaties).with_row_index("rij")
    if regels.height <= PORTIE:
        yield regels["rij"], regels.drop("rij")
        return
    telling = prestaties.group_by("bsn", maintain_order=True).len("aantal")
    porties = telling.select("bsn", portie=(pl.col("aantal").cum_sum() - pl.col("aantal")) // PORTIE)
    nummers = prestaties.select("bsn").join(porties, on="bsn", how="left", maintain_order="left")["portie"]
    for nummer in porties["portie"].unique(maintain_order=True):
        deel = regels.filter(nummers == nummer)
        yield deel["rij"], deel.drop("rij")


def _met_bericht(prestaties: pl.DataFrame) -> pl.DataFrame:
    """Adds `referentie_dubbel` and `credit_herhaald`; a portion has them already."""
    if set(_OVER_BERICHT) <= set(prestaties.columns):
        return prestaties
    vorig = pl.col("vorig_referentie_nummer")
    return prestaties.with_columns(
        referentie_dubbel=pl.col("referentie_nummer").is_duplicated(),
        credit_herhaald=vorig.is_not_null() & ~vorig.is_first_distinct(),
    )


def check_prestaties(prestaties: pl.DataFrame, *, achtergrond: Achtergrond, is_wmo: bool) -> pl.DataFrame:
    """The lines, in their order, with `toewijzing_id` (or null) and `regels`: the codes each line breaks.

    An empty list is an approved line. `regels` of a line of an unknown client is ["TR304"]. `prestaties`: a
    whole message, or a portion of it (list_porties).
    """
    klein = prestaties.height <= KLEIN
    prestaties = _met_bericht(prestaties)
    bekend = pl.col("bsn").is_in(pl.Series(list(achtergrond.bsns), dtype=pl.String).implode())
    samengevoegd = _met_achtergrond(prestaties, achtergrond, klein=klein).with_columns(
        is_wmo=pl.lit(is_wmo), bekend=bekend
    )
    regels = _met_eerdere_regels(collect_plan(samengevoegd), achtergrond.eerder)
    credits = regels.filter("credit")
    fouten = [_list_onbekend(regels), _check(credits, behalve=Geldt.DEBET, klein=klein)]
    goede_credits = credits.join(pl.concat(fouten), on="rij", how="anti")
    open_debet = _open_debetten(achtergrond.eerder, goede_credits)
    debetten = _met_open_debet(regels, open_debet, klein=klein)
    fouten.append(_check(debetten, behalve=Geldt.CREDIT, klein=klein))
    goede_debetten = start_plan(debetten, klein=klein).join(
        start_plan(pl.concat(fouten), klein=klein), on="rij", how="anti", maintain_order="left"
    )
    fouten.append(check_sommen(goede_debetten, gebruikt=achtergrond.gebruikt, credits=goede_credits))
    uitkomst = prestaties.drop(_OVER_BERICHT).with_columns(regels["toewijzing_id"]).with_row_index("rij")
    gevonden = uitkomst.join(pl.concat(fouten), on="rij", how="left", maintain_order="left").drop("rij")
    return gevonden.with_columns(pl.col("regels").fill_null(pl.lit([], pl.List(pl.String))))


def _list_onbekend(regels: pl.DataFrame) -> pl.DataFrame:
    """The lines of unknown clients, with the one rule that counts for them."""
    return regels.filter(~pl.col("bekend")).select("rij", regels=pl.lit(["TR304"]))


def _met_achtergrond(prestaties: pl.DataFrame, achtergrond: Achtergrond, *, klein: bool) -> pl.LazyFrame:
    """The lines joined with their allocation and contract line."""
    regels, toewijzingen, contract = (
        start_plan(tabel, klein=klein)
        for tabel in (prestaties, achtergrond.toewijzingen, achtergrond.contract)
    )
    rijen = regels.with_row_index("rij").with_columns(
        credit=pl.col("vorig_referentie_nummer").is_not_null(),
        basisvolume=in_basiseenheid(pl.col("volume"), pl.col("eenheid")),
    )
    rijen = rijen.join(toewijzingen, on=["toewijzing_nummer", "bsn"], how="left", maintain_order="left")
    op_dag = _contract_op_dag(regels, contract)
    return rijen.join(op_dag, on=["code", "begin"], how="left", maintain_order="left")


def _contract_op_dag(rijen: pl.LazyFrame, contract: pl.LazyFrame) -> pl.LazyFrame:
    """Per product code and first day of a ProductPeriode the contract line in force on that day."""
    geldig = pl.col("begin").is_between("van", pl.col("tot").fill_null(pl.col("begin")))
    return (
        rijen.select("code", "begin").unique()
        .join(contract, on="code")
        .filter(geldig)
        .sort("van")
        .unique(["code", "begin"], keep="last", maintain_order=True)
        .drop("van", "tot")
    )  # fmt: skip


def _met_eerdere_regels(rijen: pl.DataFrame, eerder: pl.DataFrame) -> pl.DataFrame:
    """Adds `referentie_gebruikt`, `oorspronkelijk` and `eerder_gecrediteerd`."""
    gecrediteerd = _goedgekeurde_credits(eerder)["vorig_referentie_nummer"].implode()
    debet = _goedgekeurde_debetten(eerder).select(
        pl.col("referentie_nummer").alias("vorig_referentie_nummer"), *_GELIJK_BIJ_CREDIT
    )
    sleutel = ["vorig_referentie_nummer", *_GELIJK_BIJ_CREDIT]
    gevonden = rijen.filter("credit").join(debet.unique(), on=sleutel, how="semi", nulls_equal=True)
    return rijen.with_columns(
        referentie_gebruikt=pl.col("referentie_nummer").is_in(eerder["referentie_nummer"].implode()),
        eerder_gecrediteerd=pl.col("vorig_referentie_nummer").is_in(gecrediteerd),
        oorspronkelijk=pl.col("rij").is_in(gevonden["rij"].implode()),
    )


def _goedgekeurde_credits(eerder: pl.DataFrame) -> pl.DataFrame:
    return eerder.filter(pl.col("goedgekeurd") & pl.col("vorig_referentie_nummer").is_not_null())


def _goedgekeurde_debetten(eerder: pl.DataFrame) -> pl.DataFrame:
    return eerder.filter(pl.col("goedgekeurd") & pl.col("vorig_referentie_nummer").is_null())


def _open_debetten(eerder: pl.DataFrame, goede_credits: pl.DataFrame) -> pl.DataFrame:
    """Approved debits that no approved credit, earlier or in this message, has undone."""
    ongedaan = pl.concat(
        [deel["vorig_referentie_nummer"] for deel in (_goedgekeurde_credits(eerder), goede_credits)]
    )
    return _goedgekeurde_debetten(eerder).filter(~pl.col("referentie_nummer").is_in(ongedaan.implode()))


def _met_open_debet(regels: pl.DataFrame, open_debet: pl.DataFrame, *, klein: bool) -> pl.DataFrame:
    """The debits among the lines, with `open_debet`."""
    debetten, open_ = (start_plan(tabel, klein=klein) for tabel in (regels, open_debet))
    sleutels = open_.select(*_DEBETSLEUTEL, open_debet=pl.lit(value=True)).unique()
    return collect_plan(
        debetten.filter(~pl.col("credit"))
        .join(sleutels, on=_DEBETSLEUTEL, how="left", maintain_order="left")
        .with_columns(pl.col("open_debet").fill_null(value=False))
    )


@cache
def _list_kolommen(behalve: Geldt) -> list[pl.Expr]:
    return [regel.kolom() for regel in PRESTATIEREGELS.values() if regel.geldt is not behalve]


@cache
def _get_gevonden(behalve: Geldt) -> tuple[pl.Expr, pl.Expr]:
    """Over the columns of the rules: is one of them broken, and the codes of those that count."""
    namen = [regel.code for regel in PRESTATIEREGELS.values() if regel.geldt is not behalve]
    alles, eerst = (
        pl.concat_list(pl.when(pl.col(c)).then(pl.lit(c)) for c in codes).list.drop_nulls()
        for codes in (namen, _EERST)
    )
    return pl.any_horizontal(namen), pl.when(pl.any_horizontal(_EERST)).then(eerst).otherwise(alles)


def _check(rijen: pl.DataFrame, *, behalve: Geldt, klein: bool) -> pl.DataFrame:
    """Runs the rules over the lines: `rij` and `regels`, the codes in the order of the rules, of the lines of
    known clients that break one.

    `behalve`: the kind of lines whose own rules are left out."""
    if rijen.is_empty():
        return pl.DataFrame(schema=FOUTEN_SCHEMA)
    is_fout, gevonden = _get_gevonden(behalve)
    oordeel = start_plan(rijen, klein=klein).select("rij", "bekend", *_list_kolommen(behalve))
    fout = collect_plan(oordeel.filter(is_fout & pl.col("bekend")))
    # Only the few lines that break something pay for making lists of codes.
    return fout.select("rij", regels=gevonden) if len(fout) else pl.DataFrame(schema=FOUTEN_SCHEMA)
