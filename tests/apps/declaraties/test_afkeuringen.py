"""The sentence on a rejected line, from a claim that was really judged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories.betalingen import declareer
from tests.factories.declaraties import create_regel
from tests.factories.wereld import Wereld, create_toewijzing, create_wereld

from stelsel.apps.declaraties import queries
from stelsel.apps.declaraties.models import Declaratie

pytestmark = pytest.mark.django_db
JANUARI = {"begin": date(2026, 1, 1), "eind": date(2026, 1, 31)}


@pytest.fixture
def wereld(db: None) -> Wereld:
    wereld = create_wereld()
    create_toewijzing(wereld, toewijzing_nummer="1000", volume=15, frequentie="6")
    return wereld


def list_zinnen(declaratie: Declaratie) -> list[str]:
    """Fact and remedy of every rejected line, in order."""
    regels = list(queries.list_regels(declaratie))
    afkeuringen = queries.list_afkeuringen(declaratie, regels)
    return [f"{a.code}: {a.feit} {a.doe}" for regel in regels for a in afkeuringen.get(regel.pk, [])]


def test_what_is_left_is_counted_over_earlier_claims(wereld: Wereld) -> None:
    declareer(wereld, create_regel(volume=7, **JANUARI), maand=(2026, 1), declaratie_nummer="E1")

    declaratie = declareer(wereld, create_regel(referentie_nummer="R2", volume=12))

    assert list_zinnen(declaratie) == [
        "9322: U declareert 12 uur. Toegewezen is 15 uur, daarvan is 7 uur al goedgekeurd. Er is nog 8 uur "
        "over. Dien de regel opnieuw in met ten hoogste 8 uur. Is er meer nodig, vraag dan eerst een "
        "wijziging aan."
    ]


def test_what_the_sentence_advises_is_approved(wereld: Wereld) -> None:
    declareer(wereld, create_regel(volume=7, **JANUARI), maand=(2026, 1), declaratie_nummer="E1")

    te_veel = declareer(wereld, create_regel(referentie_nummer="R2", volume=9), declaratie_nummer="E2")
    past = declareer(wereld, create_regel(referentie_nummer="R3", volume=8), declaratie_nummer="E3")

    assert (te_veel.uitkomst, past.uitkomst) == ("afgekeurd", "goedgekeurd")


def test_lines_that_collide_are_named(wereld: Wereld) -> None:
    declareer(wereld, create_regel(volume=5), declaratie_nummer="E1")

    declaratie = declareer(
        wereld,
        create_regel(volume=2, **JANUARI),
        create_regel(referentie_nummer="R2", volume=4),
        create_regel(referentie_nummer="C1", vorig_referentie_nummer="R1", volume=6),
        declaratie_nummer="E2",
    )

    assert list_zinnen(declaratie) == [
        "8021: Referentienummer R1 staat ook op de regel van € 320,00 over 01-02-2026 tot en met 28-02-2026 "
        "in declaratie E1. Die regel is goedgekeurd. Is dit dezelfde hulp, dan hoeft u niets te doen. Is het "
        "andere hulp, dien de regel dan opnieuw in met een nieuw referentienummer.",
        "9389: Voor product 02A01 over 01-02-2026 tot en met 28-02-2026 staat al een goedgekeurde regel: R1 "
        "van € 320,00. Wilt u iets verbeteren? Crediteer dan eerst regel R1 en dien daarna de nieuwe regel "
        "in.",
        "8017: U crediteert regel R1. Die is goedgekeurd, maar dit is anders: volume 6 uur in plaats van 5 "
        "uur; bedrag € 384,00 in plaats van € 320,00. Crediteer de regel opnieuw en neem alle gegevens van "
        "die regel precies over.",
    ]


@pytest.mark.parametrize("aantal", [1, 20])
def test_statements_do_not_grow_with_the_lines(
    wereld: Wereld, aantal: int, django_assert_max_num_queries: Any
) -> None:
    declareer(wereld, create_regel(volume=5), declaratie_nummer="E1")
    regels = [create_regel(referentie_nummer=f"X{n}", volume=4) for n in range(aantal)]
    declaratie = declareer(wereld, *regels, declaratie_nummer="E2")
    rijen = list(queries.list_regels(declaratie))

    with django_assert_max_num_queries(6):
        afkeuringen = queries.list_afkeuringen(declaratie, rijen)

    assert len(afkeuringen) == aantal
