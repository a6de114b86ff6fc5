"""The pages of marktschets."""

from .beeld import MarktschetsView, VerdiepingView
from .benchmark import ReferentieView, VergelijkenView
from .cohort import CohortView
from .document import DocumentenView, DocumentView, DomeinenView, EditieView
from .duur import DuurView
from .functies import (
    FunctieproductenView,
    FunctieproductView,
    FunctiesView,
    NieuweNulmetingView,
    NulmetingenView,
    NulmetingView,
    SchaalView,
)
from .gebieden import GebiedenView, LidmaatschapView, NieuwGebiedView, NieuwLidmaatschapView
from .gegevens import BestandView, GegevensView
from .indeling import IndelingView, NieuweIndelingView, VrijToegankelijkView
from .inlezen import BesluitView, InlezenView, InlezingView
from .momentopname import MomentopnamenView
from .segmenten import SegmentenView
from .segmentenlijst import (
    NieuweSegmentenlijstView,
    SegmentenlijstView,
    SegmentenversieView,
    SegmentopgaveView,
)
from .verwacht import KenmerkenView, VerwachtView

__all__ = [
    "BesluitView",
    "BestandView",
    "CohortView",
    "DocumentView",
    "DocumentenView",
    "DomeinenView",
    "DuurView",
    "EditieView",
    "FunctieproductView",
    "FunctieproductenView",
    "FunctiesView",
    "GebiedenView",
    "GegevensView",
    "IndelingView",
    "InlezenView",
    "InlezingView",
    "KenmerkenView",
    "LidmaatschapView",
    "MarktschetsView",
    "MomentopnamenView",
    "NieuwGebiedView",
    "NieuwLidmaatschapView",
    "NieuweIndelingView",
    "NieuweNulmetingView",
    "NieuweSegmentenlijstView",
    "NulmetingView",
    "NulmetingenView",
    "ReferentieView",
    "SchaalView",
    "SegmentenView",
    "SegmentenlijstView",
    "SegmentenversieView",
    "SegmentopgaveView",
    "VerdiepingView",
    "VergelijkenView",
    "VerwachtView",
    "VrijToegankelijkView",
]
