"""`stelsel kostprijs` as its user runs it."""

import json
from pathlib import Path

import pytest

from stelsel.cli.hoofd import main

VOORBEELD = Path(__file__).parents[1] / "domein" / "bekostiging" / "voorbeeld.toml"


def test_json_has_the_documented_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kostprijs", str(VOORBEELD), "--json"]) == 0

    data = json.loads(capsys.readouterr().out)
    assert data["functies"]["HBO"]["tarief"] == 8625
    assert data["functies"]["HBO"]["stappen"]["tarief_onafgerond"] == pytest.approx(86.2459279209)
    assert data["mix"] == {"tarief_onafgerond": pytest.approx(86.0878378), "tarief": 8609}
    assert data["traject"] == {"bedrag": 489323}
    assert [(band["functie"], sorted(band)) for band in data["band"]] == [
        (naam, ["functie", "p10", "p5", "p50", "p90", "p95"]) for naam in ("MBO", "HBO", "WO")
    ]
    assert data["gevoeligheid"][18] == {
        "functie": "HBO",
        "parameter": "niet_clientgebonden",
        "van": 0.2,
        "naar": 0.25,
        "tarief": 9180,
        "effect": 555,
        "effect_deel": pytest.approx(0.0644, abs=1e-4),
    }


def test_for_people_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kostprijs", str(VOORBEELD)]) == 0

    regels = capsys.readouterr().out.splitlines()
    assert [regel.split() for regel in regels if regel.startswith("tarief per uur")] == [
        ["tarief", "per", "uur", "73,60", "86,25", "110,49"]
    ]
    assert "Traject van 56,84 uur: 4.893,23, uit de mix vóór afronden" in regels


def test_remarks_give_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bestand = tmp_path / "a.toml"
    bestand.write_text(VOORBEELD.read_text().replace("= 3350", "= 33500"))

    assert main(["kostprijs", str(bestand), "--json"]) == 1
    vangst = capsys.readouterr()
    assert vangst.err.startswith("Let op: Bij MBO is bruto_maand € 33500.")
    assert json.loads(vangst.out)["opmerkingen"] == [vangst.err.removeprefix("Let op: ").strip()]


@pytest.mark.parametrize(
    ("inhoud", "woorden"),
    [(b"\xff\xfe", "geen tekst in UTF-8"), (b"vak = 8", "Er is geen functie"), (b"x" * 1_000_001, "1 MB")],
)
def test_unusable_input(
    inhoud: bytes, woorden: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bestand = tmp_path / "a.toml"
    bestand.write_bytes(inhoud)

    assert main(["kostprijs", str(bestand)]) == 2
    vangst = capsys.readouterr()
    assert (vangst.out, woorden in vangst.err) == ("", True)


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [main(["kostprijs", str(pad)]) for pad in (tmp_path / "weg.toml", tmp_path)] == [2, 2]
    assert capsys.readouterr().out == ""
