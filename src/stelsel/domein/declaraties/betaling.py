"""When a claim is due."""

from __future__ import annotations

from datetime import date, timedelta

from stelsel.domein.parameters import get_aantal


def uiterste_betaaldatum(*, dagtekening: date) -> date:
    """The last day on which an approved claim is paid in time, counted from the date of its message."""
    return dagtekening + timedelta(days=get_aantal("betaaltermijn_declaratie", peildatum=dagtekening))
