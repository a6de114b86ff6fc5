"""What is filled in for bekostiging."""

from .kostprijs import BestandForm, VeldenForm, create_begin

__all__ = ["BestandForm", "VeldenForm", "create_begin"]
