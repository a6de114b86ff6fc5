"""The pages of marktschets."""

from .beeld import MarktschetsView, VerdiepingView

__all__ = ["MarktschetsView", "VerdiepingView"]
