"""Pages of profielen."""

from .catalogus import ProfielenView, ProfielView
from .ontwerp import OmzettingView, OntwerpView
from .referentie import ReferentiesView

__all__ = ["OmzettingView", "OntwerpView", "ProfielView", "ProfielenView", "ReferentiesView"]
