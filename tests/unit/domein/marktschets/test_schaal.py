"""Scale of a rare function: worked numbers against an independent library, and planted truths found."""

import numpy as np
import pytest
from scipy import stats

from stelsel.domein.marktschets.schaal import (
    Telling,
    Verwachting,
    compute_nodige_inwoners,
    create_schaalmodel,
)

#: Inhabitants of the gemeenten of a region of 240,000.
INWONERS = {"a": 68_000, "b": 49_000, "c": 37_000, "d": 30_000, "e": 24_000, "f": 19_000, "g": 13_000}
JAREN = 5


def create_model(gezien, *, kinderen=None, jaren=JAREN):
    tellingen = [Telling(code, gezien[code], INWONERS[code], jaren) for code in gezien]
    return create_schaalmodel(tellingen, kinderen=sum(gezien.values()) if kinderen is None else kinderen)


@pytest.mark.parametrize("gemiddeld", [0.3, 4.0, 26.0, 850.0])
@pytest.mark.parametrize("omvang", [None, 0.7, 8.0, 300.0])
def test_chance_and_interval_are_those_of_the_distribution(gemiddeld, omvang):
    verdeling = (
        stats.poisson(gemiddeld) if omvang is None else stats.nbinom(omvang, omvang / (omvang + gemiddeld))
    )
    verwachting = Verwachting(gemiddeld, omvang)

    assert verwachting.variantie == pytest.approx(verdeling.var())
    for norm in (1, 5, 20, 900):
        assert verwachting.get_kans_minstens(norm) == pytest.approx(1 - verdeling.cdf(norm - 1), abs=1e-9)
    assert verwachting.get_interval(0.9) == tuple(int(n) for n in verdeling.ppf([0.05, 0.95]))


def test_nothing_expected():
    verwachting = Verwachting(0.0, None)

    assert verwachting.get_interval(0.9) == (0, 0)
    assert (verwachting.get_kans_minstens(1), verwachting.get_kans_minstens(0)) == (0.0, 1.0)


@pytest.mark.eis("R1.53")
def test_worked_numbers():
    """48 children a year per 240,000 (one per 5,000) without more difference than chance, 240 children in
    five years: a region expects 48, variance 48 + 48²/240 = 57.6; for 20 a year with 90 % certainty Poisson
    asks 26 expected, and not knowing the mean a little more: 26.4, so 132,000 inhabitants."""
    gezien = {code: round(n * JAREN / 5_000) for code, n in INWONERS.items()}
    model = create_model(gezien)
    regio = model.compute_verwachting(INWONERS)

    assert sum(gezien.values()) == model.kinderen == 240
    assert model.spreiding is None
    assert regio.gemiddeld == pytest.approx(48.0)
    assert regio.variantie == pytest.approx(57.6)
    assert round(Verwachting(26.0, None).get_kans_minstens(20), 4) == 0.9032
    assert compute_nodige_inwoners(model, norm=20, zekerheid=0.9, meeste=10_000_000) == 132_000
    assert compute_nodige_inwoners(model, norm=20, zekerheid=0.5, meeste=10_000_000) == 99_000
    assert compute_nodige_inwoners(model, norm=20, zekerheid=0.9, meeste=100_000) is None


def test_a_gemeente_is_pulled_to_the_whole_the_more_the_less_it_had():
    """Two gemeenten with three times what is expected of them: the large one keeps more of it."""
    verwacht = {code: n * JAREN / 5_000 for code, n in INWONERS.items()}
    gezien = {code: round(n * (3 if code in {"a", "g"} else 0.4)) for code, n in verwacht.items()}
    model = create_model(gezien)
    factor = {
        code: model.compute_verwachting({code: INWONERS[code]}).gemiddeld
        / (model.per_inwoner * INWONERS[code])
        for code in ("a", "g")
    }

    assert model.spreiding is not None
    assert factor["a"] > factor["g"] > 1.0


def test_children_who_stay_count_as_one_fact():
    gezien = dict.fromkeys(INWONERS, 20)
    los, vast = create_model(gezien), create_model(gezien, kinderen=28)

    assert (los.jaren_per_kind, vast.jaren_per_kind) == (1.0, 5.0)
    assert vast.compute_verwachting(INWONERS).variantie > los.compute_verwachting(INWONERS).variantie


@pytest.mark.parametrize("kinderen", [0, 3])
def test_too_little_to_say_anything(kinderen):
    assert create_schaalmodel([Telling("a", 0, 68_000, 5)], kinderen=kinderen) is None
    assert create_schaalmodel([], kinderen=kinderen) is None


def _zaai(zaad, *, per_inwoner, spreiding):
    """A region with true rates per gemeente, what was seen in five years, and what the next year brings."""
    rng = np.random.default_rng(zaad)
    ware = {
        code: per_inwoner * n * (rng.gamma(spreiding) / spreiding if spreiding else 1.0)
        for code, n in INWONERS.items()
    }
    gezien = {code: int(rng.poisson(JAREN * m)) for code, m in ware.items()}
    return ware, gezien, {code: int(rng.poisson(m)) for code, m in ware.items()}


@pytest.mark.eis("R1.53")
@pytest.mark.parametrize("spreiding", [None, 8.0])
def test_the_interval_holds_the_next_year_in_nine_of_ten_regions(spreiding):
    raak = {"regio": 0, "gemeente": 0}
    for zaad in range(200):
        _, gezien, straks = _zaai(zaad, per_inwoner=2e-4, spreiding=spreiding)
        model = create_model(gezien)
        laag, hoog = model.compute_verwachting(INWONERS).get_interval(0.9)
        raak["regio"] += laag <= sum(straks.values()) <= hoog
        for code, n in INWONERS.items():
            laag, hoog = model.compute_verwachting({code: n}).get_interval(0.9)
            raak["gemeente"] += laag <= straks[code] <= hoog

    assert 0.85 <= raak["regio"] / 200 <= 0.95
    # Whole numbers make the interval of a small gemeente wider than asked, never narrower.
    assert 0.88 <= raak["gemeente"] / 1_400 <= 0.98


@pytest.mark.eis("R1.53")
def test_the_inhabitants_needed_are_found_in_seeded_regions():
    """Planted: one child per 5,000 inhabitants a year. With the rate known, 20 a year at 90 % takes 26
    expected, so 130,000 inhabitants; not knowing it the answer is a little above that, within a tenth."""
    antwoorden = []
    for zaad in range(100):
        _, gezien, _ = _zaai(zaad, per_inwoner=2e-4, spreiding=None)
        antwoorden.append(
            compute_nodige_inwoners(create_model(gezien), norm=20, zekerheid=0.9, meeste=10_000_000)
        )

    assert None not in antwoorden
    assert 130_000 <= np.median(antwoorden) <= 143_000
