"""What declaraties stores: claims with their lines, and what is paid for them."""

from .betaling import Betaalvoorstel
from .declaratie import Declarant, Declaratie, Declaratieregel

__all__ = ["Betaalvoorstel", "Declarant", "Declaratie", "Declaratieregel"]
