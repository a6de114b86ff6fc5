"""Hostile and broken files: refused in plain Dutch, nothing opened, memory and time bounded."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from tests.factories.schone_berichten import create_bericht

from stelsel.istandaarden import check_bericht, write_bericht
from stelsel.istandaarden.codec import parser
from stelsel.istandaarden.codec.lezen import GROOT
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.transport import get_volgorde

GOED = write_bericht(create_bericht("ijw", "305"))
KOP = b'<?xml version="1.0" encoding="UTF-8"?>\r\n'
ROMP = GOED.removeprefix(KOP)
LACHERS = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
BOM_LACH = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + LACHERS + b"]>"

NIET_TE_LEZEN = {
    "leeg": b"",
    "alleen spaties": b"  \r\n ",
    "geen xml": b"beste gemeente, hierbij",
    "zip met verkeerde naam": b"PK\x03\x04" + b"\x00" * 40,
    "doctype": KOP + b"<!DOCTYPE Bericht>" + ROMP,
    "extern doctype": KOP + b'<!DOCTYPE Bericht SYSTEM "http://localhost:9/x.dtd">' + ROMP,
    "entiteit": KOP + b'<!DOCTYPE x [<!ENTITY n "De">]>' + ROMP.replace(b"Voorbeeld", b"&n;"),
    "lachbom": KOP + BOM_LACH + ROMP.replace(b"Voorbeeld", b"&a9;"),
    "onbekende entiteit": GOED.replace(b"Voorbeeld", b"&onbekend;"),
    "utf-16": GOED.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "utf-16 zonder merk": GOED.decode().encode("utf-16-le"),
    "utf-32": GOED.decode().encode("utf-32"),
    "latin-1 in de kop": GOED.replace(b"UTF-8", b"ISO-8859-1"),
    "windows-1252 in de tekst": GOED.replace(b"Voorbeeld", "Müller".encode("cp1252")),
    "utf-7 in de kop": GOED.replace(b"UTF-8", b"UTF-7"),
    "afgekapt": GOED[: len(GOED) // 2],
    "rest achter het einde": GOED + b"<nog/>",
    "nultekens": GOED.replace(b"Voorbeeld", b"Voor\x00beeld"),
    "verkeerd gesloten": GOED.replace(b"</m:Bsn>", b"</m:Bns>"),
    "te diep": KOP + b"<a>" * 5000 + b"</a>" * 5000,
    "voorvoegsel zonder naamruimte": GOED.replace(b" xmlns:b=", b" xmlns:c=", 1),
    "dubbel kenmerk": ROMP.replace(b"<m:Bsn>", b'<m:Bsn x="1" x="2">'),
    "onbekend bericht": GOED.replace(b"jw305", b"jw303"),
    "andere wortel": KOP + b"<html><body/></html>",
    "oude release": GOED.replace(b"/3_2/", b"/2_4/"),
}


@pytest.mark.parametrize("naam", NIET_TE_LEZEN)
def test_unreadable_file_gets_one_clear_finding(naam: str) -> None:
    controle = check_bericht(NIET_TE_LEZEN[naam])

    assert (controle.niveau, [b.regel for b in controle.bevindingen]) == (1, ["BESTAND"])
    assert controle.inhoud is None
    assert controle.bevindingen[0].uitleg.endswith((".", ")"))


@pytest.mark.parametrize("naam", NIET_TE_LEZEN)
def test_unreadable_file_gets_its_place_in_the_post(naam: str) -> None:
    """It enters the inbox like any other, so finding its header may not fail."""
    assert len(get_volgorde(NIET_TE_LEZEN[naam])) <= 40


@pytest.mark.parametrize("naam", ["merk", "regeleinden", "zonder kop", "commentaar", "cdata"])
def test_harmless_variant_is_accepted(naam: str) -> None:
    varianten = {
        "merk": b"\xef\xbb\xbf" + GOED,
        "regeleinden": GOED.replace(b"\r\n", b"\n"),
        "zonder kop": ROMP,
        "commentaar": GOED.replace(b"999900006", b"9999<!-- weg -->00006"),
        "cdata": GOED.replace(b"Voorbeeld", b"<![CDATA[Voor]]>beeld"),
    }

    controle = check_bericht(varianten[naam])

    assert controle.niveau == 0
    assert controle.bericht == create_bericht("ijw", "305")


def test_file_above_the_limit_is_refused_before_parsing() -> None:
    precies = GOED + b" " * (1000 - len(GOED) % 1000)

    assert check_bericht(io.BytesIO(precies), limiet=len(precies)).niveau == 0
    assert check_bericht(io.BytesIO(precies), limiet=len(precies) - 1).bevindingen[0].regel == "BESTAND"
    assert parser.LIMIET_BYTES == 25 * 1024 * 1024


def test_schema_hint_and_entity_open_no_file(tmp_path: Path) -> None:
    kanarie = tmp_path / "kanarie.xsd"
    kanarie.write_text("KANARIE-0042", encoding="utf-8")
    hint = f'xsi:schemaLocation="http://x {kanarie.as_uri()}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    met_hint = GOED.replace(b"<m:Bericht ", f"<m:Bericht {hint} ".encode())
    doctype = f'<!DOCTYPE x [<!ENTITY k SYSTEM "{kanarie.as_uri()}">]>'.encode()
    met_entiteit = KOP + doctype + ROMP.replace(b"Voorbeeld", b"&k;")

    assert check_bericht(met_hint).niveau == 0
    assert check_bericht(met_entiteit).bevindingen[0].regel == "BESTAND"
    assert "KANARIE" not in repr(check_bericht(met_entiteit))


def test_unsafe_parser_would_have_read_the_file(tmp_path: Path) -> None:
    """Negative control: without the closed doors the canary is found."""
    kanarie = tmp_path / "kanarie.txt"
    kanarie.write_text("KANARIE-0042", encoding="utf-8")
    data = f'<!DOCTYPE x [<!ENTITY k SYSTEM "{kanarie.as_uri()}">]><x>&k;</x>'.encode()

    onveilig = etree.fromstring(data, etree.XMLParser(resolve_entities=True, load_dtd=True))

    assert onveilig.text == "KANARIE-0042"


PRODUCT = GOED[GOED.index(b"<m:StartProduct>") : GOED.index(b"</m:StartProducten>")]
VRACHT = """
import resource, sys
from stelsel.istandaarden import check_bericht
from tests.unit.istandaarden.test_vijandig import create_vracht
voor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
controle = check_bericht(create_vracht(sys.argv[1]))
na = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(controle.niveau, (na - voor) // 1024)
"""


@pytest.mark.parametrize(("familie", "soort"), [("ijw", "301"), ("ijw", "323"), ("iwmo", "325")])
def test_no_part_of_a_message_passes_for_the_whole(familie: Familie, soort: str) -> None:
    """Cut off anywhere, also between two elements or before the last end tag."""
    heel = write_bericht(create_bericht(familie, soort)).rstrip()
    plekken = [*range(1, len(heel), 37), *(m.start() for m in re.finditer(rb"<", heel)), len(heel) - 1]

    gevonden = {
        (controle.niveau, tuple(b.regel for b in controle.bevindingen))
        for controle in (check_bericht(heel[:plek]) for plek in plekken)
    }

    assert gevonden == {(1, ("BESTAND",))}
    assert check_bericht(heel).niveau == 0


@pytest.mark.parametrize("soort", ["301", "323"])
def test_large_message_without_its_end_says_where_it_stops(soort: str) -> None:
    heel = write_bericht(create_bericht("ijw", soort)).rstrip()
    groot = heel.replace(b"<m:Client>", b" " * GROOT + b"<m:Client>", 1)

    controle = check_bericht(groot[: groot.rindex(b"</")])

    assert check_bericht(groot).niveau == 0
    assert (controle.niveau, controle.bevindingen[0].regel) == (1, "BESTAND")
    assert "houdt te vroeg op" in controle.bevindingen[0].uitleg
    assert controle.bevindingen[0].regelnummer == heel.count(b"\n") + 1


def test_doctype_is_refused_with_its_line() -> None:
    data = b'<?xml version="1.0"?>\n<!-- <!DOCTYPE x> -->\n<!DOCTYPE Bericht>' + ROMP

    bevinding = check_bericht(data).bevindingen[0]

    assert (bevinding.regel, bevinding.regelnummer) == ("BESTAND", 3)
    assert check_bericht(data.replace(b"<!DOCTYPE Bericht>", b"")).niveau == 0


def create_vracht(soort: str) -> bytes:
    """A file of just under 25 MB that tries to fill memory."""
    vulling = {
        "elementen": b"<m:a/>" * 4_000_000,
        "kenmerken": b"<m:a " + b" ".join(b'a%d=""' % n for n in range(1_500_000)) + b"/>",
        "tekst": b"<m:Commentaar>" + b"a" * 24_000_000 + b"</m:Commentaar>",
        "regels": b"<m:Client><m:Bsn>x</m:Bsn></m:Client>" * 600_000,
        "producten": PRODUCT * (24_000_000 // len(PRODUCT)),
        "entiteiten": b"<!DOCTYPE x [" + b"".join(b'<!ENTITY e%d "x">' % n for n in range(1_000_000)) + b"]>",
        "codes": b"<m:RetourCode>0200</m:RetourCode>" * 700_000,
    }[soort]
    familie_soort, doel = {
        "regels": ("323", b"<m:Client>"),
        "producten": ("305", b"</m:StartProducten>"),
        "entiteiten": ("305", b"<m:Bericht "),
        "codes": ("325", b"</m:RetourCodes>"),
    }.get(soort, ("305", b"<m:Client>"))
    bron = write_bericht(create_bericht("ijw", familie_soort))
    return bron.replace(doel, vulling + doel, 1)


@pytest.mark.traag
@pytest.mark.parametrize(
    "soort", ["elementen", "kenmerken", "tekst", "regels", "producten", "entiteiten", "codes"]
)
def test_hostile_load_stays_within_memory(soort: str) -> None:
    uitkomst = subprocess.run(
        [sys.executable, "-c", VRACHT, soort], capture_output=True, text=True, check=True, timeout=60
    )

    niveau, megabytes = map(int, uitkomst.stdout.split())
    assert niveau == 1
    assert megabytes < 256


def test_many_faults_are_cut_off() -> None:
    aantal = 3000
    lijn = b"<m:StartProduct><m:Begindatum>31-11-2017</m:Begindatum></m:StartProduct>"
    data = GOED.replace(b"<m:StartProduct>", lijn * aantal + b"<m:StartProduct>", 1)

    controle = check_bericht(data)

    assert controle.niveau == 1
    assert len(controle.bevindingen) <= 201
    assert controle.bevindingen[-1].uitleg.startswith("Er zijn nog meer fouten.")
