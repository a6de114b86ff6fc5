"""Allocations and their clients to the lake, under pseudonyms.

The pseudonym of a client is made of the BSN (kind "client"), so that every context that publishes about the
same person, in whichever gemeente, ends up at the same number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl

from stelsel.apps.profielen.models import Product
from stelsel.apps.verwerving.queries import Tarief, get_tarieven
from stelsel.domein.toegang.begrippen import Wet
from stelsel.lake.opslag import Lake
from stelsel.lake.pseudoniem import Pseudonimiseerder
from stelsel.lake.tabellen import CLIENTEN, TOEWIJZINGEN

from .models import Client, Stopmelding, Toewijzing
from .queries import get_toegekend_bedrag, list_alle_toewijzingen

BRON = "toegang"
BLOK = 5_000
DOMEIN = {Wet.JEUGDWET.value: "jeugd", Wet.WMO.value: "wmo"}
_GESLACHT = {"1": "m", "2": "v", "9": "x"}
#: Household numbers of this source lie above those of any other.
_HUISHOUDEN_VANAF, _HUISHOUDEN_BITS = 1 << 30, (1 << 30) - 1

_TYPEN_CLIENTEN: dict[str, Any] = {
    "client_nr": pl.Int32,
    "pseudoniem": pl.String,
    "geboortejaar": pl.Int16,
    "gemeente": pl.String,
    "huishouden": pl.Int32,
    "geslacht": pl.String,
}

_TYPEN_TOEWIJZINGEN: dict[str, Any] = dict.fromkeys(TOEWIJZINGEN.kolomnamen, pl.String) | {
    "client_nr": pl.Int32,
    "bedrag": pl.Int64,
    **dict.fromkeys(("ingangsdatum", "einddatum", "startdatum", "stopdatum"), pl.Date),
}

_Sleutel = tuple[str, str, str]


def publish_toegang(*, lake: Lake, pseudonimiseerder: Pseudonimiseerder, today: date) -> int:
    """Replace the allocations and clients of this source in the lake; the number of allocations."""
    toewijzingen = list(list_alle_toewijzingen())
    clienten = list(
        Client.objects.filter(toewijzingen__isnull=False)
        .select_related("huishouden")
        .distinct()
        .order_by("pk")
    )
    pseudoniemen = pl.Series(
        pseudonimiseerder.list_pseudoniemen("client", [c.bsn for c in clienten]), dtype=pl.String
    )
    nummers = dict(zip((c.pk for c in clienten), lake.register_clienten(pseudoniemen).to_list(), strict=True))
    with lake.publish(bron=BRON, momentopname=today.isoformat(), gegevens_tm=today) as publicatie:
        publicatie.write(CLIENTEN, _create_clienten(clienten, pseudoniemen, nummers, pseudonimiseerder))
        for blok in _in_blokken(sorted(toewijzingen, key=lambda rij: nummers[rij.client_id])):
            publicatie.write(TOEWIJZINGEN, _create_toewijzingen(blok, nummers, pseudonimiseerder))
    return len(toewijzingen)


def _in_blokken(rijen: Sequence[Toewijzing]) -> Iterator[Sequence[Toewijzing]]:
    """At least one block, so that a table without rows replaces what was there."""
    for i in range(0, max(1, len(rijen)), BLOK):
        yield rijen[i : i + BLOK]


def _create_clienten(
    clienten: Sequence[Client],
    pseudoniemen: pl.Series,
    nummers: dict[int, int],
    pseudonimiseerder: Pseudonimiseerder,
) -> pl.DataFrame:
    """One row per pseudonym: somebody known in two gemeenten counts where they were registered last."""
    huishoudens = pseudonimiseerder.list_pseudoniemen(
        "huishouden", [c.huishouden.nummer if c.huishouden else c.nummer for c in clienten]
    )
    rijen = pl.DataFrame(
        {
            "client_nr": [nummers[c.pk] for c in clienten],
            "pseudoniem": pseudoniemen,
            "geboortejaar": [c.geboortedatum.year for c in clienten],
            "gemeente": [c.gemeente_id for c in clienten],
            "huishouden": [_HUISHOUDEN_VANAF + (int(h[:8], 16) & _HUISHOUDEN_BITS) for h in huishoudens],
            "geslacht": [_GESLACHT.get(c.geslacht) for c in clienten],
        },
        schema=_TYPEN_CLIENTEN,
    )
    return rijen.unique(subset="client_nr", keep="last", maintain_order=True)


def _create_toewijzingen(
    rijen: Sequence[Toewijzing], nummers: dict[int, int], pseudonimiseerder: Pseudonimiseerder
) -> pl.DataFrame:
    stops = {
        stop.toewijzing_id: stop
        for stop in Stopmelding.objects.filter(
            toewijzing__in=[rij.pk for rij in rijen], verwijderd=False
        ).order_by("einddatum", "id")
    }
    profielen = dict(_list_profielcodes())
    tarieven = _get_tarieven(rijen)
    data = [
        {
            "client_nr": nummers[rij.client_id],
            "toewijzing": pseudonimiseerder.get_pseudoniem(
                "toewijzing", f"{rij.gemeente_id} {rij.wet} {rij.toewijzing_nummer}"
            ),
            "gemeente": rij.gemeente_id,
            "aanbieder": rij.aanbieder_id,
            "domein": DOMEIN[rij.wet],
            "productcategorie": rij.categorie or None,
            "productcode": rij.code or None,
            "profiel": profielen.get((rij.wet, rij.code)),
            "ingangsdatum": rij.ingangsdatum,
            "einddatum": rij.einddatum,
            "bedrag": _get_bedrag(rij, tarieven),
            "startdatum": rij.startdatum,  # type: ignore[attr-defined]  # annotated by the query
            "stopdatum": stops[rij.pk].einddatum if rij.pk in stops else None,
            "reden": stops[rij.pk].reden_beeindiging if rij.pk in stops else None,
            "verwijzer": None,
        }
        for rij in rijen
    ]
    return pl.DataFrame(data, schema=_TYPEN_TOEWIJZINGEN)


def _list_profielcodes() -> Iterator[tuple[tuple[str, str], str]]:
    for wet, code, profiel in Product.objects.filter(profiel__isnull=False).values_list(
        "wet", "code", "profiel__code"
    ):
        yield (wet, code), profiel


def _get_tarieven(rijen: Sequence[Toewijzing]) -> dict[_Sleutel, list[Tarief]]:
    sleutels = {(rij.aanbieder_id, rij.gemeente_id, rij.wet) for rij in rijen}
    return {
        (agb, gemeente, wet): get_tarieven(aanbieder_agb=agb, gemeentecode=gemeente, wet=wet)
        for agb, gemeente, wet in sleutels
    }


def _get_bedrag(rij: Toewijzing, tarieven: dict[_Sleutel, list[Tarief]]) -> int | None:
    """With the tariff of the first day; None without one."""
    tarief = next(
        (
            t
            for t in tarieven[rij.aanbieder_id, rij.gemeente_id, rij.wet]
            if t.code == rij.code
            and t.van <= rij.ingangsdatum
            and (t.tot is None or rij.ingangsdatum <= t.tot)
        ),
        None,
    )
    return get_toegekend_bedrag(
        rij, tarief=tarief.tarief if tarief else None, tariefeenheid=tarief.eenheid if tarief else ""
    )
