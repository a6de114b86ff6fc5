"""What each 301 of a chain says: all that is current, every change once, and again when it did not count."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from tests.factories.wereld import MERELHOF, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.models import UitgaandBericht
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.models import Toewijzing
from stelsel.apps.toegang.queries import get_stand
from stelsel.domein.toegang.levensloop import Afstemming, Wens
from stelsel.istandaarden import check_bericht, parse_bericht
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

pytestmark = pytest.mark.django_db
Regel = tuple[int, str | None, str | None, date | None]


class Keten:
    """One client at one aanbieder: change, send, answer; a clock that goes on a minute at every step."""

    def __init__(self, wereld: Wereld) -> None:
        self.by, self.nu = wereld.users["regisseur"], NU

    def tik(self) -> datetime:
        self.nu += timedelta(minutes=1)
        return self.nu

    def meld(self, toewijzing: Toewijzing) -> Toewijzing:
        toegang.register_gewijzigd(toewijzing, actor="regisseur", now=self.tik())
        return toewijzing

    def wijzig(self, toewijzing: Toewijzing, *, referentie: str = "", **anders: Any) -> list[Toewijzing]:
        toewijzing.refresh_from_db()
        stand = get_stand(toewijzing)
        wens = {"einddatum": stand.periode.eind, "omvang": stand.omvang, "budget": stand.budget}
        return toegang.change_toewijzing(
            toewijzing=toewijzing,
            gewenst=Wens(**{**wens, "afstemming": Afstemming.VERZOEK, **anders}),
            today=VANDAAG,
            now=self.tik(),
            by=self.by,
            referentie_aanbieder=referentie,
        )

    def verwijder(self, toewijzing: Toewijzing) -> None:
        toewijzing.refresh_from_db()
        toegang.withdraw_toewijzing(toewijzing=toewijzing, by=self.by, now=self.tik())

    def verstuur(self, *, maximum: int = 200) -> list[Regel]:
        """(number, reason, reference, last day) of every product in the one 301 that is made; [] for none."""
        eerder = set(UitgaandBericht.objects.values_list("pk", flat=True))
        actions.create_toewijzingsberichten(today=VANDAAG, now=self.tik(), maximum=maximum)
        berichten = list(UitgaandBericht.objects.exclude(pk__in=eerder))
        if not berichten:
            return []
        [self.laatste] = berichten
        assert check_bericht(bytes(self.laatste.inhoud)).niveau == 0
        return [
            (
                product["ToewijzingNummer"],
                product.get("RedenWijziging"),
                product.get("ReferentieAanbieder"),
                product.get("Einddatum"),
            )
            for product in self.list_producten()
        ]

    def list_producten(self) -> list[dict[str, Any]]:
        client = parse_bericht(bytes(self.laatste.inhoud)).waarden["Client"]
        producten: list[dict[str, Any]] = client["ToegewezenProducten"]["ToegewezenProduct"]
        return producten

    def keur_af(self) -> None:
        UitgaandBericht.objects.filter(pk=self.laatste.pk).update(beantwoord="afgekeurd")


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def keten(wereld: Wereld) -> Keten:
    return Keten(wereld)


JUNI, DECEMBER = date(2026, 6, 30), date(2026, 12, 31)


def test_stretch_shorten_delete_each_with_its_reason_once(wereld: Wereld, keten: Keten) -> None:
    rij, ander = create_toewijzing(wereld), create_toewijzing(wereld, product="07D01")
    keten.meld(rij)
    keten.meld(ander)

    assert keten.verstuur() == [(1000, None, None, DECEMBER), (1001, None, None, DECEMBER)]
    keten.wijzig(rij, einddatum=date(2027, 3, 31), afstemming=Afstemming.OVERLEG)
    assert keten.verstuur() == [(1000, "04", None, date(2027, 3, 31)), (1001, None, None, DECEMBER)]
    keten.wijzig(ander, einddatum=JUNI, afstemming=Afstemming.OVERLEG)
    assert keten.verstuur() == [(1000, None, None, date(2027, 3, 31)), (1001, "05", None, JUNI)]
    keten.verwijder(rij)
    assert keten.verstuur() == [(1000, "13", None, date(2026, 1, 1)), (1001, None, None, JUNI)]
    keten.wijzig(ander, einddatum=DECEMBER)
    assert keten.verstuur() == [(1001, "12", None, DECEMBER)]


def test_only_what_changed_gets_a_new_moment(wereld: Wereld, keten: Keten) -> None:
    rij = create_toewijzing(wereld)
    create_toewijzing(wereld, product="07D01")
    keten.meld(rij)
    keten.verstuur()
    oud = [(p["Toewijzingsdatum"], p["Toewijzingstijd"]) for p in keten.list_producten()]

    keten.wijzig(rij, einddatum=JUNI)
    keten.verstuur()

    nieuw = [(p["Toewijzingsdatum"], p["Toewijzingstijd"]) for p in keten.list_producten()]
    assert nieuw == [(VANDAAG, time(10, 3)), oud[1]]


def test_a_new_number_goes_with_the_end_of_the_old_one(wereld: Wereld, keten: Keten) -> None:
    keten.meld(rij := create_toewijzing(wereld))
    keten.verstuur()

    vijf = Omvang(5, Eenheid.UUR, Frequentie.WEEK)
    [_, nieuw] = keten.wijzig(rij, omvang=vijf, ingangsdatum=date(2026, 7, 1), referentie="A001")

    assert keten.verstuur() == [
        (1000, "12", "A001", JUNI),
        (int(nieuw.toewijzing_nummer), None, "A001", DECEMBER),
    ]


def test_two_changes_before_one_sending_are_told_as_they_end(wereld: Wereld, keten: Keten) -> None:
    keten.meld(rij := create_toewijzing(wereld))
    keten.verstuur()
    keten.wijzig(rij, einddatum=JUNI, afstemming=Afstemming.OVERLEG)
    keten.wijzig(rij, einddatum=date(2026, 9, 30), afstemming=Afstemming.OVERLEG)

    assert (keten.verstuur(), keten.verstuur()) == ([(1000, "04", None, date(2026, 9, 30))], [])


def test_new_and_changed_before_the_first_sending_is_new(wereld: Wereld, keten: Keten) -> None:
    keten.meld(rij := create_toewijzing(wereld))
    keten.wijzig(rij, einddatum=JUNI)

    assert keten.verstuur() == [(1000, None, None, JUNI)]


def test_deleted_before_the_first_sending_is_never_told(wereld: Wereld, keten: Keten) -> None:
    keten.meld(rij := create_toewijzing(wereld))
    keten.verwijder(rij)
    assert keten.verstuur() == []

    keten.meld(create_toewijzing(wereld, product="07D01"))
    assert keten.verstuur() == [(1001, None, None, DECEMBER)]


def test_taken_over_is_known_to_the_aanbieder_already(wereld: Wereld, keten: Keten) -> None:
    rij = create_toewijzing(wereld)  # as take_over_toewijzingen leaves it: no event for the messages
    keten.wijzig(rij, einddatum=JUNI, afstemming=Afstemming.OVERLEG)

    assert keten.verstuur() == [(1000, "05", None, JUNI)]


@pytest.mark.parametrize("hoe", ["afgekeurd", "geblokkeerd", "mislukt"])
def test_what_did_not_count_as_sent_is_told_again(wereld: Wereld, keten: Keten, hoe: str) -> None:
    rij, ander = create_toewijzing(wereld), create_toewijzing(wereld, product="07D01")
    keten.meld(rij)
    keten.verstuur()
    keten.wijzig(rij, einddatum=JUNI, referentie="A7")
    assert keten.verstuur() == [(1000, "12", "A7", JUNI), (1001, None, None, DECEMBER)]
    weg = {"beantwoord": "afgekeurd"} if hoe == "afgekeurd" else {"status": hoe}
    UitgaandBericht.objects.filter(pk=keten.laatste.pk).update(**weg)

    keten.wijzig(ander, einddatum=JUNI)
    assert keten.verstuur() == [(1000, "12", "A7", JUNI), (1001, "12", None, JUNI)]
    keten.wijzig(ander, einddatum=DECEMBER)
    assert keten.verstuur() == [(1000, None, None, JUNI), (1001, "12", None, DECEMBER)]


def test_a_refused_first_sending_stays_new(wereld: Wereld, keten: Keten) -> None:
    keten.meld(rij := create_toewijzing(wereld))
    keten.verstuur()
    keten.keur_af()
    keten.wijzig(rij, einddatum=JUNI)

    assert keten.verstuur() == [(1000, None, None, JUNI)]


def test_what_ended_before_today_comes_once_more_only_while_it_was_not_told(
    wereld: Wereld, keten: Keten
) -> None:
    rij, ander = create_toewijzing(wereld), create_toewijzing(wereld, product="07D01")
    keten.meld(rij)
    keten.verstuur()
    keten.wijzig(rij, einddatum=date(2026, 2, 28))
    keten.verstuur()
    keten.keur_af()

    keten.wijzig(ander, einddatum=JUNI)
    assert keten.verstuur() == [(1000, "12", None, date(2026, 2, 28)), (1001, "12", None, JUNI)]
    keten.wijzig(ander, einddatum=DECEMBER)
    assert keten.verstuur() == [(1001, "12", None, DECEMBER)]


@pytest.mark.parametrize("maximum", [200, 1])
def test_a_granted_vow_is_one_whole_with_one_reference(wereld: Wereld, keten: Keten, maximum: int) -> None:
    rij, ander = create_toewijzing(wereld), create_toewijzing(wereld, product="07D01")
    keten.meld(rij)
    keten.meld(ander)
    keten.verstuur()
    keten.wijzig(rij, einddatum=date(2027, 6, 30), referentie="667788")
    toegang.register_ongewijzigd(
        toewijzing=ander, referentie_aanbieder="667788", by=keten.by, now=keten.tik()
    )

    assert keten.verstuur(maximum=maximum) == [
        (1000, "12", "667788", date(2027, 6, 30)),
        (1001, None, "667788", DECEMBER),
    ]
    keten.wijzig(ander, einddatum=JUNI, afstemming=Afstemming.OVERLEG)
    assert keten.verstuur() == [(1000, None, None, date(2027, 6, 30)), (1001, "05", None, JUNI)]


def test_other_aanbieder_and_law_get_a_message_of_their_own(wereld: Wereld, keten: Keten) -> None:
    wmo, jw = create_toewijzing(wereld), create_toewijzing(wereld, product="45A01")
    keten.meld(wmo)
    keten.meld(jw)

    assert actions.create_toewijzingsberichten(today=VANDAAG, now=keten.tik()) == 2
    namen = UitgaandBericht.objects.order_by("bericht").values_list("bericht", "aanbieder_id")
    assert list(namen) == [("JW301", MERELHOF), ("WMO301", MERELHOF)]
