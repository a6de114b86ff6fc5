"""Everything that changes bekostiging, and the reports it makes."""

from .budget import take_over_budget
from .kostprijs import register_kostprijs
from .rapport import render_rapport, render_vergelijkrapport
from .vergelijking import register_vergelijking

__all__ = [
    "register_kostprijs",
    "register_vergelijking",
    "render_rapport",
    "render_vergelijkrapport",
    "take_over_budget",
]
