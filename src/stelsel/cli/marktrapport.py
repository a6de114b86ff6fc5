"""The report of `stelsel marktschets --uit`: one page with the charts, and the data behind them.

The page needs nothing from outside: it can be mailed and printed. Because it is meant to be passed on, it is
the public edition: nothing about fewer clients than the threshold, and every figure rounded.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from stelsel.analyse.abc import create_grafiek_abc
from stelsel.analyse.clienten_en_kosten import (
    Groepskosten,
    Kosten,
    compute_staven,
    create_grafiek_staven,
    get_kosten_per_groep,
    list_te_klein,
    render_klasse,
)
from stelsel.analyse.marktschets import Marktschets
from stelsel.analyse.onthulling import (
    NIET_GETOOND,
    Norm,
    Uitgave,
    get_norm,
    is_te_klein,
    render_aantal,
    rond_af,
    rond_som,
)
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.analyse.uitgave import protect_lorenz, protect_schets
from stelsel.analyse.verdeling import compute_lorenz, create_grafiek_lorenz
from stelsel.apps.web.render.grafiek import Grafiek, TekenenMislukt, render_grafieken
from stelsel.domein.marktschets.segmentatie import Segment
from stelsel.kern.bedrag import in_euro
from stelsel.lake.engine import Table, read_uitkomst
from stelsel.lake.intake import Waarschuwing

Rij = Sequence[str | int | float]
_GINI = "Ongelijkheid van de kosten (Gini, van 0 tot 1)"
_SEGMENTKOPPEN = ("segment", "cliënten", "aandeel cliënten", "kosten in centen", "aandeel kosten")


@dataclass(frozen=True)
class Blok:
    """One question: its chart (None where too few clients), its table, and the name of its data file."""

    vraag: str
    bestand: str
    koppen: Sequence[str]
    rijen: Sequence[Rij]
    tekst: str = ""
    grafiek: Grafiek | None = None


def write_rapport(
    *,
    map: Path,
    naam: str,
    schets: Marktschets,
    regels: Table,
    selectie: Selectie,
    kosten: Kosten,
    waarschuwingen: Sequence[Waarschuwing],
) -> None:
    """Write rapport.html, marktschets.json and a CSV per chart and table into `map` (made if needed)."""
    eerste, laatste = _get_tijdvak(get_selectie(regels, selectie))
    norm = get_norm(Uitgave.OPENBAAR, peildatum=laatste)
    drempel, clienten = norm.drempel, len(kosten)
    schets = protect_schets(schets, norm)
    blokken = [
        _create_lorenz(schets, kosten, norm),
        _create_segmenten(schets, drempel),
        _create_klassen(schets, kosten, norm),
        _create_groepen("gemeente", get_kosten_per_groep(regels, kolom="gemeente", selectie=selectie), norm),
        _create_groepen("domein", get_kosten_per_groep(regels, kolom="domein", selectie=selectie), norm),
    ]
    kern = _list_kern(schets, clienten, drempel)
    map.mkdir(parents=True, exist_ok=True)
    for blok in blokken:
        _write_csv(map / f"{blok.bestand}.csv", blok)
    data = {
        "bron": naam,
        "van": eerste.isoformat(),
        "tot_en_met": laatste.isoformat(),
        "drempel": drempel,
        "kern": [dict(zip(("wat", "waarde"), rij, strict=True)) for rij in kern],
        "tabellen": {b.bestand: [dict(zip(b.koppen, rij, strict=True)) for rij in b.rijen] for b in blokken},
        "waarschuwingen": [waarschuwing.als_data() for waarschuwing in waarschuwingen],
    }
    (map / "marktschets.json").write_text(json.dumps(data, ensure_ascii=False, indent=2), "utf-8")
    kop = f"{naam}, zorg van {_dag(eerste)} tot en met {_dag(laatste)}"
    (map / "rapport.html").write_text(_render_pagina(kop, kern, blokken, waarschuwingen, drempel), "utf-8")


def _get_tijdvak(regels: Table) -> tuple[date, date]:
    grenzen = regels.aggregate(eerste=regels.begindatum.min(), laatste=regels.begindatum.max())
    rij = read_uitkomst(grenzen).row(0, named=True)
    geen = date(2015, 1, 1)
    return rij["eerste"] or geen, rij["laatste"] or geen


def _list_kern(schets: Marktschets, clienten: int, drempel: int) -> list[tuple[str, str]]:
    """The core figures in words; a figure about too few clients is left unsaid."""
    beeld, gini = schets.kosten, schets.verdeling.gini
    if is_te_klein(clienten, drempel=drempel):
        return [("Cliënten", f"minder dan {drempel}")]
    bedragen = (
        ("Totale kosten", beeld.totaal_bedrag),
        ("Gemiddelde kosten per cliënt", beeld.gemiddelde),
        ("Kosten van de middelste cliënt (mediaan)", beeld.mediaan),
        ("Een kwart van de cliënten kost niet meer dan", beeld.p25),
        ("Drie kwart van de cliënten kost niet meer dan", beeld.p75),
        ("Negen van de tien cliënten kosten niet meer dan", beeld.p90),
    )
    toppen = [
        (
            f"De duurste {procent} % van de cliënten",
            f"{_procent(schets.verdeling.aandeel_top[procent])} van de kosten",
        )
        for procent in schets.verdeling.aandeel_top
    ]
    return [
        ("Cliënten", _aantal(beeld.clienten)),
        *((wat, in_euro(round(bedrag))) for wat, bedrag in bedragen if bedrag is not None),
        *([] if gini is None else [(_GINI, f"{gini:.2f}".replace(".", ","))]),
        *toppen,
    ]


def _create_lorenz(schets: Marktschets, kosten: Kosten, norm: Norm) -> Blok:
    punten = list(protect_lorenz(compute_lorenz(kosten, drempel=norm.drempel), norm, clienten=len(kosten)))
    top10 = schets.verdeling.aandeel_top.get(10, 0.0)
    genoeg = len(punten) > 10
    omschrijving = (
        f"Een lijn die traag begint en aan het eind steil stijgt. De duurste 10 procent van de cliënten "
        f"krijgt {_procent(top10)} van het geld. Dezelfde cijfers staan in de tabel."
    )
    return Blok(
        vraag="Hoe is het geld verdeeld over cliënten?",
        bestand="verdeling",
        koppen=("aandeel cliënten, van goedkoop naar duur", "aandeel in de kosten"),
        rijen=[(round(punt.clienten, 6), round(punt.kosten, 6)) for punt in punten],
        grafiek=Grafiek(create_grafiek_lorenz(punten, top10=top10), omschrijving) if genoeg else None,
        tekst=""
        if punten
        else f"Er zijn te weinig cliënten (minder dan {max(2 * norm.drempel, norm.noemer)}) voor dit beeld.",
    )


def _create_segmenten(schets: Marktschets, drempel: int) -> Blok:
    segmenten = schets.abc.segmenten
    if not segmenten:
        return Blok(
            vraag="Welke cliënten krijgen de helft van het geld?",
            bestand="segmenten",
            koppen=_SEGMENTKOPPEN,
            rijen=[],
            tekst=f"Een segment telt minder dan {drempel} cliënten. Daarom staan hier geen cijfers.",
        )
    c = segmenten[0]
    omschrijving = (
        f"Twee balken. Segment C is {_procent(c.aandeel_clienten)} van de cliënten en "
        f"{_procent(c.aandeel_bedrag)} van de kosten. Dezelfde cijfers staan in de tabel."
    )
    return Blok(
        vraag="Welke cliënten krijgen de helft van het geld?",
        bestand="segmenten",
        koppen=_SEGMENTKOPPEN,
        rijen=[_segmentrij(segment) for segment in segmenten],
        grafiek=Grafiek(create_grafiek_abc(schets.abc), omschrijving),
    )


def _segmentrij(segment: Segment) -> Rij:
    aandelen = round(segment.aandeel_clienten, 6), round(segment.aandeel_bedrag, 6)
    return segment.segment, segment.clienten, aandelen[0], segment.bedrag, aandelen[1]


def _create_klassen(schets: Marktschets, kosten: Kosten, norm: Norm) -> Blok:
    staven = [
        replace(staaf, clienten=rond_af(staaf.clienten, op=norm.aantal))
        for staaf in compute_staven(kosten, drempel=norm.drempel)
    ]
    return Blok(
        vraag="Wat kost een cliënt?",
        bestand="klassen",
        koppen=("kosten per cliënt", "cliënten"),
        rijen=[(render_klasse(staaf), staaf.clienten) for staaf in staven],
        tekst="" if staven else f"Er zijn te weinig cliënten (minder dan {norm.drempel}) voor dit beeld.",
        grafiek=Grafiek(
            create_grafiek_staven(staven, kostenbeeld=schets.kosten),
            "Liggende staven met het aantal cliënten per kostenklasse, van goedkoop naar duur. Dezelfde "
            "cijfers staan in de tabel.",
        )
        if len(staven) > 1
        else None,
    )


def _create_groepen(kolom: str, groepen: list[Groepskosten], norm: Norm) -> Blok:
    """Clients and cost per value; both are hidden for a group of few, and for one that would give it away."""
    verborgen = list_te_klein(groepen, drempel=norm.drempel)
    rijen: list[Rij] = []
    for groep, dicht in sorted(zip(groepen, verborgen, strict=True), key=lambda paar: paar[0].groep):
        aantal = render_aantal(rond_af(groep.clienten, op=norm.aantal), verborgen=dicht)
        bedrag = NIET_GETOOND if dicht else in_euro(rond_som(groep.bedrag, norm=norm, grootste=groep.hoogste))
        rijen.append((groep.groep or "onbekend", aantal, bedrag))
    return Blok(
        vraag=f"Wat kost de zorg per {kolom}?",
        bestand=f"per_{kolom}",
        koppen=(kolom, "cliënten", "kosten"),
        rijen=rijen,
        tekst=f"Een cliënt met zorg in twee groepen telt in beide mee. Groepen met minder dan "
        f"{norm.drempel} cliënten, en wat die zou verraden, tonen wij niet.",
    )


def _write_csv(pad: Path, blok: Blok) -> None:
    """Semicolons, decimal comma, UTF-8 with a mark, so that a spreadsheet opens it as it is."""
    with pad.open("w", encoding="utf-8-sig", newline="") as bestand:
        schrijver = csv.writer(bestand, delimiter=";")
        schrijver.writerow(blok.koppen)
        schrijver.writerows([_als_cel(waarde) for waarde in rij] for rij in blok.rijen)


def _als_cel(waarde: str | int | float) -> str | int:
    """A text that a spreadsheet would take for a formula gets a quotation mark in front."""
    if isinstance(waarde, float):
        return f"{waarde:.6f}".replace(".", ",")
    if isinstance(waarde, str) and waarde[:1] in ("=", "+", "-", "@"):
        return "'" + waarde
    return waarde


def _render_pagina(
    kop: str,
    kern: list[tuple[str, str]],
    blokken: Sequence[Blok],
    waarschuwingen: Sequence[Waarschuwing],
    drempel: int,
) -> str:
    try:
        svgs = iter(render_grafieken([blok.grafiek for blok in blokken if blok.grafiek is not None]))
    except TekenenMislukt:
        svgs = iter([""] * len(blokken))
    delen = [_render_blok(blok, next(svgs) if blok.grafiek is not None else "") for blok in blokken]
    cijfers = "".join(f"<tr><th scope='row'>{escape(wat)}</th><td>{escape(w)}</td></tr>" for wat, w in kern)
    return (
        "<!doctype html><html lang='nl'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Marktschets: {escape(kop)}</title><style>{_STIJL}</style></head><body><main>"
        f"<h1>Marktschets</h1><p>{escape(kop)}.</p>"
        f"<section><h2>De cijfers</h2><table><tbody>{cijfers}</tbody></table></section>"
        + "".join(delen)
        + _render_waarschuwingen(waarschuwingen)
        + _UITLEG.format(drempel=drempel)
        + "</main></body></html>\n"
    )


def _render_blok(blok: Blok, svg: str) -> str:
    koppen = "".join(f"<th scope='col'>{escape(kop.capitalize())}</th>" for kop in blok.koppen)
    rijen = "".join(_render_rij(blok.koppen, rij) for rij in blok.rijen)
    tabel = f"<div class='vak'><table><thead><tr>{koppen}</tr></thead><tbody>{rijen}</tbody></table></div>"
    if svg:
        tabel = f"<details><summary>Toon de cijfers als tabel</summary>{tabel}</details>"
    data = f"<p class='klein'>Gegevens: <a href='{blok.bestand}.csv'>{blok.bestand}.csv</a></p>"
    tekst = f"<p>{escape(blok.tekst)}</p>" if blok.tekst else ""
    inhoud = f"{svg}{tabel}{data}" if blok.rijen else ""
    return f"<section><h2>{escape(blok.vraag)}</h2>{tekst}{inhoud}</section>"


def _render_rij(koppen: Sequence[str], rij: Rij) -> str:
    cellen = (escape(_als_woord(kop, waarde)) for kop, waarde in zip(koppen, rij, strict=True))
    return "<tr>" + "".join(f"<td>{cel}</td>" for cel in cellen) + "</tr>"


def _render_waarschuwingen(waarschuwingen: Sequence[Waarschuwing]) -> str:
    if not waarschuwingen:
        return "<section><h2>Waarschuwingen</h2><p>Alle regels zijn gelezen. Er viel niets op.</p></section>"
    punten = "".join(
        f"<li><strong>{w.aantal} keer {escape(w.soort.replace('_', ' '))}</strong> ({in_euro(w.bedrag)}). "
        f"{escape(w.uitleg)}{_eerste_regels(w)}</li>"
        for w in waarschuwingen
    )
    return f"<section><h2>Waarschuwingen</h2><ul>{punten}</ul></section>"


def _eerste_regels(waarschuwing: Waarschuwing) -> str:
    regels = ", ".join(str(regel) for regel in waarschuwing.regels if regel)
    return f" Eerste regels: {regels}." if regels else ""


def _als_woord(kop: str, waarde: Any) -> str:
    """A value of a table for people: shares as percentages, cents as euros."""
    if kop.startswith("aandeel"):
        return _procent(float(waarde))
    if kop.endswith("in centen"):
        return in_euro(int(waarde))
    return _aantal(waarde) if isinstance(waarde, int) else str(waarde)


def _procent(deel: float) -> str:
    return f"{100 * deel:.1f} %".replace(".", ",")


def _aantal(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")


def _dag(dag: date) -> str:
    return f"{dag:%d-%m-%Y}"


_STIJL = (
    "body{font-family:'Noto Sans',system-ui,sans-serif;line-height:1.55;color:#132a2c;background:#f6f8f8;"
    "margin:0;padding:1rem}main{max-width:46rem;margin:auto}section{background:#fff;border:1px solid #cfdcdc;"
    "border-radius:10px;padding:1rem 1.25rem;margin-block:1rem}h1,h2{line-height:1.25;color:#06383a}"
    "svg{display:block;width:100%;height:auto;max-width:40rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid #cfdcdc;font-variant-numeric:"
    "tabular-nums}thead th{border-bottom-width:2px}.vak{overflow-x:auto}.klein{font-size:.875rem}"
    "a,summary{color:#0b5f63}summary{cursor:pointer;font-weight:600;padding-block:.5rem}"
    "@media print{body{background:#fff}section{break-inside:avoid;border:0;padding:0}}"
)

_UITLEG = (
    "<section><h2>Hoe is dit berekend?</h2>"
    "<p>Wij tellen per cliënt alle regels op, over alle aanbieders en producten samen. Een creditregel telt "
    "als min. Een cliënt telt één keer, ook met zorg van meer aanbieders.</p>"
    "<ul><li><strong>Mediaan:</strong> zet alle cliënten op volgorde van kosten en neem de middelste.</li>"
    "<li><strong>Gini:</strong> 0 als iedereen evenveel kost, bijna 1 als één cliënt alles kost.</li>"
    "<li><strong>Duurste 10 %:</strong> bij 85 cliënten zijn dat er 8,5: acht hele cliënten en de helft van "
    "de negende.</li>"
    "<li><strong>Segment C:</strong> van duur naar goedkoop, tot en met de cliënt bij wie de helft van alle "
    "kosten is bereikt. De anderen zijn segment B. Segment A, zorg zonder indicatie, zit niet in "
    "declaraties.</li>"
    "<li><strong>Kleine aantallen:</strong> cijfers over minder dan {drempel} cliënten tonen wij niet, zodat "
    "niemand te herkennen is. Andere cijfers zijn afgerond, elk apart: daarom tellen zij niet altijd precies "
    "op.</li></ul>"
    "<p>Let op: declaraties komen later binnen dan de zorg. De laatste maanden zijn daarom nog niet "
    "volledig. Alle gegevens samen staan in <a href='marktschets.json'>marktschets.json</a>.</p></section>"
)
