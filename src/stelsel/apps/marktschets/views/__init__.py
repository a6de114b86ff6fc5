"""The pages of marktschets."""

from .beeld import MarktschetsView, VerdiepingView
from .indeling import IndelingView, NieuweIndelingView, VrijToegankelijkView

__all__ = [
    "IndelingView",
    "MarktschetsView",
    "NieuweIndelingView",
    "VerdiepingView",
    "VrijToegankelijkView",
]
