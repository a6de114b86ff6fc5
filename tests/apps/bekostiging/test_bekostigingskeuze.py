"""A way of paying per product and profiel: chosen with a reason, shown at the tarieven, compared."""

from datetime import date

import pytest
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.tarievenboek import create_tarievenboek
from tests.factories.wereld import KWARTEL, MERELHOF, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.bekostiging.models import Bekostigingskeuze
from stelsel.apps.journal.models import Gebeurtenis

pytestmark = pytest.mark.django_db

ADRES = "/bekostiging/keuze"
DAG = {"begindatum": date(2025, 3, 1), "einddatum": date(2025, 3, 31)}


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2026, 3, 16)
    return create_wereld()


def _login(client, wereld, gebruiker="analist"):
    client.force_login(wereld.users[gebruiker])
    return client


def _kies(client, sleutel, **anders):
    velden = {"code": "wmo W1", "model": "output", "vandatum": "2026-03-16", "reden": "Past bij het profiel"}
    return client.post(f"{ADRES}/nieuw", velden | anders | {"eenmalig": sleutel * 32})


def _rijen(client, adres, naam):
    tabellen = {tabel.naam: tabel for tabel, _ in client.get(adres).context["tabellen"]}
    return [[cel.tekst for cel in rij] for rij in tabellen[naam].rijen]


def test_page_per_role(client, wereld):
    mag = {
        r: [_login(client, wereld, r).get(a).status_code for a in (ADRES, f"{ADRES}/nieuw")]
        for r in Rol.values
    }

    anders = {"analist": [200, 200], "contractmanager": [200, 200], "controller": [200, 403]}
    assert mag == {rol: anders.get(rol, [403, 403]) for rol in Rol.values}


@pytest.mark.eis("R3.24")
def test_chosen_shown_at_the_tarieven_and_compared(client, wereld, tmp_path):
    regels = [
        create_regel(nr, 200_000 if nr < 20 else 100_000, aanbieder=MERELHOF if nr < 20 else KWARTEL, **DAG)
        for nr in range(30)
    ]
    regels += [create_regel(nr, 50_000, aanbieder=KWARTEL, gemeente="9902", **DAG) for nr in range(30, 50)]
    publish_rijen(tmp_path / "lake", regels=regels)
    boek = create_tarievenboek(wereld)
    vergelijken = "/bekostiging/vergelijken?domein=wmo&jaar=2025"
    leeg = _rijen(_login(client, wereld), vergelijken, "zoals-gekozen")

    assert _kies(client, "k").status_code == 302
    assert _kies(client, "m", code="wmo 07D01", model="taak", vandatum="2026-07-01").status_code == 302

    adres = f"/bekostiging/tarievenboek/{boek.nummer}"
    assert [(rij[0], rij[-1]) for rij in _rijen(client, adres, "tarieven")] == [
        ("02A01", "Outputgericht"),
        ("07D01", "Outputgericht"),
    ]
    # 50 clients cost € 60.000, so € 1.200 each: 30 in Aldervoort (now € 50.000) and 20 in Breekerwaard.
    assert (leeg, _rijen(client, vergelijken, "zoals-gekozen")) == (
        [],
        [
            ["Aldervoort", "€ 50.000,00", "€ 36.000,00", "-€ 14.000,00"],
            ["Breekerwaard", "€ 10.000,00", "€ 24.000,00", "€ 14.000,00"],
        ],
    )
    rij = Bekostigingskeuze.objects.get(code="W1")
    assert (rij.reden, rij.gemaakt_door, rij.vandatum) == (
        "Past bij het profiel", "Analist", date(2026, 3, 16),
    )  # fmt: skip
    assert Gebeurtenis.objects.filter(soort="bekostiging_gekozen").count() == 2


@pytest.mark.parametrize(
    ("anders", "fouten"),
    [
        (
            {"vandatum": "2026-03-15"},
            ["Een keuze geldt vanaf vandaag of later. Wat is betaald, verandert niet."],
        ),
        ({"reden": ""}, []),
        ({"code": "wmo X9"}, []),
    ],
)
def test_what_cannot_be_chosen(client, wereld, anders, fouten):
    antwoord = _kies(_login(client, wereld), "k", **anders)

    assert (antwoord.status_code, Bekostigingskeuze.objects.count()) == (400, 0)
    assert list(antwoord.context["form"].non_field_errors()) == fouten


def test_a_gemeente_does_not_choose(client, wereld):
    assert _kies(_login(client, wereld, "controller"), "k").status_code == 403
    assert Bekostigingskeuze.objects.count() == 0
