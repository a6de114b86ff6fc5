import tomllib

import pytest

from stelsel.kern.tomlfout import render_tomlfout


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("prijs 5\n", "op regel 1, teken 7: na een naam hoort een = te staan."),
        (
            "a = 1\nvak = 1,5\n",
            "op regel 2, teken 8: na een waarde hoort een nieuwe regel; gebruik in getallen een punt en geen "
            "komma.",
        ),
        ("a = 1\na = 2\n\n", "op regel 2, teken 6: een naam staat er twee keer."),
        ("[mix]\n[mix]\n", "op regel 2, teken 5: een onderdeel staat er twee keer."),
        ("a = '1", ": er ontbreekt een aanhalingsteken."),
        ("a = 2024-02-31\n", "op regel 1, teken 5: een datum bestaat niet."),
    ],
    ids=["geen is-teken", "komma", "naam dubbel", "onderdeel dubbel", "open tekst", "datum"],
)
def test_what_is_wrong_and_where_in_dutch(tekst: str, zin: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as fout:
        tomllib.loads(tekst)

    assert render_tomlfout(fout.value).removeprefix("Dit is geen leesbare TOML").strip() == zin


def test_what_we_have_no_words_for_is_still_a_sentence() -> None:
    assert render_tomlfout(RecursionError("x")) == "Dit is geen leesbare TOML: dit past niet in TOML."
