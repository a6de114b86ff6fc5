"""A document of questions with their answers, as accessible PDF and as one page that stands on its own.

Both are made from the same dictionary: titel, onderwerp, what it rests on, and per question its words, table
and picture (SVG, "" for none). The same dictionary gives the same bytes; no clock is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from importlib import resources
from itertools import groupby
from typing import Any

from stelsel.apps.web.render.brief import render_brief
from stelsel.apps.web.render.grafiek import Grafiek, TekenenMislukt, render_grafieken

_MAP = resources.files("stelsel.apps.web") / "templates" / "web"
#: A PDF has a date; one that is the same whenever it is made.
_VAST = datetime(2026, 1, 1, tzinfo=UTC)


def add_tekeningen(data: dict[str, Any], grafieken: Sequence[Grafiek | None]) -> dict[str, Any]:
    """The dictionary with the picture of every question; "" where there is none or it cannot be drawn."""
    try:
        svgs = iter(render_grafieken([grafiek for grafiek in grafieken if grafiek is not None]))
    except TekenenMislukt:
        svgs = iter([""] * len(grafieken))
    onderdelen = [
        deel | {"svg": "" if grafiek is None else next(svgs)}
        for deel, grafiek in zip(data["onderdelen"], grafieken, strict=True)
    ]
    return data | {"onderdelen": onderdelen}


def render_pdf(data: dict[str, Any]) -> bytes:
    """The document as PDF/UA-1."""
    return render_brief(sjabloon=_MAP / "document.typ", data=data, now=_VAST)


def render_html(data: dict[str, Any]) -> str:
    """The document as one page of HTML."""
    kop = f"{data['titel']}: {data['onderwerp']}"
    delen = [
        f"<h2>{escape(hoofdstuk)}</h2>" + "".join(_render_onderdeel(deel) for deel in onderdelen)
        for hoofdstuk, onderdelen in groupby(data["onderdelen"], key=lambda deel: deel["hoofdstuk"])
    ]
    buiten = "".join(f"<p><strong>Let op.</strong> {escape(zin)}</p>" for zin in data["buiten"])
    return (
        "<!doctype html><html lang='nl'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(kop)}</title><style>{_STIJL}</style></head><body><main>"
        f"<h1>{escape(data['titel'])}</h1><p class='lead'>{escape(data['onderwerp'])}</p>{buiten}"
        f"<section><h2>In het kort</h2><ul>{_render_kort(data)}</ul></section>"
        + "".join(delen)
        + _render_herkomst(data)
        + "</main></body></html>\n"
    )


def _render_kort(data: dict[str, Any]) -> str:
    return "".join(
        f"<li>{escape(deel['antwoord'])}</li>"
        for deel in data["onderdelen"]
        if deel["svg"] or deel["naam"] == "kern"
    )


def _render_onderdeel(deel: dict[str, Any]) -> str:
    figuur = f"<figure>{deel['svg']}</figure>" if deel["svg"] else ""
    tabel = _render_tabel(deel) if deel["rijen"] else ""
    uitleg = "".join(
        f"<dt>{kop}</dt><dd>{escape(deel[naam])}</dd>"
        for kop, naam in (
            ("Wat telt mee", "definitie"), ("Let op", "voorbehoud"), ("Hoe zeker is dit", "zekerheid"),
        )
    )  # fmt: skip
    return (
        f"<section><h3>{escape(deel['vraag'])}</h3><p>{escape(deel['antwoord'])}</p>{figuur}{tabel}"
        f"<p>{escape(deel['betekenis'])}</p><details open><summary>Zo is dit berekend</summary>"
        f"<dl>{uitleg}</dl></details></section>"
    )


def _render_tabel(deel: dict[str, Any]) -> str:
    soorten = ["getal" if getal else "tekst" for getal in deel["getal"]]
    koppen = "".join(
        f"<th scope='col' class='{soort}'>{escape(kop)}</th>"
        for kop, soort in zip(deel["koppen"], soorten, strict=True)
    )
    rijen = "".join(
        f"<tr><th scope='row'>{escape(rij[0])}</th>"
        + "".join(
            f"<td class='{soort}'>{escape(cel)}</td>" for cel, soort in zip(rij[1:], soorten[1:], strict=True)
        )
        + "</tr>"
        for rij in deel["rijen"]
    )
    return (
        f"<div class='vak' tabindex='0' role='region' aria-label='Tabel: "
        f"{escape(deel['vraag'], quote=True)}'>"
        f"<table><thead><tr>{koppen}</tr></thead><tbody>{rijen}</tbody></table></div>"
    )


def _render_herkomst(data: dict[str, Any]) -> str:
    rijen = [*data["gegevens"], *data["regels"], ["Versie van Stelsel", data["product"]]]
    rijen.append(["Vingerafdruk", data["vingerafdruk"]])
    lijst = "".join(f"<dt>{escape(wat)}</dt><dd>{escape(welke)}</dd>" for wat, welke in rijen)
    return (
        f"<section><h2>Waar komt dit vandaan?</h2><dl>{lijst}</dl><p>Met dezelfde gegevens en dezelfde "
        f"regels komt er "
        "precies hetzelfde document uit. De vingerafdruk is dan ook dezelfde. Cijfers over minder dan "
        f"{data['drempel']} cliënten staan er niet in.</p></section>"
    )


_STIJL = (
    "body{font-family:'Noto Sans',system-ui,sans-serif;line-height:1.55;color:#132a2c;background:#f6f8f8;"
    "margin:0;padding:1rem}main{max-width:52rem;margin:auto}section{background:#fff;border:1px solid #cfdcdc;"
    "border-radius:10px;padding:1rem 1.25rem;margin-block:1rem}h1,h2,h3{line-height:1.25;color:#06383a}"
    ".lead{font-size:1.125rem}figure{margin:1rem 0}svg{display:block;width:100%;height:auto;max-width:40rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px "
    "solid #cfdcdc;font-variant-numeric:tabular-nums}tbody th{font-weight:400}thead "
    "th{border-bottom-width:2px}"
    ".getal{text-align:right}.vak{overflow-x:auto}summary{cursor:pointer;font-weight:600;padding-block:.5rem}"
    "dt{font-weight:600;margin-top:.5rem}dd{margin:0;overflow-wrap:anywhere}"
    "@media print{body{background:#fff}section{break-inside:avoid;border:0;padding:0}}"
)
