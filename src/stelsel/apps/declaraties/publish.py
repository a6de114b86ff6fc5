"""Claims to the lake: what was asked, approved and proposed per claim, and the approved lines, pseudonymised.

The pseudonym of a client is made of the BSN (kind "client"), as toegang does, so that one person is one
number in all tables. Only years with new claims are written again; claims are never changed afterwards.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from django.db.models import Max

from stelsel.apps.toegang.models import Client
from stelsel.domein.toegang.begrippen import Wet
from stelsel.lake.opslag import Lake, Publicatie
from stelsel.lake.pseudoniem import Pseudonimiseerder
from stelsel.lake.tabellen import DECLARATIEREGELS, DECLARATIES

from .models import Declaratie, Declaratieregel
from .queries import list_als_tabel

BRON = "declaraties"
_DOMEIN = {Wet.JEUGDWET.value: "jeugd", Wet.WMO.value: "wmo"}
_REGELS: dict[str, Any] = {
    "client_id": pl.Int64,
    "gemeente": pl.String,
    "aanbieder": pl.String,
    "domein": pl.String,
    "productcategorie": pl.String,
    "productcode": pl.String,
    "begindatum": pl.Date,
    "einddatum": pl.Date,
    "volume": pl.Int64,
    "eenheid": pl.String,
    "bedrag": pl.Int64,
}
_DECLARATIES: dict[str, Any] = {
    "gemeente": pl.String,
    "aanbieder": pl.String,
    "domein": pl.String,
    "declaratie": pl.String,
    "begindatum": pl.Date,
    "einddatum": pl.Date,
    "ingediend": pl.Int64,
    "goedgekeurd": pl.Int64,
    "betaalvoorstel": pl.Int64,
}


def publish_declaraties(*, lake: Lake, pseudonimiseerder: Pseudonimiseerder, today: date) -> int:
    """Bring the claims of this source in the lake up to today; the number of approved lines written.

    Nothing new: nothing is written and the answer is 0.
    """
    momentopname = _get_momentopname()
    vorige = next((s.momentopname for s in lake.list_standen() if _is_regels(s.tabel, s.bron)), None)
    if momentopname == vorige or (vorige is None and not Declaratie.objects.exists()):
        return 0
    jaren = _list_jaren(vorige)
    geschreven = 0
    with lake.publish(bron=BRON, momentopname=momentopname, gegevens_tm=today, jaren=jaren) as publicatie:
        for jaar in jaren:
            geschreven += _write_jaar(publicatie, jaar, lake, pseudonimiseerder)
    return geschreven


def _is_regels(tabel: str, bron: str) -> bool:
    return (tabel, bron) == (DECLARATIEREGELS.naam, BRON)


def _get_momentopname() -> str:
    """Names the state of the claims: how many, and the last one."""
    return f"{Declaratie.objects.count()} {Declaratie.objects.aggregate(laatste=Max('pk'))['laatste'] or 0}"


def _list_jaren(vorige: str | None) -> list[int]:
    """The years with lines or periods of claims that the lake does not have yet.

    When not every claim up to the last published one was there at that moment (a slower transaction ended
    later), all years are written again.
    """
    aantal, laatste = map(int, vorige.split()) if vorige else (0, 0)
    if Declaratie.objects.filter(pk__lte=laatste).count() != aantal:
        laatste = 0
    nieuw = Declaratie.objects.filter(pk__gt=laatste)
    regels = Declaratieregel.objects.filter(declaratie__in=nieuw, goedgekeurd=True)
    jaren = {dag.year for dag in regels.dates("begindatum", "year")}
    return sorted(jaren | {dag.year for dag in nieuw.dates("periode_begindatum", "year")})


def _write_jaar(publicatie: Publicatie, jaar: int, lake: Lake, pseudonimiseerder: Pseudonimiseerder) -> int:
    van, tot = date(jaar, 1, 1), date(jaar, 12, 31)
    publicatie.write(DECLARATIES, _list_declaraties(van, tot, pseudonimiseerder))
    rijen = Declaratieregel.objects.filter(goedgekeurd=True, begindatum__range=(van, tot)).order_by("pk")
    regels = list_als_tabel(
        rijen,
        (
            "client_id",
            "declaratie__gemeente_id",
            "declaratie__aanbieder_id",
            "declaratie__wet",
            "categorie",
            "code",
            "begindatum",
            "einddatum",
            "volume",
            "eenheid",
            "bedrag",
        ),
        schema=_REGELS,
    )
    nummers = _list_nummers(regels["client_id"].unique(maintain_order=True), lake, pseudonimiseerder)
    regels = regels.join(nummers, on="client_id").with_columns(pl.col("domein").replace_strict(_DOMEIN))
    publicatie.write(DECLARATIEREGELS, regels.select(DECLARATIEREGELS.kolomnamen))
    return regels.height


def _list_nummers(client_ids: pl.Series, lake: Lake, pseudonimiseerder: Pseudonimiseerder) -> pl.DataFrame:
    """Client key to number in the lake; the BSN does not leave this function."""
    bsns = list_als_tabel(
        Client.objects.order_by("id"), ("id", "bsn"), schema={"client_id": pl.Int64, "bsn": pl.String}
    ).join(client_ids.to_frame(), on="client_id", how="semi")
    pseudoniemen = pl.Series(pseudonimiseerder.list_pseudoniemen("client", bsns["bsn"]), dtype=pl.String)
    return bsns.select("client_id", client_nr=lake.register_clienten(pseudoniemen))


def _list_declaraties(van: date, tot: date, pseudonimiseerder: Pseudonimiseerder) -> pl.DataFrame:
    rijen = (
        Declaratie.objects.filter(periode_begindatum__range=(van, tot))
        .select_related("betaalvoorstel")
        .order_by("pk")
    )
    data = [
        {
            "gemeente": rij.gemeente_id,
            "aanbieder": rij.aanbieder_id,
            "domein": _DOMEIN[rij.wet],
            "declaratie": pseudonimiseerder.get_pseudoniem("declaratie", str(rij.pk)),
            "begindatum": rij.periode_begindatum,
            "einddatum": rij.periode_einddatum,
            "ingediend": rij.totaal_ingediend,
            "goedgekeurd": rij.totaal_toegekend,
            "betaalvoorstel": rij.betaalvoorstel.bedrag if hasattr(rij, "betaalvoorstel") else None,
        }
        for rij in rijen
    ]
    return pl.DataFrame(data, schema=_DECLARATIES)
