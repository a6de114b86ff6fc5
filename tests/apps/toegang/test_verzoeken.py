"""The pages of requests: who sees what, and deciding in two steps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from tests.factories.wereld import (
    ALDERVOORT,
    KWARTEL,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_toewijzing,
    create_wereld,
)

from stelsel.apps.bekostiging.actions.plafond import Plafondwens, register_plafond
from stelsel.apps.bekostiging.models import Plafond
from stelsel.apps.journal.models import Gebeurtenis, Inzage
from stelsel.apps.toegang import actions
from stelsel.apps.toegang.actions import Aanvraagwens, Persoonswens, Productwens, Verzoekgegevens
from stelsel.apps.toegang.forms import AanvraagForm
from stelsel.apps.toegang.models import Aanvraag, Client, Toewijzing, Verzoek
from stelsel.domein.toegang.afspraak import Afspraak, Overleg
from stelsel.domein.toegang.verzoek import Productverzoek, Verzoeksoort
from stelsel.kern.nummers import bsn_testnummers

pytestmark = pytest.mark.django_db
UUR_PER_WEEK = {"eenheid": "04", "frequentie": "2"}


@pytest.fixture
def wereld(settings: Any) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


def open_als(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam])
    return browser


def create_verzoek(wereld: Wereld, *producten: Productwens, **velden: Any) -> Verzoek:
    """A VOT of Merelhof for C-2: three hours of 02A01 a week from 1 April on."""
    aangevraagd = Productwens(
        soort=Productverzoek.AANGEVRAAGD,
        categorie="02",
        code="02A01",
        ingangsdatum=date(2026, 4, 1),
        einddatum=date(2026, 12, 31),
        volume=3,
        verwijzer_type="02",
        **UUR_PER_WEEK,
    )
    gegevens: dict[str, Any] = {
        "gemeentecode": ALDERVOORT,
        "agb": MERELHOF,
        "wet": "wmo",
        "soort": Verzoeksoort.VOT,
        "bsn": wereld.clienten["C-2"].bsn,
        "dagtekening": VANDAAG,
        "ontvangen_datum": VANDAAG,
        "bericht_sleutel": f"WMO315 {MERELHOF} 1",
        "aanvragen": [Aanvraagwens("VOT1", producten or (aangevraagd,))],
    }
    return actions.register_verzoek(gegevens=Verzoekgegevens(**(gegevens | velden)), now=NU)


def create_vow(wereld: Wereld, toewijzing: Toewijzing) -> Verzoek:
    """From three to five hours a week, from 1 June on."""
    wijzigen = Productwens(
        soort=Productverzoek.TE_WIJZIGEN,
        toewijzing_nummer=toewijzing.toewijzing_nummer,
        ingangsdatum=date(2026, 6, 1),
        einddatum=toewijzing.einddatum,
        volume=5,
        **UUR_PER_WEEK,
    )
    return create_verzoek(wereld, wijzigen, soort=Verzoeksoort.VOW, reden_verzoek="1")


def get_adres(verzoek: Verzoek) -> str:
    return f"/toegang/verzoek/{verzoek.nummer}"


def get_besluitadres(verzoek: Verzoek) -> str:
    return f"{get_adres(verzoek)}/besluit/{verzoek.aanvragen.get().pk}"


def beslis(browser: Browser, verzoek: Verzoek, **antwoorden: str) -> Any:
    """Both steps: the answers, and the same answers confirmed."""
    adres = get_besluitadres(verzoek)
    controle = browser.post(adres, {"eenmalig": "k" * 24, **antwoorden})
    assert "Klopt uw besluit?" in controle.content.decode()
    assert Aanvraag.objects.filter(verzoek=verzoek, status="ontvangen").exists()
    return browser.post(adres, {"eenmalig": "s" * 24, "bevestigd": "1", **antwoorden}, follow=True)


def test_the_list_shows_own_requests_only_and_logs_the_look(wereld: Wereld) -> None:
    verzoek = create_verzoek(wereld)

    for naam, ziet in (
        ("regisseur", True),
        ("aanbieder", True),
        ("regisseur2", False),
        ("aanbieder2", False),
    ):
        tekst = open_als(wereld, naam).get("/toegang/verzoeken").content.decode()
        assert (verzoek.nummer in tekst) is ziet, naam

    assert Inzage.objects.filter(client_nummer="C-2", pagina="/toegang/verzoeken").count() == 2


@pytest.mark.parametrize(
    ("vraag", "aantal"),
    [
        ("status=open", 1),
        ("status=gehonoreerd", 0),
        ("termijn=week", 1),
        ("termijn=te_laat", 0),
        ("wet=jw", 0),
    ],
)
def test_filters(wereld: Wereld, vraag: str, aantal: int) -> None:
    verzoek = create_verzoek(wereld)

    tekst = open_als(wereld, "backoffice").get(f"/toegang/verzoeken?{vraag}").content.decode()

    assert tekst.count(f">{verzoek.nummer}<") == aantal


def test_a_vow_stands_beside_what_is_allocated(wereld: Wereld) -> None:
    verzoek = create_vow(wereld, create_toewijzing(wereld, toewijzing_nummer="1000"))

    tekst = open_als(wereld, "regisseur").get(get_adres(verzoek)).content.decode()

    for deel in (
        "3 uur per week, vanaf 01-01-2026 tot en met 31-12-2026",
        "5 uur per week, vanaf 01-06-2026 tot en met 31-12-2026",
        "De situatie van de cliënt is veranderd",
        "23 maart 2026",
        "€ 3.968,00 meer",  # 31 weeks, two hours more, at 64 euros
    ):
        assert deel in tekst, deel


def test_a_vow_that_is_so_already_still_tells_what_was_asked(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld, toewijzing_nummer="1000")
    gevraagd = Productwens(
        soort=Productverzoek.TE_WIJZIGEN,
        toewijzing_nummer=toewijzing.toewijzing_nummer,
        ingangsdatum=toewijzing.ingangsdatum,
        einddatum=date(2027, 3, 31),
        volume=3,
        **UUR_PER_WEEK,
    )
    verzoek = create_verzoek(wereld, gevraagd, soort=Verzoeksoort.VOW, reden_verzoek="1")

    tekst = beslis(open_als(wereld, "regisseur"), verzoek, uitkomst="honoreren").content.decode()

    assert tekst.count("3 uur per week, vanaf 01-01-2026 tot en met 31-03-2027") == 2
    assert "Blijft zoals het is" not in tekst


def test_the_aanbieder_sees_the_state_and_no_more(wereld: Wereld) -> None:
    verzoek = create_vow(wereld, create_toewijzing(wereld, toewijzing_nummer="1000"))
    by = wereld.users["regisseur"]
    actions.register_onderzoek(aanvraag=verzoek.aanvragen.get(), by=by, now=NU, toelichting="Bel de school.")

    tekst = open_als(wereld, "aanbieder").get(get_adres(verzoek)).content.decode()

    assert "In onderzoek" in tekst
    assert "Bel de school." not in tekst
    assert "Waard" not in tekst
    assert open_als(wereld, "aanbieder").get(get_besluitadres(verzoek)).status_code == 403


def test_honouring_makes_the_allocation(wereld: Wereld) -> None:
    verzoek = create_verzoek(wereld)

    antwoord = beslis(open_als(wereld, "regisseur"), verzoek, uitkomst="honoreren")

    tekst = antwoord.content.decode()
    assert ("gehonoreerd" in tekst, "Nog niet toegewezen" in tekst) == (True, False)
    toewijzing = Toewijzing.objects.get()
    assert (toewijzing.client.nummer, toewijzing.code, toewijzing.volume) == ("C-2", "02A01", 3)
    assert (toewijzing.referentie_aanbieder, toewijzing.einddatum) == ("VOT1", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("actie", "bedrag", "woord"),
    [("stop", 100_000, "Het plafond is bereikt"), ("signaal", 100_000, "Het plafond raakt vol"),
     ("stop", 9_000_000, "")],
)  # fmt: skip
def test_a_ceiling_shows_with_the_request(wereld: Wereld, actie: str, bedrag: int, woord: str) -> None:
    """To who decides, and not to the aanbieder; with the way to ask leave to go over it."""
    wens = Plafondwens(
        soort=Plafond.Soort.AANBIEDER,
        actie=Plafond.Actie(actie),
        wet="wmo",
        jaar=2026,
        bedrag=bedrag,
        signaal_procent=85,
        vandatum=VANDAAG,
        reden="Besluit 12",
        gemeente=wereld.gemeenten[ALDERVOORT],
        aanbieder=wereld.aanbieders[MERELHOF],
    )
    plafond = register_plafond(wens, by=wereld.users["controller"], now=NU)
    verzoek = create_verzoek(wereld)

    beslisser, aanbieder = (
        open_als(wereld, wie).get(get_adres(verzoek)).content.decode() for wie in ("regisseur", "aanbieder")
    )

    assert ("Het plafond" in beslisser, woord in beslisser) == (bool(woord), True)
    ontheffing = f"/bekostiging/plafond/{plafond.nummer}/ontheffing?kenmerk={verzoek.nummer}"
    assert (ontheffing in beslisser) == (woord == "Het plafond is bereikt")
    assert "lafond" not in aanbieder


def test_the_same_key_decides_once(wereld: Wereld) -> None:
    verzoek, browser = create_verzoek(wereld), open_als(wereld, "regisseur")
    beslis(browser, verzoek, uitkomst="honoreren")

    weer = browser.post(
        get_besluitadres(verzoek), {"eenmalig": "s" * 24, "bevestigd": "1", "uitkomst": "honoreren"}
    )

    assert (weer.status_code, weer["Location"]) == (302, get_adres(verzoek))
    assert Toewijzing.objects.count() == 1


def test_refusing_asks_a_reason(wereld: Wereld) -> None:
    verzoek, browser = create_verzoek(wereld), open_als(wereld, "backoffice")
    zonder = browser.post(get_besluitadres(verzoek), {"eenmalig": "k" * 24, "uitkomst": "afwijzen"})
    assert "Kies waarom u het verzoek afwijst." in zonder.content.decode()

    beslis(browser, verzoek, uitkomst="afwijzen", reden="7", toelichting="Past niet.")

    aanvraag = Aanvraag.objects.get()
    assert (aanvraag.status, aanvraag.reden_afwijzing, aanvraag.besloten_by) == (
        "afgewezen",
        "7",
        "backoffice",
    )
    assert Gebeurtenis.objects.get(soort="verzoek_beantwoord").data["antwoord"] == "1"


@pytest.mark.parametrize(
    ("code", "fout"),
    [
        ("0363", ""),
        ("9902", ""),
        ("1234", "code 1234"),
        ("12", "cijfers"),
        ("9901", "eigen gemeente"),
        ("", "Vul in welke"),
    ],
)
def test_the_gemeente_that_pays_has_to_exist(wereld: Wereld, code: str, fout: str) -> None:
    aanvraag = create_verzoek(wereld).aanvragen.get()
    aanvraag.verzoek.wet = "jw"
    antwoorden = {"uitkomst": "afwijzen", "reden": "8", "verantwoordelijke_gemeente": code}

    form = AanvraagForm(antwoorden, aanvraag=aanvraag, today=VANDAAG)

    zinnen = [str(zin) for zin in form.errors.get("verantwoordelijke_gemeente", [])]
    assert ([fout in zin for zin in zinnen] == [True]) if fout else zinnen == []


def test_what_cannot_be_honoured_says_why(wereld: Wereld) -> None:
    verzoek, browser = create_verzoek(wereld), open_als(wereld, "regisseur")
    create_toewijzing(wereld, toewijzing_nummer="1000")

    antwoord = browser.post(
        get_besluitadres(verzoek), {"eenmalig": "s" * 24, "bevestigd": "1", "uitkomst": "honoreren"}
    )

    assert antwoord.status_code == 200
    assert "1000" in antwoord.content.decode()
    assert Aanvraag.objects.get().status == "ontvangen"


@pytest.mark.eis("R5.34")
def test_an_unknown_person_is_registered_from_the_request(wereld: Wereld) -> None:
    bsn = bsn_testnummers()[40]
    persoon = Persoonswens(
        geslachtsnaam="Waterhoen", voornamen="Pim", geboortedatum=date(1990, 2, 3), geslacht="1"
    )
    verzoek, browser = create_verzoek(wereld, bsn=bsn, persoon=persoon), open_als(wereld, "regisseur")
    assert "nog niet bekend" in browser.get(get_adres(verzoek)).content.decode()
    adres = f"/toegang/client/nieuw?verzoek={verzoek.nummer}"
    assert "Waterhoen" in browser.get(adres).content.decode()
    assert "Waterhoen" not in open_als(wereld, "regisseur2").get(adres).content.decode()
    velden = {"voornamen": "Pim", "geslachtsnaam": "Waterhoen", "geboortedatum": "1990-02-03"}
    adresvelden = {"geslacht": "1", "postcode": "9900AB", "huisnummer": "3", "straat": "Lindelaan"}

    terug = browser.post(adres, {"eenmalig": "c" * 24, "bsn": bsn, **velden, **adresvelden})
    beslis(browser, verzoek, uitkomst="honoreren")

    assert terug["Location"] == get_adres(verzoek)
    verzoek.refresh_from_db()
    assert verzoek.client == Client.objects.get(bsn=bsn)
    assert Toewijzing.objects.get().client == verzoek.client


def test_a_request_of_another_aanbieder_does_not_exist(wereld: Wereld) -> None:
    verzoek = create_verzoek(wereld, agb=KWARTEL)

    assert open_als(wereld, "aanbieder").get(get_adres(verzoek)).status_code == 404
    assert open_als(wereld, "regisseur2").get(get_adres(verzoek)).status_code == 404
    assert open_als(wereld, "regisseur").get(get_adres(verzoek)).status_code == 200


def test_honouring_a_vow_on_other_days_asks_with_whom_it_was_arranged(wereld: Wereld) -> None:
    """The wanted day, 1 March, has passed: the change begins on the 16th instead (IV093)."""
    toewijzing = create_toewijzing(wereld, toewijzing_nummer="1000")
    verzoek, browser = create_vow(wereld, toewijzing), open_als(wereld, "backoffice")
    aanvraag = verzoek.aanvragen.get()
    aanvraag.producten.update(ingangsdatum=date(2026, 3, 1))
    pk = aanvraag.producten.get().pk
    dagen = {f"begin_{pk}": "2026-03-16", f"eind_{pk}": "2026-12-31"}
    afspraak = {"overleg_met": "Planning Merelhof", "overleg_op": "2026-03-13"}
    pagina = browser.get(get_besluitadres(verzoek)).content.decode()
    assert 'value="2026-03-01"' in pagina
    for fout, zin in (
        (dagen, "Vul in met wie u dit afsprak"),
        (afspraak, "U wijkt nergens af van wat is gevraagd"),
        (afspraak | dagen | {"overleg_op": "2026-03-17"}, "ligt in de toekomst"),
        (afspraak | dagen | {f"eind_{pk}": "2026-03-01"}, "De laatste dag ligt voor de eerste dag"),
        (afspraak | dagen | {"uitkomst": "honoreren"}, "U vulde ook in wat anders wordt"),
    ):
        antwoord = browser.post(
            get_besluitadres(verzoek), {"eenmalig": "k" * 24, "uitkomst": "afspreken"} | fout
        )
        assert zin in antwoord.content.decode(), zin

    tekst = beslis(browser, verzoek, uitkomst="afspreken", **afspraak, **dagen).content.decode()

    assert "Planning Merelhof, op 13 maart 2026" in tekst
    assert "5 uur per week, vanaf 16-03-2026 tot en met 31-12-2026" in tekst
    assert "5 uur per week, vanaf 01-03-2026 tot en met 31-12-2026" in tekst
    eerste, tweede = Toewijzing.objects.order_by("ingangsdatum")
    assert (eerste.einddatum, tweede.ingangsdatum, tweede.volume) == (date(2026, 3, 15), date(2026, 3, 16), 5)
    data = Gebeurtenis.objects.get(soort="verzoek_gehonoreerd").data
    assert data["afgesproken"][str(pk)]["ingangsdatum"] == "2026-03-16"


def test_a_vow_whose_days_are_still_to_come_cannot_be_moved(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld, toewijzing_nummer="1000")
    verzoek, browser = create_vow(wereld, toewijzing), open_als(wereld, "regisseur")
    aanvraag = verzoek.aanvragen.get()
    product = aanvraag.producten.get()

    assert "afspreken" not in browser.get(get_besluitadres(verzoek)).content.decode()
    with pytest.raises(actions.VerzoekNietMogelijk, match="liggen nog voor ons"):
        actions.approve_aanvraag(
            aanvraag=aanvraag,
            by=wereld.users["regisseur"],
            today=VANDAAG,
            now=NU,
            afspraken={product.pk: Afspraak(date(2026, 7, 1), product.einddatum, product.volume)},
            overleg=Overleg("Planning", VANDAAG),
        )
    assert Aanvraag.objects.get().status == "ontvangen"


def test_a_vot_is_honoured_with_another_period_and_volume(wereld: Wereld) -> None:
    verzoek, browser = create_verzoek(wereld), open_als(wereld, "regisseur")
    pk = verzoek.aanvragen.get().producten.get().pk
    anders = {f"begin_{pk}": "2026-05-01", f"eind_{pk}": "2026-10-31", f"aantal_{pk}": "2"}

    beslis(browser, verzoek, uitkomst="afspreken", **anders)

    toewijzing = Toewijzing.objects.get()
    assert (toewijzing.ingangsdatum, toewijzing.einddatum) == (date(2026, 5, 1), date(2026, 10, 31))
    assert (toewijzing.volume, toewijzing.referentie_aanbieder) == (2, "VOT1")
