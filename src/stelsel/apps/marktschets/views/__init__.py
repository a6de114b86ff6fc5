"""The pages of marktschets."""

from .beeld import MarktschetsView, VerdiepingView
from .benchmark import ReferentieView, VergelijkenView
from .document import DocumentenView, DocumentView, DomeinenView, EditieView
from .duur import DuurView
from .gegevens import BestandView, GegevensView
from .indeling import IndelingView, NieuweIndelingView, VrijToegankelijkView
from .inlezen import BesluitView, InlezenView, InlezingView
from .momentopname import MomentopnamenView
from .segmenten import SegmentenView

__all__ = [
    "BesluitView",
    "BestandView",
    "DocumentView",
    "DocumentenView",
    "DomeinenView",
    "DuurView",
    "EditieView",
    "GegevensView",
    "IndelingView",
    "InlezenView",
    "InlezingView",
    "MarktschetsView",
    "MomentopnamenView",
    "NieuweIndelingView",
    "ReferentieView",
    "SegmentenView",
    "VerdiepingView",
    "VergelijkenView",
    "VrijToegankelijkView",
]
