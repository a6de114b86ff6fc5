"""The generated documents are current, and the examples of docs/istandaarden.md run as they stand."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.factories.enveloppen import create_voorbeeld
from tests.factories.schone_berichten import DAGTEKENING, GEMEENTE, create_bericht

from stelsel.istandaarden import check_bericht, parse_bericht, write_bericht
from stelsel.istandaarden import release as release_module
from stelsel.istandaarden.documentatie import render_berichten, render_regels, write_documentatie
from stelsel.istandaarden.regels import registratie
from stelsel.istandaarden.regels.registratie import Regel
from stelsel.istandaarden.transport import render_envelop
from stelsel.kern.periode import Periode

DOCS = Path(__file__).parents[3] / "docs" / "generated"
PAGINA = DOCS.parent / "istandaarden.md"
FOUT = {"Client/StartProducten/StartProduct/0/StatusAanlevering": "2"}


def test_documents_are_current() -> None:
    assert (DOCS / "berichten.md").read_text(encoding="utf-8") == render_berichten()
    assert (DOCS / "regels.md").read_text(encoding="utf-8") == render_regels()


def test_documents_are_written_where_asked(tmp_path: Path) -> None:
    write_documentatie(tmp_path / "nieuw")

    assert sorted(pad.name for pad in (tmp_path / "nieuw").iterdir()) == ["berichten.md", "regels.md"]


def list_voorbeelden() -> list[str]:
    """The Python blocks of the page, in order."""
    return re.findall(r"```python\n(.*?)```", PAGINA.read_text(encoding="utf-8"), re.DOTALL)


def create_wereld(map_: Path) -> dict[str, Any]:
    """What the examples speak of without making it: files in the folder, and values."""
    (map_ / "bericht.xml").write_bytes(write_bericht(create_bericht("ijw", "305", FOUT)))
    (map_ / "officieel").mkdir()
    return {
        "vandaag": DAGTEKENING,
        "client": create_bericht("ijw", "305").waarden["Client"],
        "stroom": io.BytesIO(write_bericht(create_bericht("ijw", "323"))),
        "toewijzingsbericht": create_bericht("iwmo", "301"),
        "gemeenten": {GEMEENTE: Periode(date(2015, 1, 1))},
    }


@pytest.fixture(autouse=True)
def _eigen_register(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A release that an example adds is gone after it."""
    monkeypatch.setattr(release_module, "_RELEASES", dict(release_module._RELEASES))
    regels: dict[str, dict[str, Regel]] = {
        release: dict(eigen) for release, eigen in registratie._REGELS._eigen.items()
    }
    monkeypatch.setattr(registratie._REGELS, "_eigen", regels)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("nummer", range(len(list_voorbeelden())))
def test_every_example_runs(nummer: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = list_voorbeelden()[nummer]
    wereld = create_wereld(tmp_path)
    post = render_envelop(create_voorbeeld("ijw", "305")) if "envelop" in code else None
    (tmp_path / "post.xml").write_bytes(post or (tmp_path / "bericht.xml").read_bytes())

    exec(compile(code, str(PAGINA), "exec"), wereld)  # the page itself is what is tested

    uit = capsys.readouterr().out
    assert ("print(" in code) == (uit != "")
    if "data" in wereld:
        assert check_bericht(wereld["data"]).niveau == 0
    if "retour" in wereld:
        assert parse_bericht(write_bericht(wereld["retour"])).definitie.naam == "WMO302"


def test_first_example_has_five_lines_and_finds_the_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = list_voorbeelden()[0]
    create_wereld(tmp_path)
    (tmp_path / "bericht.xml").rename(tmp_path / "post.xml")

    exec(compile(code, str(PAGINA), "exec"), {})  # the page itself is what is tested

    assert len([regel for regel in code.splitlines() if regel]) == 5
    assert re.match(r"JW305 2 \d+ CS058 De status van een melding is 1", capsys.readouterr().out)
