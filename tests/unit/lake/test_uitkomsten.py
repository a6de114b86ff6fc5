"""Outcomes beside the lake: made once, never shown for other data or by another program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stelsel.lake import uitkomsten
from stelsel.lake.opslag import Lake
from stelsel.lake.uitkomsten import keep_uitkomst

GEMAAKT: list[tuple[int, ...]] = []


@dataclass(frozen=True)
class Som:
    jaar: int
    bedrag: int


def _compute(map: str, versie: int, jaar: int) -> Som:
    GEMAAKT.append((versie, jaar))
    return Som(jaar, 100 * versie)


def _list_rijen(map: str, versie: int) -> pl.DataFrame:
    GEMAAKT.append((versie,))
    return pl.DataFrame({"bedrag": [versie]})


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    GEMAAKT.clear()
    lake = Lake(tmp_path / "lake")
    _publish(lake)
    return lake


def _publish(lake: Lake) -> None:
    with lake.publish(bron="proef", momentopname=str(lake.versie), gegevens_tm=date(2025, 12, 31)) as uit:
        uit._delen["clienten"] = []


def _vraag(lake: Lake, jaar: int = 2025, versie: int | None = None) -> Som:
    """As a process that has nothing in memory yet."""
    return keep_uitkomst(maxsize=1)(_compute)(str(lake.map), versie or lake.versie, jaar)


def test_a_second_process_reads_what_the_first_made(lake: Lake) -> None:
    assert _vraag(lake) == _vraag(lake) == Som(2025, 100)
    assert GEMAAKT == [(1, 2025)]


def test_another_choice_is_another_outcome(lake: Lake) -> None:
    assert (_vraag(lake, 2024), _vraag(lake, 2025)) == (Som(2024, 100), Som(2025, 100))
    assert GEMAAKT == [(1, 2024), (1, 2025)]


def test_a_choice_by_name_is_kept_too(lake: Lake) -> None:
    vraag = keep_uitkomst(maxsize=4)(_compute)

    assert vraag(str(lake.map), 1, jaar=2024) == Som(2024, 100)
    assert keep_uitkomst(maxsize=4)(_compute)(str(lake.map), 1, jaar=2024) == Som(2024, 100)
    assert vraag(str(lake.map), 1, jaar=2025) == Som(2025, 100)
    assert GEMAAKT == [(1, 2024), (1, 2025)]


def test_after_a_publication_all_is_computed_anew_and_the_old_cleared(lake: Lake) -> None:
    _vraag(lake)
    _publish(lake)

    assert _vraag(lake) == Som(2025, 200)
    assert [".v2." in pad.name for pad in (lake.map / "afgeleid").iterdir()] == [True]


def test_an_outcome_of_before_the_publication_is_not_kept_any_more(lake: Lake) -> None:
    _publish(lake)

    assert _vraag(lake, versie=1) == Som(2025, 100)
    assert not (lake.map / "afgeleid").exists()


def test_another_program_computes_anew(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    _vraag(lake)
    monkeypatch.setattr(uitkomsten, "get_programma", lambda: "ander")
    _vraag(lake)

    assert GEMAAKT == [(1, 2025), (1, 2025)]


def test_a_damaged_file_is_made_again(lake: Lake) -> None:
    _vraag(lake)
    (bestand,) = (lake.map / "afgeleid").iterdir()
    bestand.write_text("[2025", "utf-8")

    assert _vraag(lake) == Som(2025, 100)
    assert _vraag(lake) == Som(2025, 100)
    assert len(GEMAAKT) == 2


def test_a_table_is_kept_as_a_table(lake: Lake) -> None:
    eerste = keep_uitkomst(maxsize=1)(_list_rijen)(str(lake.map), 1)
    tweede = keep_uitkomst(maxsize=1)(_list_rijen)(str(lake.map), 1)

    assert eerste.equals(tweede)
    assert GEMAAKT == [(1,)]
