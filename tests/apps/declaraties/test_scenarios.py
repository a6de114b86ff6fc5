"""The cross-message cases for 323: the 325 that comes out equals the expected one."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.factories.declaraties import create_323, read_323

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.declaraties.actions import register_declaratie
from stelsel.apps.declaraties.models import Declarant, Declaratie, Declaratieregel
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.apps.verwerving.models import Contract, Contractproduct

BESTAND = Path(os.environ.get("STELSEL_SHARED", "../shared")) / "istandaarden" / "scenarios" / "level3.json"
DATA: dict[str, Any] = json.loads(BESTAND.read_text("utf-8")) if BESTAND.exists() else {"scenarios": []}
#: TR056 stands in the header and TR319 is found on level 2: both are judged before a claim comes here.
ELDERS = {"TR056-4", "TR319-1"}
SCENARIOS = [s for s in DATA["scenarios"] if s["message"] == "323" and s["id"] not in ELDERS]
NU = datetime(2025, 5, 6, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SCENARIOS, reason="reference folder (STELSEL_SHARED) is absent"),
]


def _dag(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def _put_contract(wet: str, agb: str, regels: list[dict[str, Any]]) -> None:
    contract = Contract.objects.create(
        nummer=f"K-{wet}-{agb}", aanbieder_id=agb, wet=wet, vandatum=date(2020, 1, 1)
    )
    contract.gemeenten.set([DATA["defaults"]["Gemeente"]])
    for regel in regels:
        velden = {"categorie": regel["Categorie"], "naam": regel["Code"], "eenheid": regel["Eenheid"] or ""}
        product, _ = Product.objects.get_or_create(wet=wet, code=regel["Code"], defaults=velden)
        Contractproduct.objects.create(
            contract=contract,
            product=product,
            tarief=regel["Tarief"] or 0,
            eenheid=regel["Eenheid"] or "",
            variant=regel["variant"],
            vandatum=_dag(regel.get("van")) or date(2020, 1, 1),
            totdatum=_dag(regel.get("tot")),
        )


def _put_client(bsn: str) -> Client:
    client, _ = Client.objects.get_or_create(
        gemeente_id=DATA["defaults"]["Gemeente"],
        bsn=bsn,
        defaults={"nummer": f"C-{bsn}", "geslachtsnaam": "Testpersoon", "geboortedatum": date(1980, 3, 4)},
    )
    return client


def _put_toewijzing(a: dict[str, Any], wet: str, agb: str) -> None:
    omvang = a.get("Omvang", {})
    Toewijzing.objects.create(
        toewijzing_nummer=str(a["ToewijzingNummer"]),
        gemeente_id=DATA["defaults"]["Gemeente"],
        wet=wet,
        client=_put_client(a["Bsn"]),
        aanbieder_id=agb,
        categorie=a.get("Categorie", ""),
        code=a.get("Code", ""),
        toegewezen_at=NU,
        ingangsdatum=_dag(a["Ingangsdatum"]),
        einddatum=_dag(a.get("Einddatum")),
        volume=omvang.get("Volume"),
        eenheid=omvang.get("Eenheid", ""),
        frequentie=omvang.get("Frequentie", ""),
        budget=a.get("Budget"),
        reden_wijziging=a.get("RedenWijziging", ""),
    )


def _regel(p: dict[str, Any], bsn: str) -> dict[str, Any]:
    return {
        "bsn": bsn,
        "referentie_nummer": p["ReferentieNummer"],
        "vorig_referentie_nummer": p.get("VorigReferentieNummer"),
        "toewijzing_nummer": p["ToewijzingNummer"],
        "categorie": p["ProductCategorie"],
        "code": p["ProductCode"],
        "begin": _dag(p["Begindatum"]),
        "eind": _dag(p["Einddatum"]),
        "volume": p["GeleverdVolume"],
        "eenheid": p["Eenheid"],
        "tarief": p.get("ProductTarief"),
        "bedrag": p["Bedrag"],
        "dc": p["DebetCredit"],
    }


def _put_declaratie(d: dict[str, Any], wet: str, agb: str) -> None:
    sleutel = {"gemeente_id": DATA["defaults"]["Gemeente"], "aanbieder_id": agb, "wet": wet}
    declarant, _ = Declarant.objects.get_or_create(**sleutel)
    if d["result"] != "processed":
        return
    declaratie = Declaratie.objects.create(
        **sleutel,
        declaratie_nummer=d["DeclaratieNummer"],
        periode_begindatum=_dag(d["DeclaratiePeriode"]["Begindatum"]),
        periode_einddatum=_dag(d["DeclaratiePeriode"]["Einddatum"]),
        dagtekening=date(2025, 1, 1),
        ontvangen_at=NU,
        totaal_ingediend=0,
        totaal_toegekend=0,
        aantal_regels=len(d["lines"]),
        aantal_afgekeurd=0,
        uitkomst="goedgekeurd",
    )
    for rij, p in enumerate(d["lines"]):
        r = _regel(p, p["Bsn"])
        Declaratieregel.objects.create(
            declaratie=declaratie,
            declarant=declarant,
            rij=rij,
            client_id=Client.objects.get(bsn=p["Bsn"]).pk,
            toewijzing_id=Toewijzing.objects.get(toewijzing_nummer=str(p["ToewijzingNummer"]), wet=wet).pk,
            begindatum=r.pop("begin"),
            einddatum=r.pop("eind"),
            vorig_referentie_nummer=r.pop("vorig_referentie_nummer") or "",
            goedgekeurd=p["approved"],
            retourcodes="" if p["approved"] else "0611",
            bedrag=-p["Bedrag"] if p["DebetCredit"] == "C" else p["Bedrag"],
            **{k: v for k, v in r.items() if k not in ("bsn", "bedrag", "dc")},
        )


def _put_wereld(scenario: dict[str, Any], wet: str) -> None:
    defaults, prior = DATA["defaults"], scenario["prior"]
    for agb in (defaults["Aanbieder"], "99000002"):
        Aanbieder.objects.create(agb=agb, naam=agb)
    Gemeente.objects.create(code=defaults["Gemeente"], naam="Proefstad")
    eigen = {regel["Code"] for regel in prior.get("contract", [])}
    regels = [r for r in defaults["contract"][scenario["standard"]] if r["Code"] not in eigen]
    _put_contract(wet, defaults["Aanbieder"], regels + prior.get("contract", []))
    for bsn in prior.get("clients", []):
        _put_client(bsn)
    for a in prior.get("allocations", []):
        _put_toewijzing(a, wet, a.get("Aanbieder", defaults["Aanbieder"]))
    for d in prior.get("declarations", []):
        _put_declaratie(d, wet, d.get("Aanbieder", defaults["Aanbieder"]))


def _als_verwacht(waarden: dict[str, Any]) -> dict[str, Any]:
    """The values of a 325 in the shape of the expectations."""
    antwoord = waarden["DeclaratieAntwoord"]
    return {
        "Header": waarden["Header"]["RetourCodes"]["RetourCode"],
        "DeclaratieAntwoord": antwoord["RetourCodes"]["RetourCode"],
        "TotaalIngediendBedrag": antwoord["TotaalIngediendBedrag"],
        "TotaalToegekendBedrag": antwoord["TotaalToegekendBedrag"],
        "Client": [
            {
                "Bsn": client["Bsn"],
                "codes": client["RetourCodes"]["RetourCode"],
                "Prestatie": [
                    {
                        "ReferentieNummer": p["ProductReferentie"]["ReferentieNummer"],
                        "codes": p["RetourCodes"]["RetourCode"],
                    }
                    for p in client["Prestaties"]["Prestatie"]
                ],
            }
            for client in antwoord.get("Clienten", {}).get("Client", [])
        ],
    }


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s["id"])
def test_scenario(scenario: dict[str, Any]) -> None:
    wet = {"ijw": "jw", "iwmo": "wmo"}[scenario["standard"]]
    defaults, inkomend = DATA["defaults"], scenario["incoming"]
    _put_wereld(scenario, wet)
    begin = date.fromisoformat(inkomend["DeclaratiePeriode"]["Begindatum"])
    data = create_323(
        [_regel(p, client["Bsn"]) for client in inkomend["Client"] for p in client["Prestatie"]],
        wet=wet,
        afzender=defaults["Aanbieder"],
        ontvanger=defaults["Gemeente"],
        declaratie_nummer=inkomend["DeclaratieNummer"],
        maand=(begin.year, begin.month),
        dagtekening=date.fromisoformat(inkomend["DeclaratieDagtekening"]),
    )

    uitslag = register_declaratie(
        declaratie=read_323(data),
        gemeente=Gemeente.objects.get(),
        aanbieder=Aanbieder.objects.get(agb=defaults["Aanbieder"]),
        wet=wet,
        bericht_sleutel="in-1",
        sha256="0" * 64,
        identificatie="ANT000000001",
        today=date.fromisoformat(scenario.get("today", defaults["today"])),
        now=NU,
    )

    verwacht = {
        "TotaalIngediendBedrag": inkomend["TotaalIngediendBedrag"],
        "Client": [],
        **scenario["expected"],
    }
    verwacht.setdefault("TotaalToegekendBedrag", {"TotaalBedrag": 0, "DebetCredit": "D"})
    assert _als_verwacht(dict(uitslag.antwoord.waarden)) == {
        k: v for k, v in verwacht.items() if k not in ("retour", "result")
    }
