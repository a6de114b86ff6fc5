"""States of the lake that were kept under a name: one small file each, saying which files counted then."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_NAAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,79}")


class MomentopnameOnbekend(LookupError):
    """No state of the lake was kept under this name."""


@dataclass(frozen=True)
class Momentopname:
    """A kept state. `versie`: that of the lake then; `gegevens_tm`: last day per source of claim lines."""

    naam: str
    versie: int
    omschrijving: str
    gemaakt_at: datetime
    gegevens_tm: tuple[tuple[str, str], ...] = ()


def check_naam(naam: str) -> bool:
    """Letters, digits, points and hyphens: a name that is safe as that of a file."""
    return _NAAM.fullmatch(naam) is not None


def get_pad(lakemap: Path, naam: str) -> Path:
    """Where the state of this name is kept; `check_naam` comes first."""
    return lakemap / "momentopnamen" / f"{naam}.json"


def read_stand(lakemap: Path, naam: str) -> dict[str, Any]:
    """What counted in the kept state. Raises MomentopnameOnbekend."""
    if not check_naam(naam) or not get_pad(lakemap, naam).is_file():
        raise MomentopnameOnbekend(naam)
    stand: dict[str, Any] = json.loads(get_pad(lakemap, naam).read_text("utf-8"))["stand"]
    return stand


def list_momentopnamen(lakemap: Path) -> list[Momentopname]:
    """The kept states, the newest first."""
    uit = [_create(pad) for pad in (lakemap / "momentopnamen").glob("*.json")]
    return sorted(uit, key=lambda m: (m.gemaakt_at, m.naam), reverse=True)


def list_bestanden_in(stand: dict[str, Any]) -> Iterator[str]:
    """Every file that counts in a state."""
    for bronnen in stand["tabellen"].values():
        for bron in bronnen.values():
            yield from (pad for pad, _ in bron["bestanden"])


def list_bewaard(lakemap: Path) -> set[str]:
    """The files that a kept state still needs."""
    namen = (m.naam for m in list_momentopnamen(lakemap))
    return {pad for naam in namen for pad in list_bestanden_in(read_stand(lakemap, naam))}


def _create(pad: Path) -> Momentopname:
    data = json.loads(pad.read_text("utf-8"))
    regels = data["stand"]["tabellen"].get("declaratieregels", {})
    return Momentopname(
        naam=pad.stem,
        versie=int(data["stand"]["versie"]),
        omschrijving=data["omschrijving"],
        gemaakt_at=datetime.fromisoformat(data["gemaakt_at"]),
        gegevens_tm=tuple(sorted((bron, stand["gegevens_tm"]) for bron, stand in regels.items())),
    )
