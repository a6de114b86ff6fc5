"""What declaraties stores: claims with their lines, what is paid for them, and the ledger of it all."""

from .betaalrun import Aanhouding, Betaalregel, Betaalrun, Betaling, Rekeningnummer
from .betaling import Betaalvoorstel
from .boekhouding import Boekhoudexport, Boekhoudrekening, Exportboeking
from .declaratie import Declarant, Declaratie, Declaratieregel
from .eigenbijdrage import (
    Bijdragemelding,
    Bijdrageopgave,
    Bijdrageperiode,
    Bijdrageregel,
    Bijdragetarief,
)
from .grootboek import Boeking
from .verantwoording import Productieverantwoording

__all__ = [
    "Aanhouding",
    "Betaalregel",
    "Betaalrun",
    "Betaalvoorstel",
    "Betaling",
    "Bijdragemelding",
    "Bijdrageopgave",
    "Bijdrageperiode",
    "Bijdrageregel",
    "Bijdragetarief",
    "Boekhoudexport",
    "Boekhoudrekening",
    "Boeking",
    "Declarant",
    "Declaratie",
    "Declaratieregel",
    "Exportboeking",
    "Productieverantwoording",
    "Rekeningnummer",
]
