"""Lists as files: CSV for Dutch spreadsheets, XLSX without formulas or links made from data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

_FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r")


def _get_csv_waarde(waarde: Any) -> Any:
    if isinstance(waarde, float):
        return f"{waarde:.2f}".replace(".", ",")
    if isinstance(waarde, datetime):
        return waarde.strftime("%d-%m-%Y %H:%M")
    if isinstance(waarde, date):
        return waarde.strftime("%d-%m-%Y")
    if isinstance(waarde, str) and waarde.startswith(_FORMULETEKENS):
        return f"'{waarde}"
    return waarde


def write_csv(*, rijen: Iterable[Sequence[Any]], naam: str) -> HttpResponse:
    """`;`-separated, decimal comma, UTF-8 with a mark; text that looks like a formula gets a quote."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(
        [_get_csv_waarde(waarde) for waarde in rij] for rij in rijen
    )
    return HttpResponse(
        "\ufeff" + buffer.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{naam}.csv"'},
    )


def _als_moment(dag: date) -> datetime:
    return datetime(dag.year, dag.month, dag.day)  # noqa: DTZ001  # a cell of a spreadsheet has no zone


def write_xlsx(*, rijen: Iterable[Sequence[Any]], naam: str) -> HttpResponse:
    """One sheet; numbers stay numbers, text stays text."""
    import xlsxwriter  # slow import

    buffer = io.BytesIO()
    opties = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, opties) as boek:
        blad = boek.add_worksheet(naam[:31])
        dagvorm = boek.add_format({"num_format": "dd-mm-yyyy"})
        kopvorm = boek.add_format({"bold": True})
        for r, rij in enumerate(rijen):
            for k, waarde in enumerate(rij):
                if isinstance(waarde, datetime):
                    blad.write_datetime(r, k, waarde.replace(tzinfo=None), dagvorm)
                elif isinstance(waarde, date):
                    blad.write_datetime(r, k, _als_moment(waarde), dagvorm)
                elif isinstance(waarde, int | float):
                    blad.write_number(r, k, waarde)
                else:
                    blad.write_string(
                        r, k, "" if waarde is None else str(waarde), kopvorm if r == 0 else None
                    )
        blad.freeze_panes(1, 0)
        blad.autofit()
    return HttpResponse(
        buffer.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{naam}.xlsx"'},
    )
