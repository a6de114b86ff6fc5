"""One history under three models, to the cent: the example of docs/rekenen/bekostiging.md on every engine."""

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.factories.lake import create_regel

from stelsel.analyse.bekostiging.clientdelen import get_clientdelen
from stelsel.analyse.bekostiging.clientprofielen import (
    Bereik,
    compute_bereik,
    get_clientprofielen,
    get_profielregels,
)
from stelsel.analyse.bekostiging.modelvergelijking import Modelvergelijking, compute_modelvergelijking
from stelsel.analyse.selectie import Selectie
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.vergelijkinvoer import parse_vergelijking
from stelsel.lake.tabellen import DECLARATIEREGELS

PAGINA = Path(__file__).resolve().parents[3] / "docs" / "rekenen" / "bekostiging.md"


def list_rijen(tabel: str) -> list[tuple[str, ...]]:
    """The rows of one table of the page, as texts."""
    stuk = PAGINA.read_text(encoding="utf-8").split(f"<!-- tabel: {tabel} -->\n")[1]
    regels = re.match(r"(?:\|.*\n)+", stuk)[0].splitlines()
    return [tuple(cel.strip() for cel in regel.strip("|").split("|")) for regel in regels[2:]]


@pytest.fixture
def voorbeeld(lees) -> Modelvergelijking:
    """The example, each amount as two lines, the second a correction."""
    rijen = list_rijen("historie")
    nummers = {client: nummer for nummer, client in enumerate(sorted({rij[0] for rij in rijen}))}
    profielen = {nummers[rij[0]]: rij[1] for rij in rijen if rij[1]}
    regels = [
        create_regel(nummers[client], bedrag, gemeente=gemeente, aanbieder=aanbieder)
        for client, _, gemeente, aanbieder, euro in rijen
        for bedrag in (round(100 * float(euro)) + 700, -700)
    ]
    delen = get_clientdelen(
        lees(DECLARATIEREGELS, regels),
        profielen=pl.DataFrame({"client_nr": list(profielen), "profiel": list(profielen.values())}),
    )
    return compute_modelvergelijking(delen, parse_vergelijking("[taak]\nbudget.0518 = 3000"))


@pytest.mark.eis("R3.12", "R3.29", "R3.39")
def test_budget_and_factor_of_every_gemeente_to_the_cent(voorbeeld: Modelvergelijking) -> None:
    gevonden = [
        (model.value, code, str(rij.budget), round(rij.factor, 6))
        for model, uitkomst in voorbeeld.modellen.items()
        for code, rij in uitkomst.gemeenten.items()
    ]

    assert gevonden == [(*rij[:3], float(rij[3])) for rij in list_rijen("gemeenten")]


def test_every_aanbieder_to_the_cent(voorbeeld: Modelvergelijking) -> None:
    gevonden = [
        (model.value, agb, rij.oud, rij.nieuw)
        for model, uitkomst in voorbeeld.modellen.items()
        for agb, rij in uitkomst.aanbieders.items()
    ]

    assert gevonden == [(rij[0], rij[1], int(rij[2]), int(rij[3])) for rij in list_rijen("aanbieders")]


def test_taak_has_no_band_and_the_others_have(voorbeeld: Modelvergelijking) -> None:
    breedte = {
        model: [rij.p90 - rij.p10 for rij in uitkomst.gemeenten.values()]
        for model, uitkomst in voorbeeld.modellen.items()
    }

    assert breedte[Model.TAAK] == [0, 0]
    assert all(b > 0 for model in (Model.INSPANNING, Model.OUTPUT) for b in breedte[model])


def test_profiel_by_most_cost_and_what_lies_outside(lees) -> None:
    """Client 0 has most in P2; client 1 has equal cost in both, so the first by name; client 2 has none."""
    dag = {"begindatum": date(2025, 2, 1), "einddatum": date(2025, 2, 28), "domein": "jeugd"}
    regels = lees(
        DECLARATIEREGELS,
        [
            create_regel(0, 100, productcode="45P1P", **dag),
            create_regel(0, 250, productcode="45P2P", **dag),
            create_regel(0, 999, productcode="44A01", **dag),
            create_regel(1, 80, productcode="45P2P", **dag),
            create_regel(1, 80, productcode="45P1P", **dag),
            create_regel(2, 500, productcode="44A01", **dag),
            create_regel(3, 500, productcode="45P1P", **dag | {"domein": "wmo"}),
        ],
    )
    kaart = pl.DataFrame({"domein": "jeugd", "productcode": ["45P1P", "45P2P"], "profiel": ["P1", "P2"]})
    selectie = Selectie(jaar=2025, domeinen=frozenset({"jeugd"}))

    binnen = get_profielregels(regels, producten=kaart, selectie=selectie)
    profielen = get_clientprofielen(binnen)

    assert profielen.rows() == [(0, "P2", 2), (1, "P1", 2)]
    assert compute_bereik(regels, binnen=binnen, profielen=profielen, selectie=selectie) == Bereik(
        erin=510, erbuiten=1499, clienten=2, meer_profielen=2, clienten_erbuiten=2
    )
