"""What marktschets stores: rules for the segments, free help, figures of other regions, and what was read in."""

from .indeling import Indelingsversie, IndelingsversieQuerySet, VrijToegankelijk, VrijToegankelijkQuerySet
from .inlezing import Inlezing, InlezingQuerySet, Koppelversie, KoppelversieQuerySet
from .referentie import Referentiebestand, Referentiecijfer, ReferentiecijferQuerySet

__all__ = [
    "Indelingsversie",
    "IndelingsversieQuerySet",
    "Inlezing",
    "InlezingQuerySet",
    "Koppelversie",
    "KoppelversieQuerySet",
    "Referentiebestand",
    "Referentiecijfer",
    "ReferentiecijferQuerySet",
    "VrijToegankelijk",
    "VrijToegankelijkQuerySet",
]
