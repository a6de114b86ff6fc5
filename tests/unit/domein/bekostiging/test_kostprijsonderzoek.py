"""Percentiles of a cost survey: weighted, rounded, hidden when few or when one dominates."""

from datetime import date
from fractions import Fraction

import pytest

from stelsel.domein.bekostiging.kostprijsonderzoek import (
    Cijfer,
    Functieopgave,
    Regels,
    compute_cijfers,
    compute_percentiel,
    create_bijdragen,
    get_methoden,
    list_te_kleine_verschillen,
    list_uitschieters,
)
from stelsel.domein.bekostiging.onderzoeksprijs import GeenPrijs, Prijsbasis, create_prijsdata

DAG = date(2026, 3, 16)
REGELS = Regels(5, Fraction(1, 2))
KWART, HELFT, DRIEKWART = (Fraction(n, 4) for n in (1, 2, 3))


def create_opgaven(salarissen, uren=None, naam="bruto_maand"):
    uren = uren or [1000] * len(salarissen)
    return [
        Functieopgave(f"4199{plek:04d}", "HBO", Fraction(u), {naam: Fraction(str(s))})
        for plek, (s, u) in enumerate(zip(salarissen, uren, strict=True))
    ]


def compute(opgaven, methode="geen", regels=REGELS):
    weg = list_uitschieters(opgaven, methode=get_methoden(DAG)[methode], regels=regels)
    return compute_cijfers(opgaven, uitschieters=weg, regels=regels, peildatum=DAG)


@pytest.mark.parametrize(
    ("waarden", "gewichten", "percentielen"),
    [
        ([1, 2, 3, 4, 10], [1] * 5, [Fraction("1.75"), 3, Fraction("5.5")]),
        ([1, 2, 3, 4], [1] * 4, [Fraction("1.5"), Fraction("2.5"), Fraction("3.5")]),
        ([5, 1], [1, 3], [1, 2, 4]),
        ([7], [3], [7, 7, 7]),
        ([3, 3, 3], [1, 5, 2], [3, 3, 3]),
        ([1, 900], [4, 0], [1, 1, 1]),
    ],
)
def test_percentile_by_hand(waarden, gewichten, percentielen):
    paren = [(Fraction(w), Fraction(g)) for w, g in zip(waarden, gewichten, strict=True)]

    assert [compute_percentiel(paren, deel=deel) for deel in (KWART, HELFT, DRIEKWART)] == percentielen


def test_weighted_by_hours_and_rounded():
    opgaven = create_opgaven([3700, 3800, 3950, 4100, 4300], [1000, 2000, 4000, 2000, 1000])

    assert compute(opgaven) == [Cijfer("HBO", "bruto_maand", 5, (3830, 3950, 4080))]


def test_a_share_is_rounded_to_a_tenth_of_a_percent():
    opgaven = create_opgaven(["0.0512", "0.0623", "0.0649", "0.0651", "0.08"], naam="ziekte")

    (cijfer,) = compute(opgaven)

    assert cijfer.percentielen == (Fraction("0.060"), Fraction("0.065"), Fraction("0.069"))


@pytest.mark.parametrize(
    ("aantal", "uren", "reden"),
    [(4, None, "te_weinig"), (5, None, ""), (5, [4000, 1000, 1000, 1000, 1000], ""),
     (5, [4001, 1000, 1000, 1000, 1000], "dominantie")],
)  # fmt: skip
def test_hidden_with_few_or_with_one_that_dominates(aantal, uren, reden):
    (cijfer,) = compute(create_opgaven([3700 + 10 * n for n in range(aantal)], uren))

    assert (cijfer.reden, cijfer.percentielen is None, cijfer.aantal) == (reden, bool(reden), aantal)


@pytest.mark.parametrize(("methode", "weg"), [("geen", []), ("hek", [9000]), ("mad", [9000])])
def test_outliers_by_method(methode, weg):
    opgaven = create_opgaven([3700, 3800, 3900, 4000, 4100, 9000])

    uitschieters = list_uitschieters(opgaven, methode=get_methoden(DAG)[methode], regels=REGELS)

    assert [u.waarde for u in uitschieters] == weg


def test_bounds_of_the_fences():
    opgaven = create_opgaven([3700, 3800, 3900, 4000, 4100, 9000])

    (uitschieter,) = list_uitschieters(opgaven, methode=get_methoden(DAG)["hek"], regels=REGELS)

    assert (uitschieter.onder, uitschieter.boven) == (3350, 4550)  # p25 3.800, p75 4.100


def test_without_spread_nothing_is_an_outlier():
    opgaven = create_opgaven(["0.08", "0.08", "0.08", "0.08", "0.08", "0.09"], naam="vak")

    assert [
        list_uitschieters(opgaven, methode=get_methoden(DAG)[m], regels=REGELS) for m in ("hek", "mad")
    ] == [[], []]


def test_a_hidden_outlier_can_leave_too_few():
    (cijfer,) = compute(create_opgaven([3700, 3710, 3720, 3730, 9000]), "hek")

    assert (cijfer.aantal, cijfer.reden) == (4, "te_weinig")


def test_versions_that_give_one_aanbieder_away():
    oud = create_opgaven([3700, 3800, 3900, 4000, 4100, 4200])
    een_anders = create_opgaven([3700, 3800, 3900, 4000, 4100, 4250])
    vijf_anders = create_opgaven([3701, 3801, 3901, 4001, 4101, 4200])

    verschillen = [
        list_te_kleine_verschillen(
            create_bijdragen(oud, uitschieters=[]), create_bijdragen(nieuw, uitschieters=[]), aanbieders=5
        )
        for nieuw in (oud, een_anders, vijf_anders, oud[:5])
    ]

    assert verschillen == [{}, {("HBO", "bruto_maand"): 1}, {}, {("HBO", "bruto_maand"): 1}]


def test_a_new_version_of_what_was_hidden_gives_nothing_away():
    oud = create_bijdragen(create_opgaven([3700, 3800]), uitschieters=[])
    nieuw = create_bijdragen(create_opgaven([3700, 3800, 3900, 4000, 4100]), uitschieters=[])

    assert list_te_kleine_verschillen(oud, nieuw, aanbieders=5) == {}


def test_cost_price_from_the_figures():
    cijfers = [
        Cijfer("HBO", "bruto_maand", 6, (Fraction(3830), Fraction(3950), Fraction(4080))),
        Cijfer("HBO", "overhead", 6, (Fraction("0.2"), Fraction("0.25"), Fraction("0.3"))),
        Cijfer("WO", "bruto_maand", 5, (Fraction(5000), Fraction(5100), Fraction(5200))),
        Cijfer("WO", "overhead", 5, (Fraction("0.18"), Fraction("0.24"), Fraction("0.28"))),
        Cijfer("MBO", "bruto_maand", 3, None, "te_weinig"),
    ]
    uren = {"HBO": Fraction(2000), "WO": Fraction(1000), "MBO": Fraction(900)}

    data = create_prijsdata(Prijsbasis("KO-2026-0001", 2025, cijfers, uren, "p75"), peildatum=DAG)

    assert {f: (rij["bruto_maand"], float(rij["overhead"])) for f, rij in data["functie"].items()} == {
        "HBO": (4080, 0.3),
        "WO": (5200, 0.28),
    }
    assert {f: float(deel) for f, deel in data["mix"].items()} == {"HBO": 0.6667, "WO": 0.3333}
    assert [float(grens) for grens in data["bandbreedte"]["overhead"]] == [0.18, 0.3]
    assert (data["bron"]["overhead"], data["bron"]["vak"], data["prijspeil"]) == (
        "Kostprijsonderzoek KO-2026-0001: p75 van 5 tot 6 aanbieders",
        "Gebruikelijke waarde: te weinig opgaven",
        {"jaar": 2025},
    )


def test_no_salary_no_cost_price():
    cijfers = [Cijfer("MBO", "bruto_maand", 3, None, "te_weinig")]

    with pytest.raises(GeenPrijs, match="te weinig opgaven"):
        create_prijsdata(Prijsbasis("KO-1", 2025, cijfers, {}, "mediaan"), peildatum=DAG)
