"""`stelsel scenario`: what it answers, what it refuses, and that it leaves the configured database alone."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stelsel.apps.berichtenverkeer.models import InkomendBericht
from stelsel.cli.hoofd import main
from stelsel.cli.scenarios.antwoord import is_gelijk

pytestmark = pytest.mark.django_db

WORTEL = Path(__file__).parents[3]
HANDLEIDING = WORTEL / "docs" / "handleiding" / "scenario.md"
EIGEN = WORTEL / "tests" / "spec" / "scenarios"

#: A start on an allocation that is not there.
GOED: dict[str, Any] = {
    "format": 1,
    "defaults": {
        "today": "2026-03-10",
        "Dagtekening": "2026-03-09",
        "Identificatie": "VOORBEELD001",
        "Gemeente": "9901",
        "Aanbieder": "41990077",
        "client": {"Geboortedatum": "2012-04-17", "Geslacht": "1", "Achternaam": "Boomklever"},
        "contract": {
            "iwmo": [
                {
                    "Categorie": "02",
                    "Code": "02A16",
                    "Eenheid": "04",
                    "Tarief": 6240,
                    "variant": "inspanning",
                }
            ]
        },
    },
    "scenarios": [
        {
            "id": "onbekend nummer",
            "standard": "iwmo",
            "message": "305",
            "prior": {"clients": ["999900043"]},
            "incoming": {
                "Bsn": "999900043",
                "StartProduct": [
                    {
                        "ToewijzingNummer": 7777,
                        "Categorie": "02",
                        "Code": "02A16",
                        "Begindatum": "2026-01-05",
                        "StatusAanlevering": "1",
                    }
                ],
            },
            "expected": {
                "retour": "306",
                "result": "rejected",
                "Header": ["0200"],
                "Client": ["0200"],
                "StartProduct": [["9019"]],
            },
        }
    ],
}
GOEDGEKEURD = {"retour": "306", "result": "approved", "Header": []}


@pytest.fixture(autouse=True)
def _omgeving(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command sets DATABASE_URL for its own process; here that must not outlive the test."""
    monkeypatch.setenv("DATABASE_URL", os.environ.get("DATABASE_URL", ""))


def schrijf(map_: Path, gegevens: Any = None, naam: str = "a.json", **velden: Any) -> Path:
    """The good case in a file, with other fields in its scenario."""
    gegevens = copy.deepcopy(GOED if gegevens is None else gegevens)
    if velden:
        gegevens["scenarios"][0] |= velden
    pad = map_ / naam
    pad.write_text(json.dumps(gegevens), "utf-8")
    return pad


def scenario(capsys: pytest.CaptureFixture[str], *args: str | Path) -> tuple[int, str, str]:
    code = main(["scenario", *map(str, args)])
    uit, fout = capsys.readouterr()
    return code, uit, fout


def test_equal_answer_as_text_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pad = schrijf(tmp_path)

    assert scenario(capsys, pad) == (0, "onbekend nummer: gelijk\n1 van 1 gelijk.\n", "")
    code, uit, fout = scenario(capsys, pad, "--json")
    assert (code, fout) == (0, "")
    assert json.loads(uit) == [
        {"id": "onbekend nummer", "antwoord": GOED["scenarios"][0]["expected"], "gelijk": True}
    ]


def test_other_answer_is_shown_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, uit, _ = scenario(capsys, schrijf(tmp_path, expected=GOEDGEKEURD))

    regels = uit.splitlines()
    assert code == 1
    assert regels[0] == "onbekend nummer: WIJKT AF"
    assert json.loads(regels[1].removeprefix("  verwacht: ")) == GOEDGEKEURD
    assert json.loads(regels[2].removeprefix("  antwoord: ")) == GOED["scenarios"][0]["expected"]
    assert regels[3].startswith("  TR019: Toewijzing 7777 is bij ons niet bekend")
    assert regels[4] == "0 van 1 gelijk."


def test_every_complete_answer_of_or_expected_is_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goed = GOED["scenarios"][0]["expected"]
    pad = schrijf(tmp_path, expected=GOEDGEKEURD, or_expected=[{**goed, "Client": ["9374"]}, goed])

    assert scenario(capsys, pad)[0] == 0
    pad = schrijf(tmp_path, expected=GOEDGEKEURD, or_expected=[{**goed, "Client": ["9374"]}])
    assert scenario(capsys, pad)[0] == 1


@pytest.mark.parametrize(
    ("eigen", "verwacht", "gelijk"),
    [
        (["9019"], ["9019", "9069"], True),
        (["9069", "9019"], ["9019", "9069"], True),
        (["9019"], ["9019"], True),
        ([], ["9019", "9069"], False),
        (["9019", "9074"], ["9019", "9069"], False),
        (["9019", "9069"], ["9019"], False),
        (["0200"], ["0200", "9019"], False),
    ],
)
def test_of_two_or_more_codes_some_suffice(eigen: list[str], verwacht: list[str], gelijk: bool) -> None:
    basis = {"retour": "306", "StartProduct": [["0200"]]}

    assert is_gelijk({**basis, "StartProduct": [eigen]}, {**basis, "StartProduct": [verwacht]}) is gelijk


@pytest.mark.parametrize(
    ("velden", "woorden"),
    [
        ({"onbekend": 1}, "het veld onbekend kennen wij niet"),
        ({"message": "301"}, "message is 305, 307, 315, 317, 323, niet '301'"),
        ({"standard": "ieb"}, "standard is 'ijw' of 'iwmo', niet 'ieb'"),
        ({"today": "10-03-2026"}, "'10-03-2026' is geen datum. Schrijf hem als 2025-05-06."),
        ({"prior": {"alocations": []}}, "'prior': het veld alocations kennen wij niet"),
        ({"prior": []}, "'prior' moet een verzameling velden zijn"),
        (
            {"incoming": {"Bsn": "999900043", "StartProduct": [{"Beginndatum": "2026-01-05"}]}},
            "het veld Beginndatum bestaat niet in StartProduct",
        ),
        (
            {"incoming": {"Bsn": "999900043", "StartProduct": [{"StatusAanlevering": "1"}]}},
            "het bericht is niet te schrijven",
        ),
        ({"prior": {"allocations": [{"Bsn": "999900043"}]}}, "ToewijzingNummer ontbreekt"),
        ({"prior": {"allocations": [5]}}, "is niet na te spelen (TypeError)"),
        ({"incoming": []}, "'incoming' moet een verzameling velden zijn"),
        ({"incoming": {"header": []}}, "'header' moet een verzameling velden zijn"),
        ({"expected": None}, "'expected' moet een verzameling velden zijn"),
    ],
)
def test_scenario_that_cannot_be_read_says_what_and_stops_no_other(
    velden: dict[str, Any], woorden: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gegevens = copy.deepcopy(GOED)
    gegevens["scenarios"].append({**gegevens["scenarios"][0], "id": "de tweede"})

    code, uit, fout = scenario(capsys, schrijf(tmp_path, gegevens, **velden))

    assert code == 2
    assert uit == "de tweede: gelijk\n1 van 1 gelijk, 1 niet te lezen.\n"
    assert fout.count("\n") == 1
    assert "onbekend nummer" in fout
    assert woorden in fout
    assert ".." not in fout.replace(str(tmp_path), "")


@pytest.mark.parametrize(
    ("inhoud", "woorden"),
    [
        (b"{", "dit is geen geldige JSON (regel 1, teken 2)"),
        (b"\xff\xfe{}", "dit bestand is geen tekst in UTF-8"),
        (b"[]", "de lijst 'scenarios' ontbreekt"),
        (b'{"scenarios": []}', "'defaults' ontbreekt"),
        (b'{"format": 2, "scenarios": []}', "format 2 is niet bekend; wij lezen 1"),
        (b'{"scenarios": [], "defaults": {"today": "2026-03-10"}}', "in 'defaults' ontbreekt Aanbieder"),
    ],
)
def test_file_that_cannot_be_read(
    inhoud: bytes, woorden: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pad = tmp_path / "a.json"
    pad.write_bytes(inhoud)

    code, uit, fout = scenario(capsys, pad, "--json")

    assert (code, uit) == (2, "")
    assert fout.startswith(f"{pad}: ")
    assert woorden in fout


def test_folder_without_scenarios_and_path_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leesmij.txt").write_text("niets", "utf-8")

    assert scenario(capsys, tmp_path)[::2] == (
        2,
        f"In {tmp_path} staat geen bestand met scenario's (.json).\n",
    )
    weg = tmp_path / "weg.json"
    assert scenario(capsys, weg)[::2] == (2, f"Dit bestand of deze map is er niet: {weg}.\n")


def test_folder_in_name_order_and_a_byte_order_mark_is_no_matter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schrijf(tmp_path, naam="b.json", id="B")
    pad = schrijf(tmp_path, naam="a.json", id="A")
    pad.write_bytes(b"\xef\xbb\xbf" + pad.read_bytes())

    assert scenario(capsys, tmp_path)[:2] == (0, "A: gelijk\nB: gelijk\n2 van 2 gelijk.\n")


def test_each_scenario_starts_from_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same Identificatie twice would be refused (TR056) if the first case were still there."""
    gegevens = copy.deepcopy(GOED)
    gegevens["scenarios"].append(copy.deepcopy(gegevens["scenarios"][0]))
    assert scenario(capsys, schrijf(tmp_path, gegevens))[0] == 0
    assert InkomendBericht.objects.count() == 0

    gegevens["scenarios"][1]["prior"]["messages"] = [{"message": "305", "Identificatie": "VOORBEELD001"}]
    assert scenario(capsys, schrijf(tmp_path, gegevens))[0] == 1


def _run_op(bestand: Path, *args: str) -> subprocess.CompletedProcess[str]:
    omgeving = {
        "DATABASE_URL": f"sqlite:///{bestand}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "STELSEL_VAR": str(bestand.parent),
        "PYTHONPATH": f"{WORTEL / 'src'}:{WORTEL}",
        "PATH": os.environ["PATH"],
    }
    return subprocess.run(
        [sys.executable, *args], env=omgeving, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.traag
def test_the_configured_database_is_never_touched(tmp_path: Path) -> None:
    """A file database with one row is byte for byte the same afterwards; without the command's own database
    in memory the same settings do write to it."""
    bestand = tmp_path / "eigen.sqlite3"
    with sqlite3.connect(bestand) as database:
        database.execute("CREATE TABLE eigen (woord TEXT)")
        database.execute("INSERT INTO eigen VALUES ('blijft')")
    database.close()
    voor = hashlib.sha256(bestand.read_bytes()).hexdigest()

    uitkomst = _run_op(bestand, "-m", "stelsel.cli.hoofd", "scenario", str(schrijf(tmp_path)))

    assert (uitkomst.returncode, uitkomst.stdout, uitkomst.stderr) == (
        0, "onbekend nummer: gelijk\n1 van 1 gelijk.\n", "",
    )  # fmt: skip
    assert hashlib.sha256(bestand.read_bytes()).hexdigest() == voor
    zonder = "import django; django.setup(); from django.core.management import call_command as c; "
    _run_op(bestand, "-c", zonder + "c('migrate', 'contenttypes', verbosity=0)")
    assert hashlib.sha256(bestand.read_bytes()).hexdigest() != voor


def test_the_example_of_the_manual_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [voorbeeld] = re.findall(r"```json\n(.*?)```", HANDLEIDING.read_text("utf-8"), flags=re.DOTALL)
    [getoond] = re.findall(r"```text\n(.*?)```", HANDLEIDING.read_text("utf-8"), flags=re.DOTALL)
    pad = tmp_path / "mijn.json"
    pad.write_text(voorbeeld, "utf-8")
    assert scenario(capsys, pad)[:2] == (0, "tweede start: gelijk\n1 van 1 gelijk.\n")

    pad.write_text(voorbeeld.replace("9326", "9074"), "utf-8")
    assert scenario(capsys, pad)[:2] == (1, getoond)
