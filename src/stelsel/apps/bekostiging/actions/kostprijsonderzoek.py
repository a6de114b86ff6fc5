"""Holding a cost survey: set up, opened, filled in by aanbieders in versions, closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.lake.intake.kostprijsopgave import Bladopgave

from .. import queries
from ..models import Kostprijsonderzoek, Kostprijsopgave, Onderzoeksdeelnemer

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

Status = Kostprijsonderzoek.Status
#: From what a survey may go to what by hand; what comes after belongs to its outcome.
OVERGANGEN = {
    Status.OPEN: (Status.CONCEPT, Status.GESLOTEN),
    Status.GESLOTEN: (Status.OPEN,),
}


class OnderzoekNietMogelijk(Exception):
    """It cannot be done now; the text says in Dutch why, a line per reason."""


@dataclass(frozen=True)
class Onderzoekskop:
    """What is asked, of whom and when. `functies`: explanation by name; both days included."""

    naam: str
    toelichting: str
    wet: str
    prijsjaar: int
    functies: Mapping[str, str]
    vandatum: date
    totdatum: date


@transaction.atomic
def create_onderzoek(
    kop: Onderzoekskop, *, aanbieders: Collection[Aanbieder], by: User, now: datetime
) -> Kostprijsonderzoek:
    """A survey as a concept, with the aanbieders that are asked and what they were paid."""
    (volgnummer,) = create_nummers(reeks="kostprijsonderzoek")
    onderzoek = Kostprijsonderzoek.objects.create(
        nummer=f"KO-{now.year}-{volgnummer:04d}",
        naam=kop.naam,
        toelichting=kop.toelichting,
        wet=kop.wet,
        prijsjaar=kop.prijsjaar,
        functies=[{"naam": naam, "uitleg": uitleg} for naam, uitleg in kop.functies.items()],
        vandatum=kop.vandatum,
        totdatum=kop.totdatum,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    omzetten = queries.get_omzetten(kop.wet, jaar=kop.prijsjaar, today=now.date())
    Onderzoeksdeelnemer.objects.bulk_create(
        Onderzoeksdeelnemer(
            onderzoek=onderzoek,
            aanbieder=aanbieder,
            omzet=omzetten.per_aanbieder.get(aanbieder.agb, 0) if omzetten.jaar else None,
        )
        for aanbieder in sorted(aanbieders, key=lambda aanbieder: aanbieder.agb)
    )
    register_stap(onderzoek, "kostprijsonderzoek_gemaakt", by=by, now=now, data={"gevraagd": len(aanbieders)})
    return onderzoek


@transaction.atomic
def change_status(onderzoek: Kostprijsonderzoek, *, naar: str, by: User, now: datetime) -> Kostprijsonderzoek:
    """Open a survey, close it, or open a closed one again. Raises OnderzoekNietMogelijk."""
    rij = lock_onderzoek(onderzoek)
    doel = Status(naar)
    if rij.status not in OVERGANGEN.get(doel, ()):
        raise OnderzoekNietMogelijk(
            f"Dit onderzoek is nu {rij.get_status_display().lower()}. Het kan niet naar {doel.label.lower()}."
        )
    rij.status = doel
    rij.save(update_fields=["status"])
    register_stap(rij, f"kostprijsonderzoek_{doel.value}", by=by, now=now)
    return rij


@transaction.atomic
def register_opgave(
    onderzoek: Kostprijsonderzoek,
    bladen: Mapping[str, Bladopgave],
    *,
    aanbieder: Aanbieder,
    bestand: str,
    reden: str,
    by: User,
    today: date,
    now: datetime,
) -> Kostprijsopgave:
    """Keep what was read as a new version, not yet handed in. Raises OnderzoekNietMogelijk."""
    rij = lock_onderzoek(onderzoek)
    namens = not by.agb
    _check_mag_opgeven(rij, aanbieder, namens=namens, reden=reden, today=today)
    vorige = rij.opgaven.filter(aanbieder=aanbieder).aggregate(hoogste=Max("versie"))["hoogste"] or 0
    return Kostprijsopgave.objects.create(
        onderzoek=rij,
        aanbieder=aanbieder,
        versie=vorige + 1,
        waarden={functie: _als_json(blad) for functie, blad in bladen.items()},
        bestand=bestand[:200],
        namens=namens,
        reden=reden,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )


@transaction.atomic
def submit_opgave(opgave: Kostprijsopgave, *, by: User, today: date, now: datetime) -> Kostprijsopgave:
    """Hand in a version: from then on it counts instead of an earlier one. Raises OnderzoekNietMogelijk."""
    onderzoek = lock_onderzoek(opgave.onderzoek)
    rij = Kostprijsopgave.objects.select_for_update().get(pk=opgave.pk)
    if rij.status == Kostprijsopgave.Status.INGEDIEND:
        raise OnderzoekNietMogelijk("Deze versie is al ingediend.")
    if onderzoek.opgaven.filter(aanbieder_id=rij.aanbieder_id, versie__gt=rij.versie).exists():
        raise OnderzoekNietMogelijk("Er is een nieuwere versie. Dien die in.")
    _check_mag_opgeven(onderzoek, rij.aanbieder, namens=not by.agb, reden=rij.reden, today=today)
    rij.status = Kostprijsopgave.Status.INGEDIEND
    rij.ingediend_door, rij.ingediend_at = by.weergavenaam or by.username, now
    rij.save(update_fields=["status", "ingediend_door", "ingediend_at"])
    data = {"aanbieder": rij.aanbieder_id, "versie": rij.versie, "namens": rij.namens}
    register_stap(onderzoek, "kostprijsopgave_ingediend", by=by, now=now, data=data)
    return rij


def lock_onderzoek(onderzoek: Kostprijsonderzoek) -> Kostprijsonderzoek:
    """The survey as it is now, kept so for the rest of the transaction."""
    return Kostprijsonderzoek.objects.select_for_update().get(pk=onderzoek.pk)


def register_stap(
    onderzoek: Kostprijsonderzoek, soort: str, *, by: User, now: datetime, data: dict[str, Any] | None = None
) -> None:
    """One line in the journal."""
    register_gebeurtenis(
        soort=soort,
        object_soort="kostprijsonderzoek",
        object_sleutel=onderzoek.nummer,
        actor=by.username,
        now=now,
        data=data or {},
    )


def _check_mag_opgeven(
    onderzoek: Kostprijsonderzoek, aanbieder: Aanbieder, *, namens: bool, reden: str, today: date
) -> None:
    """An aanbieder in the window; the region also after it, for a correction, with a reason."""
    if not onderzoek.deelnemers.filter(aanbieder=aanbieder).exists():
        raise OnderzoekNietMogelijk("Deze aanbieder is voor dit onderzoek niet gevraagd.")
    if namens:
        if not reden.strip():
            raise OnderzoekNietMogelijk("Schrijf op waarom u dit namens de aanbieder doet.")
        if onderzoek.status not in {Status.OPEN, Status.GESLOTEN, Status.HOOR}:
            raise OnderzoekNietMogelijk("Dit onderzoek is niet open, of het is al vastgesteld.")
    elif onderzoek.status != Status.OPEN or not onderzoek.vandatum <= today <= onderzoek.totdatum:
        raise OnderzoekNietMogelijk(
            f"U kunt opgeven van {onderzoek.vandatum:%d-%m-%Y} tot en met {onderzoek.totdatum:%d-%m-%Y}, "
            "als het onderzoek open is. Klopt er iets niet? Neem contact op met de regio."
        )


def _als_json(blad: Bladopgave) -> dict[str, Any]:
    return {
        "uren": f"{blad.uren:f}",
        "waarden": {naam: f"{waarde:f}" for naam, waarde in blad.waarden.items()},
        "bronnen": dict(blad.bronnen),
        "uitleg": dict(blad.uitleg),
    }
