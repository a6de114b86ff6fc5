"""One price for combined help, and no price of a profiel before the profiel holds."""

from datetime import date

import pytest

from stelsel.domein.bekostiging.prijsregels import Cel, list_dubbele_prijzen, list_prijzen_zonder_profiel
from stelsel.domein.bekostiging.tarievenboek import Regel

BEGIN, VANDAAG = date(2027, 1, 1), date(2026, 3, 16)
UUR, DAGDEEL, STUK = "04", "16", "82"
CELLEN = {
    "P1": Cel("P1"),
    "45A01": Cel("P1", "Perspectief"),
    "45B01": Cel("P1", "Perspectief"),
    "45C01": Cel("P1", "Intensief"),
    "45O01": Cel("P1"),
    "45O02": Cel("P1"),
    "W1": Cel("W1"),
}


def regel(code, eenheid, vanaf=BEGIN, tot=None):
    return Regel(code, 8625, eenheid, vanaf, tot)


@pytest.mark.parametrize(
    ("regels", "paren"),
    [
        ([regel("P1", STUK), regel("45A01", UUR)], [("45A01 (per uur)", "P1 (per stuk)")]),
        ([regel("P1", STUK, tot=date(2027, 6, 30)), regel("45A01", UUR, vanaf=date(2027, 7, 1))], []),
        ([regel("P1", STUK), regel("W1", STUK), regel("03A01", UUR)], []),
        ([regel("45A01", UUR), regel("45B01", DAGDEEL)], [("45A01 (per uur)", "45B01 (per dagdeel)")]),
        ([regel("45A01", UUR), regel("45B01", UUR)], []),
        ([regel("45A01", UUR), regel("45C01", DAGDEEL)], []),
        ([regel("45O01", UUR), regel("45O02", DAGDEEL)], []),
    ],
)
def test_no_second_price_on_top(regels, paren):
    zinnen = list_dubbele_prijzen(regels, cellen=CELLEN)

    assert [zin.split(" betalen")[0] for zin in zinnen] == [f"{een} en {ander}" for een, ander in paren]


@pytest.mark.parametrize(
    ("prijs", "geldig", "bezwaren"),
    [
        (regel("P1", STUK), {"P1": [(date(2024, 1, 1), None)]}, []),
        (regel("P1", STUK), {"P1": [(date(2024, 1, 1), date(2026, 12, 31))]}, ["1-1-2027"]),
        (regel("P1", STUK), {"P1": [(date(2024, 1, 1), date(2026, 12, 31)), (BEGIN, None)]}, []),
        (regel("P1", STUK), {}, ["1-1-2027"]),
        (regel("P1", STUK, vanaf=date(2023, 1, 1)), {"P1": [(date(2024, 1, 1), None)]}, []),
        (regel("P1", STUK, date(2023, 1, 1), date(2023, 12, 31)), {"P1": [(date(2024, 1, 1), None)]}, []),
        (regel("45A01", STUK), {}, ["1-1-2027"]),
        (regel("45A01", UUR), {}, []),
        (regel("03A01", STUK), {}, []),
    ],
)
def test_first_the_profiel_then_its_price(prijs, geldig, bezwaren):
    zinnen = list_prijzen_zonder_profiel([prijs], cellen=CELLEN, geldig=geldig, today=VANDAAG)

    assert [zin.split(": op ")[1].split(" ")[0] for zin in zinnen] == bezwaren
