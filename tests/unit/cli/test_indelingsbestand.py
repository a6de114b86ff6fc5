"""What stops `stelsel marktschets` before it counts: a rule or an engine that cannot be used."""

import argparse
from pathlib import Path

import pytest

from stelsel.cli import marktschets

KOP = (
    "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag"
)
REGEL = "a;9901;41990001;wmo;02;02A01;2025-01-01;2025-01-31;4;04;1,00"


@pytest.fixture
def stelsel(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """Run the command on one line: exit code, standard output, standard error."""
    (tmp_path / "regels.csv").write_text(f"{KOP}\n{REGEL}\n")

    def run(*argumenten):
        parser = argparse.ArgumentParser()
        marktschets.register(parser.add_subparsers())
        args = parser.parse_args(["marktschets", str(tmp_path / "regels.csv"), *map(str, argumenten)])
        code = args.run(args)
        uit = capsys.readouterr()
        return code, uit.out, uit.err

    return run


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ("naam = 'x'", "ontbreekt: grens"),
        ("geen toml", "na een naam hoort een = te staan"),
        ('naam="x"\ngrens={soort="deel",waarde=3}', "tussen 0 en 1"),
        ('naam="x"\ngrens={soort="bedrag",waarde=nan}', "geen getal"),
        (
            'naam="x"\ngrens={soort="bedrag",waarde=5}\ncomplx={}',
            "complx kennen wij niet. Bedoelt u complex?",
        ),
        ('naam="x"\ngrens={soort="bedrag",warde=5}', "warde kennen wij niet. Bedoelt u waarde?"),
    ],
)
def test_a_rule_that_cannot_be_used_stops_with_one_sentence(stelsel, tmp_path, inhoud, zin):
    (tmp_path / "regel.toml").write_text(inhoud)

    code, uit, fout = stelsel("--indeling", tmp_path / "regel.toml")

    assert (code, uit, len(fout.splitlines())) == (2, "", 1)
    assert fout.startswith("regel.toml: ")
    assert zin in fout


@pytest.mark.parametrize(
    ("naam", "waarde", "zin"),
    [("STELSEL_ENGINE", "sparq", "Kies duckdb of spark."), ("STELSEL_GEHEUGEN", "1", "100 of meer.")],
)
def test_an_engine_that_cannot_be_started_is_one_sentence(stelsel, monkeypatch, naam, waarde, zin):
    monkeypatch.setenv(naam, waarde)

    code, uit, fout = stelsel("--json")

    assert (code, uit) == (2, "")
    assert fout.splitlines()[-1].endswith(zin)
