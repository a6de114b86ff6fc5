"""Pages of profielen."""

from .catalogus import ProfielenView, ProfielView
from .groepering import GroeperingView
from .inhoud import AfsprakenView, AssenView, BewerkView, GroepView, NieuweGroepView, NieuwProfielView
from .ontwerp import GegevensView, OmzettingView, OntwerpView
from .plekken import PlekkenView
from .trends import TrendsView
from .versies import IntrekView, NieuweVersieView, VaststelView, VersiesView, VersieView

__all__ = [
    "AfsprakenView",
    "AssenView",
    "BewerkView",
    "GegevensView",
    "GroepView",
    "GroeperingView",
    "IntrekView",
    "NieuwProfielView",
    "NieuweGroepView",
    "NieuweVersieView",
    "OmzettingView",
    "OntwerpView",
    "PlekkenView",
    "ProfielView",
    "ProfielenView",
    "TrendsView",
    "VaststelView",
    "VersieView",
    "VersiesView",
]
