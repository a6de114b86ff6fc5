"""Which profile does each client get, and why?

Definition: of the help of a domain in a year the first rule that applies gives a client one profile:
1. a product that is in a profile; of several profiles the one on which most was spent;
2. the costliest product is in no profile, but fits one (`omzetting`);
3. enough clients with the same features have a profile by rule 1, and most of them the same one.
Else the client is in the residue, with the reason. Features: age, help in an earlier year, others in the
household with help, referrer, sex; when too few clients share all of them, the last are left out one by one.
Caveats: rule 3 says what alike clients got, not what this client needs; its chance stands beside it. What is
known of the domains of life is not in these data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

#: The features in the order in which they count; the last are left out first.
KENMERKEN = ("leeftijd", "eerder", "gezin", "verwijzer", "geslacht")
PRODUCT, OPVOLGER, GELIJKEN = (
    "product in een profiel",
    "product past in een profiel",
    "cliënten met dezelfde kenmerken",
)
GEEN_KOSTEN, ONZEKER, WEINIG = "geen kosten", "gelijken kregen verschillende profielen", "te weinig gelijken"
#: In the order of the rules; the last three are the residue.
REDENEN = (PRODUCT, OPVOLGER, GELIJKEN, GEEN_KOSTEN, ONZEKER, WEINIG)
REST = (GEEN_KOSTEN, ONZEKER, WEINIG)
ONBEKEND = "onbekend"


@dataclass(frozen=True)
class Gelijken:
    """Clients with a profile by their product who share these values of the first features: how many, and per
    profile how many, the most frequent first."""

    kenmerken: tuple[str, ...]
    clienten: int
    profielen: tuple[tuple[str, int], ...]

    @property
    def kans(self) -> float:
        """The share of the most frequent profile."""
        return self.profielen[0][1] / self.clienten


@dataclass(frozen=True)
class Groepering:
    """Every client once. `redenen`: per reason clients and cost (cents), in the order of the rules;
    `profielen`: per profile and reason the same; `gelijken`: what clients with the same features got."""

    redenen: tuple[tuple[str, int, int], ...]
    profielen: tuple[tuple[str, str, int, int], ...]
    gelijken: tuple[Gelijken, ...]

    @property
    def clienten(self) -> int:
        """All of them."""
        return sum(n for _, n, _ in self.redenen)

    @property
    def bedrag(self) -> int:
        """All cost in cents."""
        return sum(bedrag for *_, bedrag in self.redenen)


def assign_profielen(
    delen: pl.DataFrame,
    *,
    van_product: Mapping[str, str],
    opvolgers: Mapping[str, str],
    kenmerken: pl.DataFrame,
    genoeg: int,
    grens: float,
) -> pl.DataFrame:
    """Per client bedrag (cents), profiel (null in the residue), reden, and kans (null without rule 3).

    `delen`: client_nr, productcode, bedrag; `van_product` and `opvolgers`: product code to profile;
    `kenmerken`: client_nr and `KENMERKEN` in words; `genoeg`: clients needed for rule 3, `grens`: the least
    share of its profile. One row per client in `delen`, in the order of their numbers."""
    alle = delen.group_by("client_nr").agg(pl.col("bedrag").sum()).sort("client_nr")
    een = _get_grootste(delen, van_product).rename({"profiel": "profiel_een"})
    twee = _get_duurste(delen, opvolgers).rename({"profiel": "profiel_twee"})
    tabel = alle.join(een, on="client_nr", how="left").join(twee, on="client_nr", how="left")
    tabel = tabel.join(kenmerken, on="client_nr", how="left").with_columns(
        pl.col(KENMERKEN).fill_null(ONBEKEND)
    )
    tabel = _add_gelijken(tabel, list_gelijken(tabel, genoeg=genoeg))
    positief = pl.col("bedrag") > 0
    drie = pl.when(pl.col("kans") >= grens).then(pl.col("profiel_drie"))
    keuzes = (
        (positief & pl.col("profiel_een").is_not_null(), pl.col("profiel_een"), PRODUCT),
        (positief & pl.col("profiel_twee").is_not_null(), pl.col("profiel_twee"), OPVOLGER),
        (positief & drie.is_not_null(), drie, GELIJKEN),
        (~positief, pl.lit(None, dtype=pl.String), GEEN_KOSTEN),
        (pl.col("kans").is_not_null(), pl.lit(None, dtype=pl.String), ONZEKER),
    )
    profiel, reden = pl.lit(None, dtype=pl.String), pl.lit(WEINIG)
    for als, dan, woord in reversed(keuzes):
        profiel = pl.when(als).then(dan).otherwise(profiel)
        reden = pl.when(als).then(pl.lit(woord)).otherwise(reden)
    uit = tabel.with_columns(profiel=profiel, reden=reden)
    kans = pl.when(pl.col("reden").is_in([GELIJKEN, ONZEKER])).then(pl.col("kans"))
    return uit.with_columns(kans=kans).select("client_nr", "bedrag", "profiel", "reden", "kans", *KENMERKEN)


def list_gelijken(tabel: pl.DataFrame, *, genoeg: int) -> list[Gelijken]:
    """What clients with a profile by rule 1 (column profiel_een) got, for every number of features and all
    values that at least `genoeg` of them share; the most features first."""
    met = tabel.filter(pl.col("profiel_een").is_not_null() & (pl.col("bedrag") > 0))
    uit = []
    for aantal in range(len(KENMERKEN), 0, -1):
        namen = list(KENMERKEN[:aantal])
        per = met.group_by([*namen, "profiel_een"]).len()
        per = per.sort([*namen, "len", "profiel_een"], descending=[*[False] * aantal, True, False])
        for waarden, eigen in per.group_by(namen, maintain_order=True):
            som = int(eigen["len"].sum())
            if som >= genoeg:
                paren = tuple(eigen.select("profiel_een", "len").iter_rows())
                uit.append(Gelijken(tuple(str(w) for w in waarden), som, paren))
    return uit


def summarize_groepering(tabel: pl.DataFrame, *, genoeg: int) -> Groepering:
    """What `assign_profielen` gave, counted."""
    per = tabel.group_by("reden").agg(pl.len(), pl.col("bedrag").sum())
    bekend = {reden: (n, bedrag) for reden, n, bedrag in per.iter_rows()}
    per_profiel = (
        tabel.drop_nulls("profiel")
        .group_by("profiel", "reden")
        .agg(pl.len(), pl.col("bedrag").sum())
        .sort("profiel", "reden")
    )
    door_product = pl.when(pl.col("reden") == PRODUCT).then(pl.col("profiel"))
    return Groepering(
        redenen=tuple((reden, *bekend.get(reden, (0, 0))) for reden in REDENEN),
        profielen=tuple(per_profiel.iter_rows()),
        gelijken=tuple(list_gelijken(tabel.with_columns(profiel_een=door_product), genoeg=genoeg)),
    )


def find_gelijken(gelijken: Sequence[Gelijken], kenmerken: Sequence[str]) -> Gelijken | None:
    """Those who share the most of these values (in the order of `KENMERKEN`); None when too few do."""
    waarden = tuple(kenmerken)
    passend = [g for g in gelijken if g.kenmerken == waarden[: len(g.kenmerken)]]
    return max(passend, key=lambda g: len(g.kenmerken), default=None)


def _get_grootste(delen: pl.DataFrame, kaart: Mapping[str, str]) -> pl.DataFrame:
    """Per client the profile on which most was spent; of equals the first in the alphabet."""
    met = _add_profiel(delen, kaart).drop_nulls("profiel")
    per = met.group_by("client_nr", "profiel").agg(pl.col("bedrag").sum())
    per = per.sort("client_nr", "bedrag", "profiel", descending=[False, True, False])
    return per.unique("client_nr", keep="first", maintain_order=True).select("client_nr", "profiel")


def _get_duurste(delen: pl.DataFrame, kaart: Mapping[str, str]) -> pl.DataFrame:
    """Per client the profile of its costliest product; null when that product has none."""
    per = delen.group_by("client_nr", "productcode").agg(pl.col("bedrag").sum())
    per = per.sort("client_nr", "bedrag", "productcode", descending=[False, True, False])
    eerste = per.unique("client_nr", keep="first", maintain_order=True)
    return _add_profiel(eerste, kaart).select("client_nr", "profiel")


def _add_profiel(delen: pl.DataFrame, kaart: Mapping[str, str]) -> pl.DataFrame:
    rijen = pl.DataFrame(
        {"productcode": list(kaart), "profiel": list(kaart.values())},
        schema={"productcode": pl.String, "profiel": pl.String},
    )
    return delen.join(rijen, on="productcode", how="left")


def _add_gelijken(tabel: pl.DataFrame, gelijken: Sequence[Gelijken]) -> pl.DataFrame:
    """With the profile and the chance of those who share the most features; null when too few do."""
    uit = tabel.with_columns(profiel_drie=pl.lit(None, dtype=pl.String), kans=pl.lit(None, dtype=pl.Float64))
    for aantal in range(1, len(KENMERKEN) + 1):
        eigen = [g for g in gelijken if len(g.kenmerken) == aantal]
        namen = KENMERKEN[:aantal]
        kaart = pl.DataFrame(
            [(*g.kenmerken, g.profielen[0][0], g.kans) for g in eigen],
            schema={**dict.fromkeys(namen, pl.String), "nieuw": pl.String, "nieuwe_kans": pl.Float64},
            orient="row",
        )
        uit = (
            uit.join(kaart, on=list(namen), how="left", maintain_order="left")
            .with_columns(
                profiel_drie=pl.coalesce("nieuw", "profiel_drie"), kans=pl.coalesce("nieuwe_kans", "kans")
            )
            .drop("nieuw", "nieuwe_kans")
        )
    return uit
