"""Whose turn a waiting message is, on SQLite, before anybody holds the one write lock.

On PostgreSQL the lock on the row says so. On SQLite a worker locks one byte of a file beside the database;
the system gives it back when the worker dies. It saves work only: what counts is looked up again inside the
transaction, so two who both have the turn do no harm.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.db import connection

_ACHTERVOEGSEL = ".beurt"


def get_slotbestand() -> Path | None:
    """The file of turns; None where the database needs none."""
    naam = str(connection.settings_dict["NAME"])
    in_geheugen = ":memory:" in naam or "mode=memory" in naam
    return None if connection.vendor != "sqlite" or in_geheugen else Path(naam + _ACHTERVOEGSEL)


@contextmanager
def open_beurt(sleutel: int) -> Iterator[bool]:
    """Inside: is the message with this key for this process? False when another one has it."""
    with ExitStack() as stapel:
        yield _neem_beurt(sleutel, stapel)


def _neem_beurt(sleutel: int, stapel: ExitStack) -> bool:
    pad = get_slotbestand()
    if pad is None:
        return True
    try:
        slot = stapel.enter_context(pad.open("ab"))
    except OSError:
        return True  # a full disk is for the database to tell
    try:
        fcntl.lockf(slot, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, sleutel)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a file system without locks
    return True
