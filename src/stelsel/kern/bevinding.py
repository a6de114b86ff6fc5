"""A finding: what is wrong with data, where, and what to do about it.

Bad data never raises; checks return findings, which are shown together and stored with the message.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Bevinding:
    """One finding. `regel`: official code, "XSD" or "BESTAND"; `retourcode`: WJ001 or None;
    `plaats`: XPath with positions, or ""; `regelnummer`: line in the file, 1-based, or None;
    `uitleg`: one or two sentences of plain Dutch: what, why and the remedy."""

    regel: str
    uitleg: str
    plaats: str = ""
    regelnummer: int | None = None
    retourcode: str | None = None

    def als_data(self) -> dict[str, object]:
        """The keys of docs/formaten: regel, retourcode, plaats, regelnummer, uitleg."""
        data = asdict(self)
        return {
            sleutel: data[sleutel] for sleutel in ("regel", "retourcode", "plaats", "regelnummer", "uitleg")
        }
