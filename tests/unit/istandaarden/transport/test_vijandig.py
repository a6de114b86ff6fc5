"""Hostile and broken envelopes: refused in plain Dutch, nothing opened, memory bounded."""

import base64
import subprocess
import sys

import pytest
from tests.factories.enveloppen import create_voorbeeld, write_voorbeeld

from stelsel.istandaarden import LIMIET_BYTES, OnleesbaarBericht
from stelsel.istandaarden.codec.parser import parse_xml
from stelsel.istandaarden.transport import check_post, parse_envelop, render_envelop

GOED = render_envelop(create_voorbeeld("ijw", "305"))
KOP = b'<?xml version="1.0" encoding="UTF-8"?>\r\n'
ROMP = GOED.removeprefix(KOP)
BASE64 = base64.b64encode(write_voorbeeld("ijw", "305"))
ZENDER = b"<StUF:organisatie>65656055<"
LACHERS = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
BOM_LACH = KOP + b'<!DOCTYPE x [<!ENTITY a0 "ha">' + LACHERS + b"]>"

NIET_TE_LEZEN = {
    "doctype": (KOP + b"<!DOCTYPE x>" + ROMP, "DOCTYPE"),
    "extern doctype": (KOP + b'<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">' + ROMP, "DOCTYPE"),
    "entiteit": (
        KOP + b'<!DOCTYPE x [<!ENTITY n "65656055">]>' + ROMP.replace(ZENDER, b"<StUF:organisatie>&n;<"),
        "DOCTYPE",
    ),
    "lachbom": (BOM_LACH + ROMP.replace(ZENDER, b"<StUF:organisatie>&a9;<"), "DOCTYPE"),
    "lachbom als kenmerk": (BOM_LACH + ROMP.replace(b"<GGK:bericht>", b'<GGK:bericht x="&a9;">'), "DOCTYPE"),
    "onbekende entiteit": (GOED.replace(ZENDER, b"<StUF:organisatie>&n;<"), "&…;"),
    "utf-16": (GOED.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "UTF-16"),
    "latin-1 in de kop": (GOED.replace(b"UTF-8", b"ISO-8859-1"), "ISO-8859-1"),
    "afgekapt": (GOED[: len(GOED) // 2], "houdt te vroeg op"),
    "leeg": (b"", "leeg"),
    "geen xml": (b"beste gemeente", "geen XML"),
    "rest achter het einde": (GOED + b"<nog/>", "te lezen"),
    "nultekens": (GOED.replace(BASE64[:9], b"\x00" * 9), "te lezen"),
    "leeg bericht": (GOED.replace(BASE64, b""), "leeg"),
    "bestaat niet": (GOED.replace(b"20260506143000", b"20260230143000"), "geen bestaand tijdstip"),
    "te veel": (GOED.replace(b"<GGK:bericht>", b"<a/>" * 2000 + b"<GGK:bericht>"), "te veel elementen"),
    "te diep": (GOED.replace(BASE64, b"<a>" * 5000 + b"</a>" * 5000), "te veel elementen"),
    "andere wortel": (GOED.replace(b"bericht-ggk_Di01", b"bericht-ggk_Di02"), "geen envelop"),
    "oude release": (GOED.replace(b"ggk0210", b"ggk0200"), "geen envelop"),
}  # fmt: skip


@pytest.mark.parametrize("naam", NIET_TE_LEZEN)
def test_unreadable_envelope_gets_one_clear_finding(naam: str) -> None:
    data, woorden = NIET_TE_LEZEN[naam]

    with pytest.raises(OnleesbaarBericht) as fout:
        parse_envelop(data)

    assert [b.regel for b in fout.value.bevindingen] == ["BESTAND"]
    assert woorden in fout.value.bevindingen[0].uitleg
    assert fout.value.bevindingen[0].uitleg.endswith((".", ")"))
    assert [(b.regel) for b in check_post(data).bevindingen] == ["BESTAND"]
    assert check_post(data).niveau == 1


def test_envelope_cut_off_anywhere_is_refused() -> None:
    heel = GOED.rstrip()

    gelezen = [lengte for lengte in range(len(heel) + 1) if check_post(heel[:lengte]).niveau == 0]

    assert gelezen == [len(heel)]


GESCHONDEN = {
    "geen base64": (BASE64, b"!!!!", "bericht/xmlBestand", "BASE64"),
    "base64 halverwege afgebroken": (BASE64, BASE64[:-3], "bericht/xmlBestand", "BASE64"),
    "letters buiten ascii": (BASE64, "é".encode() * 4, "bericht/xmlBestand", "BASE64"),
    "elementen in plaats van base64": (BASE64, b"<x/>", "bericht/xmlBestand", "alleen een waarde"),
    "losse tekst": (b"<GGK:bericht>", b"tekst<GGK:bericht>", "", "losse tekst"),
    "vreemd kenmerk": (b"<GGK:bericht>", b'<GGK:bericht a="1">', "bericht", "kenmerk"),
    "dubbel bericht": (b"</GGK:bericht>", b"<GGK:xmlBestand/></GGK:bericht>", "bericht", "precies één"),
    "verkeerde naamruimte": (b"GGK:bericht>", b"StUF:bericht>", "bericht", "mag hier niet staan"),
    "vijfde versie": (b"<GGK:functieVersie>0003<", b"<GGK:functieVersie>3<", "functieVersie", "vier cijfers"),
}  # fmt: skip


@pytest.mark.parametrize("naam", GESCHONDEN)
def test_violated_envelope_says_where(naam: str) -> None:
    oud, nieuw, plaats, woorden = GESCHONDEN[naam]

    controle = check_post(GOED.replace(oud, nieuw))

    assert [b.regel for b in controle.bevindingen] == ["XSD"]
    wortel = "/envelopHeenbericht-ggk_Di01/parameters"
    assert controle.bevindingen[0].plaats == f"{wortel}/{plaats}".rstrip("/")
    assert woorden in controle.bevindingen[0].uitleg


def test_all_violations_are_named_at_once() -> None:
    data = GOED.replace(b"0003", b"drie").replace(ZENDER, b"<StUF:organisatie x='1'>1<").replace(BASE64, b"?")

    assert [b.plaats.rpartition("/")[2] for b in check_post(data).bevindingen] == [
        "organisatie",
        "functieVersie",
        "xmlBestand",
    ]


@pytest.mark.parametrize(
    "naam", ["merk", "regeleinden", "zonder kop", "commentaar", "cdata", "ruimte", "hint"]
)
def test_harmless_variant_is_accepted(naam: str) -> None:
    hint = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x x.xsd"'
    varianten = {
        "merk": b"\xef\xbb\xbf" + GOED,
        "regeleinden": GOED.replace(b"\r\n", b"\n"),
        "zonder kop": ROMP,
        "commentaar": GOED.replace(b"65656055", b"6565<!-- weg -->6055"),
        "cdata": GOED.replace(b"65656055", b"<![CDATA[6565]]>6055"),
        "ruimte": GOED.replace(BASE64, b"\r\n  ".join(BASE64[n : n + 76] for n in range(0, len(BASE64), 76))),
        "hint": GOED.replace(b"ggk_Di01 ", b"ggk_Di01" + hint + b" ", 1),
    }

    assert parse_envelop(varianten[naam]) == parse_envelop(GOED)
    assert check_post(varianten[naam]).niveau == 0


def test_envelope_of_25_mb_is_read_and_one_byte_more_is_not() -> None:
    """The longest text here is over 10 million characters, where tree parsers stop."""
    vulling = b" " * (
        (LIMIET_BYTES - len(GOED) + len(BASE64)) // 4 * 3 - len(write_voorbeeld("ijw", "305")) - 3
    )
    lang = GOED.replace(BASE64, base64.b64encode(write_voorbeeld("ijw", "305") + vulling))
    precies = lang + b" " * (LIMIET_BYTES - len(lang))

    assert len(precies) == LIMIET_BYTES
    with pytest.raises(OnleesbaarBericht, match="niet te lezen"):
        parse_xml(precies)  # negative control: the parser of messages cannot read it
    assert check_post(precies).niveau == 0
    assert [b.uitleg for b in check_post(precies + b" ").bevindingen] == [
        "Het bestand is groter dan 25 MB. Verdeel het over meer berichten."
    ]
    with pytest.raises(OnleesbaarBericht, match="groter dan 25 MB"):
        parse_envelop(precies + b" ")


VRACHT = """
import resource, sys
from stelsel.istandaarden.codec.parser import parse_xml
from stelsel.istandaarden.transport import check_post
from tests.unit.istandaarden.transport.test_vijandig import create_vracht
data = create_vracht(sys.argv[1])
voor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
controle = check_post(data)
na = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(controle.niveau, (na - voor) // 1024)
"""


def create_vracht(soort: str) -> bytes:
    """An envelope of just under 25 MB that tries to fill memory."""
    vulling = {
        "elementen": b"<a/>" * 6_000_000,
        "kenmerken": b"<a " + b" ".join(b'a%d=""' % n for n in range(1_500_000)) + b"/>",
        "tekst": b"<GGK:applicatieVersie>" + b"a" * 24_000_000 + b"</GGK:applicatieVersie>",
        "base64": b"",
    }[soort]
    if soort == "base64":
        return GOED.replace(BASE64, b"QUFB" * 6_000_000)
    return GOED.replace(b"<GGK:bericht>", vulling + b"<GGK:bericht>", 1)


@pytest.mark.traag
@pytest.mark.parametrize("soort", ["elementen", "kenmerken", "tekst", "base64"])
def test_hostile_load_stays_within_memory(soort: str) -> None:
    uitkomst = subprocess.run(
        [sys.executable, "-c", VRACHT, soort], capture_output=True, text=True, check=True, timeout=60
    )

    niveau, megabytes = map(int, uitkomst.stdout.split())
    assert niveau == 1
    assert megabytes < 256
