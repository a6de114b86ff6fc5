"""`stelsel profielen ontwerp` as its user runs it."""

import json
from pathlib import Path

import numpy as np
import pytest

from stelsel.cli.hoofd import main

SLEUTELS = {"k", "r2_cv", "cv_max", "n_min", "prijsverhouding_min"}
GROEPEN = {
    "A": [2000, 2500, 3000, 3500],
    "B": [5000, 6000, 7500, 9500],
    "C": [15000, 22000, 26000, 41000],
}


def schrijf(pad: Path, kop: str, rijen: list[str]) -> str:
    pad.write_text("\n".join([kop, *rijen]) + "\n", encoding="utf-8")
    return str(pad)


def clienten(pad: Path, *, scheiding: str = ";", komma: str = ".") -> str:
    """Three planted groups of 200: cheap, and by intensity dear or twice as dear."""
    rng = np.random.default_rng(5)
    rijen = []
    for nummer in range(600):
        groep = nummer % 3
        kosten = [1500, 4000, 9000][groep] * rng.lognormal(-0.08, 0.4)
        velden = (f"c{nummer}", f"{kosten:.2f}".replace(".", komma), ["laag", "midden", "midden"][groep])
        rijen.append(scheiding.join([*velden, "zwaar" if groep == 2 else "licht", str(rng.integers(4, 18))]))
    return schrijf(pad, scheiding.join(["client", "kosten", "complexiteit", "inzet", "leeftijd"]), rijen)


def test_json_has_the_documented_keys_and_finds_the_groups(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profielen", "ontwerp", clienten(tmp_path / "a.csv"), "--json"]) == 0

    data = json.loads(capsys.readouterr().out)
    assert all(set(rij) >= SLEUTELS for rij in data["per_aantal"])
    assert [rij["k"] for rij in data["per_aantal"]] == list(range(1, len(data["per_aantal"]) + 1))
    assert data["advies"]["k"] == 3
    assert data["advies"]["reden"].startswith("3 profielen is het kleinste aantal")
    assert [(g["n"], g["kenmerken"]) for g in data["groepen"]] == [
        (200, "complexiteit midden; inzet zwaar"),
        (200, "complexiteit midden; inzet licht"),
        (200, "complexiteit laag"),
    ]
    assert data["waarschuwingen"] == []


def test_the_same_file_as_a_spreadsheet_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gewoon = clienten(tmp_path / "a.csv")
    anders = clienten(tmp_path / "b.csv", scheiding="\t", komma=",")

    uit = []
    for pad in (gewoon, anders):
        main(["profielen", "ontwerp", pad, "--json"])
        uit.append(json.loads(capsys.readouterr().out))
    assert uit[0] == uit[1]


def test_a_given_division_merges_from_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kosten = [(f"{g}{n}", kost, g) for g, rij in GROEPEN.items() for n, kost in enumerate(rij)]
    csv = schrijf(tmp_path / "a.csv", "client;kosten", [f"{c};{k}" for c, k, _ in kosten])
    indeling = schrijf(tmp_path / "i.csv", "client;profiel", [f"{c};{g}" for c, _, g in kosten])

    assert main(["profielen", "ontwerp", csv, "--indeling", indeling, "--json"]) == 1

    rijen = json.loads(capsys.readouterr().out)["per_aantal"]
    assert [(r["k"], r["n_min"], r["cv_max"] and round(r["cv_max"], 4)) for r in rijen[1:]] == [
        (2, 4, 0.507),
        (3, 4, 0.3659),
    ]
    assert [r["prijsverhouding_min"] and round(r["prijsverhouding_min"], 4) for r in rijen] == [
        None,
        5.3333,
        2.5455,
    ]
    assert rijen[2]["verlies"] is None
    assert round(rijen[1]["verlies"], 4) == 0.0226


def test_people_get_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profielen", "ontwerp", clienten(tmp_path / "a.csv")]) == 0

    regels = capsys.readouterr().out.splitlines()
    assert regels[0].startswith("3 profielen is het kleinste aantal dat aan alle criteria voldoet.")
    assert regels[-1].split()[0] == "200"


def test_what_is_odd_is_told_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(2)
    rijen = [
        f"c{n};{kosten:.2f};{2 * kosten:.2f};{n};c{n};altijd;{n % 2}"
        for n, kosten in enumerate(rng.lognormal(8, 0.5, 300))
    ]
    rijen += [
        "c0;100;1;1;x;altijd;0",
        ";100;1;1;x;altijd;0",
        "c999;veel;1;1;x;altijd;0",
        "c7;1;1;1;x;altijd;0;9",
    ]
    csv = schrijf(tmp_path / "a.csv", "client;kosten;rekening;volgnr;naam;regio;kant", rijen)

    assert main(["profielen", "ontwerp", csv, "--json"]) == 1

    data = json.loads(capsys.readouterr().out)
    assert {w["soort"]: w.get("aantal", w.get("kenmerk")) for w in data["waarschuwingen"]} == {
        "kolommen_ongeldig": 1,
        "client_leeg": 1,
        "kosten_ongeldig": 1,
        "client_dubbel": 1,
        "kenmerk_gelijk_aan_kosten": "rekening",
        "kenmerk_sleutel": "volgnr",
        "kenmerk_constant": "regio",
    }
    assert data["advies"]["k"] == 1


def test_columns_with_names_of_our_own_are_read_like_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rijen = [f"c{n};{1000 + n};{n + 2};{n % 3};{n % 2}" for n in range(90)]
    csv = schrijf(tmp_path / "a.csv", "client;kosten;Regelnummer;te_breed;weg", rijen)

    assert main(["profielen", "ontwerp", csv, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["waarschuwingen"] == []


@pytest.mark.parametrize(
    ("rijen", "zin"),
    [
        ([], "bevat geen enkele regel"),
        (["c1;5;a"], "Eén profiel: er is één cliënt"),
        ([f"c{n};5;{n % 3}" for n in range(90)], "alle cliënten kosten evenveel"),
        ([f"c{n};{n};a" for n in range(90)], "geen kenmerk"),
    ],
)
def test_too_little_to_divide(
    rijen: list[str], zin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["profielen", "ontwerp", schrijf(tmp_path / "a.csv", "client;kosten;soort", rijen)])

    vangst = capsys.readouterr()
    assert zin in vangst.out + vangst.err
    assert code == (1 if rijen else 2)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "is leeg"),
        (b"client;bedrag\n1;2\n", "mist 1 kolom: kosten"),
        (b"PK\x03\x04", "Excel"),
        (b"client;kosten\n1;2\0\n", "geen tekstbestand"),
    ],
)
def test_unusable_input(inhoud: bytes, zin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_bytes(inhoud)

    assert main(["profielen", "ontwerp", str(tmp_path / "a.csv")]) == 2
    assert zin in capsys.readouterr().err
    assert main(["profielen", "ontwerp", str(tmp_path / "nergens.csv")]) == 2


def test_openbaar_is_rounded_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bestand = clienten(tmp_path / "a.csv")

    assert main(["profielen", "ontwerp", bestand, "--openbaar", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert main(["profielen", "ontwerp", bestand, "--openbaar"]) == 0
    tekst = capsys.readouterr().out

    assert (data["advies"]["k"], data["uitgave"]["voor"]) == (3, "openbaar")
    assert {groep["gemiddelde"] % 10_000 for groep in data["groepen"]} == {0}
    assert "waarschuwingen" not in data
    assert "Openbaar: deze cijfers mag u delen." in tekst
