"""Judging a claim in the database: what is kept, what is answered, and what a second delivery changes."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from lxml import etree
from tests.factories.declaraties import create_323, create_regel, read_323
from tests.factories.wereld import (
    ALDERVOORT,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_toewijzing,
    create_wereld,
)

from stelsel.apps.declaraties.actions import Uitslag, register_declaratie
from stelsel.apps.declaraties.models import Betaalvoorstel, Declarant, Declaratie, Declaratieregel
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang.models import Client
from stelsel.istandaarden import check_bericht, parse_bericht, write_bericht
from stelsel.kern.nummers import bsn_testnummers

pytestmark = pytest.mark.django_db
XSD = Path(os.environ.get("STELSEL_SHARED", "../shared")) / "istandaarden" / "xsd" / "iwmo" / "wmo325.xsd"
JANUARI = {"begin": date(2026, 1, 1), "eind": date(2026, 1, 31)}


@pytest.fixture
def wereld(db: None) -> Wereld:
    wereld = create_wereld()
    create_toewijzing(wereld, toewijzing_nummer="1000")
    return wereld


def declareer(wereld: Wereld, *regels: dict[str, Any], **bericht: Any) -> Uitslag:
    return register_declaratie(
        declaratie=read_323(create_323(regels, **bericht)),
        gemeente=wereld.gemeenten[ALDERVOORT],
        aanbieder=wereld.aanbieders[MERELHOF],
        wet="wmo",
        bericht_sleutel="in-1",
        sha256="0" * 64,
        create_identificatie=lambda: "ANT000000001",
        today=VANDAAG,
        now=NU,
    )


def get_antwoord(uitslag: Uitslag) -> dict[str, Any]:
    """The 325 as it leaves: written, clean on both levels (by the reference schema too), and read back."""
    data = write_bericht(uitslag.antwoord)
    assert check_bericht(data).bevindingen == []
    if XSD.exists():
        etree.XMLSchema(etree.parse(str(XSD))).assertValid(etree.fromstring(data))
    return dict(parse_bericht(data).waarden)


def test_approved_claim_is_kept_answered_and_proposed(wereld: Wereld) -> None:
    uitslag = declareer(wereld, create_regel(), create_regel(referentie_nummer="R2", **JANUARI))

    declaratie = Declaratie.objects.get()
    assert uitslag.declaratie == declaratie
    assert (declaratie.totaal_ingediend, declaratie.totaal_toegekend, declaratie.uitkomst) == (
        128_000,
        128_000,
        "goedgekeurd",
    )
    assert list(
        Declaratieregel.objects.order_by("rij").values_list("referentie_nummer", "bedrag", "retourcodes")
    ) == [
        ("R1", 64_000, ""),
        ("R2", 64_000, ""),
    ]
    voorstel = Betaalvoorstel.objects.get()
    assert (voorstel.bedrag, voorstel.uiterste_betaaldatum) == (128_000, date(2026, 4, 9))
    antwoord = get_antwoord(uitslag)
    assert antwoord["Header"]["Afzender"] == ALDERVOORT
    assert antwoord["Header"]["DeclaratieIdentificatie"]["Identificatie"] == "BER000000001"
    assert antwoord["DeclaratieAntwoord"]["RetourCodes"] == {"RetourCode": ["8001"]}
    assert "Clienten" not in antwoord["DeclaratieAntwoord"]


def test_rejected_lines_only_are_returned(wereld: Wereld) -> None:
    fout = create_regel(referentie_nummer="R2", tarief=7000, **JANUARI)

    uitslag = declareer(wereld, create_regel(), fout)

    antwoord = get_antwoord(uitslag)["DeclaratieAntwoord"]
    assert antwoord["TotaalToegekendBedrag"] == {"TotaalBedrag": 64_000, "DebetCredit": "D"}
    [client] = antwoord["Clienten"]["Client"]
    [prestatie] = client["Prestaties"]["Prestatie"]
    assert (prestatie["ProductReferentie"], prestatie["RetourCodes"]) == (
        {"ReferentieNummer": "R2"},
        {"RetourCode": ["0611"]},
    )
    assert Betaalvoorstel.objects.get().bedrag == 64_000


def test_claim_of_which_nothing_is_approved_gets_no_proposal(wereld: Wereld) -> None:
    uitslag = declareer(wereld, create_regel(toewijzing_nummer=4711))

    assert uitslag.declaratie is not None
    assert uitslag.declaratie.uitkomst == "afgekeurd"
    assert Betaalvoorstel.objects.count() == 0


def test_line_of_unknown_client_is_kept_without_keys(wereld: Wereld) -> None:
    declareer(
        wereld,
        create_regel(bsn="999900006", toewijzing_nummer=5),
        create_regel(bsn="999900262", referentie_nummer="R2"),
    )

    regels = Declaratieregel.objects.order_by("rij").values_list("client_id", "toewijzing_id", "retourcodes")
    assert list(regels) == [(wereld.clienten["C-1"].pk, None, "9338"), (None, None, "8187")]


def test_second_delivery_changes_nothing(wereld: Wereld) -> None:
    declareer(wereld, create_regel())
    voor = list(Declaratieregel.objects.values())

    uitslag = declareer(wereld, create_regel(), identificatie="BER000000002")

    assert (uitslag.declaratie, uitslag.codes) == (None, ("9333",))
    assert get_antwoord(uitslag)["DeclaratieAntwoord"]["TotaalToegekendBedrag"] == {
        "TotaalBedrag": 0,
        "DebetCredit": "D",
    }
    assert list(Declaratieregel.objects.values()) == voor
    assert (Declaratie.objects.count(), Betaalvoorstel.objects.count()) == (1, 1)


def test_same_lines_under_another_number_are_not_paid_twice(wereld: Wereld) -> None:
    declareer(wereld, create_regel())

    uitslag = declareer(wereld, create_regel(), declaratie_nummer="D202602B")

    assert uitslag.declaratie is not None
    assert uitslag.declaratie.totaal_toegekend == 0
    assert Declaratieregel.objects.get(declaratie=uitslag.declaratie).retourcodes == "8021,9389"


def test_credit_and_corrected_debit(wereld: Wereld) -> None:
    declareer(wereld, create_regel())
    credit = create_regel(referentie_nummer="R2", vorig_referentie_nummer="R1")
    correctie = create_regel(referentie_nummer="R3", volume=8)

    uitslag = declareer(wereld, correctie, credit, declaratie_nummer="D202602B")

    assert uitslag.codes == ("8001",)
    assert [v.bedrag for v in Betaalvoorstel.objects.order_by("id")] == [64_000, 51_200 - 64_000]
    assert get_antwoord(uitslag)["DeclaratieAntwoord"]["TotaalToegekendBedrag"] == {
        "TotaalBedrag": 12_800,
        "DebetCredit": "C",
    }


def test_credited_twice_is_refused_by_the_database_as_well(wereld: Wereld) -> None:
    declareer(wereld, create_regel())
    declareer(
        wereld,
        create_regel(referentie_nummer="R2", vorig_referentie_nummer="R1"),
        declaratie_nummer="D202602B",
    )
    credit = Declaratieregel.objects.get(referentie_nummer="R2")
    credit.pk, credit.referentie_nummer = None, "R3"

    with pytest.raises(IntegrityError), transaction.atomic():
        credit.save()


@pytest.mark.parametrize(("minuten", "oordeel"), [(420, ""), (421, "9322")], ids=["fits", "one too many"])
def test_hours_minutes_and_credits_of_before_add_up(wereld: Wereld, minuten: int, oordeel: str) -> None:
    """Twelve hours in all: five of January stay, four of February are given back; seven are left."""
    create_toewijzing(wereld, toewijzing_nummer="1001", volume=12, frequentie="6")
    maart = {"begin": date(2026, 3, 1), "eind": date(2026, 3, 31)}

    def regel(referentie: str, aantal: int, **anders: Any) -> dict[str, Any]:
        minuut = {"eenheid": "01", "tarief": 107, "volume": aantal, "bedrag": (aantal * 6400 + 30) // 60}
        return create_regel(**{"referentie_nummer": referentie, "toewijzing_nummer": 1001} | minuut | anders)

    februari = {"eenheid": "04", "tarief": 6400, "volume": 4, "bedrag": 25_600}
    declareer(wereld, regel("R1", 300, **JANUARI), regel("R2", 0, **februari))
    declareer(
        wereld,
        regel("R3", 0, **februari, vorig_referentie_nummer="R2"),
        declaratie_nummer="D2",
        identificatie="B2",
    )
    declareer(wereld, regel("R4", minuten, **maart), declaratie_nummer="D3", identificatie="B3")

    regels = dict(Declaratieregel.objects.values_list("referentie_nummer", "retourcodes"))
    assert regels == {"R1": "", "R2": "", "R3": "", "R4": oordeel}


def test_claim_on_allocation_of_another_aanbieder_is_unknown(wereld: Wereld) -> None:
    create_toewijzing(wereld, toewijzing_nummer="2000", agb="41990002")

    declareer(wereld, create_regel(toewijzing_nummer=2000))

    assert Declaratieregel.objects.get().retourcodes == "9338"


def test_journal_tells_the_verdict_without_persons(wereld: Wereld) -> None:
    declareer(wereld, create_regel())

    gebeurtenis = Gebeurtenis.objects.get(soort="declaratie_beoordeeld")
    assert gebeurtenis.data == {
        "uitkomst": "goedgekeurd",
        "regels": 1,
        "afgekeurd": 0,
        "ingediend": 64_000,
        "toegekend": 64_000,
    }


def _regels_van_velen(wereld: Wereld, aantal: int) -> list[dict[str, Any]]:
    """A line each for that many clients, every other one at a wrong tariff."""
    regels = []
    for volgnummer, bsn in enumerate(bsn_testnummers()[10 : 10 + aantal]):
        nummer = f"D-{volgnummer}"
        wereld.clienten[nummer] = Client.objects.create(
            nummer=nummer,
            gemeente_id=ALDERVOORT,
            bsn=bsn,
            geslachtsnaam="Rietzanger",
            geboortedatum=date(1960, 1, 1),
        )
        create_toewijzing(wereld, client=nummer, toewijzing_nummer=str(5000 + volgnummer))
        regels.append(
            create_regel(
                bsn=bsn,
                toewijzing_nummer=5000 + volgnummer,
                referentie_nummer=f"X{volgnummer}",
                tarief=6400 + volgnummer % 2,
            )
        )
    return regels


@pytest.mark.parametrize("aantal", [1, 500])
def test_number_of_statements_does_not_depend_on_lines(wereld: Wereld, aantal: int) -> None:
    regels = _regels_van_velen(wereld, aantal)
    Declarant.objects.create(gemeente_id=ALDERVOORT, aanbieder_id=MERELHOF, wet="wmo")

    with CaptureQueriesContext(
        connection,
    ) as vragen:
        declareer(wereld, *regels)

    opdrachten = [v["sql"] for v in vragen if not v["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    # COPY takes any number of lines; SQLite takes them by the many, and what is left one by one.
    assert len(opdrachten) == (14 if connection.vendor == "postgresql" else 15)
    assert Declaratieregel.objects.count() == aantal


@pytest.mark.parametrize("fout", ["write_regels", "_create_betaalvoorstel", "_register_oordeel"])
def test_nothing_is_stored_half(wereld: Wereld, fout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def breek(*args: object, **kwargs: object) -> None:
        raise RuntimeError("uitgevallen")

    monkeypatch.setattr(f"stelsel.apps.declaraties.actions.beoordelen.{fout}", breek)

    with pytest.raises(RuntimeError):
        declareer(wereld, create_regel())

    assert [m.objects.count() for m in (Declaratie, Declaratieregel, Betaalvoorstel, Gebeurtenis)] == [
        0,
        0,
        0,
        0,
    ]


def test_a_credit_and_a_debit_with_one_reference_are_both_rejected(wereld: Wereld) -> None:
    declareer(wereld, create_regel(**JANUARI, referentie_nummer="OUD"), maand=(2026, 1))
    credit = create_regel(**JANUARI, referentie_nummer="R7", vorig_referentie_nummer="OUD")

    uitslag = declareer(wereld, credit, create_regel(referentie_nummer="R7"), declaratie_nummer="D2")

    assert uitslag.declaratie is not None
    assert list(uitslag.declaratie.regels.order_by("rij").values_list("goedgekeurd", "retourcodes")) == [
        (False, "8021"),
        (False, "8021"),
    ]


@pytest.mark.parametrize("dag", [date(1, 1, 1), date(1990, 1, 1), date(2031, 1, 1)])
def test_an_odd_date_on_the_claim_moves_no_payment(wereld: Wereld, dag: date) -> None:
    declareer(wereld, create_regel(), declaratie_dagtekening=dag)

    assert Betaalvoorstel.objects.get().uiterste_betaaldatum == date(2026, 4, 9)
