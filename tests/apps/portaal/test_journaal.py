"""The page on the journal, for who answers for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from tests.factories.keten import create_keten, sql
from tests.factories.wereld import NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.journal.actions import create_dagwortel, register_ketencontrole
from stelsel.apps.journal.actions.grendels import create_grendels, withdraw_grendels
from stelsel.apps.journal.models import Dagwortel
from stelsel.apps.journal.queries.controle import check_keten

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def wereld(db: None, tmp_path: Path) -> Wereld:
    wereld = create_wereld()
    create_keten(wereld, rondes=2)
    create_dagwortel(today=VANDAAG, now=NU, map_=tmp_path)
    return wereld


def get_tekst(client: Client, wereld: Wereld, *, rol: str, adres: str = "/journaal") -> str:
    client.force_login(wereld.users[rol])
    return client.get(adres).content.decode()


def test_page_shows_the_root_and_the_last_check(client: Client, wereld: Wereld) -> None:
    assert "Nog niet gecontroleerd" in get_tekst(client, wereld, rol="controller")
    register_ketencontrole(rapport=check_keten(), now=NU)

    tekst = get_tekst(client, wereld, rol="beheerder")

    assert "De keten klopt" in tekst
    assert "8 schakels tegen 1 wortel, geen fouten" in tekst
    assert tekst.count(Dagwortel.objects.get().hash) == 3  # above, in the mail, and in the list


def test_a_broken_chain_is_work_for_the_controller(client: Client, wereld: Wereld) -> None:
    withdraw_grendels()
    sql("UPDATE journal_inzage SET actor = 'x' WHERE client_nummer = 'C-1'")
    create_grendels()
    register_ketencontrole(rapport=check_keten(), now=NU)

    assert "Er is iets veranderd" in get_tekst(client, wereld, rol="controller")
    assert "de regel of de schakel is veranderd" in get_tekst(
        client, wereld, rol="controller", adres="/mijn-werk"
    )


@pytest.mark.parametrize("rol", ["regisseur", "aanbieder", "inwoner"])
def test_others_do_not_see_it(client: Client, wereld: Wereld, rol: str) -> None:
    client.force_login(wereld.users[rol])

    assert client.get("/journaal").status_code == 403
