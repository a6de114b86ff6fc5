"""Answers as the standard wants them (section 3): what is copied, which class has which code, which totals.

Every answer is held against the published schema, in both families.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
import pytest
from lxml import etree
from tests.factories.schone_berichten import create_bericht
from tests.unit.istandaarden.referentie import aanwezig, get_officieel_schema

from stelsel.istandaarden import (
    FAMILIES,
    Bericht,
    Declaratie,
    check_bericht,
    create_antwoord_325,
    create_retour,
    get_definitie,
    stream_declaratie,
    write_bericht,
)
from stelsel.istandaarden.berichten import Klasse
from stelsel.istandaarden.codelijsten import Familie

HEEN = ["301", "305", "307", "315", "317", "319"]
WIE: dict[str, Any] = {"identificatie": "R1", "dagtekening": date(2026, 5, 8)}
#: What follows the copied header, and no more.
EXTRA = ["IdentificatieRetour", "DagtekeningRetour", "XsdVersieRetour"]
pytestmark = aanwezig


def schrijf(bericht: Bericht) -> Any:
    """The document of an answer that is valid and clean."""
    data = write_bericht(bericht)
    wortel = etree.fromstring(data)
    get_officieel_schema(bericht.definitie.familie, bericht.definitie.naam).assertValid(wortel)
    assert check_bericht(data).bevindingen == []
    return wortel


def als_tekst(element: Any) -> list[tuple[str, str]]:
    """Local names and texts of an element and everything in it, in order."""
    return [(etree.QName(e).localname, (e.text or "").strip()) for e in element.iter()]


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize("soort", HEEN)
@pytest.mark.parametrize("codes", [(), ("0001",), ("9056",)], ids=["goed", "niveau 2", "header"])
def test_header_is_copied_and_not_swapped(familie: Familie, soort: str, codes: tuple[str, ...]) -> None:
    heen = create_bericht(familie, soort)
    oud, nieuw = schrijf(heen)[0], schrijf(create_retour(heen, headercodes=codes, **WIE))

    assert [etree.QName(kind).localname for kind in nieuw] == ["Header"]
    aantal = len(oud)
    assert [als_tekst(kind) for kind in nieuw[0][1:aantal]] == [als_tekst(kind) for kind in oud[1:]]
    assert nieuw[0][0].text == get_definitie(familie, heen.definitie.retour_soort or "").berichtcode
    namen = [etree.QName(kind).localname for kind in nieuw[0][aantal:]]
    assert namen == [*EXTRA, *(["RetourCodes"] if codes else [])]
    assert [e.text for e in nieuw.iter("{*}RetourCode")] == list(codes)


@pytest.mark.parametrize("familie", FAMILIES)
def test_version_of_the_official_control_is_named_when_it_ran(familie: Familie) -> None:
    retour = create_retour(create_bericht(familie, "301"), headercodes=("0001",), xslt_versie="2.10.5", **WIE)
    antwoord = create_antwoord_325(
        create_declaratie(familie), headercodes=("0001",), xslt_versie="2.10.5", **WIE
    )

    for bericht in (retour, antwoord):
        assert [e.text for e in schrijf(bericht).iter("{*}XsltVersie")] == ["2.10.5"]


def list_klassen(klasse: Klasse) -> Iterator[str]:
    """The classes that carry codes; the plural wrappers do not."""
    for element in klasse.elementen:
        if isinstance(element.type, Klasse) and not element.type.basis and element.naam != "RetourCodes":
            if not element.type.verzameling:
                yield element.naam
            yield from list_klassen(element.type)


VOL: dict[tuple[str, str], dict[str, Any]] = {
    ("ijw", "319"): {
        "Antwoord/RedenAfwijzingVerzoek": "8",
        "Antwoord/Woonplaatsbeginsel": {"Gemeente": "0384"},
    }
}
VERWACHT = {
    "301": {"Client", "Relatie", "Contact", "ToegewezenProduct"},
    "305": {"Client", "StartProduct"},
    "307": {"Client", "StopProduct"},
    "315": {"Client", "AangevraagdProduct"},
    "317": {"Client", "Verzoek", "OngewijzigdProduct", "TeWijzigenProduct", "NieuwProduct"},
    "319": {"Antwoord"},
}


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize("soort", HEEN)
@pytest.mark.parametrize("code", ["0200", "0233"])
def test_every_class_carries_a_code_as_its_last_child(familie: Familie, soort: str, code: str) -> None:
    heen = create_bericht(familie, soort, VOL.get((familie, soort)))
    inhoud = heen.definitie.wortel.elementen[1].type
    assert isinstance(inhoud, Klasse)
    namen = {heen.definitie.wortel.elementen[1].naam, *list_klassen(inhoud)}

    wortel = schrijf(create_retour(heen, klassecodes=lambda plek: (code,), **WIE))

    met = {etree.QName(e.getparent()).localname for e in wortel[1].iter("{*}RetourCodes")}
    woonplaats = {"Woonplaatsbeginsel"} if (familie, soort) == ("ijw", "319") else set()
    assert met == namen == VERWACHT[soort] | woonplaats
    for codes in wortel[1].iter("{*}RetourCodes"):
        assert codes.getnext() is None
        assert [kind.text for kind in codes] == [code]
    assert [e.text for e in wortel[0].iter("{*}RetourCode")] == ["0200"]
    terug = [deel for deel in als_tekst(wortel[1]) if deel[0] not in ("RetourCodes", "RetourCode")]
    assert terug == als_tekst(schrijf(heen)[1])


def create_declaratie(familie: Familie, wijzigingen: dict[str, Any] | None = None) -> Declaratie:
    """The clean 323: lines R1 and R2 of one client, R3 of another, 50 euros each."""
    return stream_declaratie(io.BytesIO(write_bericht(create_bericht(familie, "323", wijzigingen))))


def wijs_af(declaratie: Declaratie, codes: dict[str, list[str]], client: str = "") -> pl.DataFrame:
    """The rejected lines by reference; with `client` also all lines of that Bsn, as an unknown client."""
    regels = declaratie.regels.filter(
        pl.col("referentie_nummer").is_in(list(codes)) | (pl.col("bsn") == client)
    )
    return regels.with_columns(
        codes=pl.Series([codes.get(r, ["0233"]) for r in regels["referentie_nummer"]]),
        client_codes=pl.Series(
            [["8187"] if bsn == client else None for bsn in regels["bsn"]], dtype=pl.List(pl.String)
        ),
    )


def lees(wortel: Any) -> tuple[list[str], list[str], int | None, int | None, dict[str, list[list[str]]]]:
    """Codes of header and DeclaratieAntwoord, totals with their sign, and per client the codes of it and its
    lines."""
    header = [e.text for e in wortel[0].iter("{*}RetourCode")]
    if len(wortel) == 1:
        return header, [], None, None, {}
    antwoord = wortel[1]
    totalen = [
        int(e[0].text) * (-1 if e[1].text == "C" else 1)
        for naam in ("TotaalIngediendBedrag", "TotaalToegekendBedrag")
        for e in antwoord.iter("{*}" + naam)
    ]
    clienten = {
        client[0].text: [[c.text for c in codes] for codes in client.iter("{*}RetourCodes")]
        for client in antwoord.iter("{*}Client")
    }
    eigen = [c.text for c in antwoord.find("{*}RetourCodes")]
    return header, eigen, totalen[0], totalen[1], clienten


EERSTE, TWEEDE = "999900006", "999900018"


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(
    ("invoer", "verwacht"),
    [
        ({}, (["0200"], ["8001"], 15000, 15000, {})),
        ({"headercodes": ("0001",)}, (["0001"], [], None, None, {})),
        ({"headercodes": ("9056", "8848")}, (["9056", "8848"], [], None, None, {})),
        ({"declaratiecodes": ("9333",)}, (["0200"], ["9333"], 15000, 0, {})),
        ({"declaratiecodes": ("9333", "8214")}, (["0200"], ["9333", "8214"], 15000, 0, {})),
        ({"afgewezen": ({"R2": ["9307", "0611"]}, "")},
         (["0200"], ["0200"], 15000, 10000, {EERSTE: [["9307", "0611"], ["0200"]]})),
        ({"afgewezen": ({}, TWEEDE)},
         (["0200"], ["0200"], 15000, 10000, {TWEEDE: [["0233"], ["8187"]]})),
        ({"afgewezen": ({"R1": ["9338"]}, TWEEDE)},
         (["0200"], ["0200"], 15000, 5000, {EERSTE: [["9338"], ["0200"]], TWEEDE: [["0233"], ["8187"]]})),
        ({"afgewezen": ({"R1": ["9322"], "R2": ["9322"], "R3": ["9322"]}, "")},
         (["0200"], ["0200"], 15000, 0,
          {EERSTE: [["9322"], ["9322"], ["0200"]], TWEEDE: [["9322"], ["0200"]]})),
    ],
    ids=["alles goed", "niveau 2", "fout in header", "declaratie", "declaratie dubbel", "prestatie", "client",
         "allebei", "alles afgewezen"],
)  # fmt: skip
def test_325_in_every_case_of_the_table(familie: Familie, invoer: dict[str, Any], verwacht: Any) -> None:
    declaratie = create_declaratie(familie)
    rest = {naam: waarde for naam, waarde in invoer.items() if naam != "afgewezen"}
    if "afgewezen" in invoer:
        codes, client = invoer["afgewezen"]
        rest["afgewezen"] = wijs_af(declaratie, codes, client)

    assert lees(schrijf(create_antwoord_325(declaratie, **rest, **WIE))) == verwacht


@pytest.mark.parametrize("familie", FAMILIES)
def test_325_has_its_own_header_and_names_the_claim(familie: Familie) -> None:
    heen = create_bericht(familie, "323")

    header = schrijf(create_antwoord_325(create_declaratie(familie), **WIE))[0]

    waarden = {etree.QName(kind).localname: [deel.text for deel in kind] or kind.text for kind in header}
    eigen = heen.waarden["Header"]
    assert (waarden["Afzender"], waarden["Ontvanger"]) == (eigen["Ontvanger"], eigen["Afzender"])
    assert waarden["BerichtIdentificatie"] == ["R1", "2026-05-08"]
    assert waarden["DeclaratieIdentificatie"] == ["B1", "2026-05-06"]
    assert waarden["XsdVersieDeclaratie"] == ["1.0.0", "1.0.0"]
    assert "XsltVersie" not in waarden


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(("afgewezen", "toegekend"), [("R1", 10000), ("R2", -10000)], ids=["credit", "debet"])
def test_totals_of_a_claim_below_nought(familie: Familie, afgewezen: str, toegekend: int) -> None:
    """One credit of 150 and two debits of 50: total 50 credit."""
    lijn = "Declaratie/Clienten/Client/0/Prestaties/Prestatie/0"
    declaratie = create_declaratie(
        familie,
        {
            f"{lijn}/IngediendBedrag": {"Bedrag": 15000, "DebetCredit": "C"},
            f"{lijn}/ProductReferentie/VorigReferentieNummer": "R0",
            "Declaratie/TotaalIngediendBedrag": {"TotaalBedrag": 5000, "DebetCredit": "C"},
        },
    )

    antwoord = create_antwoord_325(declaratie, afgewezen=wijs_af(declaratie, {afgewezen: ["8017"]}), **WIE)

    assert lees(schrijf(antwoord))[2:4] == (-5000, toegekend)
