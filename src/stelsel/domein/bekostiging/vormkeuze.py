"""Which way of paying holds for what on a day: chosen per product or profiel, not one for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .modellen import Model


@dataclass(frozen=True)
class Vormkeuze:
    """From `vanaf` on this code is paid this way, until a later choice for the same code."""

    code: str
    model: Model
    vanaf: date


def get_geldige(keuzes: Iterable[Vormkeuze], *, dag: date) -> dict[str, Model]:
    """The way of paying per code on a day; of two from the same day the later in the row."""
    begonnen = [keuze for keuze in keuzes if keuze.vanaf <= dag]
    return {keuze.code: keuze.model for keuze in sorted(begonnen, key=lambda keuze: keuze.vanaf)}


def get_vorm(code: str, *, profiel: str, geldig: Mapping[str, Model]) -> Model | None:
    """That of the product itself, else that of its profiel; None when nobody chose."""
    return geldig.get(code) or geldig.get(profiel)


def choose_per_cel(producten: Iterable[tuple[str, str]], *, geldig: Mapping[str, Model]) -> dict[str, Model]:
    """Per cell of the catalogue ("profiel intensiteit") the one way in which all its products are paid.

    `producten`: code and cell. A cell is left out when nobody chose, or when its products are paid in ways
    that differ: then no single price or budget stands for it."""
    per_cel: dict[str, set[Model | None]] = {}
    for code, cel in producten:
        profiel = cel.split(" ", 1)[0]
        per_cel.setdefault(cel, set()).add(get_vorm(code, profiel=profiel, geldig=geldig))
    return {
        cel: vorm
        for cel, vormen in per_cel.items()
        if len(vormen) == 1 and (vorm := next(iter(vormen))) is not None
    }
