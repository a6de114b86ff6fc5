"""Into the inbox: stored first, decided later.

Files come from the upload page or from the folder `in` of the post (settings.STELSEL_POST). A file is moved
to `in/bezig` before it is read and removed after it is stored; a worker killed in between reads it again,
which the inbox recognises as a replay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import uuid4

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
    naam = _get_naam(bestandsnaam)
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


def _get_naam(bestandsnaam: str) -> str:
    """The name without folders; what is no text in it (another encoding) becomes a question mark."""
    return Path(bestandsnaam).name.encode("utf-8", "replace").decode()[:255] or "bestand.xml"


def register_post(*, post: Path, now: datetime) -> int:
    """Take the files from `post/in` into the inbox, in name order. Returns how many were stored.

    Each file gets a folder of its own in `bezig`: a second file of the same name never takes its place."""
    inkomend = post / "in"
    bezig, geweigerd = inkomend / "bezig", inkomend / "geweigerd"
    for map_ in (bezig, geweigerd):
        map_.mkdir(parents=True, exist_ok=True)
    for bestand in inkomend.iterdir():
        klaar = not bestand.name.startswith(".")  # a sender gives a file its name when it is complete
        if klaar and bestand.suffix.lower() == ".xml" and bestand.is_file():
            _move(bestand, bezig / uuid4().hex)
    aantal = 0
    for bestand in sorted(bezig.glob("*/*"), key=lambda pad: pad.name):
        try:
            register_inkomend_bericht(bestandsnaam=bestand.name, inhoud=_get_inhoud(bestand), now=now)
        except BerichtGeweigerd as fout:
            _set_aside(bestand, geweigerd, reden=str(fout), now=now)
        except FileNotFoundError:
            continue  # another worker was first
        else:
            bestand.unlink(missing_ok=True)
            aantal += 1
        with suppress(OSError):  # a folder that stays behind empty harms nothing
            bestand.parent.rmdir()
    return aantal


def _move(bestand: Path, naar: Path) -> None:
    naar.mkdir()
    try:
        bestand.rename(naar / bestand.name)
    except FileNotFoundError:
        naar.rmdir()  # another worker was first


def _set_aside(bestand: Path, geweigerd: Path, *, reden: str, now: datetime) -> None:
    """Keep a refused file with the reason beside it, and tell; nothing when another worker did so."""
    with suppress(FileNotFoundError):
        bestand.replace(geweigerd / bestand.name)
        (geweigerd / f"{bestand.name}.txt").write_text(f"{reden}\n", "utf-8")
        register_alarm(
            object_soort="bestand", object_sleutel=_get_naam(bestand.name)[:60], reden="geweigerd", now=now
        )


def _get_inhoud(bestand: Path) -> bytes:
    """The bytes; of a file that is too large just enough to be refused. Raises BerichtGeweigerd when we may
    not read it."""
    try:
        with bestand.open("rb") as stroom:
            return stroom.read(LIMIET_BYTES + 1)
    except PermissionError:
        raise BerichtGeweigerd(
            f"{_get_naam(bestand.name)} mag niet worden gelezen. Kijk naar de rechten."
        ) from None


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
        for binnen, inhoud in _list_inhoud(naam, stroom):
            try:
                if isinstance(inhoud, BerichtGeweigerd):
                    raise inhoud
                rij = register_inkomend_bericht(bestandsnaam=binnen, inhoud=inhoud, now=now, by=by)
            except BerichtGeweigerd as fout:
                geweigerd.append(str(fout))
            else:
                sleutels.append(rij.pk)
    return Aanlevering(tuple(sleutels), tuple(geweigerd))


def _list_inhoud(naam: str, stroom: BinaryIO) -> Iterator[tuple[str, bytes | BerichtGeweigerd]]:
    """Every file by itself, or why it cannot be read; what is no message in a zip is named too."""
    if not naam.lower().endswith(".zip"):
        yield naam, stroom.read(LIMIET_BYTES + 1)
        return
    try:
        berichten, andere = parse_zip(stroom)
    except OnleesbaarBericht as fout:
        yield naam, _weiger(naam, fout)
        return
    for bericht in berichten:
        inhoud = bericht.inhoud
        yield bericht.naam, inhoud if isinstance(inhoud, bytes) else _weiger(bericht.naam, inhoud)
    for ander in andere:
        yield ander, BerichtGeweigerd(f"{ander} is geen XML-bestand en is overgeslagen.")


def _weiger(naam: str, fout: OnleesbaarBericht) -> BerichtGeweigerd:
    return BerichtGeweigerd(f"{naam}: {fout.bevindingen[0].uitleg}")


def register_stopverzoek(*, post: Path, sleutel: str) -> None:
    """Ask the simulated aanbieder of the demo to end this delivery ("9901-iwmo-1001")."""
    map_ = post / "aanbieder" / "stoppen"
    map_.mkdir(parents=True, exist_ok=True)
    (map_ / sleutel).touch()
