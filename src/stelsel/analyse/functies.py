"""Who uses the functions that are arranged over a wide area, where, at which aanbieder and for how much?

Definition: a claim line of youth care belongs to the function to which its product is linked on its first
day. A child counts once per function, year, area and aanbieder, whatever it got; so children do not add up
over areas or aanbieders, money does. Occupied places: claimed etmalen divided by the days of the period.
Caveats: only what is claimed per child; help paid as a whole and products that are not linked are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.analyse.onthulling import Norm, is_te_klein, list_verborgen, rond_af
from stelsel.domein.marktschets.functies import VERBLIJF_EN_DWANG, Koppeling, list_op_voorrang
from stelsel.domein.marktschets.schaal import Telling
from stelsel.lake.engine import Table, read_uitkomst

DOMEIN = "jeugd"
#: Unit of a day and night of stay.
ETMAAL = "14"


@dataclass(frozen=True)
class Cel:
    """Figures of one combination, named by `sleutel` in the order that was asked. `bedrag`: cents;
    `etmalen`: days and nights of stay. All None: not to be shown."""

    sleutel: tuple[str, ...]
    kinderen: int | None
    bedrag: int | None
    etmalen: int | None
    aanbieders: int | None

    @property
    def is_dicht(self) -> bool:
        """There are figures, and they may not be shown."""
        return self.kinderen is None


def get_functieregels(regels: Table, *, koppelingen: Sequence[Koppeling]) -> pl.DataFrame:
    """One row per functie, client_nr, gemeente, aanbieder and maand (its first day) with bedrag (cents) and
    etmalen: a small part of the lines, on which all other questions here are answered."""
    jeugd = regels.filter(regels.domein == DOMEIN)
    met = _add_functie(jeugd, koppelingen)
    met = met.filter(met.functie != "")
    met = met.mutate(
        maand=met.begindatum.truncate("M"), etmalen=(met.eenheid == ETMAAL).ifelse(met.volume, 0)
    )
    per = met.group_by(["functie", "client_nr", "gemeente", "aanbieder", "maand"])
    uit = read_uitkomst(per.agg(bedrag=met.bedrag.sum(), etmalen=met.etmalen.sum()))
    getypt = uit.with_columns(
        pl.col("maand").cast(pl.Date), pl.col("bedrag", "etmalen").cast(pl.Int64)
    ).with_columns(jaar=pl.col("maand").dt.year().cast(pl.String))
    return getypt.sort("functie", "client_nr", "gemeente", "aanbieder", "maand")


def get_zonder_functie(regels: Table, *, koppelingen: Sequence[Koppeling], jaar: int) -> list[Cel]:
    """Products of stay and of force in a year that are no function: category and code, costliest first."""
    jeugd = regels.filter(
        (regels.domein == DOMEIN)
        & (regels.begindatum.year() == jaar)
        & regels.productcategorie.isin(VERBLIJF_EN_DWANG)
    )
    met = _add_functie(jeugd, koppelingen)
    met = met.filter(met.functie == "").mutate(code=met.productcode.fill_null(""))
    per = met.group_by(["productcategorie", "code", "client_nr"]).agg(
        bedrag=met.bedrag.sum(), etmalen=(met.eenheid == ETMAAL).ifelse(met.volume, 0).sum()
    )
    som = per.group_by(["productcategorie", "code"]).agg(
        kinderen=per.count(), bedrag=per.bedrag.sum(), etmalen=per.etmalen.sum()
    )
    cellen = [
        Cel((r["productcategorie"], r["code"]), r["kinderen"], int(r["bedrag"]), int(r["etmalen"]), None)
        for r in read_uitkomst(som).to_dicts()
    ]
    return sorted(cellen, key=lambda cel: (-(cel.bedrag or 0), cel.sleutel))


def _add_functie(regels: Table, koppelingen: Sequence[Koppeling]) -> Table:
    """The lines with `functie`, "" for none; the same expression on every engine."""
    import ibis

    code = regels.productcode.fill_null("")
    gevallen = []
    for k in list_op_voorrang(koppelingen):
        waar = regels.productcategorie == k.categorie
        if k.code:
            waar &= code.startswith(k.code)
        if k.van is not None:
            waar &= regels.begindatum >= ibis.literal(k.van)
        if k.tot is not None:
            waar &= regels.begindatum <= ibis.literal(k.tot)
        gevallen.append((waar, ibis.literal(k.functie)))
    leeg = ibis.literal("")
    return regels.mutate(functie=ibis.cases(*gevallen, else_=leeg) if gevallen else leeg)


def get_venster(rijen: pl.DataFrame, *, van: date, tot: date) -> pl.DataFrame:
    """The rows of the months that begin from `van` up to and including `tot`."""
    return rijen.filter(pl.col("maand").is_between(pl.lit(van), pl.lit(tot)))


def add_gebied(rijen: pl.DataFrame, *, zoek: Callable[[str, int], str]) -> pl.DataFrame:
    """The rows with `gebied`: what `zoek` says of a gemeente in a year, "" for none."""
    paren = rijen.select("gemeente", "jaar").unique().to_dicts()
    gevonden = [zoek(paar["gemeente"], int(paar["jaar"])) for paar in paren]
    namen = pl.DataFrame(paren, schema={"gemeente": pl.String, "jaar": pl.String})
    return rijen.join(
        namen.with_columns(gebied=pl.Series(gevonden, dtype=pl.String)), on=["gemeente", "jaar"], how="left"
    )


def compute_cellen(rijen: pl.DataFrame, *, per: Sequence[str]) -> tuple[Cel, ...]:
    """Children, money, stay and aanbieders per combination of these columns, in their order."""
    som = rijen.group_by(per).agg(
        kinderen=pl.col("client_nr").n_unique(),
        bedrag=pl.col("bedrag").sum(),
        etmalen=pl.col("etmalen").sum(),
        aanbieders=pl.col("aanbieder").n_unique(),
    )
    return tuple(
        Cel(
            tuple(str(rij[kolom]) for kolom in per),
            rij["kinderen"], rij["bedrag"], rij["etmalen"], rij["aanbieders"],
        )
        for rij in som.sort(per).to_dicts()
    )  # fmt: skip


def protect_cellen(cellen: Sequence[Cel], *, norm: Norm, met_totaal: bool) -> tuple[Cel, ...]:
    """The cells as an edition may show them. The first part of the key is the function.

    Per function: a cell about too few children is hidden, and with `met_totaal` (the reader knows the figure
    of the whole function) so are others, until a hidden one does not follow. Cells without any child are not
    there and hide nothing.
    """
    if not norm.beschermt:
        return tuple(cellen)
    dicht: set[tuple[str, ...]] = set()
    for functie in {cel.sleutel[0] for cel in cellen}:
        groep = [cel for cel in cellen if cel.sleutel[0] == functie]
        aantallen = [cel.kinderen or 0 for cel in groep]
        verborgen = (
            list_verborgen(aantallen, drempel=norm.drempel)
            if met_totaal
            else [is_te_klein(n, drempel=norm.drempel) for n in aantallen]
        )
        dicht |= {cel.sleutel for cel, weg in zip(groep, verborgen, strict=True) if weg}
    return tuple(_rond_af(cel, norm) if cel.sleutel not in dicht else _sluit(cel) for cel in cellen)


def _sluit(cel: Cel) -> Cel:
    return Cel(cel.sleutel, None, None, None, None)


def _rond_af(cel: Cel, norm: Norm) -> Cel:
    kinderen, bedrag, etmalen = (w or 0 for w in (cel.kinderen, cel.bedrag, cel.etmalen))
    return Cel(
        cel.sleutel,
        rond_af(kinderen, op=norm.aantal),
        rond_af(bedrag, op=norm.bedrag),
        rond_af(etmalen, op=norm.aantal),
        cel.aanbieders,
    )


def list_tellingen(
    rijen: pl.DataFrame,
    *,
    functie: str,
    jaren: Sequence[int],
    aanwezig: frozenset[tuple[str, int]],
    inwoners: Mapping[str, int],
    huidig: Callable[[str], str],
) -> tuple[list[Telling], int]:
    """Per gemeente (by its code of now) the children of every year added up, and how many different ones.

    `aanwezig`: gemeente and year of which there are figures at all; other years of a gemeente do not count.
    """
    van = rijen.filter((pl.col("functie") == functie) & pl.col("jaar").is_in([str(j) for j in jaren]))
    nu = {g: huidig(g) for g in van["gemeente"].unique().to_list()}
    van = van.with_columns(gemeente=pl.col("gemeente").replace(nu))
    per_jaar = van.select("gemeente", "jaar", "client_nr").unique().group_by("gemeente").len()
    gezien = dict(per_jaar.iter_rows())
    jaren_van: dict[str, set[int]] = {}
    for gemeente, jaar in aanwezig:
        if jaar in jaren:
            jaren_van.setdefault(huidig(gemeente), set()).add(jaar)
    tellingen = [
        Telling(g, gezien.get(g, 0), inwoners[g], len(jaren_van[g]))
        for g in sorted(jaren_van)
        if inwoners.get(g)
    ]
    mee = {t.gemeente for t in tellingen}
    return tellingen, van.filter(pl.col("gemeente").is_in(mee))["client_nr"].n_unique()
