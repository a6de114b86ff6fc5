from pathlib import Path

from stelsel.lake.documentatie import PAD, render_documentatie
from stelsel.lake.tabellen import TABELLEN

WORTEL = Path(__file__).parents[2]


def test_page_of_the_lake_is_current():
    assert (WORTEL / PAD).read_text("utf-8") == render_documentatie(), (
        "run python -m stelsel.lake.documentatie"
    )


def test_every_column_says_what_it_means():
    zonder = [f"{t.naam}.{k.naam}" for t in TABELLEN.values() for k in t.kolommen if not k.betekenis.strip()]

    assert zonder == []
