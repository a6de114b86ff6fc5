"""What is put in a segment: clients per year, or trajecten, with cost, amount, length and complexity.

Definition: one row per client and year, or per traject. Cost is that of all claim lines, credits negative.
Hours are those of lines in minutes, hours, dagdelen and etmalen (dated parameters); other units hold no time.
Months are the calendar months in which claimed help began. Modules, aanbieders and gebieden are the most
different products, providers and product categories in one month, credits left out. A client with cost in
more than one municipality is placed where most was spent, under its present code, so that rows add up.
Caveats: a change of product within a month counts as two. A product category stands in for a field of life,
which claims do not tell. A line on no traject is placed per client and year, and is named so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from stelsel.analyse.inzet import EERSTE_DAG
from stelsel.analyse.kwaliteit import list_herindelingen
from stelsel.analyse.selectie import ALLES, Selectie, get_selectie
from stelsel.analyse.trajecten import get_ketens, join_ketens
from stelsel.domein.marktschets.indelingsregel import Eenheid
from stelsel.domein.parameters import get_aantal
from stelsel.lake.engine import Table, read_uitkomst

MINUUT, UUR, ETMAAL, DAGDEEL = "01", "04", "14", "16"
MINUTEN, MAANDEN_PER_JAAR, DAGEN_PER_JAAR = 60, 12, 365.25
#: The columns of every frame that this module makes.
KOLOMMEN = (
    "nr", "client_nr", "jaar", "gemeente", "eenheid", "kosten", "uren", "maanden", "modules", "aanbieders",
    "gebieden", "huisgenoten", "loopt", "regels",
)  # fmt: skip


def get_clientjaren(
    regels: Table, *, peildatum: date, geen_module: Sequence[str] = (), clienten: Table | None = None,
    selectie: Selectie = ALLES, per_jaar: bool = True,
) -> pl.DataFrame:  # fmt: skip
    """All clients of all years of the lines (or of a selection), as KOLOMMEN, in order of year and client.

    `geen_module`: categories that do not count as a module. `clienten`: client_nr and huishouden, if known.
    Without `per_jaar` all years together are one, that of `peildatum`.
    """
    maanden = _get_maanden(get_selectie(regels, selectie), peildatum=peildatum, geen_module=geen_module)
    if not per_jaar:
        maanden = maanden.mutate(jaar=(maanden.jaar * 0 + peildatum.year).cast("int32"))
    tabel = _tel_op(maanden.mutate(sleutel=maanden.jaar)).with_columns(
        eenheid=pl.lit(Eenheid.CLIENTJAAR.value), loopt=pl.lit(False), jaar=pl.col("sleutel").cast(pl.Int32)
    )
    tabel = _met_huisgenoten(tabel, clienten).sort("jaar", "client_nr").with_row_index("nr")
    return tabel.select(KOLOMMEN)


def get_trajectrijen(
    regels: Table, toewijzingen: Table, *, peildatum: date, clientjaren: pl.DataFrame,
    geen_module: Sequence[str] = (), selectie: Selectie = ALLES,
) -> pl.DataFrame:  # fmt: skip
    """All trajecten of all years with their whole cost, as KOLOMMEN with `begin`, the year they began.

    `jaar` is the last year of the traject and `maanden` its length. `clientjaren`: those of the same lines,
    for the household, and for what was claimed outside any traject: that is a row per client and year.
    """
    ketens = get_ketens(toewijzingen, peildatum=peildatum, selectie=selectie).cache()
    raakt = join_ketens(get_selectie(regels, selectie), ketens)
    maanden = _get_maanden(raakt, peildatum=peildatum, geen_module=geen_module, ook=("keten",)).cache()
    tabel = _tel_op(maanden.mutate(sleutel=maanden.keten))
    duur = read_uitkomst(ketens.select("client_nr", "begin", "eind", "loopt", sleutel=ketens.keten))
    trajecten = _als_trajecten(tabel.join(duur, on=["client_nr", "sleutel"]))
    huis = clientjaren.group_by("client_nr").agg(pl.col("huisgenoten").max())
    trajecten = trajecten.join(huis, on="client_nr", how="left").with_columns(
        pl.col("huisgenoten").fill_null(1)
    )
    per_jaar = maanden.group_by(["client_nr", "jaar"]).agg(
        regels=maanden.count(), kosten=maanden.bedrag.sum(), uren=maanden.uren.sum()
    )
    rest = _get_rest(clientjaren, read_uitkomst(per_jaar))
    kolommen = [*KOLOMMEN[1:], "begin"]
    uit = pl.concat([trajecten.select(kolommen), rest.select(kolommen)])
    return uit.sort("jaar", "client_nr", "begin", "eenheid").with_row_index("nr")


def _get_rest(clientjaren: pl.DataFrame, in_traject: pl.DataFrame) -> pl.DataFrame:
    """Per client and year what lies outside any traject; its complexity is that of the whole year."""
    samen = clientjaren.join(in_traject, on=["client_nr", "jaar"], how="left", suffix="_in")
    samen = samen.with_columns(pl.col("regels_in", "kosten_in", "uren_in").fill_null(0))
    rest = samen.filter(pl.col("regels") > pl.col("regels_in"))
    return rest.with_columns(
        kosten=pl.col("kosten") - pl.col("kosten_in"),
        uren=pl.col("uren") - pl.col("uren_in"),
        begin=pl.col("jaar"),
    )


def _als_trajecten(tabel: pl.DataFrame) -> pl.DataFrame:
    """With the first and last year of every traject, and its length in months."""
    eerste, laatste = (pl.lit(EERSTE_DAG) + pl.duration(days=pl.col(naam)) for naam in ("begin", "eind"))
    lengte = (pl.col("eind") - pl.col("begin") + 1) * MAANDEN_PER_JAAR / DAGEN_PER_JAAR
    return tabel.with_columns(
        eenheid=pl.lit(Eenheid.TRAJECT.value),
        maanden=lengte.ceil().cast(pl.Int64),
        jaar=laatste.dt.year().cast(pl.Int32),
        begin=eerste.dt.year().cast(pl.Int32),
        loopt=pl.col("loopt").cast(pl.Boolean),
    )


def _get_maanden(
    regels: Table, *, peildatum: date, geen_module: Sequence[str], ook: Sequence[str] = ()
) -> Table:
    """Every line with its month, hours, present municipality, and what counts as a module or a gebied."""
    import ibis

    volume = regels.volume.cast("float64")
    uren = ibis.cases(
        (regels.eenheid == MINUUT, volume / MINUTEN),
        (regels.eenheid == UUR, volume),
        (regels.eenheid == DAGDEEL, volume * get_aantal("uren_per_dagdeel", peildatum=peildatum)),
        (regels.eenheid == ETMAAL, volume * get_aantal("uren_per_etmaal", peildatum=peildatum)),
        else_=0.0,
    )
    gebied = regels.domein.concat(regels.productcategorie)
    code = ibis.coalesce(regels.productcode, ibis.literal(""))
    telt = (regels.bedrag > 0) & ~regels.productcategorie.isin(sorted(geen_module) or [""])
    return regels.select(
        "client_nr", "bedrag", *ook,
        uren=ibis.ifelse(regels.bedrag < 0, -uren.abs(), uren),
        gemeente=_met_opvolger(regels.gemeente),
        jaar=regels.begindatum.year().cast("int32"),
        maand=(regels.begindatum.year() * 12 + regels.begindatum.month()).cast("int32"),
        aanbieder_nr=regels.aanbieder.hash(),
        gebied=ibis.ifelse(telt, gebied.hash(), ibis.null("int64")),
        module=ibis.ifelse(telt, gebied.concat(code).hash(), ibis.null("int64")),
    )  # fmt: skip


def _met_opvolger(gemeente: Table) -> Table:
    """The code of the municipality that an old one merged into."""
    import ibis

    paren = [(gemeente == oud, ibis.literal(nieuw)) for oud, nieuw, _ in list_herindelingen()]
    return ibis.cases(*paren, else_=gemeente)


def _tel_op(maanden: Table) -> pl.DataFrame:
    """From lines with a month to one row per client and `sleutel`."""
    per = ["client_nr", "sleutel"]
    per_maand = maanden.group_by([*per, "maand"]).agg(
        regels=maanden.count(),
        kosten=maanden.bedrag.sum(),
        uren=maanden.uren.sum(),
        modules=maanden.module.nunique(),
        aanbieders=maanden.aanbieder_nr.nunique(),
        gebieden=maanden.gebied.nunique(),
    )
    som = read_uitkomst(
        per_maand.group_by(per).agg(
            regels=per_maand.regels.sum(),
            kosten=per_maand.kosten.sum(),
            uren=per_maand.uren.sum(),
            maanden=per_maand.count(),
            modules=per_maand.modules.max(),
            aanbieders=per_maand.aanbieders.max(),
            gebieden=per_maand.gebieden.max(),
        )
    )
    plaats = maanden.group_by([*per, "gemeente"]).agg(bedrag=maanden.bedrag.sum())
    meest = (
        read_uitkomst(plaats)
        .sort("bedrag", "gemeente", descending=[True, False])
        .unique(per, keep="first", maintain_order=True)
        .drop("bedrag")
    )
    return som.join(meest, on=per)


def _met_huisgenoten(tabel: pl.DataFrame, clienten: Table | None) -> pl.DataFrame:
    """How many people of the household had help in that year; 1 where the household is not known."""
    if clienten is None:
        return tabel.with_columns(huisgenoten=pl.lit(1, pl.Int64))
    huis = read_uitkomst(clienten.select("client_nr", "huishouden").distinct()).unique(
        "client_nr", keep="first"
    )
    met = tabel.join(huis, on="client_nr", how="left")
    per_huis = met.group_by("jaar", "huishouden").agg(
        huisgenoten=pl.col("client_nr").n_unique().cast(pl.Int64)
    )
    met = met.join(per_huis.drop_nulls("huishouden"), on=["jaar", "huishouden"], how="left")
    return met.with_columns(pl.col("huisgenoten").fill_null(1)).drop("huishouden")
