"""The figures of the command on a state of the data that was kept under a name."""

import json
from datetime import UTC, datetime

import pytest
from tests.factories.lake import create_regel, publish_rijen

from stelsel.cli.hoofd import main


@pytest.fixture
def lake(tmp_path, monkeypatch):
    monkeypatch.setenv("STELSEL_LAKE", str(tmp_path))
    lake = publish_rijen(tmp_path, regels=[create_regel(1, 10_000), create_regel(2, 5_000)])
    lake.create_momentopname("raad", omschrijving="", gemaakt_at=datetime(2026, 3, 16, tzinfo=UTC))
    publish_rijen(tmp_path, regels=[create_regel(1, 99_000)])
    return lake


def test_figures_are_those_of_then(lake, capsys):
    code = main(["marktschets", "--momentopname", "raad", "--json"])

    uit = capsys.readouterr()
    uitkomst = json.loads(uit.out)
    assert (code, uitkomst["clienten"], uitkomst["totaal_bedrag"]) == (0, 2, 15_000)
    assert "Bron test: 2 regels, gegevens tot en met 15-03-2026." in uit.err


@pytest.mark.parametrize(
    ("argumenten", "zin"),
    [
        (["--momentopname", "weg"], "Er is geen momentopname weg. Wel: raad."),
        ([], "Geef een PAD of een --momentopname op"),
        (["x.csv", "--momentopname", "raad"], "en niet allebei"),
        (["--momentopname", "raad", "--document", "map"], "kies haar op de pagina"),
    ],
)
def test_what_cannot_be_done_is_said(lake, capsys, argumenten, zin):
    assert main(["marktschets", *argumenten]) == 2
    assert zin in capsys.readouterr().err
