"""Measurements to the lake, under pseudonyms. A goal's words never leave this context."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from django.db.models import F

from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang.models import Verwachting
from stelsel.apps.toegang.queries import get_verloop_op, list_verwachtingen_per_doel
from stelsel.domein.toegang.begrippen import Wet
from stelsel.lake.opslag import Lake
from stelsel.lake.pseudoniem import Pseudonimiseerder
from stelsel.lake.tabellen import RESULTATEN

from .models import Meting

BRON = "resultaten"
_DOMEIN = {Wet.JEUGDWET.value: "jeugd", Wet.WMO.value: "wmo"}
_TYPEN: dict[str, Any] = {
    "client_nr": pl.Int32,
    "gemeente": pl.String,
    "aanbieder": pl.String,
    "domein": pl.String,
    "profiel": pl.String,
    "moment": pl.String,
    "datum": pl.Date,
    "score": pl.Int8,
    "gewicht": pl.Int8,
    "richting": pl.String,
    "daling": pl.Int16,
}
_HONDERDSTEN = 100


def publish_resultaten(*, lake: Lake, pseudonimiseerder: Pseudonimiseerder, today: date) -> int:
    """Replace the measurements of this source in the lake; their number."""
    pad = "doel__vraag__besluit__toewijzingen"
    rijen = list(
        Meting.objects.filter(**{f"{pad}__isnull": False})
        .order_by("pk")
        .values_list(
            "doel__vraag__client__bsn",
            "doel__vraag__client__gemeente_id",
            F(f"{pad}__aanbieder_id"),
            "doel__vraag__wet",
            F(f"{pad}__code"),
            "moment",
            "meetdatum",
            "score",
            "doel__gewicht",
            "doel__richting",
            "doel_id",
        )
    )
    verwacht = list_verwachtingen_per_doel({rij[-1] for rij in rijen})
    profielen = {
        (wet, code): profiel
        for wet, code, profiel in Product.objects.filter(profiel__isnull=False).values_list(
            "wet", "code", "profiel__code"
        )
    }
    pseudoniemen = pseudonimiseerder.list_pseudoniemen("client", [rij[0] for rij in rijen])
    nummers = lake.register_clienten(pl.Series(pseudoniemen, dtype=pl.String))
    data = [
        (
            *(nummer, gemeente, agb, _DOMEIN[wet], profielen.get((wet, code)), moment, dag, *rest),
            _get_daling(verwacht.get(doel, []), dag),
        )
        for nummer, (_, gemeente, agb, wet, code, moment, dag, *rest, doel) in zip(
            nummers, rijen, strict=True
        )
    ]
    with lake.publish(bron=BRON, momentopname=today.isoformat(), gegevens_tm=today) as publicatie:
        publicatie.write(RESULTATEN, pl.DataFrame(data, schema=_TYPEN, orient="row"))
    return len(rijen)


def _get_daling(verwachtingen: list[Verwachting], dag: date) -> int:
    """Hundredths of a step that were to be expected by a day."""
    verloop = get_verloop_op(verwachtingen, dag)
    return round(verloop.get_daling(dag) * _HONDERDSTEN) if verloop else 0
