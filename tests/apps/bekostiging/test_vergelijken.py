"""Comparing ways of paying in the browser: read, weigh, take along, keep, lay side by side."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.vergelijking import create_vergelijking
from tests.factories.wereld import KWARTEL, MERELHOF, NU, create_wereld

from stelsel.apps.accounts.models import Rol, User
from stelsel.apps.bekostiging.actions import take_over_budget
from stelsel.apps.bekostiging.models import Vergelijking
from stelsel.apps.journal.models import Gebeurtenis

pytestmark = pytest.mark.django_db

ADRES, BEWAARD = "/bekostiging/vergelijken", "/bekostiging/vergelijken/bewaard"
WMO = f"{ADRES}?domein=wmo&jaar=2025"
SLEUTEL = {"eenmalig": "k" * 32}
DAG = {"begindatum": date(2025, 3, 1), "einddatum": date(2025, 3, 31)}


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2026, 3, 16)
    return create_wereld()


@pytest.fixture
def analist(client, wereld, tmp_path):
    """Forty clients with a profiel, half of them dear and with Merelhof, and one outside any profiel."""
    regels = [
        create_regel(nr, 200_000 if nr < 20 else 100_000, aanbieder=MERELHOF if nr < 20 else KWARTEL, **DAG)
        for nr in range(37)
    ]
    regels += [create_regel(nr, 150_000, aanbieder=KWARTEL, gemeente="9902", **DAG) for nr in range(37, 40)]
    regels += [create_regel(99, 70_000, productcategorie="14", productcode="14X01", **DAG)]
    publish_rijen(tmp_path / "lake", regels=regels)
    client.force_login(wereld.users["analist"])
    return client


def _tabellen(client, vraag=WMO):
    return {tabel.naam: tabel for tabel, _ in client.get(vraag).context["tabellen"]}


def _rij(tabel, naam):
    """A row by its first cell, as texts by column."""
    rij = next(rij for rij in tabel.rijen if rij[0].tekst == naam)
    return dict(zip(tabel.koppen, (cel.tekst for cel in rij), strict=True))


def test_page_per_role(client, wereld):
    for rol in Rol.values:
        client.force_login(wereld.users[rol])
        statussen = {client.get(adres).status_code for adres in (ADRES, BEWAARD)}

        assert statussen == ({200} if rol in {"analist", "contractmanager"} else {403})


def test_analyst_of_one_gemeente_sees_nothing(analist, wereld):
    """A comparison lays gemeenten side by side; who works for one of them is refused, by each address."""
    create_vergelijking()
    User.objects.filter(pk=wereld.users["analist"].pk).update(regio=False, gemeentecode="9901")

    adressen = (ADRES, f"{WMO}&export=csv", BEWAARD, f"{BEWAARD}/VG-2026-0900")
    assert {analist.get(adres).status_code for adres in adressen} == {403}
    assert analist.post(ADRES, SLEUTEL | {"naam": "x", "domein": "wmo", "jaar": 2025}).status_code == 403


def test_without_data(client, wereld):
    client.force_login(wereld.users["analist"])

    assert "Er zijn nog geen gegevens." in client.get(ADRES).content.decode()


def test_a_domain_without_profielen_says_so(analist):
    antwoord = analist.get(f"{ADRES}?domein=jeugd&jaar=2025")

    assert antwoord.context["antwoord"] == (
        "In 2025 zijn er voor Jeugd geen declaraties voor producten met een profiel."
    )
    assert antwoord.context["tabellen"] == []


@pytest.mark.eis("R3.30")
def test_chance_that_the_budget_is_not_enough(analist, wereld):
    """37 clients cost € 57.000; the error is the root of 2 x (20 x 2.000² + 17 x 1.000²). Of the budget of
    € 70.000, € 700 is for help without a profiel."""
    take_over_budget(
        gemeente=wereld.gemeenten["9901"],
        wet="wmo",
        jaar=2025,
        bedrag=7_000_000,
        by=wereld.users["analist"],
        now=NU,
    )

    tabel = _tabellen(analist)["kansen"]

    rij = _rij(tabel, "Aldervoort")
    assert list(rij.values()) == [
        "Aldervoort", "€ 70.000,00", "budget van de raad", "24,4 %", "23,2 %", "0,0 %", "19 %", "17 %",
        "bijna nul",
    ]  # fmt: skip
    assert list(_rij(tabel, "Breekerwaard").values())[1:3] == ["niet ingevoerd", ""]


@pytest.mark.eis("R3.12", "R3.19", "R3.29", "R3.39")
def test_three_models_side_by_side(analist):
    tabellen = _tabellen(analist)

    assert _rij(tabellen["modellen"], "Samen betaald") == {
        "Maat": "Samen betaald",
        "Inspanningsgericht": "€ 61.500,00",
        "Outputgericht": "€ 61.500,00",
        "Taakgericht": "€ 61.500,00",
    }
    aldervoort = _rij(tabellen["gemeenten"], "Aldervoort")
    # 37 of the 40 clients, at an average of 1,537.50
    assert [aldervoort[kop] for kop in ("Nu", "Output", "Output: factor", "Taak")] == [
        "€ 57.000,00", "€ 56.887,50", "1,0020", "€ 57.000,00",
    ]  # fmt: skip
    assert _rij(tabellen["berichten"], "Outputgericht")["Berichten"] == "400"


def test_what_lies_outside_profielen_is_told(analist):
    zinnen = analist.get(WMO).context["herkomst"]

    assert zinnen[1].startswith("Erin: € 61.500,00 voor 40 cliënten")
    assert "Erbuiten: € 700,00" in zinnen[1]


@pytest.mark.eis("R3.21")
def test_winners_losers_and_small_ones_apart(analist):
    tabellen = _tabellen(analist)

    merelhof = _rij(tabellen["aanbieders"], "Stichting Merelhof")
    assert [merelhof[kop] for kop in ("Omvang", "Verschil %", "Oordeel", "Jaar 1 %", "Jaar 2 %")] == [
        "klein", "-23,1 %", "verliest", "-3,0 %", "-6,0 %",
    ]  # fmt: skip
    assert _rij(tabellen["aanbieders"], "Kwartel Thuis")["Oordeel"] == "wint"
    assert _rij(tabellen["omvang"], "Klein")["Verliezen zeker"] == "1"


@pytest.mark.eis("R3.19", "R3.20")
def test_weights_change_the_order_and_stay_in_the_address(analist):
    alleen = "&".join(
        f"gewicht_{c}={int(c == 'speelveld')}" for c in ("eenvoud", "zicht", "prikkels", "speelveld")
    )

    gewoon = _tabellen(analist)["criteria"].grafiek.vega["title"]["text"]
    anders = _tabellen(analist, f"{WMO}&{alleen}")["criteria"].grafiek.vega["title"]["text"]

    assert gewoon == "Met deze gewichten scoort taakgericht het hoogst (+0,44)"
    assert anders == "Met deze gewichten scoort inspanningsgericht het hoogst (+2,00)"


def test_prices_and_budgets_by_percentage(analist):
    gemeente = _rij(_tabellen(analist, f"{WMO}&prijsdeel=90&taakdeel=110")["gemeenten"], "Aldervoort")

    assert (gemeente["Output"], gemeente["Taak"]) == ("€ 51.198,75", "€ 62.700,00")


@pytest.mark.parametrize(
    "vraag", ["jaar=1", "jaar=x&prijsdeel=9999", "domein=wmo&taakdeel=-1", "gewicht_zicht=99"]
)
def test_nonsense_in_the_address_is_read_as_usual(analist, vraag):
    keuze = analist.get(f"{ADRES}?{vraag}").context["beeld"].keuze

    assert (keuze.jaar, keuze.prijsdeel, keuze.taakdeel) == (2025, 100, 100)


def test_small_numbers_are_hidden_from_others_and_in_files(analist, client, wereld):
    """Breekerwaard has three clients: with its neighbour hidden too, so that the total does not tell."""
    eigen = _rij(_tabellen(analist)["gemeenten"], "Breekerwaard")["Nu"]
    tekst = analist.get(f"{WMO}&export=csv").content.decode("utf-8-sig")
    client.force_login(wereld.users["contractmanager"])
    ander = [_rij(_tabellen(client)["gemeenten"], naam)["Nu"] for naam in ("Aldervoort", "Breekerwaard")]

    assert eigen == "€ 4.500,00"
    assert "4500,00" not in tekst
    assert "57000,00" not in tekst
    assert ander == ["niet getoond", "niet getoond"]


def test_files_hold_what_the_page_shows(analist):
    rijen = list(
        csv.reader(io.StringIO(analist.get(f"{WMO}&export=csv").content.decode("utf-8-sig")), delimiter=";")
    )
    boek = CalamineWorkbook.from_filelike(io.BytesIO(analist.get(f"{WMO}&export=xlsx").content))

    assert rijen[0] == ["De drie manieren naast elkaar"]
    assert rijen[2] == ["Samen betaald", "61500,00", "61500,00", "61500,00"]
    assert boek.sheet_names == [*_tabellen(analist), "uitgave"]
    assert boek.get_sheet_by_name("modellen").to_python()[1][1:] == [61500.0] * 3
    assert analist.get(f"{WMO}&export=exe").status_code == 404


def test_report_is_a_pdf(analist):
    antwoord = analist.get(f"{WMO}&export=pdf")

    assert (antwoord["Content-Type"], antwoord.content[:5]) == ("application/pdf", b"%PDF-")


def test_kept_with_who_when_and_which_data(analist):
    velden = {
        "naam": "Lagere prijs",
        "toelichting": "Voor de raad",
        "domein": "wmo",
        "jaar": 2025,
        "prijsdeel": 95,
    }
    antwoord = analist.post(ADRES, SLEUTEL | velden)

    bewaard = Vergelijking.objects.get()
    assert antwoord.url == reverse("bekostiging:vergelijking", args=[bewaard.nummer])
    assert bewaard.uitkomst["output"]["totaal"] == 5_842_500
    assert (bewaard.keuze["prijsdeel"], bewaard.lakeversie, bewaard.gegevens) == (
        95,
        1,
        [["test", "2026-03-15"]],
    )
    assert Gebeurtenis.objects.get(object_sleutel=bewaard.nummer).soort == "vergelijking_bewaard"
    pagina = analist.get(antwoord.url)
    assert pagina.context["veranderd"] is False
    assert "€ 58.425,00" in pagina.content.decode()
    assert analist.get(pagina.context["adres"]).context["beeld"].keuze.prijsdeel == 95


def test_a_name_is_needed(analist):
    antwoord = analist.post(ADRES, SLEUTEL | {"domein": "wmo", "jaar": 2025})

    assert (antwoord.status_code, Vergelijking.objects.count()) == (400, 0)
    assert list(antwoord.context["form"].errors) == ["naam"]


def test_two_scenarios_side_by_side_and_a_changed_outcome(analist):
    oud = create_vergelijking()
    nieuw = create_vergelijking(nummer="VG-2026-0901", naam="Anders")

    pagina = analist.get(f"{BEWAARD}/{nieuw.nummer}?met={oud.nummer}")

    assert pagina.context["veranderd"] is True
    tabel = pagina.context["tabellen"][1][0]
    assert (tabel.vraag, [cel.tekst for cel in tabel.rijen[0]][1:]) == (
        "Wat is er anders dan in VG-2026-0900 (Uitgangspunt)?",
        ["€ 455.510,00", "€ 455.510,00", "€ 0,00"],
    )


def test_kept_scenarios_without_data(client, wereld):
    create_vergelijking()
    client.force_login(wereld.users["analist"])

    assert client.get(f"{BEWAARD}/VG-2026-0900").status_code == 200
