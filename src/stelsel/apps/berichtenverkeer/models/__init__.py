"""Messages in and out, and what is done with them."""

from .aanlevering import Aanleverbestand, Aanlevering
from .berichten import Berichtverband, InkomendBericht, UitgaandBericht
from .werk import Aansluiting, Berichthandeling, Hartslag, OpgepaktEvent, Storing

__all__ = [
    "Aanleverbestand",
    "Aanlevering",
    "Aansluiting",
    "Berichthandeling",
    "Berichtverband",
    "Hartslag",
    "InkomendBericht",
    "OpgepaktEvent",
    "Storing",
    "UitgaandBericht",
]
