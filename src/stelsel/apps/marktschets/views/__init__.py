"""The pages of marktschets."""

from .beeld import MarktschetsView, VerdiepingView
from .benchmark import ReferentieView, VergelijkenView
from .indeling import IndelingView, NieuweIndelingView, VrijToegankelijkView

__all__ = [
    "IndelingView",
    "MarktschetsView",
    "NieuweIndelingView",
    "ReferentieView",
    "VerdiepingView",
    "VergelijkenView",
    "VrijToegankelijkView",
]
