"""The chance that a budget is not enough: what is said to happen one time in ten, does, over 200 regions."""

import numpy as np
import pytest

from stelsel.analyse.bekostiging.bootstrapband import compute_jaarspreiding
from stelsel.domein.bekostiging.begroting import compute_band, compute_fout
from stelsel.domein.sturing.prognose import compute_kans

REGIOS, CLIENTEN, SIGMA = 200, 400, 0.9
#: The normal deviates of the 5th and 95th, and of the 25th and 75th percentile.
NEGENTIG, HELFT = 1.6449, 0.6745


def draw_jaar(rng: np.random.Generator) -> np.ndarray:
    """The costs (cents) of as many clients as come in a year, some far dearer than others."""
    return 500_000 * np.exp(SIGMA * rng.standard_normal(rng.poisson(CLIENTEN)))


def compute_dekking(deviatie: float) -> float:
    """The share of seeded regions in which next year lies in the band around this one."""
    raak = 0
    for zaad in range(REGIOS):
        rng = np.random.default_rng(zaad)
        dit, volgend = draw_jaar(rng), draw_jaar(rng)
        raak += abs(volgend.sum() - dit.sum()) <= deviatie * compute_jaarspreiding(dit)
    return raak / REGIOS


@pytest.mark.eis("R3.30")
def test_next_year_lies_in_the_band_as_often_as_it_says() -> None:
    assert 0.85 <= compute_dekking(NEGENTIG) <= 0.95


def test_a_band_that_promises_too_much_is_seen() -> None:
    """Negative control: what holds half of the outcomes does not hold nine in ten."""
    assert compute_dekking(HELFT) < 0.7


@pytest.mark.eis("R3.30")
@pytest.mark.parametrize(("ruimte", "kans"), [(1.2816, 0.1), (0.0, 0.5), (-0.5244, 0.7)])
def test_overspending_happens_as_often_as_the_chance_says(ruimte: float, kans: float) -> None:
    """A council sets the budget from what this year cost, with so much room or short of it."""
    gebeurd = 0
    for zaad in range(REGIOS):
        rng = np.random.default_rng(zaad)
        dit, volgend = draw_jaar(rng), draw_jaar(rng)
        som, spreiding = round(dit.sum()), compute_jaarspreiding(dit)
        budget = round(som + ruimte * spreiding)
        assert compute_kans(som, budget=budget, fout=spreiding / som) == pytest.approx(kans, abs=1e-4)
        gebeurd += volgend.sum() > budget

    assert abs(gebeurd / REGIOS - kans) < 0.08


def test_with_a_fixed_budget_there_is_no_chance_in_it() -> None:
    assert [compute_kans(100, budget=b, fout=0.0) for b in (99, 100)] == [1.0, 0.0]


def test_the_band_of_a_prognosis_holds_four_in_five() -> None:
    """The error is measured on two earlier years of seven gemeenten, and the band put around the next."""
    raak, gemeenten = 0, 7
    for zaad in range(REGIOS):
        rng = np.random.default_rng(zaad)
        waar = rng.uniform(1e8, 3e9, 2 * gemeenten)
        voorspeld = [round(b) for b in waar * (1 + 0.04 * rng.standard_normal(2 * gemeenten))]
        fout = compute_fout(voorspeld, [round(b) for b in waar])
        werkelijk = 1e9
        laag, hoog = compute_band(round(werkelijk * (1 + 0.04 * rng.standard_normal())), fout=fout)
        raak += laag <= werkelijk <= hoog

    assert 0.74 <= raak / REGIOS <= 0.86
