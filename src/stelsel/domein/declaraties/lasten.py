"""Administrative load: messages and minutes per client, this year beside the year before.

    minutes = sum of (messages x minutes of their kind) + rejected messages x minutes of a rejection

Answers (302, 306, 308, 316, 318, 320, 325) are made by machines and cost no minutes; they do count as
messages.
The minutes are assumptions of the region, dated parameters, no measurement.
Source: own model; the load per client is requirement R6.05.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stelsel.domein.parameters import get_aantal

#: Last three digits of a message to the parameter with its minutes; what is missing is an answer.
MINUTEN_VAN = {
    "301": "minuten_toewijzing",
    "305": "minuten_levering",
    "307": "minuten_levering",
    "315": "minuten_verzoek",
    "317": "minuten_verzoek",
    "319": "minuten_verzoek",
    "323": "minuten_declaratie",
}
AFKEURING = "minuten_afkeuring"


@dataclass(frozen=True)
class Last:
    """Of one gemeente and aanbieder in one span of time. `per_bericht`: last three digits to number."""

    per_bericht: Mapping[str, int]
    afgekeurd: int
    clienten: int

    @property
    def berichten(self) -> int:
        """All of them, answers too."""
        return sum(self.per_bericht.values())

    @property
    def per_client(self) -> float | None:
        """Messages per client; None without clients."""
        return self.berichten / self.clienten if self.clienten else None


def compute_minuten(last: Last, *, peildatum: date) -> int:
    """Minutes of both sides together, by the assumptions of that day."""
    werk = sum(
        aantal * get_aantal(MINUTEN_VAN[bericht], peildatum=peildatum)
        for bericht, aantal in last.per_bericht.items()
        if bericht in MINUTEN_VAN
    )
    return werk + last.afgekeurd * get_aantal(AFKEURING, peildatum=peildatum)


def compute_minuten_per_client(last: Last, *, peildatum: date) -> float | None:
    """None without clients."""
    return compute_minuten(last, peildatum=peildatum) / last.clienten if last.clienten else None
