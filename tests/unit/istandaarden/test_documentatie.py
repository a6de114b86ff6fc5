"""The generated documents are current."""

from pathlib import Path

from stelsel.istandaarden.documentatie import render_berichten, render_regels, write_documentatie

DOCS = Path(__file__).parents[3] / "docs" / "generated"


def test_documents_are_current() -> None:
    assert (DOCS / "berichten.md").read_text(encoding="utf-8") == render_berichten()
    assert (DOCS / "regels.md").read_text(encoding="utf-8") == render_regels()


def test_documents_are_written_where_asked(tmp_path: Path) -> None:
    write_documentatie(tmp_path / "nieuw")

    assert sorted(pad.name for pad in (tmp_path / "nieuw").iterdir()) == ["berichten.md", "regels.md"]
