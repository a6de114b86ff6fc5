"""The register of the own contribution follows the starts and stops, and says where it does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from tests.factories.wereld import NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.declaraties import actions, queries
from stelsel.apps.declaraties.models import Bijdrageperiode
from stelsel.apps.journal.models import Inzage
from stelsel.apps.toegang.models import Startmelding, Stopmelding, Toewijzing
from stelsel.domein.declaraties.eigenbijdrage import geldt_eigen_bijdrage, list_bijdrageperioden
from stelsel.domein.parameters import ParameterOnbekend, get_aantal
from stelsel.kern.periode import Periode

GEBOREN = date(1951, 11, 9)
D = date


@pytest.mark.parametrize(
    ("leveringen", "geboren", "perioden"),
    [
        ([], GEBOREN, []),
        # The first starts it, the last stops it.
        ([(D(2026, 2, 1), D(2026, 5, 31)), (D(2026, 1, 5), D(2026, 3, 1))], GEBOREN,
         [(D(2026, 1, 5), D(2026, 5, 31))]),
        ([(D(2026, 1, 1), D(2026, 1, 31)), (D(2026, 2, 1), None)], GEBOREN, [(D(2026, 1, 1), None)]),
        ([(D(2026, 1, 1), D(2026, 1, 31)), (D(2026, 2, 2), None)], GEBOREN,
         [(D(2026, 1, 1), D(2026, 1, 31)), (D(2026, 2, 2), None)]),
        ([(D(2026, 1, 1), None), (D(2026, 3, 1), D(2026, 3, 31))], GEBOREN, [(D(2026, 1, 1), None)]),
        # From the 18th birthday.
        ([(D(2026, 1, 1), None)], D(2008, 3, 9), [(D(2026, 3, 9), None)]),
        ([(D(2026, 1, 1), D(2026, 3, 8))], D(2008, 3, 9), []),
        ([(D(2022, 1, 1), None)], D(2004, 2, 29), [(D(2022, 3, 1), None)]),
    ],
)  # fmt: skip
def test_periods_of_a_person(leveringen: list[Any], geboren: date, perioden: list[Any]) -> None:
    gevonden = list_bijdrageperioden([Periode(*levering) for levering in leveringen], geboortedatum=geboren)

    assert [(periode.begin, periode.eind) for periode in gevonden] == perioden


def test_which_support_has_a_contribution() -> None:
    vragen = (("wmo", "02"), ("wmo", "11"), ("wmo", "15"), ("jw", "45"))

    assert [geldt_eigen_bijdrage(wet=w, categorie=c) for w, c in vragen] == [True, False, False, False]


@pytest.mark.eis("R6.14")
def test_the_maximum_per_year() -> None:
    dagen = (D(2020, 1, 1), D(2023, 12, 31), D(2024, 1, 1), D(2025, 6, 1))

    assert [get_aantal("eigen_bijdrage_maximum", peildatum=d) for d in dagen] == [1900, 1900, 2060, 2100]
    for buiten in (D(2019, 12, 31), D(2026, 1, 1)):
        with pytest.raises(ParameterOnbekend):
            get_aantal("eigen_bijdrage_maximum", peildatum=buiten)


@pytest.fixture
def wereld(db: None) -> Wereld:
    return create_wereld()


def begin(toewijzing: Toewijzing, dag: date) -> None:
    Startmelding.objects.create(
        toewijzing=toewijzing, begindatum=dag, bericht_sleutel="WMO305 1", gemeld_at=NU
    )


def stop(toewijzing: Toewijzing, dag: date, *, reden: str = "19") -> None:
    Stopmelding.objects.create(
        toewijzing=toewijzing,
        begindatum=dag,
        einddatum=dag,
        reden_beeindiging=reden,
        bericht_sleutel="WMO307 1",
        gemeld_at=NU,
    )


def change(wereld: Wereld) -> int:
    return actions.change_bijdrageregister(by=wereld.users["backoffice"], today=VANDAAG, now=NU)


def list_register() -> list[tuple[Any, ...]]:
    rijen = Bijdrageperiode.objects.order_by("start_nummer")
    return list(rijen.values_list("start_nummer", "client__nummer", "startdatum", "stopdatum", "status"))


@pytest.mark.eis("R6.12")
@pytest.mark.eis("R6.13")
def test_from_first_start_to_last_stop(wereld: Wereld) -> None:
    een = create_toewijzing(wereld, einddatum=None)
    twee = create_toewijzing(wereld, product="07D01", einddatum=None)
    create_toewijzing(wereld, client="C-3")
    begin(een, D(2026, 1, 5))
    begin(twee, D(2026, 2, 2))

    assert change(wereld) == 1
    assert list_register() == [(1, "C-2", D(2026, 1, 5), None, "1")]
    stop(een, D(2026, 2, 28))
    assert change(wereld) == 0  # the other goes on
    stop(twee, D(2026, 3, 10), reden="20")
    assert change(wereld) == 0  # for the time being
    stop(twee, D(2026, 3, 15))
    assert change(wereld) == 1
    assert list_register() == [(1, "C-2", D(2026, 1, 5), D(2026, 3, 15), "2")]
    assert queries.list_bijdrageverschillen("9901", today=VANDAAG) == []


def test_a_start_taken_back_lapses_and_its_number_stays_taken(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld, einddatum=None)
    begin(toewijzing, D(2026, 1, 5))
    change(wereld)
    Startmelding.objects.update(verwijderd=True)
    change(wereld)
    begin(toewijzing, D(2026, 1, 7))

    change(wereld)

    assert list_register() == [
        (1, "C-2", D(2026, 1, 5), None, "3"),
        (2, "C-2", D(2026, 1, 7), None, "1"),
    ]


def test_a_child_and_another_gemeente_are_not_in_it(wereld: Wereld) -> None:
    begin(create_toewijzing(wereld, client="C-1", einddatum=None), D(2026, 1, 5))
    begin(create_toewijzing(wereld, client="C-3", einddatum=None), D(2026, 1, 5))

    assert (change(wereld), list_register()) == (0, [])


def test_the_page_shows_settles_and_logs(client: Browser, wereld: Wereld) -> None:
    begin(create_toewijzing(wereld, einddatum=None), D(2026, 1, 5))
    client.force_login(wereld.users["backoffice"])

    tekst = client.get("/declaraties/eigen-bijdrage").content.decode()

    assert "C-2: hulp vanaf 5 januari 2026, nog niet in het register." in tekst
    assert client.post("/declaraties/eigen-bijdrage", {"eenmalig": "k" * 32}).status_code == 302
    tekst = client.get("/declaraties/eigen-bijdrage").content.decode()
    assert "Klopt met de levering" in tekst
    assert set(Inzage.objects.values_list("client_nummer", "handeling")) == {
        ("C-2", "register eigen bijdrage bekeken")
    }


def test_statements_do_not_grow(wereld: Wereld, django_assert_num_queries: Any) -> None:
    for _ in range(5):
        begin(create_toewijzing(wereld, einddatum=None), D(2026, 1, 5))

    with django_assert_num_queries(3):
        queries.list_bijdrageverschillen("9901", today=VANDAAG)
