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
from .cijfers import GereedheidView, LastenView
from .declaratieberichten import (
    DeclaratieantwoordView,
    DeclaratieantwoordXmlView,
    DeclaratieberichtView,
    DeclaratieXmlView,
)
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
    "DeclaratieXmlView",
    "DeclaratieantwoordView",
    "DeclaratieantwoordXmlView",
    "DeclaratieberichtView",
    "GereedheidView",
    "InkomendBerichtView",
    "InkomendHandelingView",
    "InkomendView",
    "InkomendXmlView",
    "LastenView",
    "PrestatieView",
    "StoringView",
    "StoringenView",
    "UitgaandBerichtView",
    "UitgaandHandelingView",
    "UitgaandView",
    "UitgaandXmlView",
]
