"""Trajecten, stacking, referrers and growth: rows in, figures out, on every engine."""

from datetime import date

import pytest
from tests.factories.lake import create_regel, create_toewijzing

from stelsel.analyse.groei import compute_groei
from stelsel.analyse.selectie import ALLES, Selectie
from stelsel.analyse.stapeling import compute_stapeling
from stelsel.analyse.trajecten import compute_trajecten, get_trajecten
from stelsel.analyse.verdieping import compute_verdieping
from stelsel.analyse.verwijzers import compute_verwijzers
from stelsel.lake.tabellen import DECLARATIEREGELS, TOEWIJZINGEN

PEIL = date(2026, 12, 31)


@pytest.fixture
def tabellen(lees):
    return lambda regels, toewijzingen: (lees(DECLARATIEREGELS, regels), lees(TOEWIJZINGEN, toewijzingen))


def verblijf(client_nr, van, tot, **velden):
    """An allocation that ran from `van` up to and including `tot`; None still runs."""
    datums = {"ingangsdatum": van, "einddatum": None, "startdatum": van, "stopdatum": tot}
    return create_toewijzing(client_nr, None, **datums | {"productcode": "02A01"} | velden)


@pytest.mark.eis("R1.08")
@pytest.mark.parametrize(
    ("volgende", "aantal"),
    [(date(2025, 7, 31), 1), (date(2025, 8, 1), 1), (date(2025, 8, 2), 2)],
    ids=["30 dagen", "31 dagen", "32 dagen"],
)
def test_a_gap_of_31_days_joins_and_of_32_does_not(tabellen, volgende, aantal):
    eerste = verblijf(0, date(2025, 1, 1), date(2025, 6, 30))
    regels, toewijzingen = tabellen([], [eerste, verblijf(0, volgende, date(2025, 12, 31))])

    assert get_trajecten(regels, toewijzingen, peildatum=PEIL, selectie=ALLES).height == aantal


def test_a_short_allocation_within_a_long_one_does_not_end_the_traject(tabellen):
    regels, toewijzingen = tabellen(
        [],
        [
            verblijf(0, date(2025, 1, 1), date(2025, 12, 31)),
            verblijf(0, date(2025, 2, 1), date(2025, 2, 10), aanbieder="41990002"),
            verblijf(0, date(2026, 1, 20), None),
        ],
    )

    tabel = get_trajecten(regels, toewijzingen, peildatum=PEIL, selectie=ALLES)

    assert tabel.rows() == [(730, True, 0)]


def test_cost_goes_to_the_traject_on_whose_days_the_line_lies(tabellen):
    regels, toewijzingen = tabellen(
        [
            create_regel(0, 100, begindatum=date(2025, 1, 1), einddatum=date(2025, 1, 31)),
            create_regel(0, 10, begindatum=date(2025, 12, 1), einddatum=date(2025, 12, 31)),
            create_regel(0, 1, begindatum=date(2025, 8, 1), einddatum=date(2025, 8, 31)),
            create_regel(0, -5, begindatum=date(2025, 12, 1), einddatum=date(2025, 12, 31)),
        ],
        [
            verblijf(0, date(2025, 1, 15), date(2025, 6, 30)),
            verblijf(0, date(2025, 12, 31), None),
        ],
    )

    tabel = get_trajecten(regels, toewijzingen, peildatum=PEIL, selectie=ALLES)
    beeld = compute_trajecten(tabel)

    assert sorted(tabel["kosten"].to_list()) == [5, 100]
    assert (beeld.n, beeld.gesloten, beeld.gemiddelde, beeld.gemiddelde_gesloten) == (2, 1, 52.5, 100.0)


def test_a_traject_is_not_cut_at_new_year(tabellen):
    regels, toewijzingen = tabellen([], [verblijf(0, date(2024, 12, 1), date(2025, 1, 31))])

    def duren(jaar):
        tabel = get_trajecten(regels, toewijzingen, peildatum=PEIL, selectie=Selectie(jaar=jaar))
        return tabel["duur"].to_list()

    assert (duren(2024), duren(2025), duren(2026)) == ([62], [62], [])


def test_an_end_in_the_future_has_not_ended(tabellen):
    lang = verblijf(0, date(2026, 12, 1), None, einddatum=date(2027, 11, 30))
    regels, toewijzingen = tabellen([], [lang])

    tabel = get_trajecten(regels, toewijzingen, peildatum=PEIL, selectie=ALLES)

    assert tabel.rows() == [(31, True, 0)]


def test_stacking_counts_the_fullest_day(tabellen):
    halfjaar = date(2025, 1, 1), date(2025, 6, 30)
    _, toewijzingen = tabellen(
        [],
        [
            verblijf(0, *halfjaar),
            verblijf(0, date(2025, 7, 1), None, productcode="02A05"),
            verblijf(1, *halfjaar),
            verblijf(1, date(2025, 6, 30), None, productcode="02A05"),
            verblijf(2, *halfjaar),
            verblijf(2, *halfjaar, aanbieder="41990002"),
            *(verblijf(3, *halfjaar, productcode=f"02A0{i}") for i in range(4)),
        ],
    )

    stapeling = compute_stapeling(toewijzingen, peildatum=PEIL, selectie=ALLES)
    later = compute_stapeling(toewijzingen, peildatum=PEIL, selectie=Selectie(jaar=2026))

    assert (stapeling.producten, stapeling.aanbieders) == ((2, 1, 1), (3, 1, 0))
    assert stapeling.als_data()["producten"] == {"1": 0.5, "2": 0.25, "3+": 0.25}
    assert later.producten == (2, 0, 0)


def test_a_client_has_the_referrer_of_the_first_allocation_with_one(tabellen):
    regels, toewijzingen = tabellen(
        [create_regel(0, 600), create_regel(1, 300), create_regel(2, 100)],
        [
            verblijf(0, date(2025, 1, 1), None),
            verblijf(0, date(2025, 2, 1), None, verwijzer="02"),
            verblijf(0, date(2025, 3, 1), None, verwijzer="01"),
            verblijf(1, date(2025, 1, 1), None, verwijzer="01"),
        ],
    )

    uit = compute_verwijzers(regels, toewijzingen, peildatum=PEIL, selectie=ALLES)

    assert [(v.code, v.clienten, v.bedrag, v.aandeel_bedrag) for v in uit] == [
        ("02", 1, 600, 0.6), ("01", 1, 300, 0.3), ("onbekend", 1, 100, 0.1),
    ]  # fmt: skip


@pytest.mark.eis("R3.31")
def test_growth_per_pair_of_years_from_lines(tabellen):
    def lines(jaar, eerste, n, code, volume, bedrag):
        dagen = {"begindatum": date(jaar, 1, 1), "einddatum": date(jaar, 1, 31)}
        return [create_regel(eerste + i, bedrag, productcode=code, volume=volume, **dagen) for i in range(n)]

    regels, _ = tabellen(
        [
            *lines(2024, 0, 600, "A", 20, 100_000), *lines(2024, 500, 500, "B", 40, 320_000),
            *lines(2025, 0, 640, "A", 21, 109_200), *lines(2025, 560, 470, "B", 42, 348_600),
        ],
        [],
    )  # fmt: skip

    (paar,) = compute_groei(regels)

    assert (paar.van, paar.naar) == (2024, 2025)
    euros = {
        naam: round(paar.als_data()[naam] / 100, 2) for naam in ("volume", "mix", "intensiteit", "prijs")
    }
    totaal = 640 * 1092 + 470 * 3486 - 600 * 1000 - 500 * 3200
    assert paar.groei.totaal == 100 * totaal
    assert euros == {
        "volume": 67_019.19, "mix": -125_370.96, "intensiteit": 110_622.79, "prijs": 85_028.97,
    }  # fmt: skip
    assert compute_groei(regels, Selectie(jaar=2024)) == []


def test_nothing_at_all_gives_words_and_no_figures(tabellen):
    regels, toewijzingen = tabellen([], [])

    data = compute_verdieping(regels, toewijzingen=None, selectie=ALLES, today=PEIL).als_data()
    leeg = compute_trajecten(get_trajecten(regels, toewijzingen, peildatum=PEIL, selectie=ALLES))

    assert (data["groei"], data["terugval"]["n"]) == ([], 0)
    assert data["groepen"] == {"r2_cv": None, "groepen": [], "uitleg": "Er zijn geen cliënten."}
    assert (leeg.n, leeg.mediaan, leeg.duur_km) == (0, None, None)
