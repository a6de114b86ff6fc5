"""The chain as anybody can compute it, and the root as a file."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from stelsel.kern.keten import BEGIN, OnleesbareWortel, Wortel, compute_schakel, parse_wortel, render_wortel


def test_link_is_sha256_over_canonical_json() -> None:
    waarden = ["Wéi\n", None, {"b": [1.5, True], "a": 2}]

    eerste = compute_schakel(BEGIN, volgnummer=1, bron="gebeurtenis", sleutel=7, waarden=waarden)

    tekst = f'["{BEGIN}",1,"gebeurtenis",7,"Wéi\\n",null,{{"a":2,"b":[1.5,true]}}]'
    assert eerste == hashlib.sha256(tekst.encode()).hexdigest()


@pytest.mark.parametrize(
    "anders",
    [{"volgnummer": 2}, {"bron": "inzage"}, {"sleutel": 8}, {"waarden": ["1"]}, {"waarden": [1, None]}],
)
def test_everything_in_a_link_counts(anders: dict[str, object]) -> None:
    gewoon = {"volgnummer": 1, "bron": "gebeurtenis", "sleutel": 7, "waarden": [1]}

    assert compute_schakel(BEGIN, **gewoon) != compute_schakel(BEGIN, **gewoon | anders)  # type: ignore[arg-type]  # a table of variants
    assert compute_schakel(BEGIN, **gewoon) != compute_schakel("1" * 64, **gewoon)  # type: ignore[arg-type]  # a table of variants


def test_root_comes_back_from_its_file() -> None:
    gemaakt = datetime(2026, 3, 16, 23, 59, tzinfo=ZoneInfo("Europe/Amsterdam"))
    wortel = Wortel(date(2026, 3, 16), 12, "a" * 64, gemaakt)

    assert parse_wortel(render_wortel(wortel)) == wortel


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "[]",
        "{}",
        '{"datum": "2026-03-16", "volgnummer": 1, "hash": "a", "gemaakt_at": "2026-03-16T10:00"}',
    ],
)
def test_what_is_no_root_is_refused(tekst: str) -> None:
    with pytest.raises(OnleesbareWortel):
        parse_wortel(tekst)
