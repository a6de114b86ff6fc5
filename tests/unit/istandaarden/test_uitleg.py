"""Level 1 in plain Dutch: what is wrong, where, what to do; never a name or number of a person."""

import pytest
from tests.factories.schone_berichten import create_bericht

from stelsel.istandaarden import check_bericht, write_bericht

GOED = write_bericht(create_bericht("ijw", "305")).decode()

GEVALLEN = [
    (
        "999900006",
        "99990006",
        "/Bericht/Client/Bsn",
        "De waarde van Bsn is niet toegestaan. Vul negen cijfers in.",
    ),
    (
        "2010-02-14",
        "31-11-2017",
        "/Bericht/Client/Geboortedatum/Datum",
        "De waarde van Datum is niet toegestaan. Vul een datum als 2026-01-31 in, zonder tijdzone.",
    ),
    (
        "2026-05-06",
        "31-11-2017",
        "/Bericht/Header/BerichtIdentificatie/Dagtekening",
        "De waarde “31-11-2017” van Dagtekening is niet toegestaan. "
        "Vul een datum als 2026-01-31 in, zonder tijdzone.",
    ),
    (
        "<m:Geslacht>1<",
        "<m:Geslacht>9<",
        "/Bericht/Client/Geslacht",
        "De waarde “9” van Geslacht is niet toegestaan. Gebruik een code uit de codelijst van de standaard.",
    ),
    (
        ">1001<",
        ">10,01<",
        "/Bericht/Client/StartProducten/StartProduct/ToewijzingNummer",
        "De waarde “10,01” van ToewijzingNummer is niet toegestaan. "
        "Vul een heel getal in van 0 tot en met 999999999.",
    ),
    (
        "<b:Voorletters>T<",
        "<b:Voorletters>T.<",
        "/Bericht/Client/Naam/Voorletters",
        "De waarde van Voorletters is niet toegestaan. Vul 1 tot en met 6 letters in, zonder punten.",
    ),
    (
        "<m:StatusAanlevering>1</m:StatusAanlevering>",
        "",
        "/Bericht/Client/StartProducten/StartProduct",
        "In StartProduct ontbreekt StatusAanlevering. Voeg het toe.",
    ),
    (
        "<m:Geslacht>1</m:Geslacht>",
        "",
        "/Bericht/Client/Naam",
        "Naam mag hier niet staan. Op deze plaats hoort Geslacht. "
        "Let op de volgorde en op dubbele elementen.",
    ),
    (
        "<m:Client>",
        '<m:Client soort="1">',
        "/Bericht/Client",
        "Bij Client staat een kenmerk (attribuut) dat de standaard niet kent. Haal het weg.",
    ),
]


@pytest.mark.parametrize(("oud", "nieuw", "plaats", "uitleg"), GEVALLEN, ids=[g[2] for g in GEVALLEN])
def test_fault_is_explained(oud: str, nieuw: str, plaats: str, uitleg: str) -> None:
    kapot = GOED.replace(oud, nieuw, 1)

    controle = check_bericht(kapot.encode())

    assert [(b.regel, b.retourcode, b.plaats, b.uitleg) for b in controle.bevindingen] == [
        ("XSD", None, plaats, uitleg)
    ]
    element = plaats.rsplit("/", 1)[1]
    assert f"<m:{element}" in kapot.split("\r\n")[(controle.bevindingen[0].regelnummer or 0) - 1].replace(
        "b:", "m:"
    )


def test_name_is_never_quoted() -> None:
    kapot = GOED.replace(">Voorbeeld<", f">{'Kanarie' * 40}<")

    bevindingen = check_bericht(kapot.encode()).bevindingen

    assert [b.plaats for b in bevindingen] == ["/Bericht/Client/Naam/Geslachtsnaam/Achternaam"]
    assert "Kanarie" not in repr(bevindingen)


@pytest.mark.parametrize("waarde", ["Kanarie", "999900006", "020-1234567", "1234AB"])
def test_what_slipped_into_a_date_is_not_quoted(waarde: str) -> None:
    kapot = GOED.replace("2026-05-06", waarde)

    bevindingen = check_bericht(kapot.encode()).bevindingen

    assert [b.uitleg for b in bevindingen] == [
        "De waarde van Dagtekening is niet toegestaan. Vul een datum als 2026-01-31 in, zonder tijdzone."
    ]


def test_element_of_another_namespace_has_a_place_and_a_reason() -> None:
    """The prefix is declared on the element itself, where XPath from the root does not know it."""
    kapot = GOED.replace("<m:Geslacht>1</m:Geslacht>", '<x:Geslacht xmlns:x="urn:x">1</x:Geslacht>')

    bevindingen = check_bericht(kapot.encode()).bevindingen

    assert [(b.plaats, b.uitleg) for b in bevindingen] == [
        (
            "/Bericht/Client/Geslacht",
            "Geslacht staat in een andere naamruimte (namespace) dan de standaard. Verbeter die.",
        )
    ]


def test_line_is_right_far_down_a_file() -> None:
    """libxml2 counts no further than 65535 in its own report of a fault."""
    kapot = GOED.replace("<m:Client>", "\r\n" * 70_000 + "<m:Client>").replace(
        "<m:Geslacht>1<", "<m:Geslacht>9<"
    )

    bevinding = check_bericht(kapot.encode()).bevindingen[0]

    assert bevinding.regelnummer == kapot.split("\r\n").index("  <m:Geslacht>9</m:Geslacht>") + 1


def test_finding_in_a_line_of_a_claim_has_the_line_of_its_element() -> None:
    goed = create_bericht(
        "iwmo", "323", {"Declaratie/Clienten/Client/0/Prestaties/Prestatie/0/Eenheid": "83"}
    )
    data = write_bericht(goed)

    gevonden = {b.regel: b for b in check_bericht(data).bevindingen}["CD087"]

    regels = data.decode().split("\r\n")
    assert gevonden.plaats.endswith("/Eenheid")
    assert regels[(gevonden.regelnummer or 0) - 1].strip() == "<m:Eenheid>83</m:Eenheid>"
