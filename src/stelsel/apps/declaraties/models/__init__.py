"""What declaraties stores: claims with their lines, what is paid for them, and the ledger of it all."""

from .betaalrun import Aanhouding, Betaalregel, Betaalrun, Betaling, Rekeningnummer
from .betaling import Betaalvoorstel
from .declaratie import Declarant, Declaratie, Declaratieregel
from .grootboek import Boeking

__all__ = [
    "Aanhouding",
    "Betaalregel",
    "Betaalrun",
    "Betaalvoorstel",
    "Betaling",
    "Boeking",
    "Declarant",
    "Declaratie",
    "Declaratieregel",
    "Rekeningnummer",
]
