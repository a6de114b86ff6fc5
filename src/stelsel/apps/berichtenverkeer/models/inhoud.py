"""The bytes of a message in the database: a large one is kept small."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from django.db import models

#: Above this size (bytes) a message is packed; most messages about one client stay readable as they are.
GRENS = 64 * 1024
#: Begins a packed value. No message begins so; a file that does is packed itself, whatever its size.
MERK = b"\x00zlib\x00"
#: The fastest level: XML becomes some forty times smaller, and the slower ones gain little.
_NIVEAU = 1


class Inhoudveld(models.BinaryField):
    """Bytes that come out as they went in. SQLite writes a whole row again at each change of it, and both
    databases hold a value in memory more than once, so a claim of 25 MB is not stored as such.

    For migrations it is a BinaryField: the column holds bytes, packed or not."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """As the field that the column is made of."""
        naam, _, argumenten, opties = super().deconstruct()
        return naam, "django.db.models.BinaryField", argumenten, opties

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """What is stored."""
        return super().get_db_prep_value(_pak_in(value), connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """What was stored, unpacked. What cannot be unpacked was altered: it is given as it stands, and the
        check of the chain names it."""
        return value if value is None else _pak_uit(value)


def _pak_in(waarde: Any) -> Any:
    if waarde is None:
        return None
    data = bytes(waarde)
    return MERK + zlib.compress(data, _NIVEAU) if len(data) > GRENS or data.startswith(MERK) else data


def _pak_uit(waarde: Any) -> Any:
    begin = waarde[: len(MERK)]
    if isinstance(waarde, str) or bytes(begin) != MERK:
        return waarde
    try:
        return zlib.decompress(memoryview(waarde)[len(MERK) :])
    except zlib.error:
        return waarde
