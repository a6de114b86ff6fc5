"""Lists as files: CSV for Dutch spreadsheets, XLSX without formulas or links made from data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

#: The most characters in the name of a sheet.
_BLADNAAM = 31
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
    return write_werkboek(bladen={naam: rijen}, naam=naam)


def write_werkboek(*, bladen: Mapping[str, Iterable[Sequence[Any]]], naam: str) -> HttpResponse:
    """A sheet per entry, the first row of each as its head; numbers stay numbers, text stays text. Made in
    memory, nothing of it touches a disk."""
    import xlsxwriter  # slow import

    buffer = io.BytesIO()
    opties = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, opties) as boek:
        vormen = (boek.add_format({"bold": True}), boek.add_format({"num_format": "dd-mm-yyyy"}))
        for titel, rijen in bladen.items():
            _write_blad(boek.add_worksheet(titel[:_BLADNAAM]), rijen, *vormen)
    return HttpResponse(
        buffer.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{naam}.xlsx"'},
    )


def _write_blad(blad: Any, rijen: Iterable[Sequence[Any]], kopvorm: Any, dagvorm: Any) -> None:
    for r, rij in enumerate(rijen):
        for k, waarde in enumerate(rij):
            if isinstance(waarde, datetime):
                blad.write_datetime(r, k, waarde.replace(tzinfo=None), dagvorm)
            elif isinstance(waarde, date):
                blad.write_datetime(r, k, _als_moment(waarde), dagvorm)
            elif isinstance(waarde, int | float):
                blad.write_number(r, k, waarde)
            else:
                blad.write_string(r, k, "" if waarde is None else str(waarde), kopvorm if r == 0 else None)
    blad.freeze_panes(1, 0)
    blad.autofit()
