"""The lake holds no persons: no column of a contract names one, and what is published cannot carry one."""

import re
from pathlib import Path

import polars as pl
import pytest
from tests.factories.lake import create_regel, publish_rijen

from stelsel.lake.controle import RijenOngeldig, check_rijen
from stelsel.lake.intake import read_bestand
from stelsel.lake.tabellen import DECLARATIEREGELS, TABELLEN

#: Parts of a name that point at a person. `geboortejaar` and `pseudoniem` are what may stand in their place.
VERBODEN = re.compile(
    r"bsn|burgerservice|naam|voorletter|roepnaam|geboortedatum|geboortedag|adres|straat|huisnummer|postcode|"
    r"woonplaats|telefoon|email|e_mail|iban|rekening|beschikking|toelichting|opmerking|tekst|omschrijving"
)


def list_persoonskolommen(kolomnamen):
    return [naam for naam in kolomnamen if VERBODEN.search(naam.lower())]


@pytest.mark.parametrize("tabel", TABELLEN.values(), ids=TABELLEN)
def test_no_column_names_a_person(tabel):
    assert list_persoonskolommen(tabel.kolomnamen) == []


def test_the_check_sees_a_person_column():
    assert list_persoonskolommen(["bsn", "Achternaam", "geboortedatum", "geboortejaar", "volume"]) == [
        "bsn",
        "Achternaam",
        "geboortedatum",
    ]


def test_a_person_column_stops_the_publication():
    regels = pl.DataFrame([create_regel(0, 100, bsn="999900006")])

    with pytest.raises(RijenOngeldig, match=r"bsn") as fout:
        check_rijen(DECLARATIEREGELS, regels)

    assert "999900006" not in str(fout.value)


def test_the_lake_on_disk_holds_only_contract_columns(tmp_path):
    lake = publish_rijen(tmp_path, regels=[create_regel(0, 100)])

    (bestand,) = lake.list_bestanden(DECLARATIEREGELS)

    assert pl.read_parquet_schema(bestand).names() == list(DECLARATIEREGELS.kolomnamen)


def test_intake_writes_no_client_identifier_to_disk(tmp_path):
    csv = tmp_path / "regels.csv"
    csv.write_text(
        "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag\n"
        "999900006;9901;41990001;wmo;02;02A01;2025-01-01;2025-01-31;1;04;12,50\n"
    )

    with read_bestand(csv) as intake:
        geschreven = b"".join(Path(pad).read_bytes() for pad in intake.bestanden)
        kolommen = pl.read_parquet_schema(intake.bestanden[0]).names()

    assert b"999900006" not in geschreven
    assert "client" not in kolommen
