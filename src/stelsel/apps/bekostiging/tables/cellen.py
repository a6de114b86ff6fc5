"""The cells of the tables of a comparison: what people read, and the number for a spreadsheet."""

from __future__ import annotations

from fractions import Fraction

from stelsel.domein.bekostiging.modellen import MODEL_NAAM, Model
from stelsel.kern.bedrag import in_euro, rond_breuk_half_omhoog

from .kostprijs import Cel

CENTEN = 100
NIET_GETOOND = Cel("niet getoond")
MODELLEN = [MODEL_NAAM[model] for model in Model]


def create_euro(centen: int | None) -> Cel:
    """Cents as euros; nothing for nothing."""
    return Cel("") if centen is None else Cel(in_euro(centen), centen / CENTEN)


def create_aantal(aantal: int) -> Cel:
    """A whole number."""
    return Cel(f"{aantal:,}".replace(",", "."), aantal)


def create_procent(deel: float | None) -> Cel:
    """A fraction as a percentage with its sign."""
    return Cel("") if deel is None else Cel(f"{100 * deel:+.1f} %".replace(".", ","), 100 * deel)


def create_factor(factor: float | None) -> Cel:
    """A factor in four decimals, or in a word that there is none."""
    return Cel("geen") if factor is None else Cel(f"{factor:.4f}".replace(".", ","), factor)


def create_score(score: float | None, *, teken: bool = True) -> Cel:
    """A score or ratio in two decimals."""
    if score is None:
        return Cel("geen")
    return Cel(f"{score:{'+' if teken else ''}.2f}".replace(".", ","), score)


def in_hele_euro(centen: int) -> str:
    """'€ 1.235' in a sentence, rounded half up."""
    return in_euro(rond_breuk_half_omhoog(Fraction(centen, CENTEN)) * CENTEN).removesuffix(",00")
