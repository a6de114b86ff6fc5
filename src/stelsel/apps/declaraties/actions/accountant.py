"""One zip for the accountant: the books of a year and what they rest on, streamed, the same books the same
bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis, register_inzages

from .. import queries
from ..permissions import mag_betalen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_BLOK = 1 << 16
_FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r")
LEESMIJ = """Jaarrekening {jaar}, gemeente {gemeente}

Bedragen staan in hele centen; bij eenheid 83 (euro) is ook het volume in centen.
Tekst is UTF-8, kolommen zijn gescheiden door een puntkomma.

grootboek.csv         elke boeking op de declaraties over {jaar}. Een boeking wordt nooit veranderd.
regels.csv            elke regel van hulp in {jaar}, en van declaraties over {jaar}; ook de afgekeurde.
berichten.csv         de declaraties met hun bericht. bericht_sha256 is het controlegetal van het bericht.
besluiten.csv         de toewijzingen achter de regels, met de dag van het besluit en het controlegetal
                      van de brief. De controller kent het nummer niet; vraag de brief aan de backoffice.
betaalruns.csv        wie een betaling maakte en wie haar goedkeurde, met het controlegetal van dat bestand.
verantwoordingen.csv  de productieverantwoordingen: wie akkoord ging en wie ze definitief maakte.
CONTROLE.txt          het controlegetal (SHA-256) van elk bestand hierboven.

Zo hangt het samen: grootboek.declaratie_id en regels.declaratie_id zijn berichten.pk.
regels.toewijzing_nummer is besluiten.toewijzing_nummer. Goedgekeurd min gecrediteerd in het
grootboek is de som van bedrag van de goedgekeurde regels van dezelfde declaratie.
In deze bestanden staan geen namen van cliënten en geen BSN.

Laatste wortel van de keten (dag: hash). Met "stelsel journaal controleer" ziet u of er daarna iets
is veranderd.
{wortel}
"""


class AccountantsexportNietMogelijk(Exception):
    """Not a controller of a gemeente."""


@transaction.atomic
def create_accountantsexport(*, jaar: int, by: User, pagina: str, now: datetime) -> Iterator[bytes]:
    """The bytes of the zip, in parts; that it was made is logged, for every person whose lines are in it.

    Raises AccountantsexportNietMogelijk."""
    if not mag_betalen(by, by.gemeentecode):
        raise AccountantsexportNietMogelijk
    gemeente = Gemeente.objects.get(pk=by.gemeentecode)
    register_inzages(
        client_nummers=queries.list_clientnummers_van_jaar(gemeente.pk, jaar=jaar),
        by=by,
        handeling="accountantsexport gemaakt",
        pagina=pagina,
        now=now,
    )
    register_gebeurtenis(
        soort="accountantsexport_gemaakt",
        object_soort="gemeente",
        object_sleutel=gemeente.pk,
        actor=by.username,
        now=now,
        data={"jaar": jaar},
    )
    leesmij = LEESMIJ.format(jaar=jaar, gemeente=gemeente.naam, wortel=queries.render_wortel())
    return stream_zip(queries.list_accountantstabellen(gemeente.pk, jaar=jaar), leesmij=leesmij, jaar=jaar)


def stream_zip(
    tabellen: dict[str, Callable[[], Iterator[tuple[Any, ...]]]], *, leesmij: str, jaar: int
) -> Iterator[bytes]:
    """A zip of CSV files with a read-me and their fingerprints; never whole in memory."""
    afvoer = _Afvoer()
    dag = (jaar, 12, 31, 0, 0, 0)
    sommen = []
    with zipfile.ZipFile(afvoer, "w") as zip_:  # type: ignore[call-overload]  # written only, never sought
        with zip_.open(_create_info("LEESMIJ.txt", dag), "w") as bestand:
            bestand.write(leesmij.encode())
        for naam, stream in tabellen.items():
            som = hashlib.sha256()
            with zip_.open(_create_info(naam, dag), "w", force_zip64=True) as bestand:
                for blok in _stream_csv(stream()):
                    som.update(blok)
                    bestand.write(blok)
                    yield afvoer.pop()
            sommen.append(f"{som.hexdigest()}  {naam}\n")
        with zip_.open(_create_info("CONTROLE.txt", dag), "w") as bestand:
            bestand.write("".join(sommen).encode())
    yield afvoer.pop()


class _Afvoer:
    """A file that is read while it is written."""

    def __init__(self) -> None:
        self._delen: list[bytes] = []

    def write(self, deel: bytes) -> int:
        """Keep until `pop`."""
        self._delen.append(bytes(deel))
        return len(deel)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def pop(self) -> bytes:
        """All that was written since the last time."""
        delen, self._delen = self._delen, []
        return b"".join(delen)


def _create_info(naam: str, dag: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(naam, dag)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _stream_csv(rijen: Iterator[tuple[Any, ...]]) -> Iterator[bytes]:
    """Parts of the file; text that a spreadsheet takes for a formula gets a quote."""
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for rij in rijen:
        schrijver.writerow([_als_cel(waarde) for waarde in rij])
        if buffer.tell() > _BLOK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _als_cel(waarde: Any) -> Any:
    is_formule = isinstance(waarde, str) and waarde.startswith(_FORMULETEKENS)
    return f"'{waarde}" if is_formule else waarde
