"""The shared world of the tests stands up and keeps the two municipalities apart."""

from __future__ import annotations

import pytest
from tests.factories.wereld import create_besluit, create_toewijzing, create_wereld

from stelsel.apps.toegang.models import Client

pytestmark = pytest.mark.django_db


def test_wereld_for_user_shows_own_clients() -> None:
    wereld = create_wereld()
    create_besluit(wereld, toewijzing=create_toewijzing(wereld))
    create_toewijzing(wereld, client="C-3")

    gezien = {
        naam: sorted(Client.objects.for_user(user).values_list("nummer", flat=True))
        for naam, user in wereld.users.items()
    }

    assert gezien == {
        "regisseur": ["C-1", "C-2"],
        "backoffice": ["C-1", "C-2"],
        "controller": ["C-1", "C-2"],
        "bestuurder": ["C-1", "C-2"],
        "inwoner": ["C-1"],
        "contractmanager": [],
        "analist": [],
        "aanbieder": ["C-2", "C-3"],
        "beheerder": [],
        "regisseur2": ["C-3"],
        "backoffice2": ["C-3"],
        "aanbieder2": [],
        "inwoner2": ["C-3"],
    }
