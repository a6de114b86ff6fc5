"""Allocations of another system beside its claim lines: read in, counted with, and taken back."""

from datetime import date
from itertools import islice

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.wereld import create_wereld

from stelsel.apps.marktschets.models import Inlezing
from stelsel.kern.nummers import bsn_testnummers
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import CLIENTEN, TOEWIJZINGEN

pytestmark = pytest.mark.django_db

ADRES = "/marktschets/inlezen"
REGELS = """\
Cliëntnr;Gemeente;AGB;Financiering;Product;Datum;Aantal;Eenheid;Bedrag
A1;9901;41990001;Jeugdwet;45A04;6-3-2024;2;uur;200,00
A1;9901;41990001;Jeugdwet;45A04;6-4-2024;2;uur;200,00
A2;9901;41990001;Wmo;02A04;6-3-2024;3;uur;240,00
"""
TOEWIJZINGENBESTAND = """\
Uitvoer zorgadministratie 2024;;;;;;;;;;;
Cliëntnr;Geboortedatum;Gemeente;AGB;Wet;Product;Ingangsdatum;Einddatum;Start zorg;Stop zorg;Verwijzer;Gezin
A1;12-03-2009;Aldervoort;41990001;Jeugdwet;45A04;1-3-2024;31-12-9999;5-3-2024;30-4-2024;huisarts;G1
A2;1-1-1954;9901;41990001;Wmo;02A04;1-3-2024;31-12-2024;;;gemeente;G1
A2;1-1-1954;9901;41990001;Wmo;02A04;31-2-2024;31-12-2024;;;gemeente;G1
A3;1-1-54;9901;41990001;AWBZ;02A04;1-4-2024;31-12-2024;;;buurman;
"""


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.VAR_DIR = tmp_path
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


@pytest.fixture
def post(client, wereld):
    client.force_login(wereld.users["analist"])
    teller = iter(range(100))

    def doe(adres, data):
        return client.post(adres, data | {"eenmalig": f"{'k' * 30}{next(teller):02d}"})

    return doe


def _geef(post, inhoud, *, wat, bron="Oud systeem"):
    bestand = SimpleUploadedFile(f"{wat}.csv", inhoud.encode())
    post(ADRES, {"bron": bron, "inhoud": wat, "bestand": bestand})
    return Inlezing.objects.latest("pk").nummer


def _lees(client, post, nummer, **anders):
    velden = client.get(f"{ADRES}/{nummer}").context["form"]
    data = {naam: velden.get_initial_for_field(v, naam) or "" for naam, v in velden.fields.items()}
    return post(f"{ADRES}/{nummer}", data | {"actie": "lezen"} | anders)


def _neem_over(client, post, inhoud, *, wat, **velden):
    nummer = _geef(post, inhoud, wat=wat)
    _lees(client, post, nummer)
    return nummer, post(f"{ADRES}/{nummer}/besluit", {"actie": "overnemen"} | velden)


def _rijen(antwoord, naam):
    return [
        tuple(rij) for tabel, _ in antwoord.context["tabellen"] if tabel.naam == naam for rij in tabel.rijen
    ]


def _lake(tmp_path, tabel):
    return Lake(tmp_path / "lake").scan(tabel).collect()


def test_first_allocations_are_shown_as_they_would_be_read(client, post):
    nummer = _geef(post, TOEWIJZINGENBESTAND, wat="toewijzingen")

    rijen = _rijen(client.get(f"{ADRES}/{nummer}"), "voorbeeld")

    assert [rij[:5] + rij[7:11] for rij in rijen[:2]] == [
        ("Cliënt 1", "01-03-2024", "", "05-03-2024", "30-04-2024", "Jeugdwet", "45A04", "02", "2009"),
        ("Cliënt 2", "01-03-2024", "31-12-2024", "", "", "Wmo", "02A04", "01", "1954"),
    ]
    assert [rij[-1][:31] for rij in rijen] == [
        "Gelezen", "Gelezen", "In het bestand met toewijzingen", "Gelezen",
    ]  # fmt: skip


@pytest.mark.eis("R1.55")
def test_allocations_stand_beside_the_claim_lines_of_the_same_clients(client, post, tmp_path):
    _neem_over(client, post, REGELS, wat="declaratieregels", zonder_bekend="on")

    nummer, _ = _neem_over(client, post, TOEWIJZINGENBESTAND, wat="toewijzingen")

    toewijzingen, clienten = _lake(tmp_path, TOEWIJZINGEN), _lake(tmp_path, CLIENTEN)
    samen = toewijzingen.join(clienten, on="client_nr").sort("geboortejaar")
    kolommen = ("geboortejaar", "domein", "productcode", "startdatum", "stopdatum", "verwijzer")
    assert samen.select(kolommen).rows() == [
        (1954, "wmo", "02A04", None, None, "01"),
        (2009, "jeugd", "45A04", date(2024, 3, 5), date(2024, 4, 30), "02"),
    ]  # fmt: skip
    assert clienten["huishouden"].n_unique() == 1
    besluit = client.get(f"{ADRES}/{nummer}")
    assert _rijen(besluit, "overname") == [
        ("Regels in het bestand", 4),
        ("Niet te lezen of dubbel", 1),
        ("Zonder wet: gaan niet mee", 1),
        ("Al in de gegevens van een andere bron: gaan niet mee", 0),
        ("Gaan mee", 2),
        ("Cliënten in dit bestand", 3),
        ("Daarvan met declaraties in de gegevens", 2),
    ]


def test_of_a_day_of_birth_only_the_year_is_kept(client, post, tmp_path):
    _neem_over(client, post, TOEWIJZINGENBESTAND, wat="toewijzingen")

    cellen = {
        str(cel) for pad in tmp_path.rglob("*.parquet") for rij in pl.read_parquet(pad).rows() for cel in rij
    }
    assert "2009" in cellen
    assert not any("2009-03-12" in cel or "12-03-2009" in cel for cel in cellen)


def test_clients_that_nobody_recognises_are_told_before_it_is_too_late(client, post):
    _neem_over(client, post, REGELS, wat="declaratieregels", zonder_bekend="on")
    nummer = _geef(post, TOEWIJZINGENBESTAND, wat="toewijzingen", bron="Ander systeem")
    _lees(client, post, nummer)

    tekst = client.get(f"{ADRES}/{nummer}").content.decode()

    assert "Geen enkele cliënt heeft declaraties in de gegevens" in tekst


def test_same_allocations_do_not_count_twice_and_can_be_taken_back(client, post, tmp_path):
    nummer, _ = _neem_over(client, post, TOEWIJZINGENBESTAND, wat="toewijzingen")
    weer = _geef(post, TOEWIJZINGENBESTAND + "\n", wat="toewijzingen")
    _lees(client, post, weer)
    antwoord = post(f"{ADRES}/{weer}/besluit", {"actie": "overnemen"})
    assert f"al overgenomen als {nummer}" in antwoord.content.decode()

    post(f"{ADRES}/{nummer}/besluit", {"actie": "intrekken", "reden": "verkeerd jaar"})

    assert _lake(tmp_path, TOEWIJZINGEN).height == 0


def test_claim_lines_and_allocations_remember_their_columns_apart(client, post):
    """The same file first handed in as the wrong thing does not spoil the right one."""
    verkeerd = _geef(post, TOEWIJZINGENBESTAND, wat="declaratieregels")
    assert _lees(client, post, verkeerd).status_code == 400

    goed = _geef(post, TOEWIJZINGENBESTAND, wat="toewijzingen")

    kolommen = client.get(f"{ADRES}/{goed}").context["proef"].inhoud.koppeling.kolommen
    assert (kolommen["ingangsdatum"], kolommen["geboortejaar"]) == ("Ingangsdatum", "Geboortedatum")


def test_a_bsn_may_only_be_the_client(client, post):
    inhoud = TOEWIJZINGENBESTAND.replace(";G1", ";999990019").replace("buurman;", "buurman;999990020")
    nummer = _geef(post, inhoud, wat="toewijzingen")

    antwoord = _lees(client, post, nummer)

    assert antwoord.status_code == 400
    assert "Die mogen alleen bij client" in antwoord.content.decode()


def _met_bsn(inhoud):
    """The clients named by their BSN, so that another system is recognised."""
    een, twee, drie = islice(bsn_testnummers(), 3)
    for oud, nieuw in (("A1;", f"{een};"), ("A2;", f"{twee};"), ("A3;", f"{drie};")):
        inhoud = inhoud.replace(oud, nieuw)
    return inhoud


def test_allocations_that_another_system_has_too_stay_out(client, post, tmp_path):
    _neem_over(client, post, _met_bsn(TOEWIJZINGENBESTAND), wat="toewijzingen")
    een = next(iter(bsn_testnummers()))
    meer = _met_bsn(TOEWIJZINGENBESTAND) + f"{een};;9901;41990001;Jeugdwet;45A05;1-6-2024;;;;;\n"
    nummer = _geef(post, meer, wat="toewijzingen", bron="Ander systeem")
    _lees(client, post, nummer)

    post(f"{ADRES}/{nummer}/besluit", {"actie": "overnemen"})

    codes = sorted(_lake(tmp_path, TOEWIJZINGEN)["productcode"])
    assert codes == ["02A04", "45A04", "45A05"]
    bekend = ("Al in de gegevens van een andere bron: gaan niet mee", 2)
    assert bekend in _rijen(client.get(f"{ADRES}/{nummer}"), "overname")


def test_a_new_delivery_stands_for_the_earlier_one(client, post, tmp_path):
    eerste, _ = _neem_over(client, post, TOEWIJZINGENBESTAND, wat="toewijzingen")
    langer = TOEWIJZINGENBESTAND.replace("30-4-2024", "31-5-2024")

    _neem_over(client, post, langer, wat="toewijzingen", vervangt=eerste)

    assert sorted(_lake(tmp_path, TOEWIJZINGEN)["stopdatum"].drop_nulls()) == [date(2024, 5, 31)]
    assert Inlezing.objects.get(nummer=eerste).staat == Inlezing.Staat.INGETROKKEN
