"""The band around a tarief: it holds what it says it holds."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from stelsel.analyse.bekostiging.kostprijsband import compute_band, get_banden, trek_waarden
from stelsel.domein.bekostiging.kostprijs import Invoer, compute_stappen
from stelsel.domein.bekostiging.kostprijsinvoer import create_invoer
from stelsel.domein.bekostiging.kostprijsnamen import list_algemeen

VANDAAG = date(2026, 3, 16)
ORGANISATIES = 200


def create_voorbeeld(**onderdelen: object) -> Invoer:
    algemeen = {n.naam: Decimal(str(float(n.get_stand(VANDAAG).waarde))) for n in list_algemeen()}
    return create_invoer({"algemeen": algemeen, "functie": {"HBO": {"bruto_maand": 3950}}, **onderdelen})


def test_band_covers_nine_in_ten_organisations() -> None:
    invoer = create_voorbeeld()
    banden = get_banden(invoer, peildatum=VANDAAG)
    rng = np.random.default_rng(2026)
    kansen = {naam: rng.random(ORGANISATIES) for naam in banden}
    echte = compute_stappen(trek_waarden(invoer.functies[0].waarden, banden=banden, kansen=kansen))

    p = compute_band(invoer, peildatum=VANDAAG)[0].percentielen
    cent = 100 * echte["tarief_onafgerond"]

    assert 0.85 <= np.mean((cent >= p[5]) & (cent <= p[95])) <= 0.95
    assert 0.74 <= np.mean((cent >= p[10]) & (cent <= p[90])) <= 0.86


def test_the_same_seed_gives_the_same_band_and_another_seed_nearly() -> None:
    invoer = create_voorbeeld()
    een, weer, ander = (compute_band(invoer, peildatum=VANDAAG, zaad=z)[0].percentielen for z in (1, 1, 2))

    assert een == weer != ander
    assert [abs(een[p] - ander[p]) <= 50 for p in een] == [True] * 5


def test_without_ranges_the_band_is_the_tarief() -> None:
    algemeen = {n.naam for n in list_algemeen()}
    vast = {naam: create_voorbeeld().functies[0].waarden[naam] for naam in algemeen}
    invoer = create_voorbeeld(bandbreedte={naam: [Decimal(str(float(w)))] * 2 for naam, w in vast.items()})

    assert set(compute_band(invoer, peildatum=VANDAAG)[0].percentielen.values()) == {8625}


def test_own_range_goes_before_the_usual_one() -> None:
    invoer = create_voorbeeld(bandbreedte={"overhead": [Decimal("0.25"), Decimal("0.26")]})

    assert get_banden(invoer, peildatum=VANDAAG)["overhead"] == (Fraction("0.25"), Fraction("0.26"))


@pytest.mark.parametrize("kans", [0.0, 0.5, 1.0])
def test_a_value_outside_its_range_widens_it(kans: float) -> None:
    waarden = trek_waarden(
        {"overhead": Fraction("0.5")},
        banden={"overhead": (Fraction("0.18"), Fraction("0.35"))},
        kansen={"overhead": np.array([kans])},
    )

    assert 0.18 <= waarden["overhead"][0] <= 0.5
