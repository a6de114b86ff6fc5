"""Everything that reads bekostiging."""

from .budget import list_budgetten

__all__ = ["list_budgetten"]
