"""History of another system: from a file with its own columns to figures, and back again."""

import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.marktschets.models import Inlezing, Koppelversie
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS, OUDE_REGELS

pytestmark = pytest.mark.django_db

ADRES = "/marktschets/inlezen"
SLEUTEL = "k" * 31
BESTAND = """\
Uitvoer zorgadministratie 2024;;;;;;;;;
;;;;;;;;;
Cliëntnr;Naam cliënt;Gemeente;AGB;Financiering;Product;Datum;Aantal;Eenheid;Bedrag
A1;Jansen, P.;Aldervoort;41990001;AWBZ;45A04;1-3-2024;1,5;uur;1.234,50
A1;Jansen, P.;9901;41990001;jeugd-GGZ;45A04;15-3-2024;2;dagdeel;100,00
A2;Vries, K. de;9901;41990001;jeugd-GGZ;45A04;30-4-2024;3;consult;240,00
A2;Vries, K. de;9901;41990001;jeugd-GGZ;45A04;31-4-2024;3;consult;80,00
Totaal;;;;;;;;;1.654,50
"""


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.VAR_DIR = tmp_path
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


class _Analist:
    """The analyst of the region at the pages."""

    def __init__(self, client, wereld):
        self._client, self._n = client, 0
        client.force_login(wereld.users["analist"])

    def geef(self, inhoud, naam="oud.csv", bron="Oud systeem", wat="declaratieregels"):
        gekozen = SimpleUploadedFile(naam, inhoud if isinstance(inhoud, bytes) else inhoud.encode())
        return self._post(ADRES, {"bron": bron, "inhoud": wat, "bestand": gekozen})

    def lees(self, nummer, **anders):
        velden = self.open(nummer).context["form"]
        data = {naam: velden.get_initial_for_field(v, naam) or "" for naam, v in velden.fields.items()}
        return self._post(f"{ADRES}/{nummer}", data | {"actie": "lezen"} | anders)

    def reken_om(self, nummer, **anders):
        return self.lees(nummer, **anders)

    def besluit(self, nummer, actie, **velden):
        return self._post(f"{ADRES}/{nummer}/besluit", {"actie": actie} | velden)

    def open(self, nummer):
        return self._client.get(f"{ADRES}/{nummer}")

    def _post(self, adres, data):
        self._n += 1
        return self._client.post(adres, data | {"eenmalig": f"{SLEUTEL}{self._n}"})


@pytest.fixture
def analist(client, wereld):
    return _Analist(client, wereld)


def _nummer():
    return Inlezing.objects.latest("pk").nummer


def _regels(tmp_path, tabel=DECLARATIEREGELS):
    return Lake(tmp_path / "lake").scan(tabel).collect()


def _rijen(antwoord, naam):
    return [
        tuple(rij) for tabel, _ in antwoord.context["tabellen"] if tabel.naam == naam for rij in tabel.rijen
    ]


def _neem_over(analist, inhoud=BESTAND, **velden):
    analist.geef(inhoud)
    nummer = _nummer()
    analist.lees(nummer)
    analist.reken_om(nummer, domein_0="wmo")
    return nummer, analist.besluit(nummer, "overnemen", zonder_bekend="on", **velden)


def test_page_is_for_the_analyst_of_the_region(client, wereld):
    statussen = {}
    for rol in Rol.values:
        client.force_login(wereld.users[rol])
        statussen[rol] = client.get(ADRES).status_code

    assert statussen == {rol: 200 if rol == "analist" else 403 for rol in Rol.values}


def test_first_lines_are_shown_as_they_would_be_read_and_nobody_is_named(analist):
    analist.geef(BESTAND)

    antwoord = analist.open(_nummer())

    assert [rij[:4] + rij[6:10] for rij in _rijen(antwoord, "voorbeeld")] == [
        ("Cliënt 1", "01-03-2024", "01-03-2024", "€ 1.234,50", "AWBZ", "45A04", 1.5, "uur"),
        ("Cliënt 1", "15-03-2024", "15-03-2024", "€ 100,00", "jeugd-GGZ", "45A04", 2.0, "dagdeel"),
        ("Cliënt 2", "30-04-2024", "30-04-2024", "€ 240,00", "jeugd-GGZ", "45A04", 3.0, "consult"),
        ("Cliënt 2", "?", "?", "€ 80,00", "jeugd-GGZ", "45A04", 3.0, "consult"),
    ]
    assert "Jansen" not in antwoord.content.decode()


@pytest.mark.eis("R1.55")
def test_old_units_and_financing_stay_beside_the_common_ones(analist, tmp_path):
    _neem_over(analist)

    oud = _regels(tmp_path, OUDE_REGELS).sort("begindatum")
    assert oud.select("oud_domein", "oude_eenheid", "oud_volume", "domein", "eenheid", "volume").rows() == [
        ("AWBZ", "uur", 1500, "wmo", "01", 90),
        ("jeugd-GGZ", "dagdeel", 2000, "jeugd", "16", 2),
        ("jeugd-GGZ", "consult", 3000, "jeugd", "", 0),
    ]
    antwoord = analist.open(_nummer())
    assert ("Daarvan zonder aantal: eenheid niet om te rekenen", 1, 24_000) in _rijen(antwoord, "overname")


def test_a_conversion_needs_a_reason(analist):
    analist.geef(BESTAND)
    analist.lees(_nummer())
    form = analist.open(_nummer()).context["form"]
    plek = next(n for n, (oud, _) in enumerate(form.list_eenheden()) if oud.woord == "consult")
    keuze = {"domein_0": "wmo", f"eenheid_{plek}": "01", f"factor_{plek}": "45"}

    zonder = analist.reken_om(_nummer(), **keuze)
    met = analist.reken_om(
        _nummer(), **keuze, **{f"reden_{plek}": "Afspraak 2014: een consult is 45 minuten"}
    )

    assert (zonder.status_code, met.status_code) == (400, 302)
    assert "Schrijf op waarom één" in zonder.content.decode()
    assert ("consult", 1, 24_000, "1 is 45 minuten", "Afspraak 2014: een consult is 45 minuten") in _rijen(
        analist.open(_nummer()), "eenheden"
    )


def test_nothing_counts_before_it_is_taken_over_and_the_file_is_gone_once_read(analist, tmp_path):
    analist.geef(BESTAND)
    nummer = _nummer()
    bestand = tmp_path / "inlezen" / nummer / "bestand"
    stond_er = bestand.exists()

    analist.lees(nummer)

    assert (stond_er, bestand.exists(), Lake(tmp_path / "lake").versie) == (True, False, 0)
    assert not [p for p in (tmp_path / "inlezen").rglob("*") if p.is_file() and b"Jansen" in p.read_bytes()]
    assert not [p for p in (tmp_path / "inlezen").rglob("*.parquet") if "A1" in _teksten(p)]


def _teksten(pad: Path):
    return {str(w) for kolom in pl.read_parquet(pad).get_columns() for w in kolom.to_list()}


def test_total_below_is_left_out_and_compared(analist):
    analist.geef(BESTAND)
    analist.lees(_nummer())

    antwoord = analist.open(_nummer())

    assert ("Gelezen en bruikbaar", 3, 157_450) in _rijen(antwoord, "overname")
    assert "het totaal in het bestand is € 1.654,50. Dat scheelt € 80,00" in antwoord.content.decode()


def test_columns_are_remembered_in_any_order(analist):
    analist.geef(BESTAND.replace("Bedrag", "Rare naam"))
    analist.lees(_nummer(), kolom_bedrag="Rare naam")
    analist.geef("Rare naam;Cliëntnr;Gemeente;AGB;Financiering;Product;Datum;Aantal;Eenheid;Naam cliënt\n"
                 "12,50;A9;9901;41990001;AWBZ;45A04;1-3-2025;1;uur;Bos, L.\n")  # fmt: skip

    proef = analist.open(_nummer()).context["proef"]

    assert (proef.versie.versie, proef.inhoud.koppeling.kolommen["bedrag"]) == (1, "Rare naam")
    assert [regel.waarden["bedrag"] for regel in proef.voorbeeld] == [1250]


def test_same_file_and_same_lines_change_nothing(analist, tmp_path):
    _neem_over(analist)
    versie = Lake(tmp_path / "lake").versie

    zelfde_bestand = analist.geef(BESTAND)
    andere_vorm = BESTAND.replace("Uitvoer", "Andere uitvoer")
    _, zelfde_regels = _neem_over(analist, andere_vorm)

    assert "Dit bestand is al overgenomen als IN-2027-0001" in zelfde_bestand.content.decode()
    assert "Precies deze regels zijn al overgenomen als IN-2027-0001" in zelfde_regels.content.decode()
    assert (Lake(tmp_path / "lake").versie, _regels(tmp_path).height) == (versie, 3)


def test_lines_that_are_known_stay_out_and_new_ones_come_in(analist, tmp_path):
    _neem_over(analist)
    erbij = "A3;Smit, J.;9901;41990001;AWBZ;45A04;2-3-2024;1;uur;10,00\nTotaal"

    nummer, _ = _neem_over(analist, BESTAND.replace("Totaal", erbij))

    assert (Inlezing.objects.get(nummer=nummer).regels, _regels(tmp_path)["bedrag"].sum()) == (1, 158_450)


def test_withdrawal_gives_the_figures_of_before_and_says_why(analist, tmp_path, client):
    nummer, _ = _neem_over(analist)
    jaren = client.get("/marktschets?jaar=2024").context["markt"].beeld.schets.kosten.totaal_bedrag

    zonder = analist.besluit(nummer, "intrekken", reden="")
    analist.besluit(nummer, "intrekken", reden="Verkeerde gemeente")

    assert (jaren, zonder.status_code, _regels(tmp_path).height) == (157_450, 400, 0)
    assert client.get("/marktschets").context["markt"].jaar is None
    laatste = Gebeurtenis.objects.latest("pk")
    assert (laatste.soort, laatste.data["reden"]) == ("inlezing_ingetrokken", "Verkeerde gemeente")


def test_new_delivery_takes_the_place_of_an_earlier_one(analist, tmp_path):
    eerste, _ = _neem_over(analist)

    _neem_over(analist, BESTAND.replace("240,00", "250,00"), vervangt=eerste)

    assert _regels(tmp_path)["bedrag"].sum() == 158_450
    assert Inlezing.objects.get(nummer=eerste).staat == "ingetrokken"


@pytest.mark.parametrize(
    ("kolom", "zin"),
    [
        ("Naam cliënt", "zegt wie iemand is"),
        ("E-mail", "zegt wie iemand is"),
        ("Contact", "staan e-mailadressen"),
        ("Client", "staan namen van mensen"),
    ],
)
def test_a_column_that_says_who_somebody_is_is_refused(analist, kolom, zin):
    waarden = {"Contact": "j@voorbeeld.nl"}
    regel = f"A1;{waarden.get(kolom, 'Jansen, P.')};9901;41990001;wmo;1-3-2024;100"
    analist.geef(f"Sleutel;{kolom};Gemeente;AGB;Wet;Datum;Bedrag\n{regel}\n")

    antwoord = analist.lees(_nummer(), kolom_client=kolom)

    assert antwoord.status_code == 400
    assert zin in antwoord.content.decode()
    assert Koppelversie.objects.count() == 0


def test_a_bsn_is_only_the_key_of_the_client(analist, tmp_path):
    regel = "{};999900006;9901;41990001;wmo;1-3-2024;100\n"
    analist.geef("Nr;BSN;Gemeente;AGB;Wet;Datum;Bedrag\n" + regel.format(1))

    fout = analist.lees(_nummer(), kolom_client="Nr", kolom_productcode="BSN")
    goed = analist.lees(_nummer(), kolom_client="BSN")
    analist.besluit(_nummer(), "overnemen")

    assert "staan burgerservicenummers. Die mogen alleen bij client" in fout.content.decode()
    assert (goed.status_code, _regels(tmp_path).height) == (302, 1)
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and b"999900006" in p.read_bytes()]


def test_a_file_that_nobody_reads_does_not_stay(analist, tmp_path, client, settings):
    import os

    analist.geef(BESTAND)
    map_ = tmp_path / "inlezen" / _nummer()
    client.get(ADRES)
    stond_er = map_.exists()
    os.utime(map_, (0, 0))

    client.get(ADRES)

    assert (stond_er, map_.exists(), Inlezing.objects.get().staat) == (True, False, "weggedaan")


def test_list_as_a_file(analist, client):
    analist.geef(BESTAND)

    antwoord = client.get(f"{ADRES}?export=csv")

    assert "IN-2027-0001;Oud systeem;oud.csv" in io.BytesIO(antwoord.content).read().decode("utf-8-sig")
