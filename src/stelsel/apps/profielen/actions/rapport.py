"""What the report of a version of the catalogue says; how it looks is in the template."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Any

from stelsel.apps.web.render.brief import render_brief
from stelsel.domein.profielen.catalogus import GROEP, Activiteit
from stelsel.domein.profielen.catalogusverschil import render_cel

from ..models import Catalogusversie

_SJABLOON = resources.files("stelsel.apps.profielen") / "templates" / "profielen" / "catalogus.typ"


def render_catalogusrapport(versie: Catalogusversie, *, herkomst: Sequence[str]) -> bytes:
    """The PDF of a version, for people who decide on it. The same version gives the same bytes."""
    inhoud = versie.get_catalogus()
    data: dict[str, Any] = {
        "nummer": versie.nummer,
        "naam": versie.naam,
        "wet": versie.get_wet_display(),
        "vanaf": f"{versie.vanaf:%d-%m-%Y}",
        "toelichting": versie.toelichting,
        "herkomst": list(herkomst),
        "assen": [
            {"naam": kop, "niveaus": [[n.naam, n.uitleg] for n in niveaus]}
            for kop, niveaus in (
                ("Waar de hulp op gericht is", inhoud.assen.startprofiel),
                ("Hoe ingewikkeld het is", inhoud.assen.complexiteit),
                ("Hoeveel hulp er nodig is", inhoud.assen.inzet),
            )
        ],
        "profielen": [
            {
                "code": p.code,
                "naam": p.naam,
                "complexiteit": p.complexiteit,
                "doel": p.doel,
                "uitleg": p.uitleg,
                "resultaten": list(p.resultaten),
                "eisen": list(p.kwaliteitseisen),
                "activiteiten": [[_noem(a), a.functie, f"{a.procent} %"] for a in p.activiteiten],
                "cellen": [[cel.intensiteit.naam, render_cel(cel)] for cel in p.cellen],
            }
            for p in inhoud.profielen
        ],
        "groepen": [[g.naam, g.behoefte, ", ".join(g.profielen), g.herkomst] for g in inhoud.groepen],
        "buiten": [list(paar) for paar in inhoud.alternatieven],
    }
    return render_brief(sjabloon=_SJABLOON, data=data, now=versie.vastgesteld_at or versie.gemaakt_at)


def _noem(activiteit: Activiteit) -> str:
    return f"{activiteit.naam} ({activiteit.vorm})" if activiteit.vorm == GROEP else activiteit.naam
