"""Fields that several forms of access have."""

from __future__ import annotations

from typing import Any

from django import forms


def create_datumveld(label: str, **opties: Any) -> forms.DateField:
    """A day, with the calendar of the browser."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **opties)


def create_tekstveld(label: str, **opties: Any) -> forms.CharField:
    """A few lines of text."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **opties)
