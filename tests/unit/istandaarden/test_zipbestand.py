"""Zips are judged from their directory before anything is unpacked."""

import io
import stat
import zipfile
from collections.abc import Callable

import pytest

from stelsel.istandaarden import OnleesbaarBericht
from stelsel.istandaarden.zipbestand import MEESTE_BERICHTEN, Zipbericht, parse_zip


def create_zip(inhoud: dict[str, bytes], *, soort: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    """A zip with these entries."""
    stroom = io.BytesIO()
    with zipfile.ZipFile(stroom, "w", soort) as archief:
        for naam, data in inhoud.items():
            archief.writestr(naam, data)
    return stroom


def create_koppeling() -> io.BytesIO:
    """A zip with a symbolic link."""
    stroom = io.BytesIO()
    with zipfile.ZipFile(stroom, "w") as archief:
        ingang = zipfile.ZipInfo("x.xml")
        ingang.external_attr = (stat.S_IFLNK | 0o777) << 16
        archief.writestr(ingang, "/etc/passwd")
    return stroom


def create_versleuteld() -> io.BytesIO:
    """A zip whose only entry says that it has a password."""
    data = bytearray(create_zip({"x.xml": b"<a/>"}).getvalue())
    for kop, plek in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(kop) + plek] |= 1
    return io.BytesIO(data)


def create_leugen() -> io.BytesIO:
    """A zip whose directory says that the entry is small."""
    data = bytearray(create_zip({"x.xml": b" " * 2_000_000}, soort=0).getvalue())
    plek = data.index(b"PK\x01\x02") + 24
    data[plek : plek + 4] = (10).to_bytes(4, "little")
    return io.BytesIO(data)


GEWEIGERD: dict[str, tuple[Callable[[], io.BytesIO], str]] = {
    "31 berichten": (lambda: create_zip({f"{n}.xml": b"<a/>" for n in range(31)}), "hoogstens 30"),
    "101 bestanden": (lambda: create_zip({f"{n}.txt": b"" for n in range(101)}), "hoogstens 30"),
    "wachtwoord": (create_versleuteld, "wachtwoord"),
    "pad omhoog met schuine streep": (lambda: create_zip({"a\\..\\..\\x.xml": b"<a/>"}), "gevaarlijk pad"),
    "zip in hoofdletters": (lambda: create_zip({"X.ZIP": b"PK"}), "nog een zipbestand"),
    "zip in zip": (lambda: create_zip({"x.zip": b"PK"}), "nog een zipbestand"),
    "pad omhoog": (lambda: create_zip({"../x.xml": b"<a/>"}), "gevaarlijk pad"),
    "absoluut pad": (lambda: create_zip({"/etc/x.xml": b"<a/>"}), "gevaarlijk pad"),
    "pad met schijf": (lambda: create_zip({"C:\\x.xml": b"<a/>"}), "gevaarlijk pad"),
    "bom": (lambda: create_zip({"x.xml": b" " * 1_000_000}), "honderd keer"),
    "te groot bestand": (lambda: create_zip({"x.xml": b" " * 30_000_000}), "groter dan 25 MB"),
    "te grote zip": (lambda: create_zip({"x.xml": b" " * 26_300_000}, soort=0), "groter dan 25 MB"),
    "koppeling": (create_koppeling, "verwijzing"),
    "geen zip": (lambda: io.BytesIO(b"geen zip"), "geen goed zipbestand"),
}


@pytest.mark.parametrize("naam", GEWEIGERD)
def test_dangerous_zip_is_refused(naam: str) -> None:
    maak, woorden = GEWEIGERD[naam]

    with pytest.raises(OnleesbaarBericht) as fout:
        parse_zip(maak())

    assert woorden in fout.value.bevindingen[0].uitleg


def test_messages_come_out_and_the_rest_is_named() -> None:
    inhoud = {f"map/{n}.XML": b"<a/>" for n in range(MEESTE_BERICHTEN)}
    mee = {"lees.txt": b"hoi", "__MACOSX/map/._0.xml": b"\x00\x05\x16\x07"}

    berichten, andere = parse_zip(create_zip({**inhoud, **mee}))

    assert list(berichten) == [Zipbericht(naam, b"<a/>") for naam in inhoud]
    assert andere == list(mee)


def test_directory_that_lies_about_a_size_never_gives_more_than_it_says() -> None:
    berichten, _ = parse_zip(create_leugen(), limiet=3_000_000)

    [bericht] = berichten
    assert not isinstance(bericht.inhoud, bytes) or len(bericht.inhoud) <= 10


def test_damage_anywhere_in_a_zip_is_a_refusal_and_never_a_crash() -> None:
    heel = create_zip({"a.xml": bytes(range(60, 120)) * 20, "é.xml": b"<x/>" * 50}).getvalue()
    gelezen = [len(_list_goed(heel))]
    for plek in range(len(heel)):
        for waarde in (0, 255, heel[plek] ^ 8):
            stuk = heel[:plek] + bytes([waarde]) + heel[plek + 1 :]
            gelezen.append(len(_list_goed(stuk)))

    assert gelezen[0] == 2
    assert min(gelezen) == 0


def _list_goed(zip_: bytes) -> list[Zipbericht]:
    """The messages that come out whole."""
    try:
        berichten, _ = parse_zip(io.BytesIO(zip_))
    except OnleesbaarBericht:
        return []
    return [bericht for bericht in berichten if isinstance(bericht.inhoud, bytes)]
