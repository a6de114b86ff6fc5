"""Amounts per aanbieder: proposed from the history, changed with a reason, agreed."""

import pytest
from tests.factories.begroting import publish_historie
from tests.factories.wereld import VANDAAG, create_wereld

from stelsel.apps.bekostiging.models import Budgetafspraak

pytestmark = pytest.mark.django_db

AFSPRAAK = "/bekostiging/budgetafspraak"
VRAAG = {"wet": "wmo", "jaar": 2026, "prijsstijging": "10", "groei": "0"}


@pytest.fixture(scope="module")
def historie(tmp_path_factory):
    map = tmp_path_factory.mktemp("lake")
    publish_historie(map)
    return map


@pytest.fixture
def wereld(settings, historie):
    settings.STELSEL_LAKE = str(historie)
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


def _login(client, wereld, gebruiker="controller"):
    client.force_login(wereld.users[gebruiker])
    return client


def test_proposed_changed_and_agreed(client, wereld):
    _login(client, wereld)

    url = client.post(f"{AFSPRAAK}/nieuw", VRAAG | {"gemeente": "9901", "eenmalig": "a" * 32}).url

    # (3 x € 86.400 x 1,21 + 5 x € 95.040 x 1,1) / 8 = € 104.544; one aanbieder, so all of it
    afspraak = Budgetafspraak.objects.get()
    (regel,) = afspraak.regels.all()
    assert (regel.ruw, regel.voorstel, regel.bedrag) == (10_454_400, 10_454_400, 10_454_400)
    assert regel.weging == 12 / 32
    adres = f"{url}/aanbieder/{regel.pk}"
    begin = dict([client.get(adres).context["begin"]])
    zonder = client.post(adres, begin | {"eenmalig": "b" * 32, "bedrag": "100000,00"})
    akkoord = {"eenmalig": "c" * 32, "bedrag": "100000,00", "reden": "Korting", "namens": "directie"}
    client.post(adres, begin | akkoord)
    daarna = client.post(adres, {"eenmalig": "d" * 32, "bedrag": "1,00", "reden": "Spijt"})
    regel.refresh_from_db()
    assert (zonder.status_code, daarna.status_code, regel.bedrag) == (400, 400, 10_000_000)
    (tabel, _) = client.get(url).context["tabellen"][0]
    assert [cel.tekst for cel in tabel.rijen[0]][-3:] == [
        "€ 100.000,00",
        "16-03-2026, met directie",
        "Korting",
    ]
    assert client.get(f"{url}?export=pdf").content[:4] == b"%PDF"


def test_own_gemeente_only_and_no_history_no_proposal(client, wereld):
    ander = _login(client, wereld, "analist").post(
        f"{AFSPRAAK}/nieuw", VRAAG | {"gemeente": "9902", "eenmalig": "a" * 32}
    )
    _login(client, wereld)
    leeg = client.post(f"{AFSPRAAK}/nieuw", VRAAG | {"gemeente": "9901", "wet": "jw", "eenmalig": "b" * 32})

    assert client.get(ander.url).status_code == 404
    assert client.get(f"{ander.url}/aanbieder/1").status_code == 404
    assert leeg.context["form"].non_field_errors() == [
        "Van Aldervoort is er geen heel jaar aan goedgekeurde declaraties voor 2026."
    ]
    assert _login(client, wereld, "bestuurder").get(AFSPRAAK).status_code == 403
