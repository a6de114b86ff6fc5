"""Pages of profielen."""

from .catalogus import ProfielenView, ProfielView
from .ontwerp import OntwerpView
from .referentie import ReferentiesView

__all__ = ["OntwerpView", "ProfielView", "ProfielenView", "ReferentiesView"]
