"""What a set of profiles costs to run: codes, allocations, and messages."""

from __future__ import annotations

#: Outgoing messages of one allocation beside its claims (allocation, start, stop); each has its answer.
VAST, HEEN_EN_TERUG = 3, 2
#: Claims a year by variant of execution; output is claimed at the start and at the end.
DECLARATIES = {"inspanning": 12, "output": 2}


def compute_berichten(toewijzingen: int, *, variant: str) -> int:
    """Messages a year of this many allocations: 2 x (allocation + start + stop + claims) each."""
    return toewijzingen * HEEN_EN_TERUG * (VAST + DECLARATIES[variant])
