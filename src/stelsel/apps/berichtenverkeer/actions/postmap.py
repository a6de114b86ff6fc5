"""From the post folder (`settings.STELSEL_POST`/in) into the inbox.

A file is moved to `in/bezig` before it is read and removed after it is stored; a worker killed in between
reads it again, which the inbox recognises as a replay. What cannot be taken goes to `in/geweigerd` with the
reason beside it, and onto the work list of the beheerder: nothing stays lying in silence.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from .bewaking import register_bestandsstoring
from .inbox import BerichtGeweigerd, get_naam, list_inhoud, register_inkomend_bericht

_SOORTEN = {".xml", ".zip"}


def register_post(*, post: Path, now: datetime) -> int:
    """Take the files from `post/in` into the inbox. Returns how many messages were stored.

    Each file gets a folder of its own in `bezig`: a second file of the same name never takes its place."""
    inkomend = post / "in"
    bezig, geweigerd = inkomend / "bezig", inkomend / "geweigerd"
    for map_ in (bezig, geweigerd):
        map_.mkdir(parents=True, exist_ok=True)
    for bestand in inkomend.iterdir():
        # a sender gives a file its name when it is complete
        if not bestand.name.startswith(".") and bestand.is_file():
            _move(bestand, bezig / uuid4().hex)
    aantal = 0
    for bestand in sorted(bezig.glob("*/*"), key=lambda pad: pad.name):
        with suppress(FileNotFoundError):  # another worker was first
            aantal += _register(bestand, geweigerd, now=now)
        with suppress(OSError):  # a folder that stays behind empty harms nothing
            bestand.parent.rmdir()
    return aantal


def _move(bestand: Path, naar: Path) -> None:
    naar.mkdir()
    try:
        bestand.rename(naar / bestand.name)
    except FileNotFoundError:
        naar.rmdir()  # another worker was first


def _register(bestand: Path, geweigerd: Path, *, now: datetime) -> int:
    """The messages of one file into the inbox; the file itself goes, or is set aside with the reasons."""
    naam = get_naam(bestand.name)
    try:
        aantal, redenen = _store(bestand, now=now)
    except BerichtGeweigerd as fout:
        aantal, redenen = 0, [str(fout)]
    except PermissionError:
        aantal, redenen = 0, [f"{naam} mag niet worden gelezen. Kijk naar de rechten."]
    if not redenen:
        bestand.unlink(missing_ok=True)
        return aantal
    with suppress(FileNotFoundError):  # another worker did so
        bestand.replace(geweigerd / bestand.name)
        (geweigerd / f"{bestand.name}.txt").write_text("\n".join([*redenen, ""]), "utf-8")
        register_bestandsstoring(naam=naam, reden="geweigerd", uitleg=" ".join(redenen), now=now)
    return aantal


@transaction.atomic
def _store(bestand: Path, *, now: datetime) -> tuple[int, list[str]]:
    """All messages of one file, and why parts were refused. Raises BerichtGeweigerd, PermissionError."""
    if bestand.suffix.lower() not in _SOORTEN:
        raise BerichtGeweigerd(f"{get_naam(bestand.name)} is geen XML-bestand en geen zipbestand.")
    aantal, redenen = 0, []
    with bestand.open("rb") as stroom:
        for naam, inhoud in list_inhoud(bestand.name, stroom):
            try:
                if isinstance(inhoud, BerichtGeweigerd):
                    raise inhoud
                register_inkomend_bericht(bestandsnaam=naam, inhoud=inhoud, now=now)
                aantal += 1
            except BerichtGeweigerd as fout:
                redenen.append(str(fout))
    return aantal, redenen


def register_stopverzoek(*, post: Path, sleutel: str) -> None:
    """Ask the simulated aanbieder of the demo to end this delivery ("9901-iwmo-1001")."""
    map_ = post / "aanbieder" / "stoppen"
    map_.mkdir(parents=True, exist_ok=True)
    (map_ / sleutel).touch()
