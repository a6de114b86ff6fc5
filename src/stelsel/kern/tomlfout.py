"""What is wrong with a TOML file, in Dutch and with its place; the parser of Python speaks English."""

from __future__ import annotations

import re

_PLAATS = re.compile(r"\(at line (\d+), column (\d+)\)$")
#: Words of the parser, and what the writer of the file can do about it; the first that fits.
_UITLEG = (
    ("Expected '='", "na een naam hoort een = te staan"),
    ("Expected ']'", "er ontbreekt een ]"),
    ("Cannot overwrite", "een naam staat er twee keer"),
    ("Cannot declare", "een onderdeel staat er twee keer"),
    ("Cannot mutate", "een onderdeel staat er twee keer"),
    ("Duplicate inline", "een naam staat er twee keer"),
    ("Unterminated", "er ontbreekt een aanhalingsteken"),
    ('Expected "\'"', "er ontbreekt een aanhalingsteken"),
    ("Expected '\"'", "er ontbreekt een aanhalingsteken"),
    (
        "Invalid statement",
        "een naam mag alleen letters zonder accent, cijfers, - en _ hebben; zet een andere "
        "naam tussen aanhalingstekens",
    ),
    ("Illegal character", "er staat een teken of een nieuwe regel waar dat niet kan"),
    ("Expected newline", "na een waarde hoort een nieuwe regel; gebruik in getallen een punt en geen komma"),
    ("Unclosed array", "er ontbreekt een ]"),
    ("Unclosed inline", "er ontbreekt een }"),
    ("Invalid date", "een datum bestaat niet"),
    (
        "Invalid value",
        "een waarde is niet te lezen; zet tekst tussen aanhalingstekens en schrijf 8 % als 0.08",
    ),
)


def render_tomlfout(fout: Exception) -> str:
    """A sentence for somebody who wrote the file: what is wrong, and on which line."""
    tekst = str(fout)
    uitleg = next((uit for woord, uit in _UITLEG if tekst.startswith(woord)), "dit past niet in TOML")
    plaats = _PLAATS.search(tekst)
    waar = f" op regel {plaats[1]}, teken {plaats[2]}" if plaats else ""
    return f"Dit is geen leesbare TOML{waar}: {uitleg}."
