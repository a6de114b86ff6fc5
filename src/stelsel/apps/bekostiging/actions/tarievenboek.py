"""Making a book of tarieven: read in, or indexed from an earlier one; and approving it by a second person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.bekostiging.tarievenboek import (
    MIX,
    TRAJECT,
    Indexstap,
    Regel,
    TarievenboekFout,
    check_regels,
    index_regels,
)

from .. import queries
from ..models import Boektarief, Kostprijsberekening, Tarievenboek

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class VaststellenNietMogelijk(Exception):
    """The book cannot be approved; the text says why."""


@dataclass(frozen=True)
class Boekkop:
    """What is said of a book. `pgb`: percents of the tarief per class of supplier."""

    naam: str
    toelichting: str
    wet: str
    prijspeil: int
    kostprijs: Kostprijsberekening | None = None
    pgb: Mapping[str, str] = field(default_factory=dict)
    bestand: str = ""


def check_boek(regels: Sequence[Regel], *, wet: str, kostprijs: Kostprijsberekening | None) -> None:
    """Raises TarievenboekFout: overlap, a code that is in no catalogue, a functie without cost price."""
    fouten = []
    try:
        check_regels(regels)
    except TarievenboekFout as fout:
        fouten += str(fout).splitlines()
    namen = queries.get_namen(wet)
    fouten += [
        f"{code}: deze code staat niet in de catalogus van deze wet. Verbeter de code of haal de regel weg."
        for code in dict.fromkeys(regel.code for regel in regels)
        if code not in namen
    ]
    functies = {regel.functie for regel in regels} - {""}
    bekend = set(queries.get_kostprijzen_per_functie(kostprijs)) if kostprijs else set()
    if functies and kostprijs is None:
        fouten.append("Er staan functies in het bestand. Kies de kostprijs waar zij in staan.")
    elif functies - bekend:
        keuze = ", ".join(sorted(bekend - {MIX, TRAJECT}) + sorted(bekend & {MIX, TRAJECT}))
        mist = ", ".join(sorted(functies - bekend))
        fouten.append(f"Deze functies staan niet in de kostprijs: {mist}. Kies uit: {keuze}.")
    if fouten:
        raise TarievenboekFout("\n".join(fouten))


@transaction.atomic
def register_tarievenboek(regels: Sequence[Regel], *, kop: Boekkop, by: User, now: datetime) -> Tarievenboek:
    """Keep what was read in as a concept. Raises TarievenboekFout."""
    check_boek(regels, wet=kop.wet, kostprijs=kop.kostprijs)
    return _create_boek(regels, kop=kop, vorige=None, stappen=(), by=by, now=now)


@transaction.atomic
def index_tarievenboek(
    vorige: Tarievenboek,
    *,
    stappen: Sequence[Indexstap],
    naam: str,
    toelichting: str,
    by: User,
    now: datetime,
) -> Tarievenboek:
    """The same book in the prices of a later year, as a concept of its own. Raises TarievenboekFout."""
    if vorige.gemeente_id not in {None, _get_eigenaar(by)}:
        raise TarievenboekFout("Dit boek is van een gemeente. Zij maakt zelf de volgende versie.")
    nieuw = [rij.nieuw for rij in index_regels(queries.get_boekregels(vorige), stappen)]
    kop = Boekkop(
        naam=naam,
        toelichting=toelichting,
        wet=vorige.wet,
        prijspeil=stappen[-1].jaar,
        kostprijs=vorige.kostprijs,
        pgb=vorige.pgb,
    )
    return _create_boek(nieuw, kop=kop, vorige=vorige, stappen=stappen, by=by, now=now)


@transaction.atomic
def approve_tarievenboek(boek: Tarievenboek, *, by: User, now: datetime) -> Tarievenboek:
    """A second person approves; from then on it holds. Raises VaststellenNietMogelijk."""
    rij = Tarievenboek.objects.select_for_update().get(pk=boek.pk)
    if rij.status != Tarievenboek.Status.CONCEPT:
        raise VaststellenNietMogelijk("Dit boek is al vastgesteld.")
    if rij.gemeente_id != _get_eigenaar(by):
        van = "de regio" if rij.gemeente_id is None else "de gemeente zelf"
        raise VaststellenNietMogelijk(f"Iemand die voor {van} werkt, stelt dit boek vast.")
    if rij.gemaakt_persoon == by.persoon_sleutel:
        raise VaststellenNietMogelijk("U heeft dit boek zelf gemaakt. Een ander stelt het vast.")
    if rij.vorige is not None and rij.vorige.status != Tarievenboek.Status.VASTGESTELD:
        raise VaststellenNietMogelijk(f"Dit boek komt uit {rij.vorige.nummer}. Stel dat eerst vast.")
    if bezwaren := queries.list_bezwaren(rij, today=now.date()):
        raise VaststellenNietMogelijk("\n".join(bezwaren))
    rij.status = Tarievenboek.Status.VASTGESTELD
    rij.vastgesteld_door, rij.vastgesteld_persoon = by.weergavenaam or by.username, by.persoon_sleutel
    rij.vastgesteld_at = now
    rij.save(update_fields=["status", "vastgesteld_door", "vastgesteld_persoon", "vastgesteld_at"])
    _register(rij, "tarievenboek_vastgesteld", by=by, now=now)
    return rij


def _create_boek(
    regels: Sequence[Regel], *, kop: Boekkop, vorige: Tarievenboek | None, stappen: Sequence[Indexstap],
    by: User, now: datetime,
) -> Tarievenboek:  # fmt: skip
    (volgnummer,) = create_nummers(reeks="tarievenboek")
    eigenaar = _get_eigenaar(by)
    boek = Tarievenboek.objects.create(
        nummer=f"TB-{now.year}-{volgnummer:04d}",
        naam=kop.naam,
        toelichting=kop.toelichting,
        gemeente=None if eigenaar is None else Gemeente.objects.get(code=eigenaar),
        wet=kop.wet,
        prijspeil=kop.prijspeil,
        kostprijs=kop.kostprijs,
        vorige=vorige,
        indexering=[
            {"jaar": s.jaar, "procent": str(s.procent), "methode": s.methode, "bron": s.bron} for s in stappen
        ],
        pgb=dict(kop.pgb),
        bestand=kop.bestand,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_persoon=by.persoon_sleutel,
        gemaakt_at=now,
    )
    _create_tarieven(boek, regels)
    _register(boek, "tarievenboek_gemaakt", by=by, now=now)
    return boek


def _create_tarieven(boek: Tarievenboek, regels: Sequence[Regel]) -> None:
    namen = queries.get_namen(boek.wet)
    Boektarief.objects.bulk_create(
        Boektarief(
            boek=boek,
            code=regel.code,
            naam=namen.get(regel.code, regel.code),
            eenheid=regel.eenheid,
            tarief=regel.tarief,
            vandatum=regel.vanaf,
            totdatum=regel.tot,
            functie=regel.functie,
        )
        for regel in regels
    )


def _get_eigenaar(by: User) -> str | None:
    """The gemeente for which somebody works, None for the region."""
    return None if by.regio else by.gemeentecode


def _register(boek: Tarievenboek, soort: str, *, by: User, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="tarievenboek",
        object_sleutel=boek.nummer,
        actor=by.username,
        now=now,
        data={"prijspeil": boek.prijspeil, "tarieven": boek.tarieven.count()},
    )
