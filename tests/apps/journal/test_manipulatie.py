"""F7: a thousand changes behind the back of the product, each found, with the first bad link named.

The intruder has all rights on the database and knows how the chain is made, but has no hold on a root that
was kept elsewhere. The control: without a root, the two attacks that a chain cannot see are not seen.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from tests.factories.keten import (
    TABEL,
    create_keten,
    cut_keten,
    list_fouten,
    list_schakels,
    recompute_keten,
    sql,
)
from tests.factories.wereld import create_wereld

from stelsel.apps.journal.actions.grendels import withdraw_grendels

ZAAD = os.environ.get("STELSEL_ZAAD", "20260316")
AANTAL = int(os.environ.get("STELSEL_MANIPULATIES", "1000"))
VELDEN = {
    "gebeurtenis": ("soort", "object_soort", "object_sleutel", "actor"),
    "inzage": ("client_nummer", "actor", "actor_naam", "actor_rol", "handeling", "pagina"),
    "inkomend": ("bestandsnaam", "sha256", "aangeleverd_agb"),
    "uitgaand": ("bericht", "identificatie", "sha256"),
}
TIJD = {
    "gebeurtenis": "gebeurd_at",
    "inzage": "gezien_at",
    "inkomend": "ontvangen_at",
    "uitgaand": "gemaakt_at",
}
Schakel = tuple[int, str, int, str]
pytestmark = [pytest.mark.django_db]


def wijzig(keuze: random.Random, schakel: Schakel) -> int:
    """Another word in a field."""
    nummer, bron, sleutel, _ = schakel
    sql(f"UPDATE {TABEL[bron]} SET {keuze.choice(VELDEN[bron])} = 'x' WHERE id = %s", [sleutel])
    return nummer


def herdateer(keuze: random.Random, schakel: Schakel) -> int:
    """Another moment."""
    nummer, bron, sleutel, _ = schakel
    moment = f"2026-0{keuze.randint(1, 2)}-03 10:00:00"
    sql(f"UPDATE {TABEL[bron]} SET {TIJD[bron]} = %s WHERE id = %s", [moment, sleutel])
    return nummer


def verdraai_inhoud(keuze: random.Random, schakel: Schakel) -> int:
    """Other bytes in a message, or other data in an event."""
    gekozen = [rij for rij in list_schakels() if rij[1] != "inzage"]
    nummer, bron, sleutel, _ = keuze.choice(gekozen)
    if bron == "gebeurtenis":
        sql("UPDATE journal_gebeurtenis SET data = '{\"nr\": 99}' WHERE id = %s", [sleutel])
    else:
        sql(f"UPDATE {TABEL[bron]} SET inhoud = %s WHERE id = %s", [b"<vals/>", sleutel])
    return nummer


def verwijder(keuze: random.Random, schakel: Schakel) -> int:
    """A row taken away."""
    nummer, bron, sleutel, _ = schakel
    sql(f"DELETE FROM {TABEL[bron]} WHERE id = %s", [sleutel])
    return nummer


def verwijder_met_schakel(keuze: random.Random, schakel: Schakel) -> int:
    """A row taken away with its link."""
    sql("DELETE FROM journal_schakel WHERE volgnummer = %s", [schakel[0]])
    return verwijder(keuze, schakel)


def sluit_gat(keuze: random.Random, schakel: Schakel) -> int:
    """A row and its link taken away, and the later links numbered anew."""
    nummer = verwijder_met_schakel(keuze, schakel)
    for later, *_ in [rij for rij in list_schakels() if rij[0] > nummer]:
        sql("UPDATE journal_schakel SET volgnummer = volgnummer - 1 WHERE volgnummer = %s", [later])
    return nummer


def voeg_in(keuze: random.Random, schakel: Schakel) -> int | None:
    """An event of long ago, slipped in without a link."""
    sql(
        "INSERT INTO journal_gebeurtenis (soort, object_soort, object_sleutel, actor, gebeurd_at, data)"
        " VALUES ('besluit_genomen', 'besluit', '1', 'x', '2025-01-01 10:00:00', '{}')"
    )
    return None


def voeg_achteraan_toe(keuze: random.Random, schakel: Schakel) -> int | None:
    """An event of long ago that is properly sealed, but after the root."""
    voeg_in(keuze, schakel)
    laatste = list_schakels()[-1][0]
    [(sleutel,)] = sql("SELECT max(id) FROM journal_gebeurtenis")
    sql("INSERT INTO journal_schakel VALUES (%s, 'gebeurtenis', %s, 'x')", [laatste + 1, sleutel])
    recompute_keten(laatste + 1)
    return laatste + 1


def verwissel(keuze: random.Random, schakel: Schakel) -> int:
    """Two links change places."""
    een, twee = sorted(rij[0] for rij in keuze.sample(list_schakels(), 2))
    for van, naar in ((een, -1), (twee, een), (-1, twee)):
        sql("UPDATE journal_schakel SET volgnummer = %s WHERE volgnummer = %s", [naar, van])
    return een


def verwissel_rijen(keuze: random.Random, schakel: Schakel) -> int:
    """Two rows of one table change keys."""
    bron = schakel[1]
    eigen = [rij for rij in list_schakels() if rij[1] == bron]
    een, twee = keuze.sample(eigen, 2)
    for van, naar in ((een[2], -1), (twee[2], een[2]), (-1, twee[2])):
        sql(f"UPDATE {TABEL[bron]} SET id = %s WHERE id = %s", [naar, van])
    return min(een[0], twee[0])


def verdraai_schakel(keuze: random.Random, schakel: Schakel) -> int:
    """Another hash in a link."""
    sql("UPDATE journal_schakel SET hash = %s WHERE volgnummer = %s", ["0" * 64, schakel[0]])
    return schakel[0]


def knip_einde_af(keuze: random.Random, schakel: Schakel) -> int:
    """The newest rows and links gone, without a trace."""
    laatste = list_schakels()[-1][0]
    cut_keten(keuze.randint(1, 20))
    return laatste


def maak_opnieuw(keuze: random.Random, schakel: Schakel) -> int:
    """A row changed, and the whole chain after it computed anew."""
    wijzig(keuze, schakel)
    recompute_keten(schakel[0])
    return list_schakels()[-1][0]


AANVALLEN: tuple[Callable[[random.Random, Schakel], int | None], ...] = (
    wijzig, herdateer, verdraai_inhoud, verwijder, verwijder_met_schakel, sluit_gat, voeg_in,
    voeg_achteraan_toe, verwissel, verwissel_rijen, verdraai_schakel, knip_einde_af, maak_opnieuw,
)  # fmt: skip
#: What a chain without a root cannot see.
ONZICHTBAAR = (knip_einde_af, maak_opnieuw, voeg_achteraan_toe)


@pytest.mark.traag
def test_every_manipulation_is_found_and_the_first_bad_link_is_named() -> None:
    wortel = create_keten(create_wereld())
    withdraw_grendels()
    keuze, gemist = random.Random(ZAAD), []
    assert list_fouten(wortel) == []

    for ronde in range(AANTAL):
        aanval = AANVALLEN[ronde % len(AANVALLEN)]
        with transaction.atomic():
            verwacht = aanval(keuze, keuze.choice(list_schakels()))
            fouten = list_fouten(wortel)
            transaction.set_rollback(True)
        if not fouten or fouten[0].volgnummer != verwacht:
            gemist.append((ronde, aanval.__name__, verwacht, fouten[:1]))

    assert gemist == [], f"zaad {ZAAD}"
    assert list_fouten(wortel) == []


@pytest.mark.parametrize("aanval", ONZICHTBAAR)
def test_control_without_a_root_a_chain_misses_what_was_cut_off_or_made_anew(
    aanval: Callable[[random.Random, Schakel], int | None],
) -> None:
    create_keten(create_wereld(), rondes=6)
    withdraw_grendels()

    aanval(random.Random(ZAAD), list_schakels()[4])

    assert list_fouten() == []


def test_check_notices_that_a_bolt_is_gone() -> None:
    from stelsel.apps.journal.queries.controle import check_keten

    create_keten(create_wereld(), rondes=1)
    assert check_keten().aantal_fouten == 0
    waar = " ON journal_inzage" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER keten_journal_inzage_weg{waar}")

    [fout] = check_keten().fouten
    assert fout.uitleg == (
        "de grendel keten_journal_inzage_weg ontbreekt: deze tabel kan ongemerkt worden veranderd"
    )
