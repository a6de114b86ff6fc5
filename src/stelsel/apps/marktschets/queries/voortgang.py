"""Long sums that go on while the page says how far they are."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable, Sequence
from contextvars import copy_context
from dataclasses import dataclass

from django.db import connections

logger = logging.getLogger(__name__)

#: A step: what is being done, in words, and the doing.
Stap = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class Voortgang:
    """Step `stap` of `stappen` is being done."""

    stap: int
    stappen: int
    wat: str


#: Seconds that a page may take anyway.
_EVEN = 0.7

_slot = threading.Lock()
_bezig: dict[Hashable, Voortgang] = {}
_klaar: set[Hashable] = set()


def follow(sleutel: Hashable, stappen: Sequence[Stap]) -> Voortgang | None:
    """Start the steps in the background unless they run or are done; None when they are done.

    Who starts them waits a moment first, so that nobody is told to wait for what is kept or soon made.
    A step leaves its outcome where its caller finds it (a cache). After a fault the key counts as done, so
    that whoever asks for the outcome meets the fault itself.
    """
    with _slot:
        if sleutel in _klaar:
            return None
        if sleutel not in _bezig:
            _bezig[sleutel] = Voortgang(1, len(stappen), stappen[0][0])
            draad = threading.Thread(
                # The steps see the state of the data that was chosen, as their caller does.
                target=copy_context().run,
                args=(_run, sleutel, stappen),
                daemon=True,
            )
            draad.start()
        else:
            draad = None
    if draad is not None:
        draad.join(_EVEN)
    with _slot:
        return _bezig.get(sleutel)


def is_bezig() -> bool:
    """Whether this process is still doing any steps."""
    with _slot:
        return bool(_bezig)


def _run(sleutel: Hashable, stappen: Sequence[Stap]) -> None:
    try:
        for nummer, (wat, doe) in enumerate(stappen, start=1):
            with _slot:
                _bezig[sleutel] = Voortgang(nummer, len(stappen), wat)
            doe()
    except Exception:
        logger.exception("een lange berekening is mislukt")
    finally:
        connections.close_all()  # of this thread only; nobody else would close them
        with _slot:
            _bezig.pop(sleutel, None)
            _klaar.add(sleutel)
