"""What the report of a cost price says; how it looks is in the template."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Any

from stelsel.apps.web.render.brief import render_brief

from ..models import Kostprijsberekening

_SJABLOON = resources.files("stelsel.apps.bekostiging") / "templates" / "bekostiging" / "kostprijs.typ"


def render_rapport(
    berekening: Kostprijsberekening,
    *,
    antwoord: str,
    opmerkingen: Sequence[str],
    tabellen: Sequence[dict[str, Any]],
) -> bytes:
    """The PDF of a version. `tabellen`: vraag, koppen and rijen as words, and the picture (SVG, "" for none)
    with its description. The same version gives the same bytes."""
    data = {
        "nummer": berekening.nummer,
        "naam": berekening.naam,
        "toelichting": berekening.toelichting,
        "eigenaar": str(berekening.gemeente or "Regio"),
        "wet": berekening.get_wet_display(),
        "door": berekening.gemaakt_door,
        "datum": f"{berekening.gemaakt_at:%d-%m-%Y}",
        "antwoord": antwoord,
        "opmerkingen": list(opmerkingen),
        "tabellen": list(tabellen),
    }
    return render_brief(sjabloon=_SJABLOON, data=data, now=berekening.gemaakt_at)
