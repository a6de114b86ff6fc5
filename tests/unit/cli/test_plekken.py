"""`stelsel profielen plekken`, as an analyst types it."""

import json

import pytest

from stelsel.cli.hoofd import main


def _draai(capsys, *woorden):
    code = main(["profielen", "plekken", *woorden])
    uit = capsys.readouterr()
    return code, uit.out, uit.err


def test_places_and_room(capsys):
    code, uit, _ = _draai(
        capsys, "--trajecten", "250", "--duur", "5", "--bezetting", "92", "--straks", "4,5", "--json"
    )

    data = json.loads(uit)
    assert (code, data["plekken"], round(data["plekken_precies"], 2)) == (0, 114, 113.22)
    assert data["trajecten_per_plek"] == pytest.approx(2.208)
    assert data["straks"]["extra"] == pytest.approx(114 * 12 * 0.92 * (1 / 4.5 - 1 / 5))


@pytest.mark.parametrize("duur", ["0", "-5", "vijf", "1e3", "٥", ""])
def test_a_length_that_is_none_is_told(capsys, duur):
    code, uit, fout = _draai(capsys, "--trajecten", "250", f"--duur={duur}", "--bezetting", "92")

    assert (code, uit) == (2, "")
    assert fout.strip() in {
        "De duur is meer dan nul maanden.",
        f"--duur is {duur!r}; geef een getal, zoals 5 of 7,5.",
    }


def test_an_occupancy_typed_as_a_share_is_asked_again(capsys):
    code, uit, fout = _draai(capsys, "--trajecten", "250", "--duur", "5", "--bezetting", "0,92")

    assert (code, uit, fout.strip()) == (2, "", "--bezetting is 0,92 %. Schrijf 92 voor 92 %.")
