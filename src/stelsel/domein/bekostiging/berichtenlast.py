"""How many messages a client costs in a year under each way of paying.

`2 × (toewijzing + start + stop + declaraties)`: every message has a retourbericht; a pair of a request and
its answer (315, 317, 319) adds two. An own model, its numbers in berichtenlast.toml.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .modellen import Model


@dataclass(frozen=True)
class Berichtenlast:
    """Messages of one client in a year, without retourberichten; `hoogstens`: with them, if it may vary."""

    toewijzing: int
    start: int
    stop: int
    declaraties: int
    uitleg: str
    hoogstens: int

    @property
    def per_client(self) -> int:
        """Messages and retourberichten per client and year."""
        losse = self.toewijzing + self.start + self.stop
        return compute_berichten(declaraties=self.declaraties, losse=losse)


def compute_berichten(*, declaraties: int, losse: int = 3, verzoeken: int = 0) -> int:
    """Messages of a client-year. `losse`: toewijzing, start and stop; `verzoeken`: pairs of 315, 317, 319."""
    return 2 * (losse + declaraties) + 2 * verzoeken


@cache
def get_berichtenlast(model: Model) -> Berichtenlast:
    """What the model asks, as the data say."""
    data = tomllib.loads((resources.files(__package__) / "berichtenlast.toml").read_text("utf-8"))
    rij = data[model.value]
    return Berichtenlast(
        toewijzing=rij["toewijzing"],
        start=rij["start"],
        stop=rij["stop"],
        declaraties=rij["declaraties"],
        uitleg=rij["uitleg"],
        hoogstens=rij.get("hoogstens", 0),
    )
