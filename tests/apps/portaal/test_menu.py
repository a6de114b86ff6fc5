"""What the bar offers a role opens for that role."""

import pytest
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rol", Rol.values)
def test_every_word_of_the_bar_opens(client, rol, settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    client.force_login(create_wereld().users[rol])

    menu = client.get("/mijn-account").context["menu"]

    statussen = {punt["adres"]: client.get(punt["adres"], follow=True).status_code for punt in menu}
    assert statussen == dict.fromkeys(statussen, 200)
