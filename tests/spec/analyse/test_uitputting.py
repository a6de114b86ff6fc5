"""Granted, claimed and proposed per gemeente and domain: table in, table out."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories.lake import create_declaratie, create_frame, create_toewijzing

from stelsel.analyse.uitputting import Stand, list_standen
from stelsel.domein.sturing.uitputting import deel_in_jaar
from stelsel.kern.bedrag import rond_half_omhoog
from stelsel.kern.periode import Periode
from stelsel.lake.controle import check_rijen
from stelsel.lake.engine import create_engine
from stelsel.lake.tabellen import DECLARATIEREGELS, DECLARATIES, TOEWIJZINGEN


def _toewijzing(gemeente, domein, begin, eind, bedrag):
    return create_toewijzing(0, bedrag, gemeente=gemeente, domein=domein, ingangsdatum=begin, einddatum=eind)


def _standen(jaar, toewijzingen=(), declaraties=()):
    engine = create_engine({})

    def tabel(contract, rijen):
        frame = check_rijen(contract, create_frame(contract, rijen))
        return engine.create_table(contract.naam, frame.to_arrow())

    return list_standen(
        toewijzingen=tabel(TOEWIJZINGEN, toewijzingen),
        declaraties=tabel(DECLARATIES, declaraties),
        regels=tabel(DECLARATIEREGELS, ()),
        jaar=jaar,
    )


@pytest.mark.eis("R8.01")
def test_granted_claimed_and_proposed_stand_beside_each_other():
    standen = _standen(
        2026,
        [
            _toewijzing("9901", "wmo", date(2026, 1, 1), date(2026, 12, 31), 120_000),
            _toewijzing("9901", "wmo", date(2026, 7, 1), date(2027, 6, 30), 36_500),
            _toewijzing("9901", "jeugd", date(2026, 3, 1), None, None),
            _toewijzing("9902", "wmo", date(2024, 1, 1), date(2025, 12, 31), 99_999),
        ],
        [
            create_declaratie(1_000, 900),
            create_declaratie(500, 0, begindatum=date(2026, 2, 1), betaalvoorstel=None),
            create_declaratie(77, 77, begindatum=date(2025, 12, 1)),
        ],
    )

    assert standen == [
        Stand("9901", "jeugd", toegekend=0, zonder_bedrag=1, clienten=1),
        Stand(
            "9901", "wmo", toegekend=120_000 + 18_400, ingediend=1_500, goedgekeurd=900, betaalvoorstel=900,
            clienten=1, grootste=120_000 + 18_400,
        ),
    ]  # fmt: skip


def test_an_empty_lake_has_no_rows():
    assert _standen(2026) == []


@pytest.mark.parametrize(
    ("begin", "eind"),
    [
        (date(2025, 7, 1), date(2026, 6, 30)),
        (date(2023, 12, 31), date(2025, 1, 1)),
        (date(2026, 5, 5), date(2026, 5, 5)),
        (date(2026, 12, 31), date(2031, 1, 1)),
    ],
)
@pytest.mark.parametrize("jaar", [2024, 2025, 2026, 2031])
def test_the_engine_divides_over_years_as_the_formula_does(begin, eind, jaar):
    standen = _standen(jaar, [_toewijzing("9901", "wmo", begin, eind, 100_003)])

    deel = deel_in_jaar(100_003, periode=Periode(begin, eind), jaar=jaar)
    verwacht = rond_half_omhoog(deel.numerator / Decimal(deel.denominator))
    assert sum(stand.toegekend for stand in standen) == verwacht
