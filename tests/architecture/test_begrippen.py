"""The glossary holds: one word per thing, in the names of the code and in the text of the templates."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.architecture.bron import (
    BRON,
    WORTEL,
    Overtreding,
    assert_geen,
    get_hoogte,
    get_plaats,
    list_bestanden,
    parse_bron,
)

VELDEN = {"definitie", "engels", "bron", "context", "verboden"}
WOORDGRENS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")
TAAL_VAN_SJABLOON = re.compile(r"{%.*?%}|{#.*?#}|<style.*?</style>|<[^>]*>", re.DOTALL)


@cache
def get_begrippen() -> dict[str, dict[str, object]]:
    """Read the glossary, by term."""
    return tomllib.loads((WORTEL / "docs" / "begrippen.toml").read_text(encoding="utf-8"))


@cache
def get_verboden() -> dict[tuple[str, ...], str]:
    """Forbidden words, split, with the term to use instead; plurals count as the word itself."""
    return {
        (*woorden[:-1], woorden[-1] + uitgang): term
        for term, begrip in get_begrippen().items()
        for verboden in begrip["verboden"]
        for woorden in [verboden.split()]
        for uitgang in ("", "s", "en", "n", "es")
    }


def split_woorden(naam: str) -> list[str]:
    """Split a name or a text in lower-case words: at _, at capitals, at anything that is no letter."""
    return [woord.lower() for woord in WOORDGRENS.findall(naam)]


def list_verboden_in(naam: str) -> list[str]:
    """List the forbidden words in a name or text, each with the word to use."""
    woorden, verboden = split_woorden(naam), get_verboden()
    langste = max(map(len, verboden))
    return [
        f"{' '.join(deel)!r} heet hier {verboden[deel]!r}"
        for lengte in range(1, langste + 1)
        for begin in range(len(woorden) - lengte + 1)
        if (deel := tuple(woorden[begin : begin + lengte])) in verboden
    ]


def list_namen(boom: ast.AST) -> Iterator[str]:
    """List the names that a file gives: functions, classes, parameters, variables, attributes.

    Names of others, which it only uses, do not count.
    """
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield knoop.name
        elif isinstance(knoop, ast.arg):
            yield knoop.arg
        elif isinstance(knoop, ast.Name) and isinstance(knoop.ctx, ast.Store):
            yield knoop.id
        elif isinstance(knoop, ast.Attribute) and isinstance(knoop.ctx, ast.Store):
            yield knoop.attr


def check_code(pad: Path, boom: ast.AST) -> list[Overtreding]:
    """List the forbidden words in the name of a file and in the names it gives."""
    namen = [pad.stem, *list_namen(boom)]
    return [
        Overtreding(get_plaats(pad, naam), fout)
        for naam in dict.fromkeys(namen)
        for fout in list_verboden_in(naam)
    ]


def check_tekst(pad: Path, tekst: str) -> list[Overtreding]:
    """List the forbidden words in the text and the variables of a template; tags and markup do not count."""
    return [
        Overtreding(get_plaats(pad), fout)
        for fout in dict.fromkeys(list_verboden_in(TAAL_VAN_SJABLOON.sub(" . ", tekst)))
    ]


def test_names_in_code_follow_the_glossary() -> None:
    assert_geen("begrip", [o for pad in list_bestanden(BRON) for o in check_code(pad, parse_bron(pad))])


def test_texts_in_templates_follow_the_glossary() -> None:
    paden = [*list_bestanden(BRON, "*.html"), *list_bestanden(BRON, "*.typ"), *list_bestanden(BRON, "*.txt")]

    assert_geen("begrip_sjabloon", [o for p in paden for o in check_tekst(p, p.read_text(encoding="utf-8"))])


@pytest.mark.parametrize("term", get_begrippen())
def test_every_term_is_complete(term: str) -> None:
    begrip = get_begrippen()[term]
    contexten = {*get_hoogte(), "kern", "istandaarden", "lake"}

    assert set(begrip) == VELDEN
    assert begrip["context"] in contexten
    assert re.fullmatch(r"[a-z][a-z0-9_]*", term)
    assert all(isinstance(begrip[veld], str) and begrip[veld] for veld in VELDEN - {"verboden"})


def test_no_term_is_forbidden_by_another() -> None:
    assert {term: list_verboden_in(term) for term in get_begrippen() if list_verboden_in(term)} == {}


def test_no_word_is_forbidden_twice() -> None:
    woorden = [woord for begrip in get_begrippen().values() for woord in begrip["verboden"]]

    assert sorted(woorden) == sorted(set(woorden))


@pytest.mark.parametrize(
    ("bron", "aantal"),
    [
        ("class Klant: ...", 1),
        ("klanten_per_jaar = 3", 1),
        ("def get_startDate(self): ...", 1),
        ("def f(*, provider): ...", 1),
        ("self.municipality = 1", 1),
        ("from x import provider", 0),
        ("x = ander.provider", 0),
        ("klantvriendelijk = loting = 1", 0),
        ("def get_aanbieder(*, gemeente): ...", 0),
    ],
)
def test_code_check_catches_a_planted_name(bron: str, aantal: int) -> None:
    assert len(check_code(BRON / "kern" / "x.py", ast.parse(bron))) == aantal


@pytest.mark.parametrize(
    ("tekst", "aantal"),
    [
        ("<p>De klant kiest.</p>", 1),
        ("{{ klant.naam }}", 1),
        ('<p class="klant">De cliënt kiest.</p>', 0),
        ("{% if provider %}ja{% endif %}", 0),
        ("<p>De declaratie is binnen.</p>", 0),
    ],
)
def test_template_check_catches_a_planted_word(tekst: str, aantal: int) -> None:
    assert len(check_tekst(BRON / "apps" / "x.html", tekst)) == aantal
