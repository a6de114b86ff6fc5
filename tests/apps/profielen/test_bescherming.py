"""No figure in a file is about too few clients, nor can it be computed from the others."""

from __future__ import annotations

from stelsel.apps.profielen.tables import protect_tabel
from stelsel.apps.web.render.cijfer import AANDEEL, AANTAL, EURO, TEKST, Cijfertabel

DICHT = "niet getoond"


def test_rows_of_one_product_protect_each_other() -> None:
    """45A01 went to three profiles; its total stands in another table. 45B01 has no small number."""
    koppen = (("Product", TEKST), ("Code", TEKST), ("Profiel", TEKST), ("Cliënten", AANTAL), ("Kosten", EURO))
    rijen = [
        ("A", "45A01", "P1", 3, 300), ("A", "45A01", "P7", 24, 2_400), ("A", "45A01", "P8", 40, 4_000),
        ("B", "45B01", "P1", 11, 1_100),
    ]  # fmt: skip

    veilig = protect_tabel(Cijfertabel("matrix", "?", koppen, rijen), drempel=10)

    assert [tuple(rij) for rij in veilig.rijen] == [
        ("A", "45A01", "P1", DICHT, DICHT),
        ("A", "45A01", "P7", DICHT, DICHT),
        ("A", "45A01", "P8", 40, 4_000),
        ("B", "45B01", "P1", 11, 1_100),
    ]


def test_a_small_part_of_many_clients_is_small_too() -> None:
    koppen = (
        ("Product", TEKST), ("Code", TEKST), ("Oordeel", TEKST), ("Profiel", TEKST), ("Aandeel", AANDEEL),
        ("Cliënten", AANTAL), ("Kregen", AANTAL), ("Kosten", EURO), ("Rest", EURO),
    )  # fmt: skip
    rijen = [
        ("A", "45A01", "past", "P1", 1.0, 50, 3, 5_000, 4_700),
        ("B", "45B01", "past", "P7", 1.0, 60, 60, 6_000, 0),
        ("C", "45C01", "past niet", "geen", None, 70, 0, 7_000, 7_000),
    ]

    veilig = protect_tabel(Cijfertabel("producten", "?", koppen, rijen), drempel=10)

    assert [rij[6] for rij in veilig.rijen] == [DICHT, DICHT, 0]
    assert veilig.rijen[0][:4] == ["A", "45A01", "past", "P1"]
    assert list(veilig.rijen[2]) == list(rijen[2])


def test_without_small_numbers_nothing_is_hidden() -> None:
    koppen = (("Profielen (nummers)", TEKST), ("Cliënten", AANTAL))
    tabel = Cijfertabel("combinaties", "?", koppen, [("1 en 2", 10), ("1 en 3", 12)])

    assert [tuple(rij) for rij in protect_tabel(tabel, drempel=10).rijen] == tabel.rijen
