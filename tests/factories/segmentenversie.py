"""A proposal for the list of segments, by the analyst of the region."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.wereld import NU

from stelsel.apps.marktschets.models import Segmentenversie
from stelsel.domein.marktschets.segmenten import get_segmentenlijst


def create_segmentenversie(**velden: Any) -> Segmentenversie:
    """Waits for a second person; as the list of the product."""
    standaard: dict[str, Any] = {
        "nummer": "SL-2026-0900",
        "waarom": "Anders ingedeeld",
        "inhoud": get_segmentenlijst().als_data(),
        "vanaf": date(2026, 1, 1),
        "gemaakt_door": "Analist van de regio",
        "gemaakt_persoon": "iemand-anders",
        "gemaakt_at": NU,
    }
    return Segmentenversie.objects.create(**(standaard | velden))
