"""The frame of the example region."""

from datetime import date

from stdnum import iban

from stelsel.demo.catalogus import PRODUCT, PROFIELEN, arrangementprijs
from stelsel.demo.regio import AANTAL_NIEUW, create_regio, prijspeil, tarief
from stelsel.kern.nummers import agb_geldig


def test_regio_is_the_same_for_the_same_seed_and_different_for_another():
    create_regio.cache_clear()
    eerste = create_regio(zaad=1)
    create_regio.cache_clear()

    assert create_regio(zaad=1) == eerste
    assert create_regio(zaad=2) != eerste


def test_gemeenten_add_up_to_the_region():
    regio = create_regio(zaad=1)

    assert sum(g.inwoners for g in regio.gemeenten) == 240_000
    assert sum(g.jeugdclienten for g in regio.gemeenten) == 6_358
    assert [(g.code, g.tot, g.opvolger) for g in regio.voorgangers] == [
        ("0997", date(2022, 12, 31), "9901"),
        ("0998", date(2022, 12, 31), "9901"),
    ]


def test_aanbieders_have_different_numbers_and_names_and_a_bank_that_does_not_exist():
    regio = create_regio(zaad=1)

    assert len({a.agb for a in regio.aanbieders}) == len(regio.aanbieders) == 510
    assert len({a.naam for a in regio.aanbieders}) == 510
    assert all(agb_geldig(a.agb) and a.agb.startswith("99") for a in regio.aanbieders)
    assert {a.iban[4:8] for a in regio.aanbieders} == {"NEPP"}
    assert all(iban.is_valid(a.iban, check_country=False) for a in regio.aanbieders)


def test_contracten_are_for_the_winners_of_the_tender_in_their_municipalities():
    regio = create_regio(zaad=1)

    assert len(regio.contracten) == sum(AANTAL_NIEUW.values())
    for contract in regio.contracten:
        assert contract.gemeenten
        assert all(p.tarief > 0 and p.product.wet == contract.wet for p in contract.producten)
        sleutels = [(p.product.code, p.van) for p in contract.producten]
        assert len(sleutels) == len(set(sleutels))


def test_productcodes_fit_the_standard():
    assert len(PRODUCT) == len(create_regio(zaad=1).producten)
    assert all(1 <= len(code) <= 5 and code[:2] == p.categorie for code, p in PRODUCT.items())


def test_catalogue_has_the_26_cells_of_eight_profiles():
    assert sum(len(p.intensiteiten) for p in PROFIELEN) == 26
    assert arrangementprijs("P1", "P") == 176_500
    assert arrangementprijs("P8", "Z") == 1_775_500


def test_tarief_rises_three_percent_in_the_last_year():
    aanbieder = create_regio(zaad=1).list_aanbieders("jw")[0]

    assert round(prijspeil(2025) / prijspeil(2024), 12) == 1.03
    assert round(prijspeil(2026) / prijspeil(2025), 12) == 1.03
    assert tarief(PRODUCT["50P7P"], aanbieder=aanbieder, jaar=2023) == 419_500


def test_begrotingen_cover_every_municipality_law_and_year():
    regio = create_regio(zaad=1)

    sleutels = {(b.gemeente, b.wet, b.jaar) for b in regio.begrotingen}

    assert sleutels == {
        (g.code, wet, jaar) for g in regio.gemeenten for wet in ("jw", "wmo") for jaar in range(2021, 2027)
    }
    assert all(b.bedrag > 0 for b in regio.begrotingen)
