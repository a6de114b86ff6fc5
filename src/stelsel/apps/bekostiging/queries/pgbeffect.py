"""What the tarieven of a book mean for personal budgets that somebody brings along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from stelsel.domein.bekostiging.pgbeffect import Pgbeffect, Pgbhouder, compute_pgbeffecten
from stelsel.domein.bekostiging.tarievenboek import geldt_op

from ..models import Tarievenboek
from .tarievenboek import get_boekregels


@dataclass(frozen=True)
class Pgbbeeld:
    """The budgets with their new rate on a day."""

    boek: Tarievenboek
    dag: date
    effecten: tuple[Pgbeffect, ...]


def get_pgbbeeld(boek: Tarievenboek, *, houders: Sequence[Pgbhouder], today: date) -> Pgbbeeld:
    """By the tarieven that hold today, or on the first day of the book when that is later."""
    regels = get_boekregels(boek)
    dag = max(today, min(regel.vanaf for regel in regels))
    effecten = compute_pgbeffecten(
        houders,
        regels=[regel for regel in regels if geldt_op(regel, dag)],
        procenten={klasse: Fraction(procent) for klasse, procent in boek.pgb.items()},
    )
    return Pgbbeeld(boek, dag, tuple(effecten))
