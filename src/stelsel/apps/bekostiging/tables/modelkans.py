"""The table of the chance that a gemeente goes over its budget, per way of paying."""

from __future__ import annotations

from stelsel.domein.bekostiging.modellen import MODEL_NAAM, Model
from stelsel.domein.sturing.prognose import compute_kans

from ..queries import Vergelijkbeeld
from ..queries.kader import Kader
from .cellen import MODELLEN, NIET_GETOOND, create_euro
from .kostprijs import Cel, Cijfertabel

_HONDERD = 100
_UITERST = 0.005


def create_kanstabel(beeld: Vergelijkbeeld) -> Cijfertabel:
    """Per gemeente how far next year may be off by chance, and the chance that it does not fit."""
    rijen = []
    for code in beeld.vergelijking.modellen[Model.INSPANNING].gemeenten:
        naam, kader = beeld.gemeenten.get(code, code), beeld.kaders.get(code)
        cellen = [_create_fout(code, model, beeld) for model in Model]
        cellen += [_create_kans(code, model, beeld, kader) for model in Model]
        budget = Cel("niet ingevoerd") if kader is None else create_euro(kader.budget)
        bron = Cel("" if kader is None else kader.bron)
        if code in beeld.verborgen.gemeenten:
            cellen = [NIET_GETOOND] * len(cellen)
        rijen.append([Cel(naam), budget, bron, *cellen])
    return Cijfertabel(
        naam="kansen",
        vraag="Hoe groot is de kans dat het budget niet genoeg is?",
        koppen=[
            "Gemeente", "Budget", "Bron", *(f"{naam}: fout" for naam in MODELLEN),
            *(f"{naam}: kans" for naam in MODELLEN),
        ],
        rijen=rijen,
        uitleg="Fout: hoeveel een volgend jaar door toeval afwijkt van dit jaar, één keer de standaardfout. "
        "Kans: dat zo'n jaar meer kost dan het budget van dit jaar, nadat de hulp zonder profiel is betaald. "
        f"Bij {MODEL_NAAM[Model.TAAK].lower()} ligt het bedrag vast: dan draagt de aanbieder het risico. "
        "Groei, nieuwe prijzen en nieuw beleid zitten er niet in: zie de begroting en de exploitatie.",
    )  # fmt: skip


def _create_fout(code: str, model: Model, beeld: Vergelijkbeeld) -> Cel:
    fout = beeld.vergelijking.modellen[model].gemeenten[code].prognosefout
    if fout is None:
        return Cel("geen")
    return Cel(f"{_HONDERD * fout:.1f} %".replace(".", ","), _HONDERD * fout)


def _create_kans(code: str, model: Model, beeld: Vergelijkbeeld, kader: Kader | None) -> Cel:
    rij = beeld.vergelijking.modellen[model].gemeenten[code]
    if kader is None or rij.prognosefout is None:
        return Cel("")
    kans = compute_kans(rij.budget, budget=kader.over, fout=rij.prognosefout)
    if kans is None:
        return Cel("")
    if kans < _UITERST or kans > 1 - _UITERST:
        return Cel("bijna nul" if kans < _UITERST else "bijna zeker", round(_HONDERD * kans))
    return Cel(f"{_HONDERD * kans:.0f} %", round(_HONDERD * kans))
