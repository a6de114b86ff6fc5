"""Pages of profielen."""

from .catalogus import ProfielenView, ProfielView
from .ontwerp import OntwerpView

__all__ = ["OntwerpView", "ProfielView", "ProfielenView"]
