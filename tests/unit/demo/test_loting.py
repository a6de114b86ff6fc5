"""Drawing with little noise."""

from statistics import NormalDist

import numpy as np
import pytest

from stelsel.demo.loting import (
    create_rng,
    draw_kategorie,
    draw_systematisch,
    normaal_inverse,
    normaalscore,
    rank_within,
    spread,
)


def test_create_rng_parts_are_independent_and_repeatable():
    eerste, zelfde = create_rng(1, "a", 0).random(3), create_rng(1, "a", 0).random(3)
    ander_deel, ander_blok, ander_zaad = (
        create_rng(*bron).random(3) for bron in ((1, "b", 0), (1, "a", 1), (2, "a", 0))
    )

    assert eerste.tolist() == zelfde.tolist()
    assert len({tuple(reeks.tolist()) for reeks in (eerste, ander_deel, ander_blok, ander_zaad)}) == 4


def test_spread_keeps_running_total():
    assert spread(np.array([0.4, 0.4, 0.4, 2.0, 0.3])).tolist() == [0, 1, 0, 2, 1]


def test_normaal_inverse_equals_the_exact_quantile():
    kansen = np.array([1e-6, 0.001, 0.025, 0.5, 0.8413, 0.9999])

    assert normaal_inverse(kansen) == pytest.approx([NormalDist().inv_cdf(k) for k in kansen], abs=1e-9)


def test_normaalscore_is_a_normal_sample_per_group():
    groep = np.array([0] * 1000 + [1] * 500)
    waarde = create_rng(1, "test").exponential(size=1500) ** 3

    score = normaalscore(groep, waarde)

    for nummer in (0, 1):
        deel = score[groep == nummer]
        assert (round(deel.mean(), 9), round(deel.std(), 2)) == (0.0, 1.0)
        assert np.argsort(deel).tolist() == np.argsort(waarde[groep == nummer]).tolist()


def test_rank_within_groups():
    rang, grootte = rank_within(np.array([1, 0, 1, 1]), np.array([5.0, 9.0, 1.0, 3.0]))

    assert (rang.tolist(), grootte.tolist()) == ([2, 0, 0, 1], [3, 1, 3, 3])


def test_draw_kategorie_counts_follow_the_chances():
    keuze = draw_kategorie(create_rng(1, "test"), aantal=1000, kansen=np.array([2.0, 1.0, 1.0]))

    assert np.bincount(keuze).tolist() == pytest.approx([500, 250, 250], abs=1)


def test_draw_systematisch_gives_the_expected_number():
    kansen = np.full(400, 0.13)

    aantallen = {int(draw_systematisch(create_rng(zaad, "test"), kansen).sum()) for zaad in range(20)}

    assert aantallen == {52}
