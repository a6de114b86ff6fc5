"""The closed word lists of claims."""

from __future__ import annotations

from enum import StrEnum


class Uitkomst(StrEnum):
    """What came of a claim that was judged line by line."""

    GOEDGEKEURD = "goedgekeurd"
    DEELS = "deels"
    AFGEKEURD = "afgekeurd"


UITKOMST_NAAM = {
    Uitkomst.GOEDGEKEURD: "Goedgekeurd",
    Uitkomst.DEELS: "Deels goedgekeurd",
    Uitkomst.AFGEKEURD: "Alle regels afgekeurd",
}


def uitkomst(*, regels: int, afgekeurd: int) -> Uitkomst:
    """The outcome of a claim of `regels` lines of which `afgekeurd` were rejected."""
    if not afgekeurd:
        return Uitkomst.GOEDGEKEURD
    return Uitkomst.AFGEKEURD if afgekeurd == regels else Uitkomst.DEELS
