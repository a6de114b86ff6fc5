"""Groups of like cost: planted groups are found, noise is not."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from stelsel.analyse.kostengroepen import compute_kostengroepen
from stelsel.domein.marktschets.boom import choose_aantal

PEIL = date(2026, 12, 31)


def clienten(n, *, effect):
    """Three planted groups (young, old, old and stacked) when `effect`; else cost is noise."""
    rng = np.random.default_rng(7)
    leeftijd, producten = rng.integers(0, 18, n), rng.integers(1, 4, n)
    niveau = np.where(leeftijd <= 11, 3000.0, np.where(producten <= 2, 8000.0, 25000.0))
    niveau = niveau if effect else np.full(n, 8000.0)
    kosten = (100 * niveau * rng.lognormal(-0.08, 0.4, n)).astype(np.int64)
    return pl.DataFrame(
        {
            "kosten": kosten,
            "leeftijd": leeftijd,
            "producten": producten,
            "geboortemaand": rng.integers(1, 13, n),
            "wijk": [f"wijk {nummer}" for nummer in rng.integers(0, 20, n)],
        }
    )


@pytest.mark.eis("R1.05")
def test_planted_groups_are_found_with_their_marks():
    uit = compute_kostengroepen(clienten(3000, effect=True), peildatum=PEIL)

    assert [groep.kenmerken for groep in uit.groepen] == [
        "leeftijd meer dan 11; producten meer dan 2",
        "leeftijd meer dan 11; producten tot en met 2",
        "leeftijd tot en met 11",
    ]
    assert [round(groep.gemiddelde / 1e5) for groep in uit.groepen] == [25, 8, 3]
    assert uit.r2_cv is not None
    assert 0.7 < uit.r2_cv < 0.85
    assert sum(groep.n for groep in uit.groepen) == 3000


def test_without_an_effect_there_is_one_group():
    uit = compute_kostengroepen(clienten(3000, effect=False), peildatum=PEIL)

    assert (len(uit.groepen), uit.r2_cv) == (1, 0.0)
    assert uit.uitleg == "Geen kenmerk hangt samen met de kosten."


@pytest.mark.parametrize(("n", "zin"), [(1, "te weinig"), (59, "te weinig"), (60, "evenveel")])
def test_few_clients_or_equal_cost_give_one_group_and_words(n, zin):
    tabel = pl.DataFrame({"kosten": [100] * n, "leeftijd": list(range(n))})

    uit = compute_kostengroepen(tabel, peildatum=PEIL)

    assert uit.r2_cv is None
    assert [(groep.n, groep.kenmerken) for groep in uit.groepen] == [(n, "alle cliënten")]
    assert zin in uit.uitleg


def test_unknown_values_are_a_class_of_their_own():
    tabel = pl.DataFrame(
        {
            "kosten": [100] * 40 + [90_000] * 40,
            "leeftijd": [9] * 40 + [None] * 40,
            "verwijzer": [None, "01"] * 40,
        }
    )

    uit = compute_kostengroepen(tabel, peildatum=PEIL)

    assert [groep.kenmerken for groep in uit.groepen] == ["leeftijd onbekend", "leeftijd bekend"]


@pytest.mark.parametrize(
    ("r2_cv", "aantal"),
    [([], 1), ([-0.03, -0.004], 1), ([-0.03, 0.02], 2), ([0.0, 0.3, 0.305], 2), ([0.0, 0.3, 0.32], 3)],
)
def test_the_smallest_number_that_is_nearly_the_best_and_noise_is_no_gain(r2_cv, aantal):
    assert choose_aantal(r2_cv, winst=0.01) == aantal
