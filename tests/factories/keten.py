"""A small chain over every source, and somebody with rights on the database who changes things."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from tests.factories.wereld import MERELHOF, NU, VANDAAG, Wereld

from stelsel.apps.berichtenverkeer.actions import register_inkomend_bericht
from stelsel.apps.berichtenverkeer.models import UitgaandBericht
from stelsel.apps.journal.actions import get_wortel, register_gebeurtenis, register_inzage
from stelsel.apps.journal.models import Ongezegeld, list_bronnen
from stelsel.apps.journal.queries.controle import Ketenfout, check_keten
from stelsel.apps.journal.queries.keten import get_rijen
from stelsel.kern.keten import BEGIN, Wortel, compute_schakel

TABEL = {
    "gebeurtenis": "journal_gebeurtenis",
    "inzage": "journal_inzage",
    "inkomend": "berichtenverkeer_inkomendbericht",
    "uitgaand": "berichtenverkeer_uitgaandbericht",
}


def create_keten(wereld: Wereld, *, rondes: int = 10) -> Wortel:
    """Four rows per round, one of each source, sealed; the root of it."""
    by = wereld.users["regisseur"]
    for nr in range(rondes):
        now = NU + timedelta(minutes=nr)
        register_gebeurtenis(
            soort="besluit_genomen", object_soort="besluit", object_sleutel=str(nr), actor="regisseur",
            now=now, data={"nr": nr, "woord": "Ümlaut"},
        )  # fmt: skip
        register_inzage(client_nummer=f"C-{nr}", by=by, handeling="dossier", pagina="/toegang", now=now)
        register_inkomend_bericht(bestandsnaam=f"in{nr}.xml", inhoud=b"<a>%d</a>" % nr, now=now)
        inhoud = b"<b>%d</b>" % nr
        UitgaandBericht.objects.create(
            gemeente=wereld.gemeenten["9901"], aanbieder=wereld.aanbieders[MERELHOF], bericht="WMO301",
            identificatie=str(nr), dagtekening=VANDAAG, inhoud=inhoud, gemaakt_at=now,
            sha256=hashlib.sha256(inhoud).hexdigest(),
        )  # fmt: skip
    wortel = get_wortel(today=VANDAAG, now=NU + timedelta(days=1))
    assert wortel is not None
    return wortel


def sql(opdracht: str, waarden: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What an administrator types; rows, if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(opdracht, list(waarden))
        return cursor.fetchall() if cursor.description else []


def list_schakels() -> list[tuple[int, str, int, str]]:
    """Number, source, key and hash of all links."""
    return sql("SELECT volgnummer, bron, sleutel, hash FROM journal_schakel ORDER BY volgnummer")  # type: ignore[return-value]  # four columns


def recompute_keten(vanaf: int) -> None:
    """Make all links from this number on anew, as somebody does who knows how the chain is made."""
    vorige = {rij[0]: rij[3] for rij in list_schakels()}.get(vanaf - 1, BEGIN)
    bronnen = {bron.naam: bron for bron in list_bronnen()}
    for nummer, bron, sleutel, _ in [rij for rij in list_schakels() if rij[0] >= vanaf]:
        [waarden] = get_rijen(bronnen[bron], [sleutel]).values()
        vorige = compute_schakel(vorige, volgnummer=nummer, bron=bron, sleutel=sleutel, waarden=waarden)
        sql("UPDATE journal_schakel SET hash = %s WHERE volgnummer = %s", [vorige, nummer])


def cut_keten(aantal: int) -> None:
    """Take the last links away, with the rows that they speak of and every trace of them."""
    for nummer, bron, sleutel, _ in list_schakels()[-aantal:]:
        sql("DELETE FROM journal_schakel WHERE volgnummer = %s", [nummer])
        sql(f"DELETE FROM {TABEL[bron]} WHERE id = %s", [sleutel])  # names from the table above
    Ongezegeld.objects.all().delete()


def list_fouten(*wortels: Wortel) -> list[Ketenfout]:
    """What a check finds, but for the bolts, which a test takes off to get in."""
    return [fout for fout in check_keten(wortels=wortels).fouten if "grendel" not in fout.uitleg]
