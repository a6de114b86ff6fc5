"""Ceilings of the small world: one of Aldervoort and one of Breekerwaard, each with leave that was asked."""

from __future__ import annotations

from datetime import date

from tests.factories.wereld import NU

from stelsel.apps.bekostiging.models import Ontheffing, Plafond


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
