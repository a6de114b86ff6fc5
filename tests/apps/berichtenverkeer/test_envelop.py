"""The envelope of the knooppunt: around what comes in, around what goes out, and the faults of the chain."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from tests.factories.berichten import create_305
from tests.factories.wereld import (
    ALDERVOORT,
    BREEKERWAARD,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_toewijzing,
    create_wereld,
)

from stelsel.apps.accounts.models import User
from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.models import Aansluiting, InkomendBericht, Storing, UitgaandBericht
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.toegang.models import Startmelding, Toewijzing
from stelsel.istandaarden.transport import (
    Applicatie,
    Envelop,
    Fout,
    Lading,
    Stuurgegevens,
    Systeem,
    create_envelop,
    parse_envelop,
    render_envelop,
)

pytestmark = pytest.mark.django_db

REFERENTIE = "b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0"
ANDERE = "9c0f7b90-5c69-41e5-a837-0800200c9a66"
TIJDSTIP = datetime(2026, 3, 16, 9, 30)
KNOOPPUNT = Applicatie("GGk", (2, 1))


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def toewijzing(wereld: Wereld) -> Toewijzing:
    return create_toewijzing(wereld, toewijzing_nummer="1000")


def in_envelop(bericht: bytes, referentienummer: str = REFERENTIE) -> bytes:
    """As it comes from the knooppunt."""
    return render_envelop(
        create_envelop(bericht, applicatie=KNOOPPUNT, referentienummer=referentienummer, tijdstip=TIJDSTIP)
    )


def verwerk(inhoud: bytes, *, by: User | None = None) -> InkomendBericht:
    rij = actions.register_inkomend_bericht(bestandsnaam="post.xml", inhoud=inhoud, now=NU, by=by)
    klaar = actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)
    assert klaar is not None
    return klaar


def lever(post: Path) -> dict[str, bytes]:
    """What lies in the folder of the aanbieder after a delivery, by file name."""
    actions.publish_uitgaande_berichten(post=post, now=NU)
    return {pad.name: pad.read_bytes() for pad in (post / "uit" / MERELHOF).glob("*.xml")}


def create_301(toewijzing: Toewijzing) -> UitgaandBericht:
    register_gebeurtenis(
        soort="toewijzing_gewijzigd",
        object_soort="toewijzing",
        object_sleutel=str(toewijzing.pk),
        actor="regisseur",
        now=NU,
    )
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)
    return UitgaandBericht.objects.latest("pk")


def create_fo01(cross_refnummer: str, *, code: str = "IB010", gemeente: str = ALDERVOORT) -> bytes:
    """A fault message of the chain about something that we sent."""
    stuurgegevens = Stuurgegevens(
        berichtcode="Fo01",
        zender=Systeem("VECOZO", "GGk"),
        ontvanger=Systeem(gemeente, "Stelsel"),
        referentienummer=ANDERE,
        tijdstip=TIJDSTIP,
        cross_refnummer=cross_refnummer,
    )
    return render_envelop(Envelop(stuurgegevens, Fout(code, "client", "Niet aangesloten.")))


def get_lading(data: bytes) -> bytes:
    inhoud = parse_envelop(data).inhoud
    assert isinstance(inhoud, Lading)
    return inhoud.data


def test_message_in_an_envelope_is_judged_and_answered_in_a_du01(
    toewijzing: Toewijzing, tmp_path: Path
) -> None:
    bericht = create_305(toewijzing)

    rij = verwerk(in_envelop(bericht))

    assert (rij.status, bytes(rij.inhoud), rij.referentienummer) == ("verwerkt", bericht, REFERENTIE)
    [antwoord] = lever(tmp_path).values()
    envelop = parse_envelop(antwoord)
    stuur = envelop.stuurgegevens
    assert (stuur.berichtcode, stuur.functie, stuur.cross_refnummer) == ("Du01", "WMO306", REFERENTIE)
    assert (stuur.zender.organisatie, stuur.ontvanger.organisatie) == (ALDERVOORT, MERELHOF)
    assert rij.antwoord is not None
    assert get_lading(antwoord) == bytes(rij.antwoord.inhoud)


def test_bare_message_gets_a_bare_answer_whatever_the_setting(
    wereld: Wereld, toewijzing: Toewijzing, tmp_path: Path
) -> None:
    Aansluiting.objects.create(gemeente=wereld.gemeenten[ALDERVOORT], in_envelop=True)

    rij = verwerk(create_305(toewijzing))

    assert rij.antwoord is not None
    assert list(lever(tmp_path).values()) == [bytes(rij.antwoord.inhoud)]


def test_replay_of_the_same_file_gets_the_same_bytes(toewijzing: Toewijzing, tmp_path: Path) -> None:
    post = in_envelop(create_305(toewijzing))
    verwerk(post)
    eerste = lever(tmp_path / "1")

    rij = verwerk(post)

    assert (rij.status, Startmelding.objects.count()) == ("dubbel", 1)
    assert lever(tmp_path / "2") == eerste


def test_same_message_in_a_new_envelope_is_a_replay_that_answers_the_new_one(
    toewijzing: Toewijzing, tmp_path: Path
) -> None:
    bericht = create_305(toewijzing)
    verwerk(in_envelop(bericht))
    [eerste] = lever(tmp_path / "1").values()

    rij = verwerk(in_envelop(bericht, ANDERE))
    [tweede] = lever(tmp_path / "2").values()

    assert (rij.status, get_lading(tweede)) == ("dubbel", get_lading(eerste))
    kenmerken = [parse_envelop(data).stuurgegevens for data in (eerste, tweede)]
    assert [k.cross_refnummer for k in kenmerken] == [REFERENTIE, ANDERE]
    assert kenmerken[0].referentienummer != kenmerken[1].referentienummer


@pytest.mark.parametrize("stuk", [b"<Bsn>", b"<Begindatum>"], ids=["bsn", "datum"])
def test_fault_at_level_1_in_an_envelope_gets_a_fo01_and_no_retour(
    toewijzing: Toewijzing, tmp_path: Path, stuk: bytes
) -> None:
    goed = create_305(toewijzing)
    plek = next(regel for regel in goed.splitlines() if stuk[1:] in regel)
    post = in_envelop(goed.replace(plek, b"<fout/>"))

    rij = verwerk(post)

    assert (rij.status, rij.gemeente_id, rij.aanbieder_id) == ("onleesbaar", ALDERVOORT, MERELHOF)
    [antwoord] = lever(tmp_path).values()
    envelop = parse_envelop(antwoord)
    assert envelop.stuurgegevens.cross_refnummer == REFERENTIE
    assert isinstance(envelop.inhoud, Fout)
    assert (envelop.inhoud.code, envelop.inhoud.plek) == ("StUF055", "client")
    assert "regel " in envelop.inhoud.details
    assert (verwerk(post).antwoord, lever(tmp_path / "2")) == (rij.antwoord, lever(tmp_path))


def test_fault_at_level_1_of_a_bare_file_gets_findings_only(toewijzing: Toewijzing, tmp_path: Path) -> None:
    goed = create_305(toewijzing)
    plek = next(regel for regel in goed.splitlines() if b"Begindatum>" in regel)

    rij = verwerk(goed.replace(plek, b"<fout/>"))

    assert (rij.status, rij.antwoord, lever(tmp_path)) == ("onleesbaar", None, {})
    assert (rij.gemeente_id, rij.aanbieder_id) == (ALDERVOORT, MERELHOF)
    assert rij.bevindingen[0]["regelnummer"] is not None


def test_envelope_that_names_another_party_is_refused(toewijzing: Toewijzing) -> None:
    post = in_envelop(create_305(toewijzing)).replace(MERELHOF.encode(), b"41990002", 1)

    rij = verwerk(post)

    assert (rij.status, Startmelding.objects.count()) == ("onleesbaar", 0)
    assert "zender verschilt" in rij.bevindingen[0]["uitleg"]


def test_our_messages_leave_as_the_gemeente_set(
    wereld: Wereld, toewijzing: Toewijzing, tmp_path: Path
) -> None:
    rij = create_301(toewijzing)
    assert list(lever(tmp_path / "kaal").values()) == [bytes(rij.inhoud)]
    Aansluiting.objects.create(
        gemeente=wereld.gemeenten[ALDERVOORT], in_envelop=True, administratie="Regio Aldervelden"
    )
    rij = create_301(toewijzing)

    [post] = lever(tmp_path / "envelop").values()

    stuur = parse_envelop(post).stuurgegevens
    assert (stuur.berichtcode, stuur.functie, stuur.zender.administratie) == (
        "Di01",
        "WMO301",
        "Regio Aldervelden",
    )
    assert get_lading(post) == bytes(rij.inhoud)
    UitgaandBericht.objects.filter(pk=rij.pk).update(status="klaar")
    assert list(lever(tmp_path / "weer").values()) == [post]


def test_fault_of_the_chain_marks_our_message_and_puts_it_on_the_work_list(
    wereld: Wereld, toewijzing: Toewijzing, tmp_path: Path
) -> None:
    Aansluiting.objects.create(gemeente=wereld.gemeenten[ALDERVOORT], in_envelop=True)
    rij = create_301(toewijzing)
    lever(tmp_path)
    rij.refresh_from_db()

    fout = verwerk(create_fo01(rij.referentienummer))

    rij.refresh_from_db()
    assert (fout.status, fout.bericht, fout.codes, rij.status) == ("verwerkt", "Fo01", "IB010", "mislukt")
    storing = Storing.objects.get()
    assert (storing.uitgaand, storing.gemeente_id, storing.reden) == (rij, ALDERVOORT, "fo01 IB010")
    assert "niet bij VECOZO aangesloten" in storing.uitleg


@pytest.mark.parametrize("door", ["een ander", "onbekend"])
def test_fault_about_a_message_that_is_not_theirs_changes_nothing(
    wereld: Wereld, toewijzing: Toewijzing, tmp_path: Path, door: str
) -> None:
    Aansluiting.objects.create(gemeente=wereld.gemeenten[ALDERVOORT], in_envelop=True)
    rij = create_301(toewijzing)
    lever(tmp_path)
    rij.refresh_from_db()
    vreemd = User(username="x", rol="backoffice", gemeentecode=BREEKERWAARD)

    fout = verwerk(
        create_fo01(rij.referentienummer if door == "een ander" else ANDERE),
        by=vreemd if door == "een ander" else None,
    )

    rij.refresh_from_db()
    assert (fout.status, rij.status, Storing.objects.count()) == ("afgekeurd", "verzonden", 0)
