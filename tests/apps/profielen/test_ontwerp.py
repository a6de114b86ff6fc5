"""The bench: an analyst of the region designs profiles from the claims in the lake; nobody else sees it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from django.test import Client as Browser
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.wereld import ALDERVOORT, BREEKERWAARD, NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.profielen.actions import Cataloguskop, approve_catalogus, register_catalogus
from stelsel.apps.profielen.models import Product, Profiel
from stelsel.domein.profielen.referentie import get_referentie
from stelsel.lake.opslag import Lake

pytestmark = pytest.mark.django_db

#: Per cell its product, mean cost in euros, and clients. Three cells of P1 and one of another start profile.
CELLEN = (
    ("45X1P", "Perspectief", "laag", 2_000, 80),
    ("45X1I", "Intensief", "laag", 2_050, 80),
    ("45X2I", "Intensief", "midden", 9_000, 80),
    ("45X2Z", "Duurzaam-zwaar", "midden", 18_000, 80),
)
ADRES = "/profielen/ontwerp"


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG


@pytest.fixture
def wereld(tmp_path: Path, settings) -> Wereld:
    """Four cells in 2025; one client in two of them, one product without a profile, another gemeente."""
    settings.STELSEL_LAKE = tmp_path / "lake"
    rng, regels, nr = np.random.default_rng(4), [], 0
    wereld = create_wereld()
    for code, intensiteit, complexiteit, prijs, aantal in CELLEN:
        profiel, _ = Profiel.objects.get_or_create(
            code=code[2:4], naam=code[2:4], wet="jw", complexiteit=complexiteit, vandatum=date(2024, 1, 1)
        )
        Product.objects.create(
            wet="jw", categorie="45", code=code, naam=code, eenheid="83", profiel=profiel,
            intensiteit=intensiteit,
        )  # fmt: skip
        for _ in range(aantal):
            regels.append(regel(nr, round(prijs * 100 * rng.lognormal(-0.03, 0.25)), code, nr % 5))
            nr += 1
    regels += [regel(0, 100, "45X2I", 0), regel(0, 500_000, "54C01", 0), regel(nr, 70_000, "54C01", 0)]
    publish_rijen(settings.STELSEL_LAKE, regels=regels)
    return wereld


def regel(nr: int, bedrag: int, code: str, aanbieder: int):
    gemeente = BREEKERWAARD if nr % 2 else ALDERVOORT
    dag = date(2025, 3, 1)
    return create_regel(
        nr, bedrag, domein="jeugd", productcategorie="45", productcode=code, gemeente=gemeente,
        aanbieder=f"4199000{aanbieder}", begindatum=dag, einddatum=dag,
    )  # fmt: skip


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.mark.parametrize("naam", ["regisseur", "backoffice", "contractmanager", "controller", "bestuurder"])
def test_small_numbers_are_for_the_analyst_of_the_region(wereld: Wereld, naam: str) -> None:
    assert login(wereld, naam).get(ADRES).status_code == 403
    wereld.users["analist"].regio = False
    wereld.users["analist"].save()
    assert login(wereld, "analist").get(ADRES).status_code == 403


@pytest.mark.eis("R2.24")
def test_cells_that_cost_the_same_become_one_profile(wereld: Wereld) -> None:
    antwoord = login(wereld, "analist").get(ADRES)

    beeld = antwoord.context["beeld"]
    assert (beeld.keuze.jaar, beeld.keuze.domein, beeld.ontwerp.advies.k) == (2025, "jeugd", 3)
    assert [(g.n, g.kenmerken) for g in beeld.groepen] == [
        (80, "X2 Duurzaam-zwaar"),
        (80, "X2 Intensief"),
        (160, "X1 Intensief; of X1 Perspectief"),
    ]
    assert "3 profielen is het kleinste aantal dat aan alle criteria voldoet" in antwoord.content.decode()


@pytest.mark.eis("R2.29")
def test_clients_in_more_than_one_profile_and_what_is_left_over(wereld: Wereld) -> None:
    beeld = login(wereld, "analist").get(ADRES).context["beeld"]

    assert (beeld.gekozen.samenstelling.een, beeld.gekozen.samenstelling.meer) == (319, 1)
    assert beeld.gekozen.samenstelling.toewijzingen == 321
    assert [(p.productcode, p.clienten, p.bedrag) for p in beeld.uitkomst.buiten] == [("54C01", 2, 570_000)]


@pytest.mark.eis("R2.23")
def test_merging_two_profiles_shows_the_loss_and_who_pays(wereld: Wereld) -> None:
    antwoord = login(wereld, "analist").get(ADRES, {"een": "1", "ander": "2"})

    tabellen = {tabel.naam: tabel for tabel, _ in antwoord.context["tabellen"]}
    een, ander, samen = tabellen["samenvoegen"].rijen
    assert (een[1], ander[1], samen[1]) == (80, 80, 160)
    assert samen[2] == pytest.approx((een[2] + ander[2]) / 2)
    verlies = 80 * 80 / 160 * (een[2] - ander[2]) ** 2
    kosten = antwoord.context["beeld"].ontwerp.kosten
    assert een[4] - samen[4] == pytest.approx(verlies / (np.var(kosten) * len(kosten)))
    assert sum(rij[4] for rij in tabellen["winst-en-verlies"].rijen) == pytest.approx(0, abs=1)


def test_other_choices(wereld: Wereld) -> None:
    browser = login(wereld, "analist")

    twee = browser.get(ADRES, {"k": "2"}).context["beeld"]
    gemeente = browser.get(ADRES, {"gemeente": ALDERVOORT}).context["beeld"]
    kenmerken = browser.get(ADRES, {"begin": "kenmerken"}).context["beeld"]
    wmo = browser.get(ADRES, {"domein": "wmo"})
    raar = browser.get(ADRES, {"k": "99", "jaar": "x", "domein": "y", "een": "7", "ander": "-1"})

    assert [g.n for g in twee.groepen] == [80, 240]
    assert sum(g.n for g in gemeente.groepen) == 160
    assert (kenmerken.ontwerp.advies.k, len(kenmerken.ontwerp.kosten)) == (1, 321)
    assert "er geen hulp uit een profiel" in wmo.content.decode()
    assert (raar.status_code, raar.context["beeld"].k) == (200, 3)


def test_export(wereld: Wereld) -> None:
    browser = login(wereld, "analist")

    csv = browser.get(ADRES, {"tabel": "profielen", "export": "csv"}).content.decode("utf-8-sig")
    boek = zipfile.ZipFile(io.BytesIO(browser.get(ADRES, {"export": "xlsx"}).content))
    bladen = re.findall(r'<sheet name="([^"]+)"', boek.read("xl/workbook.xml").decode())

    assert csv.splitlines()[1].startswith("1;X2 Duurzaam-zwaar;80;")
    assert bladen == [
        "aantallen", "profielen", "bandbreedte", "lasten", "combinaties", "buiten-bandbreedte", "gevallen",
        "gezinsprofiel", "gezinskeuze", "gezinsparen", "samenloop", "buiten", "uitgave",
    ]  # fmt: skip
    assert browser.get(ADRES, {"tabel": "nergens", "export": "csv"}).status_code == 404


def test_small_numbers_stay_on_the_desk(wereld: Wereld) -> None:
    """On the page one client is in two profiles and two have a product outside; in the file nobody is."""
    browser = login(wereld, "analist")
    tabellen = {t.naam: t for t, _ in browser.get(ADRES).context["tabellen"]}

    combinaties, buiten, profielen = (
        browser.get(ADRES, {"tabel": naam, "export": "csv"}).content.decode("utf-8-sig").splitlines()[1:]
        for naam in ("combinaties", "buiten", "profielen")
    )

    assert [rij[1] for rij in tabellen["combinaties"].rijen] == [1]
    assert combinaties == ["2 en 3;niet getoond"]
    assert [rij[2] for rij in tabellen["buiten"].rijen] == [2]
    assert buiten == ["onbekend;54C01;niet getoond;niet getoond;niet getoond"]
    assert len(profielen) == 3
    # the spread without the few outliers, beside that of all, would tell of these few
    assert not any("niet getoond" in rij.rpartition(";")[0] for rij in profielen)


def _lees(browser: Browser, tabel: str, **vraag: str) -> list[list[str]]:
    antwoord = browser.get(ADRES, {"tabel": tabel, "export": "csv", **vraag})
    return list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))[1:]


def test_a_file_says_for_whom_it_is_and_of_one_gemeente_there_is_none_to_share(wereld: Wereld) -> None:
    browser = login(wereld, "analist")

    namen = {
        voor: browser.get(ADRES, {"tabel": "profielen", "export": "csv", "voor": voor})["Content-Disposition"]
        for voor in ("", "publicatie", "eigen", "onzin")
    }
    pagina = browser.get(ADRES).content.decode()
    gemeente = browser.get(ADRES, {"gemeente": ALDERVOORT})

    assert [naam.split("profielontwerp-profielen-")[1].rstrip('"') for naam in namen.values()] == [
        "intern.csv", "openbaar.csv", "eigen-gebruik.csv", "intern.csv",
    ]  # fmt: skip
    assert "Excel om te delen" in pagina
    assert "Van één gemeente is er geen uitgave om te delen" in gemeente.content.decode()
    dicht = _lees(browser, "profielen", gemeente=ALDERVOORT)
    assert dicht
    assert all(rij.count("niet getoond") == 6 for rij in dicht)
    assert not any("niet getoond" in rij for rij in _lees(browser, "profielen", voor="eigen"))


def test_the_edition_to_share_is_rounded(wereld: Wereld) -> None:
    browser = login(wereld, "analist")
    exact, rond = (_lees(browser, "profielen", voor=voor) for voor in ("eigen", "publicatie"))
    band = [rij[1:3] for rij in _lees(browser, "bandbreedte", voor="publicatie")]

    bedragen = [float(rij[3].replace(",", ".")) for rij in rond]
    assert [rij[2] for rij in rond] == ["80", "80", "160"]
    assert {bedrag % 100 for bedrag in bedragen} == {0}
    assert [float(rij[3].replace(",", ".")) for rij in exact] != bedragen
    # one in ten of 80 clients are 8: too few to say what they cost less than
    assert band[:2] == [["niet getoond"] * 2] * 2
    assert "niet getoond" not in band[2]


def test_without_claims(wereld: Wereld, tmp_path: Path, settings) -> None:
    settings.STELSEL_LAKE = tmp_path / "leeg"

    assert "Er zijn nog geen gegevens" in login(wereld, "analist").get(ADRES).content.decode()


def test_conversion_page(wereld: Wereld) -> None:
    browser = login(wereld, "analist")

    antwoord = browser.get("/profielen/omzetting")
    producten = antwoord.context["tabellen"][0][0]
    csv = browser.get("/profielen/omzetting", {"tabel": "producten", "export": "csv"}).content.decode("utf-8")

    assert [rij[1:3] + rij[5:9] for rij in producten.rijen] == [
        ("54C01", "niet te zeggen", 2, 0, 570_000, 570_000)
    ]
    assert csv.splitlines()[1].count("niet getoond") == 5
    assert login(wereld, "controller").get("/profielen/omzetting").status_code == 403


@pytest.mark.eis("R2.22")
def test_a_product_in_no_profile_says_how_it_is_arranged(wereld: Wereld) -> None:
    kop = Cataloguskop(naam="Jeugd 2026", wet="jw", vanaf=date(2026, 1, 1))
    inhoud = replace(
        get_referentie("westfriesland").catalogus, alternatieven=(("54C01", "blijft betaald per uur"),)
    )
    versie = register_catalogus(inhoud, kop=kop, by=wereld.users["analist"], now=NU)
    approve_catalogus(versie, by=wereld.users["contractmanager"], now=NU)

    (rij,) = login(wereld, "analist").get("/profielen/omzetting").context["tabellen"][0][0].rijen

    assert (rij[1], rij[2], rij[8], rij[9]) == ("54C01", "niet te zeggen", 570_000, "blijft betaald per uur")


@pytest.mark.eis("R2.09")
def test_every_client_gets_a_profile_or_is_in_the_residue_with_the_reason(wereld: Wereld) -> None:
    """320 clients in cells, of whom one with extra help outside; one client has only a product of before."""
    browser = login(wereld, "analist")

    antwoord = browser.get("/profielen/indelen", {"leeftijd": "onbekend"})

    tabellen = {tabel.naam: tabel for tabel, _ in antwoord.context["tabellen"]}
    assert [(rij[0], rij[2]) for rij in tabellen["redenen"].rijen] == [
        ("Product in een profiel", 320), ("Product past in een profiel", 0),
        ("Cliënten met dezelfde kenmerken", 1), ("Geen kosten", 0),
        ("Gelijken kregen verschillende profielen", 0), ("Te weinig gelijken", 0),
    ]  # fmt: skip
    alles = sum(rij[3] for rij in tabellen["redenen"].rijen)
    assert alles == antwoord.context["beeld"].groepering.bedrag
    assert [rij[::2] for rij in tabellen["voorstel"].rijen] == [("X1", 160), ("X2", 160)]
    assert login(wereld, "contractmanager").get("/profielen/indelen").status_code == 403
    leeg = browser.get("/profielen/indelen", {"domein": "wmo", "leeftijd": "<script>"})
    assert (leeg.status_code, len(leeg.context["tabellen"])) == (200, 2)


def test_on_a_state_of_the_data_that_was_kept(wereld: Wereld, settings) -> None:
    lake = Lake(settings.STELSEL_LAKE)
    lake.create_momentopname("eerst", omschrijving="test", gemaakt_at=NU)
    publish_rijen(settings.STELSEL_LAKE, regels=[regel(nr, 900_000, "45X2Z", nr % 5) for nr in range(70)])
    browser = login(wereld, "analist")

    nu, toen = (browser.get(ADRES, vraag) for vraag in ({}, {"momentopname": "eerst"}))

    assert sum(g.n for g in nu.context["beeld"].groepen) == 70
    assert sum(g.n for g in toen.context["beeld"].groepen) == 320
    assert "U ziet een momentopname" in toen.content.decode()
    ander = "/profielen/indelen"
    alle = browser.get(ander, {"momentopname": "eerst"}).context["beeld"].groepering.clienten
    assert (alle, browser.get(ander).context["beeld"].groepering.clienten) == (321, 70)
    assert browser.get(ADRES, {"momentopname": "Bestaat niet"}).status_code == 404
    assert browser.get("/profielen/omzetting", {"momentopname": "eerst"}).status_code == 200
    assert browser.get("/bekostiging/vergelijken", {"momentopname": "Bestaat niet"}).status_code == 404
    assert login(wereld, "contractmanager").get(ADRES, {"momentopname": "eerst"}).status_code == 403
