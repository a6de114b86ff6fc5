"""Rules on start and stop against what is on file: own cases, and the shared cross-message scenarios."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stelsel.istandaarden.berichten import FAMILIES
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.regels.levering import Leverdossier, Levering, Sleutel, check_leveringen

SHARED = Path(os.environ.get("STELSEL_SHARED", Path(__file__).parents[4] / "shared"))
SCENARIOS = SHARED / "istandaarden" / "scenarios" / "level3.json"
BEGIN, LATER = date(2025, 3, 3), date(2025, 4, 14)
SLEUTEL = Sleutel(101, "02", "02A01", BEGIN)
TIJDELIJK = Levering(SLEUTEL, einddatum=date(2025, 3, 28), reden="20")
DEFINITIEF = Levering(SLEUTEL, einddatum=date(2025, 4, 18), reden="19")


def create_dossier(**velden: Any) -> Leverdossier:
    gegevens: dict[str, Any] = {
        "toewijzing_nummers": frozenset({101}),
        "producten": {"02A01": "02", "07A01": "07"},
    }
    return Leverdossier(**(gegevens | velden))


def start(**velden: Any) -> dict[str, Any]:
    product = {"Categorie": "02", "Code": "02A01"}
    basis = {"ToewijzingNummer": 101, "Product": product, "Begindatum": BEGIN, "StatusAanlevering": "1"}
    return basis | velden


def stop(**velden: Any) -> dict[str, Any]:
    return start(RedenBeeindiging="19", Einddatum=date(2025, 4, 18)) | velden


def get_codes(
    soort: str, product: dict[str, Any], dossier: Leverdossier, familie: Familie = "iwmo"
) -> list[str]:
    [fouten] = check_leveringen([product], dossier, familie=familie, soort=soort)
    return [fout.regel for fout in fouten]


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(
    ("dossier", "product", "codes"),
    [
        pytest.param({}, start(), [], id="eerste start"),
        pytest.param({}, start(ToewijzingNummer=999), ["TR019"], id="TR019-onbekend"),
        pytest.param({}, start(ToewijzingNummer=None), ["TR019"], id="TR019-leeg"),
        pytest.param(
            {"taakgericht": frozenset({"02A01"})}, start(ToewijzingNummer=None), [], id="TR019-taakgericht"
        ),
        pytest.param(
            {}, start(Product={"Categorie": "02", "Code": "07A01"}), ["TR381"], id="TR381-categorie"
        ),
        pytest.param({"starts": {SLEUTEL}}, start(), ["TR074", "TR326"], id="TR074-zelfde"),
        pytest.param({"starts": {SLEUTEL}}, start(Begindatum=LATER), ["TR326"], id="TR326-loopt"),
        pytest.param(
            {"starts": {SLEUTEL}, "stops": {TIJDELIJK}}, start(Begindatum=LATER), [], id="na tijdelijke stop"
        ),
        pytest.param({}, start(StatusAanlevering="3"), ["TR063"], id="TR063-onbekend"),
        pytest.param({"starts": {SLEUTEL}}, start(StatusAanlevering="3"), [], id="TR063-bekend"),
        pytest.param(
            {"starts": {SLEUTEL}, "stops": {DEFINITIEF}}, start(StatusAanlevering="3"), ["TR071"], id="TR071"
        ),
    ],
)
def test_start(familie: Familie, dossier: dict[str, Any], product: dict[str, Any], codes: list[str]) -> None:
    assert get_codes("305", product, create_dossier(**dossier), familie) == codes


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(
    ("stops", "product", "codes"),
    [
        pytest.param(set(), stop(), [], id="eerste stop"),
        pytest.param(set(), stop(Begindatum=LATER), ["TR382"], id="TR382-andere-start"),
        pytest.param(set(), stop(ToewijzingNummer=999), ["TR019"], id="TR019-en-niets-over-de-start"),
        pytest.param({TIJDELIJK}, stop(), [], id="definitief na tijdelijk"),
        pytest.param({TIJDELIJK}, stop(Einddatum=date(2025, 3, 28)), [], id="TR414-zelfde-dag"),
        pytest.param({TIJDELIJK}, stop(Einddatum=date(2025, 3, 27)), ["TR414"], id="TR414-eerder"),
        pytest.param({TIJDELIJK}, stop(RedenBeeindiging="20"), ["TR413"], id="TR413"),
        pytest.param({DEFINITIEF}, stop(Einddatum=date(2025, 4, 30)), ["TR415"], id="TR415"),
        pytest.param({DEFINITIEF}, stop(), ["TR074", "TR415"], id="TR074"),
        pytest.param({DEFINITIEF}, stop(StatusAanlevering="3"), [], id="TR063-bekend"),
        pytest.param({TIJDELIJK}, stop(StatusAanlevering="3"), ["TR063"], id="TR063-andere-sleutel"),
    ],
)
def test_stop(familie: Familie, stops: set[Levering], product: dict[str, Any], codes: list[str]) -> None:
    assert get_codes("307", product, create_dossier(starts={SLEUTEL}, stops=stops), familie) == codes


def test_two_starts_in_one_message_are_judged_in_order() -> None:
    fouten = check_leveringen(
        [start(), start(Begindatum=LATER)], create_dossier(), familie="iwmo", soort="305"
    )
    assert [[f.regel for f in eigen] for eigen in fouten] == [[], ["TR326"]]


def list_scenarios() -> list[dict[str, Any]]:
    if not SCENARIOS.exists():
        return []
    inhoud = json.loads(SCENARIOS.read_text("utf-8"))
    alle: list[dict[str, Any]] = inhoud["scenarios"]
    header = ("TR056", "TR135", "TR378")
    return [
        scenario | {"contract": inhoud["defaults"]["contract"][scenario["standard"]]}
        for scenario in alle
        if scenario["message"] in ("305", "307") and scenario["rule"] not in header
    ]


def als_waarden(product: dict[str, Any]) -> dict[str, Any]:
    """A product of a scenario as the values of a message."""
    data = {n: date.fromisoformat(product[n]) for n in ("Begindatum", "Einddatum") if n in product}
    rest = {
        n: product[n] for n in ("ToewijzingNummer", "RedenBeeindiging", "StatusAanlevering") if n in product
    }
    return {"Product": {"Categorie": product["Categorie"], "Code": product["Code"]}, **rest, **data}


def als_levering(product: dict[str, Any]) -> Levering:
    begin = date.fromisoformat(product["Begindatum"])
    sleutel = Sleutel(product.get("ToewijzingNummer"), product["Categorie"], product["Code"], begin)
    einde = date.fromisoformat(product["Einddatum"]) if "Einddatum" in product else None
    return Levering(sleutel, einddatum=einde, reden=product.get("RedenBeeindiging", ""))


@pytest.mark.skipif(not SCENARIOS.exists(), reason="../shared ontbreekt: de scenario's zijn niet gedraaid")
@pytest.mark.parametrize("scenario", list_scenarios(), ids=lambda s: s["id"])
def test_shared_scenario(scenario: dict[str, Any]) -> None:
    prior, klasse = scenario["prior"], "StartProduct" if scenario["message"] == "305" else "StopProduct"
    geldig = [p for p in prior.get("starts", []) if not p.get("deleted")]
    gestopt = [p for p in prior.get("stops", []) if not p.get("deleted")]
    dossier = Leverdossier(
        toewijzing_nummers=frozenset(a["ToewijzingNummer"] for a in prior.get("allocations", [])),
        starts=frozenset(als_levering(p).sleutel for p in geldig),
        stops=frozenset(als_levering(p) for p in gestopt),
        producten={rij["Code"]: rij["Categorie"] for rij in scenario["contract"]},
        taakgericht=frozenset(r["Code"] for r in scenario["contract"] if r["variant"] == "taakgericht"),
    )
    producten = [als_waarden(p) for p in scenario["incoming"][klasse]]
    familie = scenario["standard"]
    fouten = check_leveringen(producten, dossier, familie=familie, soort=scenario["message"])
    catalogus = get_catalogus(familie)
    codes = [{catalogus[f.regel].retourcode for f in eigen} or {"0200"} for eigen in fouten]
    verwacht = scenario["expected"].get(klasse, [["0200"]] * len(producten))
    assert all(eigen <= set(goed) for eigen, goed in zip(codes, verwacht, strict=True)), (codes, verwacht)
