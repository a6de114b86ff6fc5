"""The steps in which something is chosen: what stands on the page, what counts as one choice, and that
nothing typed is lost when a step is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.factories.wereld import MERELHOF, NU, VANDAAG, Wereld, create_vraag, create_wereld

from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang import actions, queries
from stelsel.apps.toegang.models import Vraag
from stelsel.domein.toegang.begrippen import Leefdomein, Wet
from stelsel.domein.toegang.categorieen import get_categorienaam

pytestmark = pytest.mark.django_db

ROLSTOEL = "11A01"


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = date(2026, 3, 16)


@pytest.fixture
def wereld() -> Wereld:
    """With one Wmo product outside the profiles."""
    wereld = create_wereld()
    wereld.producten[ROLSTOEL] = Product.objects.create(
        wet="wmo", categorie="11", code=ROLSTOEL, naam="Rolstoel", eenheid="84", frequentie="2"
    )
    return wereld


@pytest.fixture
def browser(wereld: Wereld) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users["regisseur"], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def choose(wereld: Wereld, vraag: Vraag, code: str) -> None:
    actions.register_profielkeuze(
        vraag=vraag,
        product=wereld.producten[code],
        volume=3,
        ingangsdatum=date(2026, 4, 1),
        einddatum=date(2027, 3, 31),
        by=wereld.users["regisseur"],
        now=NU,
    )


def test_profile_with_intensities_and_what_they_cost(wereld: Wereld) -> None:
    vraag = create_vraag(wereld)

    keuzes = queries.list_profielkeuzes(vraag, peildatum=VANDAAG)

    gevonden = [
        (keuze.profiel.code, deel.naam, cel.naam, cel.uitleg)
        for keuze in keuzes
        for deel in keuze.intensiteiten
        for cel in deel.cellen
    ]
    assert gevonden == [
        (
            "W1",
            "Duurzaam-licht",
            "Begeleiding thuis",
            "Meestal 3 uur per week, 12 maanden. € 62,50 tot € 64,00 per uur, bij 2 aanbieders.",
        ),
        (
            "W1",
            "Duurzaam-zwaar",
            "Dagbesteding",
            "Meestal 100 dagdelen in totaal, 12 maanden. € 41,50 per dagdeel, bij 1 aanbieder.",
        ),
    ]


def test_profile_without_contract_says_so(wereld: Wereld) -> None:
    vraag = create_vraag(wereld)

    [keuze] = queries.list_profielkeuzes(vraag, peildatum=date(2029, 1, 1))

    assert keuze.intensiteiten[0].cellen[0].uitleg == (
        "Meestal 3 uur per week, 12 maanden. Nu geen aanbieder met een contract."
    )


def test_products_named_after_their_profile_differ_in_how_they_are_paid(wereld: Wereld) -> None:
    vraag = create_vraag(wereld)
    profiel = wereld.producten["02A01"].profiel
    for code, eenheid, volume, maanden in (("02P1I", "04", 37, 10), ("10P1I", "83", 283_500, 10)):
        Product.objects.create(
            wet="wmo",
            categorie=code[:2],
            code=code,
            naam="Zelfstandig thuis wonen, tot een jaar",
            eenheid=eenheid,
            profiel=profiel,
            intensiteit="Intensief",
            standaard_volume=volume,
            standaard_maanden=maanden,
        )

    [keuze] = queries.list_profielkeuzes(vraag, peildatum=VANDAAG)

    eerste = keuze.intensiteiten[0]
    assert eerste.naam == "Intensief: tot een jaar"
    assert [(cel.naam, cel.uitleg.split(". ")[0]) for cel in eerste.cellen] == [
        ("Betaald per uur", "Meestal 37 uur in totaal, 10 maanden"),
        ("Vast bedrag voor het resultaat", "Meestal € 2.835,00 in totaal, 10 maanden"),
    ]


def test_other_help_by_name_of_category(wereld: Wereld) -> None:
    groepen = queries.list_overige_hulp("wmo")

    assert groepen == [("Rolstoelen", [wereld.producten[ROLSTOEL]])]


@pytest.mark.parametrize(
    ("wet", "categorie", "naam"),
    [
        (Wet.JEUGDWET, "44", "Wonen en logeren zonder behandeling"),
        (Wet.WMO, "11", "Rolstoelen"),
        (Wet.WMO, "44", "44"),
    ],
)
def test_name_of_category(wet: Wet, categorie: str, naam: str) -> None:
    assert get_categorienaam(wet, categorie) == naam


@pytest.mark.parametrize(
    ("eerder", "product", "anders", "gekozen"),
    [
        pytest.param("", "02A01", "", "02A01", id="profile"),
        pytest.param("", "", ROLSTOEL, ROLSTOEL, id="other help"),
        pytest.param("", "geen", ROLSTOEL, ROLSTOEL, id="other help, said so"),
        pytest.param("02A01", "02A01", ROLSTOEL, ROLSTOEL, id="other help instead of a profile"),
        pytest.param(ROLSTOEL, "02A01", ROLSTOEL, "02A01", id="a profile instead of other help"),
        pytest.param("", "02A01", ROLSTOEL, "", id="both at once"),
        pytest.param("", "geen", "", "", id="neither"),
        pytest.param("02A01", "", "", "02A01", id="nothing typed: as it was"),
    ],
)
def test_one_choice_of_two_fields(
    wereld: Wereld, browser: Browser, eerder: str, product: str, anders: str, gekozen: str
) -> None:
    vraag = create_vraag(wereld)
    if eerder:
        choose(wereld, vraag, eerder)
    velden = {
        naam: str(wereld.producten[code].pk) if code in wereld.producten else code
        for naam, code in (("product", product), ("anders", anders))
    }

    browser.post(reverse("toegang:profiel", args=[vraag.nummer]), velden)

    vraag.refresh_from_db()
    assert (vraag.product.code if vraag.product else "") == gekozen


def test_refused_choice_stays_on_the_page(wereld: Wereld, browser: Browser) -> None:
    vraag = create_vraag(wereld)
    velden = {"product": wereld.producten["07D01"].pk, "anders": wereld.producten[ROLSTOEL].pk}

    antwoord = browser.post(reverse("toegang:profiel", args=[vraag.nummer]), velden)

    form = antwoord.context["form"]
    assert list(form.non_field_errors()) == ["Kies een profiel of andere hulp, niet allebei."]
    assert [(profiel.code, gekozen) for profiel, gekozen, _ in form.groepen()] == [("W1", True)]
    assert f'<option value="{wereld.producten[ROLSTOEL].pk}" selected>' in antwoord.content.decode()


def test_another_product_says_that_the_aanbieder_must_be_chosen_again(
    wereld: Wereld, browser: Browser
) -> None:
    vraag = create_vraag(wereld)
    choose(wereld, vraag, "02A01")
    actions.register_aanbiederkeuze(vraag=vraag, agb=MERELHOF, reden="", by=wereld.users["regisseur"], now=NU)

    antwoord = browser.post(
        reverse("toegang:profiel", args=[vraag.nummer]),
        {"product": wereld.producten["07D01"].pk, "reden": "Thuis is het te stil."},
        follow=True,
    )

    assert [str(melding) for melding in antwoord.context["messages"]] == [
        "De hulp is veranderd. Kies daarom opnieuw een aanbieder."
    ]


@pytest.mark.eis("R5.22")
def test_aanbieders_by_name_without_tariff(wereld: Wereld, browser: Browser) -> None:
    vraag = create_vraag(wereld)
    choose(wereld, vraag, "02A01")

    antwoord = browser.get(reverse("toegang:aanbieder", args=[vraag.nummer]))

    rijen = [(optie.naam, resultaten) for _, optie, resultaten, _ in antwoord.context["rijen"]]
    assert rijen == [("Kwartel Thuis", []), ("Stichting Merelhof", [])]
    assert antwoord.content.decode().count("Nog te weinig cliënten") == 2
    assert "€" not in antwoord.content.decode()


def test_text_typed_while_somebody_else_decided_stays_on_the_page(wereld: Wereld, browser: Browser) -> None:
    vraag = create_vraag(wereld)
    actions.register_leefdomeinbeeld(
        vraag=vraag, beelden=[actions.Beeld(Leefdomein.NETWERK, 3)], by=wereld.users["regisseur"], now=NU
    )
    actions.reject_besluit(
        vraag=vraag, motivering="Nee.", by=wereld.users["regisseur"], today=VANDAAG, now=NU
    )

    antwoord = browser.post(
        reverse("toegang:gesprek", args=[vraag.nummer]), {"melding": "eigen", "vraag": "Lang verhaal."}
    )

    assert list(antwoord.context["form"].non_field_errors()) == [str(actions.VraagGesloten())]
    assert "Lang verhaal." in antwoord.content.decode()


@pytest.mark.parametrize(
    ("doelen", "domeinen", "knop", "pagina"),
    [
        pytest.param(0, [], "Verder met stap 2", "leefdomeinen", id="nothing yet"),
        pytest.param(0, [Leefdomein.NETWERK], "Verder met stap 3", "doelen", id="domains"),
        pytest.param(1, [Leefdomein.NETWERK], "Verder met stap 4", "profiel", id="goals"),
    ],
)
def test_task_list_leads_to_the_next_step(
    wereld: Wereld, browser: Browser, doelen: int, domeinen: list[Leefdomein], knop: str, pagina: str
) -> None:
    vraag = create_vraag(wereld, doelen=doelen)
    beelden = [actions.Beeld(domein, 3) for domein in domeinen]
    actions.register_leefdomeinbeeld(vraag=vraag, beelden=beelden, by=wereld.users["regisseur"], now=NU)

    tekst = browser.get(reverse("toegang:vraag", args=[vraag.nummer])).content.decode()

    adres = reverse(f"toegang:{pagina}", args=[vraag.nummer])
    assert f'<a class="nl-button nl-button--primary" href="{adres}">{knop}</a>' in tekst


@pytest.mark.parametrize(("knop", "naar"), [({}, "doelen"), ({"verder": "ja"}, "profiel")])
def test_goal_is_saved_whichever_button(
    wereld: Wereld, browser: Browser, knop: dict[str, str], naar: str
) -> None:
    vraag = create_vraag(wereld, doelen=0)
    doel = {
        "tekst": "Weer koken.",
        "leefdomein": "netwerk",
        "hoofddoel": "participatie",
        "gewicht": "1",
        "richting": "behouden",
        "termijn": "kort",
    }

    antwoord = browser.post(
        reverse("toegang:doelen", args=[vraag.nummer]), doel | knop | {"eenmalig": "a" * 24}
    )

    assert antwoord.url == reverse(f"toegang:{naar}", args=[vraag.nummer])
    assert [doel.tekst for doel in vraag.doelen.all()] == ["Weer koken."]


def test_goal_starts_at_the_domain_where_it_goes_worst(wereld: Wereld, browser: Browser) -> None:
    vraag = create_vraag(wereld, doelen=0)
    beelden = [actions.Beeld(Leefdomein.FINANCIEN, 3), actions.Beeld(Leefdomein.NETWERK, 1)]
    actions.register_leefdomeinbeeld(vraag=vraag, beelden=beelden, by=wereld.users["regisseur"], now=NU)

    antwoord = browser.get(reverse("toegang:doelen", args=[vraag.nummer]))

    assert antwoord.context["form"]["leefdomein"].value() == "netwerk"
