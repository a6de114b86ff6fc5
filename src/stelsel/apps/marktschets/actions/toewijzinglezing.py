"""Allocations of another system: read into the folder of their number, and taken over into the lake."""

from __future__ import annotations

import polars as pl
from django.conf import settings

from stelsel.apps.basis.queries import get_lake
from stelsel.kern.vastlegging import render_vastlegging
from stelsel.lake.inlezen.lezen import Gemeentenamen
from stelsel.lake.inlezen.overname import publish_toewijzingen
from stelsel.lake.inlezen.toewijzingen import (
    GelezenToewijzingen,
    create_gelezen,
    read_toewijzingen,
    write_toewijzingen,
)
from stelsel.lake.intake import IntakeFout
from stelsel.lake.pseudoniem import Pseudonimiseerder

from ..models import Inlezing
from ..queries.inlezen import Inhoud, create_omrekening
from ..queries.toewijzinglezing import Toewijzingrapport, get_toewijzingvoorstel
from ..queries.werkmap import Werkmap


def read_toewijzingbestand(
    werkmap: Werkmap, inlezing: Inlezing, *, inhoud: Inhoud, gemeenten: Gemeentenamen, rest: tuple[str, ...]
) -> None:
    """The rows under pseudonyms, what is to be said of them, and away with the file. Raises IntakeFout."""
    rijen, waarschuwingen, gelezen = read_toewijzingen(
        werkmap.bestand, wijze=inhoud.wijze, koppeling=inhoud.koppeling, gemeenten=gemeenten,
        meld=lambda regels: werkmap.write_voortgang(1, regels),
    )  # fmt: skip
    werkmap.write_voortgang(2, gelezen)
    sleutel = Pseudonimiseerder(settings.STELSEL_PSEUDONIEM_SLEUTEL)
    clienten, met_bsn, afdruk = write_toewijzingen(
        rijen, werkmap.map, pseudonimiseerder=sleutel, bron=inlezing.bron
    )
    werkmap.bestand.unlink(missing_ok=True)
    uitkomst = create_gelezen(
        rijen, waarschuwingen, gelezen=gelezen, clienten=clienten, met_bsn=met_bsn, regelafdruk=afdruk,
        niet_gelezen=rest,
    )  # fmt: skip
    werkmap.write_uitkomst(uitkomst)


def publish_toewijzinglezing(rij: Inlezing, werkmap: Werkmap, *, uitkomst: GelezenToewijzingen) -> None:
    """Allocations to the lake; what became of them on `rij`. Raises IntakeFout when no domain is a law."""
    omrekening = create_omrekening(rij, uitkomst)
    voorstel = get_toewijzingvoorstel(rij, omrekening)
    if not voorstel.mee:
        raise IntakeFout("Geen enkele toewijzing heeft een domein. Kies eerst bij elk oud domein een wet.")
    rij.regels = publish_toewijzingen(
        get_lake(),
        rijen=pl.read_parquet(werkmap.toewijzingen),
        clienten=pl.read_parquet(werkmap.clienten),
        domeinen=omrekening.domeinen,
        bron=rij.lakebron,
        momentopname=rij.momentopname,
        gegevens_tm=rij.gegevens_tm or uitkomst.laatste_dag,
        behalve=rij.vervangt.lakebron if rij.vervangt else "",
    )
    rij.rapport = render_vastlegging(Toewijzingrapport(uitkomst, omrekening, voorstel))
