"""The pages of marktschets."""

from .beeld import MarktschetsView, VerdiepingView
from .benchmark import ReferentieView, VergelijkenView
from .gegevens import GegevensView
from .indeling import IndelingView, NieuweIndelingView, VrijToegankelijkView

__all__ = [
    "GegevensView",
    "IndelingView",
    "MarktschetsView",
    "NieuweIndelingView",
    "ReferentieView",
    "VerdiepingView",
    "VergelijkenView",
    "VrijToegankelijkView",
]
