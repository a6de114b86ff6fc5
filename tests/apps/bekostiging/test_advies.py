"""Advice on the way of paying in the browser: weighed per segment, kept, and then per profiel."""

import pytest
from tests.factories.begroting import publish_historie
from tests.factories.wereld import VANDAAG, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.bekostiging.forms.advies import AdviesForm
from stelsel.apps.bekostiging.models import Bekostigingsadvies
from stelsel.apps.bekostiging.queries.advies import get_profielsegment
from stelsel.apps.journal.models import Gebeurtenis

pytestmark = pytest.mark.django_db

ADVIES = "/bekostiging/advies"


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


def _login(client, wereld, gebruiker="analist"):
    client.force_login(wereld.users[gebruiker])
    return client


def _create_invoer(**anders):
    form = AdviesForm()
    gewichten = {naam: veld.initial for naam, veld in form.fields.items() if veld.initial is not None}
    return gewichten | {"naam": "Wmo 2027", "wet": "wmo", "eenmalig": "a" * 32} | anders


def _list_rijen(antwoord, naam):
    tabellen = {tabel.naam: tabel for tabel, _ in antwoord.context["tabellen"]}
    return [[cel.tekst for cel in rij] for rij in tabellen[naam].rijen]


def test_page_per_role(client, wereld):
    url = _login(client, wereld).post(f"{ADVIES}/nieuw", _create_invoer()).url
    mag = {
        rol: [_login(client, wereld, rol).get(a).status_code for a in (ADVIES, url, f"{ADVIES}/nieuw")]
        for rol in Rol.values
    }

    makers, lezers = {"analist", "contractmanager"}, {"controller", "bestuurder"}
    assert mag == {
        rol: [200, 200, 200] if rol in makers else [200, 200, 403] if rol in lezers else [403, 403, 403]
        for rol in Rol.values
    }


@pytest.mark.eis("R3.01")
def test_advice_per_segment_with_weights_and_an_own_choice(client, wereld):
    _login(client, wereld)
    zonder_reden = client.post(f"{ADVIES}/nieuw", _create_invoer(B_keuze="inspanning"))
    antwoord = client.post(
        f"{ADVIES}/nieuw", _create_invoer(B_keuze="inspanning", B_reden="Nog geen profielen", A_volume="5")
    )

    assert zonder_reden.status_code == 400
    pagina = client.get(antwoord.url)
    rijen = _list_rijen(pagina, "segmenten")
    # B and C: the two gemeenten use one and the same 12 client numbers, all with the same cost
    assert [rij[4:6] for rij in rijen] == [
        ["Taakgericht", "Taakgericht"],
        ["Outputgericht", "Inspanningsgericht"],
        ["Inspanningsgericht", "Inspanningsgericht"],
    ]
    assert rijen[1][6] == "Nog geen profielen"
    gewichten = _list_rijen(pagina, "gewichten")
    assert gewichten[0] == ["Hoeveelheid hulp", "5", "2", "1", "-2", "0", "1"]
    assert "bron test tot en met 2026-03-15" in pagina.content.decode()
    assert client.get(f"{antwoord.url}?export=pdf").content[:4] == b"%PDF"
    assert Gebeurtenis.objects.filter(soort="bekostigingsadvies_bewaard").count() == 1


@pytest.mark.eis("R3.02")
def test_then_per_profiel_from_the_segment_of_most_clients(client, wereld):
    url = _login(client, wereld).post(f"{ADVIES}/nieuw", _create_invoer()).url

    antwoord = client.post(url, {"eenmalig": "b" * 32})
    zonder_recht = _login(client, wereld, "controller").post(url, {"eenmalig": "c" * 32})

    advies = Bekostigingsadvies.objects.get(soort="profiel")
    assert (antwoord.url, zonder_recht.status_code) == (f"{ADVIES}/{advies.nummer}", 400)
    assert advies.segmentadvies.nummer == url.rpartition("/")[2]
    # 12 clients of equal cost: the rule of half the cost puts those from the border up in C, so all of them
    (rij,) = _list_rijen(client.get(antwoord.url), "profielen")
    assert rij[:6] == ["W1", "Zelfstandig thuis wonen", "1", "C", "12", "Inspanningsgericht"]


@pytest.mark.parametrize(
    ("clienten", "segment"),
    [({"B": 9}, None), ({"B": 6, "C": 4}, "B"), ({"B": 5, "C": 5}, "B"), ({"B": 4, "C": 6}, "C")],
)
def test_segment_of_a_profiel(clienten, segment):
    assert get_profielsegment(clienten, drempel=10) == segment


def test_without_data_it_advises_but_not_per_profiel(client, wereld, settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path)
    url = _login(client, wereld).post(f"{ADVIES}/nieuw", _create_invoer()).url

    antwoord = client.post(url, {"eenmalig": "b" * 32})

    assert (antwoord.status_code, antwoord.context["fout"]) == (
        400, "Er is nog geen heel jaar aan declaraties.",
    )  # fmt: skip
