"""What the reports of a cost price and of a comparison say; how they look is in the templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib import resources
from typing import Any

from stelsel.apps.web.render.brief import render_brief

from ..models import Kostprijsberekening

_MAP = resources.files("stelsel.apps.bekostiging") / "templates" / "bekostiging"


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
    return render_brief(sjabloon=_MAP / "kostprijs.typ", data=data, now=berekening.gemaakt_at)


def render_vergelijkrapport(
    *, titel: str, antwoord: str, herkomst: Sequence[str], tabellen: Sequence[dict[str, Any]], now: datetime
) -> bytes:
    """The PDF of a comparison. `herkomst`: sentences on data and choices; `tabellen` as in a cost price."""
    data = {
        "titel": titel,
        "antwoord": antwoord,
        "herkomst": list(herkomst),
        "datum": f"{now:%d-%m-%Y}",
        "tabellen": list(tabellen),
    }
    return render_brief(sjabloon=_MAP / "vergelijking.typ", data=data, now=now)


def render_tabellenrapport(
    *, titel: str, antwoord: str, herkomst: Sequence[str], tabellen: Sequence[dict[str, Any]], now: datetime
) -> bytes:
    """The PDF of any page of tables under its own title; the rest as in a comparison."""
    data = {
        "titel": titel,
        "antwoord": antwoord,
        "herkomst": list(herkomst),
        "datum": f"{now:%d-%m-%Y}",
        "tabellen": list(tabellen),
    }
    return render_brief(sjabloon=_MAP / "tabellen.typ", data=data, now=now)
