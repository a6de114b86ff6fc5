"""The full world for every test that walks over all pages."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.lake import create_toewijzing as create_lakerij
from tests.factories.volle_wereld import VolleWereld, create_volle_wereld
from tests.factories.wereld import BREEKERWAARD, VANDAAG

from stelsel.apps.berichtenverkeer.models import Hartslag


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Figures of both gemeenten with amounts that can be told apart."""
    map_ = tmp_path_factory.mktemp("isolatie") / "lake"
    ander = {"gemeente": BREEKERWAARD}
    dag = {"begindatum": VANDAAG.replace(year=2025), "einddatum": VANDAAG.replace(year=2025)}
    regels = [create_regel(nr, 555_500, **dag) for nr in range(40)]
    regels += [create_regel(100 + nr, 777_700, **ander, **dag) for nr in range(30)]
    toewijzingen = [create_lakerij(1, 44_444_400), create_lakerij(2, 66_666_600, **ander)]
    publish_rijen(map_, regels=regels, toewijzingen=toewijzingen)
    return map_


@pytest.fixture
def vw(db: None, tmp_path: Path, settings: Any, lake: Path, caplog: pytest.LogCaptureFixture) -> VolleWereld:
    """The full world on a fixed day, as the demo, so that the demo's own page is in it."""
    caplog.set_level(logging.CRITICAL, logger="django.request")  # thousands of refusals are meant here
    settings.STELSEL_VANDAAG = VANDAAG
    settings.STELSEL_DEMO, settings.VAR_DIR = True, tmp_path
    settings.STELSEL_LAKE, settings.STELSEL_POST = str(lake), tmp_path / "post"
    vw = create_volle_wereld(tmp_path / "post")
    Hartslag.objects.all().delete()
    return vw
