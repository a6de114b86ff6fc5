"""The page on the data themselves: who sees it, what it says, and what does not go into a file."""

import csv
import io
import threading
import time
from datetime import date

import pytest
from tests.factories.lake import create_declaratie, create_frame, create_regel, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.marktschets.queries import gegevens, voortgang
from stelsel.lake.tabellen import DECLARATIEREGELS

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


def _open(client, wereld, vraag="", gebruiker="analist"):
    client.force_login(wereld.users[gebruiker])
    return client.get(f"/marktschets/gegevens{vraag}")


def _rijen(antwoord, naam):
    return [rij for tabel, _ in antwoord.context["tabellen"] if tabel.naam == naam for rij in tabel.rijen]


def _publiceer(tmp_path):
    """Three lines of which one twice and one below nothing, and the claim that they came with."""
    regels = [create_regel(1, 10_000), create_regel(1, 10_000), create_regel(2, -2_500, volume=-1)]
    return publish_rijen(tmp_path / "lake", regels=regels, declaraties=[create_declaratie(20_000, 17_500)])


def test_page_is_for_the_analyst_of_the_region(client, wereld):
    statussen = {rol: _open(client, wereld, gebruiker=rol).status_code for rol in Rol.values}

    assert statussen == {rol: 200 if rol == "analist" else 403 for rol in Rol.values}


def test_an_empty_lake_says_so(client, wereld):
    antwoord = _open(client, wereld)

    assert "Er zijn nog geen gegevens" in antwoord.content.decode()


def test_findings_in_lines_and_euros(client, wereld, tmp_path):
    _publiceer(tmp_path)

    rijen = _rijen(_open(client, wereld), "bevindingen")

    assert [rij[:4] for rij in rijen] == [
        ("Dubbele regel", 1, 10_000, "Geteld"),
        ("Terugboeking zonder declaratie", 1, -2_500, "Geteld"),
    ]


@pytest.mark.parametrize(
    ("goedgekeurd", "verschil", "zin"),
    [(17_500, 0, "Het klopt tot op de cent"), (17_400, -100, "Het klopt niet: er is € 1,00 verschil")],
)
def test_from_asked_to_counted_to_the_cent(client, wereld, tmp_path, goedgekeurd, verschil, zin):
    regels = [create_regel(1, 20_000), create_regel(1, -2_500)]
    publish_rijen(tmp_path / "lake", regels=regels, declaraties=[create_declaratie(20_000, goedgekeurd)])

    antwoord = _open(client, wereld)

    assert _rijen(antwoord, "van-ingediend-naar-geteld") == [
        ("test", 20_000, 20_000 - goedgekeurd, goedgekeurd, 2, 17_500, verschil)
    ]
    assert zin in antwoord.content.decode()


def test_a_source_of_lines_only_does_not_know_what_was_asked(client, wereld, tmp_path):
    publish_rijen(tmp_path / "lake", regels=[create_regel(1, 20_000)])

    rijen = _rijen(_open(client, wereld), "van-ingediend-naar-geteld")

    assert rijen == [("test", "onbekend", "onbekend", "onbekend", 1, 20_000, "onbekend")]


def test_one_source_or_all(client, wereld, tmp_path):
    lake = _publiceer(tmp_path)
    with lake.publish(bron="oud", momentopname="2025", gegevens_tm=date(2025, 12, 31)) as publicatie:
        publicatie.write(DECLARATIEREGELS, create_frame(DECLARATIEREGELS, [create_regel(1, 10_000)]))

    def soorten(vraag):
        return [rij[0] for rij in _rijen(_open(client, wereld, vraag), "bevindingen")]

    assert soorten("?bron=oud") == ["Begin na de gegevens"]
    assert soorten("") == ["Dezelfde regel in meer bronnen", "Terugboeking zonder declaratie"]
    assert soorten("?bron=bestaat_niet") == soorten("")


def test_a_file_holds_the_findings_and_no_lines(client, wereld, tmp_path):
    _publiceer(tmp_path)

    antwoord = _open(client, wereld, "?tabel=bevindingen&export=csv")
    rijen = list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))

    assert [rij[:3] for rij in rijen] == [
        ["Wat valt op", "Regels", "Bedrag"],
        ["Dubbele regel", "1", "100,00"],
        ["Terugboeking zonder declaratie", "1", "-25,00"],
    ]
    assert _open(client, wereld, "?tabel=voorbeelden-dubbel&export=csv").status_code == 404


def test_examples_name_the_municipality_and_no_client(client, wereld, tmp_path):
    _publiceer(tmp_path)

    voorbeelden = {tabel.naam: tabel.rijen for tabel in _open(client, wereld).context["voorbeelden"]}

    assert voorbeelden["voorbeelden-dubbel"] == [
        ("2026-01", "Aldervoort", "41990001", "02 02A01", 1, "04", 10_000)
    ]


def test_a_large_lake_is_waited_for(client, wereld, tmp_path, monkeypatch):
    """The sums begin to move when the page has said that they do."""
    door, reken = threading.Event(), gegevens._list_posten
    monkeypatch.setattr(gegevens, "_list_posten", lambda *wat: door.wait(30) and reken(*wat))
    monkeypatch.setattr(gegevens, "VEEL_REGELS", 3)
    monkeypatch.setattr(voortgang, "_EVEN", 0.01)
    _publiceer(tmp_path)

    eerste = _open(client, wereld).status_code
    door.set()
    einde = time.monotonic() + 30
    while (status := _open(client, wereld).status_code) == 202 and time.monotonic() < einde:
        time.sleep(0.05)

    assert (eerste, status) == (202, 200)
