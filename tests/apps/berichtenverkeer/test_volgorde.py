"""Order: what is handed in together succeeds in any order of files; what comes early waits where the standard
prescribes no answer; what was refused on its day is judged again."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.berichten import create_305, create_307, create_product, create_stop
from tests.factories.declaraties import create_323, create_regel
from tests.factories.wereld import ALDERVOORT, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.actions.envelop import open_post
from stelsel.apps.berichtenverkeer.models import InkomendBericht, Storing, UitgaandBericht
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.toegang.models import Startmelding, Stopmelding, Toewijzing
from stelsel.istandaarden import create_retour, parse_bericht, write_bericht
from stelsel.istandaarden.transport import get_volgorde

pytestmark = pytest.mark.django_db

MORGEN = VANDAAG + timedelta(days=1)


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def toewijzing(wereld: Wereld) -> Toewijzing:
    return create_toewijzing(wereld, toewijzing_nummer="1000")


def create_keten(toewijzing: Toewijzing) -> list[bytes]:
    """Start, temporary stop and claim, made on three days, and the start of the second stretch after it."""
    tijdelijk = create_stop(toewijzing, RedenBeeindiging="20", Einddatum=VANDAAG - timedelta(days=10))
    weer = create_product(toewijzing, Begindatum=VANDAAG - timedelta(days=5))
    dagen = [VANDAAG - timedelta(days=n) for n in (4, 3, 2, 1)]
    return [
        create_305(toewijzing, dagtekening=dagen[0]),
        create_307(toewijzing, tijdelijk, dagtekening=dagen[1]),
        create_305(toewijzing, weer, dagtekening=dagen[2], identificatie="WEER"),
        create_323([create_regel()], dagtekening=dagen[3]),
    ]


def create_zip(berichten: list[bytes]) -> io.BytesIO:
    stroom = io.BytesIO()
    with zipfile.ZipFile(stroom, "w", zipfile.ZIP_DEFLATED) as archief:
        for nummer, bericht in enumerate(berichten):
            archief.writestr(f"{nummer}.xml", bericht)
    stroom.seek(0)
    return stroom


def judge_all() -> None:
    while actions.check_volgend_bericht(today=VANDAAG, now=NU) is not None:
        pass


def get_eindstand() -> dict[str, Any]:
    """What the chain left behind, whatever the order of arrival."""
    berichten = InkomendBericht.objects.order_by("identificatie", "bericht")
    return {
        "berichten": list(berichten.values_list("bericht", "identificatie", "status", "codes")),
        "starts": list(Startmelding.objects.order_by("begindatum").values_list("begindatum", "verwijderd")),
        "stops": list(Stopmelding.objects.values_list("einddatum", "reden_beeindiging")),
    }


def test_order_of_the_key() -> None:
    sleutels = ["2026-03-01|1305|B", "2026-03-01|0302|Z", "2026-02-28|1323|A", "~", "2026-03-01|1305|A"]
    assert sorted(sleutels) == [sleutels[2], sleutels[1], sleutels[4], sleutels[0], "~"]


def test_key_is_read_from_the_header_and_never_raises(toewijzing: Toewijzing) -> None:
    assert get_volgorde(create_305(toewijzing)) == "2026-03-16|1305|ID305"
    for raar in (b"", b"stuk", b"<a>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", b"\xff\xfe<a/>"):
        assert (get_volgorde(raar), open_post(raar).inhoud) == ("~", raar)


@pytest.mark.parametrize("via", ["zip", "map"])
def test_every_order_of_a_batch_ends_the_same(toewijzing: Toewijzing, tmp_path: Path, via: str) -> None:
    """All 24 orders of four messages that belong together, in a zip and as files."""
    keten = create_keten(toewijzing)
    standen = []
    for nummer, volgorde in enumerate(permutations(keten)):
        with transaction.atomic():
            post = tmp_path / str(nummer)
            (post / "in").mkdir(parents=True)
            if via == "zip":
                (post / "in" / "post.zip").write_bytes(create_zip(list(volgorde)).getvalue())
            else:
                for plek, bericht in enumerate(volgorde):
                    (post / "in" / f"{plek}.xml").write_bytes(bericht)
            assert actions.register_post(post=post, now=NU) == len(keten)
            judge_all()
            standen.append(get_eindstand())
            transaction.set_rollback(True)
    assert [stand for stand in standen if stand != standen[0]] == []
    assert {status for _, _, status, _ in standen[0]["berichten"]} == {"verwerkt"}


def test_separate_deliveries_are_judged_as_they_come(toewijzing: Toewijzing) -> None:
    """The negative control: a stop that comes alone, before its start, is refused as the standard says."""
    start, stop = create_keten(toewijzing)[:2]
    for seconde, bericht in enumerate((stop, start)):
        moment = NU + timedelta(seconds=seconde)
        actions.register_inkomend_bericht(bestandsnaam="b.xml", inhoud=bericht, now=moment)
    judge_all()

    assert [codes for *_, codes in get_eindstand()["berichten"]] == ["", "9069"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_part_of_the_chain_in_any_order_is_as_if_sent_in_order(
    toewijzing: Toewijzing, data: st.DataObject
) -> None:
    keten = create_keten(toewijzing)
    gekozen = sorted(data.draw(st.sets(st.sampled_from(range(4)), min_size=1)))
    anders = data.draw(st.permutations(gekozen))
    standen = []
    for volgorde in (gekozen, anders):
        with transaction.atomic():
            for plek in volgorde:
                actions.register_inkomend_bericht(bestandsnaam="b.xml", inhoud=keten[plek], now=NU)
            judge_all()
            standen.append(get_eindstand())
            transaction.set_rollback(True)
    assert standen[0] == standen[1]


def create_302(toewijzing: Toewijzing) -> tuple[UitgaandBericht, bytes]:
    """A 301 of ours, and the approving answer on it."""
    register_gebeurtenis(
        soort="toewijzing_gewijzigd",
        object_soort="toewijzing",
        object_sleutel=str(toewijzing.pk),
        actor="regisseur",
        now=NU,
    )
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)
    rij = UitgaandBericht.objects.latest("pk")
    retour = create_retour(parse_bericht(bytes(rij.inhoud)), identificatie="R1", dagtekening=VANDAAG)
    return rij, write_bericht(retour)


def park(toewijzing: Toewijzing) -> InkomendBericht:
    """An answer on a 301 that we do not know any more, as after the restore of an older backup."""
    with transaction.atomic():
        _, retour = create_302(toewijzing)
        transaction.set_rollback(True)
    binnen = actions.register_inkomend_bericht(bestandsnaam="302.xml", inhoud=retour, now=NU)
    judge_all()
    binnen.refresh_from_db()
    assert (binnen.status, binnen.antwoord, binnen.vraag_identificatie) == (
        "geparkeerd",
        None,
        "990100000001",
    )
    return binnen


def test_retour_before_its_message_waits_for_it(toewijzing: Toewijzing) -> None:
    binnen = park(toewijzing)
    assert actions.check_geparkeerd(today=VANDAAG, now=NU) == 0
    rij, _ = create_302(toewijzing)

    assert actions.check_geparkeerd(today=VANDAAG, now=NU) == 1
    judge_all()

    binnen.refresh_from_db()
    rij.refresh_from_db()
    assert (binnen.status, rij.beantwoord, Storing.objects.count()) == ("verwerkt", "goed", 0)


def test_retour_whose_message_never_comes_is_put_on_the_work_list(toewijzing: Toewijzing) -> None:
    """Parked on Monday 16 March; three working days end on Thursday, so it is late on Friday the 20th."""
    binnen = park(toewijzing)
    assert actions.check_geparkeerd(today=VANDAAG + timedelta(days=3), now=NU) == 0

    assert actions.check_geparkeerd(today=VANDAAG + timedelta(days=4), now=NU) == 1

    binnen.refresh_from_db()
    storing = Storing.objects.get()
    assert (binnen.status, storing.inkomend, storing.gemeente_id) == ("vastgelopen", binnen, ALDERVOORT)


def judge(inhoud: bytes, *, dagen: int) -> InkomendBericht:
    moment = NU + timedelta(days=dagen)
    rij = actions.register_inkomend_bericht(bestandsnaam="b.xml", inhoud=inhoud, now=moment)
    klaar = actions.check_volgend_bericht(today=VANDAAG + timedelta(days=dagen), now=moment, sleutel=rij.pk)
    assert klaar is not None
    return klaar


def test_refused_on_its_date_and_sent_again_when_the_day_has_come(toewijzing: Toewijzing) -> None:
    bericht = create_305(toewijzing, dagtekening=MORGEN)
    vandaag, nogmaals = judge(bericht, dagen=0), judge(bericht, dagen=0)

    morgen, daarna = judge(bericht, dagen=1), judge(bericht, dagen=2)

    assert (vandaag.status, vandaag.codes) == ("afgekeurd", "8848")
    assert (nogmaals.status, nogmaals.antwoord) == ("dubbel", vandaag.antwoord)
    assert (morgen.status, morgen.codes) == ("verwerkt", "")
    assert (daarna.status, daarna.antwoord) == ("dubbel", morgen.antwoord)
    assert Startmelding.objects.count() == 1


def test_refused_as_unknown_gemeente_and_sent_again_when_it_exists(
    wereld: Wereld, toewijzing: Toewijzing
) -> None:
    gemeente = wereld.gemeenten[ALDERVOORT]
    gemeente.totdatum = VANDAAG - timedelta(days=100)
    gemeente.save()
    bericht = create_305(toewijzing)
    geweigerd = judge(bericht, dagen=0)
    gemeente.totdatum = None
    gemeente.save()

    assert (geweigerd.codes, judge(bericht, dagen=1).status) == ("S300", "verwerkt")


def test_refused_on_its_content_and_sent_again_stays_refused(toewijzing: Toewijzing) -> None:
    """The negative control: a stop without a start had its effect, an answer, and stays as it was."""
    stop = create_307(toewijzing)
    eerste = judge(stop, dagen=0)
    judge(create_305(toewijzing), dagen=0)

    tweede = judge(stop, dagen=1)

    assert (eerste.codes, tweede.status, tweede.antwoord) == ("9069", "dubbel", eerste.antwoord)
