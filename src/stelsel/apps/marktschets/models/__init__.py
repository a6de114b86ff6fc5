"""What marktschets stores: rules for the segments, free help, figures of others, and what was read in."""

from .document import Domeinbereik, DomeinbereikQuerySet, Marktdocument, MarktdocumentQuerySet
from .functie import Functieproduct, FunctieproductQuerySet, Nulmeting, NulmetingQuerySet
from .indeling import Indelingsversie, IndelingsversieQuerySet, VrijToegankelijk, VrijToegankelijkQuerySet
from .inlezing import Inlezing, InlezingQuerySet, Koppelversie, KoppelversieQuerySet
from .referentie import Referentiebestand, Referentiecijfer, ReferentiecijferQuerySet

__all__ = [
    "Domeinbereik",
    "DomeinbereikQuerySet",
    "Functieproduct",
    "FunctieproductQuerySet",
    "Indelingsversie",
    "IndelingsversieQuerySet",
    "Inlezing",
    "InlezingQuerySet",
    "Koppelversie",
    "KoppelversieQuerySet",
    "Marktdocument",
    "MarktdocumentQuerySet",
    "Nulmeting",
    "NulmetingQuerySet",
    "Referentiebestand",
    "Referentiecijfer",
    "ReferentiecijferQuerySet",
    "VrijToegankelijk",
    "VrijToegankelijkQuerySet",
]
