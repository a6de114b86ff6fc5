"""Everything that changes bekostiging, and the reports it makes."""

from .budget import take_over_budget
from .kostprijs import register_kostprijs
from .rapport import render_rapport, render_vergelijkrapport
from .tarievenboek import (
    Boekkop,
    VaststellenNietMogelijk,
    approve_tarievenboek,
    check_boek,
    index_tarievenboek,
    register_tarievenboek,
)
from .vergelijking import register_vergelijking

__all__ = [
    "Boekkop",
    "VaststellenNietMogelijk",
    "approve_tarievenboek",
    "check_boek",
    "index_tarievenboek",
    "register_kostprijs",
    "register_tarievenboek",
    "register_vergelijking",
    "render_rapport",
    "render_vergelijkrapport",
    "take_over_budget",
]
