"""Every rule that can give a finding tells why it exists and what to do, in short and plain sentences."""

from __future__ import annotations

import re

import pytest

from stelsel.istandaarden import check_bericht
from stelsel.istandaarden.berichten import FAMILIES
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.catalogus.hulp import Hulp, get_hulp, list_hulpcodes

#: Levels on which a rule gives a finding; XSD and BESTAND are the kinds without an official code.
NIVEAUS = (2, 3, 4)
ZONDER_CODE = {"XSD", "BESTAND"}
MEESTE_WOORDEN = 24


def list_regels() -> set[str]:
    return {r.code for f in FAMILIES for r in get_catalogus(f).values() if r.niveau in NIVEAUS}


def list_zinnen(hulp: Hulp) -> list[str]:
    return [zin for zin in re.split(r"(?<=[.?!])\s", f"{hulp.waarom} {hulp.herstel}") if zin]


def test_rules_and_help_agree() -> None:
    assert set(list_hulpcodes()) == list_regels() | ZONDER_CODE


@pytest.mark.parametrize("code", sorted(list_regels()))
def test_every_rule_has_words_in_short_sentences(code: str) -> None:
    hulp = get_hulp(code)

    assert hulp.waarom.endswith(".")
    assert hulp.herstel.endswith(".")
    assert [zin for zin in list_zinnen(hulp) if len(zin.split()) > MEESTE_WOORDEN] == []


def test_the_catalogue_passes_the_help_on() -> None:
    regel = get_catalogus("ijw")["TR321"]

    assert (regel.waarom, regel.herstel) == (get_hulp("TR321").waarom, get_hulp("TR321").herstel)


@pytest.mark.parametrize(
    ("data", "bevat"),
    [
        (b"", "leeg bestand"),
        (b"0123200110", "EDI-bestand"),
        (b"<!DOCTYPE html><html/>", "DOCTYPE"),
        (b"<html/>", "release 3.2"),
        (b"\xff\xfe<\x00", "Kladblok"),
        (b"<a><b></a>", "genoemde regel"),
    ],
)
def test_a_file_that_is_no_message_gets_help_of_its_own(data: bytes, bevat: str) -> None:
    (bevinding,) = check_bericht(data).bevindingen

    hulp = get_hulp(bevinding.regel, uitleg=bevinding.uitleg)

    assert bevat in f"{hulp.waarom} {hulp.herstel}"


def test_an_unknown_code_gets_no_words() -> None:
    assert get_hulp("TR999") == Hulp()
