"""A file of claim lines looked through before anybody counts with it; nothing of it is kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from django.conf import settings

from stelsel.analyse.aansluiting import Aansluiting, compute_aansluiting
from stelsel.analyse.kwaliteit import list_opmerkingen
from stelsel.kern.nummers import bsn_geldig
from stelsel.lake.engine import create_engine, get_bestanden, read_uitkomst
from stelsel.lake.intake import Intake, IntakeFout, Waarschuwing, create_waarschuwing, read_tabellen
from stelsel.lake.intake.lezen import KOLOMMEN, list_blokken, list_kolomnamen, normaliseer_naam
from stelsel.lake.intake.waarschuwingen import WEGGELATEN

#: From so large a share of valid numbers on, the clients in a file are burgerservicenummers.
_AANDEEL_BSN = 0.5
#: A small Parquet can hold very many equal lines; the page waits for so many and no more.
MEESTE_REGELS = 1_000_000


@dataclass(frozen=True)
class Bestandsbeeld:
    """What was read. `clienten`: different ones on the lines counted; `niet_gelezen`: columns not used;
    `jaren`: of begin, with lines and cents; `met_bsn`: whether the clients are named by BSN."""

    naam: str
    clienten: int
    jaren: tuple[tuple[int, int, int], ...]
    aansluiting: Aansluiting
    waarschuwingen: tuple[Waarschuwing, ...]
    niet_gelezen: tuple[str, ...]
    met_bsn: bool


def check_bestand(delen: Iterable[bytes], *, naam: str) -> Bestandsbeeld:
    """The file as the intake reads it. Raises IntakeFout when it cannot be used as a whole."""
    with TemporaryDirectory(prefix="stelsel-bestand-") as map_:
        pad = Path(map_) / (os.path.basename(naam) or "bestand")
        with pad.open("wb") as uit:
            for deel in delen:
                uit.write(deel)
        with read_tabellen(_list_blokken(pad)) as intake:
            if not intake.bestanden:
                raise IntakeFout(_render_niets(pad.name, intake.waarschuwingen))
            niet = tuple(k for k in list_kolomnamen(pad) if normaliseer_naam(k) not in KOLOMMEN)
            return create_beeld(intake, naam=pad.name, niet_gelezen=niet)


def _list_blokken(pad: Path) -> Iterator[pl.DataFrame]:
    gelezen = 0
    for blok in list_blokken(pad):
        gelezen += blok.height
        if gelezen > MEESTE_REGELS:
            raise IntakeFout(
                f"{pad.name} heeft te veel regels voor een bladzijde. Gebruik stelsel marktschets op de "
                "opdrachtregel."
            )
        yield blok


def _render_niets(naam: str, waarschuwingen: list[Waarschuwing]) -> str:
    redenen = " ".join(f"{w.uitleg} ({w.aantal} regels)" for w in waarschuwingen)
    return f"{naam} bevat geen enkele regel die te lezen is. {redenen}".strip()


def create_beeld(intake: Intake, *, naam: str, niet_gelezen: tuple[str, ...]) -> Bestandsbeeld:
    """What is in lines that were read; at least one of them. `niet_gelezen`: columns left aside."""
    regels = get_bestanden(create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE}), intake.bestanden)
    per_jaar = read_uitkomst(
        regels.group_by("jaar").agg(n=regels.count(), som=regels.bedrag.sum()).order_by("jaar")
    )
    verdacht = [
        create_waarschuwing(o.soort, aantal=o.aantal, bedrag=o.bedrag, regels=o.regels)
        for o in list_opmerkingen(regels)
    ]
    weg = [(w.soort, w.aantal, w.bedrag) for w in intake.waarschuwingen if w.soort in WEGGELATEN]
    aansluiting = compute_aansluiting(
        {"bestand": regels}, clientkosten=int(per_jaar["som"].sum()), weggelaten=weg
    )
    clienten = intake.bekend["client"].to_list()
    return Bestandsbeeld(
        naam=naam,
        clienten=intake.clienten,
        jaren=tuple((int(jaar), int(n), int(som)) for jaar, n, som in per_jaar.iter_rows()),
        aansluiting=aansluiting,
        waarschuwingen=(*intake.waarschuwingen, *verdacht),
        niet_gelezen=niet_gelezen,
        met_bsn=sum(map(bsn_geldig, clienten)) > _AANDEEL_BSN * len(clienten),
    )
