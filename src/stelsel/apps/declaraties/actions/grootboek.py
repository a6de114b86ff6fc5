"""Writing the ledger, in the transaction of the act itself. Lines are only added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

import polars as pl

from stelsel.domein.declaraties.grootboek import (
    Boekingsoort,
    Mutatie,
    boek_bestand,
    boek_betaling,
    boek_goedkeuring,
    boek_ontvangst,
    boek_oordeel,
    boek_voldaan,
    list_verschillen,
)

from ..models import Betaalregel, Boeking, Declarant, Declaratie

_BOEK = {
    Boekingsoort.GOEDKEURING: boek_goedkeuring,
    Boekingsoort.BESTAND: boek_bestand,
    Boekingsoort.BETALING: boek_betaling,
}


class GrootboekUitBalans(Exception):
    """An entry whose sums do not hold is not written; nothing of the act around it stays."""


def register_oordeel(
    *,
    declaratie: Declaratie,
    declarant: Declarant,
    regels: pl.DataFrame,
    now: datetime,
    voldaan: bool = False,
) -> Boeking:
    """Book the verdict on a claim: one row, whatever the number of lines.

    `regels`: the judged lines with `dc` (D or C), `bedrag` (cents, > 0) and `goedgekeurd`. `voldaan`: another
    system settled it, so nothing of it is open."""
    debet, goed = pl.col("dc") == "D", pl.col("goedgekeurd")
    [sommen] = regels.select(
        pl.col("bedrag").filter(debet & goed).sum().alias("goedgekeurd"),
        pl.col("bedrag").filter(debet & ~goed).sum().alias("afgekeurd"),
        pl.col("bedrag").filter(~debet & goed).sum().alias("gecrediteerd"),
        pl.col("bedrag").filter(~debet & ~goed).sum().alias("credit_geweigerd"),
    ).rows(named=True)
    mutatie = boek_ontvangst(gedeclareerd=sommen["goedgekeurd"] + sommen["afgekeurd"])
    mutatie += boek_oordeel(**sommen)
    boeking = _create_boeking(
        mutatie + boek_voldaan(mutatie.te_betalen) if voldaan else mutatie,
        declaratie=declaratie,
        declarant_id=declarant.pk,
        soort=Boekingsoort.OORDEEL,
        by=f"aanbieder {declaratie.aanbieder_id}",
        now=now,
    )
    boeking.save(force_insert=True)
    return boeking


def register_boekingen(*, regels: Iterable[Betaalregel], soort: Boekingsoort, by: str, now: datetime) -> None:
    """Book one step of a payment for each of its lines, in one statement."""
    regels = list(regels)
    declaranten = _list_declaranten(regels)
    Boeking.objects.bulk_create(
        _create_boeking(
            _BOEK[soort](regel.bedrag),
            declaratie=regel.voorstel.declaratie,
            declarant_id=declaranten[regel.voorstel.declaratie_id],
            soort=soort,
            betaalregel=regel,
            by=by,
            now=now,
        )
        for regel in regels
    )


def register_herroeping(*, regels: Iterable[Betaalregel], by: str, now: datetime) -> None:
    """Turn back every entry of these payment lines that was not turned back before."""
    geboekt = Boeking.objects.filter(
        betaalregel__in=[regel.pk for regel in regels], herroept__isnull=True, herroeping__isnull=True
    )
    Boeking.objects.bulk_create(
        _create_boeking(
            -boeking.mutatie,
            declaratie=boeking.declaratie,
            declarant_id=boeking.declarant_id,
            soort=Boekingsoort.HERROEPING,
            betaalregel=boeking.betaalregel,
            herroept=boeking,
            by=by,
            now=now,
        )
        for boeking in geboekt.select_related("declaratie", "betaalregel").order_by("-pk")
    )


def _create_boeking(
    mutatie: Mutatie,
    *,
    declaratie: Declaratie,
    declarant_id: int,
    soort: Boekingsoort,
    by: str,
    now: datetime,
    betaalregel: Betaalregel | None = None,
    herroept: Boeking | None = None,
) -> Boeking:
    if verschillen := list_verschillen(mutatie):
        raise GrootboekUitBalans(f"declaratie {declaratie.pk}: {verschillen}")
    return Boeking(
        declarant_id=declarant_id,
        periode=declaratie.periode_begindatum.replace(day=1),
        declaratie=declaratie,
        soort=soort,
        betaalregel=betaalregel,
        herroept=herroept,
        geboekt_at=now,
        geboekt_by=by,
        **asdict(mutatie),
    )


def _list_declaranten(regels: list[Betaalregel]) -> dict[int, int]:
    """Claim to the pair of gemeente and aanbieder under which its verdict was booked."""
    oordelen = Boeking.objects.filter(
        declaratie__in={regel.voorstel.declaratie_id for regel in regels}, soort=Boekingsoort.OORDEEL
    )
    return dict(oordelen.values_list("declaratie_id", "declarant_id"))
