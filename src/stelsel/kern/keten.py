"""A hash chain over records, and the root that makes it checkable from outside.

Every link holds SHA-256 over the link before it, its own number, and what is recorded, written as canonical
JSON: a list, keys sorted, no spaces, UTF-8. Who has the rows can compute the chain with nothing else. A chain
alone does not show that its tail was cut off or that all of it was computed anew; a root kept elsewhere does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

#: What stands before the first link.
BEGIN = "0" * 64
# What json.JSONEncoder makes anew for every text (sort_keys, ensure_ascii=False, no spaces), made once: a
# check of a million links takes half the time.
_canoniek = json.encoder.c_make_encoder(  # type: ignore[attr-defined]  # typeshed does not know it
    None, repr, json.encoder.encode_basestring, None, ":", ",", True, False, True
)


class OnleesbareWortel(ValueError):
    """A text that is no root; the message says which part is wrong, in Dutch."""


def compute_schakel(
    vorige: str, *, volgnummer: int, bron: str, sleutel: int, waarden: Sequence[object]
) -> str:
    """The hash (64 hexadecimal digits) of link `volgnummer` after the link with hash `vorige`.

    `waarden`: what is recorded of row `sleutel` of `bron`, in a fixed order; text, numbers, None, or nested
    lists and dicts of them."""
    tekst = "".join(_canoniek([vorige, volgnummer, bron, sleutel, *waarden], 0))
    return hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Wortel:
    """The state of the chain on a day: its last link. `gemaakt_at` in ISO 8601 with an offset."""

    datum: date
    volgnummer: int
    hash: str
    gemaakt_at: datetime


def render_wortel(wortel: Wortel) -> str:
    """As JSON, one document, to be kept elsewhere."""
    velden = asdict(wortel) | {
        "datum": wortel.datum.isoformat(),
        "gemaakt_at": wortel.gemaakt_at.isoformat(),
    }
    return json.dumps(velden, ensure_ascii=False, indent=1) + "\n"


def parse_wortel(tekst: str) -> Wortel:
    """The root in a JSON document. Raises OnleesbareWortel."""
    try:
        velden = json.loads(tekst)
        wortel = Wortel(
            datum=date.fromisoformat(velden["datum"]),
            volgnummer=int(velden["volgnummer"]),
            hash=str(velden["hash"]),
            gemaakt_at=datetime.fromisoformat(velden["gemaakt_at"]),
        )
    except (ValueError, TypeError, KeyError) as fout:
        raise OnleesbareWortel(f"dit is geen wortel van een keten ({fout})") from fout
    if wortel.gemaakt_at.tzinfo is None:
        raise OnleesbareWortel("de tijd in de wortel heeft geen tijdzone")
    return wortel
