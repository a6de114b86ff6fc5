"""A payment run from proposal to bank: four eyes, paid once, never below zero, every cent in the ledger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.factories.betalingen import (
    approve,
    create_betalers,
    create_run,
    create_toewijzingen,
    declareer,
    declareer_twee,
    pay,
)
from tests.factories.declaraties import create_regel
from tests.factories.wereld import ALDERVOORT, MERELHOF, NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.declaraties import actions
from stelsel.apps.declaraties.actions import BetalingNietMogelijk
from stelsel.apps.declaraties.models import (
    Betaalregel,
    Betaalrun,
    Betaalvoorstel,
    Betaling,
    Boeking,
    Rekeningnummer,
)
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.domein.declaraties.grootboek import VELDEN, Mutatie, list_verschillen

pytestmark = pytest.mark.django_db
CREDIT = {"referentie_nummer": "C1", "vorig_referentie_nummer": "R1"}


@pytest.fixture
def wereld(db: None) -> Wereld:
    wereld = create_wereld()
    create_betalers(wereld)
    create_toewijzingen(wereld)
    return wereld


def get_stand() -> Mutatie:
    """The ledger as a whole, after every line of it was seen to balance."""
    boekingen = [boeking.mutatie for boeking in Boeking.objects.all()]
    assert [list_verschillen(mutatie) for mutatie in boekingen] == [[]] * len(boekingen)
    return sum(boekingen, Mutatie())


def get_bedragen() -> dict[str, int]:
    return {v: b for v, b in zip(VELDEN, get_stand().bedragen, strict=True) if b}


def test_verdict_is_booked(wereld: Wereld) -> None:
    declareer(wereld, create_regel(), create_regel(referentie_nummer="R2", tarief=7_000))

    assert get_bedragen() == {
        "gedeclareerd": 134_000, "goedgekeurd": 64_000, "afgekeurd": 70_000, "openstaand": 64_000,
    }  # fmt: skip


def test_run_pays_everybody_once(wereld: Wereld) -> None:
    declareer_twee(wereld)

    run = pay(wereld)

    assert [(b.aanbieder_id, b.bedrag, b.kenmerk) for b in run.betalingen.order_by("pk")] == [
        ("41990001", 64_000, "BR-9901-2026-0001-41990001"),
        ("41990002", 62_500, "BR-9901-2026-0001-41990002"),
    ]
    assert get_bedragen() == {"gedeclareerd": 126_500, "goedgekeurd": 126_500, "betaald": 126_500}
    with pytest.raises(BetalingNietMogelijk, match="Er is niets te betalen"):
        create_run(wereld)
    assert list(
        Gebeurtenis.objects.filter(object_soort="betaalrun").order_by("pk").values_list("soort", flat=True)
    ) == [f"betaalrun_{wat}" for wat in ("gemaakt", "voorgelegd", "goedgekeurd", "naar_bank", "betaald")]


def test_file_is_the_same_bytes_each_time(wereld: Wereld) -> None:
    declareer_twee(wereld)

    run = pay(wereld)

    assert actions.render_betaalbestand(run) == run.bestand == Betaalrun.objects.get().bestand
    assert b"<CtrlSum>1265.00</CtrlSum>" in run.bestand


@pytest.mark.parametrize(
    ("wie", "zin"),
    [
        ("controller", "U heeft deze betaalrun zelf gemaakt of gewijzigd"),
        ("backoffice", "Dit mag alleen een controller van de gemeente"),
        ("bestuurder", "Dit mag alleen een controller van de gemeente"),
    ],
)
def test_approval_by_the_wrong_person(wereld: Wereld, wie: str, zin: str) -> None:
    declareer_twee(wereld)

    with pytest.raises(BetalingNietMogelijk, match=zin):
        approve(wereld, create_run(wereld), by=wie)

    assert get_bedragen() == {"gedeclareerd": 126_500, "goedgekeurd": 126_500, "openstaand": 126_500}


def test_one_person_with_two_logins_is_one_pair_of_eyes(wereld: Wereld) -> None:
    declareer_twee(wereld)
    run = create_run(wereld, by="controller2b")
    run = actions.submit_betaalrun(sleutel=run.pk, by=wereld.users["controller"], now=NU)

    with pytest.raises(BetalingNietMogelijk, match="zelf gemaakt"):
        actions.approve_betaalrun(
            sleutel=run.pk, inhoud_sha256=run.inhoud_sha256, by=wereld.users["controller2"], now=NU
        )


def test_database_refuses_an_approval_by_the_maker(wereld: Wereld) -> None:
    declareer_twee(wereld)
    run = approve(wereld, create_run(wereld))

    for veld in ("gemaakt_persoon", "gewijzigd_persoon", "voorgelegd_persoon"):
        with pytest.raises(IntegrityError, match="betaalrun_vier_ogen"), transaction.atomic():
            Betaalrun.objects.filter(pk=run.pk).update(**{veld: "controller2"})
    with pytest.raises(IntegrityError, match="betaalrun_goedgekeurd"), transaction.atomic():
        Betaalrun.objects.filter(pk=run.pk).update(goedgekeurd_persoon="")


def test_change_after_approval_voids_it(wereld: Wereld) -> None:
    een, _ = declareer_twee(wereld)
    run = approve(wereld, create_run(wereld))

    actions.create_aanhouding(
        voorstel=een.betaalvoorstel,
        reden="Vraag loopt",
        by=wereld.users["controller2"],
        today=VANDAAG,
        now=NU,
    )

    run.refresh_from_db()
    assert (run.status, run.goedgekeurd_by, run.makers) == ("concept", "", ["controller", "controller2"])
    assert get_bedragen() == {"gedeclareerd": 126_500, "goedgekeurd": 126_500, "openstaand": 126_500}
    with pytest.raises(BetalingNietMogelijk, match="staat al op: concept"):
        actions.create_betaalbestand(sleutel=run.pk, by=wereld.users["controller"], now=NU)
    with pytest.raises(BetalingNietMogelijk, match="zelf gemaakt of gewijzigd"):
        approve(wereld, run, by="controller2")
    sha = Betaalrun.objects.get().inhoud_sha256
    actions.approve_betaalrun(sleutel=run.pk, inhoud_sha256=sha, by=wereld.users["controller3"], now=NU)
    assert get_stand().klaargezet == 62_500


def test_approval_is_of_what_was_seen(wereld: Wereld) -> None:
    declareer_twee(wereld)
    run = actions.submit_betaalrun(sleutel=create_run(wereld).pk, by=wereld.users["controller"], now=NU)

    with pytest.raises(BetalingNietMogelijk, match="veranderd nadat u hem opende"):
        actions.approve_betaalrun(
            sleutel=run.pk, inhoud_sha256="0" * 64, by=wereld.users["controller2"], now=NU
        )


def test_account_changed_after_approval_stops_the_file(wereld: Wereld) -> None:
    declareer_twee(wereld)
    run = approve(wereld, create_run(wereld))
    rij = vraag_rekening(wereld)
    actions.approve_rekeningnummer(sleutel=rij.pk, by=wereld.users["controller2"], now=NU)

    with pytest.raises(BetalingNietMogelijk, match="rekeningnummer is veranderd na de goedkeuring"):
        actions.create_betaalbestand(sleutel=run.pk, by=wereld.users["controller"], now=NU)

    assert get_stand().bij_bank == 0


def vraag_rekening(wereld: Wereld, iban: str = "NL02 ABNA 0123 4567 89") -> Rekeningnummer:
    return actions.register_rekeningnummer(
        gemeentecode=ALDERVOORT,
        aanbieder=wereld.aanbieders[MERELHOF],
        iban=iban,
        tenaamstelling="Stichting Merelhof",
        vanaf=VANDAAG,
        reden="Brief van 1 maart",
        by=wereld.users["controller"],
        now=NU,
    )


def test_day_that_went_by_is_refused_until_the_run_is_made_anew(wereld: Wereld) -> None:
    declareer_twee(wereld)
    run, later = approve(wereld, create_run(wereld)), timedelta(days=3)
    stap = {"sleutel": run.pk, "by": wereld.users["controller"], "now": NU + later}

    with pytest.raises(BetalingNietMogelijk, match=r"De dag van betalen \(16 maart 2026\) is voorbij"):
        actions.create_betaalbestand(**stap)
    actions.change_betaalrun(**stap, reden="te laat", today=VANDAAG + later)
    actions.submit_betaalrun(**stap)
    sha = Betaalrun.objects.get().inhoud_sha256
    actions.approve_betaalrun(**stap | {"by": wereld.users["controller2"]}, inhoud_sha256=sha)
    actions.create_betaalbestand(**stap)

    run = Betaalrun.objects.get()
    assert (run.uitvoeringsdatum, get_stand().bij_bank) == (VANDAAG + later, 126_500)
    assert b"<Dt>2026-03-19</Dt>" in bytes(run.bestand or b"")


@pytest.mark.parametrize("stap", ["voorleggen", "goedkeuren"])
def test_day_that_went_by_is_told_before_the_file(wereld: Wereld, stap: str) -> None:
    declareer_twee(wereld)
    run, morgen = create_run(wereld), NU + timedelta(days=1)
    if stap == "voorleggen":
        with pytest.raises(BetalingNietMogelijk, match="Opnieuw samenstellen"):
            actions.submit_betaalrun(sleutel=run.pk, by=wereld.users["controller"], now=morgen)
        return
    run = actions.submit_betaalrun(sleutel=run.pk, by=wereld.users["controller"], now=NU)
    with pytest.raises(BetalingNietMogelijk, match="Opnieuw samenstellen"):
        actions.approve_betaalrun(
            sleutel=run.pk, inhoud_sha256=run.inhoud_sha256, by=wereld.users["controller2"], now=morgen
        )


def test_account_needs_two_people(wereld: Wereld) -> None:
    rij = vraag_rekening(wereld)

    with pytest.raises(BetalingNietMogelijk, match="zelf ingevoerd"):
        actions.approve_rekeningnummer(sleutel=rij.pk, by=wereld.users["controller"], now=NU)
    with pytest.raises(BetalingNietMogelijk, match="controlegetal"):
        vraag_rekening(wereld, "NL03ABNA0123456789")

    declareer_twee(wereld)
    assert create_run(wereld).betalingen.get(aanbieder_id=MERELHOF).iban == "NL91ABNA0417164300"


def test_negative_is_set_off_and_the_rest_stays_open(wereld: Wereld) -> None:
    declareer(wereld, create_regel())
    pay(wereld)
    opnieuw = create_regel(referentie_nummer="R2", volume=6)
    declareer(wereld, create_regel(**CREDIT), opnieuw, declaratie_nummer="D2")
    declareer(wereld, create_regel(referentie_nummer="R3", volume=1, begin=date(2026, 1, 1),
                                   eind=date(2026, 1, 31)), declaratie_nummer="D3")  # fmt: skip

    run = pay(wereld)

    assert list(Betaalregel.objects.filter(betaling__betaalrun=run).values_list("bedrag", flat=True)) == [
        -6_400, 6_400,
    ]  # fmt: skip
    assert (run.betalingen.get().bedrag, bytes(run.bestand)) == (0, b"")
    stand = get_stand()
    assert (stand.te_betalen, stand.betaald, stand.openstaand) == (44_800, 64_000, -19_200)
    maart = {"begin": date(2026, 3, 1), "eind": date(2026, 3, 31)}
    rest = create_regel(referentie_nummer="R4", volume=4, **maart)
    declareer(wereld, rest, declaratie_nummer="D4", maand=(2026, 3))
    assert [b.bedrag for b in pay(wereld).betalingen.all()] == [6_400]
    assert get_stand().nog_te_betalen == 0


def test_returned_payment_is_open_again_and_paid_once_more(wereld: Wereld) -> None:
    declareer_twee(wereld)
    run = pay(wereld)

    betaling = run.betalingen.get(aanbieder_id=MERELHOF)
    actions.register_teruggekomen(
        sleutel=betaling.pk, reden="Rekening opgeheven", by=wereld.users["controller"], now=NU
    )

    stand = get_stand()
    assert (stand.betaald, stand.openstaand) == (62_500, 64_000)
    with pytest.raises(BetalingNietMogelijk, match="al teruggekomen"):
        actions.register_teruggekomen(sleutel=betaling.pk, reden="x", by=wereld.users["controller"], now=NU)
    tweede = pay(wereld)
    assert [(b.kenmerk, b.bedrag) for b in tweede.betalingen.all()] == [
        ("BR-9901-2026-0002-41990001", 64_000)
    ]
    assert get_stand().betaald == 126_500


def test_withdrawn_run_leaves_everything_open(wereld: Wereld) -> None:
    declareer_twee(wereld)
    run = approve(wereld, create_run(wereld))

    actions.withdraw_betaalrun(sleutel=run.pk, reden="Fout", by=wereld.users["controller2"], now=NU)

    assert get_bedragen() == {"gedeclareerd": 126_500, "goedgekeurd": 126_500, "openstaand": 126_500}
    assert pay(wereld).betalingen.count() == 2


def test_each_step_only_once(wereld: Wereld) -> None:
    declareer_twee(wereld)
    run = pay(wereld)

    for stap in (actions.create_betaalbestand, actions.register_betaald):
        with pytest.raises(BetalingNietMogelijk, match="Daar verandert niets meer aan"):
            stap(sleutel=run.pk, by=wereld.users["controller"], now=NU)
    with pytest.raises(BetalingNietMogelijk, match="staat al op: betaald"):
        actions.withdraw_betaalrun(sleutel=run.pk, reden="x", by=wereld.users["controller"], now=NU)
    assert get_stand().betaald == 126_500


def test_held_back_claim_is_left_out_until_released(wereld: Wereld) -> None:
    een, _ = declareer_twee(wereld)
    wie = wereld.users["controller"]
    actions.create_aanhouding(voorstel=een.betaalvoorstel, reden="Vraag", by=wie, today=VANDAAG, now=NU)

    assert [b.bedrag for b in create_run(wereld).betalingen.all()] == [62_500]
    actions.close_aanhouding(voorstel=een.betaalvoorstel, by=wie, now=NU)
    assert [b.bedrag for b in create_run(wereld).betalingen.all()] == [64_000]


def test_database_refuses_a_claim_in_two_runs(wereld: Wereld) -> None:
    een, _ = declareer_twee(wereld)
    create_run(wereld)

    with pytest.raises(IntegrityError, match=r"betaalregel_een_keer|UNIQUE"), transaction.atomic():
        Betaalregel.objects.create(
            betaling=Betaling.objects.first(), voorstel=een.betaalvoorstel, bedrag=een.betaalvoorstel.bedrag
        )


@pytest.mark.parametrize("veld", VELDEN)
def test_database_refuses_an_entry_that_does_not_balance(wereld: Wereld, veld: str) -> None:
    een, _ = declareer_twee(wereld)
    boeking = Boeking.objects.get(declaratie=een)
    boeking.pk, boeking.soort, boeking.betaalregel = None, "goedkeuring", None
    setattr(boeking, veld, getattr(boeking, veld) + 1)

    with pytest.raises(DatabaseError), transaction.atomic():
        boeking.save(force_insert=True)


def test_only_what_is_due_by_the_day(wereld: Wereld) -> None:
    declareer_twee(wereld)
    eerste = min(Betaalvoorstel.objects.values_list("uiterste_betaaldatum", flat=True))

    with pytest.raises(BetalingNietMogelijk, match="Er is niets te betalen"):
        create_run(wereld, tot=date.fromordinal(eerste.toordinal() - 1))

    assert create_run(wereld, tot=eerste).betalingen.count() == 2
