"""Granted, claimed and proposed against the budget: who sees which gemeente, the same numbers everywhere."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from tests.factories.lake import create_declaratie, create_regel, create_toewijzing, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.sturing import queries

pytestmark = pytest.mark.django_db

LEZERS = {"controller", "contractmanager", "analist", "bestuurder"}
ANDER = {"gemeente": "9902"}


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2026, 3, 16)
    return create_wereld()


@pytest.fixture
def feiten(tmp_path):
    return publish_rijen(
        tmp_path / "lake",
        toewijzingen=[create_toewijzing(0, 90_000_000), create_toewijzing(1, 77_777_700, **ANDER)],
        declaraties=[create_declaratie(1_000_000, 800_000), create_declaratie(555_500, 555_500, **ANDER)],
        regels=[create_regel(0, 800_000), create_regel(1, 555_500, **ANDER)],
    )


def _open(client, wereld, gebruiker, vraag=""):
    client.force_login(wereld.users[gebruiker])
    return client.get(f"/sturing/budget{vraag}")


def test_page_per_role(client, wereld):
    statussen = {rol: _open(client, wereld, rol).status_code for rol in Rol.values}

    assert statussen == {rol: 200 if rol in LEZERS else 403 for rol in Rol.values}


def test_sturing_leads_to_the_budget_and_keeps_the_choice(client, wereld):
    client.force_login(wereld.users["controller"])

    assert client.get("/sturing?jaar=2026").url == "/sturing/budget?jaar=2026"


@pytest.mark.eis("R8.01")
def test_controller_sees_the_own_gemeente_against_its_budget(client, wereld, feiten):
    antwoord = _open(client, wereld, "controller", "?wet=wmo")

    (regel,) = antwoord.context["beeld"].regels
    stand = regel.stand
    assert (regel.gemeente, regel.wet) == ("Aldervoort", "Wmo")
    assert (stand.budget, stand.toegekend, stand.ingediend, stand.goedgekeurd, stand.betaalvoorstel) == (
        900_000_000, 90_000_000, 1_000_000, 800_000, 800_000,
    )  # fmt: skip
    tekst = antwoord.content.decode()
    assert "10,0 % van het budget" in tekst
    assert "15 maart 2026" in tekst
    assert "<svg" in tekst


@pytest.mark.parametrize("vraag", ["", "?wet=wmo", "?jaar=2026&gemeente=9902", "?export=csv", "?export=xlsx"])
@pytest.mark.parametrize("gebruiker", ["controller", "bestuurder"])
def test_nothing_of_another_gemeente(client, wereld, feiten, gebruiker, vraag):
    inhoud = _open(client, wereld, gebruiker, vraag).content

    for kanarie in ("Breekerwaard", "777.777", "777777", "5.555", "5555"):
        assert kanarie.encode() not in inhoud


def test_negative_control_the_region_does_see_both(client, wereld, feiten):
    beeld = _open(client, wereld, "analist", "?wet=wmo").context["beeld"]

    assert [(r.gemeente, r.stand.toegekend) for r in beeld.regels] == [
        ("Aldervoort", 90_000_000),
        ("Breekerwaard", 77_777_700),
    ]
    assert beeld.totaal.toegekend == 167_777_700


def test_lines_from_before_the_messages_count_as_claimed(client, wereld, tmp_path):
    publish_rijen(tmp_path / "lake", regels=[create_regel(0, 5_000)])

    stand = _open(client, wereld, "controller", "?wet=wmo").context["beeld"].regels[0].stand

    assert (stand.ingediend, stand.goedgekeurd, stand.betaalvoorstel) == (5_000, 5_000, 0)


def test_a_source_counts_only_in_years_it_has_facts_of(client, wereld, tmp_path):
    lang = create_toewijzing(0, 730_000, einddatum=date(2027, 12, 31))
    publish_rijen(tmp_path / "lake", toewijzingen=[lang])

    beelden = [
        queries.get_budgetbeeld(wereld.users["controller"], jaar=jaar, wet="wmo", today=date(jaar, 3, 1))
        for jaar in (2026, 2027)
    ]

    assert [(b.totaal.toegekend, [bron.naam for bron in b.bronnen]) for b in beelden] == [
        (365_000, ["test"]),
        (0, []),
    ]


def test_without_facts_the_page_says_so(client, wereld):
    antwoord = _open(client, wereld, "controller")

    assert antwoord.status_code == 200
    assert "zijn nog geen feiten gepubliceerd" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("vraag", "jaar"), [("", 2026), ("?jaar=1999", 2026), ("?jaar=abc", 2026), ("?jaar=²", 2026)]
)
def test_an_unknown_year_is_this_year(client, wereld, vraag, jaar):
    assert _open(client, wereld, "controller", vraag).context["beeld"].jaar == jaar


def test_exports_hold_what_the_page_shows(client, wereld, feiten):
    inhoud = _open(client, wereld, "controller", "?wet=wmo&export=csv").content.decode("utf-8-sig")
    boek = CalamineWorkbook.from_filelike(
        io.BytesIO(_open(client, wereld, "controller", "?wet=wmo&export=xlsx").content)
    )

    kop = [
        "Gemeente", "Wet", "Budget", "Toegekend", "Gedeclareerd", "Goedgekeurd", "Betaalvoorstel", "Ruimte",
    ]  # fmt: skip
    assert list(csv.reader(io.StringIO(inhoud), delimiter=";")) == [
        kop,
        ["Aldervoort", "Wmo", "9000000,00", "900000,00", "10000,00", "8000,00", "8000,00", "8100000,00"],
    ]
    assert boek.get_sheet_by_index(0).to_python() == [
        kop,
        ["Aldervoort", "Wmo", 9e6, 9e5, 1e4, 8e3, 8e3, 8.1e6],
    ]


def test_new_facts_are_seen_at_once(wereld, feiten, tmp_path):
    def toegekend():
        beeld = queries.get_budgetbeeld(
            wereld.users["controller"], jaar=2026, wet="wmo", today=date(2026, 3, 16)
        )
        return beeld.totaal.toegekend

    eerst = toegekend()
    publish_rijen(tmp_path / "lake", toewijzingen=[create_toewijzing(0, 100)])

    assert (eerst, toegekend()) == (90_000_000, 100)


def test_claimed_leads_to_the_lines_for_who_may(client, wereld, feiten):
    adres = "/declaraties/regels?gemeente=9901&wet=wmo&jaar=2026"
    als_controller = _open(client, wereld, "controller").content.decode().replace("&amp;", "&")
    status = client.get(adres).status_code
    als_bestuurder = _open(client, wereld, "bestuurder").content.decode()

    assert (f'href="{adres}"' in als_controller, status) == (True, 200)
    assert "/declaraties?" not in als_bestuurder


def test_mijn_werk_names_budgets_that_run_out(client, wereld, tmp_path):
    toewijzingen = [
        *(create_toewijzing(nr, 67_500_000) for nr in range(12)),
        *(create_toewijzing(nr, 90_000_000 - (nr == 12), domein="jeugd") for nr in range(12, 24)),
        *(create_toewijzing(nr, 90_000_000, **ANDER) for nr in range(24, 36)),
    ]
    publish_rijen(tmp_path / "lake", toewijzingen=toewijzingen)

    def list_werk(gebruiker):
        client.force_login(wereld.users[gebruiker])
        werk = client.get("/mijn-werk").context["werk"]
        return [
            (rij.titel, rij.woord)
            for lijst, v in werk
            if lijst.naam == "Budgetten die opraken"
            for rij in v.rijen
        ]

    assert list_werk("controller") == [("Aldervoort, Wmo", "Bijna op")]
    assert list_werk("regisseur") == []
    wereld.users["bestuurder"].gemeentecode = "9902"
    wereld.users["bestuurder"].save()
    assert list_werk("bestuurder") == [("Breekerwaard, Wmo", "Krap")]
