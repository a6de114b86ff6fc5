"""Versions of the catalogue: a concept is made and changed, and a second person approves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.profielen.assen import INTENSITEITEN, Startprofiel
from stelsel.domein.profielen.catalogus import Catalogus, Catalogusprofiel
from stelsel.domein.profielen.catalogustoets import FOUT

from .. import queries
from ..models import Catalogusversie, Profiel, Profielcel

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: What the start profiles of the cells of a profile say together.
_PERSPECTIEF = {
    (Startprofiel.ONTWIKKELING.value,): "Ontwikkeling en herstel",
    (Startprofiel.STABILITEIT.value,): "Stabiliteit",
    tuple(start.value for start in Startprofiel): "Herstel of stabiliteit",
}


class CatalogusNietMogelijk(ValueError):
    """This cannot be done with a version; `redenen` are Dutch sentences."""

    def __init__(self, *redenen: str) -> None:
        super().__init__(" ".join(redenen))
        self.redenen = list(redenen)


@dataclass(frozen=True)
class Cataloguskop:
    """What is said of a version, and what it began with."""

    naam: str
    wet: str
    vanaf: date
    toelichting: str = ""
    referentie: str = ""
    vorige: Catalogusversie | None = None


@transaction.atomic
def register_catalogus(inhoud: Catalogus, *, kop: Cataloguskop, by: User, now: datetime) -> Catalogusversie:
    """Keep a version as a concept."""
    (volgnummer,) = create_nummers(reeks="catalogusversie")
    versie = Catalogusversie.objects.create(
        nummer=f"PC-{now.year}-{volgnummer:04d}",
        naam=kop.naam,
        wet=kop.wet,
        vanaf=kop.vanaf,
        toelichting=kop.toelichting,
        referentie=kop.referentie,
        vorige=kop.vorige,
        inhoud=inhoud.als_data(),
        makers=[by.persoon_sleutel],
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_persoon=by.persoon_sleutel,
        gemaakt_at=now,
    )
    _register(versie, "catalogus_gemaakt", by=by, now=now)
    return versie


@transaction.atomic
def change_catalogus(
    versie: Catalogusversie, bewerk: Callable[[Catalogus], Catalogus], *, by: User, now: datetime
) -> Catalogusversie:
    """Change the content of a concept as it is now. Raises CatalogusNietMogelijk when it is no concept."""
    rij = Catalogusversie.objects.select_for_update().get(pk=versie.pk)
    _check_concept(rij)
    rij.inhoud = bewerk(rij.get_catalogus()).als_data()
    rij.makers = list(dict.fromkeys([*rij.makers, by.persoon_sleutel]))
    rij.save(update_fields=["inhoud", "makers"])
    _register(rij, "catalogus_gewijzigd", by=by, now=now)
    return rij


@transaction.atomic
def withdraw_catalogus(versie: Catalogusversie, *, reden: str, by: User, now: datetime) -> Catalogusversie:
    """Give up a concept, with a reason; it stays to be read. Raises CatalogusNietMogelijk."""
    rij = Catalogusversie.objects.select_for_update().get(pk=versie.pk)
    _check_concept(rij)
    if not reden.strip():
        raise CatalogusNietMogelijk("Schrijf op waarom deze versie er niet komt.")
    rij.status = Catalogusversie.Status.INGETROKKEN
    rij.ingetrokken_door, rij.ingetrokken_at = by.weergavenaam or by.username, now
    rij.ingetrokken_reden = reden.strip()
    rij.save(update_fields=["status", "ingetrokken_door", "ingetrokken_at", "ingetrokken_reden"])
    _register(rij, "catalogus_ingetrokken", by=by, now=now)
    return rij


@transaction.atomic
def approve_catalogus(versie: Catalogusversie, *, by: User, now: datetime) -> Catalogusversie:
    """A second person approves: its profiles hold from its first day, those of before end the day before.

    Raises CatalogusNietMogelijk with everything that stands in the way.
    """
    rij = Catalogusversie.objects.select_for_update().get(pk=versie.pk)
    if rij.status == Catalogusversie.Status.VASTGESTELD:
        raise CatalogusNietMogelijk("Deze versie is al vastgesteld.")
    _check_concept(rij)
    if by.persoon_sleutel in rij.makers:
        raise CatalogusNietMogelijk("U heeft zelf aan deze versie gewerkt. Een ander stelt haar vast.")
    inhoud = rij.get_catalogus()
    punten = queries.list_cataloguspunten(rij)
    fouten = [f"{punt.plek}: {punt.tekst}" for punt in punten if punt.ernst == FOUT]
    fouten += _list_bezwaren(rij, inhoud)
    if fouten:
        raise CatalogusNietMogelijk(*fouten)
    rij.status = Catalogusversie.Status.VASTGESTELD
    rij.vastgesteld_door, rij.vastgesteld_persoon = by.weergavenaam or by.username, by.persoon_sleutel
    rij.vastgesteld_at = now
    rij.save(update_fields=["status", "vastgesteld_door", "vastgesteld_persoon", "vastgesteld_at"])
    _put_into_force(rij, inhoud)
    _register(rij, "catalogus_vastgesteld", by=by, now=now)
    return rij


def _check_concept(versie: Catalogusversie) -> None:
    if versie.status == Catalogusversie.Status.VASTGESTELD:
        raise CatalogusNietMogelijk("Deze versie is vastgesteld en verandert niet meer.")
    if versie.status == Catalogusversie.Status.INGETROKKEN:
        raise CatalogusNietMogelijk("Deze versie is ingetrokken en verandert niet meer.")


def _list_bezwaren(versie: Catalogusversie, inhoud: Catalogus) -> list[str]:
    """Profiles of the other law with the same code, and profiles that begin on or after the first day."""
    codes = {profiel.code for profiel in inhoud.profielen}
    ander = Profiel.objects.filter(code__in=codes).exclude(wet=versie.wet).values_list("code", flat=True)
    laat = Profiel.objects.filter(wet=versie.wet, vandatum__gte=versie.vanaf).order_by("code")
    return [
        *(f"Profiel {code} hoort bij de andere wet. Kies een andere code." for code in sorted(set(ander))),
        *(
            f"Profiel {p.code} heeft al een versie vanaf {p.vandatum:%d-%m-%Y}. Begin later dan die dag."
            for p in laat
        ),
    ]


def _put_into_force(versie: Catalogusversie, inhoud: Catalogus) -> None:
    lopend = Profiel.objects.select_for_update().filter(wet=versie.wet, totdatum__isnull=True)
    nummers = {p.code: p.versie for p in Profiel.objects.filter(wet=versie.wet).order_by("versie")}
    lopend.update(totdatum=versie.vanaf - timedelta(days=1))
    for rij in inhoud.profielen:
        profiel = Profiel.objects.create(
            code=rij.code,
            versie=nummers.get(rij.code, 0) + 1,
            naam=rij.naam,
            wet=versie.wet,
            perspectief=_PERSPECTIEF.get(rij.startprofielen, ""),
            complexiteit=rij.complexiteit,
            doel=rij.doel,
            uitleg=rij.uitleg,
            resultaten=list(rij.resultaten),
            kwaliteitseisen=list(rij.kwaliteitseisen),
            functiemix=rij.functiemix,
            activiteiten=[[a.naam, a.functie, a.procent, a.vorm] for a in rij.activiteiten],
            startprofielen=list(rij.startprofielen),
            referentie=versie.referentie,
            catalogus=versie,
            vandatum=versie.vanaf,
        )
        _create_cellen(profiel, rij)


def _create_cellen(profiel: Profiel, rij: Catalogusprofiel) -> None:
    Profielcel.objects.bulk_create(
        Profielcel(
            profiel=profiel,
            intensiteit=cel.intensiteit.naam,
            volgorde=INTENSITEITEN.index(cel.intensiteit),
            maanden_van=cel.maanden[0],
            maanden_tot=cel.maanden[1],
            minuten=cel.minuten,
            minuten_van=cel.band[0],
            minuten_tot=cel.band[1],
        )
        for cel in rij.cellen
    )


def _register(versie: Catalogusversie, soort: str, *, by: User, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="catalogusversie",
        object_sleutel=versie.nummer,
        actor=by.username,
        now=now,
        data={"vanaf": versie.vanaf.isoformat(), "profielen": len(versie.inhoud["profielen"])},
    )
