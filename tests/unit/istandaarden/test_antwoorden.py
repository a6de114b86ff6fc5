"""Retours and the 325, in each of their forms, valid and clean."""

import io
from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.factories.schone_berichten import AANBIEDER, GEMEENTE, create_bericht

from stelsel.istandaarden import (
    Bericht,
    Declaratie,
    OnleesbaarBericht,
    check_bericht,
    create_antwoord_325,
    create_retour,
    parse_bericht,
    stream_declaratie,
    write_bericht,
)
from stelsel.istandaarden.codec.declaratie import Clientenlijst
from stelsel.istandaarden.codec.lezen import GROOT

WIE = {"identificatie": "R1", "dagtekening": date(2026, 5, 8)}
HEEN = ["301", "305", "307", "315", "317", "319"]


def get_declaratie() -> Declaratie:
    """The clean 323: three lines of 50 euros, the first client has two."""
    return stream_declaratie(io.BytesIO(write_bericht(create_bericht("iwmo", "323"))))


def assert_schoon(bericht: Bericht) -> None:
    """Valid, clean, and read back to the same values."""
    data = write_bericht(bericht)
    assert parse_bericht(data) == bericht
    assert check_bericht(data).bevindingen == []


@pytest.mark.parametrize("soort", HEEN)
def test_approved_retour_is_the_copied_header_without_codes(soort: str) -> None:
    heen = create_bericht("ijw", soort)

    retour = create_retour(heen, **WIE)

    assert_schoon(retour)
    header = retour.waarden["Header"]
    assert list(retour.waarden) == ["Header"]
    assert "RetourCodes" not in header
    gekopieerd = {naam: header[naam] for naam in heen.waarden["Header"] if naam != "BerichtCode"}
    assert gekopieerd == {n: w for n, w in heen.waarden["Header"].items() if n != "BerichtCode"}


def test_technical_rejection_is_a_header_with_0001() -> None:
    retour = create_retour(create_bericht("ijw", "305"), headercodes=("0001",), **WIE)

    assert_schoon(retour)
    assert list(retour.waarden) == ["Header"]
    assert retour.waarden["Header"]["RetourCodes"] == {"RetourCode": ["0001"]}


def list_codes(waarden: Any, pad: str = "") -> dict[str, list[str]]:
    """Codes by path, for every class in the answer."""
    if isinstance(waarden, list):
        delen = {f"{pad}/{n}": deel for n, deel in enumerate(waarden)}
    elif isinstance(waarden, dict):
        delen = {f"{pad}/{naam}": deel for naam, deel in waarden.items() if naam != "RetourCodes"}
    else:
        return {}
    eigen = {pad: waarden["RetourCodes"]["RetourCode"]} if "RetourCodes" in waarden else {}
    return eigen | {k: v for naam, deel in delen.items() for k, v in list_codes(deel, naam).items()}


def test_rejected_class_comes_back_with_codes_on_every_class() -> None:
    heen = create_bericht("ijw", "301")
    plek = ("Client", "ToegewezenProducten", "ToegewezenProduct", 1)

    retour = create_retour(heen, klassecodes={plek: ["9332"]}, **WIE)

    assert_schoon(retour)
    assert list_codes(retour.waarden) == {
        "/Header": ["0200"],
        "/Client": ["0200"],
        "/Client/Relaties/Relatie/0": ["0200"],
        "/Client/Relaties/Relatie/0/Contact": ["0200"],
        "/Client/Contactgegevens/Contact/0": ["0200"],
        "/Client/ToegewezenProducten/ToegewezenProduct/0": ["0200"],
        "/Client/ToegewezenProducten/ToegewezenProduct/1": ["9332"],
    }


@pytest.mark.parametrize("familie", ["ijw", "iwmo"])
@pytest.mark.parametrize("soort", HEEN)
def test_retour_with_classes_is_valid_for_every_message(familie: str, soort: str) -> None:
    assert_schoon(create_retour(create_bericht(familie, soort), klassecodes=lambda plek: ("0233",), **WIE))


def test_a_declaration_has_no_retour() -> None:
    with pytest.raises(ValueError, match="WMO323"):
        create_retour(create_bericht("iwmo", "323"), **WIE)


def _samenvatting(antwoord: Bericht) -> tuple[Any, ...]:
    deel = antwoord.waarden.get("DeclaratieAntwoord")
    codes = antwoord.waarden["Header"]["RetourCodes"]["RetourCode"]
    if deel is None:
        return codes, None
    totalen = (deel["TotaalIngediendBedrag"]["TotaalBedrag"], deel["TotaalToegekendBedrag"]["TotaalBedrag"])
    return codes, deel["RetourCodes"]["RetourCode"], *totalen, "Clienten" in deel


@pytest.mark.parametrize(
    ("invoer", "verwacht"),
    [
        ({}, (["0200"], ["8001"], 15000, 15000, False)),
        ({"headercodes": ("0001",)}, (["0001"], None)),
        ({"declaratiecodes": ("9333",)}, (["0200"], ["9333"], 15000, 0, False)),
    ],
    ids=["alles toegekend", "technisch afgekeurd", "declaratie afgekeurd"],
)
def test_325_without_lines(invoer: dict[str, Any], verwacht: tuple[Any, ...]) -> None:
    antwoord = create_antwoord_325(get_declaratie(), **invoer, **WIE)

    assert_schoon(antwoord)
    assert _samenvatting(antwoord) == verwacht
    header = antwoord.waarden["Header"]
    assert (header["Afzender"], header["Ontvanger"]) == (GEMEENTE, AANBIEDER)


def test_325_returns_the_rejected_lines_only() -> None:
    declaratie = get_declaratie()
    afgewezen = declaratie.regels.filter(pl.col("referentie_nummer").is_in(["R2", "R3"])).with_columns(
        codes=pl.when(pl.col("client") == 1).then(pl.lit(["0233"])).otherwise(pl.lit(["9307", "9321"])),
        client_codes=pl.when(pl.col("client") == 1).then(pl.lit(["8187"])),
    )

    antwoord = create_antwoord_325(declaratie, afgewezen=afgewezen, **WIE)

    assert_schoon(antwoord)
    assert _samenvatting(antwoord) == (["0200"], ["0200"], 15000, 5000, True)
    clienten = antwoord.waarden["DeclaratieAntwoord"]["Clienten"]["Client"]
    gevonden = [
        (
            client["RetourCodes"]["RetourCode"],
            p["ProductReferentie"]["ReferentieNummer"],
            p["RetourCodes"]["RetourCode"],
        )
        for client in clienten
        for p in client["Prestaties"]["Prestatie"]
    ]
    assert gevonden == [(["0200"], "R2", ["9307", "9321"]), (["8187"], "R3", ["0233"])]


def create_groot_antwoord(bedrag: int) -> Bericht:
    """A 325 above the size that is judged as a tree; its last line has this amount."""
    declaratie = get_declaratie()
    een = declaratie.regels.tail(1).with_columns(codes=pl.lit(["9307"]), client_codes=pl.lit(["0200"]))
    alle = pl.concat([een] * 4_000).with_columns(
        client=pl.int_range(4_000) // 40, prestatie=pl.int_range(4_000)
    )
    bedragen = pl.when(pl.col("prestatie") == 3_999).then(bedrag).otherwise("bedrag").alias("bedrag")
    return create_antwoord_325(declaratie, afgewezen=alle.with_columns(bedragen), toegekend=0, **WIE)


def test_a_large_325_is_judged_like_a_small_one() -> None:
    goed, fout = create_groot_antwoord(5_000), create_groot_antwoord(1_000_000_000)

    data = write_bericht(goed)
    assert len(data) > GROOT
    assert parse_bericht(data) == goed
    with pytest.raises(OnleesbaarBericht) as gevonden:
        write_bericht(fout)
    assert [(b.regel, "Bedrag" in b.uitleg) for b in gevonden.value.bevindingen] == [("XSD", True)]


def test_clients_of_an_answer_are_made_when_asked_for() -> None:
    regels = get_declaratie().regels
    clienten = Clientenlijst(regels)
    alle = get_declaratie().als_bericht().waarden["Declaratie"]["Clienten"]["Client"]

    assert len(alle) == 2
    assert clienten == alle
    assert list(clienten) == alle
    assert [clienten[0], clienten[1], clienten[-1], clienten[:1]] == [alle[0], alle[1], alle[1], alle[:1]]
    assert clienten != alle[:1]
    assert clienten != [alle[1], alle[0]]
    with pytest.raises(IndexError):
        clienten[2]
