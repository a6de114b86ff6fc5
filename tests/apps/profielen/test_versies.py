"""Versions of the catalogue: made from what holds or from an example, changed, and approved by another."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from tests.factories.wereld import NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.profielen import actions, queries
from stelsel.apps.profielen.models import Catalogusversie, Profiel, Profielcel
from stelsel.domein.profielen.catalogus import Catalogus, get_standaardassen
from stelsel.domein.profielen.referentie import get_referentie

P1 = get_referentie("westfriesland").catalogus.profielen[0]
BOM = b"\xef\xbb\xbf"
pytestmark = pytest.mark.django_db
BEGIN = {
    "begin": "westfriesland",
    "naam": "Jeugd 2027",
    "vanaf": "2027-01-01",
    "toelichting": "Nieuw contract",
}


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def register(
    wereld: Wereld, vanaf: date = date(2027, 1, 1), sleutel: str = "westfriesland"
) -> Catalogusversie:
    referentie = get_referentie(sleutel)
    kop = actions.Cataloguskop(naam="Jeugd 2027", wet=referentie.wet, vanaf=vanaf, referentie=sleutel)
    return actions.register_catalogus(referentie.catalogus, kop=kop, by=wereld.users["analist"], now=NU)


def approve(wereld: Wereld, versie: Catalogusversie) -> Catalogusversie:
    return actions.approve_catalogus(versie, by=wereld.users["contractmanager"], now=NU)


def get_profielvelden(browser: Browser, adres: str) -> dict[str, str]:
    """What the form on a page would send, as it stands."""
    context = browser.get(adres).context
    velden = {veld.html_name: veld.value() for veld in context["form"]}
    gevuld = {
        naam: waarde for naam, waarde in velden.items() if waarde is not False and waarde not in (None, "")
    }
    return gevuld | dict([context["begin"]])


@pytest.mark.eis("R2.20", "R2.28", "R2.19", "R2.05", "R2.06", "R2.10", "R2.25")
def test_approved_profiles_hold_from_the_first_day(wereld: Wereld) -> None:
    approve(wereld, register(wereld))

    oud, nieuw = (queries.get_profiel("P1", today=dag) for dag in (date(2026, 12, 31), date(2027, 1, 1)))
    assert (oud.versie, oud.naam, oud.totdatum) == (1, "Beter omgaan met gevoelens", date(2026, 12, 31))
    assert (nieuw.versie, nieuw.naam) == (2, "Jongere met psychische of sociale problemen")
    assert [(c.intensiteit, c.maanden_van, c.maanden_tot, c.minuten) for c in nieuw.cellen.all()] == [
        ("Perspectief", 3, 6, 1368),
        ("Intensief", 6, 12, 2196),
    ]
    assert [c.minuten_van for c in nieuw.cellen.all()] == [1026, 1647]
    assert nieuw.functiemix == {"MBO": 0.7, "HBO": 0.3}
    assert nieuw.activiteiten[0] == [
        "Gesprekken en oefenen met jongere en ouders", "MBO", 60, "individueel",
    ]  # fmt: skip
    assert (nieuw.startprofielen, nieuw.perspectief) == (["ontwikkeling"], "Ontwikkeling en herstel")
    assert len(nieuw.kwaliteitseisen) == 2
    assert [p.code for p in queries.list_producten(nieuw)] == [p.code for p in queries.list_producten(oud)]
    assert Profielcel.objects.count() == 26
    assert queries.get_profiel("W1", today=date(2027, 1, 1)).versie == 1


def test_a_concept_changes_nothing_that_holds(wereld: Wereld) -> None:
    register(wereld)

    assert Profiel.objects.get(code="P1").totdatum is None
    assert Profiel.objects.count() == 2


def test_a_profile_that_is_left_out_ends(wereld: Wereld) -> None:
    versie = register(wereld)
    actions.change_catalogus(
        versie,
        lambda catalogus: replace(catalogus, profielen=catalogus.profielen[1:], groepen=()),
        by=wereld.users["analist"],
        now=NU,
    )
    approve(wereld, versie)

    assert Profiel.objects.get(code="P1").totdatum == date(2026, 12, 31)


def test_the_journal_knows_who_and_from_when(wereld: Wereld) -> None:
    versie = approve(wereld, register(wereld))

    rijen = Gebeurtenis.objects.filter(object_sleutel=versie.nummer).order_by("pk")
    assert [(rij.soort, rij.actor) for rij in rijen] == [
        ("catalogus_gemaakt", wereld.users["analist"].username),
        ("catalogus_vastgesteld", wereld.users["contractmanager"].username),
    ]
    assert rijen[1].data == {"vanaf": "2027-01-01", "profielen": 8}


def test_who_wrote_in_it_does_not_approve(wereld: Wereld) -> None:
    versie = register(wereld)

    with pytest.raises(actions.CatalogusNietMogelijk, match="zelf aan deze versie gewerkt"):
        actions.approve_catalogus(versie, by=wereld.users["analist"], now=NU)
    actions.change_catalogus(versie, lambda c: c, by=wereld.users["contractmanager"], now=NU)
    with pytest.raises(actions.CatalogusNietMogelijk, match="zelf aan deze versie gewerkt"):
        approve(wereld, versie)
    with pytest.raises(IntegrityError), transaction.atomic():
        Catalogusversie.objects.filter(pk=versie.pk).update(
            status="vastgesteld", vastgesteld_at=NU, vastgesteld_persoon=versie.gemaakt_persoon
        )


def test_an_approved_version_never_changes(wereld: Wereld) -> None:
    versie = approve(wereld, register(wereld))

    with pytest.raises(actions.CatalogusNietMogelijk, match="verandert niet meer"):
        actions.change_catalogus(versie, lambda c: c, by=wereld.users["analist"], now=NU)
    with pytest.raises(actions.CatalogusNietMogelijk, match="al vastgesteld"):
        approve(wereld, versie)
    assert login(wereld, "analist").get(f"/profielen/catalogus/{versie.nummer}/profiel/P1").status_code == 404


def test_not_before_what_already_holds_and_then_nothing_changes(wereld: Wereld) -> None:
    versie = register(wereld, date(2024, 1, 1))

    with pytest.raises(actions.CatalogusNietMogelijk, match="P1 heeft al een versie vanaf 01-01-2024"):
        approve(wereld, versie)
    assert Profiel.objects.filter(versie__gt=1).count() == 0
    assert Profiel.objects.get(code="P1").totdatum is None


@pytest.mark.eis("R2.08")
def test_a_product_or_a_diagnosis_stops_the_approval(wereld: Wereld) -> None:
    versie = register(wereld)
    actions.change_catalogus(
        versie,
        lambda catalogus: replace(
            catalogus,
            profielen=(
                replace(catalogus.profielen[0], doel="De jongere met ADHD leert plannen."),
                replace(catalogus.profielen[1], uitleg="U krijgt 45A01 thuis."),
                *catalogus.profielen[2:],
            ),
        ),
        by=wereld.users["analist"],
        now=NU,
    )

    with pytest.raises(actions.CatalogusNietMogelijk) as fout:
        approve(wereld, versie)
    assert fout.value.redenen == [
        "Profiel P1: Hier staat een diagnose: adhd. Schrijf wat iemand nodig heeft.",
        "Profiel P2: Hier staat productcode 45A01. Producten horen in de omzetting, niet in een profiel.",
    ]


def test_begin_with_what_holds_now_when_there_is_no_version(wereld: Wereld) -> None:
    assert [p.code for p in queries.get_geldige_catalogus("jw", today=VANDAAG).profielen] == ["P1"]
    approve(wereld, register(wereld))
    assert (
        queries.get_geldige_catalogus("jw", today=date(2027, 1, 1))
        == get_referentie("westfriesland").catalogus
    )
    assert queries.get_geldige_catalogus("wmo", today=date(2023, 1, 1)) == Catalogus(get_standaardassen(), ())


@pytest.mark.eis("R2.01", "R2.02", "R2.04")
def test_by_hand_from_example_to_profiles_in_force(wereld: Wereld) -> None:
    analist, ander = login(wereld, "analist"), login(wereld, "contractmanager")

    antwoord = analist.post("/profielen/catalogus/nieuw", BEGIN | {"eenmalig": "a" * 32})
    versie = Catalogusversie.objects.get()
    adres = f"/profielen/catalogus/{versie.nummer}"
    assert (antwoord.status_code, antwoord.url) == (302, adres)
    profiel = f"{adres}/profiel/P1"
    velden = get_profielvelden(analist, profiel)
    analist.post(profiel, velden)
    assert Catalogusversie.objects.get().get_catalogus() == get_referentie("westfriesland").catalogus
    analist.post(profiel, velden | {"naam": "Weer mee kunnen doen", "uren_Perspectief": "24.5"})
    assen = f"{adres}/assen"
    analist.post(
        assen, get_profielvelden(analist, assen) | {"startprofiel_stabiliteit": "Het blijft goed gaan."}
    )
    assert "Een ander stelt haar vast" in analist.get(adres).content.decode()
    ander.post(f"{adres}/vaststellen", {"eenmalig": "b" * 32})

    nieuw = Profiel.objects.get(code="P1", versie=2)
    assert (nieuw.naam, nieuw.cellen.first().minuten) == ("Weer mee kunnen doen", 1470)
    pagina = ander.get(adres).content.decode()
    assert "Het blijft goed gaan." in pagina
    assert "doelen zijn gericht op houden wat er is" in pagina
    assert "doelen zijn gericht op beter" in pagina


@pytest.mark.parametrize(
    ("veld", "waarde", "melding"),
    [
        ("uren_Perspectief", "", "Perspectief: vul een getal in."),
        ("procent_0", "", "Activiteit 1: vul in wat en hoeveel procent."),
        ("code", "P2", "Deze code is al in gebruik. Kies een andere."),
        ("code", "P 1", "Begin met een letter"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    wereld: Wereld, veld: str, waarde: str, melding: str
) -> None:
    versie = register(wereld)
    browser = login(wereld, "analist")
    adres = f"/profielen/catalogus/{versie.nummer}/profiel/P1"

    antwoord = browser.post(adres, get_profielvelden(browser, adres) | {veld: waarde})

    assert melding in antwoord.content.decode()
    assert Catalogusversie.objects.get().get_catalogus() == get_referentie("westfriesland").catalogus


@pytest.mark.eis("R2.16", "R2.17", "R2.18")
def test_client_groups_are_kept_with_needs_goals_and_profiles(wereld: Wereld) -> None:
    versie = register(wereld)
    browser = login(wereld, "analist")
    adres = f"/profielen/catalogus/{versie.nummer}"
    groep = {
        "code": "G9", "naam": "Kinderen na een scheiding", "behoefte": "Rust en duidelijkheid.",
        "herkomst": "gegevens en deskundigen", "leeftijd_van": "6", "leeftijd_tot": "12",
        "doelen": "Het kind ziet beide ouders.\nEr is geen ruzie bij het halen.",
        "hoofdprofiel": "P3", "ook": ["P1"],
    }  # fmt: skip

    browser.post(f"{adres}/groep", get_profielvelden(browser, f"{adres}/groep") | groep)
    browser.post(f"{adres}/groep/G1", get_profielvelden(browser, f"{adres}/groep/G1") | {"weg": "ja"})
    producten = f"{adres}/producten"
    browser.post(
        producten,
        get_profielvelden(browser, producten) | {"regels": "54C01; blijft een product, per uur betaald"},
    )

    catalogus = Catalogusversie.objects.get().get_catalogus()
    assert [g.code for g in catalogus.groepen] == ["G2", "G3", "G4", "G9"]
    nieuw = catalogus.get_groep("G9")
    assert (nieuw.leeftijd, nieuw.profielen, len(nieuw.doelen)) == ((6, 12), ("P3", "P1"), 2)
    assert catalogus.alternatieven == (("54C01", "blijft een product, per uur betaald"),)
    assert "Kinderen na een scheiding" in browser.get(adres).content.decode()


def test_a_group_points_to_a_profile_of_the_version(wereld: Wereld) -> None:
    versie = register(wereld)
    browser = login(wereld, "analist")

    adres = f"/profielen/catalogus/{versie.nummer}/profiel/P3"
    browser.post(adres, get_profielvelden(browser, adres) | {"weg": "ja"})

    assert [
        p.tekst for p in queries.list_cataloguspunten(Catalogusversie.objects.get()) if p.ernst == "fout"
    ] == ["Profiel P3 staat niet in deze versie. Kies een ander profiel."]


def test_two_versions_side_by_side(wereld: Wereld) -> None:
    eerste, tweede = register(wereld), register(wereld)
    actions.change_catalogus(
        tweede,
        lambda c: replace(c, profielen=(replace(c.profielen[0], naam="Anders"), *c.profielen[2:])),
        by=wereld.users["analist"],
        now=NU,
    )

    antwoord = login(wereld, "analist").get(f"/profielen/catalogus/{tweede.nummer}?met={eerste.nummer}")

    verschil = antwoord.context["tabellen"][0][0]
    assert [rij[:2] for rij in verschil.rijen] == [("Profiel P1", "naam"), ("Profiel P2", "weg")]


@pytest.mark.eis("R2.44")
@pytest.mark.parametrize("soort", ["pdf", "csv", "xlsx", "json"])
def test_published_as_a_file(wereld: Wereld, soort: str) -> None:
    versie = approve(wereld, register(wereld))

    antwoord = login(wereld, "regisseur").get(f"/profielen/catalogus/{versie.nummer}?export={soort}")

    inhoud = antwoord.getvalue() if antwoord.streaming else antwoord.content
    begin = {"pdf": b"%PDF", "xlsx": b"PK", "json": b"{\n", "csv": b"Profiel"}[soort]
    assert inhoud.removeprefix(BOM).startswith(begin)
    if soort == "json":
        data = json.loads(inhoud)
        assert (data["status"], len(data["profielen"]), data["vanaf"]) == ("vastgesteld", 8, "2027-01-01")


@pytest.mark.parametrize(("naam", "status"), [("analist", 200), ("contractmanager", 200), ("regisseur", 404)])
def test_a_concept_is_for_who_makes_versions(wereld: Wereld, naam: str, status: int) -> None:
    versie = register(wereld)
    browser = login(wereld, naam)

    assert browser.get(f"/profielen/catalogus/{versie.nummer}").status_code == status
    assert browser.get("/profielen/catalogus/nieuw").status_code == (200 if status == 200 else 403)
    approve(wereld, versie)
    assert browser.get(f"/profielen/catalogus/{versie.nummer}").status_code == 200


def test_the_catalogue_is_of_the_region(wereld: Wereld) -> None:
    versie = register(wereld)
    for naam in ("analist", "contractmanager"):
        wereld.users[naam].regio = False
        wereld.users[naam].save()

    browser = login(wereld, "contractmanager")
    assert browser.get("/profielen/catalogus/nieuw").status_code == 403
    assert browser.get(f"/profielen/catalogus/{versie.nummer}/assen").status_code == 403
    vaststellen = f"/profielen/catalogus/{versie.nummer}/vaststellen"
    assert browser.post(vaststellen, {"eenmalig": "c" * 32}).status_code == 403


def test_products_that_nobody_could_choose_any_more(wereld: Wereld) -> None:
    versie = register(wereld)
    actions.change_catalogus(
        versie,
        lambda c: replace(c, profielen=(replace(P1, cellen=P1.cellen[:1]), *c.profielen[1:])),
        by=wereld.users["analist"],
        now=NU,
    )

    punten = queries.list_cataloguspunten(Catalogusversie.objects.get())
    assert [p.tekst for p in punten if p.plek == "Profiel P1"] == [
        "Deze producten zijn dan niet meer te kiezen: 45U01."
    ]


@pytest.mark.parametrize("vanaf", ["0001-01-01", "9999-12-31", "31-02-2027", ""])
def test_a_day_that_cannot_be(wereld: Wereld, vanaf: str) -> None:
    velden = BEGIN | {"vanaf": vanaf, "eenmalig": "d" * 32}

    assert login(wereld, "analist").post("/profielen/catalogus/nieuw", velden).status_code == 400
    assert Catalogusversie.objects.count() == 0
