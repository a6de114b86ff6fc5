"""A book of tarieven, to the cent: index, overlap, the floor, a pgb, a mistake of a factor 100."""

from datetime import date
from fractions import Fraction

import pytest

from stelsel.domein.bekostiging.indexatie import Methode
from stelsel.domein.bekostiging.tarievenboek import (
    Regel,
    TarievenboekFout,
    Verschil,
    check_regels,
    compare_boeken,
    compute_bodem,
    compute_factor,
    compute_pgb,
    create_eigen_stap,
    index_regels,
    list_indexstappen,
    list_verdacht,
)

BEGIN = date(2023, 1, 1)
UUR = Regel("02A01", 8625, "04", BEGIN, functie="HBO")


def test_two_years_of_index():
    stappen = list_indexstappen(van=2023, naar=2025)

    [rij] = index_regels([UUR], stappen)

    assert [(s.jaar, s.procent, s.methode) for s in stappen] == [
        (2024, Fraction("6.30"), "ratio"),
        (2025, Fraction("4.96"), "verschil"),
    ]
    assert rij.nieuw == Regel("02A01", 9623, "04", date(2025, 1, 1), functie="HBO")
    assert (round(float(rij.exact), 4), round(float(rij.afronding), 4)) == (9623.1264, -0.1264)


@pytest.mark.parametrize(
    ("naar", "methode", "procent"),
    [(2024, Methode.VERSCHIL, "6.37"), (2025, Methode.RATIO, "4.91")],
)
def test_the_method_of_another_year(naar, methode, procent):
    [stap] = list_indexstappen(van=naar - 1, naar=naar, methode=methode)

    assert stap.procent == Fraction(procent)


def test_only_what_holds_at_the_end_of_the_year_is_indexed():
    regels = [
        Regel("A", 1000, "04", BEGIN, date(2023, 6, 30)),
        Regel("A", 1100, "04", date(2023, 7, 1)),
        Regel("B", 1000, "04", BEGIN, date(2023, 12, 30)),
    ]

    nieuw = [rij.nieuw for rij in index_regels(regels, list_indexstappen(van=2023, naar=2024))]

    assert nieuw == [Regel("A", 1169, "04", date(2024, 1, 1))]


def test_half_a_cent_goes_up():
    stap = create_eigen_stap(van=2026, naar=2027, procent=Fraction(5), bron="Besluit")

    [rij] = index_regels([Regel("A", 1010, "04", BEGIN)], [stap])

    assert (rij.exact, rij.nieuw.tarief, rij.afronding) == (Fraction("1060.5"), 1061, Fraction(1, 2))


@pytest.mark.parametrize(
    ("maak", "woorden"),
    [
        (
            lambda: list_indexstappen(van=2025, naar=2025),
            "Kies een jaar na 2025: de prijzen zijn al van 2025.",
        ),
        (
            lambda: list_indexstappen(van=2025, naar=2026),
            "Voor 2026 kennen wij geen index. Wel voor: 2024, 2025.\n"
            "Weet u de index wel? Vul dan zelf een percentage in.",
        ),
        (
            lambda: create_eigen_stap(van=2025, naar=2027, procent=Fraction(3), bron="Besluit"),
            "Een eigen percentage geldt voor één jaar: van 2025 naar 2026.",
        ),
        (
            lambda: create_eigen_stap(van=2025, naar=2026, procent=Fraction(3), bron=" "),
            "Schrijf op waar het percentage vandaan komt.",
        ),
        (
            lambda: (
                index_regels([UUR], list_indexstappen(van=2023, naar=2024))
                and index_regels(
                    [Regel("A", 1, "04", date(2030, 1, 1))], list_indexstappen(van=2023, naar=2024)
                )
            ),
            "Op 31-12-2023 geldt geen enkel tarief uit dit boek.",
        ),
    ],
)
def test_what_cannot_be_indexed(maak, woorden):
    with pytest.raises(TarievenboekFout) as fout:
        maak()

    assert str(fout.value) == woorden


def test_two_tarieven_on_one_day():
    goed = [
        Regel("A", 1000, "04", BEGIN, date(2023, 6, 30)),
        Regel("A", 1100, "04", date(2023, 7, 1)),
        Regel("B", 900, "04", BEGIN),
    ]
    check_regels(goed)

    with pytest.raises(TarievenboekFout) as fout:
        check_regels(
            [*goed, Regel("B", 950, "04", date(2024, 1, 1)), Regel("C", 0, "04", BEGIN, date(2022, 1, 1))]
        )

    assert str(fout.value).splitlines() == [
        "C: de laatste dag (1-1-2022) ligt voor de eerste.",
        "C: het tarief moet meer zijn dan € 0,00.",
        "B: op 1-1-2024 gelden twee tarieven. Laat het eerste eindigen op 31-12-2023, "
        "of haal een van de twee weg.",
    ]


def test_a_long_first_period_covers_more_than_its_neighbour():
    regels = [
        Regel("A", 1000, "04", date(2023, 1, 1), date(2025, 12, 31)),
        Regel("A", 1100, "04", date(2024, 1, 1), date(2024, 1, 31)),
        Regel("A", 1200, "04", date(2025, 1, 1), date(2026, 1, 31)),
    ]

    with pytest.raises(TarievenboekFout) as fout:
        check_regels(regels)

    assert [zin[:29] for zin in str(fout.value).splitlines()] == [
        "A: op 1-1-2024 gelden twee ta",
        "A: op 1-1-2025 gelden twee ta",
    ]


def test_the_floor_by_eenheid():
    per_uur = {"HBO": Fraction("86.2459"), "traject": Fraction("4893.23")}
    factor = compute_factor(list_indexstappen(van=2023, naar=2024))

    def bodem(eenheid, functie="HBO", keer=Fraction(1)):
        return compute_bodem(Regel("A", 1, eenheid, BEGIN, functie=functie), per_uur, factor=keer)

    assert (bodem("04"), bodem("01"), bodem("04", keer=factor)) == (8625, 144, 9168)
    assert bodem("16") is None
    assert (bodem("82", "traject"), bodem("04", "traject"), bodem("04", "")) == (489323, None, None)


def test_pgb_as_a_share_of_the_tarief():
    assert [compute_pgb(8625, procent=Fraction(p)) for p in (100, 75, 50)] == [8625, 6469, 4313]


def test_two_books_side_by_side():
    oud = [Regel("A", 1000, "04", BEGIN), Regel("B", 500, "04", BEGIN)]
    nieuw = [Regel("A", 1063, "04", BEGIN), Regel("C", 700, "04", BEGIN)]

    verschillen = compare_boeken(oud, nieuw)

    assert verschillen == [
        Verschil("A", "04", 1000, 1063),
        Verschil("B", "04", 500, None),
        Verschil("C", "04", None, 700),
    ]
    assert [v.deel for v in verschillen] == [Fraction(63, 1000), None, None]


def test_cents_taken_for_euros():
    nieuw = [Regel("A", 862_500, "04", BEGIN), Regel("B", 9_000, "04", BEGIN)]

    assert list_verdacht(nieuw, [Regel("A", 8_625, "04", BEGIN), Regel("B", 8_625, "04", BEGIN)]) == ["A"]
