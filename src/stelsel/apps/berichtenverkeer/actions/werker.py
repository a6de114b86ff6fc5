"""One round of the background work: what came in, what goes out. The loop itself is the command `serve`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from .antwoordbericht import create_antwoordberichten
from .beoordeling import BerichtMislukt, check_volgend_bericht
from .bewaking import WERKER, register_hartslag
from .outbox import create_toewijzingsberichten, publish_uitgaande_berichten
from .poging import begin_ronde, register_mislukking
from .postmap import register_post
from .retour import check_geparkeerd

_PER_RONDE = 50


def check_ronde(*, post: Path, today: date, now: datetime) -> int:
    """Pick up files, judge waiting messages, make 319s and 301s, deliver answers. Returns how much was done.

    A message on which the product itself fails is set aside after three tries, and the next ones go on."""
    register_hartslag(naam=WERKER, now=now)
    gedaan = register_post(post=post, now=now)
    gedaan += check_geparkeerd(today=today, now=now)
    with begin_ronde(now=now):
        gedaan += _check_berichten(today=today, now=now)
    # A 319 goes before the 301 with the same reference (TR359).
    gedaan += create_antwoordberichten(today=today, now=now)
    gedaan += create_toewijzingsberichten(today=today, now=now)
    return gedaan + publish_uitgaande_berichten(post=post, now=now)


def _check_berichten(*, today: date, now: datetime) -> int:
    for gedaan in range(_PER_RONDE):
        try:
            if check_volgend_bericht(today=today, now=now) is None:
                return gedaan
        except BerichtMislukt as fout:
            register_mislukking(sleutel=fout.sleutel, reden=fout.reden, now=now)
    return _PER_RONDE
