"""Demands of profielen that go into a tender: taken over with their version, and beside those of now."""

from dataclasses import replace
from datetime import date

import pytest
from tests.factories.wereld import NU, VANDAAG, create_wereld

from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.profielen.actions import (
    Cataloguskop,
    approve_catalogus,
    change_catalogus,
    register_catalogus,
)
from stelsel.apps.verwerving.actions import EisenNietMogelijk, register_eisenlijst
from stelsel.apps.verwerving.models import Eisenlijst
from stelsel.domein.profielen.referentie import get_referentie

pytestmark = pytest.mark.django_db
NIEUW = "/verwerving/eisen/nieuw"


@pytest.fixture
def wereld(settings):
    settings.STELSEL_VANDAAG = date(2027, 2, 1)
    return create_wereld()


def create_versie(wereld, vanaf=date(2027, 1, 1), eis="Elke week overleg met school.", *, vastgesteld=True):
    kop = Cataloguskop(naam=f"Vanaf {vanaf}", wet="jw", vanaf=vanaf, referentie="westfriesland")
    inhoud = get_referentie("westfriesland").catalogus
    versie = register_catalogus(inhoud, kop=kop, by=wereld.users["analist"], now=NU)
    p1 = replace(inhoud.profielen[0], kwaliteitseisen=("Twee begeleiders.", eis))
    change_catalogus(
        versie, lambda c: replace(c, profielen=(p1, *c.profielen[1:])), by=wereld.users["analist"], now=NU
    )
    return approve_catalogus(versie, by=wereld.users["contractmanager"], now=NU) if vastgesteld else versie


def login(client, wereld, naam="contractmanager"):
    client.force_login(wereld.users[naam])
    return client


def keep(client, versie, **anders):
    velden = {
        "eenmalig": "e" * 32, "catalogus": versie.nummer, "van": "", "perceel": "Jeugd ambulant",
        "profielen": ["P1"], "eigen": "Bereikbaar op werkdagen.\n\nMeldt klachten binnen een week.",
    }  # fmt: skip
    return client.post(NIEUW, velden | anders)


@pytest.mark.eis("R2.28")
def test_demands_flow_from_the_profiel_into_the_tender_with_their_version(client, wereld) -> None:
    versie = create_versie(wereld)
    login(client, wereld)
    assert (
        f'href="{NIEUW}?catalogus={versie.nummer}"'
        in client.get(f"/profielen/catalogus/{versie.nummer}").content.decode()
    )

    antwoord = keep(client, versie)

    lijst = Eisenlijst.objects.get()
    naam = "Jongere met psychische of sociale problemen"
    assert lijst.eisen == [["P1", naam, "Twee begeleiders."], ["P1", naam, "Elke week overleg met school."]]
    assert lijst.eigen == ["Bereikbaar op werkdagen.", "Meldt klachten binnen een week."]
    pagina = client.get(antwoord.url)
    assert pagina.context["verschillen"] == 0
    assert versie.nummer in pagina.content.decode()
    csv = client.get(f"{antwoord.url}?export=csv").content.decode("utf-8-sig").splitlines()
    assert csv[1:5] == [
        f"P1 {naam};Twee begeleiders.",
        f"P1 {naam};Elke week overleg met school.",
        "Hele perceel;Bereikbaar op werkdagen.",
        "Hele perceel;Meldt klachten binnen een week.",
    ]
    assert Gebeurtenis.objects.get(soort="eisenlijst_gemaakt").data["catalogus"] == versie.nummer


def test_a_later_catalogue_is_told_and_the_list_stays_what_it_was(client, wereld) -> None:
    adres = keep(login(client, wereld), create_versie(wereld)).url

    later = create_versie(wereld, date(2027, 1, 15), "Elke maand overleg met school.")

    pagina = client.get(adres)
    assert [rij[1:] for rij in pagina.context["tabellen"][1][0].rijen] == [
        ("nieuw in de catalogus", "Elke maand overleg met school."),
        ("niet meer", "Elke week overleg met school."),
    ]
    eerste = Eisenlijst.objects.get()
    begin = client.get(f"{NIEUW}?van={eerste.nummer}")
    assert (begin.context["versie"], begin.context["form"].initial["profielen"]) == (later, ["P1"])
    tweede = keep(client, later, van=eerste.nummer, eenmalig="f" * 32).url
    assert client.get(tweede).context["verschillen"] == 0
    assert list(Eisenlijst.objects.order_by("pk").values_list("versie", "vorige__nummer")) == [
        (1, None),
        (2, eerste.nummer),
    ]
    eerste.refresh_from_db()
    assert eerste.eisen[1][2] == "Elke week overleg met school."


def test_not_from_a_concept_and_not_of_nothing(client, wereld) -> None:
    concept = create_versie(wereld, vastgesteld=False)
    velden = {"perceel": "X", "codes": ["P1"], "eigen": [], "vorige": None, "now": NU}
    with pytest.raises(EisenNietMogelijk, match="niet vastgesteld"):
        register_eisenlijst(concept, **velden, by=wereld.users["analist"])
    assert keep(login(client, wereld), concept).status_code == 404
    versie = create_versie(wereld)
    leeg = keep(client, versie, profielen=[], eigen="")
    assert (leeg.status_code, Eisenlijst.objects.count()) == (400, 0)
    assert "staan geen eisen" in leeg.content.decode()


def test_for_the_region_only_and_empty_without_catalogue(client, wereld, settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG
    assert "nog geen vastgestelde catalogus" in login(client, wereld).get(NIEUW).content.decode()
    assert login(client, wereld, "controller").get(NIEUW).status_code == 403
    assert login(client, wereld, "aanbieder").get("/verwerving/eisen").status_code == 403
    wereld.users["analist"].regio = False
    wereld.users["analist"].save()
    assert login(client, wereld, "analist").get("/verwerving/eisen").status_code == 403
