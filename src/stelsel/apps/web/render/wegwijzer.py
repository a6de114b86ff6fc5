"""The ways on from the first page of a context: groups of links, of those that this user may open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

Wegen = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Weg:
    """A link: its words, the name of its address, and who may follow it; `regio`: of them only who works for
    the region."""

    naam: str
    adres: str
    rollen: Collection[str]
    regio: bool = False


def list_wegen(user: User, groepen: Sequence[tuple[str, Sequence[Weg]]]) -> Wegen:
    """Per group its links, without groups that have none."""
    wegen = [
        (
            kop,
            [
                (w.naam, reverse(w.adres))
                for w in links
                if user.rol in w.rollen and (user.regio or not w.regio)
            ],
        )
        for kop, links in groepen
    ]
    return [(kop, links) for kop, links in wegen if links]
