"""What the frame around every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def schil(request: HttpRequest) -> dict[str, Any]:
    """Context for the base template: the demo banner and today's date."""
    return {"demo": settings.STELSEL_DEMO, "vandaag": getattr(request, "vandaag", None)}
