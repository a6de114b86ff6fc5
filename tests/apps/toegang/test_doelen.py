"""Goals point the way of the help; decline that is to be expected is recorded beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.factories.wereld import NU, VANDAAG, Wereld, create_vraag, create_wereld

from stelsel.apps.profielen.models import Profiel
from stelsel.apps.toegang import actions, queries
from stelsel.apps.toegang.models import Doel, Vraag
from stelsel.domein.toegang.begrippen import Doelrichting, Doeltermijn, Hoofddoel, Leefdomein

pytestmark = pytest.mark.django_db
PAST_NIET = (
    "Deze hulp is gericht op dat het goed blijft gaan. Daar hoort een doel bij met „Het blijft zoals het "
    "is” of „De cliënt voelt zich goed bij hoe het is”. Kies die richting, of schrijf op waarom dit doel "
    "toch past."
)
ACHTERUIT = actions.Achteruitgang(
    stappen=2,
    vanaf=date(2026, 1, 1),
    bereikt=date(2028, 1, 1),
    grondslag="arts",
    grondslag_datum=date(2026, 2, 1),
    toelichting="De specialist verwacht dat lopen moeilijker wordt; zie de brief in het dossier.",
)


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG


@pytest.fixture
def wereld() -> Wereld:
    """W1 is help that keeps things as they are."""
    wereld = create_wereld()
    Profiel.objects.filter(code="W1").update(startprofielen=["stabiliteit"])
    return wereld


@pytest.fixture
def browser(wereld: Wereld) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users["regisseur"], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def register(wereld: Wereld, vraag: Vraag, richting: Doelrichting, reden: str = "") -> Doel:
    return actions.register_doel(
        vraag=vraag,
        leefdomein=Leefdomein.DAGELIJKS_LEVEN,
        hoofddoel=Hoofddoel.ZELFREDZAAMHEID,
        tekst="Ik loop zelf naar de winkel.",
        gewicht=1,
        richting=richting,
        termijn=Doeltermijn.LANG,
        afwijking_reden=reden,
        by=wereld.users["regisseur"],
        now=NU,
    )


def choose(wereld: Wereld, vraag: Vraag, code: str = "02A01") -> Vraag:
    return actions.register_profielkeuze(
        vraag=vraag,
        product=wereld.producten[code],
        volume=3,
        ingangsdatum=date(2026, 4, 1),
        einddatum=date(2027, 3, 31),
        by=wereld.users["regisseur"],
        now=NU,
    )


def verwacht(wereld: Wereld, doel: Doel, achteruitgang: actions.Achteruitgang = ACHTERUIT) -> None:
    by = wereld.users["regisseur"]
    actions.register_verwachting(doel=doel, achteruitgang=achteruitgang, by=by, today=VANDAAG, now=NU)


@pytest.mark.eis("R2.01", "R2.02")
def test_goal_that_points_another_way_needs_a_reason(wereld: Wereld) -> None:
    vraag = choose(wereld, create_vraag(wereld, doelen=0))

    with pytest.raises(actions.DoelNietMogelijk) as fout:
        register(wereld, vraag, Doelrichting.VERBETEREN)
    doelen = [
        register(wereld, vraag, Doelrichting.BEHOUDEN),
        register(wereld, vraag, Doelrichting.WELBEVINDEN),
        register(wereld, vraag, Doelrichting.VERBETEREN, "Na de val kan het lopen nog beter worden."),
    ]

    assert str(fout.value) == PAST_NIET
    assert [(d.richting, d.termijn) for d in vraag.doelen.order_by("pk")] == [
        ("behouden", "lang"),
        ("welbevinden", "lang"),
        ("verbeteren", "lang"),
    ]
    assert doelen[2].afwijking_reden == "Na de val kan het lopen nog beter worden."


@pytest.mark.eis("R2.01")
def test_help_to_grow_wants_goals_that_get_better(wereld: Wereld) -> None:
    vraag = choose(wereld, create_vraag(wereld, client="C-1", doelen=0, wet="jw"), "45A01")

    with pytest.raises(actions.DoelNietMogelijk, match="gericht op dat iets beter wordt"):
        register(wereld, vraag, Doelrichting.BEHOUDEN)
    register(wereld, vraag, Doelrichting.VERBETEREN)


def test_without_chosen_help_every_direction_can_be_set_and_the_decision_waits(wereld: Wereld) -> None:
    vraag = create_vraag(wereld, doelen=0)
    doel = register(wereld, vraag, Doelrichting.VERBETEREN)
    choose(wereld, vraag)

    with pytest.raises(actions.BesluitNietMogelijk) as fout:
        actions.approve_besluit(
            vraag=vraag, motivering="Nodig.", by=wereld.users["regisseur"], today=VANDAAG, now=NU
        )
    kwestie = f"Het doel „{doel.tekst}” heeft als richting „Iets wordt beter”. {PAST_NIET}"
    assert kwestie in fout.value.redenen
    actions.change_doel(
        vraag=vraag,
        doel_id=doel.pk,
        richting=Doelrichting.BEHOUDEN,
        termijn=Doeltermijn.KORT,
        by=wereld.users["regisseur"],
        now=NU,
    )
    assert queries.list_richtingbezwaren(Vraag.objects.get(pk=vraag.pk)) == []


@pytest.mark.eis("R2.01", "R2.02")
def test_page_says_why_and_keeps_what_was_typed(wereld: Wereld, browser: Browser) -> None:
    vraag = choose(wereld, create_vraag(wereld, doelen=1))
    adres = reverse("toegang:doelen", args=[vraag.nummer])
    doel = {"tekst": "Ik loop weer.", "leefdomein": "dagelijks", "hoofddoel": "participatie", "gewicht": "1"}

    leeg = browser.get(adres)
    antwoord = browser.post(adres, doel | {"richting": "verbeteren", "termijn": "kort", "eenmalig": "a" * 24})
    wijzig = browser.post(
        reverse("toegang:doel_wijzig", args=[vraag.nummer, vraag.doelen.get().pk]),
        {"richting": "verbeteren", "termijn": "lang", "afwijking_reden": "Kan nog."},
    )

    assert leeg.context["form"]["richting"].value() == "behouden"
    assert list(antwoord.context["form"].non_field_errors()) == [PAST_NIET]
    assert "Ik loop weer." in antwoord.content.decode()
    assert wijzig.url == adres
    assert [(d.richting, d.termijn, d.afwijking_reden) for d in vraag.doelen.all()] == [
        ("verbeteren", "lang", "Kan nog.")
    ]


@pytest.mark.eis("R2.03")
def test_expected_decline_is_kept_with_its_ground_and_never_changed(wereld: Wereld) -> None:
    doel = create_vraag(wereld).doelen.get()

    verwacht(wereld, doel)
    verwacht(wereld, doel, replace(ACHTERUIT, stappen=1, toelichting="Het gaat trager."))
    nu = queries.get_verwachting(doel)
    verwacht(wereld, doel, replace(ACHTERUIT, stappen=0, toelichting="De medicijnen helpen."))

    assert nu is not None
    assert nu.stappen == 1
    assert queries.get_verwachting(doel) is None
    assert [(v.stappen, v.vastgelegd_datum) for v in queries.list_verwachtingen(doel)] == [
        (0, VANDAAG),
        (1, VANDAAG),
        (2, VANDAAG),
    ]


@pytest.mark.parametrize(
    ("richting", "anders", "woorden"),
    [
        pytest.param("verbeteren", {}, "past geen verwachte achteruitgang", id="goal to get better"),
        pytest.param("behouden", {"stappen": 5}, "1 tot 4 stappen", id="off the scale"),
        pytest.param("behouden", {"stappen": 0}, "1 tot 4 stappen", id="nothing to withdraw"),
        pytest.param("behouden", {"bereikt": date(2026, 1, 1)}, "ligt na de dag", id="no time"),
        pytest.param(
            "behouden", {"grondslag_datum": date(2027, 1, 1)}, "ligt na vandaag", id="no ground yet"
        ),
    ],
)
def test_decline_that_cannot_be_recorded(
    wereld: Wereld, richting: str, anders: dict[str, object], woorden: str
) -> None:
    doel = create_vraag(wereld).doelen.get()
    doel.richting = richting
    doel.save()

    with pytest.raises(actions.VerwachtingNietMogelijk, match=woorden):
        verwacht(wereld, doel, replace(ACHTERUIT, **anders))  # type: ignore[arg-type]  # from the table
    assert queries.list_verwachtingen(doel) == []


def test_page_records_decline_and_shows_it(wereld: Wereld, browser: Browser) -> None:
    doel = create_vraag(wereld).doelen.get()
    adres = reverse("toegang:verwachting", args=[doel.pk])
    velden = {naam: str(getattr(ACHTERUIT, naam)) for naam in ACHTERUIT.__dataclass_fields__}

    antwoord = browser.post(adres, velden | {"eenmalig": "b" * 24})
    tekst = " ".join(browser.get(adres).content.decode().split())

    assert antwoord.url == adres
    assert "2 stappen achteruit, van 1 januari 2026 tot 1 januari 2028." in tekst
    assert "Oordeel van een arts van 1 februari 2026" in tekst
