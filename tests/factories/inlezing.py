"""History that was read in: one import that was taken over, as the register has it."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.wereld import NU

from stelsel.apps.marktschets.models import Inlezing, Koppelversie


def create_inlezing(**velden: Any) -> Inlezing:
    """An import of 2024 that is in the figures, overridable by field."""
    koppeling = Koppelversie.objects.create(
        bron="Oud systeem", vingerafdruk="a" * 64, versie=1, inhoud={}, gemaakt_door="Ans Analist",
        gemaakt_at=NU,
    )  # fmt: skip
    standaard = {
        "nummer": "IN-2026-0900",
        "bron": "Oud systeem",
        "bestand": "oud.csv",
        "sha256": "b" * 64,
        "staat": Inlezing.Staat.OVERGENOMEN,
        "koppeling": koppeling,
        "lakebron": "oud-systeem-in-2026-0900",
        "momentopname": "IN-2026-0900 2026-03-15",
        "gegevens_tm": date(2024, 12, 31),
        "regels": 3,
        "bedrag": 157_450,
        "gemaakt_door": "Ans Analist",
        "gemaakt_at": NU,
        "overgenomen_door": "Ans Analist",
        "overgenomen_at": NU,
    }
    return Inlezing.objects.create(**(standaard | velden))
