"""Books of tarieven in the browser: read in, indexed, approved by another, compared, taken along."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from python_calamine import CalamineWorkbook
from tests.factories.kostprijs import create_kostprijs
from tests.factories.tarievenboek import create_tarievenboek, create_tarievenboeken
from tests.factories.wereld import NU, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.bekostiging.actions import approve_tarievenboek
from stelsel.apps.bekostiging.models import Tarievenboek
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.profielen.models import Profiel
from stelsel.domein.bekostiging.tarievenboek import Regel

pytestmark = pytest.mark.django_db

SLEUTEL = {"eenmalig": "k" * 32}
BOEKEN = "/bekostiging/tarievenboek"
NIEUW = f"{BOEKEN}/nieuw"
BESTAND = (
    "code;tarief;eenheid;vanaf;tot;functie\n02A01;86,25;uur;1-1-2023;;HBO\n07D01;61,40;dagdeel;1-1-2023;;\n"
)


@pytest.fixture
def wereld():
    return create_wereld()


def _login(client, wereld, gebruiker="analist"):
    client.force_login(wereld.users[gebruiker])
    return client


def _lees_in(client, bestand=BESTAND, **anders):
    data = SLEUTEL | {"naam": "Wmo", "wet": "wmo", "prijspeil": 2023} | anders
    return client.post(NIEUW, data | {"bestand": SimpleUploadedFile("wmo.csv", bestand.encode())})


def _list_rijen(client, adres, naam):
    tabellen = {tabel.naam: tabel for tabel, _ in client.get(adres).context["tabellen"]}
    return [[cel.tekst for cel in rij] for rij in tabellen[naam].rijen]


def test_page_per_role(client, wereld):
    boek = create_tarievenboek(wereld)
    adressen = [BOEKEN, NIEUW, f"{BOEKEN}/{boek.nummer}", f"{BOEKEN}/{boek.nummer}/indexeren"]

    mag = {r: {_login(client, wereld, r).get(a).status_code for a in adressen} for r in Rol.values}

    lezers = {"analist", "contractmanager", "controller"}
    assert mag == {rol: {200} if rol in lezers else {403} for rol in Rol.values}


def test_own_gemeente_and_the_region(client, wereld):
    regio, aldervoort, breekerwaard = create_tarievenboeken(wereld)
    _login(client, wereld, "controller")

    rijen = [rij.record for rij in client.get(BOEKEN).context["table"].rows]

    assert rijen == [aldervoort, regio]
    assert client.get(f"{BOEKEN}/{breekerwaard.nummer}").status_code == 404
    assert client.get(f"{BOEKEN}/{breekerwaard.nummer}/indexeren").status_code == 404
    anders = client.get(f"{BOEKEN}/{regio.nummer}?met={breekerwaard.nummer}")
    assert "Breekerwaard" not in anders.content.decode()


@pytest.mark.eis("R3.17")
def test_read_in_with_a_floor(client, wereld):
    kostprijs = create_kostprijs(wereld)
    bestand = BESTAND.replace("86,25", "86,24")

    antwoord = _lees_in(_login(client, wereld), bestand, kostprijs=kostprijs.pk)

    boek = Tarievenboek.objects.get()
    assert antwoord.url == f"{BOEKEN}/{boek.nummer}"
    assert (boek.status, boek.bestand, boek.gemeente) == ("concept", "wmo.csv", None)
    pagina = client.get(antwoord.url)
    assert pagina.context["antwoord"] == (
        "2 tarieven in prijzen van 2023. 1 getoetst: 1 daarvan ligt onder de kostprijs."
    )
    assert [rij[5:] for rij in _list_rijen(client, antwoord.url, "tarieven")] == [
        ["€ 86,24", "HBO", "€ 86,25", "-€ 0,01", "onder de kostprijs", "nog niet gekozen"],
        ["€ 61,40", "", "", "", "niet getoetst", "nog niet gekozen"],
    ]


def test_overlap_and_unknown_codes_are_refused(client, wereld):
    fout = BESTAND + "02A01;90,00;uur;1-1-2024;;\n45A01;90,00;uur;1-1-2024;;\n"

    antwoord = _lees_in(_login(client, wereld), fout)

    assert (antwoord.status_code, Tarievenboek.objects.count()) == (400, 0)
    assert list(antwoord.context["form"].non_field_errors()) == [
        "02A01: op 1-1-2024 gelden twee tarieven. Laat het eerste eindigen op 31-12-2023, "
        "of haal een van de twee weg.",
        "45A01: deze code staat niet in de catalogus van deze wet. Verbeter de code of haal de regel weg.",
        "Er staan functies in het bestand. Kies de kostprijs waar zij in staan.",
    ]


def test_a_functie_that_the_cost_price_does_not_have(client, wereld):
    kostprijs = create_kostprijs(wereld)

    antwoord = _lees_in(_login(client, wereld), BESTAND.replace("HBO", "Hbo+"), kostprijs=kostprijs.pk)

    assert list(antwoord.context["form"].non_field_errors()) == [
        "Deze functies staan niet in de kostprijs: Hbo+. Kies uit: HBO, MBO, WO, mix, traject."
    ]


def test_a_book_of_the_region_shows_no_cost_price_of_one_gemeente(client, wereld):
    van_aldervoort = create_kostprijs(wereld, gebruiker="controller", naam="Kanarie Aldervoort")

    antwoord = _lees_in(_login(client, wereld), kostprijs=van_aldervoort.pk)

    assert (antwoord.status_code, Tarievenboek.objects.count()) == (400, 0)
    assert "Kanarie" not in _login(client, wereld).get(NIEUW).content.decode()


def test_approved_by_another(client, wereld):
    boek = create_tarievenboek(wereld)
    adres = f"{BOEKEN}/{boek.nummer}"

    zelf = _login(client, wereld).post(adres, SLEUTEL)
    gemeente = _login(client, wereld, "controller").post(adres, SLEUTEL)
    ander = _login(client, wereld, "contractmanager").post(adres, SLEUTEL | {"eenmalig": "m" * 32})
    nog_eens = client.post(adres, SLEUTEL | {"eenmalig": "n" * 32})

    assert [a.context["fout"] for a in (zelf, gemeente, nog_eens)] == [
        "U heeft dit boek zelf gemaakt. Een ander stelt het vast.",
        "Iemand die voor de regio werkt, stelt dit boek vast.",
        "Dit boek is al vastgesteld.",
    ]
    assert ander.status_code == 302
    boek.refresh_from_db()
    assert (boek.status, boek.vastgesteld_door) == ("vastgesteld", "Contractmanager")
    soorten = Gebeurtenis.objects.filter(object_soort="tarievenboek").values_list("soort", flat=True)
    assert list(soorten.order_by("pk")) == ["tarievenboek_gemaakt", "tarievenboek_vastgesteld"]


def test_two_logins_of_one_person_are_one_pair_of_eyes(wereld):
    boek, maker, ander = create_tarievenboek(wereld), wereld.users["analist"], wereld.users["contractmanager"]
    ander.persoon = maker.persoon_sleutel

    with pytest.raises(Exception, match="zelf gemaakt"):
        approve_tarievenboek(boek, by=ander, now=NU)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tarievenboek.objects.filter(pk=boek.pk).update(
            status="vastgesteld", vastgesteld_persoon=maker.persoon_sleutel, vastgesteld_at=NU
        )


def _indexeer(client, boek, **anders):
    velden = {"naam": "Wmo 2025", "naar": 2025, "methode": "jaar"}
    return client.post(f"{BOEKEN}/{boek.nummer}/indexeren", SLEUTEL | velden | anders)


def test_indexed_over_two_years(client, wereld):
    boek = create_tarievenboek(wereld, kostprijs=create_kostprijs(wereld))

    antwoord = _indexeer(_login(client, wereld), boek)

    assert [rij[2:] for rij in _list_rijen(client, antwoord.url, "indexering")] == [
        ["€ 86,25", "1,115725", "€ 96,2313", "-0,13", "€ 96,23"],
        ["€ 4.893,23", "1,115725", "€ 5.459,4981", "+0,19", "€ 5.459,50"],
    ]
    assert [rij[:3] for rij in _list_rijen(client, antwoord.url, "jaren")] == [
        ["2024", "6,30 %", "nacalculatie als verhouding"],
        ["2025", "4,96 %", "nacalculatie als verschil"],
    ]
    nieuw = Tarievenboek.objects.get(vorige=boek)
    assert [(t.tarief, f"{t.vandatum}") for t in nieuw.tarieven.order_by("code")] == [
        (9623, "2025-01-01"),
        (545950, "2025-01-01"),
    ]


def test_a_percentage_of_ones_own_for_a_year_without_index(client, wereld):
    boek = create_tarievenboek(wereld, prijspeil=2026)
    onbekend = _indexeer(_login(client, wereld), boek, naar=2027)
    zonder_bron = _indexeer(client, boek, naar=2027, methode="eigen", procent="3.5")
    antwoord = _indexeer(client, boek, naar=2027, methode="eigen", procent="3.5", bron="Besluit college")

    assert [list(a.context["form"].non_field_errors()) for a in (onbekend, zonder_bron)] == [
        [
            "Voor 2027 kennen wij geen index. Wel voor: 2024, 2025.",
            "Weet u de index wel? Vul dan zelf een percentage in.",
        ],
        ["Schrijf op waar het percentage vandaan komt."],
    ]
    assert _list_rijen(client, antwoord.url, "jaren") == [
        ["2027", "3,50 %", "eigen percentage", "Besluit college"]
    ]


def test_of_a_concept_nothing_is_approved(client, wereld):
    boek = create_tarievenboek(wereld)
    nieuw = _indexeer(_login(client, wereld), boek).url

    antwoord = _login(client, wereld, "contractmanager").post(nieuw, SLEUTEL | {"eenmalig": "m" * 32})

    assert antwoord.context["fout"] == f"Dit boek komt uit {boek.nummer}. Stel dat eerst vast."


def test_a_book_of_a_gemeente_is_not_indexed_by_the_region(client, wereld):
    boek = create_tarievenboek(wereld, gebruiker="controller")

    antwoord = _indexeer(_login(client, wereld), boek)

    assert list(antwoord.context["form"].non_field_errors()) == [
        "Dit boek is van een gemeente. Zij maakt zelf de volgende versie."
    ]


def test_beside_another_and_taken_along(client, wereld):
    boek = create_tarievenboek(wereld, pgb={"instelling": "100", "netwerk": "50"})
    adres = _indexeer(_login(client, wereld), boek, naar=2024).url

    assert _list_rijen(client, f"{adres}?met={boek.nummer}", "verschil")[0] == [
        "02A01", "uur", "€ 86,25", "€ 91,68", "€ 5,43", "6,30 %", "hoger",
    ]  # fmt: skip
    assert _list_rijen(client, adres, "pgb")[0][3:] == ["€ 91,68", "€ 91,68", "€ 45,84"]
    regels = list(
        csv.reader(io.StringIO(client.get(f"{adres}?export=csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert regels[2][:6] == ["02A01", "Begeleiding thuis", "uur", "01-01-2024", "geen einddatum", "91,68"]
    bladen = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{adres}?export=xlsx").content))
    assert bladen.sheet_names == ["tarieven", "indexering", "jaren", "pgb"]
    assert client.get(f"{adres}?export=pdf").content[:5] == b"%PDF-"
    assert client.get(f"{adres}?export=doc").status_code == 404


def test_the_empty_file_can_be_filled_in_and_read(client, wereld):
    inhoud = _login(client, wereld).get(f"{NIEUW}?sjabloon=wmo").content
    blad = CalamineWorkbook.from_filelike(io.BytesIO(inhoud)).get_sheet_by_index(0).to_python()
    rijen = [[cel if k != 2 else cel or "50,00" for k, cel in enumerate(rij)] for rij in blad]
    bestand = "\n".join(";".join(str(cel) for cel in rij) for rij in rijen)

    assert _lees_in(client, bestand, prijspeil=2027).status_code == 302
    assert [t.tarief for t in Tarievenboek.objects.get().tarieven.all()] == [5000, 5000]


def test_the_floor_moves_with_the_book(client, wereld):
    boek = create_tarievenboek(wereld, kostprijs=create_kostprijs(wereld))
    adres = _indexeer(_login(client, wereld), boek, naar=2024).url

    rij = _list_rijen(client, adres, "tarieven")[0]

    assert rij[5:] == ["€ 91,68", "HBO", "€ 91,68", "€ 0,00", "dekkend", "nog niet gekozen"]


def test_a_year_is_no_amount(client, wereld):
    boek = create_tarievenboek(wereld)
    _login(client, wereld)

    paginas = [client.get(adres).content.decode() for adres in (BOEKEN, f"{BOEKEN}/{boek.nummer}/indexeren")]

    assert [("2023" in pagina, "2.023" in pagina) for pagina in paginas] == [(True, False)] * 2


@pytest.mark.eis("R3.25")
def test_two_prices_for_one_help_are_not_approved(client, wereld):
    regels = [Regel("02A01", 8625, "04", date(2024, 1, 1)), Regel("W1", 489323, "84", date(2024, 1, 1))]
    boek = create_tarievenboek(wereld, regels=regels)
    adres = f"{BOEKEN}/{boek.nummer}"
    zin = (
        "02A01 (per uur) en W1 (per stuk) betalen op dezelfde dag voor hulp uit profiel W1. Kies één prijs "
        "voor de hele combinatie, of laat de ene eindigen voor de andere begint."
    )

    antwoord = _login(client, wereld, "contractmanager").post(adres, SLEUTEL)

    assert (antwoord.status_code, antwoord.context["fouten"]) == (400, [zin])
    assert client.get(adres).context["beeld"].bezwaren == (zin,)
    boek.refresh_from_db()
    assert boek.status == "concept"


@pytest.mark.eis("R3.33")
def test_no_price_before_its_profiel(client, wereld):
    Profiel.objects.filter(code="W1").update(totdatum=date(2098, 12, 31))
    boek = create_tarievenboek(wereld, regels=[Regel("W1", 489323, "84", date(2099, 1, 1))])
    adres = f"{BOEKEN}/{boek.nummer}"
    _login(client, wereld, "contractmanager")

    zonder = client.post(adres, SLEUTEL)
    Profiel.objects.create(
        code="W1", versie=2, naam="Zelfstandig thuis wonen", wet="wmo", vandatum=date(2099, 1, 1)
    )
    met = client.post(adres, SLEUTEL | {"eenmalig": "m" * 32})

    assert zonder.context["fouten"] == [
        "W1: op 1-1-2099 geldt er geen vastgestelde versie van profiel W1. Stel eerst het profiel vast, "
        "dan de prijs."
    ]
    assert met.status_code == 302
