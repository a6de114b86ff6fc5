"""Who is in which segment by a rule that the analyst chose, and how firm is that?

Definition: see `stelsel.domein.marktschets.indelingsregel`. The border is drawn over the whole region and the
chosen domain, so that municipalities compare; whoever shows one of the signs of a complex question is in C as
well. Every client (or traject) is in exactly one segment. Segment A comes from what municipalities entered.
Choices: of equal ones at a border by share, the lowest client numbers go first. A moved border keeps its
value times the factor, and everyone at or above it is in C.
Reference: `stelsel.domein.marktschets.segmentatie`, to which a spec test ties the rule of half the cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from stelsel.domein.marktschets.indelingsregel import (
    COMPLEX,
    Eenheid,
    Grens,
    Grenssoort,
    Indelingsregel,
    Maat,
    get_standaardregel,
)
from stelsel.domein.marktschets.segmentatie import Indeling, create_indeling

#: How far the border is moved to see how firm the segments are.
FACTOREN = (0.75, 0.9, 1.0, 1.1, 1.25)
GRENS, COMPLEX_ALLEEN, BEIDE = "grens", "complex", "beide"


@dataclass(frozen=True)
class Stap:
    """The border times `factor`: its value, who changes segment, and the share of clients and cost in C."""

    factor: float
    grens: float
    naar_c: int
    naar_b: int
    clienten_c: float
    bedrag_c: float


@dataclass(frozen=True)
class Kenmerk:
    """What marks a segment: number, and shares (of its clients) or means."""

    segment: str
    clienten: int
    meer_modules: float
    multifocaal: float
    meer_aanbieders: float
    huisgenoten: float
    maanden: float
    uren: float


@dataclass(frozen=True)
class Maatbeeld:
    """The border by share on another measure: shares of clients, of the measure and of cost in C, and the
    share of clients who are in the same segment as by cost. `zonder`: clients without any of the measure."""

    maat: Maat
    clienten: float
    aandeel: float
    bedrag: float
    zelfde: float
    zonder: int


@dataclass(frozen=True)
class Plaatsbeeld:
    """The segments of one municipality."""

    gemeente: str
    indeling: Indeling


def get_van_jaar(eenheden: pl.DataFrame, *, jaar: int | None) -> pl.DataFrame:
    """The clients of a year, or the trajecten with a day in it; all for None."""
    if jaar is None:
        return eenheden
    eerste = pl.col("begin") if "begin" in eenheden.columns else pl.col("jaar")
    return eenheden.filter((eerste <= jaar) & (pl.col("jaar") >= jaar))


def get_tot(eenheden: pl.DataFrame, *, jaar: int) -> pl.DataFrame:
    """Without the clients of later years, which may not be complete; trajecten that end later stay."""
    eerste = "begin" if "begin" in eenheden.columns else "jaar"
    return eenheden.filter(pl.col(eerste) <= jaar)


def add_segment(eenheden: pl.DataFrame, *, regel: Indelingsregel, factor: float = 1.0) -> pl.DataFrame:
    """With `segment` (B or C) and `reden` (why C: the border, complex, or both; "" for B); all rows."""
    grens = compute_grens(eenheden, regel)
    maat = regel.maat.value
    over_grens = pl.col(maat) >= (grens or 0) * factor if grens is not None else pl.lit(False)
    if regel.grens.soort is Grenssoort.DEEL and factor == 1.0:
        op_volgorde = [maat, "client_nr"]
        eenheden = eenheden.sort(op_volgorde, descending=[True, False]).with_row_index("plek")
        over_grens = pl.col("plek") < _tel_boven(eenheden[maat], regel.grens.waarde)
    tekens = [pl.col(naam.removesuffix("_vanaf")) >= vanaf for naam, vanaf in regel.complex.items()]
    is_complex = pl.any_horizontal(*tekens) if tekens else pl.lit(False)
    reden = (
        pl.when(over_grens & is_complex)
        .then(pl.lit(BEIDE))
        .when(over_grens)
        .then(pl.lit(GRENS))
        .when(is_complex)
        .then(pl.lit(COMPLEX_ALLEEN))
        .otherwise(pl.lit(""))
    )
    segment = pl.when(pl.col("reden") == "").then(pl.lit("B")).otherwise(pl.lit("C"))
    return eenheden.with_columns(reden=reden).with_columns(segment=segment)


def compute_grens(eenheden: pl.DataFrame, regel: Indelingsregel) -> float | None:
    """The border in the measure of the rule; None where there is nobody to draw it through."""
    if regel.grens.soort is Grenssoort.BEDRAG:
        return regel.grens.waarde
    aflopend = eenheden[regel.maat.value].sort(descending=True)
    aantal = _tel_boven(aflopend, regel.grens.waarde)
    return float(aflopend[aantal - 1]) if aantal else None


def _tel_boven(aflopend: pl.Series, deel: float) -> int:
    """How many of a descending row it takes to reach this share of its sum; at least one, if there is any."""
    if not len(aflopend):
        return 0
    bereikt = aflopend.cum_sum() >= deel * float(aflopend.sum())
    return int(bereikt.arg_true()[0]) + 1 if bereikt.any() else len(aflopend)


def compute_segmenten(ingedeeld: pl.DataFrame, *, vrij: tuple[int, int] | None = None) -> Indeling:
    """Clients and cents per segment. `vrij`: clients and cents of segment A, where they are known."""
    per = {
        segment: (n, bedrag)
        for segment, n, bedrag in ingedeeld.group_by("segment")
        .agg(pl.len(), pl.col("kosten").sum())
        .iter_rows()
    }
    return create_indeling(c=per.get("C", (0, 0)), b=per.get("B", (0, 0)), a=vrij, grens=None)


def compute_per_gemeente(
    ingedeeld: pl.DataFrame, *, vrij: dict[str, tuple[int, int]] | None = None
) -> list[Plaatsbeeld]:
    """The segments of every municipality, by code; segment A where that municipality entered it."""
    vrij = vrij or {}
    return [
        Plaatsbeeld(str(gemeente), compute_segmenten(deel, vrij=vrij.get(str(gemeente))))
        for (gemeente,), deel in sorted(ingedeeld.group_by("gemeente"), key=lambda paar: str(paar[0][0]))
    ]


def compute_gevoeligheid(eenheden: pl.DataFrame, *, regel: Indelingsregel) -> list[Stap]:
    """The border moved by every factor of FACTOREN; empty without anybody."""
    basis = add_segment(eenheden, regel=regel)
    grens = compute_grens(eenheden, regel)
    if not basis.height or grens is None:
        return []
    return [_compute_stap(eenheden, basis, regel=regel, grens=grens, factor=factor) for factor in FACTOREN]


def _compute_stap(
    eenheden: pl.DataFrame, basis: pl.DataFrame, *, regel: Indelingsregel, grens: float, factor: float
) -> Stap:
    anders = add_segment(eenheden, regel=regel, factor=factor)
    samen = basis.select("nr", oud="segment").join(anders.select("nr", "segment", "kosten"), on="nr")
    c = samen.filter(pl.col("segment") == "C")
    bedrag_c, totaal = (int(deel["kosten"].sum()) for deel in (c, samen))
    return Stap(
        factor=factor,
        grens=grens * factor,
        naar_c=c.filter(pl.col("oud") == "B").height,
        naar_b=samen.filter((pl.col("oud") == "C") & (pl.col("segment") == "B")).height,
        clienten_c=c.height / samen.height,
        bedrag_c=bedrag_c / totaal if totaal else 0.0,
    )


def compute_redenen(ingedeeld: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """Clients and cents in C by the border alone, by a sign of complexity alone, and by both."""
    c = ingedeeld.filter(pl.col("segment") == "C")
    per = {r: (n, k) for r, n, k in c.group_by("reden").agg(pl.len(), pl.col("kosten").sum()).iter_rows()}
    return {reden: per.get(reden, (0, 0)) for reden in (GRENS, BEIDE, COMPLEX_ALLEEN)}


def compute_kenmerken(ingedeeld: pl.DataFrame) -> list[Kenmerk]:
    """What marks C and B, C first; only segments with clients."""
    uit = []
    for segment in ("C", "B"):
        deel = ingedeeld.filter(pl.col("segment") == segment)
        if deel.height:
            cijfers = deel.select(
                (pl.col("modules") > 1).mean().alias("meer_modules"),
                (pl.col("gebieden") > 1).mean().alias("multifocaal"),
                (pl.col("aanbieders") > 1).mean().alias("meer_aanbieders"),
                (pl.col("huisgenoten") > 1).mean().alias("huisgenoten"),
                pl.col("maanden").mean(),
                pl.col("uren").mean(),
            ).row(0, named=True)
            uit.append(Kenmerk(segment=segment, clienten=deel.height, **cijfers))
    return uit


def compute_maten(eenheden: pl.DataFrame, *, regel: Indelingsregel) -> list[Maatbeeld]:
    """The border by share, without the signs of complexity, on cost, hours and months beside each other."""
    grens = regel.grens if regel.grens.soort is Grenssoort.DEEL else get_standaardregel().grens
    if not eenheden.height:
        return []
    kaal = {maat: replace(regel, maat=maat, grens=_als_deel(grens), complex={}) for maat in Maat}
    op_kosten = add_segment(eenheden, regel=kaal[Maat.KOSTEN]).select("nr", op_kosten="segment")
    uit = []
    for maat in Maat:
        samen = add_segment(eenheden, regel=kaal[maat]).join(op_kosten, on="nr")
        c = samen.filter(pl.col("segment") == "C")
        totaal, kosten = float(samen[maat.value].sum()), float(samen["kosten"].sum())
        uit.append(
            Maatbeeld(
                maat=maat,
                clienten=c.height / samen.height,
                aandeel=float(c[maat.value].sum()) / totaal if totaal else 0.0,
                bedrag=float(c["kosten"].sum()) / kosten if kosten else 0.0,
                zelfde=samen.filter(pl.col("segment") == pl.col("op_kosten")).height / samen.height,
                zonder=samen.filter(pl.col(maat.value) <= 0).height,
            )
        )
    return uit


def _als_deel(grens: Grens) -> Grens:
    return Grens(Grenssoort.DEEL, grens.waarde)


def compute_jaren(
    eenheden: pl.DataFrame, *, regel: Indelingsregel, vrij: dict[int, tuple[int, int]] | None = None,
    gemeente: str = "",
) -> list[tuple[int, float | None, Indeling]]:  # fmt: skip
    """Per year of the data, oldest first: the border, and the segments by the same version of the rule."""
    uit = []
    tot = eenheden["begin" if "begin" in eenheden.columns else "jaar"].max() if eenheden.height else None
    for jaar in sorted(j for j in eenheden["jaar"].unique().to_list() if tot is not None and j <= tot):
        van_jaar = get_van_jaar(eenheden, jaar=jaar)
        ingedeeld = get_gemeente(add_segment(van_jaar, regel=regel), gemeente)
        if ingedeeld.height:
            segmenten = compute_segmenten(ingedeeld, vrij=(vrij or {}).get(jaar))
            uit.append((int(jaar), compute_grens(van_jaar, regel), segmenten))
    return uit


def get_gemeente(ingedeeld: pl.DataFrame, gemeente: str) -> pl.DataFrame:
    """Those of one municipality, after the border was drawn over all; all for ""."""
    return ingedeeld.filter(pl.col("gemeente") == gemeente) if gemeente else ingedeeld


def compare_regels(
    eenheden: pl.DataFrame, *, oud: Indelingsregel, nieuw: Indelingsregel, gemeente: str = ""
) -> dict[tuple[str, str], tuple[int, int]]:
    """Clients and cents per (segment by `oud`, segment by `nieuw`). Both rules over the same units."""
    een = add_segment(eenheden, regel=oud).select("nr", oud="segment")
    twee = get_gemeente(add_segment(eenheden, regel=nieuw), gemeente)
    samen = een.join(twee.select("nr", "segment", "kosten"), on="nr")
    per = {
        (a, b): (n, k)
        for a, b, n, k in samen.group_by("oud", "segment").agg(pl.len(), pl.col("kosten").sum()).iter_rows()
    }
    return {(a, b): per.get((a, b), (0, 0)) for a in "BC" for b in "BC"}


def list_tekens(regel: Indelingsregel) -> Sequence[str]:
    """The signs of complexity that are on, in words."""
    return [f"{vanaf} of meer {COMPLEX[naam]}" for naam, vanaf in regel.complex.items()]


def is_per_traject(regel: Indelingsregel) -> bool:
    """Whether the rule puts trajecten in segments, not clients per year."""
    return regel.eenheid is Eenheid.TRAJECT
