"""What was computed from one version of the lake, kept beside it: made once for all processes that ask.

The names of kept outcomes carry the version of the lake and the print of the program, so figures of other
data or of another way of computing are never shown. Whoever asks while another process computes waits for
that outcome. The files hold what the figures hold, so they stand under the same lock and key as the lake.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache, wraps
from importlib import resources
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast, get_type_hints

import polars as pl

from stelsel.kern.vastlegging import NietVastTeLeggen, parse_vastlegging, render_vastlegging
from stelsel.lake.opslag import Lake, write_parquet

P = ParamSpec("P")
T = TypeVar("T")

_CIJFERS = 12
_ONLEESBAAR = (FileNotFoundError, NietVastTeLeggen, ValueError, pl.exceptions.PolarsError)


def keep_uitkomst(*, maxsize: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """For a function of `(map, versie, ...)`: the outcome from memory, else from beside the lake, else made.

    `map` is the folder of the lake as text and `versie` its version, both given in order; what follows says
    everything else that the outcome depends on, in values that `kern.vastlegging` knows, and so is the
    outcome (or a Polars table). `maxsize`: how many stay in memory.
    """

    def omhul(maak: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=maxsize)
        @wraps(maak)
        def vraag(*args: Any, **kwargs: Any) -> Any:
            return _get_uitkomst(maak, args, kwargs)

        return cast("Callable[P, T]", vraag)

    return omhul


def get_afgeleid(lake: Lake, naam: str, *, versie: int, maak: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """A table computed from the lake as it was at `versie`, kept beside it so that it is made once.

    `naam` says everything that it depends on besides the version and the program.
    """
    pad = _get_pad(lake, naam, versie, "parquet")
    return _get_bewaard(lake, pad, versie=versie, lees=pl.read_parquet, maak=maak, schrijf=write_parquet)


def _get_uitkomst(maak: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The kept outcome of `maak` for its arguments, or that of computing, which is kept from then on."""
    map, versie, *keuze = args
    lake, soort = Lake(Path(map)), _get_soort(maak)
    naam = f"{maak.__module__}.{maak.__qualname__}".removeprefix("stelsel.")
    naam = f"{naam}-{_als_kenmerk(render_vastlegging([*keuze, *sorted(kwargs.items())]))}"

    def bereken() -> Any:
        return maak(*args, **kwargs)

    if soort is pl.DataFrame:
        return get_afgeleid(lake, naam, versie=versie, maak=bereken)
    return _get_bewaard(
        lake,
        _get_pad(lake, naam, versie, "json"),
        versie=versie,
        lees=lambda pad: parse_vastlegging(pad.read_text("utf-8"), soort),
        maak=bereken,
        schrijf=lambda waarde, pad: pad.write_text(render_vastlegging(waarde), "utf-8"),
    )


def _get_pad(lake: Lake, naam: str, versie: int, soort: str) -> Path:
    return lake.map / "afgeleid" / f"{naam}-{get_programma()}.v{versie}.{soort}"


def _get_bewaard(
    lake: Lake, pad: Path, *, versie: int, lees: Callable[[Path], T], maak: Callable[[], T],
    schrijf: Callable[[T, Path], object],
) -> T:  # fmt: skip
    """What is kept at `pad`, else made and kept; who asks while another makes it waits for that.

    A file that cannot be read is made again: an outcome can always be. Outcomes of a version that is no
    longer the newest are not kept.
    """
    with suppress(*_ONLEESBAAR):
        return lees(pad)
    if versie != lake.versie:
        return maak()
    pad.parent.mkdir(parents=True, exist_ok=True)
    with _sluit(pad.with_name(f"{pad.name}.slot")):
        with suppress(*_ONLEESBAAR):
            return lees(pad)
        inhoud = maak()
        if versie == lake.versie:
            nieuw = pad.with_name(f"{pad.name}.nieuw")
            schrijf(inhoud, nieuw)
            os.replace(nieuw, pad)
            _clear(pad.parent, versie)
    return inhoud


@contextmanager
def _sluit(slot: Path) -> Iterator[None]:
    """Hold the lock; a killed process loses it with its file descriptor. Gone after use: who waits for it
    has it open."""
    with slot.open("w") as bestand:
        fcntl.flock(bestand, fcntl.LOCK_EX)
        yield
        slot.unlink(missing_ok=True)


def _clear(map_: Path, versie: int) -> None:
    """Away with what belongs to other versions."""
    for oud in map_.iterdir():
        if f".v{versie}." not in oud.name:
            oud.unlink(missing_ok=True)


@cache
def _get_soort(maak: Callable[..., Any]) -> Any:
    return get_type_hints(maak)["return"]


def _als_kenmerk(tekst: str) -> str:
    return hashlib.sha256(tekst.encode()).hexdigest()[:_CIJFERS]


@cache
def get_programma() -> str:
    """The print of the program with its parameters: another after any change to its files."""
    print_ = hashlib.sha256()
    for naam, inhoud in sorted(_list_bestanden(resources.files("stelsel"), "")):
        print_.update(naam.encode() + b"\0" + inhoud + b"\0")
    return print_.hexdigest()[:_CIJFERS]


def _list_bestanden(map_: Any, naam: str) -> list[tuple[str, bytes]]:
    uit = []
    for deel in map_.iterdir():
        if deel.is_dir():
            uit += _list_bestanden(deel, f"{naam}/{deel.name}")
        elif deel.name.endswith((".py", ".toml")):
            uit.append((f"{naam}/{deel.name}", deel.read_bytes()))
    return uit
