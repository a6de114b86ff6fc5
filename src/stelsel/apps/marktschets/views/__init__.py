"""The pages of marktschets."""

from .beeld import MarktschetsView, VerdiepingView
from .benchmark import ReferentieView, VergelijkenView
from .gegevens import BestandView, GegevensView
from .indeling import IndelingView, NieuweIndelingView, VrijToegankelijkView
from .inlezen import BesluitView, InlezenView, InlezingView
from .momentopname import MomentopnamenView

__all__ = [
    "BesluitView",
    "BestandView",
    "GegevensView",
    "IndelingView",
    "InlezenView",
    "InlezingView",
    "MarktschetsView",
    "MomentopnamenView",
    "NieuweIndelingView",
    "ReferentieView",
    "VerdiepingView",
    "VergelijkenView",
    "VrijToegankelijkView",
]
