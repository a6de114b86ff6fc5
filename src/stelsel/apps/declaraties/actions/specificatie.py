"""What a payment specification says; how it looks is in the template."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from stelsel.apps.web.render.brief import render_brief
from stelsel.domein.toegang.begrippen import WET_NAAM, Wet
from stelsel.kern.bedrag import in_euro

from .. import queries
from ..models import Betaling

_SJABLOON = (
    resources.files("stelsel.apps.declaraties") / "templates" / "declaraties" / "betaalspecificatie.typ"
)


def render_betaalspecificatie(betaling: Betaling) -> bytes:
    """The PDF of a payment that went to the bank; the same payment gives the same bytes."""
    moment = betaling.betaalrun.bestand_at
    if moment is None:
        raise ValueError("een betaling zonder betaalbestand heeft geen specificatie")
    return render_brief(sjabloon=_SJABLOON, data=create_gegevens(betaling), now=moment)


def create_gegevens(betaling: Betaling) -> dict[str, Any]:
    """Every word that differs per payment; claims only, no clients."""
    run = betaling.betaalrun
    return {
        "kenmerk": betaling.kenmerk,
        "gemeente": run.gemeente.naam,
        "aanbieder": betaling.naam,
        "agb": betaling.aanbieder_id,
        "iban": betaling.iban,
        "datum": _render_datum(run.uitvoeringsdatum, "j F Y"),
        "bedrag": in_euro(betaling.bedrag),
        "teruggekomen": betaling.status == Betaling.Status.TERUG,
        "regels": [
            {
                "declaratie": regel.voorstel.declaratie.declaratie_nummer,
                "wet": WET_NAAM[Wet(regel.voorstel.declaratie.wet)],
                "maand": _render_datum(regel.voorstel.declaratie.periode_begindatum, "F Y"),
                "bedrag": in_euro(regel.bedrag),
                "verrekend": regel.bedrag < 0,
            }
            for regel in queries.list_betaalregels(betaling)
        ],
    }


def _render_datum(dag: date, vorm: str) -> str:
    with translation.override("nl"):
        return date_format(dag, vorm)
