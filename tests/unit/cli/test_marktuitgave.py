"""`stelsel marktschets --openbaar`: what may be passed on, and nothing else."""

import argparse
import json

import pytest

from stelsel.cli import marktschets

KOP = (
    "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag"
)


def regel(client, bedrag):
    return f"{client};9901;41990001;wmo;02;02A01;2025-01-01;2025-01-31;4;04;{bedrag}"


@pytest.fixture
def csv(tmp_path):
    """A file of claim lines."""

    def schrijf(*regels):
        pad = tmp_path / "regels.csv"
        pad.write_text("\n".join([KOP, *regels]) + "\n", "utf-8")
        return pad

    return schrijf


@pytest.fixture
def stelsel(capsys):
    """Run the command: exit code and standard output."""

    def run(*argumenten):
        parser = argparse.ArgumentParser()
        marktschets.register(parser.add_subparsers())
        args = parser.parse_args(["marktschets", *map(str, argumenten)])
        return args.run(args), capsys.readouterr().out

    return run


def test_the_public_edition_is_rounded_and_holds_the_core_only(stelsel, csv):
    regels = [regel(f"c{i}", f"{1000 + i},00") for i in range(123)]

    code, uit = stelsel(csv(*regels), "--openbaar", "--json")
    data = json.loads(uit)

    assert code == 0
    assert set(data) == {
        "clienten", "totaal_bedrag", "kosten_per_client", "gini", "aandeel_top", "abc", "abc_regel",
        "uitgave",
    }  # fmt: skip
    assert (data["clienten"], data["totaal_bedrag"]) == (125, 130_000_00)
    assert data["kosten_per_client"] == {
        "gemiddelde": 1_100_00, "mediaan": 1_100_00, "p25": 1_000_00, "p75": 1_100_00, "p90": 1_100_00,
    }  # fmt: skip
    assert data["aandeel_top"] == {"10": 0.11, "20": 0.21}
    assert (data["uitgave"]["voor"], data["uitgave"]["afronding_clienten"]) == ("openbaar", 5)


@pytest.mark.parametrize(("clienten", "getoond"), [(9, None), (10, 10), (11, 10)])
def test_the_public_edition_at_the_threshold(stelsel, csv, clienten, getoond):
    invoer = csv(*(regel(f"c{i}", f"{7000 + i},00") for i in range(clienten)))

    _, uit = stelsel(invoer, "--openbaar", "--json")
    _, tekst = stelsel(invoer, "--openbaar")
    data = json.loads(uit)

    assert data["clienten"] == getoond
    assert data["gini"] is None
    assert ("Minder dan 10 cliënten" in tekst) is (getoond is None)
    assert "€ 7.00" not in tekst
