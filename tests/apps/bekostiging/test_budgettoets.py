"""New prices against the integratie-uitkering in the browser: entered with a source, tested, taken along."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.begroting import publish_historie
from tests.factories.kostprijs import create_kostprijs
from tests.factories.tarievenboek import create_tarievenboek
from tests.factories.wereld import NU, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.bekostiging.actions.uitkering import UitkeringNietMogelijk, register_uitkeringen
from stelsel.apps.bekostiging.models import Uitkering
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.domein.bekostiging.tarievenboek import Regel
from stelsel.lake.intake.uitkeringen import Uitkeringsregel

pytestmark = pytest.mark.django_db

SLEUTEL = {"eenmalig": "k" * 32}
TOETS, UITKERING = "/bekostiging/budgettoets", "/bekostiging/uitkering"
WENS = {
    "gemeente": "9901", "wet": "wmo", "jaar": "2026", "bedrag": "150.000,00", "aandeel": "80",
    "bron": "Meicirculaire", "brondatum": "2025-05-30",
}  # fmt: skip


@pytest.fixture(scope="module")
def historie(tmp_path_factory):
    return publish_historie(tmp_path_factory.mktemp("lake"))


@pytest.fixture
def wereld(historie, settings):
    settings.STELSEL_LAKE = str(historie.map)
    return create_wereld()


def _login(client, wereld, gebruiker="analist"):
    client.force_login(wereld.users[gebruiker])
    return client


def _create_uitkering(wereld, gemeente, euro, *, aandeel="100", gebruiker="analist"):
    regel = Uitkeringsregel(
        gemeente, "wmo", 2026, 100 * euro, Decimal(aandeel), "Meicirculaire", date(2025, 5, 30)
    )
    return register_uitkeringen([regel], by=wereld.users[gebruiker], now=NU)


def _create_boek(wereld, prijs):
    """A price per hour for the product of the history, with the cost price of the functie HBO (€ 86,25)."""
    regels = [Regel("02A01", prijs, "04", date(2023, 1, 1), functie="HBO")]
    return create_tarievenboek(wereld, regels=regels, kostprijs=create_kostprijs(wereld))


def _list_rijen(antwoord, naam):
    tabellen = {tabel.naam: tabel for tabel, _ in antwoord.context["tabellen"]}
    return [[cel.tekst for cel in rij] for rij in tabellen[naam].rijen]


@pytest.mark.eis("R3.12")
def test_every_gemeente_against_its_budget_with_the_cost_price_as_floor(client, wereld):
    """2025: 12 clients x 12 months x 11 hours in Aldervoort (1.584), 10 in Breekerwaard (1.440)."""
    _create_uitkering(wereld, "9901", 180_000, aandeel="75")
    _create_uitkering(wereld, "9902", 130_000)
    _create_boek(wereld, 9_000)

    antwoord = _login(client, wereld).get(TOETS)

    assert _list_rijen(antwoord, "gemeenten") == [
        [
            "Aldervoort", "€ 95.040,00", "€ 142.560,00", "+50,0 %", "€ 135.000,00", "-€ 7.560,00", "0,9470",
            "alles op de bodem", "€ 136.620,00", "€ 1.620,00",
        ],
        [
            "Breekerwaard", "€ 111.988,80", "€ 129.600,00", "+15,7 %", "€ 130.000,00", "€ 400,00", "1,0031",
            "1,0000", "€ 129.600,00", "€ 0,00",
        ],
        [
            "Samen, één factor", "€ 207.028,80", "€ 272.160,00", "+31,5 %", "€ 265.000,00", "-€ 7.160,00",
            "0,9737", "0,9737", "€ 264.993,12", "€ 0,00",
        ],
    ]  # fmt: skip
    assert antwoord.context["antwoord"].endswith(
        "passen 1 van de 2 gemeenten in hun budget van 2026. Met de kostprijs als bodem ontbreekt er "
        "€ 1.620. Binnen het hele vierkant van prijs, volume, budget en kwaliteit: 0."
    )


@pytest.mark.eis("R3.12")
def test_new_against_old_with_what_gemeenten_settle(client, wereld):
    _create_boek(wereld, 9_000)

    antwoord = _login(client, wereld).get(TOETS)

    assert _list_rijen(antwoord, "neutraal") == [
        ["Aldervoort", "0,6667", "nee", "€ 13.403,66", ""],
        ["Breekerwaard", "0,8641", "nee", "-€ 13.403,66", ""],
    ]
    assert "nog geen integratie-uitkering" in antwoord.context["antwoord"]


@pytest.mark.eis("R3.35")
def test_the_four_corners_and_the_risks_that_follow(client, wereld):
    """Aldervoort used 10 % more than the year before; a price under its cost price is a risk of its own."""
    _create_uitkering(wereld, "9901", 135_000)
    boek = _create_boek(wereld, 8_000)

    antwoord = _login(client, wereld).get(f"{TOETS}?boek={boek.nummer}&groei=4")

    assert [rij[:1] + rij[1:6] for rij in _list_rijen(antwoord, "vierkant")] == [
        ["Aldervoort", "risico", "risico", "past", "risico", "+10,0 %"],
        ["Breekerwaard", "risico", "past", "niet te toetsen", "risico", "+0,0 %"],
    ]
    risicos = _list_rijen(antwoord, "risicos")
    assert [rij[:2] for rij in risicos] == [
        ["prijs", boek.nummer],
        ["volume", "Aldervoort"],
        ["budget", "Aldervoort"],
        ["budget", "Breekerwaard"],
        ["kwaliteit", boek.nummer],
        ["kwaliteit", boek.nummer],
    ]
    assert risicos[1][2:] == [
        "Het volume groeide 10,0 %; u rekent met 4,0 %. Gaat de groei door, dan komt dit erbij.",
        "€ 7.603,20",
    ]
    assert risicos[2][2:] == [
        "Niet binnen het financieel vierkant: ook op de kostprijs past het niet. De bodem blijft.",
        "€ 7.084,80",
    ]


def test_a_gemeente_sees_itself_only(client, wereld):
    for gemeente in ("9901", "9902"):
        _create_uitkering(wereld, gemeente, 150_000)
    _create_boek(wereld, 9_000)

    antwoord = _login(client, wereld, "controller").get(TOETS)

    assert [rij[0] for rij in _list_rijen(antwoord, "gemeenten")] == ["Aldervoort"]
    assert [rij[0] for rij in _list_rijen(antwoord, "bronnen")] == ["Aldervoort"]


@pytest.mark.parametrize("soort", ["csv", "xlsx", "pdf"])
def test_taken_along_without_few_clients(client, wereld, soort):
    _create_boek(wereld, 9_000)

    antwoord = _login(client, wereld).get(f"{TOETS}?export={soort}")

    assert antwoord.status_code == 200
    if soort == "csv":
        assert "Aldervoort" in antwoord.content.decode("utf-8-sig")


def test_choices_that_make_no_sense_are_as_usual(client, wereld):
    _create_boek(wereld, 9_000)
    _login(client, wereld)

    antwoord = client.get(f"{TOETS}?boek=weg&volumejaar=1&groei=veel&budgetjaar=x")
    leeg = client.get(f"{TOETS}?budgetjaar=2016")

    assert _list_rijen(antwoord, "gemeenten") == _list_rijen(client.get(TOETS), "gemeenten")
    assert "geldt geen enkele prijs" in leeg.content.decode()
    assert client.get(f"{TOETS}?export=exe").status_code == 404


def test_without_a_book_the_page_says_what_is_needed(client, wereld):
    assert "Nodig zijn een tarievenboek" in _login(client, wereld).get(TOETS).content.decode()


def test_pages_per_role(client, wereld):
    adressen = [TOETS, UITKERING, f"{UITKERING}/nieuw"]

    mag = {rol: [_login(client, wereld, rol).get(a).status_code for a in adressen] for rol in Rol.values}

    makers = {"analist", "contractmanager", "controller"}
    assert mag == {
        rol: [200, 200, 200] if rol in makers else [403, 200 if rol == "bestuurder" else 403, 403]
        for rol in Rol.values
    }


def test_entered_by_hand_as_the_next_version(client, wereld):
    _login(client, wereld, "controller")

    eerste = client.post(f"{UITKERING}/nieuw", SLEUTEL | WENS)
    zelfde = client.post(f"{UITKERING}/nieuw", {"eenmalig": "m" * 32} | WENS)
    tweede = client.post(f"{UITKERING}/nieuw", {"eenmalig": "n" * 32} | WENS | {"aandeel": "81,5"})

    assert (eerste.url, zelfde.status_code, tweede.url) == (UITKERING, 400, UITKERING)
    assert [(u.versie, u.bedrag, u.budget) for u in Uitkering.objects.order_by("versie")] == [
        (1, 15_000_000, 12_000_000),
        (2, 15_000_000, 12_225_000),
    ]
    assert Gebeurtenis.objects.filter(soort="uitkering_ingevoerd").count() == 2


def test_of_another_gemeente_is_refused(client, wereld):
    _login(client, wereld, "controller")
    bestand = b"gemeente;wet;jaar;bedrag;bron;datum\n9902;wmo;2026;100,00;Mei;30-5-2025\n"

    hand = client.post(f"{UITKERING}/nieuw", SLEUTEL | WENS | {"gemeente": "9902"})
    data = {"eenmalig": "m" * 32, "met_bestand": "1", "bestand": SimpleUploadedFile("u.csv", bestand)}
    gelezen = client.post(f"{UITKERING}/nieuw", data)

    assert (hand.status_code, gelezen.status_code, Uitkering.objects.count()) == (400, 400, 0)
    assert "hoort niet bij u" in gelezen.content.decode()
    with pytest.raises(UitkeringNietMogelijk):
        _create_uitkering(wereld, "9902", 100, gebruiker="controller")


def test_a_file_for_the_region(client, wereld):
    bestand = (
        b"gemeente;wet;jaar;bedrag;aandeel;bron;datum\n"
        b"9901;wmo;2026;150.000,00;80;Meicirculaire;30-5-2025\n9902;wmo;2026;90.000,00;;Mei;30-5-2025\n"
    )
    data = SLEUTEL | {"met_bestand": "1", "bestand": SimpleUploadedFile("u.csv", bestand)}

    antwoord = _login(client, wereld).post(f"{UITKERING}/nieuw", data)

    assert antwoord.url == UITKERING
    assert [u.budget for u in Uitkering.objects.order_by("gemeente_id")] == [12_000_000, 9_000_000]
