"""Who sorts an export otherwise gets the same bytes: no figure hangs on the order of the lines."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from stelsel.cli.hoofd import main

KOP = (
    "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag"
)
CLIENTEN = 80


def _list_regels() -> list[str]:
    """Three lines of each of eighty clients in two years, with volumes that no float holds exactly."""
    rng = random.Random(7)
    return [
        f"c{client};{rng.choice(['0363', '0518'])};4100000{client % 3};wmo;0{1 + client % 2};H{client % 2};"
        f"{jaar}-0{maand}-01;{jaar}-0{maand}-28;{rng.randint(1, 999) / 10};04;{rng.randint(100, 99999) / 100}"
        for client in range(CLIENTEN)
        for jaar, maand in ((2024, 3), (2025, 3), (2025, 4))
    ]


def _schrijf(pad: Path, kop: str, rijen: list[str]) -> None:
    pad.write_text("\n".join([kop, *rijen]) + "\n", encoding="utf-8")


def _marktschets(map: Path, schud: Callable[[list[str]], list[str]]) -> list[str]:
    _schrijf(map / "regels.csv", KOP, schud(_list_regels()))
    rijen = [f"c{c};4100000{c % 3};H{c % 2};2024-03-01;0{1 + c % 2};{1950 + c}" for c in range(CLIENTEN)]
    kop = "client;aanbieder;productcode;ingangsdatum;verwijzer;geboortejaar"
    _schrijf(map / "toewijzingen.csv", kop, schud(rijen))
    return ["marktschets", str(map / "regels.csv"), "--toewijzingen", str(map / "toewijzingen.csv")]


def _vergelijk(map: Path, schud: Callable[[list[str]], list[str]]) -> list[str]:
    _schrijf(map / "declaraties.csv", KOP, schud([r for r in _list_regels() if ";2025-" in r]))
    _schrijf(map / "profielen.csv", "client;profiel", schud([f"c{c};P{c % 2}" for c in range(CLIENTEN)]))
    return ["bekostiging", "vergelijk", str(map)]


def _ontwerp(map: Path, schud: Callable[[list[str]], list[str]]) -> list[str]:
    rng = random.Random(5)
    rijen = [
        f"k{n};{(1 + 3 * (n % 2)) * rng.randint(800, 1600)};{['licht', 'zwaar'][n % 2]};{rng.randint(4, 18)}"
        for n in range(200)
    ]
    _schrijf(map / "clienten.csv", "client;kosten;inzet;leeftijd", schud(rijen))
    return ["profielen", "ontwerp", str(map / "clienten.csv")]


@pytest.mark.parametrize("maak", [_marktschets, _vergelijk, _ontwerp])
def test_lines_in_another_order_give_the_same_bytes(
    maak: Callable[[Path, Callable[[list[str]], list[str]]], list[str]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rng = random.Random(3)
    uit = []
    for schud in (list[str], lambda rijen: rng.sample(rijen, len(rijen))):
        main([*maak(tmp_path, schud), "--json"])
        uit.append(capsys.readouterr().out)

    assert len(uit[0]) > 1000
    assert uit[1] == uit[0]


@pytest.mark.parametrize("maak", [_marktschets, _vergelijk, _ontwerp])
def test_one_line_less_gives_other_bytes(
    maak: Callable[[Path, Callable[[list[str]], list[str]]], list[str]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The control of the test above."""
    uit = []
    for schud in (list[str], lambda rijen: rijen[:-1]):
        main([*maak(tmp_path, schud), "--json"])
        uit.append(capsys.readouterr().out)

    assert uit[0] != uit[1]
