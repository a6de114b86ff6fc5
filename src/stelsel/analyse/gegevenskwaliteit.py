"""What is to be said about claim lines before anything is counted, with lines, euros and examples?

Definition, per kind: `dubbel`, a line that equals another of its source on every column, the first not
counted; `dubbel_bronnen`, the same over sources; `periode_omgekeerd`, an end before the begin;
`datum_toekomst`, a begin after the last day that the data cover; `periode_lang`, more than a year;
`volume_negatief`, a negative volume with a positive amount; `bedrag_nul`, help without an amount;
`uitschieter`, an amount far above that of the same product; the others: `stelsel.analyse.kwaliteit`.
Choices: an outlier lies more than four standard deviations above the mean of the logarithm, for a product and
unit with at least thirty lines. One line can be found under more kinds, so kinds do not add up.
Caveat: all these lines are counted; a finding is a question, not a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stelsel.analyse.kwaliteit import list_verdacht
from stelsel.lake.engine import Table, read_uitkomst
from stelsel.lake.tabellen import DECLARATIEREGELS

AFWIJKINGEN, MINSTE_REGELS, LANGSTE_PERIODE, VOORBEELDEN = 4, 30, 366, 5
_KOLOMMEN = list(DECLARATIEREGELS.kolomnamen)
_PRODUCT = ["domein", "productcategorie", "productcode", "eenheid"]
#: What an example shows: enough to find the line at the aanbieder, nothing that is of the client.
_GETOOND = ["gemeente", "aanbieder", "productcategorie", "productcode", "volume", "eenheid", "bedrag"]


@dataclass(frozen=True)
class Voorbeeld:
    """One line without its client. `maand`: of the begin, as 2026-03; `bedrag`: cents."""

    maand: str
    gemeente: str
    aanbieder: str
    product: str
    volume: int
    eenheid: str
    bedrag: int


@dataclass(frozen=True)
class Bevinding:
    """A kind with its lines, the cents on them, and those with the most money."""

    soort: str
    regels: int
    bedrag: int
    voorbeelden: tuple[Voorbeeld, ...]


@dataclass(frozen=True)
class Bronjaar:
    """What a source holds of a year of begin. `maanden`: with at least one line; `bedrag`: cents."""

    bron: str
    jaar: int
    regels: int
    clienten: int
    maanden: int
    bedrag: int


def concat_bronnen(bronnen: Mapping[str, Table]) -> Table:
    """The lines of all sources, with the name of theirs in `bron`; at least one source."""
    import ibis

    delen = [regels.select(_KOLOMMEN).mutate(bron=ibis.literal(naam)) for naam, regels in bronnen.items()]
    return delen[0].union(*delen[1:]) if len(delen) > 1 else delen[0]


def list_bevindingen(regels: Table, *, gegevens_tm: date) -> list[Bevinding]:
    """Every kind that occurs in lines with `bron`, in a fixed order. `gegevens_tm`: last day covered."""
    gevonden = (_create_bevinding(soort, tabel) for soort, tabel in _list_vragen(regels, gegevens_tm))
    return [bevinding for bevinding in gevonden if bevinding.regels]


def list_bronjaren(regels: Table) -> list[Bronjaar]:
    """Lines, clients, months and euros per source and year, for lines with `bron`."""
    begin = regels.begindatum
    rijen = read_uitkomst(
        regels.mutate(jaar=begin.year(), maand=begin.month())
        .group_by(["bron", "jaar"])
        .agg(
            regels=lambda t: t.count(),
            clienten=lambda t: t.client_nr.nunique(),
            maanden=lambda t: t.maand.nunique(),
            bedrag=lambda t: t.bedrag.sum(),
        )
        .order_by(["bron", "jaar"])
    )
    return [Bronjaar(**rij) for rij in rijen.iter_rows(named=True)]


def _list_vragen(regels: Table, gegevens_tm: date) -> Iterator[tuple[str, Table]]:
    """Per kind the lines of it, with `n`: how many of that line."""
    import ibis

    meer = _get_gelijk(regels)
    yield "dubbel", meer.filter(meer.bronnen == 1)
    yield "dubbel_bronnen", meer.filter(meer.bronnen > 1)
    lengte = regels.einddatum.delta(regels.begindatum, unit="day")
    voorwaarden = (
        ("periode_omgekeerd", regels.einddatum < regels.begindatum),
        ("datum_toekomst", regels.begindatum > gegevens_tm),
        ("periode_lang", lengte >= LANGSTE_PERIODE),
        ("volume_negatief", (regels.volume < 0) & (regels.bedrag > 0)),
        ("bedrag_nul", (regels.bedrag == 0) & (regels.volume != 0)),
    )
    verdacht = [(soort, regels.filter(waar)) for soort, waar in voorwaarden]
    for soort, tabel in (*verdacht, ("uitschieter", _get_uitschieters(regels)), *list_verdacht(regels)):
        yield soort, tabel.mutate(n=ibis.literal(1))


def _get_gelijk(regels: Table) -> Table:
    """Lines that occur more than once, with `n` for those beyond the first.

    First by three narrow columns, which few lines share: comparing all columns of all lines costs far more.
    """
    smal = ["client_nr", "begindatum", "bedrag"]
    vaker = regels.group_by(smal).agg(aantal=regels.count())
    kandidaten = regels.semi_join(vaker.filter(vaker.aantal > 1), smal)
    gelijk = kandidaten.group_by(_KOLOMMEN).agg(aantal=kandidaten.count(), bronnen=kandidaten.bron.nunique())
    return gelijk.filter(gelijk.aantal > 1).mutate(n=lambda t: t.aantal - 1)


def _get_uitschieters(regels: Table) -> Table:
    """The lines far above the others of their product and unit, on a logarithmic scale."""
    positief = regels.filter(regels.bedrag > 0).mutate(log=lambda t: t.bedrag.cast("float64").ln())
    per_product = positief.group_by(_PRODUCT).agg(
        regels=positief.count(), midden=positief.log.mean(), afwijking=positief.log.std()
    )
    genoeg = per_product.filter(per_product.regels >= MINSTE_REGELS).select(
        *_PRODUCT, grens=per_product.midden + AFWIJKINGEN * per_product.afwijking
    )
    naast = positief.inner_join(genoeg, _PRODUCT)
    return naast.filter(naast.log > naast.grens)


def _create_bevinding(soort: str, tabel: Table) -> Bevinding:
    aantal, bedrag = read_uitkomst(tabel.aggregate(n=tabel.n.sum(), som=(tabel.n * tabel.bedrag).sum())).row(
        0
    )
    if not aantal:
        return Bevinding(soort, 0, 0, ())
    duurste = read_uitkomst(
        tabel.order_by([(tabel.n * tabel.bedrag.abs()).desc(), *(tabel[naam] for naam in _KOLOMMEN)])
        .select(*_GETOOND, jaar=tabel.begindatum.year(), maand=tabel.begindatum.month())
        .limit(VOORBEELDEN)
    )
    return Bevinding(soort, int(aantal), int(bedrag or 0), tuple(map(_als_voorbeeld, duurste.to_dicts())))


def _als_voorbeeld(rij: dict[str, Any]) -> Voorbeeld:
    return Voorbeeld(
        maand=f"{rij['jaar']}-{rij['maand']:02d}",
        gemeente=rij["gemeente"],
        aanbieder=rij["aanbieder"],
        product=" ".join(filter(None, (rij["productcategorie"], rij["productcode"]))),
        volume=int(rij["volume"]),
        eenheid=rij["eenheid"],
        bedrag=int(rij["bedrag"]),
    )
