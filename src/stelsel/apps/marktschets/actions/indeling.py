"""Keeping a new version of the rule, and the figures of help without a decision."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.marktschets.indelingsregel import Indelingsregel

from ..models import Indelingsversie, VrijToegankelijk

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def register_indelingsversie(
    regel: Indelingsregel, *, vorige: str, by: User, now: datetime
) -> Indelingsversie:
    """Keep a rule as a new version of the region. `vorige`: the number it was made from, "" for none."""
    (volgnummer,) = create_nummers(reeks="indelingsversie")
    versie = Indelingsversie.objects.create(
        nummer=f"IR-{now.year}-{volgnummer:04d}",
        naam=regel.naam,
        waarom=regel.waarom,
        inhoud=regel.als_data(),
        vanaf=regel.vanaf,
        vorige=Indelingsversie.objects.for_user(by).filter(nummer=vorige).first(),
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="indelingsregel_vastgelegd",
        object_soort="indelingsversie",
        object_sleutel=versie.nummer,
        actor=by.username,
        now=now,
        data=versie.inhoud,
    )
    return versie


@transaction.atomic
def register_vrij_toegankelijk(
    *, gemeente: Gemeente, jaar: int, domein: str, clienten: int, bedrag: int, bron: str, by: User,
    now: datetime,
) -> VrijToegankelijk:  # fmt: skip
    """Enter the help without a decision of a gemeente, year and domain (cents); the newest row holds."""
    rij = VrijToegankelijk.objects.create(
        gemeente=gemeente,
        jaar=jaar,
        domein=domein,
        clienten=clienten,
        bedrag=bedrag,
        bron=bron,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="segment_a_ingevoerd",
        object_soort="vrij_toegankelijk",
        object_sleutel=str(rij.pk),
        actor=by.username,
        now=now,
        data={
            "gemeente": gemeente.code,
            "jaar": jaar,
            "domein": domein,
            "clienten": clienten,
            "bedrag": bedrag,
        },
    )
    return rij
