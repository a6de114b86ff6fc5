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

__all__ = [
    "AanbiederspelView",
    "AangeleverdView",
    "AanleverenView",
    "InkomendBerichtView",
    "InkomendView",
    "InkomendXmlView",
    "UitgaandBerichtView",
    "UitgaandView",
    "UitgaandXmlView",
]
