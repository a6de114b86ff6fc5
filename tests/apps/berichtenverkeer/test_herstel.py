"""What is stuck, late or missing, and what somebody of the back office does about it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from tests.factories.berichten import create_305
from tests.factories.wereld import (
    ALDERVOORT,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_toewijzing,
    create_wereld,
)

from stelsel.apps.accounts.models import User
from stelsel.apps.berichtenverkeer import actions, queries
from stelsel.apps.berichtenverkeer.actions import HandelingNietMogelijk, beoordeling, outbox
from stelsel.apps.berichtenverkeer.models import (
    Aansluiting,
    Berichthandeling,
    InkomendBericht,
    Storing,
    UitgaandBericht,
)
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang.actions import register_gewijzigd
from stelsel.apps.toegang.models import Client as Clientrij
from stelsel.apps.toegang.models import Startmelding, Toewijzing
from stelsel.istandaarden.transport import parse_envelop

pytestmark = pytest.mark.django_db
SLEUTEL = "s" * 32


@pytest.fixture
def wereld(settings: Settings, tmp_path: Path) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    settings.STELSEL_POST = tmp_path
    return create_wereld()


@pytest.fixture
def toewijzing(wereld: Wereld) -> Toewijzing:
    return create_toewijzing(wereld, toewijzing_nummer="1000")


def create_301(toewijzing: Toewijzing) -> UitgaandBericht:
    register_gewijzigd(toewijzing, actor="regisseur", now=NU)
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)
    return UitgaandBericht.objects.latest("pk")


def verzend(post: Path) -> list[bytes]:
    actions.publish_uitgaande_berichten(post=post, now=NU)
    return [pad.read_bytes() for pad in (post / "uit" / MERELHOF).glob("*.xml")]


def loop_vast(toewijzing: Toewijzing, monkeypatch: pytest.MonkeyPatch) -> InkomendBericht:
    """A good start on which we fail ourselves three times."""

    def stuk(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    rij = actions.register_inkomend_bericht(bestandsnaam="p.xml", inhoud=create_305(toewijzing), now=NU)
    with monkeypatch.context() as kapot:
        kapot.setattr(beoordeling, "check_ontvangen", stuk)
        for _ in range(3):
            with pytest.raises(actions.BerichtMislukt):
                actions.check_volgend_bericht(today=VANDAAG, now=NU)
            actions.register_mislukking(sleutel=rij.pk, reden="RuntimeError", now=NU)
    rij.refresh_from_db()
    return rij


def test_message_on_which_we_fail_is_on_the_list_of_its_gemeente_and_can_be_tried_again(
    wereld: Wereld, toewijzing: Toewijzing, monkeypatch: pytest.MonkeyPatch
) -> None:
    rij = loop_vast(toewijzing, monkeypatch)
    storing = Storing.objects.get()
    assert (rij.status, storing.inkomend, storing.gemeente_id) == ("vastgelopen", rij, ALDERVOORT)

    actions.check_storing_opnieuw(storing=storing, post=Path(), by=wereld.users["backoffice"], now=NU)
    klaar = actions.check_volgend_bericht(today=VANDAAG, now=NU)

    storing.refresh_from_db()
    assert klaar is not None
    assert (klaar.pk, klaar.status, Startmelding.objects.count()) == (rij.pk, "verwerkt", 1)
    assert (storing.afloop, storing.afgedaan_door) == ("opnieuw", "backoffice")
    assert [h.soort for h in queries.list_handelingen(klaar)] == ["geprobeerd"]
    assert Gebeurtenis.objects.get(soort="bericht_geprobeerd").actor == "backoffice"


def test_a_second_click_on_the_same_line_changes_nothing(
    wereld: Wereld, toewijzing: Toewijzing, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop_vast(toewijzing, monkeypatch)
    wie = {"by": wereld.users["backoffice"], "now": NU}
    storing = Storing.objects.get()
    actions.check_storing_opnieuw(storing=storing, post=Path(), **wie)

    with pytest.raises(HandelingNietMogelijk):
        actions.check_storing_opnieuw(storing=storing, post=Path(), **wie)
    assert Berichthandeling.objects.count() == 1


def test_verdict_stands(wereld: Wereld, toewijzing: Toewijzing) -> None:
    """The negative control: what was judged is not judged again by a click."""
    rij = actions.register_inkomend_bericht(bestandsnaam="p.xml", inhoud=create_305(toewijzing), now=NU)
    actions.check_volgend_bericht(today=VANDAAG, now=NU)

    with pytest.raises(HandelingNietMogelijk):
        actions.check_opnieuw(sleutel=rij.pk, by=wereld.users["backoffice"], now=NU)


def test_held_back_301_is_made_anew_from_mended_data(wereld: Wereld, toewijzing: Toewijzing) -> None:
    Clientrij.objects.filter(nummer="C-2").update(postcode="", telefoon="")
    oud = create_301(toewijzing)
    assert (oud.status, Storing.objects.get().reden) == ("geblokkeerd", "tegengehouden")
    Clientrij.objects.filter(nummer="C-2").update(postcode="1234AB", telefoon="0612345678")

    actions.check_storing_opnieuw(
        storing=Storing.objects.get(), post=Path(), by=wereld.users["backoffice"], now=NU
    )
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)

    nieuw = UitgaandBericht.objects.latest("pk")
    oud.refresh_from_db()
    assert (nieuw.status, oud.status, oud.terzijde) == ("klaar", "geblokkeerd", True)
    assert Storing.objects.get().afloop == "opnieuw"


def test_event_of_which_no_301_could_be_made_is_on_the_list(
    wereld: Wereld, toewijzing: Toewijzing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuk(**_: object) -> None:
        raise ValueError

    with monkeypatch.context() as kapot:
        kapot.setattr(outbox, "create_toewijzingsbericht", stuk)
        register_gewijzigd(toewijzing, actor="regisseur", now=NU)
        assert actions.create_toewijzingsberichten(today=VANDAAG, now=NU) == 0
    storing = Storing.objects.get()
    assert (storing.soort, storing.titel, storing.gemeente_id) == (
        "gebeurtenis",
        "Toewijzing 1000",
        ALDERVOORT,
    )

    actions.check_storing_opnieuw(storing=storing, post=Path(), by=wereld.users["backoffice"], now=NU)

    assert actions.create_toewijzingsberichten(today=VANDAAG, now=NU) == 1


def test_file_that_is_no_message_is_set_aside_and_can_be_offered_again(
    wereld: Wereld, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "brief.docx").write_bytes(b"PK")
    assert actions.register_post(post=tmp_path, now=NU) == 0
    storing = Storing.objects.get()
    assert (storing.soort, storing.titel, storing.gemeente) == ("bestand", "brief.docx", None)
    by = wereld.users["beheerder"]
    assert list(queries.list_storingen(by)) == [storing]
    assert list(queries.list_storingen(wereld.users["backoffice"])) == []

    actions.check_storing_opnieuw(storing=storing, post=tmp_path, by=by, now=NU)

    assert [p.name for p in (tmp_path / "in").rglob("*") if p.is_file()] == ["brief.docx"]
    actions.register_post(post=tmp_path, now=NU)
    assert Storing.objects.filter(afloop="").count() == 1


def test_sending_again_keeps_the_message_and_renews_the_envelope(
    wereld: Wereld, toewijzing: Toewijzing, tmp_path: Path
) -> None:
    Aansluiting.objects.create(gemeente=wereld.gemeenten[ALDERVOORT], in_envelop=True)
    rij = create_301(toewijzing)
    [eerste] = verzend(tmp_path / "1")

    actions.publish_opnieuw(sleutel=rij.pk, by=wereld.users["backoffice"], now=NU)
    [tweede] = verzend(tmp_path / "2")

    een, twee = parse_envelop(eerste), parse_envelop(tweede)
    assert een.inhoud == twee.inhoud
    assert een.stuurgegevens.referentienummer != twee.stuurgegevens.referentienummer
    with pytest.raises(HandelingNietMogelijk):
        actions.create_opnieuw(sleutel=rij.pk, by=wereld.users["backoffice"], now=NU)


#: Sent on Thursday 2 April 2026: Good Friday, Easter Monday, 27 April and 5 May are no working days.
@pytest.mark.parametrize(
    ("verzonden", "uiterlijk"),
    [
        (date(2026, 3, 16), date(2026, 3, 19)),
        (date(2026, 3, 19), date(2026, 3, 24)),
        (date(2026, 4, 2), date(2026, 4, 9)),
        (date(2026, 4, 24), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 5, 7)),
    ],
    ids=["gewoon", "weekend", "pasen", "koningsdag", "bevrijdingsdag"],
)
def test_term_of_a_retour_and_the_lists(
    wereld: Wereld, toewijzing: Toewijzing, verzonden: date, uiterlijk: date
) -> None:
    create_301(toewijzing)
    moment = NU.replace(year=verzonden.year, month=verzonden.month, day=verzonden.day)
    UitgaandBericht.objects.update(status="verzonden", verzonden_at=moment)

    assert queries.get_uiterste_dag("WMO301", moment) == uiterlijk
    for dag, laat in ((uiterlijk, 0), (uiterlijk + timedelta(days=1), 1)):
        te_laat = UitgaandBericht.objects.filter(queries.ontbreekt_voor(queries.gisteren(dag)))
        assert te_laat.count() == laat
    nadert = queries.ontbreekt_voor(queries.volgende_werkdag(uiterlijk - timedelta(days=1)))
    assert UitgaandBericht.objects.filter(nadert).count() == 1


def test_terms_differ_by_message_and_answers_have_none() -> None:
    assert queries.get_uiterste_dag("JW305", date(2026, 3, 2)) == date(2026, 3, 5)
    assert queries.get_uiterste_dag("JW323", date(2026, 3, 2)) == date(2026, 3, 16)
    assert queries.get_uiterste_dag("JW306", date(2026, 3, 2)) is None


def count_aandacht(by: User, dag: date) -> int:
    return queries.list_inkomend(by).filter(queries.vraagt_aandacht_in(by, dag)).count()


def test_what_waits_for_us_too_long_shows_and_what_is_set_aside_does_not(
    wereld: Wereld, toewijzing: Toewijzing
) -> None:
    rij = actions.register_inkomend_bericht(
        bestandsnaam="p.xml", inhoud=create_305(toewijzing), now=NU, by=wereld.users["backoffice"]
    )
    by = wereld.users["backoffice"]
    for dag, verwacht in ((VANDAAG + timedelta(days=3), 0), (VANDAAG + timedelta(days=4), 1)):
        assert count_aandacht(by, dag) == verwacht

    actions.close_bericht(bericht=rij, toelichting="Dubbel aangeleverd.", by=by, now=NU)

    assert count_aandacht(by, VANDAAG + timedelta(days=4)) == 0


@pytest.mark.eis("R6.23")
def test_back_office_works_through_the_list(
    client: Client, wereld: Wereld, toewijzing: Toewijzing, monkeypatch: pytest.MonkeyPatch
) -> None:
    rij = loop_vast(toewijzing, monkeypatch)
    client.force_login(wereld.users["backoffice"])
    lijst = client.get(reverse("berichtenverkeer:storingen")).content.decode()
    assert ("(1)" in lijst, "Staat stil" in lijst) == (True, True)
    adres = reverse("berichtenverkeer:storing", args=[Storing.objects.get().pk])
    assert "opnieuw gecontroleerd" in client.get(adres).content.decode()

    geen_reden = client.post(adres, {"handeling": "terzijde", "eenmalig": "t" * 32})
    gedaan = client.post(adres, {"handeling": "opnieuw", "eenmalig": SLEUTEL})

    rij.refresh_from_db()
    assert (geen_reden.status_code, gedaan.status_code, rij.status) == (200, 302, "ontvangen")
    assert "(0)" in client.get(reverse("berichtenverkeer:storingen")).content.decode()
    assert "(1)" in client.get(reverse("berichtenverkeer:storingen"), {"afloop": "opnieuw"}).content.decode()


def test_late_messages_are_listed_called_about_and_sent_again(
    client: Client, wereld: Wereld, toewijzing: Toewijzing, settings: Settings
) -> None:
    rij = create_301(toewijzing)
    verzend(settings.STELSEL_POST)
    settings.STELSEL_VANDAAG = VANDAAG + timedelta(days=4)
    client.force_login(wereld.users["backoffice"])
    lijst = reverse("berichtenverkeer:uitgaand_lijst")
    assert "(1)" in client.get(lijst, {"termijn": "te_laat"}).content.decode()
    adres = reverse("berichtenverkeer:uitgaand_handeling", args=[rij.pk])

    for nummer, (handeling, tekst) in enumerate([("gebeld", "Komt morgen."), ("opnieuw", "")]):
        data = {"handeling": handeling, "toelichting": tekst, "eenmalig": f"{nummer}" * 20}
        assert client.post(adres, data).status_code == 302

    rij.refresh_from_db()
    assert (rij.status, rij.verzendingen) == ("klaar", 1)
    pagina = client.get(reverse("berichtenverkeer:uitgaand", args=[rij.pk])).content.decode()
    assert ("Komt morgen." in pagina, "Opnieuw verzonden door" in pagina) == (True, True)
    assert "(0)" in client.get(lijst, {"termijn": "te_laat"}).content.decode()


def test_gemeente_sets_how_its_messages_leave(client: Client, wereld: Wereld) -> None:
    client.force_login(wereld.users["backoffice"])
    adres = reverse("berichtenverkeer:aansluiting")

    data = {"in_envelop": "ja", "administratie": "Regio Aldervelden", "eenmalig": SLEUTEL}
    assert client.post(adres, data).status_code == 302

    assert list(Aansluiting.objects.values_list("gemeente_id", "in_envelop", "administratie")) == [
        (ALDERVOORT, True, "Regio Aldervelden")
    ]


def create_veel(wereld: Wereld, nummers: range) -> None:
    """Messages in and out and lines of the work list, all of one gemeente."""
    van = {"gemeente": wereld.gemeenten[ALDERVOORT], "aanbieder": wereld.aanbieders[MERELHOF]}
    los = {"inhoud": b"<x/>", "sha256": "0" * 64, **van}
    InkomendBericht.objects.bulk_create(
        InkomendBericht(
            bestandsnaam="b.xml", ontvangen_at=NU, status="afgekeurd", identificatie=f"I{n}", **los
        )
        for n in nummers
    )
    UitgaandBericht.objects.bulk_create(
        UitgaandBericht(
            **{"bericht": "WMO301", "identificatie": f"U{n}", "dagtekening": VANDAAG, "gemaakt_at": NU},
            **{"status": "verzonden", "verzonden_at": NU, **los},
        )
        for n in nummers
    )
    Storing.objects.bulk_create(
        Storing(soort="bestand", gemeente=van["gemeente"], titel=f"S{n}", reden="proef", ontstaan_at=NU)
        for n in nummers
    )


def count_queries(client: Client, adres: str) -> int:
    with CaptureQueriesContext(connection) as gevangen:
        assert client.get(adres).status_code == 200
    return len(gevangen)


@pytest.mark.traag
def test_long_lists_cost_as_many_statements_as_short_ones(
    client: Client, wereld: Wereld, settings: Settings
) -> None:
    settings.STELSEL_VANDAAG = VANDAAG + timedelta(days=10)
    client.force_login(wereld.users["backoffice"])
    namen = ("inkomend_lijst", "uitgaand_lijst", "storingen")
    adressen = [reverse(f"berichtenverkeer:{naam}") for naam in namen]
    create_veel(wereld, range(3))
    kort = [count_queries(client, adres) for adres in adressen]
    create_veel(wereld, range(3, 3_000))

    assert [count_queries(client, adres) for adres in adressen] == kort
    assert ["3.000)" in client.get(adres).content.decode() for adres in adressen] == [True] * 3
