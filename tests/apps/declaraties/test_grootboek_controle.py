"""The ledger is computed again from the bytes; one cent anywhere is found, also past the database's bolts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from tests.factories.betalingen import create_betalers, create_toewijzingen, declareer_twee, pay
from tests.factories.declaraties import create_323, create_regel
from tests.factories.wereld import KWARTEL, NU, Wereld, create_wereld

from stelsel.apps.berichtenverkeer.actions import register_inkomend_bericht
from stelsel.apps.declaraties.models import Betaalrun, Declaratie
from stelsel.apps.declaraties.queries import check_grootboek
from stelsel.cli.hoofd import main

pytestmark = pytest.mark.django_db
BERICHTEN = (
    create_323([create_regel()]),
    create_323(
        [create_regel(referentie_nummer="K1", toewijzing_nummer=1001, tarief=6_250)], afzender=KWARTEL
    ),
)
PER_SHA = {hashlib.sha256(inhoud).hexdigest(): inhoud for inhoud in BERICHTEN}

#: A cent by hand, and the place where it is seen first.
CENTEN = (
    ("declaraties_declaratieregel", "bedrag = bedrag + 1", "declaratie 1, regel 1 van het bericht"),
    ("declaraties_declaratie", "totaal_ingediend = totaal_ingediend + 1", "declaratie 1"),
    ("declaraties_declaratie", "totaal_toegekend = totaal_toegekend + 1", "declaratie 1"),
    ("declaraties_betaalvoorstel", "bedrag = bedrag - 1", "declaratie 1"),
    ("declaraties_betaalregel", "bedrag = bedrag + 1", "betaalregel 1"),
    ("declaraties_betaling", "bedrag = bedrag + 1", "betaling BR-9901-2026-0001-41990001"),
    ("declaraties_boeking", "goedgekeurd = goedgekeurd + 1", "boeking 1"),
    (
        "declaraties_boeking",
        "goedgekeurd = goedgekeurd + 1, gedeclareerd = gedeclareerd + 1, openstaand = openstaand + 1",
        "boeking 1",
    ),
    ("declaraties_betaalrun", "bestand_sha256 = 'x'", "betaalrun BR-9901-2026-0001"),
    ("declaraties_declaratie", "bericht_sha256 = 'x'", "declaratie 1"),
)


@pytest.fixture
def wereld(db: None) -> Wereld:
    wereld = create_wereld()
    create_betalers(wereld)
    create_toewijzingen(wereld)
    een, twee = declareer_twee(wereld)
    for declaratie, sha in zip((een, twee), PER_SHA, strict=True):
        Declaratie.objects.filter(pk=declaratie.pk).update(bericht_sha256=sha)
    pay(wereld)
    return wereld


@contextmanager
def without_bolts() -> Iterator[None]:
    """Who changes the file of the database is not stopped by its checks and triggers."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for naam, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{naam}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_everything_holds(wereld: Wereld) -> None:
    controle = check_grootboek(get_inhoud=PER_SHA.get)

    assert controle.verschillen == []
    assert (controle.declaraties, controle.regels, controle.boekingen, controle.betaalruns) == (2, 2, 8, 1)
    assert {rekening: saldo for rekening, saldo in controle.saldi.items() if saldo} == {
        "gedeclareerd": 126_500, "goedgekeurd": 126_500, "betaald": 126_500,
    }  # fmt: skip


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the bolts of PostgreSQL cannot be taken off so")
@pytest.mark.parametrize(("tabel", "wijziging", "plaats"), CENTEN, ids=lambda deel: deel)
def test_one_cent_is_found(wereld: Wereld, tabel: str, wijziging: str, plaats: str) -> None:
    with without_bolts(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {tabel} SET {wijziging} WHERE id = (SELECT min(id) FROM {tabel})")

    controle = check_grootboek(get_inhoud=PER_SHA.get)

    assert controle.verschillen[0].plaats == plaats


#: No cent is lost, but the money goes elsewhere or nowhere: what is done, and everything that is then said.
OMLEIDINGEN = {
    "other account": (
        "UPDATE declaraties_betaling SET iban = 'NL20INGB0001234567' WHERE id = 1",
        [("betaling BR-9901-2026-0001-41990001", "het betaalbestand betaalt naar een andere rekening")],
    ),
    "other aanbieder": (
        "UPDATE declaraties_betaling SET aanbieder_id = '41990002' WHERE id = 1",
        [("betaling BR-9901-2026-0001-41990001", "er zit een declaratie van een ander in")],
    ),
    "claim of another": (
        "UPDATE declaraties_declaratie SET aanbieder_id = '41990002', declaratie_nummer = 'D0' WHERE id = 1",
        [("betaling BR-9901-2026-0001-41990001", "er zit een declaratie van een ander in")],
    ),
    "other approver": (
        "UPDATE declaraties_betaalrun SET goedgekeurd_by = 'x', goedgekeurd_persoon = 'x' WHERE id = 1",
        [("betaalrun BR-9901-2026-0001", "de goedkeuring is niet die van het journaal")],
    ),
    "account of tomorrow": (
        "UPDATE declaraties_rekeningnummer SET iban = 'NL39RABO0300065264' WHERE id = 1",
        [("rekeningnummer 1", "dit is niet het rekeningnummer dat is bevestigd")],
    ),
    "proposal gone": (
        "DELETE FROM declaraties_betaalvoorstel WHERE id = 1",
        [("declaratie 1", "het betaalvoorstel is niet wat is goedgekeurd")],
    ),
}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the bolts of PostgreSQL cannot be taken off so")
@pytest.mark.parametrize("omleiding", OMLEIDINGEN)
def test_money_that_is_led_elsewhere_is_found(wereld: Wereld, omleiding: str) -> None:
    daad, klachten = OMLEIDINGEN[omleiding]
    with without_bolts(), connection.cursor() as cursor:
        cursor.execute(daad)
        gevonden = check_grootboek(get_inhoud=PER_SHA.get).verschillen
    transaction.set_rollback(True)  # the lines of a proposal that is gone point nowhere

    assert [(rij.plaats, rij.uitleg) for rij in gevonden] == klachten


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the bolts of PostgreSQL cannot be taken off so")
def test_a_file_that_was_made_to_fit_is_found(wereld: Wereld) -> None:
    run = Betaalrun.objects.get()
    anders = bytes(run.bestand or b"").replace(b"640.00", b"640.01")
    with without_bolts():
        Betaalrun.objects.update(bestand=anders, bestand_sha256=hashlib.sha256(anders).hexdigest())

    verschillen = check_grootboek(get_inhoud=PER_SHA.get).verschillen

    assert [(v.plaats, v.uitleg, v.verwacht, v.gevonden) for v in verschillen] == [
        ("betaalrun BR-9901-2026-0001", "het betaalbestand is niet meer wat het was", None, None),
        (
            "betaling BR-9901-2026-0001-41990001",
            "het betaalbestand betaalt iets anders dan de betaalrun",
            64_000,
            64_001,
        ),
    ]


def test_a_message_that_changed_or_went_is_found(wereld: Wereld) -> None:
    anders = {sha: inhoud.replace(b"Bedrag>64000<", b"Bedrag>64001<") for sha, inhoud in PER_SHA.items()}

    gewijzigd = check_grootboek(get_inhoud=anders.get).verschillen
    weg = check_grootboek(get_inhoud=lambda sha: None).verschillen

    assert [(v.uitleg, v.verwacht, v.gevonden) for v in gewijzigd] == [
        ("het bericht is niet meer wat het was", None, None),
        ("de opgeslagen regel is niet die van het bericht", 64_001, 64_000),
    ]
    assert [v.uitleg for v in weg] == ["het bericht is er niet meer"] * 2


@pytest.mark.parametrize(
    "daad", ["UPDATE declaraties_boeking SET geboekt_by = 'x'", "DELETE FROM declaraties_boeking"]
)
def test_database_refuses_to_change_or_remove_an_entry(wereld: Wereld, daad: str) -> None:
    with (
        pytest.raises(DatabaseError, match="vastgelegd"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(daad)


def test_command_says_what_differs(wereld: Wereld, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["grootboek", "controleer", "--json"])

    uitkomst = json.loads(capsys.readouterr().out)
    assert (code, uitkomst["in_balans"], uitkomst["saldi"]["betaald"]) == (1, False, 126_500)
    assert [v["uitleg"] for v in uitkomst["verschillen"]] == ["het bericht is er niet meer"] * 2


def test_command_is_content_with_a_ledger_of_messages(
    wereld: Wereld, capsys: pytest.CaptureFixture[str]
) -> None:
    for inhoud in BERICHTEN:
        rij = register_inkomend_bericht(bestandsnaam="d.xml", inhoud=inhoud, now=NU)
        rij.telt_als_verzonden, rij.identificatie = True, rij.sha256[:12]
        rij.save(update_fields=["telt_als_verzonden", "identificatie"])

    assert main(["grootboek", "controleer"]) == 0
    assert capsys.readouterr().out.endswith("Het grootboek klopt, tot op de cent.\n")
