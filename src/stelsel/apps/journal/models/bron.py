"""What is chained: a context tells which fields of which of its tables stay as they were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Bron:
    """A table whose rows go into the chain. `velden`: the fields that are recorded, in this order for good
    (another set of fields is another `naam`); `tijd`: which of them says when it happened.
    `alleen_bijschrijven`: no field may ever change, also none that is not recorded."""

    naam: str
    model: type[models.Model]
    velden: tuple[str, ...]
    tijd: str
    alleen_bijschrijven: bool = False

    @property
    def tabel(self) -> str:
        """The name of the table in the database."""
        return self.model._meta.db_table

    @property
    def kolommen(self) -> tuple[tuple[str, str], ...]:
        """Column and kind of field (DateTimeField, ...) of every recorded field."""
        gekozen = [self.model._meta.get_field(veld) for veld in self.velden]
        return tuple((str(veld.column), veld.get_internal_type()) for veld in gekozen)  # type: ignore[union-attr]  # no relation from another table


_BRONNEN: dict[str, Bron] = {}


def register_bron(bron: Bron) -> None:
    """Add a table to the chain; once per name, when Django starts."""
    _BRONNEN[bron.naam] = bron


def list_bronnen() -> Iterable[Bron]:
    """All tables in the chain."""
    return tuple(_BRONNEN.values())
