"""The market picture as an edition shows it, at every edge."""

from datetime import date

import numpy as np
import pytest

from stelsel.analyse.marktschets import compute_marktschets
from stelsel.analyse.onthulling import EIGEN, Uitgave, get_norm
from stelsel.analyse.uitgave import (
    Klasse,
    choose_klassegrenzen,
    create_klassen,
    create_lege_data,
    protect_lorenz,
    protect_schets,
)
from stelsel.analyse.verdeling import Punt

DAG = date(2026, 3, 16)
BINNEN, OPENBAAR = (get_norm(uitgave, peildatum=DAG) for uitgave in (Uitgave.BINNEN, Uitgave.OPENBAAR))


def _schets(clienten):
    """Clients that cost 1.234,56 euros, and each 10 euros more than the one before."""
    return compute_marktschets(123_456 + 1_000 * np.arange(clienten))


def test_the_own_desk_is_left_alone():
    schets = _schets(3)

    assert protect_schets(schets, EIGEN) is schets


@pytest.mark.parametrize(
    ("clienten", "getoond"),
    [(19, ()), (20, ("mediaan",)), (39, ("mediaan",)), (40, ("p25", "mediaan", "p75")),
     (99, ("p25", "mediaan", "p75")), (100, ("p25", "mediaan", "p75", "p90"))],
)  # fmt: skip
def test_the_cost_of_one_client_needs_ten_on_both_sides_and_is_rounded(clienten, getoond):
    kosten = protect_schets(_schets(clienten), BINNEN).kosten

    per = {naam: getattr(kosten, naam) for naam in ("p25", "mediaan", "p75", "p90")}
    assert tuple(naam for naam, waarde in per.items() if waarde is not None) == getoond
    assert {waarde % 100_00 for waarde in per.values() if waarde is not None} <= {0}
    assert (kosten.clienten, kosten.totaal_bedrag) == (clienten, _schets(clienten).kosten.totaal_bedrag)


@pytest.mark.parametrize(("clienten", "te_zien"), [(29, False), (30, True), (31, True)])
def test_shares_and_means_for_the_public_need_thirty(clienten, te_zien):
    schets = protect_schets(_schets(clienten), OPENBAAR)

    assert (schets.kosten.gemiddelde is not None, schets.verdeling.gini is not None) == (te_zien, te_zien)
    assert (schets.kosten.clienten, schets.kosten.totaal_bedrag % 1_000_00) == (30, 0)
    assert bool(protect_lorenz([Punt(0.5, 0.25)], OPENBAAR, clienten=clienten)) is te_zien


def test_segments_are_all_or_nothing_and_rounded():
    assert protect_schets(_schets(19), BINNEN).abc.segmenten == ()

    c, b = protect_schets(_schets(203), OPENBAAR).abc.segmenten  # 80 of 203 have half of the cost

    assert (c.clienten % 5, b.clienten % 5, c.bedrag % 1_000_00, b.bedrag % 1_000_00) == (0, 0, 0, 0)
    assert (c.aandeel_clienten, round(c.aandeel_clienten + b.aandeel_clienten, 9)) == (0.39, 1.0)


def test_shares_of_the_curve_are_rounded():
    assert protect_lorenz([Punt(0.333, 0.1249)], OPENBAAR, clienten=30) == (Punt(0.33, 0.12),)
    assert protect_lorenz([Punt(0.333, 0.12494)], BINNEN, clienten=30) == (Punt(0.333, 0.125),)


@pytest.mark.parametrize(("kleinste", "grenzen"), [(1, (2_000_00, 5_000_00)), (2, (2_000_00,)), (3, ())])
def test_borders_are_round_and_leave_enough_on_both_sides(kleinste, grenzen):
    kosten = np.array([1_000_00, 1_999_99, 2_000_00, 4_999_99, 5_000_00])

    assert choose_klassegrenzen(kosten, kleinste=kleinste) == grenzen


def test_a_hidden_class_has_no_number():
    assert create_klassen((2_000_00,), (None, 13), norm=OPENBAAR) == (
        Klasse(None, 2_000_00, None),
        Klasse(2_000_00, None, 15),
    )


def test_nothing_to_show_has_the_keys_of_the_core():
    data = create_lege_data(OPENBAAR)

    assert set(data) - {"minder_dan"} == set(_schets(1).als_data()) - {"abc_regel"}
    assert data["minder_dan"] == 10
