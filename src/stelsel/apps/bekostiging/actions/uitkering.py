"""Entering what gemeenten get from the state, one by one or from a file; a later version replaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.basis.queries import list_gemeenten
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.lake.intake.uitkeringen import Uitkeringsregel

from ..models import Uitkering

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class UitkeringNietMogelijk(Exception):
    """Nothing is kept; every line of the text says in Dutch what is wrong."""


@transaction.atomic
def register_uitkeringen(regels: Sequence[Uitkeringsregel], *, by: User, now: datetime) -> list[Uitkering]:
    """Keep every line as the next version. A line that says what already holds is left out. Raises
    UitkeringNietMogelijk for a gemeente that is not of this user."""
    gemeenten = {g.code: g for g in list_gemeenten(by)}
    # Two who enter at once wait for each other, so that versions follow one another.
    Gemeente.objects.select_for_update().filter(code__in=gemeenten).order_by("code").count()
    vreemd = sorted({regel.gemeente for regel in regels} - set(gemeenten))
    if vreemd:
        raise UitkeringNietMogelijk(
            "\n".join(f"Gemeente {code} hoort niet bij u of bestaat niet meer." for code in vreemd)
        )
    nieuw = [rij for regel in regels if (rij := _create(regel, gemeenten[regel.gemeente], by=by, now=now))]
    if not nieuw:
        raise UitkeringNietMogelijk("Dit staat er al precies zo. Er is niets veranderd.")
    return nieuw


def _create(regel: Uitkeringsregel, gemeente: Gemeente, *, by: User, now: datetime) -> Uitkering | None:
    eerdere = Uitkering.objects.filter(gemeente=gemeente, wet=regel.wet, jaar=regel.jaar)
    geldt = eerdere.order_by("-versie").first()
    velden = {naam: getattr(regel, naam) for naam in ("bedrag", "aandeel", "bron", "brondatum")}
    if geldt is not None and all(getattr(geldt, naam) == waarde for naam, waarde in velden.items()):
        return None
    rij = Uitkering.objects.create(
        gemeente=gemeente,
        wet=regel.wet,
        jaar=regel.jaar,
        versie=(eerdere.aggregate(hoogste=Max("versie"))["hoogste"] or 0) + 1,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
        **velden,
    )
    register_gebeurtenis(
        soort="uitkering_ingevoerd",
        object_soort="uitkering",
        object_sleutel=f"{gemeente.code}-{regel.wet}-{regel.jaar}-{rij.versie}",
        actor=by.username,
        now=now,
        data={"bedrag": rij.bedrag, "aandeel": str(rij.aandeel)},
    )
    return rij
