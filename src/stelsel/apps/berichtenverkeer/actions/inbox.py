"""Into the inbox: stored first, decided later.

Files come from the upload page or from the folder `in` of the post (settings.STELSEL_POST). A file is moved
to `in/bezig` before it is read and removed after it is stored; a worker killed in between reads it again,
which the inbox recognises as a replay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.db import transaction

from stelsel.apps.berichtenverkeer.models import InkomendBericht
from stelsel.istandaarden.codec import LIMIET_BYTES, OnleesbaarBericht
from stelsel.istandaarden.zipbestand import parse_zip

from .bewaking import register_alarm

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_MB = 1024 * 1024


class BerichtGeweigerd(Exception):
    """The file does not enter the inbox; the text says why, in Dutch for the sender."""


@transaction.atomic
def register_inkomend_bericht(
    *, bestandsnaam: str, inhoud: bytes, now: datetime, by: User | None = None
) -> InkomendBericht:
    """Store a file as it came (at most 25 MB). `by`: who handed it in; None for the post folder.

    Raises BerichtGeweigerd for an empty or too large file."""
    naam = Path(bestandsnaam).name[:255] or "bestand.xml"
    if not inhoud:
        raise BerichtGeweigerd(f"{naam} is leeg. Kies een bestand met een bericht.")
    if len(inhoud) > LIMIET_BYTES:
        raise BerichtGeweigerd(
            f"{naam} is te groot. Een bericht mag ten hoogste {LIMIET_BYTES // _MB} MB zijn. "
            "Verdeel het over meer berichten."
        )
    return InkomendBericht.objects.create(
        bestandsnaam=naam,
        inhoud=inhoud,
        sha256=hashlib.sha256(inhoud).hexdigest(),
        ontvangen_at=now,
        aangeleverd_agb=by.agb if by else "",
        aangeleverd_gemeente=by.gemeentecode if by else "",
    )


def register_post(*, post: Path, now: datetime) -> int:
    """Take the files from `post/in` into the inbox, in name order. Returns how many were stored."""
    inkomend = post / "in"
    bezig, geweigerd = inkomend / "bezig", inkomend / "geweigerd"
    for map_ in (bezig, geweigerd):
        map_.mkdir(parents=True, exist_ok=True)
    for bestand in sorted(inkomend.glob("*.xml")):
        bestand.replace(bezig / bestand.name)
    aantal = 0
    for bestand in sorted(bezig.glob("*.xml")):
        try:
            register_inkomend_bericht(bestandsnaam=bestand.name, inhoud=_get_inhoud(bestand), now=now)
        except BerichtGeweigerd as fout:
            bestand.replace(geweigerd / bestand.name)
            (geweigerd / f"{bestand.name}.txt").write_text(f"{fout}\n", "utf-8")
            register_alarm(
                object_soort="bestand", object_sleutel=bestand.name[:60], reden="geweigerd", now=now
            )
        except FileNotFoundError:
            continue  # another worker was first
        else:
            bestand.unlink(missing_ok=True)
            aantal += 1
    return aantal


def _get_inhoud(bestand: Path) -> bytes:
    """The bytes; of a file that is too large just enough to be refused."""
    with bestand.open("rb") as stroom:
        return stroom.read(LIMIET_BYTES + 1)


@dataclass(frozen=True)
class Aanlevering:
    """What became of a handed-in batch: keys of the stored rows, and a sentence per refused file."""

    sleutels: tuple[int, ...]
    geweigerd: tuple[str, ...]


@transaction.atomic
def register_aanlevering(
    *, bestanden: Sequence[tuple[str, BinaryIO]], by: User, now: datetime
) -> Aanlevering:
    """Store files that somebody hands in, those in a zip one by one. A bad file does not stop the rest."""
    sleutels: list[int] = []
    geweigerd: list[str] = []
    for naam, stroom in bestanden:
        try:
            for binnen, inhoud in _list_inhoud(naam, stroom):
                rij = register_inkomend_bericht(bestandsnaam=binnen, inhoud=inhoud, now=now, by=by)
                sleutels.append(rij.pk)
        except BerichtGeweigerd as fout:
            geweigerd.append(str(fout))
        except OnleesbaarBericht as fout:
            geweigerd.append(f"{naam}: {fout.bevindingen[0].uitleg}")
    return Aanlevering(tuple(sleutels), tuple(geweigerd))


def _list_inhoud(naam: str, stroom: BinaryIO) -> Iterator[tuple[str, bytes]]:
    if not naam.lower().endswith(".zip"):
        yield naam, stroom.read(LIMIET_BYTES + 1)
        return
    berichten, _ = parse_zip(stroom)
    for bericht in berichten:
        if isinstance(bericht.inhoud, OnleesbaarBericht):
            raise bericht.inhoud
        yield bericht.naam, bericht.inhoud


def register_stopverzoek(*, post: Path, sleutel: str) -> None:
    """Ask the simulated aanbieder of the demo to end this delivery ("9901-iwmo-1001")."""
    map_ = post / "aanbieder" / "stoppen"
    map_.mkdir(parents=True, exist_ok=True)
    (map_ / sleutel).touch()
