"""Sealing what was recorded, refusing to change it, and the root of the day."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories.keten import create_keten, list_fouten, list_schakels, sql
from tests.factories.wereld import NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.berichtenverkeer.actions import register_inkomend_bericht
from stelsel.apps.berichtenverkeer.models import Hartslag, InkomendBericht
from stelsel.apps.journal.actions import (
    create_dagwortel,
    get_wortel,
    register_gebeurtenis,
    register_gebeurtenissen,
    register_schakels,
)
from stelsel.apps.journal.actions.grendels import create_grendels, withdraw_grendels
from stelsel.apps.journal.models import Dagwortel, Gebeurtenis, Ongezegeld, Schakel
from stelsel.apps.journal.queries.controle import check_keten
from stelsel.apps.journal.queries.grendels import list_open_grendels

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def wereld(db: None) -> Wereld:
    return create_wereld()


def registreer(aantal: int = 1) -> None:
    register_gebeurtenissen(
        soort="proef",
        object_soort="proef",
        object_sleutels=[str(nr) for nr in range(aantal)],
        actor="x",
        now=NU,
    )


def test_every_source_gets_a_link_in_the_order_in_which_it_was_recorded(wereld: Wereld) -> None:
    create_keten(wereld, rondes=2)

    bronnen = ["gebeurtenis", "inzage", "inkomend", "uitgaand"]
    assert [(nummer, bron) for nummer, bron, *_ in list_schakels()] == list(enumerate(bronnen * 2, start=1))
    assert (Ongezegeld.objects.count(), check_keten().aantal_fouten) == (0, 0)


def test_what_waits_is_counted_and_no_fault(wereld: Wereld) -> None:
    create_keten(wereld, rondes=1)
    registreer(3)

    rapport = check_keten()

    assert (rapport.schakels, rapport.ongezegeld, rapport.aantal_fouten) == (4, 3, 0)


def test_an_act_that_is_rolled_back_leaves_nothing_in_line() -> None:
    with transaction.atomic():
        registreer()
        transaction.set_rollback(True)

    assert (Gebeurtenis.objects.count(), Ongezegeld.objects.count()) == (0, 0)


def test_sealing_goes_on_behind_the_last_link_and_does_nothing_twice() -> None:
    registreer(2)
    assert (register_schakels(), register_schakels()) == (2, 0)
    registreer(1)
    assert register_schakels() == 1

    assert [rij[0] for rij in list_schakels()] == [1, 2, 3]
    assert check_keten().aantal_fouten == 0


def test_sealing_costs_the_same_number_of_statements_for_ten_rows_and_for_five_hundred() -> None:
    from django.db import connection

    aantallen = []
    for aantal in (10, 190):
        registreer(aantal)
        with CaptureQueriesContext(
            connection,
        ) as vragen:
            assert register_schakels() == aantal
        aantallen.append(len(vragen))

    assert aantallen[0] == aantallen[1]


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE journal_gebeurtenis SET soort = 'x'",
        "DELETE FROM journal_gebeurtenis",
        "UPDATE journal_inzage SET actor = 'x'",
        "DELETE FROM journal_inzage",
        "UPDATE journal_schakel SET hash = 'x'",
        "DELETE FROM journal_schakel",
        "UPDATE berichtenverkeer_inkomendbericht SET inhoud = sha256",
        "UPDATE berichtenverkeer_inkomendbericht SET ontvangen_at = '2020-01-01 10:00:00'",
        "DELETE FROM berichtenverkeer_inkomendbericht",
        "UPDATE berichtenverkeer_uitgaandbericht SET identificatie = 'x'",
        "DELETE FROM berichtenverkeer_uitgaandbericht",
    ],
)
def test_the_database_refuses_change_and_removal(wereld: Wereld, opdracht: str) -> None:
    create_keten(wereld, rondes=1)

    with pytest.raises(DatabaseError), transaction.atomic():
        sql(opdracht)

    assert check_keten().aantal_fouten == 0
    withdraw_grendels()
    sql(opdracht.replace("= sha256", "= CAST('x' AS " + ("BYTEA)" if _is_postgres() else "BLOB)")))
    assert list_fouten() != [], "de controle: zonder grendel lukt het"


def _is_postgres() -> bool:
    from django.db import connection

    return connection.vendor == "postgresql"


def test_a_verdict_on_a_message_may_still_be_written(wereld: Wereld) -> None:
    rij = register_inkomend_bericht(bestandsnaam="a.xml", inhoud=b"<a/>", now=NU)

    rij.status = InkomendBericht.Status.ONLEESBAAR
    rij.save()

    assert InkomendBericht.objects.get(pk=rij.pk).status == "onleesbaar"


def test_without_a_place_in_line_there_is_no_act() -> None:
    registreer()
    sql("CREATE UNIQUE INDEX vol ON journal_ongezegeld (bron)")  # the line is full

    with pytest.raises(DatabaseError):
        _handel()

    assert (Hartslag.objects.count(), Gebeurtenis.objects.count()) == (0, 1)


@transaction.atomic
def _handel() -> None:
    Hartslag.objects.create(naam="proef", gezien_at=NU)
    register_gebeurtenis(soort="p", object_soort="p", object_sleutel="1", actor="x", now=NU)


def test_a_row_that_went_missing_while_it_waited_is_found() -> None:
    registreer(2)
    withdraw_grendels()
    sql("DELETE FROM journal_gebeurtenis WHERE object_sleutel = '0'")
    register_schakels()

    [fout] = list_fouten()
    assert (fout.volgnummer, fout.bron, fout.uitleg) == (1, "gebeurtenis", "de regel is weg")


def test_rows_from_before_the_chain_are_taken_in_after_a_migration() -> None:
    withdraw_grendels()
    registreer(3)
    assert Ongezegeld.objects.count() == 0

    create_grendels()

    assert (register_schakels(), check_keten().aantal_fouten, list_open_grendels()) == (3, 0, [])


def test_an_event_that_says_it_happened_long_before_the_last_root_is_reported(wereld: Wereld) -> None:
    wortel = create_keten(wereld, rondes=1)  # its root is of a day later
    for dagen in (0, -1):
        moment = NU + timedelta(days=dagen)
        register_gebeurtenis(soort="p", object_soort="p", object_sleutel="1", actor="x", now=moment)
    register_schakels()

    [fout] = list_fouten(wortel)
    assert (fout.volgnummer, fout.uitleg) == (
        6,
        "de regel is van 2026-03-15 09:00:00.000000 UTC, maar pas na een latere wortel geschreven",
    )


def test_a_day_has_one_root_in_the_database_and_as_a_file(wereld: Wereld, tmp_path: Path) -> None:
    registreer(2)

    wortel = create_dagwortel(today=VANDAAG, now=NU, map_=tmp_path)

    assert wortel is not None
    assert json.loads((tmp_path / "2026-03-16.json").read_text()) == {
        "datum": "2026-03-16",
        "volgnummer": 2,
        "hash": Schakel.objects.get(volgnummer=2).hash,
        "gemaakt_at": "2026-03-16T10:00:00+01:00",
    }
    assert create_dagwortel(today=VANDAAG, now=NU, map_=tmp_path) is None
    assert Dagwortel.objects.get().volgnummer == 2
    assert check_keten().wortels == 1


def test_an_empty_journal_has_no_root(tmp_path: Path) -> None:
    assert get_wortel(today=VANDAAG, now=NU) is None
    assert create_dagwortel(today=VANDAAG, now=NU, map_=tmp_path) is None


@pytest.mark.django_db(transaction=True)
def test_bolts_are_on_again_after_a_migration() -> None:
    registreer(1)
    withdraw_grendels()
    call_command("migrate", verbosity=0, interactive=False)

    assert list_open_grendels() == []
    assert register_schakels() == 1
