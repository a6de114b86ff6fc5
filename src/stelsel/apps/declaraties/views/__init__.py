"""Pages on claims and on what is paid for them."""

from .betaling import BetaalvoorstellenView
from .declaraties import DeclaratiesView, DeclaratieView

__all__ = ["BetaalvoorstellenView", "DeclaratieView", "DeclaratiesView"]
