"""The payment file: valid by the official schema, the same bytes each time, nothing that a bank refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import resources
from io import BytesIO

import pytest
from lxml import etree

from stelsel.formaten.sepa import (
    NAAMRUIMTE,
    Betaalopdracht,
    BetaalopdrachtOngeldig,
    Overschrijving,
    read_betaalbestand,
    render_euro,
    render_tekens,
    write_betaalbestand,
)

REKENING = "NL91NEPP9041990001"
OPDRACHT = Betaalopdracht(
    kenmerk="BR-9901-2026-0001",
    naam="Gemeente Aldervoort",
    iban="NL20INGB0001234567",
    uitvoeringsdatum=date(2026, 3, 20),
    gemaakt_at=datetime(2026, 3, 16, 10, 0, tzinfo=UTC),
    overschrijvingen=(
        Overschrijving("BR-9901-2026-0001-41990001", "Stichting Merelhof", "NL91ABNA0417164300", 64_005, "a"),
        Overschrijving("BR-9901-2026-0001-41990002", "Zorg & Zó, één", "NL39RABO0300065264", 7, "b € c"),
    ),
)


def get_schema() -> etree.XMLSchema:
    """The schema that the library of another maker ships."""
    pad = resources.files("sepaxml") / "schemas" / "pain.001.001.09.xsd"
    return etree.XMLSchema(etree.parse(BytesIO(pad.read_bytes())))


def test_file_is_valid_and_holds_the_cents() -> None:
    boom = etree.fromstring(write_betaalbestand(OPDRACHT))

    assert get_schema().validate(boom)
    tekst = {
        naam: [e.text for e in boom.iter(f"{{{NAAMRUIMTE}}}{naam}")]
        for naam in ("InstdAmt", "CtrlSum", "NbOfTxs")
    }
    assert tekst == {"InstdAmt": ["640.05", "0.07"], "CtrlSum": ["640.12"] * 2, "NbOfTxs": ["2", "2"]}


def test_control_the_schema_refuses_another_amount() -> None:
    kapot = write_betaalbestand(OPDRACHT).replace(b"640.05", b"640,05")

    assert not get_schema().validate(etree.fromstring(kapot))


def test_what_was_written_is_read_back() -> None:
    assert read_betaalbestand(write_betaalbestand(OPDRACHT)) == {
        rij.kenmerk: (rij.iban, rij.bedrag) for rij in OPDRACHT.overschrijvingen
    }
    assert read_betaalbestand(b"") == {}


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        (b"</Document>", b"", "is niet te lezen"),
        (b">640.05<", b">veel<", "is niet te lezen"),
        (b"0001-41990002", b"0001-41990001", "noemt een kenmerk twee keer"),
    ],
)
def test_a_spoiled_file_is_not_read(oud: bytes, nieuw: bytes, zin: str) -> None:
    with pytest.raises(BetaalopdrachtOngeldig, match=zin):
        read_betaalbestand(write_betaalbestand(OPDRACHT).replace(oud, nieuw))


def test_same_order_gives_the_same_bytes() -> None:
    assert write_betaalbestand(OPDRACHT) == write_betaalbestand(replace(OPDRACHT))


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"overschrijvingen": ()}, "er is niets te betalen"),
        ({"iban": "NL20INGB0001234568"}, "het rekeningnummer van Gemeente Aldervoort klopt niet"),
        ({"kenmerk": "x" * 36}, f"kenmerk {'x' * 36!r} past niet in een betaalbestand"),
        ({"overschrijvingen": OPDRACHT.overschrijvingen[:1] * 2}, "twee betalingen hebben hetzelfde kenmerk"),
        (
            {"overschrijvingen": (replace(OPDRACHT.overschrijvingen[0], bedrag=0),)},
            "het bedrag voor Stichting Merelhof is niet positief",
        ),
    ],
)
def test_what_a_bank_refuses_is_not_written(fout: dict[str, object], zin: str) -> None:
    with pytest.raises(BetaalopdrachtOngeldig) as weigering:
        write_betaalbestand(replace(OPDRACHT, **fout))

    assert str(weigering.value) == zin


@pytest.mark.parametrize(
    ("tekst", "schoon"),
    [("Zorg & Zó, één", "Zorg . Zo, een"), ("  a\n b ", "a b"), ("€", "."), ("", "."), ("x" * 20, "x" * 12)],
)
def test_characters_that_banks_accept(tekst: str, schoon: str) -> None:
    assert render_tekens(tekst, lengte=15 if len(tekst) < 20 else 12) == schoon


@pytest.mark.parametrize(
    ("centen", "tekst"), [(1, "0.01"), (100, "1.00"), (123_456_789_012, "1234567890.12")]
)
def test_euros_without_floats(centen: int, tekst: str) -> None:
    assert render_euro(centen) == tekst
