"""Tables of the lake, and what is made from them once per version of the data."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl
from django.conf import settings

from stelsel.analyse.domeinen import add_domein
from stelsel.analyse.eenheden import get_clientjaren, get_trajectrijen
from stelsel.analyse.selectie import Selectie, create_clientsommen
from stelsel.apps.basis.queries import get_lake
from stelsel.domein.marktschets.indelingsregel import Eenheid, Indelingsregel
from stelsel.lake.engine import Table, create_engine, get_rijen, get_tabel
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, TOEWIJZINGEN, Tabel
from stelsel.lake.uitkomsten import get_afgeleid


def get_tabellen(*tabellen: Tabel) -> tuple[Table, ...]:
    """Tables of the lake in one engine, so that they can be joined."""
    engine = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE})
    return tuple(_met_domein(get_tabel(engine, lake=get_lake(), tabel=tabel), tabel) for tabel in tabellen)


def _met_domein(rijen: Table, tabel: Tabel) -> Table:
    """The rows with the domein of the market picture in place of the law."""
    dag = {DECLARATIEREGELS.naam: "begindatum", TOEWIJZINGEN.naam: "ingangsdatum"}.get(tabel.naam)
    return rijen if dag is None else add_domein(rijen, dag=dag)


def get_brontabellen(tabel: Tabel, bronnen: Sequence[str]) -> dict[str, Table]:
    """A table of the lake per source, in one engine; without the sources that do not have it."""
    engine = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE})
    hebben = {s.bron for s in get_lake().list_standen() if s.tabel == tabel.naam}
    return {
        bron: _met_domein(get_tabel(engine, lake=get_lake(), tabel=tabel, bronnen=(bron,)), tabel)
        for bron in bronnen
        if bron in hebben
    }


def list_bronnen() -> tuple[tuple[str, date], ...]:
    """The sources of claim lines in the lake, with the last day that each covers."""
    return tuple(
        (s.bron, s.gegevens_tm) for s in get_lake().list_standen() if s.tabel == DECLARATIEREGELS.naam
    )


def get_clientsommen() -> dict[str, Table]:
    """Per source the cost of every client per year, gemeente and domein, in one engine.

    Made once per version of the lake and kept beside it; a tenth of the lines, so that every choice is quick.
    """
    lake = get_lake()
    sommen = _get_clientsommen(str(lake.map), lake.versie)
    engine = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE})
    return {bron: get_rijen(engine, rijen) for bron, rijen in sommen}


@lru_cache(maxsize=2)
def _get_clientsommen(map: str, versie: int) -> tuple[tuple[str, pl.DataFrame], ...]:
    lake = get_lake()
    bronnen = [bron for bron, _ in list_bronnen()]

    def maak() -> pl.DataFrame:
        engine = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE})
        delen = [
            create_clientsommen(
                _met_domein(
                    get_tabel(engine, lake=lake, tabel=DECLARATIEREGELS, bronnen=(bron,)), DECLARATIEREGELS
                )
            )
            for bron in bronnen
        ]
        return pl.concat([deel.with_columns(bron=pl.lit(b)) for b, deel in zip(bronnen, delen, strict=True)])

    if not bronnen:
        return ()
    alles = get_afgeleid(lake, "clientsommen", versie=versie, maak=maak)
    return tuple((bron, alles.filter(pl.col("bron") == bron).drop("bron")) for bron in bronnen)


def get_eenheden(regel: Indelingsregel, *, domein: str, today: date) -> pl.DataFrame:
    """Clients per year or trajecten of all years, as the rule asks, of a domain ("" is all).

    Made once per version of the lake and kept beside it; after that from memory.
    """
    lake = get_lake()
    return _get_eenheden(str(lake.map), lake.versie, domein, regel.eenheid, regel.geen_module, today)


@lru_cache(maxsize=16)
def _get_eenheden(
    map: str, versie: int, domein: str, eenheid: Eenheid, geen_module: tuple[str, ...], today: date
) -> pl.DataFrame:
    # Today decides which parameters and which last day of the data hold; a day gives the same as the next.
    wat = hashlib.sha256(f"{domein} {eenheid} {geen_module} {today.year}".encode()).hexdigest()[:12]
    selectie = Selectie(domeinen=frozenset({domein}) if domein else None)

    def maak() -> pl.DataFrame:
        regels, toewijzingen, clienten = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN, CLIENTEN)
        jaren = get_clientjaren(
            regels, peildatum=today, geen_module=geen_module, clienten=clienten, selectie=selectie
        )
        if eenheid is Eenheid.CLIENTJAAR:
            return jaren
        return get_trajectrijen(
            regels, toewijzingen, peildatum=today, clientjaren=jaren, geen_module=geen_module,
            selectie=selectie,
        )  # fmt: skip

    return get_afgeleid(Lake(Path(map)), f"{eenheid}-{wat}", versie=versie, maak=maak)
