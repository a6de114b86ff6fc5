"""Who may deliver what, where and when, and who sees which contract."""

from datetime import date

import pytest
from tests.factories.wereld import ALDERVOORT, BREEKERWAARD, KWARTEL, MERELHOF, create_wereld

from stelsel.apps.verwerving import queries
from stelsel.apps.verwerving.queries import Tarief

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    return create_wereld()


def _aanbieders(wereld, gemeente: str, product: str, peildatum: date) -> list[str]:
    regels = queries.list_contractproducten(
        gemeente=wereld.gemeenten[gemeente], product=wereld.producten[product], peildatum=peildatum
    )
    return [regel.contract.aanbieder_id for regel in regels]


@pytest.mark.eis("R4.21")
@pytest.mark.parametrize(
    ("gemeente", "product", "peildatum", "verwacht"),
    [
        (ALDERVOORT, "02A01", date(2026, 3, 16), [KWARTEL, MERELHOF]),
        (BREEKERWAARD, "02A01", date(2026, 3, 16), [MERELHOF]),
        (ALDERVOORT, "07D01", date(2026, 3, 16), [MERELHOF]),
        (ALDERVOORT, "02A01", date(2023, 12, 31), []),
        (ALDERVOORT, "02A01", date(2024, 1, 1), [KWARTEL, MERELHOF]),
        (ALDERVOORT, "02A01", date(2027, 12, 31), [KWARTEL, MERELHOF]),
        (ALDERVOORT, "02A01", date(2028, 1, 1), []),
    ],
    ids=["twee", "andere gemeente", "ander product", "voor", "eerste dag", "laatste dag", "na"],
)
def test_list_contractproducten(wereld, gemeente, product, peildatum, verwacht):
    assert _aanbieders(wereld, gemeente, product, peildatum) == verwacht


def test_list_contractproducten_product_line_ended(wereld):
    regel = wereld.contracten["K-WMO-2"].producten.get()
    regel.totdatum = date(2025, 12, 31)
    regel.save()

    assert _aanbieders(wereld, ALDERVOORT, "02A01", date(2026, 1, 1)) == [MERELHOF]


def test_get_tarieven_is_the_overlap_of_contract_and_line(wereld):
    contract = wereld.contracten["K-WMO-2"]
    contract.totdatum = date(2026, 6, 30)
    contract.save()
    contract.producten.update(vandatum=date(2025, 1, 1))

    tarieven = queries.get_tarieven(aanbieder_agb=KWARTEL, gemeentecode=ALDERVOORT, wet="wmo")

    assert tarieven == [
        Tarief(
            categorie="02",
            code="02A01",
            eenheid="04",
            tarief=6_250,
            variant="inspanning",
            van=date(2025, 1, 1),
            tot=date(2026, 6, 30),
        )
    ]


@pytest.mark.parametrize(
    ("agb", "gemeente", "wet"),
    [(KWARTEL, BREEKERWAARD, "wmo"), (KWARTEL, ALDERVOORT, "jw"), ("41999999", ALDERVOORT, "wmo")],
    ids=["andere gemeente", "andere wet", "onbekend"],
)
def test_get_tarieven_without_contract(wereld, agb, gemeente, wet):
    assert queries.get_tarieven(aanbieder_agb=agb, gemeentecode=gemeente, wet=wet) == []


def test_get_tarieven_without_overlap(wereld):
    wereld.contracten["K-WMO-2"].producten.update(vandatum=date(2028, 1, 1), totdatum=None)

    assert queries.get_tarieven(aanbieder_agb=KWARTEL, gemeentecode=ALDERVOORT, wet="wmo") == []


@pytest.mark.parametrize(
    ("gebruiker", "verwacht"),
    [
        ("regisseur", {"K-JW-1", "K-WMO-1", "K-WMO-2"}),
        ("regisseur2", {"K-JW-1", "K-WMO-1"}),
        ("contractmanager", {"K-JW-1", "K-WMO-1", "K-WMO-2"}),
        ("aanbieder", {"K-JW-1", "K-WMO-1"}),
        ("aanbieder2", {"K-WMO-2"}),
        ("beheerder", set()),
    ],
)
def test_contracten_per_user(wereld, gebruiker, verwacht):
    user = wereld.users[gebruiker]

    assert {contract.nummer for contract in queries.list_contracten(user)} == verwacht
    assert {regel.contract.nummer for regel in queries.list_tarieven(user)} == verwacht
    assert {nummer for nummer in wereld.contracten if queries.get_contract(user, nummer)} == verwacht
