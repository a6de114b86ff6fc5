"""Segments in the browser: the rule as a version, segment A entered, two versions beside each other."""

import csv
import io
from datetime import date

import pytest
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.marktschets.models import Indelingsversie, VrijToegankelijk
from stelsel.domein.marktschets.indelingsregel import parse_regel

pytestmark = pytest.mark.django_db

INDELING, NIEUW, VRIJ = (
    "/marktschets/indeling",
    "/marktschets/indeling/nieuw",
    "/marktschets/vrij-toegankelijk",
)
SLEUTEL = {"eenmalig": "k" * 32}


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


@pytest.fixture
def analist(client, wereld, tmp_path):
    """The analyst, with four clients: one costly, one with two products, one in another gemeente."""
    regels = [
        create_regel(0, 100_000),
        create_regel(1, 9_000),
        create_regel(1, 1_000, productcategorie="07", productcode="07A01"),
        create_regel(2, 20_000, gemeente="9902"),
        create_regel(3, 15_000),
    ]
    publish_rijen(tmp_path / "lake", regels=regels)
    client.force_login(wereld.users["analist"])
    return client


def _tabellen(client, vraag=""):
    return {t.naam: t for t, _ in client.get(f"{INDELING}{vraag}").context["tabellen"]}


def _velden(client, **anders):
    return SLEUTEL | {"van": "standaard-1"} | client.get(NIEUW).context["form"].initial | anders


def test_page_per_role(client, wereld):
    for rol in Rol.values:
        client.force_login(wereld.users[rol])
        statussen = {adres: client.get(adres).status_code for adres in (INDELING, NIEUW, VRIJ)}

        assert set(statussen.values()) == {200 if rol == "analist" else 403}


def test_without_data(client, wereld):
    client.force_login(wereld.users["analist"])

    assert "Er zijn nog geen gegevens." in client.get(INDELING).content.decode()


@pytest.mark.eis("R1.12", "R1.18", "R1.19")
def test_pyramid_with_its_table_per_region_and_gemeente(analist):
    tabellen = _tabellen(analist)
    antwoord = analist.get(INDELING)

    assert [rij[:4] for rij in tabellen["segmenten"].rijen] == [
        ("C", 1, 0.25, 100_000),
        ("B", 3, 0.75, 45_000),
    ]
    assert [(rij[0], rij[1], rij[4]) for rij in tabellen["per-gemeente"].rijen] == [
        ("Aldervoort", 1, 2),
        ("Breekerwaard", 0, 1),
    ]
    assert antwoord.content.decode().count("<svg") >= 4
    assert "standaard-1" in antwoord.content.decode()


@pytest.mark.eis("R1.06", "R1.12")
def test_a_new_version_is_kept_and_shows_who_changes(analist):
    antwoord = analist.post(
        NIEUW, _velden(analist, waarom="Modules tellen mee", naam="Met modules", modules_vanaf=2)
    )

    versie = Indelingsversie.objects.get()
    assert antwoord.url == f"{INDELING}?versie={versie.nummer}&met=standaard-1"
    assert parse_regel(versie.inhoud).complex == {"modules_vanaf": 2}
    assert Gebeurtenis.objects.get().soort == "indelingsregel_vastgelegd"
    tabellen = _tabellen(analist, f"?versie={versie.nummer}&met=standaard-1")
    assert tabellen["segmenten"].rijen[0][:2] == ("C", 2)
    assert tabellen["versies"].rijen == [
        ("B", "B", 2, 35_000),
        ("B", "C", 1, 10_000),
        ("C", "B", 0, 0),
        ("C", "C", 1, 100_000),
    ]
    assert tabellen["redenen"].rijen[2] == ("Alleen complex, onder de grens", 1, 10_000)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"waarde": 150}, "tussen 0 en 1"),
        ({"waarde": 0}, "tussen 0 en 1"),
        ({"modules_vanaf": 1}, "Vanaf zoveel producten in één maand:"),
        ({"naam": ""}, "Dit veld is verplicht"),
        ({"grenssoort": "gok"}, "gok"),
    ],
)
def test_what_is_wrong_is_told(analist, anders, zin):
    antwoord = analist.post(NIEUW, _velden(analist, waarom="x") | anders)

    assert antwoord.status_code == 400
    assert zin in antwoord.content.decode()
    assert Indelingsversie.objects.count() == 0


def test_a_fixed_border_in_euros_and_back_in_the_form(analist):
    analist.post(NIEUW, _velden(analist, waarom="x", grenssoort="bedrag", waarde="150"))

    versie = Indelingsversie.objects.get()
    assert versie.inhoud["grens"] == {"soort": "bedrag", "waarde": 15_000}
    assert analist.get(f"{NIEUW}?van={versie.nummer}").context["form"].initial["waarde"] == 150
    assert _tabellen(analist, f"?versie={versie.nummer}")["segmenten"].rijen[0][:2] == ("C", 3)
    assert analist.get(f"{NIEUW}?van=IR-1999-0001").status_code == 404


@pytest.mark.eis("R1.13")
def test_segment_a_is_entered_with_its_source_and_the_newest_holds(analist):
    velden = {
        "gemeente": "9901",
        "jaar": 2026,
        "domein": "wmo",
        "clienten": 10,
        "bedrag": "50.00",
        "bron": "Jaarverslag",
    }
    for nummer, clienten in enumerate((10, 6)):
        analist.post(VRIJ, velden | {"eenmalig": f"{nummer}" * 32, "clienten": clienten})

    tabel = _tabellen(analist)["segmenten"]

    assert VrijToegankelijk.objects.count() == 2
    assert tabel.rijen[2][:4] == ("A", 6, 0.6, 5_000)
    assert "Jaarverslag" in analist.get(INDELING).content.decode()
    assert len(_tabellen(analist, "?domein=wmo")["segmenten"].rijen) == 3
    assert len(_tabellen(analist, "?gemeente=9902")["segmenten"].rijen) == 2


@pytest.mark.parametrize(
    "anders", [{"jaar": 2028}, {"gemeente": "9999"}, {"bedrag": -1}, {"bron": ""}], ids=str
)
def test_segment_a_refuses(analist, anders):
    velden = {
        "gemeente": "9901",
        "jaar": 2026,
        "domein": "wmo",
        "clienten": 10,
        "bedrag": "50",
        "bron": "Verslag",
    }

    assert analist.post(VRIJ, SLEUTEL | velden | anders).status_code == 400
    assert VrijToegankelijk.objects.count() == 0


@pytest.mark.eis("R1.20")
def test_what_if_from_the_address(analist):
    tabel = _tabellen(analist, "?c_naar_b=100&wie=iedereen")["verschuiving"]

    assert tabel.rijen[0] == ("C", 1, 0, 100_000, 0, -100_000)
    assert tabel.rijen[-1] == ("Samen", 4, 4, 145_000, 60_000, -85_000)


@pytest.mark.parametrize(
    "vraag", ["?jaar=x&gemeente=1&domein=?&versie=z&met=q&c_naar_b=nee&wie=0", "?c_naar_b=999", "?jaar=1999"]
)
def test_an_address_that_makes_no_sense_is_as_if_not_asked(analist, vraag):
    assert _tabellen(analist, vraag)["segmenten"].rijen == _tabellen(analist)["segmenten"].rijen


def test_taken_along(analist):
    antwoord = analist.get(f"{INDELING}?tabel=segmenten&export=csv")

    rijen = list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))
    assert rijen[1] == ["C", "1", "25,00", "1000,00", "68,97", "1000,00"]


def test_what_was_computed_is_kept_per_version_of_the_data(analist, tmp_path):
    _tabellen(analist)
    eerder = sorted(pad.name for pad in (tmp_path / "lake" / "afgeleid").iterdir())

    publish_rijen(tmp_path / "lake", regels=[create_regel(0, 100)])
    alleen = _tabellen(analist)["segmenten"].rijen

    later = sorted(pad.name for pad in (tmp_path / "lake" / "afgeleid").iterdir())
    assert alleen[0][:2] == ("C", 1)
    assert (len(eerder), len(later), set(eerder) & set(later)) == (1, 1, set())
