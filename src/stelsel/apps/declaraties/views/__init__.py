"""Pages on claims, on what is paid for them, and on the ledger."""

from .betaalruns import BetaalbestandView, BetaalrunsView, BetaalrunView, NieuweBetaalrunView
from .betaling import BetaalvoorstellenView
from .betalingen import BetaalspecificatieView, BetalingenView, BetalingView, TeruggekomenView
from .bijdragebeleid import (
    BijdrageopgaveView,
    BijdrageregelsView,
    NieuwBijdragetariefView,
    NieuweBijdrageregelView,
)
from .boekhouding import (
    BoekhoudbestandView,
    BoekhoudexportsView,
    BoekhoudrekeningenView,
    NieuweBoekhoudexportView,
)
from .declaraties import DeclaratiesView, DeclaratieView
from .eigenbijdrage import BijdragemeldingenView, BijdrageperiodeView, BijdrageregisterView
from .grootboek import GrootboekView
from .herkomst import RegelsView, RegelView
from .jaarafsluiting import (
    AccountantsexportView,
    JaarafsluitingView,
    VerantwoordingsbestandView,
    VerantwoordingView,
)
from .mijncijfers import MijnCijfersView
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
    "BijdragemeldingenView",
    "BijdrageopgaveView",
    "BijdrageperiodeView",
    "BijdrageregelsView",
    "BijdrageregisterView",
    "BoekhoudbestandView",
    "BoekhoudexportsView",
    "BoekhoudrekeningenView",
    "DeclaratieView",
    "DeclaratiesView",
    "GrootboekView",
    "JaarafsluitingView",
    "MijnCijfersView",
    "NieuwBijdragetariefView",
    "NieuwRekeningnummerView",
    "NieuweBetaalrunView",
    "NieuweBijdrageregelView",
    "NieuweBoekhoudexportView",
    "RegelView",
    "RegelsView",
    "RekeningnummerView",
    "RekeningnummersView",
    "TeruggekomenView",
    "VerantwoordingView",
    "VerantwoordingsbestandView",
]
