"""The market picture in the browser: who sees what, and that no small number gets out."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from tests.factories.lake import create_regel, create_toewijzing, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol

pytestmark = pytest.mark.django_db

LEZERS = {"controller", "contractmanager", "analist", "bestuurder"}
ANDER = {"gemeente": "9902"}
TABELLEN = ["kern", "verdeling", "segmenten", "klassen", "per-gemeente", "per-domein"]


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


def _publiceer(tmp_path, *, aldervoort=40, breekerwaard=30, jeugd=0):
    """Clients that cost 1000, 2000, … cents in Wmo; `jeugd` clients in Aldervoort that cost 5,55 euro."""
    regels = [create_regel(nr, 1_000 * (1 + nr)) for nr in range(aldervoort)]
    regels += [create_regel(1_000 + nr, 777_700, **ANDER) for nr in range(breekerwaard)]
    regels += [create_regel(2_000 + nr, 555, domein="jeugd") for nr in range(jeugd)]
    publish_rijen(tmp_path / "lake", regels=regels)


def _open(client, wereld, gebruiker, vraag=""):
    client.force_login(wereld.users[gebruiker])
    return client.get(f"/marktschets{vraag}")


def _rijen(antwoord, naam):
    return next(tabel.rijen for tabel, _ in antwoord.context["tabellen"] if tabel.naam == naam)


def test_page_per_role(client, wereld):
    statussen = {rol: _open(client, wereld, rol).status_code for rol in Rol.values}

    assert statussen == {rol: 200 if rol in LEZERS else 403 for rol in Rol.values}


@pytest.mark.eis("R1.01", "R1.02")
def test_clients_and_cost_per_unique_client(client, wereld, tmp_path):
    regels = [create_regel(0, 100), create_regel(0, 300, aanbieder="41990002"), create_regel(1, 1_000)]
    publish_rijen(tmp_path / "lake", regels=[*regels, create_regel(1, -200)])

    kosten = _open(client, wereld, "analist").context["kern"].kosten

    assert (kosten.clienten, kosten.totaal_bedrag, kosten.gemiddelde, kosten.mediaan) == (2, 1_200, 600, 600)


@pytest.mark.eis("R1.03", "R1.14", "R1.15", "R1.18", "R1.19")
def test_spread_and_segments_with_picture_and_table(client, wereld, tmp_path):
    _publiceer(tmp_path)

    antwoord = _open(client, wereld, "contractmanager", "?gemeente=9901")

    assert [tabel.naam for tabel, svg in antwoord.context["tabellen"] if svg] == ["segmenten"]
    assert [(rij[0], rij[1], rij[3]) for rij in _rijen(antwoord, "segmenten")] == [
        ("C", 12, 414_000),
        ("B", 28, 406_000),
    ]
    assert antwoord.content.decode().count("<svg") == 1


def test_classes_of_cost_with_the_same_borders_for_every_gemeente(client, wereld, tmp_path):
    """Nobody in Aldervoort costs more than 500 euros and nobody in Breekerwaard less: that stays unsaid."""
    _publiceer(tmp_path)

    regio = _open(client, wereld, "contractmanager", "?domein=wmo")

    assert _rijen(_open(client, wereld, "contractmanager"), "klassen") == []
    assert _rijen(regio, "klassen") == [("minder dan € 500", 40), ("€ 500 of meer", 30)]
    assert "klassen" in [tabel.naam for tabel, svg in regio.context["tabellen"] if svg]
    for gemeente in ("9901", "9902"):
        eigen = _open(client, wereld, "contractmanager", f"?domein=wmo&gemeente={gemeente}")
        assert [rij[1] for rij in _rijen(eigen, "klassen")] == ["niet getoond", "niet getoond"]


@pytest.mark.parametrize(
    ("gebruiker", "vraag", "clienten"),
    [
        ("analist", "", 70),
        ("analist", "?gemeente=9902", 30),
        ("analist", "?jaar=1999&gemeente=1234&domein=onzin", 70),
        ("controller", "", 40),
        ("controller", "?gemeente=9902", 40),
        ("bestuurder", "?domein=wmo", 40),
    ],
)
def test_a_municipal_user_sees_the_own_gemeente_whatever_is_asked(
    client, wereld, tmp_path, gebruiker, vraag, clienten
):
    _publiceer(tmp_path)

    assert _open(client, wereld, gebruiker, vraag).context["kern"].kosten.clienten == clienten


@pytest.mark.parametrize("tabel", [None, *TABELLEN])
def test_nothing_of_another_gemeente(client, wereld, tmp_path, tabel):
    _publiceer(tmp_path)
    vraag = f"?gemeente=9902&tabel={tabel}&export=csv" if tabel else "?gemeente=9902"

    inhoud = _open(client, wereld, "controller", vraag).content.decode()

    assert [k for k in ("Breekerwaard", "7.777", "7777", "233.310", "233310") if k in inhoud] == []


@pytest.mark.parametrize(("aantal", "te_zien"), [(9, False), (10, True), (11, True)])
@pytest.mark.parametrize("gebruiker", ["contractmanager", "controller"])
def test_the_edge_of_small_numbers(client, wereld, tmp_path, gebruiker, aantal, te_zien):
    _publiceer(tmp_path, aldervoort=aantal, breekerwaard=0)

    antwoord = _open(client, wereld, gebruiker)

    assert (antwoord.context["kern"] is not None) == te_zien
    assert ("minder dan 10 cliënten" in antwoord.content.decode().split("</header>")[1][:3000]) != te_zien


def test_the_analyst_of_the_region_sees_small_numbers(client, wereld, tmp_path):
    _publiceer(tmp_path, aldervoort=3, breekerwaard=0)

    assert _open(client, wereld, "analist").context["kern"].kosten.clienten == 3


def test_a_small_gemeente_cannot_be_computed_from_the_rest(client, wereld, tmp_path):
    _publiceer(tmp_path, aldervoort=9, breekerwaard=30)

    regio = _open(client, wereld, "contractmanager")
    klein = _open(client, wereld, "contractmanager", "?gemeente=9901")
    rest = _open(client, wereld, "contractmanager", "?gemeente=9902")

    assert regio.context["kern"].kosten.clienten == 39
    assert _rijen(regio, "per-gemeente") == [
        ("Aldervoort", "niet getoond", "niet getoond"),
        ("Breekerwaard", "niet getoond", "niet getoond"),
    ]
    assert (klein.context["kern"], rest.context["kern"]) == (None, None)


def test_negative_control_the_analyst_sees_both_gemeenten(client, wereld, tmp_path):
    _publiceer(tmp_path, aldervoort=9, breekerwaard=30)

    assert [rij[:2] for rij in _rijen(_open(client, wereld, "analist"), "per-gemeente")] == [
        ("Breekerwaard", 30),
        ("Aldervoort", 9),
    ]


@pytest.mark.parametrize("gebruiker", ["contractmanager", "controller"])
def test_a_small_domain_cannot_be_computed_from_the_rest(client, wereld, tmp_path, gebruiker):
    _publiceer(tmp_path, jeugd=4)
    keuzes = ["", "?domein=jeugd", "?domein=wmo", "?gemeente=9901", "?gemeente=9901&domein=jeugd"]

    antwoorden = [_open(client, wereld, gebruiker, keuze) for keuze in [*keuzes, "?gemeente=9901&domein=wmo"]]

    bedragen = {
        antwoord.context["kern"].kosten.totaal_bedrag for antwoord in antwoorden if antwoord.context["kern"]
    }
    wmo_aldervoort = 820_000
    assert bedragen <= {wmo_aldervoort + 4 * 555, wmo_aldervoort + 4 * 555 + 30 * 777_700}


@pytest.mark.parametrize("tabel", TABELLEN)
@pytest.mark.eis("R1.21")
def test_exports_hold_what_the_page_shows(client, wereld, tmp_path, tabel):
    _publiceer(tmp_path)
    vraag = f"?jaar=2026&tabel={tabel}&export="

    inhoud = _open(client, wereld, "analist", vraag + "csv").content.decode("utf-8-sig")
    boek = CalamineWorkbook.from_filelike(
        io.BytesIO(_open(client, wereld, "analist", vraag + "xlsx").content)
    )
    pagina = next(t for t, _ in _open(client, wereld, "analist").context["tabellen"] if t.naam == tabel)

    rijen = list(csv.reader(io.StringIO(inhoud), delimiter=";"))
    blad = boek.get_sheet_by_index(0).to_python()
    assert rijen[0] == blad[0] == [kop for kop, _ in pagina.koppen]
    assert len(rijen) == len(blad) == len(pagina.rijen) + 1
    assert [rij[0] for rij in blad[1:]] == [rij[0] for rij in pagina.list_export()[1:]]


def test_export_of_an_unknown_table_does_not_exist(client, wereld, tmp_path):
    _publiceer(tmp_path)

    assert _open(client, wereld, "analist", "?tabel=onzin&export=csv").status_code == 404


def test_without_facts_the_page_says_so(client, wereld):
    antwoord = _open(client, wereld, "analist")

    assert (antwoord.status_code, antwoord.context["tabellen"]) == (200, [])
    assert "Er zijn nog geen gegevens" in antwoord.content.decode()


def test_the_last_whole_year_comes_first(client, wereld, tmp_path):
    dagen = [date(2025, 5, 1), date(2026, 5, 1), date(2027, 2, 1)]
    publish_rijen(
        tmp_path / "lake", regels=[create_regel(0, 100, begindatum=dag, einddatum=dag) for dag in dagen]
    )

    markt = _open(client, wereld, "analist").context["markt"]

    assert (markt.jaar, markt.jaren) == (2026, (2027, 2026, 2025))


def test_mijn_werk_tells_the_analyst_which_facts_are_in(client, wereld, tmp_path):
    _publiceer(tmp_path)
    client.force_login(wereld.users["analist"])

    werk = client.get("/mijn-werk").context["werk"]

    assert [
        (rij.titel, rij.datum) for lijst, v in werk if lijst.naam.startswith("Gegevens") for rij in v.rijen
    ] == [("Bron test", date(2026, 3, 15))]


def _publiceer_met_toewijzingen(tmp_path):
    """Forty clients with a claim and an allocation each; one of them has a second product."""
    regels = [create_regel(nr, 10_000 * (1 + nr)) for nr in range(40)]
    toewijzingen = [create_toewijzing(nr, None, verwijzer="01", productcode="02A01") for nr in range(40)]
    toewijzingen.append(create_toewijzing(0, None, verwijzer="02", productcode="02A05"))
    publish_rijen(tmp_path / "lake", regels=regels, toewijzingen=toewijzingen)


@pytest.mark.eis("R1.03", "R1.05", "R1.08")
def test_the_desk_of_the_analyst_shows_the_further_figures(client, wereld, tmp_path):
    _publiceer_met_toewijzingen(tmp_path)

    antwoord = _open(client, wereld, "analist", "/verdieping?jaar=2026")

    assert [tabel.naam for tabel, _ in antwoord.context["tabellen"]] == [
        "trajecten", "stapeling", "verwijzers", "groei", "kostengroepen", "huishoudens", "eerste-product",
        "logklassen", "uitschieters", "kwaliteit",
    ]  # fmt: skip
    assert _rijen(antwoord, "trajecten")[0][:3] == ("Alle trajecten, duur met Kaplan-Meier", 40, 205_000.0)
    assert _rijen(antwoord, "stapeling")[0] == ("1", 0.975, 1.0)
    assert _rijen(antwoord, "verwijzers") == [("01", 40, 1.0, 8_200_000, 1.0)]
    assert sum(rij[1] for rij in _rijen(antwoord, "logklassen")) == 40
    assert [rij[1] for rij in _rijen(antwoord, "uitschieters")] == [40, 40]
    assert _rijen(antwoord, "groei") == []


def test_the_further_figures_go_along_as_a_file(client, wereld, tmp_path):
    _publiceer_met_toewijzingen(tmp_path)

    antwoord = _open(client, wereld, "analist", "/verdieping?jaar=2026&tabel=verwijzers&export=csv")

    assert (
        "01;40;100" in b"".join(antwoord).decode("utf-8-sig")
        if antwoord.streaming
        else antwoord.content.decode()
    )


def test_the_further_figures_are_for_the_analyst_of_the_region_only(client, wereld):
    statussen = {rol: _open(client, wereld, rol, "/verdieping").status_code for rol in Rol.values}

    assert statussen == {rol: 200 if rol == "analist" else 403 for rol in Rol.values}


@pytest.mark.eis("R1.01")
def test_the_picture_agrees_with_its_sources(client, wereld, tmp_path):
    _publiceer(tmp_path, jeugd=3)

    rijen = _rijen(_open(client, wereld, "analist", "?gemeente=9901&domein=wmo"), "aansluiting")

    assert rijen == [
        ("Gelezen uit test", 73, 820_000 + 30 * 777_700 + 3 * 555),
        ("Niet meegeteld: een andere gemeente", 30, 30 * 777_700),
        ("Niet meegeteld: een ander domein", 3, 3 * 555),
        ("Geteld in deze marktschets", 40, 820_000),
        ("Verschil", None, 0),
    ]


def test_sources_over_all_gemeenten_are_for_the_analyst_only(client, wereld, tmp_path):
    _publiceer(tmp_path)

    for gebruiker in ("contractmanager", "controller", "bestuurder"):
        namen = [tabel.naam for tabel, _ in _open(client, wereld, gebruiker).context["tabellen"]]

        assert "aansluiting" not in namen
