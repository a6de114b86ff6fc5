"""Couplings and habits that only the source text shows; each check is tried on a planted breach."""

import ast
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.architecture.bron import (
    APPS,
    BRON,
    TESTS,
    WORTEL,
    Overtreding,
    assert_geen,
    get_hoogte,
    get_plaats,
    list_bestanden,
)

ONDERDRUKKING = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover|nosec)(?P<rest>.*)", re.I)
CODES = re.compile(r"^(:\s*[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*|\[[\w,\- ]+\])?")
SJABLOON = re.compile(r"""{%-?\s*(?:include|extends|from|import)\s+["']([^"']+)["']""")
ADRES = re.compile(r"""{%-?\s*url\s+["'](\w+):""")
LEIDINGWERK = {"web", "accounts", "journal"}

# Where the planted breaches stand.
KERN = BRON / "kern" / "x.py"
TOEGANG_HTML = APPS / "toegang" / "templates" / "toegang" / "x.html"
DECLARATIES_HTML = APPS / "declaraties" / "templates" / "declaraties" / "x.html"


def get_context(pad: Path) -> str:
    """The context that a file below apps belongs to."""
    return pad.relative_to(APPS).parts[0]


def check_onderdrukkingen(pad: Path, tekst: str) -> list[Overtreding]:
    """List the suppressions without a reason: at least two words behind the codes."""
    zonder = []
    for nummer, regel in enumerate(tekst.splitlines(), start=1):
        treffer = ONDERDRUKKING.search(regel)
        if treffer:
            reden = CODES.sub("", treffer["rest"].strip()).strip(" #-–—:()")
            if len(reden.split()) < 2:
                zonder.append(Overtreding(get_plaats(pad), f"regel {nummer}: {treffer[1]} zonder reden"))
    return zonder


def check_kern(pad: Path, tekst: str) -> list[Overtreding]:
    """List what kern imports besides the standard library and itself."""
    namen = []
    for knoop in ast.walk(ast.parse(tekst)):
        if isinstance(knoop, ast.Import):
            namen += [alias.name for alias in knoop.names]
        elif isinstance(knoop, ast.ImportFrom) and not knoop.level:
            namen.append(knoop.module or "")
    vreemd = [
        naam for naam in namen
        if naam.split(".")[0] not in sys.stdlib_module_names and not f"{naam}.".startswith("stelsel.kern.")
    ]  # fmt: skip
    return [Overtreding(get_plaats(pad), f"importeert {naam}") for naam in vreemd]


def check_views(pad: Path, tekst: str) -> list[Overtreding]:
    """List where a view reaches for rows itself, past `queries` and its check on who may see them."""
    if "views" not in (*pad.parts, pad.stem):
        return []
    return [
        Overtreding(get_plaats(pad), f"regel {knoop.lineno}: .objects in een view")
        for knoop in ast.walk(ast.parse(tekst))
        if isinstance(knoop, ast.Attribute) and knoop.attr in {"objects", "_default_manager", "_base_manager"}
    ]


def check_sluipwegen(pad: Path, tekst: str) -> list[Overtreding]:
    """List couplings past the imports: models by name, generic relations, hand-written SQL, signals."""
    verboden = {
        "get_model": "model bij naam", "get_models": "model bij naam",
        "GenericForeignKey": "generieke relatie",
        "raw": "eigen SQL", "RawSQL": "eigen SQL", "extra": "eigen SQL", "execute": "eigen SQL",
        "executemany": "eigen SQL", "receiver": "signaal",
    }  # fmt: skip
    gevonden = []
    for knoop in ast.walk(ast.parse(tekst)):
        if isinstance(knoop, ast.Call):
            naam = getattr(knoop.func, "attr", getattr(knoop.func, "id", ""))
            if naam in verboden:
                gevonden.append(Overtreding(get_plaats(pad), f"{verboden[naam]}: {naam}"))
    return gevonden


def check_formulieren(pad: Path, tekst: str) -> list[Overtreding]:
    """List where a view imports the forms of another context."""
    if "views" not in (*pad.parts, pad.stem):
        return []
    modules = [k.module or "" for k in ast.walk(ast.parse(tekst)) if isinstance(k, ast.ImportFrom)]
    return [
        Overtreding(get_plaats(pad), f"importeert {module}")
        for module in modules
        if re.match(r"stelsel\.apps\.\w+\.forms", module) and module.split(".")[2] != get_context(pad)
    ]


def check_sjabloon(pad: Path, tekst: str) -> list[Overtreding]:
    """List where a template leans on another context: its templates (only web's may be used), or an address
    of a context that is not lower."""
    context, hoogte = get_context(pad), get_hoogte()
    vreemd = [
        Overtreding(get_plaats(pad), f"gebruikt {naam}")
        for naam in SJABLOON.findall(tekst)
        if naam.split("/")[0] in hoogte and naam.split("/")[0] not in {context, "web"}
    ]
    omhoog = [
        Overtreding(get_plaats(pad), f"verwijst naar {doel}")
        for doel in ADRES.findall(tekst)
        if doel in hoogte and doel != context and hoogte[doel] >= hoogte[context]
    ]
    return [*vreemd, *omhoog]


def check_kamers(pad: Path, tekst: str) -> list[Overtreding]:
    """Say whether a file stands in a room that only the plumbing has."""
    kamers = {"middleware", "backends", "render"} & {*pad.relative_to(APPS).parts, pad.stem}
    if kamers and get_context(pad) not in LEIDINGWERK:
        return [Overtreding(get_plaats(pad), f"{sorted(kamers)} is alleen voor leidingwerk")]
    return []


def check_alles(
    soort: str, check: Callable[[Path, str], list[Overtreding]], paden: tuple[Path, ...] | list[Path]
) -> None:
    """Run a check over files and fail on what has no reasoned exception."""
    assert_geen(soort, [o for pad in paden for o in check(pad, pad.read_text(encoding="utf-8"))])


def test_suppressions_carry_a_reason() -> None:
    eigen = [Path(__file__)]
    paden = [p for p in (*list_bestanden(BRON), *list_bestanden(TESTS)) if p not in eigen]

    check_alles("onderdrukking", check_onderdrukkingen, paden)


def test_kern_needs_the_standard_library_only() -> None:
    check_alles("kern", check_kern, list_bestanden(BRON / "kern"))


def test_views_reach_for_no_rows() -> None:
    check_alles("objects", check_views, list_bestanden(APPS))


def test_no_coupling_by_string() -> None:
    check_alles("sluipweg", check_sluipwegen, list_bestanden(APPS))


def test_views_use_their_own_forms() -> None:
    check_alles("formulier", check_formulieren, list_bestanden(APPS))


def test_templates_stay_home() -> None:
    check_alles("sjabloon", check_sjabloon, list_bestanden(APPS, "*.html"))


def test_plumbing_rooms_stay_in_the_plumbing() -> None:
    check_alles("kamer", check_kamers, list_bestanden(APPS))


def test_ignored_imports_carry_a_reason() -> None:
    regels = (WORTEL / "pyproject.toml").read_text(encoding="utf-8").splitlines()

    kaal = [regel for regel in regels if re.match(r'\s+"stelsel[\w.*]* -> ', regel) and "#" not in regel]

    assert kaal == []


@pytest.mark.parametrize(
    ("check", "pad", "tekst", "aantal"),
    [
        (check_onderdrukkingen, KERN, "x = 1  # noqa: E501", 1),
        (check_onderdrukkingen, KERN, "x = 1  # noqa: E501, S608  # de tabel is een constante", 0),
        (check_onderdrukkingen, KERN, "x = 1  # type: ignore[no-any-return]", 1),
        (check_onderdrukkingen, KERN, "x = 1  # type: ignore[arg-type] - stubs zijn te smal", 0),
        (check_onderdrukkingen, KERN, "x = 1  # pragma: no cover", 1),
        (check_kern, KERN, "import json\nfrom stelsel.kern.periode import Periode", 0),
        (check_kern, KERN, "def f():\n    import polars", 1),
        (check_kern, KERN, "from stelsel.kernel import x", 1),
        (check_views, APPS / "toegang/views.py", "Client.objects.all()", 1),
        (check_views, APPS / "toegang/views/client.py", "Client._default_manager.all()", 1),
        (check_views, APPS / "toegang/queries.py", "Client.objects.all()", 0),
        (check_sluipwegen, APPS / "basis/queries.py", 'apps.get_model("toegang.Client")', 1),
        (check_sluipwegen, APPS / "basis/queries.py", 'Client.objects.raw("select 1")', 1),
        (check_sluipwegen, APPS / "basis/queries.py", "Client.objects.filter(nummer=1)", 0),
        (check_formulieren, APPS / "toegang/views.py", "from stelsel.apps.basis.forms import X", 1),
        (check_formulieren, APPS / "toegang/views.py", "from stelsel.apps.toegang.forms import X", 0),
        (check_sjabloon, TOEGANG_HTML, '{% include "declaraties/regel.html" %}', 1),
        (check_sjabloon, TOEGANG_HTML, '{% extends "web/basis.html" %}', 0),
        (check_sjabloon, TOEGANG_HTML, "{% url 'declaraties:lijst' %}", 1),
        (check_sjabloon, DECLARATIES_HTML, "{% url 'toegang:client' 1 %}", 0),
        (check_kamers, APPS / "toegang/render/x.py", "", 1),
        (check_kamers, APPS / "web/render/x.py", "", 0),
    ],
)  # fmt: skip
def test_check_catches_a_planted_breach(
    check: Callable[[Path, str], list[Overtreding]], pad: Path, tekst: str, aantal: int
) -> None:
    assert len(check(pad, tekst)) == aantal
