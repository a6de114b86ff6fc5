"""The checks on a claim line as one would write them without columns: query by query, line by line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bench.declaratiestroom import AANBIEDER, GEMEENTE
from django.db import transaction
from django.db.models import Sum

from stelsel.apps.declaraties.models import Declarant, Declaratie, Declaratieregel
from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.apps.verwerving.models import Contractproduct
from stelsel.kern.periode import Periode
from stelsel.kern.volume import (
    Eenheid,
    Frequentie,
    Omvang,
    maximum_in_productperiode,
    maximum_over_toewijzing,
)


@transaction.atomic
def judge_regels(regels: list[dict[str, Any]], *, now: datetime) -> dict[str, int]:
    """Judge and store each line; how often each rule was broken."""
    declarant = Declarant.objects.get(gemeente_id=GEMEENTE, aanbieder_id=AANBIEDER, wet="wmo")
    declaratie = Declaratie.objects.order_by("pk")[0]
    declaratie.pk, declaratie.declaratie_nummer = None, "ORM"
    declaratie.save()
    telling: dict[str, int] = {}
    for rij, regel in enumerate(regels):
        client = Client.objects.filter(gemeente_id=GEMEENTE, bsn=regel["bsn"]).first()
        toewijzing = Toewijzing.objects.filter(
            gemeente_id=GEMEENTE,
            wet="wmo",
            aanbieder_id=AANBIEDER,
            client=client,
            toewijzing_nummer=str(regel["toewijzing_nummer"]),
        ).first()
        codes = _judge(regel, declarant, toewijzing)
        for code in codes:
            telling[code] = telling.get(code, 0) + 1
        _store(regel, rij, declaratie, declarant, toewijzing, codes)
    return telling


def _judge(regel: dict[str, Any], declarant: Declarant, toewijzing: Toewijzing | None) -> list[str]:
    if toewijzing is None:
        return ["9338"]
    codes = []
    eerder = Declaratieregel.objects.filter(declarant=declarant)
    zelfde_referentie = eerder.filter(referentie_nummer=regel["referentie_nummer"])
    if any(zelfde_referentie.filter(goedgekeurd=oordeel).exists() for oordeel in (True, False)):
        codes.append("8021")
    goed = eerder.filter(toewijzing_id=toewijzing.pk, goedgekeurd=True)
    zelfde = goed.filter(code=regel["code"], begindatum=regel["begin"], vorig_referentie_nummer="")
    for debet in zelfde:
        if not eerder.filter(vorig_referentie_nummer=debet.referentie_nummer, goedgekeurd=True).exists():
            codes.append("9389")
    if (regel["categorie"], regel["code"]) != (toewijzing.categorie, toewijzing.code):
        codes.append("9340")
    if regel["eenheid"] != toewijzing.eenheid:
        codes.append("9341")
    contract = (
        Contractproduct.objects.filter(
            contract__aanbieder_id=AANBIEDER,
            contract__gemeenten=GEMEENTE,
            product__code=regel["code"],
            vandatum__lte=regel["begin"],
        )
        .order_by("-vandatum")
        .first()
    )
    if contract is None or regel["tarief"] != contract.tarief:
        codes.append("0611")
    if regel["bedrag"] != regel["volume"] * regel["tarief"]:
        codes.append("9346")
    return codes + _judge_volume(regel, toewijzing, goed.aggregate(som=Sum("volume"))["som"] or 0)


def _judge_volume(regel: dict[str, Any], toewijzing: Toewijzing, gebruikt: int) -> list[str]:
    looptijd = Periode(toewijzing.ingangsdatum, toewijzing.einddatum)
    periode = Periode(regel["begin"], regel["eind"])
    codes = []
    if regel["begin"] < looptijd.begin or (looptijd.eind and regel["eind"] > looptijd.eind):
        codes.append("9307")
    omvang = Omvang(toewijzing.volume or 0, Eenheid(toewijzing.eenheid), Frequentie(toewijzing.frequentie))
    if regel["volume"] > maximum_in_productperiode(omvang, toewijzing=looptijd, productperiode=periode):
        codes.append("9321")
    totaal = maximum_over_toewijzing(omvang, toewijzing=looptijd)
    if totaal is not None and gebruikt + regel["volume"] > totaal:
        codes.append("9322")
    return codes


def _store(
    regel: dict[str, Any],
    rij: int,
    declaratie: Declaratie,
    declarant: Declarant,
    toewijzing: Toewijzing | None,
    codes: list[str],
) -> None:
    Declaratieregel.objects.create(
        declaratie=declaratie,
        declarant=declarant,
        rij=rij,
        client_id=toewijzing.client_id if toewijzing else None,
        toewijzing_id=toewijzing.pk if toewijzing else None,
        begindatum=regel["begin"],
        einddatum=regel["eind"],
        goedgekeurd=not codes,
        retourcodes=",".join(codes),
        **{
            veld: regel[veld]
            for veld in (
                "toewijzing_nummer",
                "referentie_nummer",
                "categorie",
                "code",
                "volume",
                "eenheid",
                "tarief",
                "bedrag",
            )
        },
    )
