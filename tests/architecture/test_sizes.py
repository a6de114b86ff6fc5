"""Size budgets: what fits on a screen can be read, tested and replaced."""

import ast
from pathlib import Path

import pytest
from tests.architecture.bron import (
    BRON,
    TESTS,
    Functie,
    Overtreding,
    assert_geen,
    get_plaats,
    list_bestanden,
    list_functies,
    parse_bron,
)

FUNCTIE, MODULE, VIEW, REGEL, TEST, POSITIONEEL = 40, 400, 20, 20, 40, 2


def compute_lengte(functie: Functie) -> int:
    """Lines of a function from `def` on, its docstring left out: an explanation is no burden."""
    lengte = functie.end_lineno - functie.lineno + 1
    if ast.get_docstring(functie, clean=False) is not None:
        docstring = functie.body[0]
        lengte -= docstring.end_lineno - docstring.lineno + 1
    return lengte


def get_budget(pad: Path, naam: str, functie: Functie) -> tuple[str, int]:
    """The kind of a function and the lines it may have."""
    if any(isinstance(d, ast.Call) and getattr(d.func, "id", "") == "regel" for d in functie.decorator_list):
        return "regel", REGEL
    if "views" in (*pad.parts, pad.stem) and pad.is_relative_to(BRON):
        return "view", VIEW
    if naam.split(".")[-1].startswith("test_"):
        return "test", TEST
    return "functie", FUNCTIE


def check_functies(pad: Path, boom: ast.Module) -> list[Overtreding]:
    """List the functions of a file that are longer than their budget."""
    te_lang = []
    for naam, functie, _ in list_functies(boom):
        soort, budget = get_budget(pad, naam, functie)
        if (lengte := compute_lengte(functie)) > budget:
            te_lang.append(
                Overtreding(get_plaats(pad, naam), f"{soort} van {lengte} regels, budget {budget}")
            )
    return te_lang


def check_positioneel(pad: Path, boom: ast.Module) -> list[Overtreding]:
    """List the public functions with more positional parameters than a reader can tell apart.

    A parameter with a default, `self` and `cls` do not count; nor do special methods and methods of a class
    that inherits, whose signature is the framework's.
    """
    erfgenamen = {
        id(lid)
        for knoop in ast.walk(boom)
        if isinstance(knoop, ast.ClassDef) and (knoop.bases or knoop.keywords)
        for lid in knoop.body
    }
    te_veel = []
    for naam, functie, is_methode in list_functies(boom):
        parameters = [*functie.args.posonlyargs, *functie.args.args]
        statisch = any(getattr(d, "id", "") == "staticmethod" for d in functie.decorator_list)
        verplicht = len(parameters) - len(functie.args.defaults) - (is_methode and not statisch)
        eigen_gebruik = any(deel.startswith("_") for deel in naam.split("."))
        if verplicht > POSITIONEEL and not eigen_gebruik and id(functie) not in erfgenamen:
            te_veel.append(Overtreding(get_plaats(pad, naam), f"{verplicht} positionele parameters"))
    return te_veel


def check_module(pad: Path, tekst: str) -> list[Overtreding]:
    """Say whether a file is longer than a module may be."""
    regels = tekst.count("\n")
    return [Overtreding(get_plaats(pad), f"module van {regels} regels")] if regels > MODULE else []


def list_eigen_code() -> list[Path]:
    """Product code and tests."""
    return [*list_bestanden(BRON), *list_bestanden(TESTS)]


def test_functions_fit_their_budget() -> None:
    assert_geen("functie", [o for pad in list_eigen_code() for o in check_functies(pad, parse_bron(pad))])


def test_modules_fit_their_budget() -> None:
    assert_geen(
        "module", [o for pad in list_eigen_code() for o in check_module(pad, pad.read_text(encoding="utf-8"))]
    )


def test_public_functions_take_few_positional_parameters() -> None:
    assert_geen(
        "positioneel", [o for pad in list_bestanden(BRON) for o in check_positioneel(pad, parse_bron(pad))]
    )


@pytest.mark.parametrize(
    ("pad", "kop", "regels", "verwacht"),
    [
        (BRON / "kern/x.py", "def f():", FUNCTIE - 1, []),
        (BRON / "kern/x.py", "def f():", FUNCTIE, ["functie van 41 regels, budget 40"]),
        (BRON / "kern/x.py", 'def f():\n    """Een\n    twee."""', FUNCTIE - 1, []),
        (BRON / "apps/x/views.py", "def f():", VIEW, ["view van 21 regels, budget 20"]),
        (BRON / "apps/x/views/y.py", "class V:\n  def f():", VIEW, ["view van 21 regels, budget 20"]),
        (
            BRON / "istandaarden/x.py",
            '@regel("TR1")\ndef f():',
            REGEL,
            ["regel van 21 regels, budget 20"],
        ),
        (TESTS / "unit/test_x.py", "def test_f():", TEST, ["test van 41 regels, budget 40"]),
    ],
    ids=["past", "te lang", "docstring telt niet", "view", "view in een pakket", "regel", "test"],
)
def test_length_check_catches_a_planted_function(
    pad: Path, kop: str, regels: int, verwacht: list[str]
) -> None:
    boom = ast.parse(kop + "\n    x = 1" * regels)

    assert [o.wat for o in check_functies(pad, boom)] == verwacht


@pytest.mark.parametrize(
    ("bron", "aantal"),
    [
        ("def f(a, b, *, c): ...", 0),
        ("def f(a, b, c): ...", 1),
        ("def f(a, b, c=1): ...", 0),
        ("class K:\n  def f(self, a, b): ...", 0),
        ("class K:\n  def f(self, a, b, c): ...", 1),
        ("class K(Basis):\n  def f(self, a, b, c): ...", 0),
        ("def _f(a, b, c): ...", 0),
        ("class _K:\n  def f(self, a, b, c): ...", 0),
    ],
    ids=[
        "twee",
        "drie",
        "met standaard",
        "methode",
        "lange methode",
        "van het raamwerk",
        "eigen gebruik",
        "eigen klasse",
    ],
)
def test_parameter_check_catches_a_planted_function(bron: str, aantal: int) -> None:
    assert len(check_positioneel(BRON / "kern/x.py", ast.parse(bron))) == aantal


def test_module_check_catches_a_planted_module() -> None:
    assert check_module(BRON / "kern/x.py", "\n" * MODULE) == []
    assert len(check_module(BRON / "kern/x.py", "\n" * (MODULE + 1))) == 1
