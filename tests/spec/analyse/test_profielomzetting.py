"""From old products to profiles: who went where, in euros, and what is left over."""

from datetime import date

import pytest
from tests.factories.lake import create_frame, create_regel, create_toewijzing

from stelsel.analyse.profielen.clientcellen import Celproduct
from stelsel.analyse.profielen.omzetting import (
    DEELS,
    NIET,
    ONBEKEND,
    PAST,
    compute_omzetting,
    judge_omzetting,
)
from stelsel.lake.controle import check_rijen
from stelsel.lake.engine import create_engine
from stelsel.lake.tabellen import DECLARATIEREGELS, TOEWIJZINGEN

PEIL = date(2026, 1, 1)
PRODUCTEN = [Celproduct("jeugd", f"45{code}P", code, code) for code in ("P1", "P7", "P8")]


def compute(stappen):
    """`stappen`: client, old product, cost in cents, profile after it ("" for none), and its first day."""
    regels, toewijzingen = [], []
    for nr, oud, bedrag, profiel, vanaf in stappen:
        regels.append(create_regel(nr, bedrag, domein="jeugd", productcode=oud, begindatum=date(2023, 5, 1)))
        toewijzingen.append(
            create_toewijzing(
                nr, None, domein="jeugd", productcode=oud, ingangsdatum=date(2023, 1, 1),
                einddatum=date(2023, 12, 31),
            )
        )  # fmt: skip
        if profiel:
            toewijzingen.append(
                create_toewijzing(
                    nr, None, domein="jeugd", productcode=f"45{profiel}P", ingangsdatum=vanaf, einddatum=None
                )
            )
            regels.append(
                create_regel(nr, 7, domein="jeugd", productcode=f"45{profiel}P", begindatum=date(2024, 5, 1))
            )
    engine = create_engine({})
    tabel = check_rijen(TOEWIJZINGEN, create_frame(TOEWIJZINGEN, toewijzingen))
    return compute_omzetting(
        engine.create_table("regels", create_frame(DECLARATIEREGELS, regels).to_arrow()),
        toewijzingen=engine.create_table("toewijzingen", tabel.to_arrow()),
        domein="jeugd",
        producten=PRODUCTEN,
        peildatum=PEIL,
    )


@pytest.mark.eis("R2.22")
def test_fits_partly_and_not_with_the_residue_in_euros():
    januari = date(2024, 1, 1)
    stappen = [(nr, "45A01", 100, "P7", januari) for nr in range(40)]
    stappen += [(100 + nr, "45B01", 100, "P8" if nr < 24 else "P7", januari) for nr in range(40)]
    stappen += [(200 + nr, "43R01", 1_000, "", None) for nr in range(30)]
    stappen += [(300, "45C01", 100, "P1", januari)]

    uit = compute(stappen)

    assert [(p.productcode, p.oordeel, p.profiel, p.gevolgd, p.bedrag, p.rest) for p in uit.producten] == [
        ("43R01", NIET, "", 0, 30_000, 30_000),
        ("45A01", PAST, "P7", 40, 4_000, 0),
        ("45B01", DEELS, "P8", 40, 4_000, 1_600),
        ("45C01", ONBEKEND, "P1", 1, 100, 0),
    ]
    assert uit.matrix == (
        ("45A01", "P7", 40, 4_000),
        ("45B01", "P8", 24, 2_400),
        ("45B01", "P7", 16, 1_600),
        ("45C01", "P1", 1, 100),
    )
    assert (uit.bedrag, uit.rest) == (38_100, 31_600)


@pytest.mark.parametrize(
    ("vanaf", "gevolgd"),
    [
        pytest.param(date(2023, 6, 1), 1, id="while the product ran"),
        pytest.param(date(2024, 6, 28), 1, id="180 days after it ended"),
        pytest.param(date(2024, 6, 29), 0, id="a day later"),
        pytest.param(date(2022, 12, 31), 0, id="before it began"),
    ],
)
def test_only_a_profile_that_follows_counts(vanaf, gevolgd):
    (product,) = compute([(1, "45A01", 100, "P7", vanaf)]).producten

    assert product.gevolgd == gevolgd


@pytest.mark.parametrize(
    ("aandeel", "clienten", "gevolgd", "oordeel"),
    [
        (0.8, 30, 30, PAST),
        (0.79, 30, 30, DEELS),
        (0.5, 30, 30, DEELS),
        (0.49, 30, 30, NIET),
        (1.0, 90, 29, ONBEKEND),
        (None, 30, 0, NIET),
        (None, 29, 0, ONBEKEND),
    ],
)
def test_borders(aandeel, clienten, gevolgd, oordeel):
    assert judge_omzetting(aandeel, clienten=clienten, gevolgd=gevolgd, peildatum=PEIL) == oordeel
