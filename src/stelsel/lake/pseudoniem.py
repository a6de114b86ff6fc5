"""Pseudonyms: the same person gets the same meaningless name in the lake, and nobody can compute it back.

A BSN has only some ninety million values, so a plain hash of it is the BSN. A keyed hash (HMAC-SHA-256) is
not, as long as the key lives outside the lake and outside the database. One key per region: data of two
regions cannot be joined. Changing the key: make a new one, empty the lake, publish every source again.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

SLEUTEL_BYTES = 32
STANDAARDPAD = "var/sleutels/pseudoniem"


class SleutelOntbreekt(Exception):
    """There is no usable key, so nothing can be pseudonymised."""


@dataclass(frozen=True)
class Pseudonimiseerder:
    """Makes pseudonyms with one key. The key stays out of repr, logs and comparisons."""

    sleutel: bytes = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.sleutel) < SLEUTEL_BYTES:
            raise SleutelOntbreekt(f"de sleutel heeft minder dan {SLEUTEL_BYTES} bytes")

    def get_pseudoniem(self, soort: str, waarde: str) -> str:
        """32 hex digits for a value of a kind ("client", "toewijzing"): kinds never meet by accident."""
        bericht = f"{soort}\x1f{waarde}".encode()
        return hmac.new(self.sleutel, bericht, hashlib.sha256).hexdigest()[:32]

    def list_pseudoniemen(self, soort: str, waarden: Iterable[str]) -> list[str]:
        """The pseudonyms of many values, in their order."""
        basis = hmac.new(self.sleutel, f"{soort}\x1f".encode(), hashlib.sha256)
        uit = []
        for waarde in waarden:
            een = basis.copy()
            een.update(waarde.encode())
            uit.append(een.hexdigest()[:32])
        return uit


def get_pseudonimiseerder(omgeving: Mapping[str, str]) -> Pseudonimiseerder:
    """With the key in `STELSEL_SLEUTEL` (hex), or in the file `STELSEL_SLEUTELBESTAND` (hex, default
    var/sleutels/pseudoniem). Raises SleutelOntbreekt."""
    tekst = omgeving.get("STELSEL_SLEUTEL", "")
    if not tekst:
        pad = Path(omgeving.get("STELSEL_SLEUTELBESTAND") or STANDAARDPAD)
        try:
            tekst = pad.read_text("ascii")
        except FileNotFoundError:
            raise SleutelOntbreekt(f"er is geen sleutel in {pad}; maak die met create_sleutel") from None
    try:
        return Pseudonimiseerder(bytes.fromhex(tekst.strip()))
    except ValueError:
        raise SleutelOntbreekt("de sleutel bestaat niet uit hexadecimale cijfers") from None


def create_sleutel(pad: Path) -> None:
    """A new random key, readable for the owner only; an existing key is left as it is."""
    pad.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if pad.exists():
        return
    # Processes that start together: whole under a name of its own first, so that nobody reads half a key.
    nieuw = pad.with_name(f".{pad.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(nieuw, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as uit:
        uit.write(secrets.token_hex(SLEUTEL_BYTES) + "\n")
    with suppress(FileExistsError):
        os.link(nieuw, pad)
    nieuw.unlink()
