"""Everything that changes bekostiging, and the reports it makes."""

from .budget import take_over_budget
from .kostprijs import register_kostprijs
from .rapport import render_rapport

__all__ = ["register_kostprijs", "render_rapport", "take_over_budget"]
