"""The document of `stelsel marktschets --document`: marktschets.pdf, .html and .json in a folder."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stelsel.analyse.document import (
    Bron,
    Document,
    Keuze,
    Versies,
    compute_documentcijfers,
    create_document,
    list_regelversies,
)
from stelsel.analyse.domeinen import add_categorie, add_domein
from stelsel.analyse.inzet import get_peildatum
from stelsel.apps.web.render.document import add_tekeningen, render_html, render_pdf
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.marktschets.domeinen import get_domeinindeling
from stelsel.domein.marktschets.indelingsregel import get_standaardregel
from stelsel.kern.bedrag import in_euro
from stelsel.lake.engine import Table, get_bestanden, read_uitkomst

if TYPE_CHECKING:
    from stelsel.analyse.aansluiting import Aansluiting
    from stelsel.domein.marktschets.indelingsregel import Indelingsregel
    from stelsel.lake.intake import Intake


def write_document(
    *,
    map: Path,
    pad: Path,
    toewijzingen: Path | None,
    intake: Intake,
    regels: Table,
    jaar: int | None,
    domein: str,
    regel: Indelingsregel | None,
    aansluiting: Aansluiting,
) -> Path:
    """Write the document into `map` (made if needed); the PDF. Raises TeWeinigClienten."""
    bron = _get_bron(regels, intake, met_toewijzingen=toewijzingen is not None, aansluiting=aansluiting)
    peildatum = _get_laatste_dag(bron)
    cijfers = compute_documentcijfers(
        bron, keuze=Keuze(jaar, "", domein), peildatum=peildatum, regel=regel or get_standaardregel()
    )
    versies = Versies(
        gegevens=(
            *((f"Bestand {p.name}", _hash(p)) for p in (pad, toewijzingen) if p is not None),
            ("Gegevens tot en met", f"{peildatum:%d-%m-%Y}"),
            *((w.soort.replace("_", " "), f"{w.aantal} keer, {in_euro(w.bedrag)}")
              for w in intake.waarschuwingen),
        ),
        regels=list_regelversies(cijfers),
        product=version("stelsel"),
    )  # fmt: skip
    document = create_document(cijfers, onderwerp=_render_onderwerp(jaar, domein, pad.name), versies=versies)
    return _write(document, map)


def _write(document: Document, map: Path) -> Path:
    data = document.als_data()
    grafieken = [Grafiek(o.vega, o.omschrijving) if o.vega else None for o in document.onderdelen]
    getekend = add_tekeningen(data, grafieken)
    map.mkdir(parents=True, exist_ok=True)
    (map / "marktschets.json").write_text(json.dumps(data, ensure_ascii=False, indent=2), "utf-8")
    (map / "marktschets.html").write_text(render_html(getekend), "utf-8")
    pdf = map / "marktschets.pdf"
    pdf.write_bytes(render_pdf(getekend))
    return pdf


def _get_bron(regels: Table, intake: Intake, *, met_toewijzingen: bool, aansluiting: Aansluiting) -> Bron:
    if not met_toewijzingen:
        return Bron(regels, aansluiting=aansluiting)
    gelezen = get_bestanden(regels.get_backend(), [intake.map / "toewijzingen.parquet"])
    toewijzingen = add_domein(add_categorie(gelezen, regels=regels), dag="ingangsdatum")
    clienten = toewijzingen.group_by("client_nr").agg(
        geboortejaar=toewijzingen.geboortejaar.min(), huishouden=toewijzingen.huishouden.min()
    )
    return Bron(regels, toewijzingen, clienten, aansluiting)


def _get_laatste_dag(bron: Bron) -> date:
    """The last day of the data, never after today: whoever asks tomorrow gets the same document."""
    today = datetime.now(tz=ZoneInfo("Europe/Amsterdam")).date()
    if bron.toewijzingen is not None:
        return get_peildatum(bron.regels, bron.toewijzingen, today=today)
    geweest = bron.regels.filter(bron.regels.einddatum <= today)
    dag: date | None = read_uitkomst(geweest.aggregate(dag=geweest.einddatum.max())).item()
    return dag or today


def _hash(pad: Path) -> str:
    """SHA-256 of a file, or of the files in a folder, by name."""
    paden = sorted(p for p in pad.iterdir() if p.is_file()) if pad.is_dir() else [pad]
    som = hashlib.sha256()
    for bestand in paden:
        with bestand.open("rb") as stroom:
            som.update(hashlib.file_digest(stroom, "sha256").digest())
    return f"sha256 {som.hexdigest()}"


def _render_onderwerp(jaar: int | None, domein: str, naam: str) -> str:
    wat = get_domeinindeling().namen.get(domein, "alle domeinen")
    return f"{wat}, {jaar if jaar else 'alle jaren'}, uit {naam}"
