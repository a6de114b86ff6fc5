"""Registering clients, changing allocations, start and stop, and taking over a caseload."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.factories.wereld import MERELHOF, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang import actions
from stelsel.apps.toegang.actions import personen
from stelsel.apps.toegang.models import Client, Startmelding, Toewijzing
from stelsel.kern.nummers import bsn_testnummers

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


def test_create_client_numbers_household_and_double(wereld: Wereld) -> None:
    gegevens = actions.Clientgegevens(
        bsn=bsn_testnummers()[50],
        geslachtsnaam="Waterral",
        voornamen="Mees Jan",
        geboortedatum=date(2010, 1, 1),
    )
    huisgenoot = wereld.clienten["C-1"]
    by = wereld.users["regisseur"]

    client = actions.create_client(gegevens=gegevens, huisgenoot=huisgenoot, by=by, today=VANDAAG, now=NU)
    with pytest.raises(actions.ClientBestaatAl) as fout:
        actions.create_client(gegevens=gegevens, huisgenoot=None, by=by, today=VANDAAG, now=NU)

    assert (client.nummer, client.voorletters, client.huishouden) == (
        "9901-000001",
        "MJ",
        huisgenoot.huishouden,
    )
    assert fout.value.nummer == "9901-000001"


def test_registration_that_waited_for_another_of_the_same_person_sees_it(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one commits while we wait for the lock of the number series."""
    gegevens = actions.Clientgegevens(bsn_testnummers()[50], "Waterral", "Mees", date(2010, 1, 1))
    ander = wereld.clienten["C-1"]

    def wacht(*, reeks: str) -> range:
        Client.objects.filter(pk=ander.pk).update(bsn=gegevens.bsn)
        return create_nummers(reeks=reeks)

    monkeypatch.setattr(personen, "create_nummers", wacht)

    with pytest.raises(actions.ClientBestaatAl) as fout:
        actions.create_client(
            gegevens=gegevens, huisgenoot=None, by=wereld.users["regisseur"], today=VANDAAG, now=NU
        )

    assert fout.value.nummer == "C-1"
    assert gegevens.bsn not in str(fout.value)


@pytest.mark.parametrize(
    ("bsn", "geboortedatum"), [("123456789", date(2010, 1, 1)), ("999900006", date(2026, 3, 17))]
)
def test_create_client_refused(wereld: Wereld, bsn: str, geboortedatum: date) -> None:
    gegevens = actions.Clientgegevens(bsn, "Waterral", "Mees", geboortedatum)

    with pytest.raises(actions.ClientNietMogelijk):
        actions.create_client(
            gegevens=gegevens, huisgenoot=None, by=wereld.users["regisseur"], today=VANDAAG, now=NU
        )


def test_start_and_stop_and_taking_back(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld)

    start = actions.register_start(
        toewijzing=toewijzing, begindatum=date(2026, 1, 5), bericht_sleutel="b1", now=NU
    )
    actions.withdraw_start(start=start, now=NU)
    stop = actions.register_stop(
        toewijzing=toewijzing,
        begindatum=date(2026, 1, 5),
        einddatum=date(2026, 2, 1),
        reden_beeindiging="19",
        bericht_sleutel="b2",
        now=NU,
    )

    assert (start.verwijderd, start.code, stop.reden_beeindiging) == (True, "02A01", "19")
    assert list(Gebeurtenis.objects.order_by("pk").values_list("soort", flat=True)) == [
        "start_gemeld",
        "start_ingetrokken",
        "stop_gemeld",
    ]


def test_take_over_is_set_based_and_moves_the_series(wereld: Wereld, django_assert_max_num_queries) -> None:
    bsns = bsn_testnummers()[1000:1300]
    clienten = [
        actions.Clientovername(
            nummer=f"9901-9{n:05d}",
            gemeentecode="9901",
            huishouden=f"H{n // 2}",
            gegevens=actions.Clientgegevens(bsn, "Overgenomen", "Robin", date(1980, 1, 1)),
        )
        for n, bsn in enumerate(bsns)
    ]
    toewijzingen = [
        actions.Toewijzingovername(
            toewijzing_nummer=str(500 + n),
            client_nummer=rij.nummer,
            wet="wmo",
            agb=MERELHOF,
            categorie="02",
            code="02A01",
            ingangsdatum=date(2026, 1, 1),
            einddatum=date(2026, 12, 31),
            toegewezen_at=NU,
            volume=3,
            eenheid="04",
            frequentie="2",
            startdatum=date(2026, 1, 1) + timedelta(days=n % 7),
        )
        for n, rij in enumerate(clienten)
    ]

    with django_assert_max_num_queries(40):
        actions.take_over_clienten(clienten=clienten, actor="overname", now=NU)
        actions.take_over_toewijzingen(toewijzingen=toewijzingen, actor="overname", now=NU)
    [volgend] = create_nummers(reeks="toewijzing 9901 wmo")

    assert Client.objects.filter(geslachtsnaam="Overgenomen").count() == 300
    assert (Toewijzing.objects.count(), Startmelding.objects.count()) == (300, 300)
    assert volgend == 800
