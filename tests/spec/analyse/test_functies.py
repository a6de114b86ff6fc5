"""Functions over a wide area and cohorts on both engines; what an edition hides."""

from datetime import date

import polars as pl
import pytest
from tests.factories.lake import create_regel

from stelsel.analyse.cohort import compute_cohort, get_cohortrijen, get_eerdere_clienten, protect_cohort
from stelsel.analyse.functies import (
    Cel,
    add_gebied,
    compute_cellen,
    get_functieregels,
    get_zonder_functie,
    list_tellingen,
    protect_cellen,
)
from stelsel.analyse.onthulling import EIGEN, Norm
from stelsel.analyse.selectie import Selectie
from stelsel.domein.marktschets.functies import Koppeling, get_functie, get_functielijst
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS

KOPPELINGEN = (
    Koppeling("verblijf", "43", "43R"),
    Koppeling("mfc", "43", "43R10", van=date(2025, 1, 1)),
    Koppeling("jbjr", "48"),
)
PUBLIEK = Norm(drempel=10, noemer=30, aantal=5, bedrag=100_000, aandeel=2, marge=0.1)


def regel(client_nr, code, *, dag=date(2025, 3, 1), bedrag=1_000, **velden):
    standaard = {
        "domein": "jeugd", "productcategorie": code[:2], "productcode": code, "begindatum": dag,
        "einddatum": dag, "volume": 10, "eenheid": "14",
    }  # fmt: skip
    return create_regel(client_nr, bedrag, **(standaard | velden))


@pytest.fixture
def regels(lees):
    return lees(
        DECLARATIEREGELS,
        [
            regel(0, "43R01"),
            regel(0, "43R01", dag=date(2025, 3, 20)),
            regel(0, "43R10"),
            regel(0, "43R10", dag=date(2024, 3, 1)),  # not yet a centre of its own
            regel(1, "43R02", gemeente="9902", volume=4, eenheid="04"),
            regel(2, "48B01", bedrag=-500),
            regel(3, "43X01"),
            regel(4, "45A01"),
            regel(5, "43R01", domein="wmo"),
            regel(6, "48B01", productcode=None),
        ],
    )


@pytest.mark.eis("R1.42", "R1.51")
def test_lines_get_the_function_of_their_product_on_that_day(regels):
    rijen = get_functieregels(regels, koppelingen=KOPPELINGEN)

    assert [
        (r["functie"], r["client_nr"], r["gemeente"], r["maand"], r["bedrag"], r["etmalen"])
        for r in rijen.to_dicts()
    ] == [
        ("jbjr", 2, "9901", date(2025, 3, 1), -500, 10),
        ("jbjr", 6, "9901", date(2025, 3, 1), 1_000, 10),
        ("mfc", 0, "9901", date(2025, 3, 1), 1_000, 10),
        ("verblijf", 0, "9901", date(2024, 3, 1), 1_000, 10),
        ("verblijf", 0, "9901", date(2025, 3, 1), 2_000, 20),
        ("verblijf", 1, "9902", date(2025, 3, 1), 1_000, 0),
    ]
    assert compute_cellen(rijen, per=("functie", "jaar")) == (
        Cel(("jbjr", "2025"), 2, 500, 20, 1),
        Cel(("mfc", "2025"), 1, 1_000, 10, 1),
        Cel(("verblijf", "2024"), 1, 1_000, 10, 1),
        Cel(("verblijf", "2025"), 2, 3_000, 20, 1),
    )


def test_stay_and_force_without_a_function(regels):
    assert get_zonder_functie(regels, koppelingen=KOPPELINGEN, jaar=2025) == [
        Cel(("43", "43X01"), 1, 1_000, 10, None)
    ]
    zonder = get_zonder_functie(regels, koppelingen=(), jaar=2025)
    assert sorted(cel.sleutel[1] for cel in zonder) == ["", "43R01", "43R02", "43R10", "43X01", "48B01"]


def test_areas_per_year_and_who_is_in_none(regels):
    rijen = get_functieregels(regels, koppelingen=KOPPELINGEN)
    kust = add_gebied(rijen, zoek=lambda g, jaar: "KUST" if (g, jaar) == ("9901", 2025) else "")

    assert [(c.sleutel, c.kinderen) for c in compute_cellen(kust, per=("functie", "gebied"))] == [
        (("jbjr", "KUST"), 2), (("mfc", "KUST"), 1), (("verblijf", ""), 2), (("verblijf", "KUST"), 1),
    ]  # fmt: skip


def test_counts_for_scale_follow_mergers_and_the_years_that_a_gemeente_has(regels):
    rijen = get_functieregels(regels, koppelingen=KOPPELINGEN)
    tellingen, kinderen = list_tellingen(
        rijen, functie="verblijf", jaren=(2024, 2025), inwoners={"9901": 100, "9903": 50},
        aanwezig=frozenset({("9901", 2024), ("9901", 2025), ("9902", 2025), ("9903", 2025)}),
        huidig=lambda g: "9901" if g == "9902" else g,
    )  # fmt: skip

    assert [(t.gemeente, t.clientjaren, t.inwoners, t.jaren) for t in tellingen] == [
        ("9901", 3, 100, 2), ("9903", 0, 50, 1),
    ]  # fmt: skip
    assert kinderen == 2


@pytest.mark.parametrize(
    ("code", "dag", "functie"),
    [
        ("43R10", date(2025, 1, 1), "mfc"),
        ("43R10", date(2024, 12, 31), "verblijf"),
        ("43R01", date(2025, 1, 1), "verblijf"),
        ("43X01", date(2025, 1, 1), ""),
        ("48B01", date(2025, 1, 1), "jbjr"),
    ],
)
def test_the_longest_code_that_holds_goes_first(code, dag, functie):
    assert get_functie(KOPPELINGEN, categorie=code[:2], code=code, dag=dag) == functie


def test_standard_links_name_functions_of_the_list():
    lijst = get_functielijst()

    assert {k.functie for k in lijst.begin} <= set(lijst.namen)


def _cellen(*aantallen, functie="verblijf"):
    return [Cel((functie, str(nr)), n, 1_000_000 * n, 30 * n, 1) for nr, n in enumerate(aantallen)]


@pytest.mark.eis("R1.52")
@pytest.mark.parametrize(
    ("aantallen", "getoond"),
    [
        ((40, 12, 3), (40, None, None)),  # 3 alone would follow from the total
        ((40, 12, 6, 5), (40, 10, None, None)),  # together 11: neither is known
        ((40, 12, 3, 2), (40, None, None, None)),
        ((4,), (None,)),
        ((40, 12), (40, 10)),
    ],
)
def test_a_small_cell_and_what_would_tell_it(aantallen, getoond):
    cellen = protect_cellen(_cellen(*aantallen), norm=PUBLIEK, met_totaal=True)

    assert tuple(cel.kinderen for cel in cellen) == getoond
    assert [cel for cel in cellen if cel.is_dicht] == [
        Cel(cel.sleutel, None, None, None, None) for cel in cellen if cel.kinderen is None
    ]


def test_functions_hide_nothing_of_each_other_and_the_desk_sees_all():
    cellen = [*_cellen(40, 12, 3), *_cellen(20, 15, functie="mfc")]

    getoond = protect_cellen(cellen, norm=PUBLIEK, met_totaal=True)
    assert [cel.kinderen for cel in getoond] == [40, None, None, 20, 15]
    assert protect_cellen(cellen, norm=EIGEN, met_totaal=True) == tuple(cellen)
    zonder = protect_cellen(cellen, norm=PUBLIEK, met_totaal=False)
    assert [cel.kinderen for cel in zonder] == [40, 10, None, 20, 15]


@pytest.mark.eis("R1.58")
def test_a_cohort_of_who_turns_an_age_in_the_year(lees):
    mensen = [
        {"client_nr": nr, "pseudoniem": f"p{nr}", "geboortejaar": jaar, "gemeente": "9901", "huishouden": nr,
         "geslacht": "v"}
        for nr, jaar in {0: 2008, 1: 2007, 2: 2009, 3: None, 4: 2008}.items()
    ]  # fmt: skip
    lijnen = [regel(nr, "43R01") for nr in range(5)]
    lijnen += [regel(0, "54C01", aanbieder="41990002"), regel(1, "54C01", dag=date(2024, 5, 1))]
    regels, clienten = lees(DECLARATIEREGELS, lijnen), lees(CLIENTEN, mensen)
    rijen, zonder = get_cohortrijen(regels, clienten, selectie=Selectie(jaar=2025), van=17, tot=18)
    cohort = compute_cohort(
        rijen, eerder=get_eerdere_clienten(regels, jaar=2025), plaatsen={"9901": "Aldervoort"},
        zonder_leeftijd=zonder,
    )  # fmt: skip
    kenmerken = {k.naam: {g.waarde: g.clienten for g in k.groepen} for k in cohort.kenmerken}

    assert (cohort.clienten, cohort.bedrag, cohort.zonder_leeftijd) == (3, 4_000, 1)
    assert kenmerken["Leeftijd in het jaar"] == {"17 jaar": 2, "18 jaar": 1}
    assert kenmerken["Aantal soorten hulp"] == {"1": 2, "2": 1}
    assert kenmerken["Aantal aanbieders"] == {"1": 2, "2": 1}
    assert kenmerken["Ook hulp in het jaar ervoor"] == {"Ja": 1, "Nee": 2}
    assert kenmerken["Gemeente"] == {"Aldervoort": 3}


@pytest.mark.eis("R1.58")
def test_a_cohort_to_share_hides_few_and_all_but_few():
    rijen = pl.DataFrame(
        {
            "client_nr": [*range(40), *range(38), *range(5)],
            "domein": "jeugd",
            "productcategorie": ["45"] * 40 + ["54"] * 38 + ["43"] * 5,
            "gemeente": "9901", "aanbieder": "a", "bedrag": 100_00, "laatste": date(2025, 1, 1),
            "geslacht": "v", "leeftijd": 17,
        }
    )  # fmt: skip
    cohort = compute_cohort(rijen, eerder=frozenset(range(33)), plaatsen={}, zonder_leeftijd=2)
    gedeeld = protect_cohort(cohort, norm=PUBLIEK)
    per = {k.naam: [g.clienten for g in k.groepen] for k in gedeeld.kenmerken}

    # 38 of 40 would tell that two have none; 5 is few; 33 and 7 would tell each other.
    assert per["Soort hulp"] == [40, None, None]
    assert per["Ook hulp in het jaar ervoor"] == [None, None]
    assert (gedeeld.clienten, gedeeld.zonder_leeftijd) == (40, 0)
    assert protect_cohort(cohort, norm=EIGEN) is cohort
