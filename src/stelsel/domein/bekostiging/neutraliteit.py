"""Do new prices cost the same as the old ones, per gemeente and together?

The factor of a gemeente is what it paid, divided by what it would pay. With one regional factor the gemeenten
settle among each other what they pay more or less than before; together that is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from stelsel.kern.bedrag import Cent, rond_met_som


@dataclass(frozen=True)
class Neutraliteit:
    """Factors to multiply the new prices by; None where nothing would be paid. `verrekening` in cents per
    gemeente, positive: it pays more than before."""

    factoren: Mapping[str, Fraction | None]
    regionaal: Fraction | None
    verrekening: Mapping[str, Cent]


def compute_factor(*, oud: Cent, nieuw: Cent) -> Fraction | None:
    """`oud` divided by `nieuw`; None when `nieuw` is nothing or less."""
    return Fraction(oud, nieuw) if nieuw > 0 else None


def compute_neutraliteit(*, oud: Mapping[str, Cent], nieuw: Mapping[str, Cent]) -> Neutraliteit:
    """Per gemeente and for the region; both name the same gemeenten, in cents."""
    regionaal = compute_factor(oud=sum(oud.values()), nieuw=sum(nieuw.values()))
    verschillen = [] if regionaal is None else [regionaal * nieuw[code] - oud[code] for code in oud]
    return Neutraliteit(
        factoren={code: compute_factor(oud=oud[code], nieuw=nieuw[code]) for code in oud},
        regionaal=regionaal,
        verrekening=dict(zip(oud, rond_met_som(verschillen), strict=False)),
    )
