"""Taking over claims that were judged elsewhere: go-live of a region, and scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from django.db import transaction

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.domein.declaraties.begrippen import uitkomst

from ..models import Declarant, Declaratie
from .grootboek import register_oordeel
from .opslag import write_regels

#: Of a line that was refused elsewhere the reason is not known.
_ONBEKENDE_REDEN = "0200"


@dataclass(frozen=True)
class Regelovername:
    """One Prestatie as it was judged. `volume` in `eenheid`; `tarief` and `bedrag` in cents, `bedrag` > 0;
    a credit names the line it takes back."""

    bsn: str
    toewijzing_nummer: int
    referentie_nummer: str
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    goedgekeurd: bool = True
    vorig_referentie_nummer: str = ""
    credit: bool = False


@transaction.atomic
def take_over_declaratie(
    *,
    gemeente: Gemeente,
    aanbieder: Aanbieder,
    wet: str,
    declaratie_nummer: str,
    begindatum: date,
    einddatum: date,
    dagtekening: date,
    regels: Sequence[Regelovername],
    actor: str,
    now: datetime,
) -> Declaratie:
    """A claim that another system judged and settled; it is booked as paid.

    IntegrityError for a number or a reference that is on file already."""
    declarant, _ = Declarant.objects.get_or_create(gemeente=gemeente, aanbieder=aanbieder, wet=wet)
    tabel = _als_tabel(regels, gemeente=gemeente, aanbieder=aanbieder, wet=wet)
    afgekeurd = sum(not regel.goedgekeurd for regel in regels)
    declaratie = Declaratie.objects.create(
        gemeente=gemeente,
        aanbieder=aanbieder,
        wet=wet,
        declaratie_nummer=declaratie_nummer,
        periode_begindatum=begindatum,
        periode_einddatum=einddatum,
        dagtekening=dagtekening,
        ontvangen_at=now,
        bericht_sleutel="overname",
        totaal_ingediend=sum(_bedrag(regel) for regel in regels),
        totaal_toegekend=sum(_bedrag(regel) for regel in regels if regel.goedgekeurd),
        aantal_regels=len(regels),
        aantal_afgekeurd=afgekeurd,
        uitkomst=uitkomst(regels=len(regels), afgekeurd=afgekeurd),
    )
    if regels:
        write_regels(declaratie=declaratie, declarant=declarant, regels=tabel)
        register_oordeel(declaratie=declaratie, declarant=declarant, regels=tabel, now=now, voldaan=True)
    _register_overname(declaratie, actor=actor, now=now)
    return declaratie


def _register_overname(declaratie: Declaratie, *, actor: str, now: datetime) -> None:
    register_gebeurtenis(
        soort="declaratie_overgenomen",
        object_soort="declaratie",
        object_sleutel=str(declaratie.pk),
        actor=actor,
        now=now,
        data={"regels": declaratie.aantal_regels},
    )


def _bedrag(regel: Regelovername) -> int:
    return -regel.bedrag if regel.credit else regel.bedrag


def _als_tabel(
    regels: Sequence[Regelovername], *, gemeente: Gemeente, aanbieder: Aanbieder, wet: str
) -> pl.DataFrame:
    """The columns that are stored, with the keys of client and allocation where those are known."""
    clienten = dict(
        Client.objects.filter(gemeente=gemeente, bsn__in={regel.bsn for regel in regels}).values_list(
            "bsn", "pk"
        )
    )
    nummers = {str(regel.toewijzing_nummer) for regel in regels}
    toewijzingen = dict(
        Toewijzing.objects.filter(
            gemeente=gemeente, aanbieder=aanbieder, wet=wet, toewijzing_nummer__in=nummers
        ).values_list("toewijzing_nummer", "pk")
    )
    return pl.DataFrame(
        [
            {
                "rij": rij,
                "client_id": clienten.get(regel.bsn),
                "toewijzing_id": toewijzingen.get(str(regel.toewijzing_nummer)),
                "toewijzing_nummer": regel.toewijzing_nummer,
                "referentie_nummer": regel.referentie_nummer,
                "vorig_referentie_nummer": regel.vorig_referentie_nummer,
                "categorie": regel.categorie,
                "code": regel.code,
                "begin": regel.begindatum,
                "eind": regel.einddatum,
                "volume": regel.volume,
                "eenheid": regel.eenheid,
                "tarief": regel.tarief,
                "bedrag": regel.bedrag,
                "bedrag_dc": _bedrag(regel),
                "dc": "C" if regel.credit else "D",
                "goedgekeurd": regel.goedgekeurd,
                "retourcodes": "" if regel.goedgekeurd else _ONBEKENDE_REDEN,
            }
            for rij, regel in enumerate(regels)
        ],
        schema_overrides={"client_id": pl.Int64, "toewijzing_id": pl.Int64, "tarief": pl.Int64},
    )
