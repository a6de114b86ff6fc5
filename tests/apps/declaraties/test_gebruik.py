"""What was approved on an allocation, as its page tells it per month."""

from __future__ import annotations

from typing import Any

import pytest
from tests.factories.declaraties import create_323, create_regel
from tests.factories.wereld import NU, VANDAAG, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.declaraties.models import Declaratieregel
from stelsel.apps.web.panels import list_tabellen

pytestmark = pytest.mark.django_db
UREN: dict[str, Any] = {"volume": 2, "eenheid": "04"}
MINUTEN: dict[str, Any] = {"volume": 55, "eenheid": "01"}


@pytest.mark.parametrize(
    ("velden", "aantal", "uitleg"),
    [
        (UREN, "2 uur", ""),
        (MINUTEN, "55 minuten", "Minuten tellen samen mee als uren, naar boven afgerond."),
    ],
)
def test_a_month_shows_what_was_claimed_in_its_own_unit(
    velden: dict[str, Any], aantal: str, uitleg: str
) -> None:
    wereld = create_wereld()
    toewijzing = create_toewijzing(wereld, toewijzing_nummer="1000")
    bericht = bytes(create_323([create_regel()]))
    actions.register_inkomend_bericht(bestandsnaam="p.xml", inhoud=bericht, now=NU)
    actions.check_volgend_bericht(today=VANDAAG, now=NU)
    Declaratieregel.objects.update(**velden)
    by = wereld.users["backoffice"]

    tabellen = list_tabellen(by, soort="toewijzing", sleutel=str(toewijzing.pk), today=VANDAAG)
    [tabel] = [tabel for tabel in tabellen if tabel.kop == "Goedgekeurd per maand"]

    assert [(maand, hoeveel) for maand, hoeveel, _ in tabel.rijen] == [("februari 2026", aantal)]
    assert tabel.uitleg == uitleg
