"""The cross-message cases for 315 and 317: the 316 or 318 that comes out equals the expected one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stelsel.apps.basis.models import Aanbieder, Gemeente, Regio
from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang.actions import (
    Aanvraagwens,
    Clientgegevens,
    Clientovername,
    Toewijzingovername,
    Verzoekgegevens,
    take_over_antwoord,
    take_over_client,
    take_over_toewijzing,
    take_over_verzoek,
)
from stelsel.apps.toegang.models import Aanvraag, Client
from stelsel.domein.toegang.verzoek import Verzoeksoort
from stelsel.istandaarden import Bericht, create_header, get_definitie, parse_bericht, write_bericht

BESTAND = Path(os.environ.get("STELSEL_SHARED", "../shared")) / "istandaarden" / "scenarios" / "level3.json"
DATA: dict[str, Any] = json.loads(BESTAND.read_text("utf-8")) if BESTAND.exists() else {"scenarios": []}
SCENARIOS = [s for s in DATA["scenarios"] if s["message"] in ("315", "317")]
NU = datetime(2025, 5, 6, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
LIJSTEN = {
    "OngewijzigdProduct": "OngewijzigdeProducten",
    "TeWijzigenProduct": "TeWijzigenProducten",
    "NieuwProduct": "NieuweProducten",
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SCENARIOS, reason="reference folder (STELSEL_SHARED) is absent"),
]


def _dag(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def _put_client(bsn: str) -> str:
    nummer = f"C-{bsn}"
    if not Client.objects.filter(nummer=nummer).exists():
        gegevens = Clientgegevens(
            bsn=bsn, geslachtsnaam="Testpersoon", voornamen="Robin", geboortedatum=date(1980, 3, 4)
        )
        overname = Clientovername(nummer, DATA["defaults"]["Gemeente"], f"H-{bsn}", gegevens)
        take_over_client(client=overname, actor="test", now=NU)
    return nummer


def _put_toewijzing(a: dict[str, Any], wet: str) -> None:
    omvang = a.get("Omvang", {})
    take_over_toewijzing(
        toewijzing=Toewijzingovername(
            toewijzing_nummer=str(a["ToewijzingNummer"]),
            client_nummer=_put_client(a["Bsn"]),
            wet=wet,
            agb=a.get("Aanbieder", DATA["defaults"]["Aanbieder"]),
            categorie=a.get("Categorie", ""),
            code=a.get("Code", ""),
            ingangsdatum=date.fromisoformat(a["Ingangsdatum"]),
            einddatum=_dag(a.get("Einddatum")),
            toegewezen_at=NU,
            volume=omvang.get("Volume"),
            eenheid=omvang.get("Eenheid", ""),
            frequentie=omvang.get("Frequentie", ""),
            budget=a.get("Budget"),
            reden_wijziging=a.get("RedenWijziging", ""),
            referentie_aanbieder=a.get("ReferentieAanbieder", ""),
        ),
        actor="test",
        now=NU,
    )


def _put_verzoek(r: dict[str, Any], wet: str) -> None:
    gegevens = Verzoekgegevens(
        gemeentecode=DATA["defaults"]["Gemeente"],
        agb=r.get("Aanbieder", DATA["defaults"]["Aanbieder"]),
        wet=wet,
        soort=Verzoeksoort.VOT if r["message"] == "315" else Verzoeksoort.VOW,
        bsn=r["Bsn"],
        dagtekening=date(2025, 4, 1),
        ontvangen_datum=date(2025, 4, 1),
        bericht_sleutel="overname",
        aanvragen=[Aanvraagwens(referentie) for referentie in r["references"]],
    )
    take_over_verzoek(gegevens=gegevens, actor="test", now=NU, afgekeurd=r.get("rejected_in_retour", False))


def _put_wereld(scenario: dict[str, Any], wet: str) -> None:
    defaults, prior = DATA["defaults"], scenario["prior"]
    for agb in (defaults["Aanbieder"], "99000002"):
        Aanbieder.objects.create(agb=agb, naam=agb)
    regio = Regio.objects.create(naam="Proefregio")
    for rij in defaults["gemeenten"]:
        Gemeente.objects.create(
            code=rij["code"],
            naam=rij["code"],
            regio=regio,
            vandatum=_dag(rij.get("van")),
            totdatum=_dag(rij.get("tot")),
        )
    for regel in defaults["contract"][scenario["standard"]]:
        Product.objects.create(
            wet=wet, categorie=regel["Categorie"], code=regel["Code"], naam=regel["Code"], eenheid="04"
        )
    for bsn in prior.get("clients", []):
        _put_client(bsn)
    for a in prior.get("allocations", []):
        _put_toewijzing(a, wet)
    for r in prior.get("requests", []):
        _put_verzoek(r, wet)
    for a in prior.get("answers", []):
        sleutel = {"gemeentecode": defaults["Gemeente"], "agb": defaults["Aanbieder"], "wet": wet}
        take_over_antwoord(
            **sleutel, referentie_aanbieder=a["ReferentieAanbieder"], verzoek_antwoord=a["VerzoekAntwoord"]
        )


def _als_waarden(deel: dict[str, Any]) -> dict[str, Any]:
    """A flat product of the scenarios in the shape of the message."""
    waarden = {
        naam: _dag(waarde) if naam.endswith("datum") else waarde
        for naam, waarde in deel.items()
        if naam not in ("Categorie", "Code")
    }
    if "Categorie" in deel:
        waarden["Product"] = {naam: deel[naam] for naam in ("Categorie", "Code") if naam in deel}
    return waarden


def _create_client(scenario: dict[str, Any]) -> dict[str, Any]:
    inkomend, defaults = scenario["incoming"], DATA["defaults"]
    if scenario["message"] == "317":
        verzoek = inkomend["Verzoek"]
        inhoud = {naam: waarde for naam, waarde in verzoek.items() if naam not in LIJSTEN}
        for klasse, verzameling in LIJSTEN.items():
            if klasse in verzoek:
                inhoud[verzameling] = {klasse: [_als_waarden(deel) for deel in verzoek[klasse]]}
        return {"Bsn": inkomend["Bsn"], "Verzoek": inhoud}
    producten = [
        _als_waarden(d) | {"Verwijzer": defaults["Verwijzer"]} for d in inkomend["AangevraagdProduct"]
    ]
    persoon = defaults["client"]
    return {
        "Bsn": inkomend["Bsn"],
        "Geboortedatum": {"Datum": _dag(persoon["Geboortedatum"])},
        "Geslacht": persoon["Geslacht"],
        "Naam": {"Geslachtsnaam": {"Achternaam": persoon["Achternaam"]}},
        "AangevraagdeProducten": {"AangevraagdProduct": producten},
    }


def _create_bericht(scenario: dict[str, Any]) -> bytes:
    defaults, kop = DATA["defaults"], scenario["incoming"].get("header", {})
    definitie = get_definitie(scenario["standard"], scenario["message"])
    header = create_header(
        definitie,
        afzender=kop.get("Afzender", defaults["Aanbieder"]),
        ontvanger=kop.get("Ontvanger", defaults["Gemeente"]),
        identificatie=kop.get("Identificatie", defaults["Identificatie"]),
        dagtekening=date.fromisoformat(kop.get("Dagtekening", defaults["Dagtekening"])),
    )
    return write_bericht(Bericht(definitie, {"Header": header, "Client": _create_client(scenario)}))


def _list_codes(waarden: dict[str, Any], naam: str) -> Iterator[tuple[str, list[str]]]:
    """Every class at or below `waarden` with its codes, in the order of the message."""
    if "RetourCodes" in waarden:
        yield naam, sorted(waarden["RetourCodes"]["RetourCode"])
    for element, inhoud in waarden.items():
        for deel in inhoud if isinstance(inhoud, list) else [inhoud]:
            if isinstance(deel, dict) and element != "RetourCodes":
                yield from _list_codes(deel, element)


def _als_verwacht(waarden: dict[str, Any]) -> dict[str, Any]:
    """The values of a 316 or 318 in the shape of the expectations."""
    beeld: dict[str, Any] = {"Header": waarden["Header"].get("RetourCodes", {}).get("RetourCode", [])}
    for naam, codes in _list_codes(waarden.get("Client", {}), "Client"):
        if naam.endswith("Product"):
            beeld.setdefault(naam, []).append(codes)
        else:
            beeld[naam] = codes
    return beeld


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s["id"])
def test_scenario(scenario: dict[str, Any]) -> None:
    wet = {"ijw": "jw", "iwmo": "wmo"}[scenario["standard"]]
    _put_wereld(scenario, wet)
    eerder = Aanvraag.objects.count()
    rij = actions.register_inkomend_bericht(bestandsnaam="x.xml", inhoud=_create_bericht(scenario), now=NU)

    klaar = actions.check_volgend_bericht(today=date(2025, 5, 6), now=NU, sleutel=rij.pk)

    assert klaar is not None
    assert klaar.antwoord is not None
    verwacht = [scenario["expected"], *scenario.get("or_expected", [])]
    velden = [{k: v for k, v in een.items() if k not in ("retour", "result")} for een in verwacht]
    assert _als_verwacht(dict(parse_bericht(bytes(klaar.antwoord.inhoud)).waarden)) == velden[0]
    assert klaar.antwoord.bericht[-3:] == scenario["expected"]["retour"]
    assert klaar.status == {"approved": "verwerkt", "rejected": "afgekeurd"}[scenario["expected"]["result"]]
    nieuw = Aanvraag.objects.order_by("pk")[eerder:]
    assert {aanvraag.status for aanvraag in nieuw} <= {"ontvangen", "afgekeurd"}
