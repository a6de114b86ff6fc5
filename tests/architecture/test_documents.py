"""The documents hang together: every link leads somewhere, decisions are numbered without gaps."""

import re
from pathlib import Path

import pytest
from tests.architecture.bron import WORTEL

LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#|mailto:)([^)#\s]+)")
ADRS = WORTEL / "docs" / "adr"


def list_dode_links(pad: Path, tekst: str) -> list[str]:
    """List the links of a document that lead to no file or folder."""
    return [link for link in LINK.findall(tekst) if not (pad.parent / link).exists()]


def list_documenten() -> list[Path]:
    """All documents of the house."""
    return [*sorted(WORTEL.glob("*.md")), *sorted((WORTEL / "docs").rglob("*.md"))]


@pytest.mark.parametrize("pad", list_documenten(), ids=lambda pad: pad.relative_to(WORTEL).as_posix())
def test_links_lead_somewhere(pad: Path) -> None:
    assert list_dode_links(pad, pad.read_text(encoding="utf-8")) == []


def test_link_check_catches_a_dead_link() -> None:
    tekst = "[goed](CONTRIBUTING.md) [stuk](weg.md) [buiten](https://example.org)"

    assert list_dode_links(WORTEL / "x.md", tekst) == ["weg.md"]


def test_decisions_are_numbered_and_listed() -> None:
    bestanden = sorted(ADRS.glob("[0-9]*.md"))
    overzicht = (ADRS / "README.md").read_text(encoding="utf-8")

    assert [int(pad.name[:4]) for pad in bestanden] == list(range(1, len(bestanden) + 1))
    assert re.findall(r"\]\((\d{4}-[^)]+)\)", overzicht) == [pad.name for pad in bestanden]


@pytest.mark.parametrize("pad", sorted(ADRS.glob("[0-9]*.md")), ids=lambda pad: pad.stem)
def test_decision_has_its_four_parts(pad: Path) -> None:
    tekst = pad.read_text(encoding="utf-8")

    assert re.match(
        rf"# {pad.name[:4]} .+\n\nStatus: (accepted|superseded by \d{{4}}) +\d{{4}}-\d\d-\d\d\n", tekst
    )
    assert re.findall(r"^(Context|Decision|Consequences): ", tekst, re.M) == [
        "Context",
        "Decision",
        "Consequences",
    ]


def test_licence_is_the_eupl() -> None:
    tekst = (WORTEL / "LICENSE").read_text(encoding="utf-8")

    assert tekst.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\. [A-Z]", tekst, re.M) == [str(nummer) for nummer in range(1, 16)]
