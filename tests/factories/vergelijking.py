"""A saved comparison of ways of paying in the small world."""

from __future__ import annotations

from typing import Any

from tests.factories.wereld import NU

from stelsel.apps.bekostiging.models import Vergelijking

GEWICHTEN = {"eenvoud": 1, "zicht": 1, "prikkels": 1, "speelveld": 1}


def create_vergelijking(**velden: Any) -> Vergelijking:
    """A scenario of Wmo in 2025 as it might have come out, overridable by field."""
    totalen = {"inspanning": 45_551_000, "output": 45_551_000, "taak": 45_551_000}
    standaard = {
        "nummer": "VG-2026-0900",
        "naam": "Uitgangspunt",
        "domein": "wmo",
        "jaar": 2025,
        "keuze": {"prijsdeel": 100, "taakdeel": 100, "gewichten": GEWICHTEN},
        "uitkomst": {
            model: {"totaal": totaal, "berichten": 700, "score": "0.19", "gemeenten": {"9901": totaal}}
            for model, totaal in totalen.items()
        },
        "gegevens": [["test", "2026-03-15"]],
        "lakeversie": 1,
        "gemaakt_door": "Ans Analist",
        "gemaakt_at": NU,
    }
    return Vergelijking.objects.create(**(standaard | velden))
