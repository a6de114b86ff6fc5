"""The arrows of the house hold, and each kind of arrow is seen to catch a planted break."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.bron import WORTEL, get_contracten

#: Where the break is planted, what it says, and the id of the contract that must catch it.
BREUKEN = {
    "kern importeert domein": ("kern/breuk.py", "import stelsel.domein", "storeys"),
    "domein importeert istandaarden": ("domein/breuk.py", "import stelsel.istandaarden", "storeys"),
    "nieuw pakket bovenin": ("gemeen/__init__.py", "", "storeys"),
    "verwerving importeert toegang": (
        "apps/verwerving/queries.py",
        "import stelsel.apps.toegang",
        "contexts",
    ),
    "nieuwe context zonder plaats": ("apps/hulp/__init__.py", "", "contexts"),
    "een kamer die er geen is": ("apps/basis/utils.py", "", "rooms"),
    "domein importeert django": ("domein/breuk.py", "import django", "pure"),
    "lake importeert lxml": ("lake/breuk.py", "import lxml", "xml"),
    "basis importeert duckdb": ("apps/basis/queries.py", "import duckdb", "engines"),
    "sturing bij personen": ("apps/sturing/queries.py", "import stelsel.apps.toegang", "insight"),
    "toegang bij cijfers": ("apps/toegang/queries.py", "import stelsel.analyse", "persons"),
    "lake leest berichten": ("lake/breuk.py", "import stelsel.istandaarden", "standard"),
}


def run_linter(map_: Path, bron: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter over a source folder with the contracts of the house."""
    opdracht = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return subprocess.run(
        [*opdracht, "--config", str(WORTEL / "pyproject.toml"), "--no-cache"],
        cwd=map_, env=os.environ | {"PYTHONPATH": str(bron)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_contracts_hold(tmp_path: Path) -> None:
    uitslag = run_linter(tmp_path, WORTEL / "src")

    assert uitslag.returncode == 0, uitslag.stdout + uitslag.stderr


@pytest.mark.parametrize("breuk", BREUKEN)
def test_a_planted_break_is_caught(tmp_path: Path, breuk: str) -> None:
    bestand, regel, contract = BREUKEN[breuk]
    bron = tmp_path / "src"
    shutil.copytree(WORTEL / "src", bron, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    doel = bron / "stelsel" / bestand
    doel.parent.mkdir(exist_ok=True)
    with doel.open("a", encoding="utf-8") as stroom:
        stroom.write(f"\n{regel}\n")

    uitslag = run_linter(tmp_path, bron)

    assert uitslag.returncode == 1, uitslag.stdout + uitslag.stderr
    assert f"{get_contracten()[contract]['name']} BROKEN" in uitslag.stdout
