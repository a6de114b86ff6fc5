"""An edition of the market picture, as the register has it."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.wereld import NU

from stelsel.apps.marktschets.models import Marktdocument


def create_marktdocument(**velden: Any) -> Marktdocument:
    """An edition over jeugd in 2025 of the whole region, overridable by field."""
    standaard = {
        "nummer": "MD-2026-0900",
        "onderwerp": "Jeugd, 2025, hele regio",
        "jaar": 2025,
        "domein": "jeugd",
        "gegevens_tm": date(2025, 12, 31),
        "lakeversie": 1,
        "regel": "standaard-1: Helft van het geld",
        "vingerafdruk": "c" * 64,
        "kerncijfers": [{"naam": "clienten", "wat": "Cliënten", "soort": "aantal", "waarde": 800.0}],
        "inhoud": {"gegevens": [], "regels": [], "product": "0.1.0", "onderdelen": []},
        "pdf": b"%PDF-1.7",
        "html": "<!doctype html><title>Marktschets</title>",
        "gemaakt_door": "Ans Analist",
        "gemaakt_at": NU,
    }
    return Marktdocument.objects.create(**(standaard | velden))
