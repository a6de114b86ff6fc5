"""Taking over a catalogue of profiles."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.profielen.assen import INTENSITEITEN
from stelsel.domein.profielen.referentie import Referentie, Referentieprofiel

from .models import Profiel, Profielcel

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: The start profiles of a profile's cells together, in words.
_PERSPECTIEF = {1: "Ontwikkeling en herstel", 2: "Herstel of stabiliteit"}


class TeVroeg(ValueError):
    """A version that holds begins on or after the day on which the new one should."""


@transaction.atomic
def take_over_referentie(referentie: Referentie, *, vanaf: date, by: User, now: datetime) -> list[Profiel]:
    """A new version of every profile of the catalogue from a day on; the one before ends the day before.

    Profiles that the catalogue does not name stay as they are. Raises TeVroeg.
    """
    nieuw = [_take_over_profiel(rij, referentie, vanaf) for rij in referentie.profielen]
    register_gebeurtenis(
        soort="catalogus_overgenomen",
        object_soort="referentie",
        object_sleutel=referentie.sleutel,
        actor=by.username,
        now=now,
        data={"vanaf": vanaf.isoformat(), "profielen": [f"{p.code} versie {p.versie}" for p in nieuw]},
    )
    return nieuw


def create_cellen(profiel: Profiel, rij: Referentieprofiel) -> None:
    """The allowed combinations of a profile, with their bands."""
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


def _take_over_profiel(rij: Referentieprofiel, referentie: Referentie, vanaf: date) -> Profiel:
    vorige = Profiel.objects.select_for_update().filter(code=rij.code).order_by("-versie").first()
    if vorige is not None:
        if vorige.vandatum >= vanaf:
            raise TeVroeg(f"Profiel {rij.code} heeft al een versie vanaf {vorige.vandatum:%d-%m-%Y}.")
        Profiel.objects.filter(pk=vorige.pk).update(totdatum=vanaf - timedelta(days=1))
    profiel = Profiel.objects.create(
        code=rij.code,
        versie=vorige.versie + 1 if vorige else 1,
        naam=rij.naam,
        wet=referentie.wet,
        perspectief=_PERSPECTIEF[len({cel.intensiteit.startprofiel for cel in rij.cellen})],
        complexiteit=rij.complexiteit,
        doel=rij.doel,
        uitleg=rij.uitleg,
        resultaten=list(rij.resultaten),
        kwaliteitseisen=list(rij.kwaliteitseisen),
        functiemix=rij.functiemix,
        referentie=referentie.sleutel,
        vandatum=vanaf,
    )
    create_cellen(profiel, rij)
    return profiel
