"""What the grouper knows of a client, in words: age, earlier help, household, referrer, sex.

Nothing here says who a client is: numbers, classes and codes only.
"""

from __future__ import annotations

import polars as pl

from stelsel.analyse.profielen.groeper import KENMERKEN, ONBEKEND
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

#: First age of each class and its name.
LEEFTIJDEN = (
    (0, "0 tot 4 jaar"),
    (4, "4 tot 12 jaar"),
    (12, "12 tot 18 jaar"),
    (18, "18 tot 23 jaar"),
    (23, "23 tot 65 jaar"),
    (65, "65 tot 75 jaar"),
    (75, "75 jaar en ouder"),
)
JA, NEE = "ja", "nee"


def read_groepkenmerken(
    regels: Table, *, clienten: Table, toewijzingen: Table, selectie: Selectie, jaar: int
) -> pl.DataFrame:
    """Per client of the selection client_nr and `KENMERKEN`. Earlier help: in any domain in a year before."""
    binnen = get_selectie(regels, selectie)
    wie = read_uitkomst(binnen.select("client_nr").distinct())
    eerder = regels.filter(regels.begindatum.year() < jaar).select("client_nr").distinct()
    bekend = read_uitkomst(clienten.select("client_nr", "geboortejaar", "huishouden", "geslacht"))
    tabel = wie.join(
        bekend.unique("client_nr", keep="first", maintain_order=True), on="client_nr", how="left"
    )
    tabel = tabel.join(_get_verwijzers(toewijzingen), on="client_nr", how="left")
    genoten = pl.len().over("huishouden") > 1
    return tabel.with_columns(
        leeftijd=_create_leeftijd(pl.lit(jaar) - pl.col("geboortejaar")),
        eerder=_als_woord(pl.col("client_nr").is_in(read_uitkomst(eerder)["client_nr"].to_list())),
        gezin=pl.when(pl.col("huishouden").is_null()).then(pl.lit(ONBEKEND)).otherwise(_als_woord(genoten)),
        verwijzer=pl.col("verwijzer").fill_null(ONBEKEND),
        geslacht=pl.col("geslacht").fill_null(ONBEKEND),
    ).select("client_nr", *KENMERKEN)


def _create_leeftijd(jaren: pl.Expr) -> pl.Expr:
    uit = pl.lit(ONBEKEND)
    for eerste, naam in LEEFTIJDEN:
        uit = pl.when(jaren >= eerste).then(pl.lit(naam)).otherwise(uit)
    return uit


def _als_woord(waarde: pl.Expr) -> pl.Expr:
    return pl.when(waarde).then(pl.lit(JA)).otherwise(pl.lit(NEE))


def _get_verwijzers(toewijzingen: Table) -> pl.DataFrame:
    """The referrer of a client's first allocation."""
    rijen = read_uitkomst(toewijzingen.select("client_nr", "ingangsdatum", "verwijzer"))
    return (
        rijen.sort("client_nr", "ingangsdatum", "verwijzer")
        .unique("client_nr", keep="first", maintain_order=True)
        .select("client_nr", "verwijzer")
    )
