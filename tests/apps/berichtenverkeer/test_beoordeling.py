"""Judging messages from the inbox: every way in which one can end, and what it leaves behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.factories.berichten import create_305, create_307, create_product, create_stop
from tests.factories.declaraties import create_323, create_regel
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

from stelsel.apps.accounts.models import User
from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.actions import BerichtMislukt, beoordeling
from stelsel.apps.berichtenverkeer.models import InkomendBericht, UitgaandBericht
from stelsel.apps.declaraties.models import Betaalvoorstel, Declaratie
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang.models import Startmelding, Stopmelding, Toewijzing
from stelsel.istandaarden import parse_bericht

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def toewijzing(wereld: Wereld) -> Toewijzing:
    return create_toewijzing(wereld, toewijzing_nummer="1000")


def verwerk(inhoud: bytes, *, by: User | None = None) -> InkomendBericht:
    """Into the inbox and judged."""
    rij = actions.register_inkomend_bericht(bestandsnaam="post.xml", inhoud=inhoud, now=NU, by=by)
    klaar = actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)
    assert klaar is not None
    return klaar


def get_antwoord(rij: InkomendBericht) -> dict[str, Any]:
    """The answer as the aanbieder reads it."""
    assert rij.antwoord is not None
    return dict(parse_bericht(bytes(rij.antwoord.inhoud)).waarden)


def get_productcodes(rij: InkomendBericht, verzameling: str, klasse: str) -> list[list[str]]:
    """The codes per product in the answer."""
    producten = get_antwoord(rij)["Client"][verzameling][klasse]
    return [product["RetourCodes"]["RetourCode"] for product in producten]


def test_good_start_is_registered_and_answered_without_codes(toewijzing: Toewijzing) -> None:
    rij = verwerk(create_305(toewijzing))

    assert (rij.status, rij.codes, rij.onderwerp) == ("verwerkt", "", "C-2")
    assert set(get_antwoord(rij)) == {"Header"}
    assert "RetourCodes" not in get_antwoord(rij)["Header"]
    assert Startmelding.objects.get().bericht_sleutel == f"WMO305 {MERELHOF} ID305"


def test_good_stop_after_start(toewijzing: Toewijzing) -> None:
    verwerk(create_305(toewijzing))

    rij = verwerk(create_307(toewijzing))

    assert (rij.status, rij.codes) == ("verwerkt", "")
    assert Stopmelding.objects.get().reden_beeindiging == "19"


def test_start_before_its_allocation_is_refused_on_the_product(toewijzing: Toewijzing) -> None:
    goed, onbekend = create_product(toewijzing), create_product(toewijzing, ToewijzingNummer=999)

    rij = verwerk(create_305(toewijzing, goed, onbekend))

    assert (rij.status, rij.codes) == ("afgekeurd", "9019")
    assert get_antwoord(rij)["Header"]["RetourCodes"] == {"RetourCode": ["0200"]}
    assert get_productcodes(rij, "StartProducten", "StartProduct") == [["0200"], ["9019"]]
    assert rij.bevindingen[0]["plaats"] == "/Bericht/Client/StartProducten/StartProduct[2]"
    assert Startmelding.objects.count() == 0


def test_stop_without_start(toewijzing: Toewijzing) -> None:
    rij = verwerk(create_307(toewijzing))

    assert get_productcodes(rij, "StopProducten", "StopProduct") == [["9069"]]
    assert Stopmelding.objects.count() == 0


def test_correction_in_one_message(toewijzing: Toewijzing) -> None:
    verwerk(create_305(toewijzing))
    weg = create_product(toewijzing, StatusAanlevering="3")
    beter = create_product(toewijzing, Begindatum=VANDAAG)

    rij = verwerk(create_305(toewijzing, weg, beter, identificatie="ID2"))

    assert rij.status == "verwerkt"
    rijen = Startmelding.objects.order_by("pk").values_list("begindatum", "verwijderd")
    assert list(rijen) == [(create_product(toewijzing)["Begindatum"], True), (VANDAAG, False)]


def test_taking_back_a_stop(toewijzing: Toewijzing) -> None:
    verwerk(create_305(toewijzing))
    verwerk(create_307(toewijzing))

    rij = verwerk(create_307(toewijzing, create_stop(toewijzing, StatusAanlevering="3"), identificatie="ID2"))

    assert rij.status == "verwerkt"
    assert Stopmelding.objects.get().verwijderd is True


def test_replay_gets_the_same_bytes_and_has_no_second_effect(toewijzing: Toewijzing) -> None:
    eerste = verwerk(create_305(toewijzing))

    tweede = verwerk(create_305(toewijzing))

    assert (tweede.status, tweede.eerder, tweede.antwoord) == ("dubbel", eerste, eerste.antwoord)
    assert (Startmelding.objects.count(), UitgaandBericht.objects.count()) == (1, 1)


def test_same_identification_other_content_is_refused_with_an_alarm(toewijzing: Toewijzing) -> None:
    verwerk(create_305(toewijzing))

    rij = verwerk(create_305(toewijzing, create_product(toewijzing, Begindatum=VANDAAG)))

    assert (rij.status, rij.codes) == ("afgekeurd", "9056")
    assert set(get_antwoord(rij)) == {"Header"}
    alarm = Gebeurtenis.objects.get(soort="berichtalarm")
    assert (alarm.object_sleutel, alarm.data) == (
        str(rij.pk),
        {"reden": "zelfde identificatie, andere inhoud"},
    )


def test_rejected_on_form_counts_as_not_sent(toewijzing: Toewijzing) -> None:
    twee = create_product(toewijzing)
    fout = verwerk(create_305(toewijzing, twee, twee))
    assert (fout.status, fout.codes, fout.telt_als_verzonden) == ("afgekeurd", "0001", False)

    assert verwerk(create_305(toewijzing)).status == "verwerkt"


@pytest.mark.parametrize(
    ("kop", "code"),
    [
        pytest.param({"dagtekening": VANDAAG + timedelta(days=1)}, "8848", id="TR135"),
        pytest.param({"ontvanger": "9999"}, "S300", id="TR378"),
    ],
)
def test_header_faults(toewijzing: Toewijzing, kop: dict[str, Any], code: str) -> None:
    rij = verwerk(create_305(toewijzing, **kop))

    assert (rij.status, rij.codes, rij.telt_als_verzonden) == ("afgekeurd", code, False)
    assert get_antwoord(rij)["Header"]["RetourCodes"] == {"RetourCode": [code]}
    assert Startmelding.objects.count() == 0


def test_unknown_sender_gets_no_answer(toewijzing: Toewijzing) -> None:
    rij = verwerk(create_305(toewijzing, afzender="41999999"))

    assert (rij.status, rij.antwoord, rij.aanbieder) == ("afgekeurd", None, None)


def test_aanbieder_cannot_send_for_another(wereld: Wereld, toewijzing: Toewijzing) -> None:
    rij = verwerk(create_305(toewijzing), by=wereld.users["aanbieder2"])

    assert (rij.status, rij.antwoord, Startmelding.objects.count()) == ("afgekeurd", None, 0)
    eigen = verwerk(create_305(toewijzing), by=wereld.users["aanbieder"])
    assert (eigen.status, Startmelding.objects.count()) == ("verwerkt", 1)


def test_start_on_the_allocation_of_another_aanbieder(toewijzing: Toewijzing) -> None:
    rij = verwerk(create_305(toewijzing, afzender=KWARTEL))

    assert rij.codes == "9019"


def test_our_own_answer_handed_in_is_refused_in_words(toewijzing: Toewijzing) -> None:
    antwoord = verwerk(bytes(create_323([create_regel()]))).antwoord
    assert antwoord is not None

    rij = verwerk(bytes(antwoord.inhoud))

    assert (rij.status, rij.bericht, rij.antwoord) == ("afgekeurd", "WMO325", None)
    assert [b["uitleg"] for b in rij.bevindingen] == [
        "Dit bericht stuurt een gemeente, geen aanbieder: antwoord op een declaratie (Wmo, WMO325). "
        "Kies het bericht dat u zelf maakte."
    ]


@pytest.mark.parametrize(
    "inhoud",
    [
        pytest.param(b"geen xml", id="geen-xml"),
        pytest.param(b'<?xml version="1.0"?><!DOCTYPE x><x/>', id="doctype"),
        pytest.param(b'<?xml version="1.0"?><x/>', id="onbekend"),
    ],
)
def test_unreadable_is_kept_without_an_answer(wereld: Wereld, inhoud: bytes) -> None:
    rij = verwerk(inhoud)

    assert (rij.status, rij.antwoord, rij.bericht) == ("onleesbaar", None, "")
    assert rij.bevindingen[0]["regel"] == "BESTAND"


@pytest.mark.eis("R6.01")
def test_claim_is_judged_answered_and_proposed_once(toewijzing: Toewijzing) -> None:
    inhoud = bytes(create_323([create_regel()]))
    eerste, tweede = verwerk(inhoud), verwerk(inhoud)

    assert (eerste.status, tweede.status, tweede.antwoord) == ("verwerkt", "dubbel", eerste.antwoord)
    assert (Declaratie.objects.count(), Betaalvoorstel.objects.count()) == (1, 1)
    assert get_antwoord(eerste)["DeclaratieAntwoord"]["RetourCodes"] == {"RetourCode": ["8001"]}


def test_claim_with_a_fault_names_the_line(toewijzing: Toewijzing) -> None:
    rij = verwerk(bytes(create_323([create_regel(toewijzing_nummer=999)])))

    assert (rij.status, rij.codes) == ("verwerkt", "9338")
    assert rij.bevindingen[0]["plaats"].startswith("Prestatie ")


def test_claim_refused_in_the_header_gets_a_325_without_claim(toewijzing: Toewijzing) -> None:
    rij = verwerk(bytes(create_323([create_regel()], dagtekening=VANDAAG + timedelta(days=1))))

    assert (rij.status, rij.codes, Declaratie.objects.count()) == ("afgekeurd", "8848", 0)
    assert set(get_antwoord(rij)) == {"Header"}


def test_our_own_fault_is_set_aside_after_three_tries(
    toewijzing: Toewijzing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuk(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    rij = actions.register_inkomend_bericht(bestandsnaam="p.xml", inhoud=create_305(toewijzing), now=NU)
    monkeypatch.setattr(beoordeling, "check_ontvangen", stuk)
    for _ in range(3):
        with pytest.raises(BerichtMislukt) as fout:
            actions.check_volgend_bericht(today=VANDAAG, now=NU)
        actions.register_mislukking(sleutel=fout.value.sleutel, reden=fout.value.reden, now=NU)

    rij.refresh_from_db()
    assert (rij.status, rij.pogingen) == ("vastgelopen", 3)
    assert actions.check_volgend_bericht(today=VANDAAG, now=NU) is None
    assert Gebeurtenis.objects.get(soort="berichtalarm").data == {"reden": "RuntimeError"}


def test_too_large_is_refused_at_the_door(wereld: Wereld) -> None:
    with pytest.raises(actions.BerichtGeweigerd, match="ten hoogste 25 MB"):
        actions.register_inkomend_bericht(bestandsnaam="g.xml", inhoud=b"x" * (25 * 2**20 + 1), now=NU)

    assert InkomendBericht.objects.count() == 0


def test_gemeente_of_the_row_follows_the_message(toewijzing: Toewijzing) -> None:
    rij = verwerk(create_305(toewijzing))

    assert (rij.gemeente_id, rij.aanbieder_id) == (ALDERVOORT, MERELHOF)
