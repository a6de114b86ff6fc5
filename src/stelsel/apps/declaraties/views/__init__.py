"""Pages on claims, on what is paid for them, and on the ledger."""

from .betaalruns import BetaalbestandView, BetaalrunsView, BetaalrunView, NieuweBetaalrunView
from .betaling import BetaalvoorstellenView
from .betalingen import BetaalspecificatieView, BetalingenView, BetalingView, TeruggekomenView
from .boekhouding import (
    BoekhoudbestandView,
    BoekhoudexportsView,
    BoekhoudrekeningenView,
    NieuweBoekhoudexportView,
)
from .declaraties import DeclaratiesView, DeclaratieView
from .eigenbijdrage import BijdrageregisterView
from .grootboek import GrootboekView
from .herkomst import RegelsView, RegelView
from .jaarafsluiting import (
    AccountantsexportView,
    JaarafsluitingView,
    VerantwoordingsbestandView,
    VerantwoordingView,
)
from .rekeningnummers import (
    AanhoudenView,
    NieuwRekeningnummerView,
    RekeningnummersView,
    RekeningnummerView,
)

__all__ = [
    "AanhoudenView",
    "AccountantsexportView",
    "BetaalbestandView",
    "BetaalrunView",
    "BetaalrunsView",
    "BetaalspecificatieView",
    "BetaalvoorstellenView",
    "BetalingView",
    "BetalingenView",
    "BijdrageregisterView",
    "BoekhoudbestandView",
    "BoekhoudexportsView",
    "BoekhoudrekeningenView",
    "DeclaratieView",
    "DeclaratiesView",
    "GrootboekView",
    "JaarafsluitingView",
    "NieuwRekeningnummerView",
    "NieuweBetaalrunView",
    "NieuweBoekhoudexportView",
    "RegelView",
    "RegelsView",
    "RekeningnummerView",
    "RekeningnummersView",
    "TeruggekomenView",
    "VerantwoordingView",
    "VerantwoordingsbestandView",
]
