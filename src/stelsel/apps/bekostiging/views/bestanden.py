"""Tables with their pictures, for a page, a file or a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse

from stelsel.apps.web.render.export import write_csv, write_werkboek
from stelsel.apps.web.render.grafiek import TekenenMislukt, render_grafieken

from ..tables import Cijfertabel


def render_tabelgrafieken(tabellen: Sequence[Cijfertabel]) -> list[str]:
    """A picture per table, or "" where there is none or it cannot be drawn; the table says the same."""
    met = [tabel.grafiek for tabel in tabellen if tabel.grafiek is not None]
    try:
        svgs = iter(render_grafieken(met))
    except TekenenMislukt:
        svgs = iter([""] * len(met))
    return [next(svgs) if tabel.grafiek is not None else "" for tabel in tabellen]


def write_tabellen(tabellen: Sequence[Cijfertabel], *, soort: str, naam: str) -> HttpResponse:
    """All tables as one CSV, each under its question, or as sheets of one workbook."""
    if soort == "xlsx":
        return write_werkboek(bladen={tabel.naam: tabel.list_export() for tabel in tabellen}, naam=naam)
    return write_csv(rijen=_list_rijen(tabellen), naam=naam)


def list_rapportdelen(tabellen: Sequence[Cijfertabel]) -> list[dict[str, Any]]:
    """The tables as the template of a report wants them."""
    return [
        {
            "vraag": tabel.vraag,
            "uitleg": tabel.uitleg,
            "koppen": list(tabel.koppen),
            "rijen": [[cel.tekst for cel in rij] for rij in tabel.rijen],
            "getal": any(cel.getal is not None for rij in tabel.rijen for cel in rij),
            "svg": svg,
            "omschrijving": tabel.grafiek.omschrijving if tabel.grafiek else "",
        }
        for tabel, svg in zip(tabellen, render_tabelgrafieken(tabellen), strict=True)
    ]


def write_bestand(inhoud: bytes, *, soort: str, naam: str) -> HttpResponse:
    """A file to be saved."""
    return HttpResponse(
        inhoud, content_type=soort, headers={"Content-Disposition": f'attachment; filename="{naam}"'}
    )


def _list_rijen(tabellen: Sequence[Cijfertabel]) -> Iterator[list[Any]]:
    for tabel in tabellen:
        yield [tabel.vraag]
        yield from tabel.list_export()
        yield []
