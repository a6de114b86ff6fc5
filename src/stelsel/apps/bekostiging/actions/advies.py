"""Keeping advice on the way of paying: first per segment, then per profiel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.bekostiging.modellen import Model

from ..models import Bekostigingsadvies
from ..queries.advies import Feiten, create_profieluitkomst, list_segmentadviezen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Segmentkeuze:
    """What was chosen for a segment: None follows the advice; otherwise with a reason."""

    model: Model | None
    reden: str = ""


@dataclass(frozen=True)
class Adviesvraag:
    """What is asked: weights per segment and incentive, and a choice per segment."""

    wet: str
    naam: str
    toelichting: str
    gewichten: Mapping[str, Mapping[str, int]]
    keuzes: Mapping[str, Segmentkeuze]


@transaction.atomic
def register_segmentadvies(
    vraag: Adviesvraag, *, feiten: Feiten | None, by: User, now: datetime
) -> Bekostigingsadvies:
    """Keep the advice per segment with its weights, scores, what was chosen, and the data of that moment."""
    segmenten = {}
    for segment, advies in list_segmentadviezen(vraag.gewichten).items():
        keuze = vraag.keuzes[segment]
        gekozen = keuze.model or advies.model
        feit = feiten.segmenten.get(segment) if feiten else None
        segmenten[segment] = {
            "scores": {model.value: float(score) for model, score in advies.scores.items()},
            "advies": advies.model.value if advies.model else "",
            "duidelijk": advies.duidelijk,
            "reden": advies.reden,
            "gekozen": gekozen.value if gekozen else "",
            "waarom": keuze.reden,
            "feit": vars(feit) if feit else None,
        }
    uitkomst = {"segmenten": segmenten, **_als_grondslag(feiten)}
    soort = Bekostigingsadvies.Soort.SEGMENT
    return _create(soort, vraag.wet, vraag.naam, vraag.toelichting, dict(vraag.gewichten), uitkomst, by, now)


@transaction.atomic
def register_profieladvies(
    segmentadvies: Bekostigingsadvies, *, feiten: Feiten, drempel: int, by: User, now: datetime
) -> Bekostigingsadvies:
    """Keep the advice per profiel that follows from advice per segment and from where its clients are."""
    profielen = create_profieluitkomst(segmentadvies, feiten, drempel=drempel)
    uitkomst = {"profielen": profielen, **_als_grondslag(feiten)}
    return _create(
        Bekostigingsadvies.Soort.PROFIEL, segmentadvies.wet, segmentadvies.naam, segmentadvies.toelichting,
        segmentadvies.gewichten, uitkomst, by, now, segmentadvies,
    )  # fmt: skip


def _als_grondslag(feiten: Feiten | None) -> dict[str, Any]:
    if feiten is None:
        return {"jaar": None, "bronnen": [], "lakeversie": 0}
    return {"jaar": feiten.jaar, "bronnen": feiten.stand.als_data(), "lakeversie": feiten.stand.versie}


def _create(
    soort: str, wet: str, naam: str, toelichting: str, gewichten: dict[str, Any], uitkomst: dict[str, Any],
    by: User, now: datetime, segmentadvies: Bekostigingsadvies | None = None,
) -> Bekostigingsadvies:  # fmt: skip
    (volgnummer,) = create_nummers(reeks="bekostigingsadvies")
    advies = Bekostigingsadvies.objects.create(
        nummer=f"AD-{now.year}-{volgnummer:04d}",
        soort=soort,
        wet=wet,
        naam=naam,
        toelichting=toelichting,
        gewichten=gewichten,
        uitkomst=uitkomst,
        segmentadvies=segmentadvies,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="bekostigingsadvies_bewaard",
        object_soort="bekostigingsadvies",
        object_sleutel=advies.nummer,
        actor=by.username,
        now=now,
        data={"soort": advies.soort, "wet": wet, "lakeversie": uitkomst["lakeversie"]},
    )
    return advies
