"""Filters that lists of several contexts share; the choice stays in the address."""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django import forms

_MAAND = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")


class MaandFilter(django_filters.CharFilter):
    """Rows of one calendar month, given as 2026-03; anything else is passed over."""

    def __init__(self, veld: str) -> None:
        widget = forms.TextInput(attrs={"type": "month"})
        super().__init__(field_name=veld, label="Maand", widget=widget)

    def filter(self, qs: Any, value: str) -> Any:
        """The rows of that month."""
        gevonden = _MAAND.fullmatch(value or "")
        if gevonden is None:
            return qs
        jaar, maand = map(int, gevonden.groups())
        return qs.filter(**{f"{self.field_name}__year": jaar, f"{self.field_name}__month": maand})
