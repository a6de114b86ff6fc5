"""The example region, small: it is made through the real actions, and its books are right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Sum

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.berichtenverkeer.models import InkomendBericht, Storing, UitgaandBericht
from stelsel.apps.declaraties.models import Betaalvoorstel, Declaratie, Declaratieregel
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.resultaten.models import Meting
from stelsel.apps.toegang.models import Besluit, Client, Toewijzing
from stelsel.demo.opbouw import create_demo, is_gevuld
from stelsel.kern.nummers import bsn_testnummers
from stelsel.lake.opslag import Lake


@pytest.fixture
def regio(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A region of 60 clients with a twentieth of the history; the lines that were printed on the way."""
    monkeypatch.setattr(settings, "STELSEL_VANDAAG", date(2026, 3, 16))
    monkeypatch.setattr(settings, "STELSEL_LAKE", str(tmp_path / "lake"))
    monkeypatch.setattr(settings, "STELSEL_POST", tmp_path / "post")
    regels: list[str] = []
    create_demo(zaad=7, schaal=0.05, aantal=60, voortgang=regels.append)
    return regels


@pytest.mark.traag
@pytest.mark.django_db
def test_demo_is_whole_and_its_money_adds_up(regio: list[str], tmp_path: Path) -> None:
    assert is_gevuld()
    assert len(regio) >= 10
    assert Client.objects.count() == 60 + 1  # the mother in the household plan
    assert set(Client.objects.values_list("bsn", flat=True)) <= set(bsn_testnummers())
    assert (
        Besluit.objects.filter(toegekend=True).count()
        == Toewijzing.objects.filter(besluit__isnull=False).count()
    )
    assert Meting.objects.filter(moment="T1").exists()

    assert not InkomendBericht.objects.filter(status="ontvangen").exists()
    assert not UitgaandBericht.objects.exclude(status="verzonden").exists()
    stuk = Storing.objects.order_by("gemeente_id").values_list("gemeente_id", "reden", "afloop")
    assert list(stuk) == [(code, "afgekeurd door aanbieder", "") for code in ("9901", "9902")]
    assert Gebeurtenis.objects.filter(soort="berichtalarm").count() == 2

    goed = Declaratieregel.objects.filter(goedgekeurd=True).aggregate(som=Sum("bedrag"))["som"]
    assert goed == Declaratie.objects.aggregate(som=Sum("totaal_toegekend"))["som"]
    assert goed == Betaalvoorstel.objects.aggregate(som=Sum("bedrag"))["som"]

    [nieuw] = create_nummers(reeks="client 9901")
    assert nieuw == Client.objects.filter(gemeente_id="9901").count() + 1

    bronnen = {stand.bron for stand in Lake(tmp_path / "lake").list_standen()}
    assert bronnen >= {"demo", "toegang", "declaraties"}
