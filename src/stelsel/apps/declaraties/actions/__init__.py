"""Judging claims and keeping what came of them."""

from .beoordelen import Uitslag, register_declaratie

__all__ = ["Uitslag", "register_declaratie"]
