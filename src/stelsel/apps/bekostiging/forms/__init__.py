"""What is filled in for bekostiging."""

from .kostprijs import BestandForm, VeldenForm, create_begin
from .vergelijking import BewaarForm, KeuzeForm

__all__ = ["BestandForm", "BewaarForm", "KeuzeForm", "VeldenForm", "create_begin"]
