"""Pages on messages."""

from .aanbiederspel import AanbiederspelView
from .aanleveren import AangeleverdView, AanleverenView
from .berichten import (
    InkomendBerichtView,
    InkomendView,
    InkomendXmlView,
    UitgaandBerichtView,
    UitgaandView,
    UitgaandXmlView,
)
from .berichtencontrole import BerichtencontroleRapportView, BerichtencontroleView

__all__ = [
    "AanbiederspelView",
    "AangeleverdView",
    "AanleverenView",
    "BerichtencontroleRapportView",
    "BerichtencontroleView",
    "InkomendBerichtView",
    "InkomendView",
    "InkomendXmlView",
    "UitgaandBerichtView",
    "UitgaandView",
    "UitgaandXmlView",
]
