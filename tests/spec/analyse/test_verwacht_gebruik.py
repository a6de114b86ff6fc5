"""What others let expect: the worked example, what was planted is found, and how often the band holds."""

import math
from datetime import date

import numpy as np
import pytest

from stelsel.analyse.telmodel import fit_telmodel, get_t
from stelsel.analyse.verwacht_gebruik import (
    Gebied,
    GeenVerwachting,
    Oordeel,
    Verwachting,
    Wat,
    compute_verwachting,
)

PEIL = date(2026, 3, 16)


def _gebied(nr, clienten, *, inwoners=10_000, minimum=8.0, bedrag=None):
    return Gebied(f"{nr:04d}", f"Gemeente {nr}", inwoners, clienten, bedrag, {"minimum": minimum})


def _regio(zaad, *, aantal=60, meer=1.0):
    """Others and seven of our own; `minimum` goes with use, `alleen` does not; the first of ours has more."""
    rng = np.random.default_rng(zaad)
    uit = []
    for nr in range(aantal + 7):
        minimum, alleen = 8 + 2 * rng.standard_normal(), 35 + 5 * rng.standard_normal()
        inwoners = int(math.exp(10.3 + 0.6 * rng.standard_normal()))
        tempo = 0.04 * math.exp(0.06 * (minimum - 8) + 0.08 * rng.standard_normal())
        clienten = int(rng.poisson(inwoners * tempo * (meer if nr == aantal else 1)))
        kenmerken = {"minimum": minimum, "alleen": alleen}
        uit.append(Gebied(f"{nr:04d}", str(nr), inwoners, clienten, clienten * 500_000, kenmerken))
    return uit[aantal:], uit[:aantal]


def test_worked_example_twice_the_use_for_every_four_percent():
    """Forty gemeenten of 10,000: 400 clients with 8 % at the minimum, 800 with 12 %; ours has 10 %."""
    anderen = [_gebied(nr, 400 if nr % 2 else 800, minimum=8.0 if nr % 2 else 12.0) for nr in range(40)]

    uit = compute_verwachting([_gebied(99, 600, minimum=10.0)], anderen, wat=Wat.CLIENTEN, peildatum=PEIL)

    assert isinstance(uit, Verwachting)
    (onze,) = uit.gemeenten
    assert onze.verwacht == pytest.approx(10_000 * math.sqrt(0.04 * 0.08), rel=0.01)
    assert (onze.oordeel, onze.buiten, uit.anderen) == (Oordeel.GELIJK, (), 40)
    (belang,) = uit.kenmerken
    assert (belang.stap, belang.factor) == (2.0, pytest.approx(math.sqrt(2), rel=0.01))
    assert uit.r2 == pytest.approx(1.0, abs=0.01)


def test_without_differences_everybody_is_expected_to_be_the_mean():
    """No feature says anything: 400 of 10,000 everywhere, so 800 of 20,000; and nothing is foretold."""
    anderen = [_gebied(nr, 400, minimum=float(nr % 7)) for nr in range(40)]

    uit = compute_verwachting([_gebied(99, 790, inwoners=20_000)], anderen, wat=Wat.CLIENTEN, peildatum=PEIL)

    assert isinstance(uit, Verwachting)
    assert uit.gemeenten[0].verwacht == pytest.approx(800)
    assert (uit.r2, uit.gemeenten[0].oordeel) == (0.0, Oordeel.GELIJK)
    # 8 is beyond the highest of the others, 6: the model has to guess there.
    assert uit.gemeenten[0].buiten == ("Huishoudens rond het sociaal minimum",)


@pytest.mark.parametrize("wat", Wat)
def test_planted_use_is_flagged_calm_ones_are_not_and_the_feature_is_found(wat):
    """Five regions with one gemeente in seven that has half as many clients more; the others are calm."""
    gepland, rustig = [], []
    for zaad in range(5):
        eigen, anderen = _regio(zaad, meer=1.5)

        uit = compute_verwachting(eigen, anderen, wat=wat, peildatum=PEIL)

        assert isinstance(uit, Verwachting)
        for v in uit.gemeenten:
            (gepland if v.code == "0060" else rustig).append(v.oordeel)
        assert uit.kenmerken[0].code == "minimum"
        assert uit.kenmerken[0].factor == pytest.approx(math.exp(0.06 * uit.kenmerken[0].stap), abs=0.04)
        assert uit.kenmerken[1].bijdrage < 0.05 < uit.kenmerken[0].bijdrage
    assert gepland == [Oordeel.HOGER] * 5
    assert rustig.count(Oordeel.GELIJK) >= 0.9 * len(rustig)


def test_bands_hold_as_often_as_they_say_over_200_regions():
    binnen = {0.9: [], 0.95: []}
    for zaad in range(200):
        eigen, anderen = _regio(zaad, aantal=40)
        waarde, omvang, matrix = (
            np.array([f(g) for g in (*anderen, *eigen)], dtype=float)
            for f in (lambda g: g.clienten, lambda g: g.inwoners, lambda g: list(g.kenmerken.values()))
        )
        model = fit_telmodel(waarde[:40], omvang[:40], kenmerken=matrix[:40], vrijheid=0.1)
        for zekerheid, gezien in binnen.items():
            band = model.compute_band(matrix[40:], omvang[40:], zekerheid=zekerheid)
            gezien.extend((waarde[40:] >= band.laag) & (waarde[40:] <= band.hoog))

    assert 0.85 <= np.mean(binnen[0.9]) <= 0.95
    assert 0.92 <= np.mean(binnen[0.95]) <= 0.98


def test_too_few_no_feature_and_nobody_are_said_in_words():
    eigen, anderen = _regio(1)
    zonder = [Gebied(g.code, g.naam, g.inwoners, g.clienten, g.bedrag, {}) for g in anderen]
    leeg = [Gebied(g.code, g.naam, g.inwoners, 0, 0, g.kenmerken) for g in anderen]

    def vraag(van_ons, van_anderen):
        return compute_verwachting(van_ons, van_anderen, wat=Wat.CLIENTEN, peildatum=PEIL)

    uit = [vraag(eigen, anderen[:29]), vraag(eigen, zonder), vraag([], anderen), vraag(eigen, leeg)]

    assert [isinstance(u, GeenVerwachting) for u in uit] == [True] * 4
    assert "ten minste 30 nodig" in uit[0].reden


def test_small_gemeenten_get_no_judgement_and_those_with_a_gap_are_counted():
    eigen, anderen = _regio(2)
    klein = Gebied("9999", "Klein", 100, 40, None, eigen[0].kenmerken)
    gaten = [_gebied(900, None), _gebied(901, 10), Gebied("0902", "", None, 5, None, eigen[0].kenmerken)]

    uit = compute_verwachting([*eigen, klein], [*anderen, *gaten], wat=Wat.CLIENTEN, peildatum=PEIL)

    assert isinstance(uit, Verwachting)
    assert {v.code: v.oordeel for v in uit.gemeenten}["9999"] is Oordeel.TE_KLEIN
    assert sum(n for _, n in uit.zonder) == 3
    assert uit.anderen == 60


def test_quantile_of_t():
    """Student's table: 2.571, 2.042 and 1.960."""
    assert [round(get_t(0.975, vrijheid=v), 2) for v in (5, 30, 1e9)] == [2.57, 2.04, 1.96]
