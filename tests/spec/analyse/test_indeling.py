"""Segments by a rule: the same as the reference, every client in one, and what moves when the rule does."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from tests.factories.lake import create_regel, create_toewijzing, publish_rijen

from stelsel.analyse.abc import compute_abc
from stelsel.analyse.eenheden import get_clientjaren, get_trajectrijen
from stelsel.analyse.indeling import (
    add_segment,
    compare_regels,
    compute_gevoeligheid,
    compute_grens,
    compute_jaren,
    compute_kenmerken,
    compute_maten,
    compute_per_gemeente,
    compute_redenen,
    compute_segmenten,
    get_van_jaar,
)
from stelsel.analyse.verschuiving import Verschuifkeuze, compute_overgangen, compute_verschuiving
from stelsel.domein.marktschets.indelingsregel import Eenheid, Grens, Grenssoort, Maat, get_standaardregel
from stelsel.lake.engine import create_engine, get_tabel
from stelsel.lake.tabellen import DECLARATIEREGELS, TOEWIJZINGEN

PEIL = date(2026, 3, 15)
HELFT = get_standaardregel()
DOMEIN_9 = [50_000, 80_000, 120_000, 150_000, 200_000, 250_000, 300_000, 450_000, 900_000, 2_500_000]


def _lees(tmp_path, regels, toewijzingen=()):
    lake = publish_rijen(tmp_path / "lake", regels=regels, toewijzingen=toewijzingen)
    engine = create_engine({})
    return [get_tabel(engine, lake=lake, tabel=tabel) for tabel in (DECLARATIEREGELS, TOEWIJZINGEN)]


def _eenheden(kosten, **kolommen):
    n = len(kosten)
    basis = {
        "nr": range(n), "client_nr": range(n), "jaar": [2025] * n, "gemeente": ["9901"] * n,
        "eenheid": ["clientjaar"] * n, "kosten": kosten, "uren": [1.0] * n, "maanden": [1] * n,
        "modules": [1] * n, "aanbieders": [1] * n, "gebieden": [1] * n, "huisgenoten": [1] * n,
        "loopt": [False] * n, "regels": [1] * n,
    }  # fmt: skip
    return pl.DataFrame(basis | kolommen)


def _aantallen(eenheden, regel):
    return {s.segment: s.clienten for s in compute_segmenten(add_segment(eenheden, regel=regel)).segmenten}


@pytest.mark.parametrize("zaad", range(20))
def test_half_of_the_cost_is_the_reference(zaad):
    rng = np.random.default_rng(zaad)
    kosten = rng.integers(-50, 200, rng.integers(1, 60)).tolist()

    gevonden = compute_segmenten(add_segment(_eenheden(kosten), regel=HELFT)).segmenten

    assert gevonden == compute_abc(np.array(kosten)).segmenten


def test_the_worked_numbers():
    eenheden = _eenheden(DOMEIN_9)

    assert _aantallen(eenheden, HELFT) == {"C": 1, "B": 9}
    assert compute_grens(eenheden, HELFT) == 2_500_000


@pytest.mark.eis("R1.06", "R1.12", "R1.14", "R1.15", "R1.16")
def test_modules_lead_to_c_and_one_complex_module_does_not():
    eenheden = _eenheden([100, 200, 300, 5_000], modules=[1, 2, 1, 1], gebieden=[1, 1, 3, 1])
    regel = replace(HELFT, complex={"modules_vanaf": 2})

    ingedeeld = add_segment(eenheden, regel=regel).sort("nr")

    assert ingedeeld["segment"].to_list() == ["B", "C", "B", "C"]
    assert compute_redenen(ingedeeld) == {"grens": (1, 5_000), "beide": (0, 0), "complex": (1, 200)}
    assert sum(_aantallen(eenheden, regel).values()) == eenheden.height


@pytest.mark.eis("R1.17")
def test_the_share_of_c_that_is_multifocal():
    c, b = compute_kenmerken(
        add_segment(_eenheden([10, 20, 90, 90], gebieden=[1, 2, 2, 1]), regel=HELFT).sort("nr")
    )

    assert (c.segment, c.clienten, c.multifocaal) == ("C", 2, 0.5)
    assert (b.segment, b.clienten, b.multifocaal) == ("B", 2, 0.5)


def test_a_fixed_border():
    regel = replace(HELFT, grens=Grens(Grenssoort.BEDRAG, 300_000))

    assert _aantallen(_eenheden(DOMEIN_9), regel) == {"C": 4, "B": 6}


def test_moving_the_border():
    regel = replace(HELFT, grens=Grens(Grenssoort.BEDRAG, 400_000))

    stappen = compute_gevoeligheid(_eenheden(DOMEIN_9), regel=regel)

    assert [(s.factor, s.naar_c, s.naar_b) for s in stappen] == [
        (0.75, 1, 0),
        (0.9, 0, 0),
        (1.0, 0, 0),
        (1.1, 0, 0),
        (1.25, 0, 1),
    ]


def test_two_versions_over_the_same_clients():
    eenheden = _eenheden([100, 200, 300, 5_000], modules=[1, 2, 1, 1])

    anders = compare_regels(eenheden, oud=HELFT, nieuw=replace(HELFT, complex={"modules_vanaf": 2}))

    assert anders == {("B", "B"): (2, 400), ("B", "C"): (1, 200), ("C", "B"): (0, 0), ("C", "C"): (1, 5_000)}


@pytest.mark.eis("R1.11")
def test_on_amount_and_on_duration():
    eenheden = _eenheden([900, 50, 50], uren=[1.0, 30.0, 1.0], maanden=[1, 1, 10])

    beeld = {
        m.maat: (m.clienten, round(m.aandeel, 4), m.zelfde) for m in compute_maten(eenheden, regel=HELFT)
    }

    assert beeld == {
        Maat.KOSTEN: (1 / 3, 0.9, 1.0),
        Maat.UREN: (1 / 3, 0.9375, 1 / 3),
        Maat.MAANDEN: (1 / 3, 0.8333, 1 / 3),
    }


@pytest.mark.parametrize("kosten", [[], [5], [0, 0], [-5, -7], [7, 7, 7]], ids=str)
def test_nobody_one_nothing_below_nothing_and_all_alike(kosten):
    eenheden = _eenheden(kosten)
    ingedeeld = add_segment(eenheden, regel=HELFT)

    assert sum(s.clienten for s in compute_segmenten(ingedeeld).segmenten) == len(kosten)
    assert len(compute_gevoeligheid(eenheden, regel=HELFT)) == (5 if kosten else 0)
    assert len(compute_maten(eenheden, regel=HELFT)) == (3 if kosten else 0)
    assert compute_jaren(eenheden, regel=HELFT) == (
        [] if not kosten else compute_jaren(eenheden, regel=HELFT)
    )


def test_client_years_from_claim_lines(tmp_path):
    vervoer = {"productcategorie": "08", "productcode": "08A01"}
    regels, _ = _lees(
        tmp_path,
        [
            create_regel(0, 100, volume=120, eenheid="01", gemeente="0997", begindatum=date(2022, 5, 1)),
            create_regel(1, 100, volume=2, eenheid="16"),
            create_regel(1, 300, volume=1, eenheid="14", productcategorie="07", aanbieder="41990002"),
            create_regel(1, 50, **vervoer),
            create_regel(1, -40, begindatum=date(2026, 2, 1), einddatum=date(2026, 2, 28)),
            create_regel(1, 10, gemeente="9902", volume=9, eenheid="82"),
        ],
    )  # fmt: skip

    tabel = get_clientjaren(regels, peildatum=PEIL, geen_module=("08",))
    kolommen = ("jaar", "gemeente", "kosten", "uren", "maanden", "modules", "aanbieders", "gebieden")

    assert tabel.select(kolommen).rows() == [
        (2022, "9901", 100, 2.0, 1, 1, 1, 1),
        (2026, "9901", 420, 8 + 24 + 1 - 1, 2, 2, 2, 2),
    ]


@pytest.mark.eis("R1.08", "R1.09")
def test_trajecten_with_their_whole_cost_and_the_rest_per_client_and_year(tmp_path):
    dagen = [(date(2025, 12, 1), date(2025, 12, 31)), (date(2026, 2, 1), date(2026, 2, 28))]
    regels, toewijzingen = _lees(
        tmp_path,
        [create_regel(0, 100, begindatum=a, einddatum=b) for a, b in dagen] + [create_regel(5, 70)],
        [
            create_toewijzing(
                0,
                None,
                ingangsdatum=date(2025, 12, 1),
                startdatum=date(2025, 12, 1),
                stopdatum=date(2026, 2, 28),
            )
        ],
    )
    jaren = get_clientjaren(regels, peildatum=PEIL)

    rijen = get_trajectrijen(regels, toewijzingen, peildatum=PEIL, clientjaren=jaren)

    assert rijen.select("client_nr", "eenheid", "begin", "jaar", "kosten", "maanden").rows() == [
        (0, Eenheid.TRAJECT, 2025, 2026, 200, 3),
        (5, Eenheid.CLIENTJAAR, 2026, 2026, 70, 1),
    ]
    assert get_van_jaar(rijen, jaar=2025)["client_nr"].to_list() == [0]
    assert rijen["kosten"].sum() == jaren["kosten"].sum()


@pytest.mark.eis("R1.13", "R1.18")
def test_segment_a_stands_beside_them_per_gemeente():
    eenheden = _eenheden([100, 300, 200], gemeente=["9901", "9901", "9902"])

    een, twee = compute_per_gemeente(add_segment(eenheden, regel=HELFT), vrij={"9902": (5, 50)})

    assert [(s.segment, s.clienten) for s in een.indeling.segmenten] == [("C", 1), ("B", 1)]
    assert [(s.segment, s.clienten, s.bedrag) for s in twee.indeling.segmenten] == [
        ("C", 0, 0),
        ("B", 1, 200),
        ("A", 5, 50),
    ]


@pytest.mark.eis("R1.20")
def test_part_of_c_to_b_and_of_b_to_a():
    regel = replace(HELFT, grens=Grens(Grenssoort.BEDRAG, 1_000))
    ingedeeld = add_segment(_eenheden([100, 100, 100, 100, 1_000, 2_000]), regel=regel)

    c, b, a = compute_verschuiving(
        ingedeeld, keuze=Verschuifkeuze(0.5, 0.25, gemiddelde_a=20.0), vrij=(10, 200)
    )

    assert (c.clienten, c.bedrag, c.clienten_na, c.bedrag_na) == (2, 3_000, 1, 2_000)
    assert (b.clienten, b.bedrag, b.clienten_na, b.bedrag_na) == (4, 400, 4, 400)
    assert (a.clienten, a.bedrag, a.clienten_na, a.bedrag_na) == (10, 200, 11, 220)


def test_nobody_costs_more_by_moving_and_nothing_moves_without_a_share():
    ingedeeld = add_segment(_eenheden([5, 10, 20, 400]), regel=HELFT)

    geen = compute_verschuiving(ingedeeld, keuze=Verschuifkeuze(0, 0, None), vrij=None)
    alles = compute_verschuiving(ingedeeld, keuze=Verschuifkeuze(1, 0, None, bij_grens=False), vrij=None)

    assert [(s.bedrag, s.clienten) for s in geen] == [(s.bedrag_na, s.clienten_na) for s in geen]
    assert sum(s.bedrag_na for s in alles) < sum(s.bedrag for s in alles)
    assert sum(s.clienten_na for s in alles) == sum(s.clienten for s in alles)


def test_what_really_happened_between_two_years():
    eenheden = _eenheden(
        [900, 100, 100, 50, 800], client_nr=[1, 2, 1, 2, 3], jaar=[2024, 2024, 2025, 2025, 2025], nr=range(5)
    )

    gevonden = compute_overgangen(eenheden, regel=HELFT, jaar=2025)

    assert [(o.van, o.naar, o.clienten, o.bedrag_voor, o.bedrag_na) for o in gevonden] == [
        ("C", "B", 1, 900, 100),
        ("B", "B", 1, 100, 50),
        ("nieuw", "C", 1, 0, 800),
    ]
