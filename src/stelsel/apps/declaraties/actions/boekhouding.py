"""Handing the ledger to the bookkeeping: every entry once, in a file that is kept."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.declaraties.boekhouding import POST_NAAM, Post

from .. import queries
from ..models import Boekhoudexport, Boekhoudrekening, Exportboeking
from ..permissions import mag_betalen
from ..queries.boekhouding import Journaalregel

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

KOPPEN = ("Datum", "Grootboekrekening", "Kostenplaats", "Debet", "Credit", "Omschrijving", "Verwijzing")


class ExportNietMogelijk(Exception):
    """The sentence says why, for the controller."""


@transaction.atomic
def create_boekhoudexport(*, tot_en_met: date, by: User, now: datetime) -> Boekhoudexport:
    """Put every entry up to and including that day that never went out in one export.

    Raises ExportNietMogelijk: not a controller, an account without a number, nothing to export."""
    if not mag_betalen(by, by.gemeentecode):
        raise ExportNietMogelijk("Alleen een controller van de gemeente mag exporteren.")
    gemeente = Gemeente.objects.select_for_update().get(pk=by.gemeentecode)
    rekeningen = queries.get_boekhoudrekeningen(gemeente.pk)
    if ontbreekt := [POST_NAAM[post] for post in Post if post not in rekeningen]:
        raise ExportNietMogelijk(f"Vul eerst een rekeningnummer in voor: {', '.join(ontbreekt)}.")
    boekingen = list(queries.list_te_exporteren(gemeente.pk, tot_en_met=tot_en_met))
    if not boekingen:
        raise ExportNietMogelijk("Tot en met deze dag is alles al geëxporteerd.")
    regels = queries.list_journaalregels(boekingen, rekeningen)
    inhoud = render_journaalregels(regels)
    export = Boekhoudexport.objects.create(
        gemeente=gemeente,
        nummer=_create_nummer(gemeente, now.year),
        tot_en_met=tot_en_met,
        aantal_regels=len(regels),
        bedrag=sum(regel.debet for regel in regels),
        inhoud=inhoud,
        sha256=hashlib.sha256(inhoud).hexdigest(),
        gemaakt_by=by.username,
        gemaakt_at=now,
    )
    Exportboeking.objects.bulk_create(Exportboeking(export=export, boeking=boeking) for boeking in boekingen)
    _register_export(export, boekingen=len(boekingen), by=by, now=now)
    return export


@transaction.atomic
def change_boekhoudrekeningen(*, rekeningen: Mapping[Post, tuple[str, str]], by: User, now: datetime) -> None:
    """Give accounts a number and a cost centre, from the next export on. Raises ExportNietMogelijk."""
    if not mag_betalen(by, by.gemeentecode):
        raise ExportNietMogelijk("Alleen een controller van de gemeente mag rekeningen wijzigen.")
    for post, (nummer, kostenplaats) in rekeningen.items():
        Boekhoudrekening.objects.update_or_create(
            gemeente_id=by.gemeentecode,
            post=post,
            defaults={"nummer": nummer, "kostenplaats": kostenplaats},
        )
    register_gebeurtenis(
        soort="boekhoudrekeningen_gewijzigd",
        object_soort="gemeente",
        object_sleutel=by.gemeentecode,
        actor=by.username,
        now=now,
        data={str(post): " ".join(waarden).strip() for post, waarden in rekeningen.items()},
    )


def render_journaalregels(regels: Sequence[Journaalregel]) -> bytes:
    """The lines as CSV for Dutch bookkeeping: `;`, decimal comma, UTF-8; the same lines, the same bytes.

    No text begins with a sign that a spreadsheet takes for a formula: account numbers and names are ours."""
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOPPEN)
    for regel in regels:
        schrijver.writerow(
            (
                f"{regel.datum:%d-%m-%Y}",
                regel.rekening,
                regel.kostenplaats,
                _render_bedrag(regel.debet),
                _render_bedrag(regel.credit),
                regel.omschrijving,
                regel.verwijzing,
            )
        )
    return buffer.getvalue().encode()


def parse_journaalregels(inhoud: bytes) -> list[list[str | float]]:
    """The rows of a kept export, the amounts as euros; for a workbook."""
    koppen, *rijen = csv.reader(io.StringIO(inhoud.decode(), newline=""), delimiter=";")
    bedragen = {KOPPEN.index("Debet"), KOPPEN.index("Credit")}
    return [
        list(koppen),
        *(
            [float(cel.replace(",", ".")) if n in bedragen else cel for n, cel in enumerate(rij)]
            for rij in rijen
        ),
    ]


def _render_bedrag(centen: int) -> str:
    return f"{centen // 100},{centen % 100:02d}"


def _create_nummer(gemeente: Gemeente, jaar: int) -> str:
    """The next of the year; the gemeente is locked."""
    begin = f"BE-{gemeente.pk}-{jaar}-"
    return f"{begin}{Boekhoudexport.objects.filter(nummer__startswith=begin).count() + 1:04d}"


def _register_export(export: Boekhoudexport, *, boekingen: int, by: User, now: datetime) -> None:
    register_gebeurtenis(
        soort="boekhouding_geexporteerd",
        object_soort="boekhoudexport",
        object_sleutel=export.nummer,
        actor=by.username,
        now=now,
        data={"boekingen": boekingen, "bedrag": export.bedrag, "sha256": export.sha256},
    )
