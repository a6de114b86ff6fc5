"""Supra-regional functions in the browser: areas, products, use, aanbieders, baseline, scale, cohort."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from tests.factories.lake import create_frame, create_regel, publish_rijen
from tests.factories.wereld import NU, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.basis.actions import register_gebied, register_lidmaatschap
from stelsel.apps.basis.queries import get_gebiedenboom
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.marktschets.actions import close_functieproduct, register_functieproduct
from stelsel.apps.marktschets.models import Functieproduct, Nulmeting
from stelsel.apps.marktschets.queries import list_koppelingen
from stelsel.domein.marktschets.functies import FunctieFout, Koppeling
from stelsel.domein.marktschets.gebieden import GebiedFout
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import CLIENTEN

pytestmark = pytest.mark.django_db

FUNCTIES, PRODUCTEN = "/marktschets/functies", "/marktschets/functies/producten"
GEBIEDEN, COHORT, SCHAAL = "/marktschets/gebieden", "/marktschets/cohort", "/marktschets/functies/schaal"
NULMETINGEN = "/marktschets/nulmetingen"
SLEUTEL = {"eenmalig": "k" * 32}
KWARTEL = "41990002"


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2026, 3, 16)
    return create_wereld()


def verblijf(client_nr, *, jaar=2025, maand=1, **velden):
    """A month of stay (31 etmalen) for 31.000 cents."""
    dag = date(jaar, maand, 1)
    standaard = {
        "domein": "jeugd", "productcategorie": "43", "productcode": "43R01", "begindatum": dag,
        "einddatum": dag.replace(day=28), "volume": 31, "eenheid": "14",
    }  # fmt: skip
    return create_regel(client_nr, 31_000, **(standaard | velden))


@pytest.fixture
def lake(wereld, tmp_path):
    """Twelve children in stay in Aldervoort at Merelhof; four in Breekerwaard, of whom three at Kwartel; two
    in secure care; the year before only eight, all in Aldervoort. Somebody else has no function."""
    regels = [
        *(verblijf(n) for n in range(12)),
        *(verblijf(n, maand=2) for n in range(12)),
        verblijf(20, gemeente="9902"),
        *(verblijf(n, gemeente="9902", aanbieder=KWARTEL) for n in (21, 22, 23)),
        *(verblijf(n, productcode="43Z01") for n in (30, 31)),
        *(verblijf(n, jaar=2024) for n in range(8)),
        verblijf(40, productcode="43X01"),
        create_regel(50, 500, begindatum=date(2024, 1, 1)),
    ]
    publish_rijen(tmp_path / "lake", regels=regels)
    return Lake(tmp_path / "lake")


@pytest.fixture
def ingericht(wereld, lake):
    """Subregio Kust with Aldervoort and Bos with Breekerwaard; 43R is stay and 43Z secure care."""
    by = wereld.users["beheerder"]
    for code, naam, niveau in (
        ("RA", "Regio A", "regio"),
        ("KUST", "Kust", "subregio"),
        ("BOS", "Bos", "subregio"),
    ):
        register_gebied(code=code, naam=naam, niveau=niveau, by=by, now=NU)
    for lid, gebied in (("KUST", "RA"), ("BOS", "RA"), ("9901", "KUST"), ("9902", "BOS")):
        register_lidmaatschap(lid=lid, gebied=gebied, van=None, bron="Besluit", by=by, now=NU)
    for functie, code in (("verblijf", "43R"), ("jeugdzorgplus", "43Z")):
        register_functieproduct(Koppeling(functie, "43", code), waarom="Proef", by=by, now=NU)
    return wereld


@pytest.fixture
def analist(client, ingericht):
    client.force_login(ingericht.users["analist"])
    return client


def _tabellen(client, adres):
    return {t.naam: t for t, _ in client.get(adres).context["tabellen"]}


def test_pages_per_role(client, wereld):
    wie = {
        FUNCTIES: {"analist", "contractmanager", "controller", "bestuurder"},
        GEBIEDEN: {"analist", "contractmanager", "controller", "bestuurder", "beheerder"},
        PRODUCTEN: {"analist", "beheerder"},
        SCHAAL: {"analist"},
        COHORT: {"analist"},
        NULMETINGEN: {"analist"},
    }
    gezien = {adres: set() for adres in wie}
    for rol in Rol.values:
        client.force_login(wereld.users[rol])
        for adres in wie:
            if client.get(adres).status_code == 200:
                gezien[adres].add(rol)

    assert gezien == wie


@pytest.mark.eis("R1.42", "R1.43", "R1.44", "R1.45", "R1.46", "R1.47", "R1.48", "R1.49")
def test_the_eight_functions_are_a_list_with_a_version(analist):
    lijst = analist.get(FUNCTIES).context["lijst"]

    assert lijst.versie == "2026-1"
    assert list(lijst.namen) == [
        "verblijf", "jeugdzorgplus", "lvb-obc", "mfc", "jggz-intramuraal", "verslavingszorg", "jbjr",
        "crisis",
    ]  # fmt: skip
    assert [f.code for f in lijst.functies if not f.besluit] == ["jbjr"]
    assert [f.code for f in lijst.functies if f.paraat and f.eerst_hulp] == ["crisis"]


@pytest.mark.eis("R1.51")
def test_children_per_function_subregio_and_year(analist):
    tabellen = _tabellen(analist, f"{FUNCTIES}?jaar=2025")

    assert tabellen["gebruik"].rijen == [["24-uurs verblijf", 8, 16], ["JeugdzorgPlus", None, 2]]
    assert [rij[:3] for rij in tabellen["per-gebied"].rijen] == [
        ["24-uurs verblijf", "Bos", 4],
        ["24-uurs verblijf", "Kust", 12],
        ["24-uurs verblijf", "Alle gemeenten samen", 16],
        ["JeugdzorgPlus", "Kust", 2],
        ["JeugdzorgPlus", "Alle gemeenten samen", 2],
    ]
    kust = tabellen["per-gebied"].rijen[1]
    assert kust[3] == pytest.approx(10_000 * 12 / 62_000)
    assert (kust[4], kust[5]) == (24 * 31_000, pytest.approx(24 * 31 / 365))


@pytest.mark.eis("R1.52", "R1.59")
def test_landscape_of_aanbieders(analist):
    tabellen = _tabellen(analist, f"{FUNCTIES}?jaar=2025")

    assert tabellen["aanbieders"].rijen == [["Stichting Merelhof", 13, 2], ["Kwartel Thuis", 3, None]]
    assert [rij[:5] for rij in tabellen["landschap"].rijen] == [
        ["Stichting Merelhof", "24-uurs verblijf", "Kust", 12, 24 * 31_000],
        ["Kwartel Thuis", "24-uurs verblijf", "Bos", 3, 3 * 31_000],
        ["Stichting Merelhof", "JeugdzorgPlus", "Kust", 2, 2 * 31_000],
        ["Stichting Merelhof", "24-uurs verblijf", "Bos", 1, 31_000],
    ]
    assert tabellen["zonder-functie"].rijen == [["43", "43X01", 1, 31_000]]
    assert tabellen["concentratie"].rijen[0][1:4] == [2, pytest.approx(25 / 28), None]


@pytest.mark.eis("R1.52")
def test_an_edition_hides_what_is_small_and_what_would_tell_it(client, ingericht):
    client.force_login(ingericht.users["contractmanager"])
    tabellen = _tabellen(client, f"{FUNCTIES}?jaar=2025")
    dicht = "niet getoond"

    assert set(tabellen) == {"gebruik", "per-gebied", "aanbieders"}
    assert tabellen["gebruik"].rijen == [["24-uurs verblijf", dicht, 16], ["JeugdzorgPlus", None, dicht]]
    # 4 is small; 12 would tell it, with 16 beside it.
    assert [rij[2:] for rij in tabellen["per-gebied"].rijen[:2]] == [[dicht] * 5, [dicht] * 5]
    assert tabellen["aanbieders"].rijen == [
        ["Kwartel Thuis", dicht, None],
        ["Stichting Merelhof", dicht, dicht],
    ]


def test_who_works_for_a_gemeente_and_who_shares_get_rounded_figures(client, ingericht):
    beelden = []
    for rol, vraag in (("bestuurder", ""), ("controller", ""), ("analist", "&voor=publicatie")):
        client.force_login(ingericht.users[rol])
        beelden.append(_tabellen(client, f"{FUNCTIES}?jaar=2025{vraag}")["gebruik"].rijen)

    assert (
        beelden == [[["24-uurs verblijf", "niet getoond", 15], ["JeugdzorgPlus", None, "niet getoond"]]] * 3
    )


def test_a_product_ends_and_the_figures_follow_the_days(analist, ingericht):
    rij = Functieproduct.objects.get(productcode="43R")
    close_functieproduct(rij, tot=date(2025, 1, 31), by=ingericht.users["analist"], now=NU)
    register_functieproduct(
        Koppeling("mfc", "43", "43R", van=date(2025, 2, 1)),
        waarom="Nieuw",
        by=ingericht.users["analist"],
        now=NU,
    )

    rijen = {rij[0]: rij[2:] for rij in _tabellen(analist, f"{FUNCTIES}?jaar=2025")["gebruik"].rijen}
    assert (rijen["24-uurs verblijf"], rijen["Multifunctioneel centrum"]) == ([16], [12])


def test_products_are_linked_on_the_page_and_an_overlap_is_told(analist, ingericht):
    velden = {"functie": "crisis", "categorie": "43", "code": "43C", "waarom": "Crisisbedden"}
    goed = analist.post(PRODUCTEN, SLEUTEL | velden)
    fout = analist.post(PRODUCTEN, {"eenmalig": "m" * 32} | velden | {"functie": "mfc"})

    assert (goed.status_code, fout.status_code) == (302, 400)
    assert "hoort in die tijd al bij Crisisdienst" in fout.content.decode()
    assert Koppeling("crisis", "43", "43C") in list_koppelingen(ingericht.users["analist"])
    assert Gebeurtenis.objects.filter(soort="functieproduct_gekoppeld").count() == 3


def test_the_first_link_keeps_those_of_the_standard(ingericht):
    codes = [(k.functie, k.categorie) for k in list_koppelingen(ingericht.users["analist"]) if not k.code]

    assert sorted(codes) == [("crisis", "46"), ("jbjr", "47"), ("jbjr", "48")]
    with pytest.raises(FunctieFout):
        register_functieproduct(Koppeling("mfc", "46"), waarom="x", by=ingericht.users["analist"], now=NU)


@pytest.mark.eis("R1.54")
def test_the_tree_is_changed_on_the_page_and_seen_per_day(client, ingericht):
    client.force_login(ingericht.users["beheerder"])
    lid = next(li for li in get_gebiedenboom().lidmaatschappen if li.lid == "9902")
    rij = client.get(GEBIEDEN).context["takken"]
    pk = next(lid.pk for gebied, _, _, lid in rij if gebied.code == "9902")
    client.post(f"{GEBIEDEN}/lid/{pk}", SLEUTEL | {"hoe": "einde", "tot": "2025-12-31"})
    nieuw = {"lid": "9902", "gebied": "KUST", "van": "2026-01-01", "bron": "Besluit 7"}
    antwoord = client.post(f"{GEBIEDEN}/lid", {"eenmalig": "m" * 32} | nieuw)

    assert (lid.gebied, antwoord.status_code) == ("BOS", 302)
    boom = get_gebiedenboom()
    assert boom.list_gemeenten("KUST", dag=date(2025, 12, 31)) == ("9901",)
    assert boom.list_gemeenten("KUST", dag=date(2026, 1, 1)) == ("9901", "9902")
    per_dag = [
        [(g.naam, diepte) for g, _, diepte, _ in client.get(f"{GEBIEDEN}?dag={dag}").context["takken"]]
        for dag in ("2025-06-01", "2026-06-01")
    ]
    assert per_dag == [
        [("Regio A", 0), ("Bos", 1), ("Breekerwaard", 2), ("Kust", 1), ("Aldervoort", 2)],
        [("Regio A", 0), ("Bos", 1), ("Kust", 1), ("Aldervoort", 2), ("Breekerwaard", 2)],
    ]


def test_what_does_not_fit_in_the_tree_is_told_above_the_form(client, ingericht):
    client.force_login(ingericht.users["beheerder"])
    antwoord = client.post(f"{GEBIEDEN}/lid", SLEUTEL | {"lid": "9902", "gebied": "KUST", "bron": "x"})

    assert antwoord.status_code == 400
    assert "hoort in die tijd al bij Bos" in antwoord.content.decode()
    with pytest.raises(GebiedFout):
        register_gebied(code="KUST", naam="x", niveau="regio", by=ingericht.users["beheerder"], now=NU)


@pytest.mark.eis("R1.54")
def test_an_area_is_a_choice_on_the_pages_of_the_analyst_only(analist, ingericht):
    kust, alles = (
        analist.get(f"/marktschets?jaar=2025&gemeente={plaats}").context["markt"] for plaats in ("KUST", "")
    )
    assert [m.beeld.schets.kosten.clienten for m in (kust, alles)] == [15, 19]
    assert kust.gemeentenaam == "Kust (subregio)"

    analist.force_login(ingericht.users["contractmanager"])
    dicht = analist.get("/marktschets?jaar=2025&gemeente=KUST").context["markt"]
    assert (dicht.gemeente, "KUST" in dict(dicht.gemeenten)) == ("", False)


def test_the_list_of_areas_as_a_file_is_what_the_command_reads(analist):
    from stelsel.domein.marktschets.gebiedenlijst import parse_gebieden

    tekst = analist.get(f"{GEBIEDEN}?export=csv").content.decode("utf-8-sig")

    assert parse_gebieden(tekst).list_gemeenten("RA", dag=date(2026, 1, 1)) == ("9901", "9902")


@pytest.mark.eis("R1.50")
def test_a_baseline_is_frozen_and_compared_with_now(analist, ingericht, tmp_path):
    antwoord = analist.post(f"{NULMETINGEN}/nieuw", SLEUTEL | {"peildatum": "2025-12-31", "waarom": "Doel"})
    toen = Nulmeting.objects.get()
    meer = [verblijf(n, jaar=2026, maand=1) for n in range(70, 74)]
    with Lake(tmp_path / "lake").publish(
        bron="later", momentopname="later", gegevens_tm=date(2026, 3, 15)
    ) as publicatie:
        from stelsel.lake.tabellen import DECLARATIEREGELS

        publicatie.write(DECLARATIEREGELS, create_frame(DECLARATIEREGELS, meer))
    tabellen = _tabellen(analist, antwoord.url)

    assert [(c["sleutel"], c["kinderen"], c["bedrag"]) for c in toen.inhoud["totalen"]] == [
        (["jeugdzorgplus"], 2, 62_000), (["verblijf"], 16, 28 * 31_000),
    ]  # fmt: skip
    assert Nulmeting.objects.get().inhoud == toen.inhoud
    # March 2025 to February 2026: four new children against sixteen.
    assert tabellen["index"].rijen[0][:5] == ["24-uurs verblijf", "Kinderen", "16", "4", 25.0]
    assert len(tabellen["gebieden"].rijen) == 3


def test_a_baseline_needs_twelve_months_of_data(analist):
    for dag in ("2026-12-31", "2023-06-30"):
        antwoord = analist.post(f"{NULMETINGEN}/nieuw", SLEUTEL | {"peildatum": dag, "waarom": "Doel"})
        assert antwoord.status_code == 400
    assert not Nulmeting.objects.exists()


@pytest.mark.eis("R1.53")
def test_scale_of_a_function_with_a_norm_of_the_analyst(analist):
    pagina = analist.get(f"{SCHAAL}?functie=verblijf&norm=4&zekerheid=80&inwoners=500000").context["pagina"]
    regels = {regel.naam: regel for regel in pagina.regels}

    assert pagina.jaren == (2024, 2025)
    assert pagina.model.kinderen == 16
    assert regels["Kust"].gemeten == 10.0
    assert regels["Kust"].kans > 0.9 > regels["Bos"].kans
    assert regels["Regio A"].verwachting.gemiddeld == pytest.approx(
        regels["Kust"].verwachting.gemiddeld + regels["Bos"].verwachting.gemiddeld
    )
    assert regels["Nederland"].haalt
    assert (pagina.kleinste, pagina.vraag.eigen) == ("regio", True)
    tekst = analist.get(f"{SCHAAL}?functie=verblijf&norm=veel&zekerheid=500").content.decode()
    assert "geen norm uit wet of beleid" in tekst
    assert "Dit kunnen wij niet gebruiken" in tekst


def _publish_clienten(lake, jaren):
    rijen = [
        {"client_nr": nr, "pseudoniem": f"p{nr}", "geboortejaar": jaar, "gemeente": "9901", "huishouden": nr,
         "geslacht": "v"}
        for nr, jaar in jaren.items()
    ]  # fmt: skip
    with lake.publish(bron="mensen", momentopname="mensen", gegevens_tm=date(2026, 3, 15)) as publicatie:
        publicatie.write(CLIENTEN, create_frame(CLIENTEN, rijen))


@pytest.mark.eis("R1.58")
def test_a_cohort_by_age_counted_by_features(analist, lake):
    _publish_clienten(lake, {**dict.fromkeys(range(12), 2008), 20: 2008, 21: 2009, 30: None})
    pagina = analist.get(f"{COHORT}?jaar=2025&van=17&domein=jeugd").context["pagina"]
    kenmerken = {k.naam: {g.waarde: g.clienten for g in k.groepen} for k in pagina.cohort.kenmerken}

    assert (pagina.cohort.clienten, pagina.cohort.bedrag) == (13, 25 * 31_000)
    assert kenmerken["Soort hulp"] == {"43 Wonen met behandeling": 13}
    assert kenmerken["Gemeente"] == {"Aldervoort": 12, "Breekerwaard": 1}
    assert kenmerken["Ook hulp in het jaar ervoor"] == {"Ja": 8, "Nee": 5}
    assert pagina.cohort.zonder_leeftijd == 5

    delen = analist.get(f"{COHORT}?jaar=2025&van=17&domein=jeugd&voor=publicatie")
    gedeeld = {k.naam: [g.clienten for g in k.groepen] for k in delen.context["pagina"].cohort.kenmerken}
    assert gedeeld["Gemeente"] == [None, None]
    assert gedeeld["Ook hulp in het jaar ervoor"] == [None, None]
    klein = analist.get(f"{COHORT}?jaar=2025&van=16&voor=publicatie").context["pagina"].cohort
    assert (klein.clienten, klein.kenmerken) == (None, ())


def test_tables_go_to_a_file_under_the_name_of_their_edition(analist):
    antwoord = analist.get(f"{FUNCTIES}?jaar=2025&tabel=aanbieders&export=csv&voor=publicatie")
    rijen = list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))

    assert "openbaar" in antwoord["Content-Disposition"]
    assert rijen[1:] == [
        ["Kwartel Thuis", "niet getoond", ""],
        ["Stichting Merelhof", "niet getoond", "niet getoond"],
    ]


def test_without_data(client, wereld):
    client.force_login(wereld.users["analist"])
    for adres in (FUNCTIES, SCHAAL, COHORT):
        assert "Er zijn nog geen gegevens." in client.get(adres).content.decode()
    assert client.get(GEBIEDEN).status_code == client.get(f"{NULMETINGEN}/nieuw").status_code == 200
