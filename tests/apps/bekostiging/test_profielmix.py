"""From the activities of a profiel to a cost price and back: what it began with, and if it still is so."""

from dataclasses import replace
from datetime import date

import pytest
from tests.factories.wereld import NU, VANDAAG, create_wereld

from stelsel.apps.bekostiging.models import Kostprijsberekening
from stelsel.apps.profielen.actions import (
    Cataloguskop,
    approve_catalogus,
    change_catalogus,
    register_catalogus,
)
from stelsel.domein.bekostiging.kostprijsinvoer import parse_kostprijs
from stelsel.domein.profielen.catalogus import GROEP, Activiteit, Mixbron
from stelsel.domein.profielen.referentie import get_referentie

pytestmark = pytest.mark.django_db
NIEUW = "/bekostiging/kostprijs/nieuw"
OPEN = {
    "ort": 0, "niet_clientgebonden": 20, "reiskosten_per_uur": "1.10", "verplichtingen": 2,
    "materieel_per_uur": "1.5", "bruto_maand_1": 3200, "bruto_maand_2": 3950,
}  # fmt: skip
MIX = (
    Activiteit("Oefenen in een groep", "MBO", 60, GROEP),
    Activiteit("Oefenen thuis", "MBO", 10),
    Activiteit("Gesprekken met ouders", "HBO", 30),
)


@pytest.fixture
def wereld(settings):
    settings.STELSEL_VANDAAG = date(2027, 2, 1)
    return create_wereld()


def approve(wereld, vanaf, activiteiten=MIX):
    """A version whose P1 has this mix, known from the claims of 2025."""
    kop = Cataloguskop(naam=f"Vanaf {vanaf}", wet="jw", vanaf=vanaf, referentie="westfriesland")
    inhoud = get_referentie("westfriesland").catalogus
    versie = register_catalogus(inhoud, kop=kop, by=wereld.users["analist"], now=NU)
    bron = Mixbron("uit de historie", "declaraties 2025", VANDAAG)
    p1 = replace(inhoud.profielen[0], activiteiten=activiteiten, mixbron=bron)
    change_catalogus(
        versie,
        lambda c: replace(c, profielen=(p1, *c.profielen[1:])),
        by=wereld.users["analist"],
        now=NU,
    )
    return approve_catalogus(versie, by=wereld.users["contractmanager"], now=NU)


def login(client, wereld):
    client.force_login(wereld.users["analist"])
    return client


def send(client, adres, **anders):
    """The form as a page opens it, with what is open filled in."""
    context = client.get(adres).context
    begin = {naam: waarde for naam, waarde in context["form"].initial.items() if waarde is not None}
    kop = {"eenmalig": "k" * 32, "vorm": "velden", "cel": context["cel"].pk}
    return client.post(NIEUW, kop | begin | OPEN | anders)


@pytest.mark.eis("R2.19")
def test_the_mix_of_a_profiel_becomes_a_cost_price_and_each_leads_to_the_other(client, wereld) -> None:
    approve(wereld, date(2027, 1, 1))
    login(client, wereld)
    profiel = client.get("/profielen/P1").content.decode()
    assert "/bekostiging/kostprijs/nieuw?profiel=P1" in profiel
    assert "Uit de historie: declaraties 2025 (16-03-2026)." in profiel

    antwoord = send(client, f"{NIEUW}?profiel=P1&intensiteit=Intensief")

    berekening = Kostprijsberekening.objects.get()
    assert str(berekening.profielcel) == "P1 Intensief"
    invoer = parse_kostprijs(berekening.invoer)
    assert {naam: float(deel) for naam, deel in invoer.mix.items()} == {"MBO": 0.7, "HBO": 0.3}
    assert float(invoer.traject.uren) == 36.6
    pagina = client.get(antwoord.url).content.decode()
    assert "zelfde mix en uren" in pagina
    assert 'href="/profielen/P1"' in pagina
    terug = client.get("/profielen/P1").content.decode()
    assert berekening.nummer in terug
    assert "die van het profiel van nu" in terug
    lijst = client.get("/bekostiging/kostprijs?zoek=P1").context["table"].rows
    assert [rij.record for rij in lijst] == [berekening]


def test_another_mix_than_that_of_the_profiel_is_told(client, wereld) -> None:
    approve(wereld, date(2027, 1, 1))

    antwoord = send(login(client, wereld), f"{NIEUW}?profiel=P1", aandeel_1=60, aandeel_2=40)

    assert client.get(antwoord.url).context["mixverschillen"] == [
        "de mix is MBO 60 %, HBO 40 %; in het profiel MBO 70 %, HBO 30 %"
    ]
    assert "anders dan in het profiel van nu" in client.get("/profielen/P1").content.decode()


def test_a_profiel_that_changed_later_is_told_at_the_price(client, wereld) -> None:
    approve(wereld, date(2027, 1, 1))
    antwoord = send(login(client, wereld), f"{NIEUW}?profiel=P1")
    assert client.get(antwoord.url).context["celverschil"] == []

    approve(wereld, date(2027, 1, 15), (Activiteit("Alles", "HBO", 100),))

    pagina = client.get(antwoord.url)
    assert pagina.context["celverschil"] == [
        "Profiel P1 heeft sinds 15-01-2027 een andere mix of andere uren. Maak een nieuwe kostprijs."
    ]
    assert pagina.context["mixverschillen"] == []


def test_salaries_of_an_earlier_price_stay(client, wereld) -> None:
    approve(wereld, date(2027, 1, 1))
    eerste = send(login(client, wereld), f"{NIEUW}?profiel=P1").url.rpartition("/")[2]

    begin = client.get(f"{NIEUW}?profiel=P1&intensiteit=Intensief&van={eerste}").context["form"].initial

    assert [begin[naam] for naam in ("naam_1", "bruto_maand_1", "aandeel_1", "naam_2", "bruto_maand_2")] == [
        "MBO", 3200, 70, "HBO", 3950,
    ]  # fmt: skip
    assert float(begin["uren"]) == 36.6


@pytest.mark.parametrize("vraag", ["profiel=ZZ", "profiel=", "profiel=P1&intensiteit=Onbekend"])
def test_an_unknown_profiel_or_intensity_gives_the_plain_form(client, wereld, vraag) -> None:
    assert login(client, wereld).get(f"{NIEUW}?{vraag}").status_code == 200


@pytest.mark.eis("R2.41")
def test_individual_and_group_are_one_product_and_told_apart_for_insight(client, wereld) -> None:
    versie = approve(wereld, date(2027, 1, 1))
    login(client, wereld)

    tekst = " ".join(client.get("/profielen/P1").content.decode().split())

    assert "60 % van de uren is in een groep. Het blijft één product met één code." in tekst
    tabellen = {t.naam: t for t, _ in client.get(f"/profielen/catalogus/{versie.nummer}").context["tabellen"]}
    assert [rij[1:5] for rij in tabellen["activiteiten"].rijen if rij[0] == "P1"] == [
        ("Oefenen in een groep", "MBO", "in een groep", 60),
        ("Oefenen thuis", "MBO", "individueel", 10),
        ("Gesprekken met ouders", "HBO", "individueel", 30),
    ]
