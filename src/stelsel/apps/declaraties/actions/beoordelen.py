"""A 323 that passed its own checks is judged against the dossier, stored and answered, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

import polars as pl
from django.db import transaction

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.declaraties.begrippen import Uitkomst, uitkomst
from stelsel.domein.declaraties.betaling import uiterste_betaaldatum
from stelsel.domein.toegang.begrippen import Wet
from stelsel.istandaarden import Bericht, create_antwoord_325
from stelsel.istandaarden import Declaratie as Declaratiebericht
from stelsel.istandaarden.antwoorden import GEEN_OPMERKING, VOLLEDIG_TOEGEKEND
from stelsel.istandaarden.beoordeling import (
    check_kop,
    check_prestaties,
    get_retourcode,
    get_retourcodes,
    list_porties,
)

from ..models import Betaalvoorstel, Declarant, Declaratie
from ..queries import Dossier, get_dossier, get_laatste_periode, is_nummer_gebruikt
from ..queries.achtergrond import list_contract
from .grootboek import register_oordeel
from .opslag import write_regels

#: What is stored of the verdict on a line.
_OORDEEL = ("rij", "client_id", "toewijzing_id", "goedgekeurd", "retourcodes")


@dataclass(frozen=True)
class Uitslag:
    """What came of a 323. `declaratie` None: rejected as a whole, which counts as not sent.

    `codes`: the codes on the DeclaratieAntwoord; `antwoord`: the 325, ready to be written."""

    declaratie: Declaratie | None
    codes: tuple[str, ...]
    antwoord: Bericht


@transaction.atomic
def register_declaratie(
    *,
    declaratie: Declaratiebericht,
    gemeente: Gemeente,
    aanbieder: Aanbieder,
    wet: str,
    bericht_sleutel: str,
    sha256: str,
    create_identificatie: Callable[[], str],
    today: date,
    now: datetime,
) -> Uitslag:
    """Judge a 323 that is clean on level 1 and 2 and in its header, keep it, propose payment, and answer.

    `create_identificatie` draws that of the 325, last of all: whoever draws one holds the numbers of the
    gemeente until the commit, and claims of other aanbieders are judged meanwhile. A second delivery of the
    same claim breaks TR333 and changes nothing. The number of statements grows with portions (`_beoordeel`).
    """
    declarant = _lock_declarant(gemeente=gemeente, aanbieder=aanbieder, wet=wet)
    inhoud = declaratie.waarden["Declaratie"]
    gebroken = check_kop(
        nummer_gebruikt=is_nummer_gebruikt(declarant, inhoud["DeclaratieNummer"]),
        periode_begin=inhoud["DeclaratiePeriode"]["Begindatum"],
        laatste_periode_begin=get_laatste_periode(declarant),
    )
    if gebroken:
        codes = [get_retourcode(declaratie, regel) for regel in gebroken]
        _register_weigering(declarant, inhoud["DeclaratieNummer"], codes, now)
        antwoord = create_antwoord_325(
            declaratie, identificatie=create_identificatie(), dagtekening=today, declaratiecodes=codes
        )
        return Uitslag(None, tuple(codes), antwoord)
    regels, afgewezen = _beoordeel(declaratie, declarant)
    rij = _create_declaratie(declaratie, declarant, regels, bericht_sleutel, sha256, now)
    write_regels(declaratie=rij, declarant=declarant, regels=regels)
    register_oordeel(declaratie=rij, declarant=declarant, regels=regels, now=now)
    _create_betaalvoorstel(rij, declaratie, now)
    code = GEEN_OPMERKING if rij.aantal_afgekeurd else VOLLEDIG_TOEGEKEND
    antwoord = create_antwoord_325(
        declaratie,
        identificatie=create_identificatie(),
        dagtekening=today,
        afgewezen=afgewezen,
        toegekend=rij.totaal_toegekend,
    )
    return Uitslag(rij, (code,), antwoord)


def _lock_declarant(*, gemeente: Gemeente, aanbieder: Aanbieder, wet: str) -> Declarant:
    """From here until the commit no other claim of this aanbieder to this gemeente is judged."""
    declarant, _ = Declarant.objects.select_for_update(of=("self",)).get_or_create(
        gemeente=gemeente, aanbieder=aanbieder, wet=wet
    )
    return declarant


def _beoordeel(declaratie: Declaratiebericht, declarant: Declarant) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines with what is stored of them: row number, keys, signed amount, verdict and codes as text; and
    those that were rejected with their codes as the answer has them. Portion by portion: beside the lines,
    memory holds the dossiers of two portions."""
    regels = declaratie.regels.drop("codes", "client_codes")
    oordelen, afgewezen = zip(*_list_oordelen(declaratie, declarant, regels), strict=True)
    getekend = pl.when(pl.col("dc") == "C").then(-pl.col("bedrag")).otherwise("bedrag")
    volgorde = pl.concat(oordelen).sort("rij")
    return regels.with_columns(volgorde, bedrag_dc=getekend), pl.concat(afgewezen)


def _list_oordelen(
    declaratie: Declaratiebericht, declarant: Declarant, regels: pl.DataFrame
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Per portion the verdicts and the rejected lines. A portion is judged, which takes no database, beside
    the questions about the next."""
    contract = list_contract(declarant)
    beoordeel: Callable[[], tuple[pl.DataFrame, pl.DataFrame]] | None = None
    with ThreadPoolExecutor(1) as naast:
        for rijen, deel in list_porties(regels):
            bezig = naast.submit(beoordeel) if beoordeel else None
            dossier = get_dossier(declarant=declarant, regels=deel, contract=contract)
            if bezig:
                yield bezig.result()
            beoordeel = partial(
                _beoordeel_portie, declaratie, wet=declarant.wet, rijen=rijen, deel=deel, dossier=dossier
            )
        if beoordeel:
            yield beoordeel()


def _beoordeel_portie(
    declaratie: Declaratiebericht, *, wet: str, rijen: pl.Series, deel: pl.DataFrame, dossier: Dossier
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`rijen`: the positions of these lines in the message."""
    beoordeeld = check_prestaties(deel, achtergrond=dossier.achtergrond, is_wmo=wet == Wet.WMO)
    alle_codes = pl.when(pl.col("regels").list.contains("TR304")).then("client_codes").otherwise("codes")
    beoordeeld = (
        get_retourcodes(declaratie, beoordeeld)
        .with_columns(rijen)
        .join(dossier.clienten, on="bsn", how="left", maintain_order="left")
        .with_columns(goedgekeurd=pl.col("regels").list.len() == 0, retourcodes=alle_codes.list.join(","))
    )
    return beoordeeld.select(_OORDEEL), beoordeeld.filter(~pl.col("goedgekeurd"))


def _create_declaratie(
    bericht: Declaratiebericht,
    declarant: Declarant,
    regels: pl.DataFrame,
    bericht_sleutel: str,
    sha256: str,
    now: datetime,
) -> Declaratie:
    inhoud = bericht.waarden["Declaratie"]
    afgekeurd = regels.height - int(regels["goedgekeurd"].sum())
    rij = Declaratie.objects.create(
        gemeente_id=declarant.gemeente_id,
        aanbieder_id=declarant.aanbieder_id,
        wet=declarant.wet,
        declaratie_nummer=inhoud["DeclaratieNummer"],
        periode_begindatum=inhoud["DeclaratiePeriode"]["Begindatum"],
        periode_einddatum=inhoud["DeclaratiePeriode"]["Einddatum"],
        dagtekening=inhoud["DeclaratieDagtekening"],
        ontvangen_at=now,
        bericht_sleutel=bericht_sleutel,
        bericht_sha256=sha256,
        totaal_ingediend=int(regels["bedrag_dc"].sum()),
        totaal_toegekend=int(regels.filter("goedgekeurd")["bedrag_dc"].sum()),
        aantal_regels=regels.height,
        aantal_afgekeurd=afgekeurd,
        uitkomst=uitkomst(regels=regels.height, afgekeurd=afgekeurd),
    )
    _register_oordeel(rij, now)
    return rij


def _create_betaalvoorstel(declaratie: Declaratie, bericht: Declaratiebericht, now: datetime) -> None:
    """Nothing was approved: nothing is proposed. A negative amount is set off.

    The term runs from the date of the message, which was checked; no rule bounds DeclaratieDagtekening."""
    if declaratie.uitkomst == Uitkomst.AFGEKEURD:
        return
    dagtekening = bericht.waarden["Header"]["BerichtIdentificatie"]["Dagtekening"]
    Betaalvoorstel.objects.create(
        declaratie=declaratie,
        bedrag=declaratie.totaal_toegekend,
        uiterste_betaaldatum=uiterste_betaaldatum(dagtekening=dagtekening),
        gemaakt_at=now,
    )


def _register_oordeel(declaratie: Declaratie, now: datetime) -> None:
    register_gebeurtenis(
        soort="declaratie_beoordeeld",
        object_soort="declaratie",
        object_sleutel=str(declaratie.pk),
        actor=f"aanbieder {declaratie.aanbieder_id}",
        now=now,
        data={
            "uitkomst": str(declaratie.uitkomst),
            "regels": declaratie.aantal_regels,
            "afgekeurd": declaratie.aantal_afgekeurd,
            "ingediend": declaratie.totaal_ingediend,
            "toegekend": declaratie.totaal_toegekend,
        },
    )


def _register_weigering(declarant: Declarant, nummer: str, codes: list[str], now: datetime) -> None:
    register_gebeurtenis(
        soort="declaratie_geweigerd",
        object_soort="declarant",
        object_sleutel=str(declarant.pk),
        actor=f"aanbieder {declarant.aanbieder_id}",
        now=now,
        data={"declaratie_nummer": nummer, "codes": codes},
    )
