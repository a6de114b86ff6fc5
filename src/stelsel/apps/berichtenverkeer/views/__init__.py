"""Pages on messages."""

from .aanbiederspel import AanbiederspelView
from .aanleveren import AanleverenView, AanleveringenView, AanleveringView
from .berichten import (
    InkomendBerichtView,
    InkomendView,
    InkomendXmlView,
    PrestatieView,
    UitgaandBerichtView,
    UitgaandView,
    UitgaandXmlView,
)
from .berichtencontrole import BerichtencontroleRapportView, BerichtencontroleView
from .herstel import (
    AansluitingView,
    InkomendHandelingView,
    StoringenView,
    StoringView,
    UitgaandHandelingView,
)

__all__ = [
    "AanbiederspelView",
    "AanleverenView",
    "AanleveringView",
    "AanleveringenView",
    "AansluitingView",
    "BerichtencontroleRapportView",
    "BerichtencontroleView",
    "InkomendBerichtView",
    "InkomendHandelingView",
    "InkomendView",
    "InkomendXmlView",
    "PrestatieView",
    "StoringView",
    "StoringenView",
    "UitgaandBerichtView",
    "UitgaandHandelingView",
    "UitgaandView",
    "UitgaandXmlView",
]
