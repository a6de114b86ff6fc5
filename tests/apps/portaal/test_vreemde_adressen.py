"""Addresses that somebody made up: a page or a refusal, never a failure."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.wereld import create_wereld

pytestmark = pytest.mark.django_db

ADRESSEN = {
    "/berichten?maand=0000-01": ("backoffice", 200),
    "/berichten?maand=2026-13": ("backoffice", 200),
    "/berichten/uit?maand=0000-01": ("backoffice", 200),
    "/berichten/aanlevering/99999999999999999999999": ("backoffice", 404),
    "/berichten/in/99999999999999999999999": ("backoffice", 404),
    "/declaraties?maand=%C2%B2-01": ("backoffice", 200),
    "/declaraties?maand=0-1": ("backoffice", 200),
    "/declaraties?maand=99999-1": ("backoffice", 200),
    "/declaraties?jaar=nan&pagina=99999999999999999999&sorteer=bestaat-niet&per=7": ("backoffice", 200),
    "/declaraties?zoek=%00": ("backoffice", 400),
    "/toegang/client/%00": ("backoffice", 400),
    "/sturing/budget?jaar=99999999999999999999": ("controller", 200),
    "/marktschets?jaar=0&gemeente=%27&domein=%3Cb%3E": ("analist", 200),
}


@pytest.mark.parametrize("adres", ADRESSEN)
def test_a_made_up_address_is_never_a_failure(client: Client, adres: str) -> None:
    rol, verwacht = ADRESSEN[adres]
    client.force_login(create_wereld().users[rol])

    assert client.get(adres).status_code == verwacht


def test_the_page_of_a_refused_address_has_our_own_words(client: Client) -> None:
    antwoord = client.get("/?q=%00")

    assert (antwoord.status_code, "Wij konden dit verzoek niet lezen" in antwoord.content.decode()) == (
        400,
        True,
    )
