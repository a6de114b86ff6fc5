"""Which claim lines look wrong when they are seen together?

Definition, per kind: `credit_zonder_debet`, a client has had more taken back than was claimed for a product
at a provider; `factor_100`, a price per unit that is some hundred times (or a hundredth of) what the same
product usually costs, as when cents are taken for euros; `gemeente_samengevoegd`, a code from before a merger
beside the code that replaced it, or after its day. All these lines count; the words say what to look at.
Choices: a price is suspect from 50 to 200 times the median of its product and unit, and only where prices lie
close together (the dearest quarter begins below four times the cheapest) on at least five lines.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from stelsel.lake.engine import Table, read_uitkomst

FACTOR_VAN, FACTOR_TOT, SPREIDING, MINSTE_REGELS = 50, 200, 4, 5
EERSTE_REGELS = 10
_PRODUCT = ("domein", "productcategorie", "productcode", "eenheid")


@dataclass(frozen=True)
class Opmerking:
    """A kind of trouble: lines, cents on them, and the first line numbers where the source has them."""

    soort: str
    aantal: int
    bedrag: int
    regels: tuple[int, ...]


def list_opmerkingen(regels: Table) -> list[Opmerking]:
    """Everything that looks wrong, in a fixed order; only what occurs."""
    opmerkingen = (_create_opmerking(soort, vraag) for soort, vraag in list_verdacht(regels))
    return [opmerking for opmerking in opmerkingen if opmerking.aantal]


def list_verdacht(regels: Table) -> list[tuple[str, Table]]:
    """Per kind the lines of it, in the same order; empty where nothing looks wrong."""
    vragen = (
        ("credit_zonder_debet", _get_credit_zonder_debet(regels)),
        ("factor_100", _get_factor_100(regels)),
        ("gemeente_samengevoegd", _get_samengevoegd(regels)),
    )
    return [(soort, vraag) for soort, vraag in vragen if vraag is not None]


def _create_opmerking(soort: str, verdacht: Table) -> Opmerking:
    aantal, bedrag = read_uitkomst(verdacht.aggregate(n=verdacht.count(), som=verdacht.bedrag.sum())).row(0)
    eerste: list[int] = []
    if aantal and "regelnummer" in verdacht.columns:
        eerste = read_uitkomst(verdacht.select("regelnummer").order_by("regelnummer").limit(EERSTE_REGELS))[
            "regelnummer"
        ].to_list()
    return Opmerking(soort, aantal, bedrag or 0, tuple(eerste))


def _get_credit_zonder_debet(regels: Table) -> Table:
    """The negative lines of a client, provider and product that together come to less than nothing."""
    sleutel = ["client_nr", "aanbieder", "productcode"]
    som = regels.group_by(sleutel).agg(som=regels.bedrag.sum())
    tekort = som.filter(som.som < 0)
    return regels.filter(regels.bedrag < 0).semi_join(tekort, sleutel)


def _get_factor_100(regels: Table) -> Table:
    """The lines whose price per unit is some hundred times, or a hundredth of, that of their product."""
    positief = regels.filter((regels.bedrag > 0) & (regels.volume > 0))
    met_prijs = positief.mutate(prijs=positief.bedrag / positief.volume)
    per_product = met_prijs.group_by(list(_PRODUCT)).agg(
        n=met_prijs.count(),
        laag=met_prijs.prijs.quantile(0.25),
        midden=met_prijs.prijs.quantile(0.5),
        hoog=met_prijs.prijs.quantile(0.75),
    )
    dicht_bijeen = per_product.filter(
        (per_product.n >= MINSTE_REGELS) & (per_product.hoog < SPREIDING * per_product.laag)
    ).select(*_PRODUCT, "midden")
    naast = met_prijs.inner_join(dicht_bijeen, list(_PRODUCT))
    veelvoud = naast.prijs / naast.midden
    return naast.filter(
        veelvoud.between(FACTOR_VAN, FACTOR_TOT) | veelvoud.between(1 / FACTOR_TOT, 1 / FACTOR_VAN)
    )


def _get_samengevoegd(regels: Table) -> Table | None:
    """The lines with a code from before a merger that stands beside its successor, or was gone by then."""
    import ibis

    codes = set(read_uitkomst(regels.select("gemeente").distinct())["gemeente"].to_list())
    voorwaarden = [
        (regels.gemeente == oud) & ((regels.begindatum >= vanaf) | ibis.literal(nieuw in codes))
        for oud, nieuw, vanaf in list_herindelingen()
        if oud in codes
    ]
    return regels.filter(ibis.or_(*voorwaarden)) if voorwaarden else None


@cache
def list_herindelingen() -> tuple[tuple[str, str, date], ...]:
    """(old code, new code, first day of the new one) of every municipality that merged as a whole."""
    return tuple(_list_herindelingen())


def _list_herindelingen() -> Iterator[tuple[str, str, date]]:
    data = tomllib.loads((resources.files("stelsel.lake.intake") / "herindelingen.toml").read_text("utf-8"))
    for herindeling in data["herindeling"]:
        for oud in herindeling["oud"]:
            yield oud, herindeling["nieuw"], herindeling["vanaf"]
