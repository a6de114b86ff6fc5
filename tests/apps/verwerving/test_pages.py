"""Contracts and tariffs in the browser: who gets in, what is shown, what goes out in an export."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol

pytestmark = pytest.mark.django_db

LEZERS = {"regisseur", "backoffice", "controller", "contractmanager", "analist", "aanbieder"}


@pytest.fixture
def wereld():
    return create_wereld()


def _als(client, wereld, gebruiker):
    client.force_login(wereld.users[gebruiker])
    return client


@pytest.mark.parametrize("adres", ["/verwerving", "/verwerving/tarieven", "/verwerving/contract/K-WMO-1"])
def test_pages_per_role(client, wereld, adres):
    statussen = {rol: _als(client, wereld, rol).get(adres).status_code for rol in Rol.values}

    assert statussen == {rol: 200 if rol in LEZERS else 403 for rol in Rol.values}


@pytest.mark.parametrize(
    ("gebruiker", "status"),
    [("aanbieder2", 200), ("regisseur", 200), ("aanbieder", 404), ("regisseur2", 404)],
)
def test_contract_of_another_does_not_exist(client, wereld, gebruiker, status):
    assert _als(client, wereld, gebruiker).get("/verwerving/contract/K-WMO-2").status_code == status


def test_contract_shows_parties_and_tariffs(client, wereld):
    antwoord = _als(client, wereld, "contractmanager").get("/verwerving/contract/K-WMO-1")

    tekst = antwoord.content.decode()
    assert [gemeente.naam for gemeente in antwoord.context["gemeenten"]] == ["Aldervoort", "Breekerwaard"]
    assert [(r.product.code, r.tarief) for r, _ in antwoord.context["producten"]] == [
        ("02A01", 6_400),
        ("07D01", 4_150),
    ]
    assert "€ 64,00" in tekst
    assert "31 december 2027" in tekst


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", ["02A01", "02A01", "07D01", "45A01", "45U01"]),
        ("?wet=jw", ["45A01", "45U01"]),
        ("?variant=output", ["45U01"]),
        ("?zoek=kwartel", ["02A01"]),
        ("?op=2023-12-31", []),
        ("?op=2024-01-01&wet=wmo", ["02A01", "02A01", "07D01"]),
    ],
)
def test_tarieven_filters_stay_in_the_address(client, wereld, vraag, verwacht):
    antwoord = _als(client, wereld, "contractmanager").get(f"/verwerving/tarieven{vraag}")

    assert sorted(rij.record.product.code for rij in antwoord.context["table"].rows) == verwacht


@pytest.mark.eis("R6.17")
def test_exports_equal_the_page_and_hold_no_formula(client, wereld):
    wereld.aanbieders["41990002"].naam = '=HYPERLINK("http://elders.example")'
    wereld.aanbieders["41990002"].save()
    lezer = _als(client, wereld, "aanbieder2")

    rijen_csv = list(
        csv.reader(
            io.StringIO(lezer.get("/verwerving/tarieven?export=csv").content.decode("utf-8-sig")),
            delimiter=";",
        )
    )
    boek = CalamineWorkbook.from_filelike(io.BytesIO(lezer.get("/verwerving/tarieven?export=xlsx").content))
    rijen_xlsx = boek.get_sheet_by_index(0).to_python()

    kop = ["Product", "Code", "Aanbieder", "Contract", "Tarief", "Per", "Bekostiging", "Van", "Tot en met"]
    gevaarlijk = '=HYPERLINK("http://elders.example")'
    assert [rijen_csv[0], rijen_csv[1][:6]] == [
        kop,
        ["Begeleiding thuis", "02A01", f"'{gevaarlijk}", "K-WMO-2", "62,50", "uur"],
    ]
    assert [rijen_xlsx[0], rijen_xlsx[1][:6]] == [
        kop,
        ["Begeleiding thuis", "02A01", gevaarlijk, "K-WMO-2", 62.5, "uur"],
    ]


@pytest.mark.parametrize("gebruiker", ["aanbieder2", "contractmanager"], ids=["1 contract", "3 contracts"])
@pytest.mark.parametrize("adres", ["/verwerving", "/verwerving/tarieven"])
def test_lists_take_a_fixed_number_of_statements(client, wereld, adres, gebruiker, django_assert_num_queries):
    _als(client, wereld, gebruiker)

    with django_assert_num_queries(4):
        client.get(adres)


@pytest.mark.eis("R4.21", "R6.17")
@pytest.mark.parametrize(
    ("vandaag", "loopt", "tarieven"),
    [
        (date(2023, 6, 1), False, [6_250]),
        (date(2026, 3, 16), True, [6_900]),
        (date(2030, 1, 1), False, [6_900]),
    ],
    ids=["voor", "tijdens", "na"],
)
def test_contract_shows_the_tariffs_of_the_day(client, wereld, settings, vandaag, loopt, tarieven):
    settings.STELSEL_VANDAAG = vandaag
    oud = wereld.contracten["K-WMO-2"].producten.get()
    oud.totdatum = date(2025, 12, 31)
    oud.save()
    oud.pk, oud.tarief, oud.vandatum, oud.totdatum = None, 6_900, date(2026, 1, 1), None
    oud.save()

    context = _als(client, wereld, "contractmanager").get("/verwerving/contract/K-WMO-2").context

    assert context["loopt"] == loopt
    assert [regel.tarief for regel, _ in context["producten"]] == tarieven
