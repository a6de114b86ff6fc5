"""What marktschets stores: rules for the segments, free help, figures of others, and what was read in."""

from .document import Domeinbereik, DomeinbereikQuerySet, Marktdocument, MarktdocumentQuerySet
from .functie import Functieproduct, FunctieproductQuerySet, Nulmeting, NulmetingQuerySet
from .indeling import Indelingsversie, IndelingsversieQuerySet, VrijToegankelijk, VrijToegankelijkQuerySet
from .inlezing import Inlezing, InlezingQuerySet, Koppelversie, KoppelversieQuerySet
from .kenmerken import Gebiedscijfer, GebiedscijferQuerySet, Kenmerkbestand
from .referentie import Referentiebestand, Referentiecijfer, ReferentiecijferQuerySet
from .segmenten import Segmentenversie, SegmentenversieQuerySet, Segmentopgave, SegmentopgaveQuerySet

__all__ = [
    "Domeinbereik",
    "DomeinbereikQuerySet",
    "Functieproduct",
    "FunctieproductQuerySet",
    "Gebiedscijfer",
    "GebiedscijferQuerySet",
    "Indelingsversie",
    "IndelingsversieQuerySet",
    "Inlezing",
    "InlezingQuerySet",
    "Kenmerkbestand",
    "Koppelversie",
    "KoppelversieQuerySet",
    "Marktdocument",
    "MarktdocumentQuerySet",
    "Nulmeting",
    "NulmetingQuerySet",
    "Referentiebestand",
    "Referentiecijfer",
    "ReferentiecijferQuerySet",
    "Segmentenversie",
    "SegmentenversieQuerySet",
    "Segmentopgave",
    "SegmentopgaveQuerySet",
    "VrijToegankelijk",
    "VrijToegankelijkQuerySet",
]
