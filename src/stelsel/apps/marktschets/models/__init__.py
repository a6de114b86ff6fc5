"""What marktschets stores: rules for the segments, free help, and figures of other regions."""

from .indeling import Indelingsversie, IndelingsversieQuerySet, VrijToegankelijk, VrijToegankelijkQuerySet
from .referentie import Referentiebestand, Referentiecijfer, ReferentiecijferQuerySet

__all__ = [
    "Indelingsversie",
    "IndelingsversieQuerySet",
    "Referentiebestand",
    "Referentiecijfer",
    "ReferentiecijferQuerySet",
    "VrijToegankelijk",
    "VrijToegankelijkQuerySet",
]
