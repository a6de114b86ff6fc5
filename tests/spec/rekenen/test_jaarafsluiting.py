"""The tables of docs/rekenen/jaarafsluiting.md, computed again."""

import re
from datetime import date
from pathlib import Path

import pytest

from stelsel.domein.declaraties.ketenladder import compute_ketenladder
from stelsel.domein.declaraties.onderhanden import Levering, compute_onderhanden
from stelsel.domein.declaraties.verantwoording import (
    Aansluiting,
    Productieregel,
    list_regelverschillen,
    parse_inhoud,
    render_inhoud,
)
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

PAGINA = Path(__file__).resolve().parents[3] / "docs" / "rekenen" / "jaarafsluiting.md"


def list_rijen(tabel: str) -> list[list[str]]:
    """The rows of one table of the page, as texts."""
    stuk = PAGINA.read_text(encoding="utf-8").split(f"<!-- tabel: {tabel} -->\n")[1]
    regels = re.match(r"(?:\|.*\n)+", stuk)[0].splitlines()
    return [[cel.strip() for cel in regel[1:-1].split("|")] for regel in regels[2:]]


def parse_periode(tekst: str) -> Periode:
    begin, *eind = map(date.fromisoformat, tekst.split())
    return Periode(begin, eind[0] if eind else None)


def parse_omvang(tekst: str) -> Omvang | None:
    if not tekst:
        return None
    volume, eenheid, frequentie = tekst.split()
    return Omvang(int(volume), Eenheid(eenheid), Frequentie(frequentie))


@pytest.mark.parametrize("rij", list_rijen("onderhanden"), ids=" | ".join)
def test_work_in_progress(rij: list[str]) -> None:
    goedgekeurd = {date(2026, int(m), 1): int(c) for m, c in re.findall(r"(\d\d): (\d+)", rij[0])}
    levering = Levering(
        periode=parse_periode(rij[1]),
        looptijd=parse_periode(rij[4]),
        goedgekeurd=goedgekeurd,
        omvang=parse_omvang(rij[2]),
        tarief=int(rij[3]) if rij[3] else None,
    )

    uit = compute_onderhanden(levering)

    assert [str(uit.maanden), str(uit.bedrag), uit.methode.value] == rij[5:]


def list_driehoek() -> list[list[int]]:
    return [[int(cel) for cel in rij[1:7] if cel] for rij in list_rijen("driehoek")]


def test_chain_ladder() -> None:
    ladder = compute_ketenladder(list_driehoek())

    assert ladder is not None
    assert [[m.verwacht, m.laag, m.hoog] for m in ladder.maanden] == [
        [int(cel) for cel in rij[7:]] for rij in list_rijen("driehoek")
    ]
    assert [m.ontvangen for m in ladder.maanden] == [105_000, 121_000, 156_000, 120_000, 50_000, 0]
    assert [round(float(f.factor), 4) for f in ladder.factoren] == [1.2, 1.0611]


@pytest.mark.parametrize("driehoek", [[], [[0], [0]], [[5, 6], [5, 6], [5]], [[0, 0, 0]] * 9])
def test_too_little_to_go_by(driehoek: list[list[int]]) -> None:
    assert compute_ketenladder(driehoek) is None


def test_two_months_fewer_gives_no_number() -> None:
    assert compute_ketenladder([rij[: len(rij) - 2] or [0] for rij in list_driehoek()][:2]) is None


@pytest.mark.parametrize(
    ("boeken", "verschil"),
    [
        ((100, 100, 100, 0, 0), 0),
        ((100, 100, 70, 40, 10), 0),
        ((100, 100, 99, 0, 0), 1),
        ((90, 100, 90, 0, 0), -10),
    ],
)
def test_statement_lines_and_ledger(boeken: tuple[int, ...], verschil: int) -> None:
    assert Aansluiting(*boeken).verschil == verschil


def test_what_changed_since_it_was_agreed() -> None:
    een = Productieregel("02A01", "2025-03", "04", 1, 10, 64_000, 0)
    twee = Productieregel("02A01", "2025-04", "04", 1, 10, 64_000, 0)
    anders = Productieregel("02A01", "2025-04", "04", 1, 6, 64_000, 25_600)

    assert parse_inhoud(render_inhoud([een, twee])) == [een, twee]
    assert list_regelverschillen([een, twee], [een, twee]) == []
    verschillen = list_regelverschillen([een, twee], [anders])
    assert [(v.maand, v.toen, v.nu) for v in verschillen] == [
        ("2025-03", 64_000, None),
        ("2025-04", 64_000, 38_400),
    ]
