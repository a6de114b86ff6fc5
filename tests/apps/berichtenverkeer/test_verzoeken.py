"""Requests (315, 317) through the whole chain: in, answered, decided, and out again as a 301 or a 319."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from tests.factories.berichten import (
    create_315,
    create_317,
    create_aangevraagd,
    create_nieuw,
    create_omvang,
    create_te_wijzigen,
)
from tests.factories.wereld import MERELHOF, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.berichtenverkeer import actions, queries
from stelsel.apps.berichtenverkeer.models import InkomendBericht, Storing, UitgaandBericht
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.models import Aanvraag, Client, Toewijzing, Verzoek
from stelsel.domein.toegang.verzoek import Afwijsreden
from stelsel.istandaarden import Bericht, parse_bericht, write_bericht
from stelsel.istandaarden.antwoorden import create_retour
from stelsel.istandaarden.controle import check_bericht
from stelsel.kern.nummers import bsn_testnummers

pytestmark = pytest.mark.django_db
ONBEKEND = Client(
    bsn=bsn_testnummers()[50], geslachtsnaam="Nieuweling", geboortedatum=date(1970, 1, 1), geslacht="1"
)


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def toewijzing(wereld: Wereld) -> Toewijzing:
    """Three hours of 02A01 a week, all of 2026; the aanbieder knows it from an earlier 301."""
    return create_toewijzing(wereld, toewijzing_nummer="1000")


def verwerk(inhoud: bytes) -> InkomendBericht:
    rij = actions.register_inkomend_bericht(bestandsnaam="post.xml", inhoud=inhoud, now=NU)
    klaar = actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)
    assert klaar is not None
    return klaar


def lees(bericht: UitgaandBericht) -> dict[str, Any]:
    """What left the house: clean on both levels, and as values."""
    inhoud = bytes(bericht.inhoud)
    assert check_bericht(inhoud).bevindingen == []
    return dict(parse_bericht(inhoud).waarden)


def verstuur() -> list[UitgaandBericht]:
    """Make what the decisions ask for; the messages in the order in which they were made."""
    eerste = UitgaandBericht.objects.order_by("pk").last()
    actions.create_antwoordberichten(today=VANDAAG, now=NU)
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)
    return list(UitgaandBericht.objects.filter(pk__gt=eerste.pk if eerste else 0).order_by("pk"))


def list_producten(bericht: UitgaandBericht) -> list[dict[str, Any]]:
    return list(lees(bericht)["Client"]["ToegewezenProducten"]["ToegewezenProduct"])


def honoreer(wereld: Wereld, aanvraag: Aanvraag | None = None) -> list[Toewijzing]:
    return toegang.approve_aanvraag(
        aanvraag=aanvraag or Aanvraag.objects.get(),
        by=wereld.users["regisseur"],
        today=VANDAAG,
        now=NU,
    )


def test_a_vot_waits_for_a_decision_with_its_term(wereld: Wereld) -> None:
    rij = verwerk(create_315(wereld.clienten["C-2"]))

    assert (rij.status, rij.codes, rij.onderwerp) == ("verwerkt", "", "C-2")
    assert rij.antwoord is not None
    assert rij.antwoord.bericht == "WMO316"
    aanvraag = Aanvraag.objects.get()
    assert (aanvraag.status, aanvraag.referentie_aanbieder) == ("ontvangen", "VOT1")
    assert aanvraag.uiterste_datum == date(2026, 3, 23)  # five working days after Monday 16 March
    product = aanvraag.producten.get()
    assert (product.code, product.volume, product.verwijzer_type) == ("02A01", 3, "06")


def test_a_vot_is_decided_per_product(wereld: Wereld) -> None:
    ander = create_nieuw(ToewijzingIngangsdatum=date(2026, 4, 1), ToewijzingEinddatum=date(2026, 12, 31))
    del ander["GewensteIngangsdatum"], ander["Einddatum"]
    ander |= {"ReferentieAanbieder": "VOT2", "Verwijzer": {"Type": "06"}}
    verwerk(create_315(wereld.clienten["C-2"], create_aangevraagd(), ander))
    eerste, tweede = Aanvraag.objects.order_by("pk")

    honoreer(wereld, eerste)
    toegang.reject_aanvraag(
        aanvraag=tweede, reden=Afwijsreden.BUITEN_CONTRACT, by=wereld.users["regisseur"], now=NU
    )
    afwijzing, bericht = verstuur()

    assert (afwijzing.bericht, bericht.bericht) == ("WMO319", "WMO301")
    assert lees(afwijzing)["Antwoord"] == {
        "ReferentieAanbieder": "VOT2",
        "VerzoekAntwoord": "1",
        "RedenAfwijzingVerzoek": "4",
    }
    [product] = list_producten(bericht)
    assert (product["ReferentieAanbieder"], product["Omvang"]) == ("VOT1", create_omvang())


def test_a_request_leads_to_its_messages_and_every_message_back(wereld: Wereld, client: Browser) -> None:
    vraag = verwerk(create_315(wereld.clienten["C-2"]))
    honoreer(wereld)
    [toewijzing] = verstuur()
    toegang.register_gewijzigd(Toewijzing.objects.get(), actor="regisseur", now=NU)
    [later] = verstuur()
    nummer = Verzoek.objects.get().nummer

    verwant = queries.list_verwant_bij_verzoek(wereld.users["backoffice"], nummer)

    soorten = ("Verzoek om toewijzing", "Retour op een verzoek om toewijzing", "Toewijzing")
    assert [v.bericht.split(" (")[0] for v in verwant] == list(soorten)
    assert queries.list_verwant_bij_verzoek(wereld.users["backoffice2"], nummer) == []
    assert vraag.antwoord is not None
    for rij in (vraag, vraag.antwoord, toewijzing):
        assert queries.list_verzoeknummers(wereld.users["backoffice"], rij) == [nummer]
        assert queries.list_verzoeknummers(wereld.users["backoffice2"], rij) == []
    assert queries.list_verzoeknummers(wereld.users["backoffice"], later) == []
    for naam, adres in (("backoffice", f'href="/berichten/in/{vraag.pk}"'), ("regisseur", "")):
        client.force_login(wereld.users[naam])
        tekst = client.get(f"/toegang/verzoek/{nummer}").content.decode()
        assert "Verzoek om toewijzing (WMO315) ontvangen: verwerkt" in tekst
        assert (adres in tekst) if adres else ("/berichten/in/" not in tekst)
    client.force_login(wereld.users["backoffice"])
    assert f"/toegang/verzoek/{nummer}" in client.get(f"/berichten/in/{vraag.pk}").content.decode()


def test_a_refusal_and_its_retour_stand_with_the_request(wereld: Wereld) -> None:
    verwerk(create_315(wereld.clienten["C-2"]))
    by = wereld.users["regisseur"]
    toegang.reject_aanvraag(aanvraag=Aanvraag.objects.get(), reden=Afwijsreden.INHOUD, by=by, now=NU)
    [afwijzing] = verstuur()
    nummer = Verzoek.objects.get().nummer

    vreemd = {
        "gemeente_id": afwijzing.gemeente_id,
        "aanbieder_id": afwijzing.aanbieder_id,
        "ontvangen_at": NU,
    }
    vreemd |= {"status": "verwerkt", "vraag_identificatie": afwijzing.identificatie}
    for pk, bericht in enumerate(("WMO302", "WMO320")):
        InkomendBericht.objects.create(bericht=bericht, inhoud=b"x", sha256=f"{pk:064d}", **vreemd)

    namen = [v.bericht for v in queries.list_verwant_bij_verzoek(by, nummer)]

    assert [naam for naam in namen if "302" in naam] == []
    assert [naam for naam in namen if "320" in naam] == ["Retour op een antwoord (WMO320)"]
    namen = [naam for naam in namen if "320" not in naam]
    assert namen[-1] == "Antwoord op een verzoek (WMO319)"
    assert queries.list_verzoeknummers(by, afwijzing) == [nummer]


def test_the_reference_goes_with_the_first_301_only(wereld: Wereld) -> None:
    verwerk(create_315(wereld.clienten["C-2"]))
    [nieuw] = honoreer(wereld)
    verstuur()

    toegang.register_gewijzigd(nieuw, actor="regisseur", now=NU)
    [later] = verstuur()

    assert "ReferentieAanbieder" not in list_producten(later)[0]


def test_a_vow_is_honoured_as_a_whole_and_unaltered(wereld: Wereld, toewijzing: Toewijzing) -> None:
    blijft = create_toewijzing(wereld, product="07D01", toewijzing_nummer="1001", einddatum=date(2026, 3, 31))
    verwerk(
        create_317(
            toewijzing.client.bsn,
            wijzigen=[create_te_wijzigen(toewijzing)],
            ongewijzigd=[blijft],
            nieuw=[create_nieuw()],
        )
    )

    honoreer(wereld)
    [bericht] = verstuur()

    producten = {p["ToewijzingNummer"]: p for p in list_producten(bericht)}
    oud, gelijk = producten.pop(1000), producten.pop(1001)
    assert (oud["Einddatum"], oud["RedenWijziging"]) == (date(2026, 5, 31), "12")
    assert (gelijk["Einddatum"], gelijk.get("RedenWijziging")) == (date(2026, 3, 31), None)
    erna, dagbesteding = producten.values()
    assert (erna["Ingangsdatum"], erna["Omvang"]) == (date(2026, 6, 1), create_omvang(5))
    assert (dagbesteding["Product"]["Code"], dagbesteding["Ingangsdatum"]) == ("07D01", date(2026, 4, 1))
    assert {p["ReferentieAanbieder"] for p in (oud, gelijk, erna, dagbesteding)} == {"VOW1"}
    assert Aanvraag.objects.get().status == "gehonoreerd"


def test_a_vow_that_only_stretches_keeps_its_number(wereld: Wereld, toewijzing: Toewijzing) -> None:
    langer = create_te_wijzigen(
        toewijzing,
        GewensteIngangsdatum=toewijzing.ingangsdatum,
        Einddatum=date(2027, 6, 30),
        Omvang=create_omvang(),
    )
    verwerk(create_317(toewijzing.client.bsn, wijzigen=[langer]))

    honoreer(wereld)
    [bericht] = verstuur()

    [product] = list_producten(bericht)
    assert (product["ToewijzingNummer"], product["Einddatum"]) == (1000, date(2027, 6, 30))
    assert (product["RedenWijziging"], product["ReferentieAanbieder"]) == ("12", "VOW1")


def test_what_cannot_be_given_is_given_not_at_all(wereld: Wereld, toewijzing: Toewijzing) -> None:
    """Between receipt and decision another aanbieder got the new product: nothing of the VOW happens."""
    verwerk(
        create_317(toewijzing.client.bsn, wijzigen=[create_te_wijzigen(toewijzing)], nieuw=[create_nieuw()])
    )
    create_toewijzing(wereld, product="07D01", toewijzing_nummer="1050")

    with pytest.raises(toegang.VerzoekNietMogelijk):
        honoreer(wereld)

    toewijzing.refresh_from_db()
    assert toewijzing.einddatum == date(2026, 12, 31)
    assert (verstuur(), Aanvraag.objects.get().status) == ([], "ontvangen")


def test_in_onderzoek_then_refused(wereld: Wereld) -> None:
    verwerk(create_315(wereld.clienten["C-2"]))
    aanvraag, by = Aanvraag.objects.get(), wereld.users["backoffice"]

    toegang.register_onderzoek(aanvraag=aanvraag, by=by, now=NU)
    aanvraag.refresh_from_db()
    assert aanvraag.uiterste_datum == date(2026, 5, 11)  # eight weeks after the dagtekening
    with pytest.raises(toegang.VerzoekNietMogelijk, match="al in onderzoek"):
        toegang.register_onderzoek(aanvraag=aanvraag, by=by, now=NU)
    toegang.reject_aanvraag(aanvraag=aanvraag, reden=Afwijsreden.INHOUD, by=by, now=NU)
    with pytest.raises(toegang.VerzoekNietMogelijk, match="al besloten"):
        honoreer(wereld)

    antwoorden = [lees(bericht)["Antwoord"] for bericht in verstuur()]
    assert [(a["VerzoekAntwoord"], a.get("RedenAfwijzingVerzoek")) for a in antwoorden] == [
        ("2", None),
        ("1", "7"),
    ]


def test_another_gemeente_is_responsible(wereld: Wereld) -> None:
    jeugd = create_aangevraagd(
        Product={"Categorie": "45", "Code": "45A01"}, Omvang=create_omvang(40, "04", "6")
    )
    verwerk(create_315(wereld.clienten["C-1"], jeugd, familie="ijw"))
    aanvraag, by = Aanvraag.objects.get(), wereld.users["regisseur"]
    woonplaats = {"aanvraag": aanvraag, "reden": Afwijsreden.WOONPLAATSBEGINSEL, "by": by, "now": NU}

    for zonder in ({}, {"verantwoordelijke_gemeente": "9901"}):
        with pytest.raises(toegang.VerzoekNietMogelijk):
            toegang.reject_aanvraag(**woonplaats, **zonder)
    toegang.reject_aanvraag(**woonplaats, verantwoordelijke_gemeente="9902")

    [bericht] = verstuur()
    assert bericht.bericht == "JW319"
    assert lees(bericht)["Antwoord"]["Woonplaatsbeginsel"] == {"Gemeente": "9902"}


def test_the_woonplaatsbeginsel_is_for_youth_only(wereld: Wereld) -> None:
    verwerk(create_315(wereld.clienten["C-2"]))

    with pytest.raises(toegang.VerzoekNietMogelijk, match="Jeugdwet"):
        toegang.reject_aanvraag(
            aanvraag=Aanvraag.objects.get(),
            reden=Afwijsreden.WOONPLAATSBEGINSEL,
            by=wereld.users["regisseur"],
            now=NU,
            verantwoordelijke_gemeente="9902",
        )


@pytest.mark.parametrize(("codes", "beantwoord"), [((), "goed"), (("9355",), "afgekeurd")])
def test_the_320_stands_with_its_319(wereld: Wereld, codes: tuple[str, ...], beantwoord: str) -> None:
    verwerk(create_315(wereld.clienten["C-2"]))
    toegang.register_onderzoek(aanvraag=Aanvraag.objects.get(), by=wereld.users["regisseur"], now=NU)
    [vraag] = verstuur()
    heen = parse_bericht(bytes(vraag.inhoud))
    assert isinstance(heen, Bericht)
    plek = {("Antwoord",): codes} if codes else None
    retour = create_retour(heen, identificatie="R1", dagtekening=VANDAAG, klassecodes=plek)

    rij = verwerk(write_bericht(retour))

    vraag.refresh_from_db()
    assert (rij.status, vraag.beantwoord) == ("verwerkt", beantwoord)
    assert Gebeurtenis.objects.filter(soort="berichtalarm").exists() is bool(codes)


def test_a_second_request_waits_for_the_first(wereld: Wereld, toewijzing: Toewijzing) -> None:
    verwerk(create_317(toewijzing.client.bsn, wijzigen=[create_te_wijzigen(toewijzing)]))
    tweede = {"referentie": "VOW2", "identificatie": "ID2"}

    rij = verwerk(create_317(toewijzing.client.bsn, wijzigen=[create_te_wijzigen(toewijzing)], **tweede))

    assert (rij.status, rij.codes) == ("afgekeurd", "9374")
    assert Verzoek.objects.order_by("pk").values_list("aanvragen__status", flat=True).last() == "afgekeurd"
    honoreer(wereld, Aanvraag.objects.get(referentie_aanbieder="VOW1"))
    opnieuw = create_317(
        toewijzing.client.bsn,
        ongewijzigd=Toewijzing.objects.all(),
        nieuw=[create_nieuw()],
        referentie="VOW3",
        identificatie="ID3",
    )
    assert verwerk(opnieuw).codes == ""


def test_a_replay_makes_no_second_request(wereld: Wereld) -> None:
    eerste = verwerk(create_315(wereld.clienten["C-2"]))

    tweede = verwerk(create_315(wereld.clienten["C-2"]))

    assert (tweede.status, tweede.antwoord) == ("dubbel", eerste.antwoord)
    assert Verzoek.objects.count() == 1


def test_an_unknown_person_is_registered_before_honouring(wereld: Wereld) -> None:
    rij = verwerk(create_315(ONBEKEND))
    assert (rij.status, rij.onderwerp) == ("verwerkt", "")

    with pytest.raises(toegang.VerzoekNietMogelijk, match="Registreer"):
        honoreer(wereld)


def test_a_change_for_an_unknown_person_is_judged_no_further(wereld: Wereld, toewijzing: Toewijzing) -> None:
    rij = verwerk(create_317(ONBEKEND.bsn, wijzigen=[create_te_wijzigen(toewijzing)]))

    assert rij.antwoord is not None
    client = lees(rij.antwoord)["Client"]
    assert client["RetourCodes"]["RetourCode"] == ["8187"]
    assert client["Verzoek"]["RetourCodes"]["RetourCode"] == ["0233"]
    assert client["Verzoek"]["TeWijzigenProducten"]["TeWijzigenProduct"][0]["RetourCodes"] == {
        "RetourCode": ["0233"]
    }


def test_another_aanbieder_may_use_the_same_reference(wereld: Wereld) -> None:
    verwerk(create_315(wereld.clienten["C-2"]))

    rij = verwerk(create_315(wereld.clienten["C-2"], afzender="41990002"))

    assert (rij.status, rij.codes) == ("verwerkt", "")
    assert Verzoek.objects.filter(aanbieder_id=MERELHOF).count() == 1


@pytest.mark.parametrize(("jaar", "codes"), [(2025, ""), (2026, "S300")])
def test_a_gemeente_that_is_gone_may_be_asked_about_its_own_time(
    wereld: Wereld, jaar: int, codes: str
) -> None:
    Gemeente.objects.create(code="9899", naam="Oudeland", regio=wereld.regio, totdatum=date(2025, 12, 31))
    periode = {"ToewijzingIngangsdatum": date(jaar, 4, 1), "ToewijzingEinddatum": date(jaar, 12, 31)}

    rij = verwerk(create_315(ONBEKEND, create_aangevraagd(**periode), ontvanger="9899"))

    assert rij.codes == codes


def test_a_319_that_we_fail_to_make_is_on_the_work_list_and_the_next_goes_on(wereld: Wereld) -> None:
    register_gebeurtenis(
        soort="verzoek_beantwoord",
        object_soort="aanvraag",
        object_sleutel="999999",
        actor="regisseur",
        now=NU,
        data={"antwoord": "1", "verzoek": "VZ9901-999999", "gemeente": "9901"},
    )
    verwerk(create_315(wereld.clienten["C-2"]))
    toegang.register_onderzoek(aanvraag=Aanvraag.objects.get(), by=wereld.users["regisseur"], now=NU)

    assert [bericht.bericht for bericht in verstuur()] == ["WMO319"]
    assert Storing.objects.get().titel == "Antwoord op verzoek VZ9901-999999"
    assert verstuur() == []
