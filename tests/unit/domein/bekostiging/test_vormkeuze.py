"""Which way of paying holds for a product: its own choice, else that of its profiel, from its day on."""

from datetime import date

from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.vormkeuze import Vormkeuze, choose_per_cel, get_geldige, get_vorm

KEUZES = [
    Vormkeuze("P1", Model.OUTPUT, date(2026, 1, 1)),
    Vormkeuze("P1", Model.TAAK, date(2027, 1, 1)),
    Vormkeuze("45A01", Model.INSPANNING, date(2026, 7, 1)),
]


def test_the_latest_choice_on_a_day():
    dagen = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1))

    assert [get_geldige(KEUZES, dag=dag) for dag in dagen] == [
        {},
        {"P1": Model.OUTPUT},
        {"P1": Model.OUTPUT, "45A01": Model.INSPANNING},
        {"P1": Model.TAAK, "45A01": Model.INSPANNING},
    ]


def test_corrected_on_the_same_day():
    nog_eens = [*KEUZES[:1], Vormkeuze("P1", Model.INSPANNING, date(2026, 1, 1))]

    assert get_geldige(nog_eens, dag=date(2026, 1, 1)) == {"P1": Model.INSPANNING}


def test_a_product_before_its_profiel():
    geldig = get_geldige(KEUZES, dag=date(2026, 7, 1))

    assert [get_vorm(code, profiel="P1", geldig=geldig) for code in ("45A01", "45B01")] == [
        Model.INSPANNING,
        Model.OUTPUT,
    ]
    assert get_vorm("03A01", profiel="W1", geldig=geldig) is None


def test_a_cell_in_one_way_or_in_none():
    producten = [("45A01", "P1 Licht"), ("45B01", "P1 Licht"), ("45C01", "P1 Zwaar"), ("03A01", "W1 Licht")]
    geldig = get_geldige(KEUZES, dag=date(2026, 7, 1))

    assert choose_per_cel(producten, geldig=geldig) == {"P1 Zwaar": Model.OUTPUT}
