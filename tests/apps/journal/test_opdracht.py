"""`stelsel journaal` as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.factories.keten import create_keten, cut_keten, sql
from tests.factories.wereld import VANDAAG, create_wereld

from stelsel.apps.journal.actions.grendels import create_grendels, withdraw_grendels
from stelsel.apps.journal.models import Ketencontrole
from stelsel.cli.hoofd import main

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _omgeving(settings: Any, tmp_path: Path) -> None:
    settings.STELSEL_VANDAAG, settings.VAR_DIR = VANDAAG, tmp_path


@pytest.fixture
def keten(db: None) -> None:
    create_keten(create_wereld(), rondes=3)


@pytest.mark.usefixtures("keten")
def test_check_of_an_untouched_chain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journaal", "controleer"]) == 0

    uit = capsys.readouterr()
    assert uit.out == "De keten klopt. 12 schakels, 0 wortels, 0 regels wachten nog op hun schakel.\n"
    assert uit.err == "Er zijn geen wortels: een weggehaald einde is zo niet te zien.\n"
    assert Ketencontrole.objects.get().fouten == 0


@pytest.mark.usefixtures("keten")
def test_root_to_a_folder_and_a_cut_off_tail_found_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    map_ = tmp_path / "elders"
    assert main(["journaal", "wortel", "--naar", str(map_)]) == 0
    withdraw_grendels()
    cut_keten(2)
    create_grendels()
    capsys.readouterr()

    assert main(["journaal", "controleer"]) == 0, "de controle: zonder de wortel is er niets te zien"
    assert main(["journaal", "controleer", "--wortels", str(map_)]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "schakel 12: de keten is korter dan de wortel van 2026-03-16 zegt: het einde is weg",
        "Er is iets veranderd. 10 schakels, 1 wortels, 0 regels wachten nog op hun schakel.",
    ]


@pytest.mark.usefixtures("keten")
def test_a_changed_look_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    withdraw_grendels()
    [(sleutel,)] = sql("SELECT min(id) FROM journal_inzage")
    sql("UPDATE journal_inzage SET actor = 'iemand anders' WHERE id = %s", [sleutel])
    create_grendels()

    assert main(["journaal", "controleer", "--json"]) == 1

    rapport = json.loads(capsys.readouterr().out)
    assert len(rapport.pop("laatste_hash")) == 64
    assert rapport == {
        "schakels": 12,
        "ongezegeld": 0,
        "wortels": 0,
        "aantal_fouten": 1,
        "fouten": [
            {
                "volgnummer": 2,
                "bron": "inzage",
                "sleutel": sleutel,
                "uitleg": "de regel of de schakel is veranderd",
            }
        ],
    }
    assert Ketencontrole.objects.get().eerste_fout == (
        f"schakel 2, inzage {sleutel}: de regel of de schakel is veranderd"
    )


@pytest.mark.usefixtures("keten")
def test_wrong_use_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "wortels").mkdir()
    (tmp_path / "wortels" / "x.json").write_text("{}")

    assert main(["journaal", "controleer", "--wortels", str(tmp_path / "weg")]) == 2
    assert main(["journaal", "controleer"]) == 2
    assert capsys.readouterr().err == (
        f"Deze map is er niet: {tmp_path / 'weg'}\n"
        f"{tmp_path / 'wortels' / 'x.json'} is niet te lezen: dit is geen wortel van een keten ('datum')\n"
    )


@pytest.mark.django_db
def test_nothing_recorded_yet(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journaal", "wortel"]) == 1
    assert capsys.readouterr().err == "Er is nog niets vastgelegd, dus er is nog geen wortel.\n"
