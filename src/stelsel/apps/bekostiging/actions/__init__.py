"""Everything that changes bekostiging."""

from .budget import take_over_budget

__all__ = ["take_over_budget"]
