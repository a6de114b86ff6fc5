"""The pages of marktschets."""

from .beeld import MarktschetsView, VerdiepingView
from .benchmark import ReferentieView, VergelijkenView
from .gegevens import BestandView, GegevensView
from .indeling import IndelingView, NieuweIndelingView, VrijToegankelijkView

__all__ = [
    "BestandView",
    "GegevensView",
    "IndelingView",
    "MarktschetsView",
    "NieuweIndelingView",
    "ReferentieView",
    "VerdiepingView",
    "VergelijkenView",
    "VrijToegankelijkView",
]
