"""A 323 in the plain shape is read without a parser: never another table, never another verdict."""

import io
import random

import polars as pl
import pytest
from tests.factories.declaraties import create_323, create_regel

from stelsel.istandaarden import OnleesbaarBericht, get_definitie, list_definities, stream_declaratie
from stelsel.istandaarden.codec.declaratie import _read_effen
from stelsel.istandaarden.codec.effen import NietEffen, read_effen
from stelsel.istandaarden.codec.parser import BegrensdeStroom

BSNS = ("999900006", "999900018", "999900031")


class AlleenVooruit(io.BytesIO):
    """A stream that cannot go back: only the parser reads it."""

    def seekable(self) -> bool:
        return False


def create_bericht(aantal: int = 9, *, wet: str = "wmo") -> bytes:
    regels = [
        create_regel(
            bsn=BSNS[nummer * len(BSNS) // aantal],
            referentie_nummer=f"REF {nummer}",
            vorig_referentie_nummer=f"VORIG-{nummer}" if nummer % 3 == 1 else None,
            toewijzing_nummer=nummer,
            categorie="02" if wet == "wmo" else "45",
            tarief=None if nummer % 4 == 2 else 6400 + nummer,
        )
        for nummer in range(aantal)
    ]
    return create_323(regels, wet=wet)


#: White space that makes a message too large for the parser alone.
AANVULLING = b" " * 65_536


def read_uitkomst(stroom: io.BytesIO) -> object:
    """The table and the values, or the findings."""
    try:
        declaratie = stream_declaratie(stroom, limiet=1 << 30)
    except OnleesbaarBericht as fout:
        return fout.bevindingen
    return declaratie.definitie, declaratie.waarden, declaratie.regels.to_dict(as_series=False)


def is_effen(data: bytes) -> bool:
    invoer = BegrensdeStroom(io.BytesIO(data), limiet=1 << 30)
    begin = invoer.read(65536)
    try:
        _read_effen(begin, invoer, get_definitie("ijw" if b"/ijw/" in data else "iwmo", "323"))
    except NietEffen:
        return False
    return True


def assert_gelijk(data: bytes) -> None:
    data += AANVULLING
    assert read_uitkomst(io.BytesIO(data)) == read_uitkomst(AlleenVooruit(data))


def zonder_wit(data: bytes) -> bytes:
    return b"".join(regel.strip() for regel in data.split(b"\n")[1:])


def andere_prefixen(data: bytes) -> bytes:
    standaard = data.replace(b"<m:", b"<").replace(b"</m:", b"</").replace(b"xmlns:m=", b"xmlns=")
    return standaard.replace(b"b:", b"basis-2.x:").replace(b"xmlns:b=", b"xmlns:basis-2.x=")


EFFEN = {
    "as we write it": lambda data: data,
    "line feeds only": lambda data: data.replace(b"\r\n", b"\n"),
    "no white space": zonder_wit,
    "other prefixes": andere_prefixen,
    "a byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "no declaration": lambda data: data.split(b"\r\n", 1)[1],
    "white space after the end": lambda data: data + b"\n \n",
    "leading zeros": lambda data: data.replace(b"Volume>10<", b"Volume>0010<"),
    "an entity in the header": lambda data: data.replace(b">BER000000001<", b">BER&#65;&amp;<"),
}
ANDERS = {
    "a comment between lines": lambda data: data.replace(b"</m:Prestatie>", b"</m:Prestatie><!-- x -->", 2),
    "a comment in a value": lambda data: data.replace(b">02A01<", b">02<!-- x -->A01<"),
    "a comment in the header": lambda data: data.replace(b"<m:Header>", b"<m:Header><!-- x -->"),
    "a comment after the end": lambda data: data + b"<!-- x -->",
    "a comment around the lines": lambda data: data.replace(b"<m:Clienten>", b"<!--<m:Clienten>", 1).replace(
        b"</m:Clienten>", b"</m:Clienten>-->", 1
    ),
    "CDATA": lambda data: data.replace(b">02A01<", b"><![CDATA[02A01]]><"),
    "an instruction": lambda data: data.replace(b"<m:Clienten>", b"<?x y?><m:Clienten>"),
    "an entity": lambda data: data.replace(b">02A01<", b">02&#65;01<"),
    "another letter": lambda data: data.replace(b">REF 3<", ">RÉF<".encode()),
    "an attribute": lambda data: data.replace(b"<m:Prestatie>", b'<m:Prestatie x="1">', 3),
    "a prefix of its own": lambda data: data.replace(b"<m:Bsn>", b'<m:Bsn xmlns:m="urn:x">', 1),
    "white space in a number": lambda data: data.replace(b"Volume>10<", b"Volume> 10\n<"),
    "white space in a tag": lambda data: data.replace(b"</m:Bsn>", b"</m:Bsn >"),
    "a self-closing tag": lambda data: data.replace(
        b"<m:ProductCode>02A01</m:ProductCode>", b"<m:ProductCode/>"
    ),
    "a day that does not exist": lambda data: data.replace(b"2026-02-28", b"2026-02-30"),
    "a missing element": lambda data: data.replace(b"<m:Eenheid>04</m:Eenheid>", b"", 1),
    "a doubled element": lambda data: data.replace(
        b"<m:Eenheid>", b"<m:Eenheid>04</m:Eenheid><m:Eenheid>", 1
    ),
    "an unknown code": lambda data: data.replace(b"Eenheid>04<", b"Eenheid>99<", 1),
    "too large a number": lambda data: data.replace(b"Volume>10<", b"Volume>100000000<", 1),
    "a negative number": lambda data: data.replace(b"Volume>10<", b"Volume>-10<", 1),
    "a long reference": lambda data: data.replace(b">REF 3<", b">" + b"R" * 21 + b"<"),
    "a short BSN": lambda data: data.replace(b"999900006", b"99990000"),
    "a doctype": lambda data: data.replace(b"<m:Bericht", b"<!DOCTYPE x><m:Bericht", 1),
    "a wrong namespace": lambda data: data.replace(b"basisschema/schema", b"basisschema/schemas"),
    "a wrong header": lambda data: data.replace(b">484<", b">485<"),
    "cut off": lambda data: data[: len(data) // 2],
    "something after the end": lambda data: data + b"<x/>",
    "a client without lines": lambda data: data.replace(
        b"</m:Clienten>",
        b"<m:Client><m:Bsn>999900043</m:Bsn><m:Prestaties></m:Prestaties></m:Client></m:Clienten>",
    ),
    "far apart": lambda data: data.replace(b"<m:Eenheid>", b" " * 500 + b"<m:Eenheid>", 1),
}


@pytest.mark.parametrize("wet", ["jw", "wmo"])
@pytest.mark.parametrize("vorm", EFFEN)
def test_plain_message_reads_as_the_parser_reads_it(vorm: str, wet: str) -> None:
    data = create_bericht(wet=wet)

    data = EFFEN[vorm](data)

    assert is_effen(data)
    assert_gelijk(data)


@pytest.mark.parametrize("vorm", ANDERS)
def test_everything_else_is_for_the_parser(vorm: str) -> None:
    heel = create_bericht()

    data = ANDERS[vorm](heel)

    assert data != heel
    assert not is_effen(data)
    assert_gelijk(data)


@pytest.mark.traag
def test_portions_and_lines_above_65535_change_nothing() -> None:
    data = create_bericht(8_000)

    assert len(data) > 2 * 2 * 1024 * 1024
    assert data.count(b"\n") > 65_535
    assert is_effen(data)
    assert_gelijk(data)


def test_message_of_one_block_reads_the_same_as_a_longer_one() -> None:
    data = create_bericht()

    assert len(data) < len(AANVULLING)
    assert read_uitkomst(io.BytesIO(data)) == read_uitkomst(io.BytesIO(data + AANVULLING))


def test_digest_sees_every_byte_once_on_both_ways() -> None:
    for data in (create_bericht() + AANVULLING, ANDERS["CDATA"](create_bericht()) + AANVULLING):
        gezien: list[bytes] = []

        stream_declaratie(io.BytesIO(data), lezer=gezien.append)

        assert b"".join(gezien) == data


def test_stream_that_does_not_begin_at_its_start_is_read_from_where_it_stands() -> None:
    data = ANDERS["CDATA"](create_bericht()) + AANVULLING
    stroom = io.BytesIO(b"voorloop" + data)
    stroom.seek(len(b"voorloop"))

    assert read_uitkomst(stroom) == read_uitkomst(AlleenVooruit(data))


@pytest.mark.parametrize(
    "definitie", [d for d in list_definities() if d.soort != "323"], ids=lambda d: d.naam
)
def test_only_a_323_has_a_plain_shape(definitie) -> None:
    with pytest.raises(NietEffen):
        read_effen(create_bericht(), [], definitie=definitie)


def mutate(data: bytes, rng: random.Random) -> bytes:
    """The message with one small piece dropped, doubled, moved, or overwritten."""
    begin = rng.randrange(len(data))
    eind = begin + rng.choice((1, 1, 2, 5, 20, 200))
    stuk = data[begin:eind]
    doel = rng.randrange(len(data))
    vreemd = rng.choice(
        (b"<", b">", b"&", b"&#49;", b"/", b" ", b"\n", b"0", b"-", b"\xc3\xa9", b"<!-- -->", b"\x00")
    )
    return rng.choice(
        (
            data[:begin] + data[eind:],
            data[:eind] + stuk + data[eind:],
            data[:doel] + stuk + data[doel:],
            data[:begin] + vreemd + data[begin:],
            data[:begin] + vreemd + data[begin + 1 :],
        )
    )


def test_mutants_get_the_same_outcome_on_both_ways() -> None:
    rng = random.Random(323)
    heel = create_bericht(4)
    soorten = {"effen": 0, "goed": 0, "fout": 0}
    for _ in range(1_500):
        data = mutate(heel, rng) + AANVULLING
        uitkomst = read_uitkomst(io.BytesIO(data))
        assert uitkomst == read_uitkomst(AlleenVooruit(data)), data
        soorten["fout" if isinstance(uitkomst, list) else "effen" if is_effen(data) else "goed"] += 1

    assert min(soorten.values()) > 10, soorten


def test_comparison_notices_a_row_that_reads_differently() -> None:
    eerste = stream_declaratie(io.BytesIO(create_bericht())).regels
    tweede = stream_declaratie(io.BytesIO(create_bericht().replace(b"REF 3", b"REF 4", 1))).regels

    assert not eerste.equals(tweede)
    assert eerste.filter(pl.col("referentie_nummer") != "REF 3").height == eerste.height - 1
