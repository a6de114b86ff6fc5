"""Ceilings of Aldervoort and of Breekerwaard, each with leave that was asked; and advice of the region."""

from __future__ import annotations

from datetime import date

from tests.factories.wereld import NU

from stelsel.apps.bekostiging.models import Bekostigingsadvies, Ontheffing, Plafond
from stelsel.domein.bekostiging.advies import compute_advies, get_segmentprofielen


def create_plafonds() -> list[Plafond]:
    """Signals with a canary each; far too high to be reached."""
    plafonds = []
    for nummer, (gemeente, naam) in enumerate((("9901", "Aldervoort"), ("9902", "Breekerwaard")), start=900):
        plafond = Plafond.objects.create(
            nummer=f"PF-2026-{nummer:04d}",
            soort=Plafond.Soort.GEMEENTE,
            actie=Plafond.Actie.STOP,
            gemeente_id=gemeente,
            wet="wmo",
            jaar=2026,
            bedrag=10**12,
            signaal_procent=85,
            vandatum=date(2026, 1, 1),
            totdatum=date(2026, 12, 31),
            reden=f"Plafondkanarie {naam}",
            gemaakt_door="Coby Controller",
            gemaakt_at=NU,
        )
        Ontheffing.objects.create(
            nummer=f"OH-2026-{nummer:04d}",
            plafond=plafond,
            gemeente_id=gemeente,
            kenmerk=f"V-plafond{nummer}",
            reden=f"Ontheffingkanarie {naam}",
            gevraagd_door="Rik Regisseur",
            gevraagd_persoon="rik",
            gevraagd_at=NU,
        )
        plafonds.append(plafond)
    return plafonds


def create_advies() -> Bekostigingsadvies:
    """Advice of the region per segment, as it might have been kept, without data."""
    segmenten = {
        segment: {
            "scores": {model.value: float(score) for model, score in advies.scores.items()},
            "advies": advies.model.value if advies.model else "",
            "duidelijk": advies.duidelijk,
            "reden": advies.reden,
            "gekozen": advies.model.value if advies.model else "",
            "waarom": "",
            "feit": None,
        }
        for segment, profiel in get_segmentprofielen().items()
        for advies in (compute_advies(profiel.gewichten),)
    }
    return Bekostigingsadvies.objects.create(
        nummer="AD-2026-0900",
        soort=Bekostigingsadvies.Soort.SEGMENT,
        wet="wmo",
        naam="Advies Wmo",
        gewichten={s: dict(p.gewichten) for s, p in get_segmentprofielen().items()},
        uitkomst={"segmenten": segmenten, "jaar": None, "bronnen": [], "lakeversie": 0},
        gemaakt_door="Ans Analist",
        gemaakt_at=NU,
    )
