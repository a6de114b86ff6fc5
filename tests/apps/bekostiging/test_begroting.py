"""Begrotingen in the browser: proposed, overruled with a reason, approved by another; the running year."""

import csv
import io

import pytest
from django.db import IntegrityError, transaction
from python_calamine import CalamineWorkbook
from tests.factories.begroting import create_begroting, publish_historie
from tests.factories.tarievenboek import create_tarievenboek
from tests.factories.wereld import VANDAAG, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.bekostiging.models import Begroting, Budget
from stelsel.apps.bekostiging.queries.exploitatie import get_exploitatie
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.domein.bekostiging.tarievenboek import Regel

pytestmark = pytest.mark.django_db

SLEUTEL = {"eenmalig": "k" * 32}
BEGROTING, EXPLOITATIE, EVENWICHT = (f"/bekostiging/{p}" for p in ("begroting", "exploitatie", "evenwicht"))
VRAAG = {"gemeente": "9901", "wet": "wmo", "jaar": 2026, "methode": "gelijk", "prijsstijging": "0"}


@pytest.fixture(scope="module")
def historie(tmp_path_factory):
    map = tmp_path_factory.mktemp("lake")
    publish_historie(map)
    return map


@pytest.fixture
def wereld(settings, historie):
    settings.STELSEL_LAKE = str(historie)
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


def _login(client, wereld, gebruiker="analist"):
    client.force_login(wereld.users[gebruiker])
    return client


def _list_rijen(antwoord, naam):
    tabellen = {tabel.naam: tabel for tabel, _ in antwoord.context["tabellen"]}
    return [[cel.tekst for cel in rij] for rij in tabellen[naam].rijen]


def test_page_per_role(client, wereld):
    begroting = create_begroting(wereld)
    lezen = [BEGROTING, EXPLOITATIE, EVENWICHT, f"{BEGROTING}/{begroting.nummer}"]
    maken = [f"{BEGROTING}/nieuw", f"{BEGROTING}/{begroting.nummer}/regel/{begroting.regels.get().pk}"]

    mag = {
        r: [{_login(client, wereld, r).get(a).status_code for a in lijst} for lijst in (lezen, maken)]
        for r in Rol.values
    }

    makers = {"analist", "contractmanager", "controller"}
    assert mag == {
        rol: [{200}, {200}] if rol in makers else [{200}, {403}] if rol == "bestuurder" else [{403}, {403}]
        for rol in Rol.values
    }


def test_nothing_of_another_gemeente(client, wereld):
    ander = create_begroting(wereld, gemeente="9902")
    _login(client, wereld, "controller")

    assert client.get(f"{BEGROTING}/{ander.nummer}").status_code == 404
    assert client.get(f"{BEGROTING}/{ander.nummer}/regel/{ander.regels.get().pk}").status_code == 404
    for adres in (BEGROTING, f"{EXPLOITATIE}?gemeente=9902", f"{EVENWICHT}?wet=wmo"):
        assert "Breekerwaard" not in client.get(adres).content.decode()
    assert client.post(f"{BEGROTING}/nieuw", SLEUTEL | VRAAG | {"gemeente": "9902"}).status_code == 400
    # negative control: the region does see it
    assert "Breekerwaard" in _login(client, wereld).get(f"{EVENWICHT}?wet=wmo").content.decode()


@pytest.mark.eis("R3.08")
def test_from_history_and_a_book_to_an_approved_begroting(client, wereld):
    # 12 clients x 12 months x 11 hours = 1.584 hours; the book says € 65,00 from 2026 on
    boek = create_tarievenboek(wereld, prijspeil=2026, regels=[Regel("02A01", 6500, "04", VANDAAG)])
    _login(client, wereld)

    antwoord = client.post(f"{BEGROTING}/nieuw", SLEUTEL | VRAAG | {"boek": boek.pk})

    begroting = Begroting.objects.get()
    assert antwoord.url == f"{BEGROTING}/{begroting.nummer}"
    pagina = client.get(antwoord.url)
    (rij, samen) = _list_rijen(pagina, "regels")
    assert rij == [
        "Begeleiding thuis", "02A01", "1.584", "uur", "€ 65,00 per uur", "€ 102.960,00", "100,0 %",
        f"{boek.nummer}, prijzen van 2026",
    ]  # fmt: skip
    assert samen[5] == "€ 102.960,00"
    assert "bron test tot en met 2026-03-15" in pagina.content.decode()

    regel = begroting.regels.get()
    adres = f"{antwoord.url}/regel/{regel.pk}"
    begin = dict([client.get(adres).context["begin"]])
    wens = begin | {"volume": "1600", "tarief": "65,00", "reden": "Een school erbij"}
    assert client.post(adres, wens | {"eenmalig": "r" * 32, "reden": ""}).status_code == 400
    client.post(adres, wens | {"eenmalig": "s" * 32})
    client.post(
        antwoord.url,
        {"eenmalig": "t" * 32, "naam": "Uitvoering", "bedrag": "1000,50", "reden": "Besluit"},
    )
    afwijkingen = _list_rijen(client.get(antwoord.url), "aangepast")
    assert [rij[:5] for rij in afwijkingen] == [
        ["Begeleiding thuis", "€ 102.960,00", "€ 104.000,00", "€ 1.040,00", "Een school erbij"],
        ["Uitvoering", "€ 0,00", "€ 1.000,50", "€ 1.000,50", "Besluit"],
    ]


def test_the_second_to_change_a_line_sees_what_the_first_wrote(client, wereld):
    begroting = create_begroting(wereld)
    regel = begroting.regels.get()
    adres = f"{BEGROTING}/{begroting.nummer}/regel/{regel.pk}"
    begin = dict([_login(client, wereld).get(adres).context["begin"]])
    wens = begin | {"volume": "1600", "tarief": "65,00", "reden": "Een school erbij"}
    client.post(adres, wens | {"eenmalig": "r" * 32})

    tweede = client.post(adres, wens | {"eenmalig": "s" * 32, "volume": "1700", "reden": "Twee scholen"})

    regel.refresh_from_db()
    assert (tweede.status_code, regel.volume, regel.reden) == (409, 1600, "Een school erbij")
    assert [(b.ander, b.eigen) for b in tweede.context["samenloop"].botsingen] == [
        ("1600", "1700"),
        ("Een school erbij", "Twee scholen"),
    ]
    verder = wens | dict([tweede.context["begin"]]) | {"eenmalig": "t" * 32, "volume": "1700"}
    assert client.post(adres, verder).status_code == 302


@pytest.mark.eis("R3.08")
def test_approved_by_another_it_does_not_change_any_more(client, wereld):
    begroting = create_begroting(wereld)
    adres = f"{BEGROTING}/{begroting.nummer}"
    regel = f"{adres}/regel/{begroting.regels.get().pk}"

    zelf = _login(client, wereld).post(adres, {"eenmalig": "u" * 32, "daad": "vaststellen"})
    ander = _login(client, wereld, "controller").post(adres, {"eenmalig": "v" * 32, "daad": "vaststellen"})

    begroting.refresh_from_db()
    assert (zelf.status_code, ander.status_code, begroting.status) == (400, 302, "vastgesteld")
    te_laat = client.post(regel, {"eenmalig": "w" * 32, "volume": "1", "tarief": "1", "reden": "Laat"})
    assert te_laat.context["form"].non_field_errors() == [
        "Deze begroting is vastgesteld. Maak een nieuwe versie."
    ]
    soorten = Gebeurtenis.objects.filter(object_soort="begroting").order_by("pk")
    assert list(soorten.values_list("soort", flat=True)) == ["begroting_gemaakt", "begroting_vastgesteld"]


def test_who_made_or_changed_it_does_not_approve(client, wereld):
    begroting = create_begroting(wereld, gebruiker="controller")
    adres = f"{BEGROTING}/{begroting.nummer}"
    daad = {"daad": "vaststellen"}

    zelf = _login(client, wereld, "controller").post(adres, SLEUTEL | daad)
    ander = _login(client, wereld, "bestuurder").post(adres, {"eenmalig": "m" * 32} | daad)

    assert zelf.context["fout"] == "U heeft deze begroting zelf gemaakt. Een ander stelt haar vast."
    assert ander.status_code == 302
    begroting.refresh_from_db()
    begroting.vastgesteld_persoon = begroting.gemaakt_persoon
    with pytest.raises(IntegrityError), transaction.atomic():
        begroting.save()


def test_a_product_of_few_clients_is_no_line_of_its_own(client, wereld, settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path)
    publish_historie(tmp_path)
    settings.STELSEL_VANDAAG = VANDAAG
    from stelsel.apps.bekostiging.queries import begroting as vraag

    regels = [
        vraag.Voorstelregel("product", code, code, "04", ((2025, 1, 100, n),), 1, None, 100, "")
        for code, n in (("02A01", 30), ("02A02", 4), ("02A03", 9), ("07D01", 3), ("07D02", 50))
    ]

    namen = [(r.naam, r.bedrag) for r in vraag._bescherm(regels, 2025, wet="wmo", drempel=10)]

    # 02A02 and 02A03 become one line; 07D01 alone could be computed, so the next smallest joins it
    assert namen == [
        ("02A01", 100), ("07D02", 100), ("Alles: producten met weinig cliënten", 300),
    ]  # fmt: skip


def test_without_history_it_says_what_is_missing(client, wereld):
    antwoord = _login(client, wereld).post(f"{BEGROTING}/nieuw", SLEUTEL | VRAAG | {"wet": "jw"})

    assert (antwoord.status_code, Begroting.objects.count()) == (400, 0)
    assert antwoord.context["form"].non_field_errors() == [
        "Van Aldervoort is er geen heel jaar aan goedgekeurde declaraties voor 2026. "
        "Lees eerst de historie in."
    ]


@pytest.mark.eis("R3.08")
def test_exploitatie_beside_the_begroting_with_what_is_still_to_come(wereld):
    # 2025 at the end of June: 6 x 12 x 11 x € 60 approved; three quarters of the rest will be used
    beeld = get_exploitatie(wereld.gemeenten["9901"], wet="wmo", jaar=2025, maand=6, today=VANDAAG)

    assert beeld.verloop is not None
    assert beeld.verloop.goedgekeurd == 6 * 12 * 11 * 6000
    # granted 12 x 11 x € 60 x 16, of which 184 of 365 days are left, and 12/16 of it is used
    granted = 12 * 11 * 6000 * 16
    assert beeld.verloop.rest == round(granted * 184 / 365)
    assert float(beeld.verloop.uitnutting) == 0.75
    assert beeld.verloop.onderhanden == 0
    assert beeld.verloop.prognose == 6 * 12 * 11 * 6000 + round(0.75 * round(granted * 184 / 365))


def test_a_year_with_hardly_any_grants_has_no_prognosis(client, wereld):
    antwoord = _login(client, wereld).get(f"{EXPLOITATIE}?gemeente=9901&wet=wmo&jaar=2026")

    assert antwoord.context["beeld"].verloop is None
    assert antwoord.context["antwoord"].startswith("Over 2026 is geen prognose te geven")


@pytest.mark.eis("R3.27")
def test_years_beside_their_budgets(client, wereld):
    for jaar, bedrag in (
        (2024, 10_368_000),
        (2025, 9_000_000),
    ):
        Budget.objects.create(gemeente_id="9901", wet="wmo", jaar=jaar, bedrag=bedrag)
    _login(client, wereld, "controller")

    rijen = _list_rijen(client.get(f"{EVENWICHT}?wet=wmo"), "evenwicht")

    assert [rij[:6] for rij in rijen] == [
        ["Aldervoort", "2024", "€ 103.680,00", "€ 86.400,00", "€ 17.280,00", "overschot"],
        ["Aldervoort", "2025", "€ 90.000,00", "€ 95.040,00", "-€ 5.040,00", "tekort"],
    ]


def test_files_say_the_same(client, wereld):
    begroting = create_begroting(wereld)
    _login(client, wereld, "controller")
    adres = f"{BEGROTING}/{begroting.nummer}?export="

    rijen = list(
        csv.reader(io.StringIO(client.get(f"{adres}csv").content.decode("utf-8-sig")), delimiter=";")
    )
    boek = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{adres}xlsx").content))

    assert rijen[2][:2] == ["Begeleiding thuis", "02A01"]
    assert boek.get_sheet_by_name("regels").to_python()[1][5] == 95_040
    assert client.get(f"{adres}pdf").content[:4] == b"%PDF"
    assert client.get(f"{EXPLOITATIE}?jaar=2025&wet=wmo&export=pdf").content[:4] == b"%PDF"
