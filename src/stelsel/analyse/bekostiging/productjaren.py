"""How much of each product was used per gemeente and year, and what did that cost per month?

Definition: approved claim lines by the year (month) in which the support began, credits negative. Clients are
counted per product, gemeente and year.
Caveats: the last months are incomplete, since claims come late; a line without a product code is kept under
its category. Reference: plain sums over lines, to which a spec test ties this.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.lake.engine import Table, read_uitkomst

KOLOMMEN = ("gemeente", "domein", "code", "eenheid", "jaar", "volume", "bedrag", "clienten")


@dataclass(frozen=True)
class Toegekend:
    """What was granted by days in a year, in cents: up to and with a day, after it, and in that year by
    allocations that begin after it. `tot` and `rest` are of those that had begun."""

    tot: int = 0
    rest: int = 0
    nieuw: int = 0

    @property
    def totaal(self) -> int:
        """All of the year."""
        return self.tot + self.rest + self.nieuw


def get_productjaren(regels: Table) -> pl.DataFrame:
    """One row per gemeente, domein, product, eenheid and year, in that order, with KOLOMMEN."""
    import ibis

    vraag = (
        regels.mutate(
            code=ibis.coalesce(regels.productcode, regels.productcategorie), jaar=regels.begindatum.year()
        )
        .group_by(["gemeente", "domein", "code", "eenheid", "jaar"])
        .agg(
            volume=lambda t: t.volume.sum(),
            bedrag=lambda t: t.bedrag.sum(),
            clienten=lambda t: t.client_nr.nunique(),
        )
    )
    return read_uitkomst(vraag).select(KOLOMMEN).sort(KOLOMMEN[:5])


def get_maandbedragen(regels: Table) -> pl.DataFrame:
    """One row per gemeente, domein, year and month with `bedrag` in cents."""
    sleutels = ["gemeente", "domein", "jaar", "maand"]
    vraag = (
        regels.mutate(jaar=regels.begindatum.year(), maand=regels.begindatum.month())
        .group_by(sleutels)
        .agg(bedrag=lambda t: t.bedrag.sum())
    )
    return read_uitkomst(vraag).sort(sleutels)


def get_aanbiederjaren(regels: Table) -> pl.DataFrame:
    """One row per gemeente, domein, aanbieder and year with `bedrag` in cents and `clienten`."""
    sleutels = ["gemeente", "domein", "aanbieder", "jaar"]
    vraag = (
        regels.mutate(jaar=regels.begindatum.year())
        .group_by(sleutels)
        .agg(bedrag=lambda t: t.bedrag.sum(), clienten=lambda t: t.client_nr.nunique())
    )
    return read_uitkomst(vraag).sort(sleutels)


def get_toegekende_bedragen(toewijzingen: Table, *, dag: date) -> dict[tuple[str, str], Toegekend]:
    """Per gemeente and domein what was granted in the year of `dag`, on both sides of that day.

    An allocation without an end or an amount is left out, since its part is not known.
    """
    import ibis

    eerste, laatste, grens = (ibis.date(d) for d in (date(dag.year, 1, 1), date(dag.year, 12, 31), dag))
    t = toewijzingen.filter(
        toewijzingen.ingangsdatum <= laatste,
        toewijzingen.einddatum >= eerste,
        toewijzingen.bedrag.notnull(),
    )
    dagen = t.einddatum.delta(t.ingangsdatum, unit="day") + 1
    begin, eind = ibis.greatest(t.ingangsdatum, eerste), ibis.least(t.einddatum, laatste)
    binnen = eind.delta(begin, unit="day") + 1
    tot = ibis.greatest(0, ibis.least(eind, grens).delta(begin, unit="day") + 1)
    begonnen = t.ingangsdatum <= grens
    t = t.mutate(
        deel_tot=begonnen.ifelse(t.bedrag * tot / dagen, 0.0),
        deel_rest=begonnen.ifelse(t.bedrag * (binnen - tot) / dagen, 0.0),
        deel_nieuw=begonnen.ifelse(0.0, t.bedrag * binnen / dagen),
    )
    sommen = t.group_by(["gemeente", "domein"]).agg(
        **{naam: t[f"deel_{naam}"].sum().round().cast("int64") for naam in ("tot", "rest", "nieuw")}
    )
    return {
        (rij["gemeente"], rij["domein"]): Toegekend(rij["tot"], rij["rest"], rij["nieuw"])
        for rij in read_uitkomst(sommen).to_dicts()
    }
