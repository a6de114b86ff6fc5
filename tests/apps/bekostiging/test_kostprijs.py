"""Cost prices in the browser: fill in, read, compare, take along; a version stays what it was."""

import csv
import io
import json
import tomllib
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook
from tests.factories.kostprijs import KOSTPRIJS, create_kostprijs, create_kostprijzen
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.bekostiging.models import Kostprijsberekening
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.domein.bekostiging.kostprijsinvoer import parse_kostprijs

pytestmark = pytest.mark.django_db

SLEUTEL = {"eenmalig": "k" * 32}
NIEUW = "/bekostiging/kostprijs/nieuw"


@pytest.fixture
def wereld():
    return create_wereld()


def _login(client, wereld, gebruiker="analist"):
    client.force_login(wereld.users[gebruiker])
    return client


def _velden(client, **anders):
    """What the empty form starts with, the open fields filled in as in the example."""
    begin = client.get(NIEUW).context["form"].initial
    open_ = {
        "ort": 0,
        "niet_clientgebonden": 20,
        "reiskosten_per_uur": "1.10",
        "verplichtingen": 2,
        "materieel_per_uur": "1.5",
    }
    functie = {"naam": "Begeleiding", "naam_1": "HBO", "bruto_maand_1": 3950}
    return SLEUTEL | {"vorm": "velden"} | begin | open_ | functie | anders


def test_page_per_role(client, wereld):
    nummer = create_kostprijs(wereld).nummer
    adressen = ["/bekostiging/kostprijs", NIEUW, f"/bekostiging/kostprijs/{nummer}"]

    mag = {r: {_login(client, wereld, r).get(a).status_code for a in adressen} for r in Rol.values}

    lezers = {"analist", "contractmanager", "controller"}
    assert mag == {rol: {200} if rol in lezers else {403} for rol in Rol.values}


def test_own_gemeente_and_the_region(client, wereld):
    regio, aldervoort, breekerwaard = create_kostprijzen(wereld)
    _login(client, wereld, "controller")

    rijen = [rij.record for rij in client.get("/bekostiging/kostprijs").context["table"].rows]

    assert rijen == [aldervoort, regio]
    assert client.get(f"/bekostiging/kostprijs/{breekerwaard.nummer}").status_code == 404
    assert client.get(f"{NIEUW}?van={breekerwaard.nummer}").status_code == 404
    anders = client.get(f"/bekostiging/kostprijs/{regio.nummer}?met={breekerwaard.nummer}")
    assert (anders.context["met"], "Breekerwaard" in anders.content.decode()) == ("", False)


@pytest.mark.eis("R3.04")
def test_filled_in_and_kept(client, wereld):
    antwoord = client.post(NIEUW, _velden(_login(client, wereld)))

    berekening = Kostprijsberekening.objects.get()
    assert antwoord.url == f"/bekostiging/kostprijs/{berekening.nummer}"
    assert berekening.uitkomst == {"tarieven": {"HBO": 8625}, "mix": 8625, "traject": None}
    gebeurtenis = Gebeurtenis.objects.get()
    assert (gebeurtenis.soort, gebeurtenis.object_sleutel, gebeurtenis.actor) == (
        "kostprijs_berekend",
        berekening.nummer,
        "analist",
    )


def test_percentages_as_people_write_them(client, wereld):
    client.post(NIEUW, _velden(_login(client, wereld), eju="8.33", aandeel_1=100, huidig_1="84.5", uren=10))

    invoer = tomllib.loads(Kostprijsberekening.objects.get().invoer, parse_float=Decimal)
    assert invoer["algemeen"]["eju"] == Decimal("0.0833")
    assert (invoer["mix"], invoer["huidig"]) == ({"HBO": 1}, {"HBO": Decimal("84.5")})
    assert Kostprijsberekening.objects.get().uitkomst["traject"] == 86246


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"ziekte": 120}, "100"),
        ({"contracturen": 36}, "Bij HBO blijft geen declarabel uur over."),
        ({"naam_2": "HBO", "bruto_maand_2": 3000}, "Twee functies hebben dezelfde naam."),
        ({"aandeel_1": 60}, "De aandelen in [mix] zijn samen 0,6. Dat moet 1 zijn."),
        ({"prijspeil": 2023, "naar": ""}, ""),
        ({"prijspeil": 2025, "naar": 2023}, "Wij rekenen niet terug van 2025 naar 2023."),
    ],
)
def test_what_is_wrong_is_told(client, wereld, anders, zin):
    antwoord = client.post(NIEUW, _velden(_login(client, wereld), **anders))

    assert antwoord.status_code == (400 if zin else 302)
    assert zin in antwoord.content.decode()
    assert Kostprijsberekening.objects.count() == (0 if zin else 1)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (KOSTPRIJS.encode(), ""),
        (b"\xff\xfe", "Dit bestand is geen tekst in UTF-8."),
        (b"[algemeen]\nvak = 8", "Er is geen functie."),
        (b"#" * 100_001, "te groot"),
    ],
    ids=["goed", "geen tekst", "half", "groot"],
)
def test_toml_from_a_file(client, wereld, inhoud, zin):
    bestand = SimpleUploadedFile("kostprijs.toml", inhoud)
    velden = SLEUTEL | {"vorm": "toml", "naam": "Uit bestand", "wet": "jw", "bestand": bestand}

    antwoord = _login(client, wereld).post(NIEUW, velden)

    assert antwoord.status_code == (400 if zin else 302)
    assert zin in antwoord.content.decode()


def test_a_new_version_starts_from_the_old_one(client, wereld):
    oud = create_kostprijs(wereld)

    begin = _login(client, wereld).get(f"{NIEUW}?van={oud.nummer}").context["form"].initial
    client.post(
        NIEUW,
        SLEUTEL
        | {"vorm": "velden", "van": oud.nummer}
        | {naam: waarde for naam, waarde in begin.items() if waarde is not None}
        | {"niet_clientgebonden": 25},
    )

    nieuw = Kostprijsberekening.objects.latest("pk")
    assert (nieuw.vorige, nieuw.uitkomst["tarieven"]["HBO"]) == (oud, 9180)
    oud.refresh_from_db()
    assert oud.uitkomst["tarieven"]["HBO"] == 8625


def test_a_version_that_fields_cannot_hold_opens_as_text(client, wereld):
    eigen = KOSTPRIJS.replace("bruto_maand = 3950", "bruto_maand = 3950\noverhead = 0.3")
    oud = create_kostprijs(wereld, invoer=eigen)

    antwoord = _login(client, wereld).get(f"{NIEUW}?van={oud.nummer}")

    assert (antwoord.context["vorm"], antwoord.context["form"].initial["tekst"]) == ("toml", eigen)


@pytest.mark.eis("R3.17")
def test_the_law_and_what_is_paid_now(client, wereld):
    invoer = KOSTPRIJS.replace("overhead = 0.25", "overhead = 0") + "[huidig]\nHBO = 60\nMBO = 60\n"
    nummer = create_kostprijs(wereld, invoer=invoer).nummer

    context = _login(client, wereld).get(f"/bekostiging/kostprijs/{nummer}").context

    assert [toets.element.letter for toets in context["ontbreekt"]] == ["b", "e"]
    assert [(rij.functie, rij.verschil) for rij in context["tekort"]] == [("HBO", -957)]


def test_what_is_paid_is_set_against_prices_of_its_own_year(client, wereld):
    huidig = KOSTPRIJS + "[huidig]\nHBO = 90\n"
    adressen = [
        f"/bekostiging/kostprijs/{create_kostprijs(wereld, invoer=huidig + rest).nummer}"
        for rest in ("", "[prijspeil]\njaar = 2023\nnaar = 2025\n")
    ]
    _login(client, wereld)

    banden = [{t.naam: t for t, _ in client.get(a).context["tabellen"]}["band"] for a in adressen]

    assert [[cel.tekst for cel in band.rijen[1][-3:]] for band in banden] == [
        ["€ 90,00", "€ 86,25", "€ 3,75"],
        ["€ 90,00", "€ 96,23", "-€ 6,23"],
    ]
    assert [band.koppen[-2] for band in banden] == ["Kostprijs", "Kostprijs 2025"]
    assert ["Ruit" in band.uitleg for band in banden] == [True, False]


def test_pictures_tables_and_the_sum_of_the_parts(client, wereld):
    nummer = create_kostprijs(wereld).nummer

    context = _login(client, wereld).get(f"/bekostiging/kostprijs/{nummer}?functie=WO").context

    assert [t.naam for t, svg in context["tabellen"] if svg] == ["opbouw", "gevoeligheid", "band"]
    opbouw = context["tabellen"][0][0].rijen
    sommen = [round(sum(rij[k].getal for rij in opbouw[:-1]), 2) for k in (1, 2, 3)]
    assert sommen == [opbouw[-1][k].getal for k in (1, 2, 3)] == [73.6, 86.25, 110.49]
    assert context["antwoord"] == (
        "Een uur kost: MBO € 73,60, HBO € 86,25, WO € 110,49. De mix kost € 86,09 per uur. "
        "Een traject kost € 4.893,23."
    )


def test_two_versions_beside_each_other(client, wereld):
    oud = create_kostprijs(wereld)
    nieuw = create_kostprijs(wereld, invoer=KOSTPRIJS.replace("overhead = 0.25", "overhead = 0.30"))

    context = _login(client, wereld).get(f"/bekostiging/kostprijs/{nieuw.nummer}?met={oud.nummer}").context

    tabellen = {tabel.naam: tabel.rijen for tabel, _ in context["tabellen"]}
    assert [cel.tekst for cel in tabellen["versies"][1]] == ["HBO", "€ 86,25", "€ 89,58", "€ 3,33"]
    assert {rij[1].tekst for rij in tabellen["aannames"]} == {"Overhead, als deel van de directe kosten"}


def test_a_version_of_other_rules_is_marked(client, wereld):
    nummer = create_kostprijs(wereld).nummer
    adres = f"/bekostiging/kostprijs/{nummer}"
    voor = _login(client, wereld).get(adres).context["verouderd"]
    Kostprijsberekening.objects.update(uitkomst={"tarieven": {"HBO": 8000}, "mix": None, "traject": None})

    assert (voor, client.get(adres).context["verouderd"]) == (False, True)


def test_files(client, wereld):
    nummer = create_kostprijs(wereld).nummer
    adres = f"/bekostiging/kostprijs/{nummer}?export="
    _login(client, wereld)

    toml, pdf, xlsx, blad = (client.get(adres + soort).content for soort in ("toml", "pdf", "xlsx", "csv"))

    assert parse_kostprijs(toml.decode()) == parse_kostprijs(KOSTPRIJS)
    assert pdf.startswith(b"%PDF-")
    boek = CalamineWorkbook.from_filelike(io.BytesIO(xlsx))
    assert boek.get_sheet_by_name("opbouw").to_python()[-1] == ["Tarief per uur", 73.6, 86.25, 110.49]
    rijen = list(csv.reader(io.StringIO(blad.decode("utf-8-sig")), delimiter=";"))
    assert ["Tarief per uur", "73,60", "86,25", "110,49"] in rijen
    assert client.get(adres + "iets").status_code == 404


def test_the_same_version_gives_the_same_report(client, wereld):
    adres = f"/bekostiging/kostprijs/{create_kostprijs(wereld).nummer}?export=pdf"
    _login(client, wereld)

    assert client.get(adres).content == client.get(adres).content


def test_names_with_markup_stay_text(client, wereld):
    naam = 'H"<b>#=1'
    invoer = KOSTPRIJS.replace("[functie.HBO]", f"[functie.{json.dumps(naam)}]").replace(
        "HBO = 0.55", f"{json.dumps(naam)} = 0.55"
    )
    adres = f"/bekostiging/kostprijs/{create_kostprijs(wereld, invoer=invoer).nummer}"
    _login(client, wereld)

    assert "<b>#" not in client.get(adres).content.decode()
    assert client.get(f"{adres}?export=pdf").content.startswith(b"%PDF-")
