"""Logging in and out, and the stop after too many wrong passwords."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from tests.factories.wereld import create_wereld

pytestmark = pytest.mark.django_db

WACHTWOORD = "een lang wachtwoord van de regisseur"


@pytest.fixture
def wereld():
    wereld = create_wereld()
    user = wereld.users["regisseur"]
    user.set_password(WACHTWOORD)
    user.save()
    return wereld


def _log_in(client, wachtwoord=WACHTWOORD, **velden):
    return client.post("/inloggen", {"username": "regisseur", "password": wachtwoord, **velden})


def test_inloggen_leads_to_mijn_werk(client, wereld):
    antwoord = _log_in(client)

    assert (antwoord.status_code, antwoord.url) == (302, "/mijn-werk")
    assert client.get("/mijn-account").context["user"].username == "regisseur"


@pytest.mark.parametrize(
    ("gevraagd", "doel"), [("/verwerving", "/verwerving"), ("https://elders.example/", "/mijn-werk")]
)
def test_inloggen_goes_on_where_one_was_but_never_elsewhere(client, wereld, gevraagd, doel):
    assert _log_in(client, next=gevraagd).url == doel


def test_wrong_password_says_how_to_mend_it(client, wereld):
    antwoord = _log_in(client, wachtwoord="verkeerd")

    assert antwoord.status_code == 200
    assert "horen niet bij elkaar" in antwoord.content.decode()
    assert client.get("/mijn-account").status_code == 302


def test_ten_wrong_passwords_lock_out_even_the_right_one(client, wereld, settings):
    settings.AXES_ENABLED = True
    statussen = [_log_in(client, wachtwoord="verkeerd").status_code for _ in range(10)]

    antwoord = _log_in(client)

    assert statussen == [200] * 9 + [429]
    assert antwoord.status_code == 429
    assert "te vaak achter elkaar" in antwoord.content.decode()


def test_nine_wrong_passwords_do_not_lock_out(client, wereld, settings):
    settings.AXES_ENABLED = True
    for _ in range(9):
        _log_in(client, wachtwoord="verkeerd")

    assert _log_in(client).status_code == 302


@pytest.mark.parametrize(("geleden", "verlengd"), [(11, True), (5, False)])
def test_session_lasts_while_somebody_is_at_work(client, wereld, geleden, verlengd):
    client.force_login(wereld.users["regisseur"])
    client.get("/mijn-account")
    sessie, bijna = client.session, timezone.now() + timedelta(minutes=1)
    sessie["gezien"] = int(timezone.now().timestamp()) - geleden * 60
    sessie.save()
    Session.objects.update(expire_date=bijna)

    client.get("/mijn-account")

    over = Session.objects.get().expire_date - timezone.now()
    assert (over > timedelta(hours=7, minutes=59)) is verlengd
    assert over <= timedelta(hours=8)


def test_session_that_was_left_alone_is_over(client, wereld):
    client.force_login(wereld.users["regisseur"])
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert client.get("/mijn-account").status_code == 302


def test_uitloggen_by_post_only(client, wereld):
    client.force_login(wereld.users["regisseur"])

    met_get = client.get("/uitloggen").status_code
    nog_binnen = client.get("/mijn-account").status_code
    met_post = client.post("/uitloggen")

    assert (met_get, nog_binnen) == (405, 200)
    assert (met_post.status_code, met_post.url) == (302, "/")
    assert client.get("/mijn-account").status_code == 302


def test_demo_names_the_logins(client, wereld, settings):
    settings.STELSEL_DEMO = True

    antwoord = client.get("/inloggen?als=analist")

    assert [login.gebruikersnaam for login in antwoord.context["demologins"]] == sorted(wereld.users)
    assert antwoord.context["form"].initial == {"username": "analist"}


def test_without_demo_no_login_is_named(client, wereld, settings):
    settings.STELSEL_DEMO = False

    antwoord = client.get("/inloggen?als=analist")

    assert "demologins" not in antwoord.context
    assert "analist" not in antwoord.content.decode()


@pytest.mark.parametrize("gebruiker", ["regisseur", "analist", "aanbieder", "beheerder"])
def test_account_names_own_role(client, wereld, gebruiker):
    client.force_login(wereld.users[gebruiker])

    assert wereld.users[gebruiker].get_rol_display() in client.get("/mijn-account").content.decode()
