"""Level 2, rule by rule: one change in a clean message breaks exactly this rule; its neighbour, none."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories.schone_berichten import BSN, DAGTEKENING, create_bericht

from stelsel.istandaarden import FAMILIES, check_bericht, get_definitie, write_bericht
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.regels.registratie import list_codes, regel

CONTACT = "Client/Contactgegevens/Contact/0"
TOEGEWEZEN = "Client/ToegewezenProducten/ToegewezenProduct"
AANVRAAG = "Client/AangevraagdeProducten/AangevraagdProduct"
VERZOEK = "Client/Verzoek"
NIEUW = f"{VERZOEK}/NieuweProducten/NieuwProduct"
WIJZIG = f"{VERZOEK}/TeWijzigenProducten/TeWijzigenProduct"
CLIENTEN = "Declaratie/Clienten/Client"
LIJN = f"{CLIENTEN}/0/Prestaties/Prestatie"
MORGEN = DAGTEKENING + timedelta(days=1)
OUD = {"Ingangsdatum": date(2020, 7, 1), "Einddatum": date(2020, 12, 31)}


def _toewijzing(**velden: Any) -> dict[str, Any]:
    """Changes in the first allocation; the second one is taken out."""
    return {f"{TOEGEWEZEN}/1": None, **{f"{TOEGEWEZEN}/0/{pad}": w for pad, w in velden.items()}}


PER_DAG = {"Volume": 2, "Eenheid": "14", "Frequentie": "1"}
PER_WEEK = {"Volume": 2, "Eenheid": "04", "Frequentie": "2"}
ZONDER_CODE = {"Categorie": "45"}
PERIODE = {"Begindatum": date(2026, 4, 1), "Einddatum": date(2026, 4, 30)}
CREDIT = {
    f"{LIJN}/0/IngediendBedrag/DebetCredit": "C",
    f"{LIJN}/0/ProductReferentie/VorigReferentieNummer": "R0",
    "Declaratie/TotaalIngediendBedrag/TotaalBedrag": 5000,
}
GEEN_REGELS = {"DeclaratieAntwoord/Clienten": None}

#: code, message, the change that breaks it, and the codes that then show.
BREEKT: list[tuple[str, str, dict[str, Any], set[str]]] = [
    ("CD005", "301", {f"{CONTACT}/Adres/LandCode": None}, {"CD005"}),
    ("CD007", "301", {"Client/Communicatie/Taal": None}, {"CD007"}),
    ("CD007", "301", {"Client/Communicatie/Vorm": "2"}, {"CD007"}),
    ("CD009", "301", {f"{CONTACT}/Periode": PERIODE}, {"CD009"}),
    (
        "CD025",
        "301",
        {
            f"{CONTACT}/Adres/Huis": None,
            f"{CONTACT}/Telefoon/Telefoon01": {"Telefoonnummer": "06", "Landnummer": "31"},
        },
        {"CD025"},
    ),
    (
        "CD034",
        "301",
        {
            f"{CONTACT}/Adres": None,
            f"{CONTACT}/Telefoon/Telefoon01": {"Telefoonnummer": "06", "Landnummer": "31"},
        },
        {"CD034"},
    ),
    ("CD041", "301", {f"{TOEGEWEZEN}/0/Omvang": None}, {"CD041"}),
    ("CD041", "315", {f"{AANVRAAG}/0/Omvang": None}, {"CD041"}),
    ("CD041", "317", {f"{NIEUW}/0/Omvang": None}, {"CD041"}),
    ("CD043", "315", {f"{AANVRAAG}/0/BeschikkingNummer": 7}, {"CD043"}),
    ("CD043", "315", {f"{AANVRAAG}/0/BeschikkingIngangsdatum": date(2026, 4, 1)}, {"CD043"}),
    ("CD060", "323", {pad: w for pad, w in CREDIT.items() if "Vorig" not in pad}, {"CD060"}),
    ("CD060", "323", {f"{LIJN}/0/ProductReferentie/VorigReferentieNummer": "R0"}, {"CD060"}),
    ("CD066", "315", {f"{AANVRAAG}/0/Verwijzer/ZorgverlenerCode": "12345678"}, {"CD066"}),
    ("CD067", "315", {f"{AANVRAAG}/0/Verwijzer/Naam": None}, {"CD067"}),
    ("CD068", "315", {f"{AANVRAAG}/0/Verwijzer": {"Type": "01", "ZorgverlenerCode": "12345678"}}, {"CD068"}),
    ("CD075", "301", _toewijzing(Omvang=None, Budget=1000, Product=None, Einddatum=None), {"CD075"}),
    ("CD076", "301", _toewijzing(Omvang=PER_WEEK, Einddatum=None), {"CD076"}),
    ("CD076", "317", {f"{WIJZIG}/0/Omvang": PER_WEEK, f"{WIJZIG}/0/Einddatum": None}, {"CD076"}),
    ("CD077", "301", {f"{TOEGEWEZEN}/0/Budget": 1000}, {"CD077", "CD078"}),
    ("CD078", "315", {f"{AANVRAAG}/0/Budget": 1000}, {"CD077", "CD078"}),
    ("CD079", "301", _toewijzing(Product=None, Omvang=None), {"CD079"}),
    ("CD080", "301", _toewijzing(Product=ZONDER_CODE), {"CD080"}),
    ("CD085", "319", {"Antwoord/RedenAfwijzingVerzoek": None}, {"CD085"}),
    ("CD086", "319", {"Antwoord/VerzoekAntwoord": "2"}, {"CD086"}),
    ("CD087", "323", {f"{LIJN}/0/ProductTarief": None}, {"CD087"}),
    ("CD087", "323", {f"{LIJN}/0/Eenheid": "83", f"{LIJN}/0/GeleverdVolume": 5000}, {"CD087"}),
    ("CD095", "315", {f"{AANVRAAG}/0/Product": ZONDER_CODE}, {"CD095"}),
    ("CD096", "317", {f"{NIEUW}/0/Product": ZONDER_CODE}, {"CD096"}),
    ("CS002", "301", {"Client/Bsn": "999900007"}, {"CS002"}),
    ("CS002", "323", {f"{CLIENTEN}/0/Bsn": "999900007"}, {"CS002"}),
    ("CS003", "301", {f"{TOEGEWEZEN}/0/Einddatum": date(2026, 3, 31)}, {"CS003"}),
    (
        "CS003",
        "301",
        {
            f"{CONTACT}/Soort": "04",
            f"{CONTACT}/Periode": {"Begindatum": MORGEN, "Einddatum": DAGTEKENING},
            "Client/Contactgegevens/Contact/1": {
                "Soort": "02",
                "Adres": {"Huis": {"Huisnummer": 1}, "Postcode": "1234AB", "LandCode": "NL"},
            },
        },
        {"CS003"},
    ),
    ("CS003", "315", {f"{AANVRAAG}/0/ToewijzingEinddatum": date(2026, 3, 31)}, {"CS003"}),
    ("CS003", "317", {f"{WIJZIG}/0/Einddatum": date(2026, 5, 31)}, {"CS003"}),
    ("CS050", "301", {"Client/Naam/NaamGebruik": "2"}, {"CS050"}),
    (
        "CS050",
        "301",
        {"Client/Naam/Partnernaam": {"Achternaam": "Ander"}, "Client/Naam/NaamGebruik": "5"},
        {"CS050"},
    ),
    ("CS058", "305", {"Client/StartProducten/StartProduct/0/StatusAanlevering": "2"}, {"CS058"}),
    ("CS058", "307", {"Client/StopProducten/StopProduct/0/StatusAanlevering": "9"}, {"CS058"}),
    ("CS089", "301", {f"{CONTACT}/Adres/Postcode": "1234 AB"}, {"CS089"}),
    (
        "CS100",
        "323",
        {f"{LIJN}/0/ProductPeriode": {"Begindatum": date(2020, 12, 1), "Einddatum": date(2020, 12, 31)}},
        {"CS100", "TR335"},
    ),
    ("CS139", "301", {"Client/Geboortedatum/DatumGebruik": "1"}, {"CS139"}),
    ("CS139", "305", {"Client/Geboortedatum/DatumGebruik": "2"}, {"CS139"}),
    ("CS139", "307", {"Client/Geboortedatum/DatumGebruik": "3"}, {"CS139"}),
    ("CS318", "301", {"Client/Naam/NaamGebruik": "6"}, {"CS318"}),
    (
        "CS325",
        "323",
        {
            **CREDIT,
            f"{LIJN}/0/IngediendBedrag/Bedrag": 0,
            "Declaratie/TotaalIngediendBedrag/TotaalBedrag": 10000,
        },
        {"CS325"},
    ),
    ("CS325", "325", {"DeclaratieAntwoord/TotaalToegekendBedrag/DebetCredit": "C"}, {"CS325"}),
    ("CS335", "301", {f"{TOEGEWEZEN}/0/RedenWijziging": "13"}, {"CS335"}),
    ("CS336", "301", {f"{TOEGEWEZEN}/0/RedenWijziging": "01"}, {"CS336"}),
    ("CS337", "323", {f"{LIJN}/0/ProductPeriode/Begindatum": date(2026, 3, 1)}, {"CS337"}),
    ("CS338", "301", {f"{TOEGEWEZEN}/0/Omvang": PER_DAG}, {"CS338"}),
    ("CS339", "323", {f"{LIJN}/0/Eenheid": "83", f"{LIJN}/0/ProductTarief": None}, {"CS339"}),
    ("CS340", "323", {"Declaratie/DeclaratiePeriode/Begindatum": date(2026, 4, 2)}, {"CS340"}),
    ("CS343", "315", {f"{AANVRAAG}/0/Omvang": PER_DAG}, {"CS343"}),
    ("TR002", "301", {"Client/Geboortedatum/Datum": date(1906, 5, 5)}, {"TR002"}),
    ("TR006", "301", {f"{CONTACT}/Adres": None}, {"CD034", "TR006"}),
    ("TR018", "307", {"Client/StopProducten/StopProduct/0/Einddatum": date(2026, 4, 2)}, {"TR018"}),
    ("TR061", "301", {f"{CONTACT}/Soort": "04"}, {"TR061"}),
    ("TR101", "301", {f"{TOEGEWEZEN}/1/ToewijzingNummer": 1001}, {"TR101"}),
    ("TR101", "323", {f"{LIJN}/1/ProductReferentie/ReferentieNummer": "R1"}, {"TR101"}),
    ("TR101", "323", {f"{CLIENTEN}/1/Bsn": BSN}, {"TR101"}),
    ("TR134", "301", {f"{TOEGEWEZEN}/0/Toewijzingsdatum": MORGEN}, {"TR134"}),
    ("TR134", "305", {"Client/StartProducten/StartProduct/0/Begindatum": MORGEN}, {"TR134"}),
    ("TR134", "307", {"Client/StopProducten/StopProduct/0/Einddatum": MORGEN}, {"TR134"}),
    ("TR134", "315", {"Client/Geboortedatum/Datum": MORGEN}, {"TR134"}),
    ("TR134", "325", {"Header/BerichtIdentificatie/Dagtekening": date(2026, 3, 31)}, {"TR134", "TR137"}),
    ("TR137", "323", {"Header/BerichtIdentificatie/Dagtekening": date(2026, 4, 29)}, {"TR137"}),
    (
        "TR137",
        "323",
        {
            f"{LIJN}/0/ProductPeriode/Begindatum": date(2026, 4, 15),
            f"{LIJN}/0/ProductPeriode/Einddatum": date(2026, 4, 14),
        },
        {"TR137"},
    ),
    ("TR302", "301", {f"{TOEGEWEZEN}/1/Ingangsdatum": date(2026, 6, 30)}, {"TR302"}),
    ("TR302", "301", {f"{TOEGEWEZEN}/0/Einddatum": None}, {"TR302"}),
    (
        "TR315",
        "323",
        {
            f"{LIJN}/{n}/{pad}": w
            for n in (0, 1)
            for pad, w in (
                ("IngediendBedrag/DebetCredit", "C"),
                ("ProductReferentie/VorigReferentieNummer", "R0"),
            )
        }
        | {"Declaratie/TotaalIngediendBedrag": {"TotaalBedrag": 5000, "DebetCredit": "C"}},
        {"TR315"},
    ),
    ("TR316", "323", {**CREDIT, f"{LIJN}/0/ProductReferentie/VorigReferentieNummer": "R3"}, {"TR316"}),
    (
        "TR319",
        "323",
        {f"{LIJN}/0/ProductPeriode": {"Begindatum": date(2026, 5, 1), "Einddatum": date(2026, 5, 6)}},
        {"TR319"},
    ),
    (
        "TR335",
        "323",
        {f"{LIJN}/0/ProductPeriode": {"Begindatum": date(2021, 5, 1), "Einddatum": date(2021, 5, 5)}},
        {"TR335"},
    ),
    ("TR342", "325", {"DeclaratieAntwoord/TotaalToegekendBedrag/TotaalBedrag": 1}, {"TR342"}),
    (
        "TR342",
        "325",
        {
            **GEEN_REGELS,
            "DeclaratieAntwoord/TotaalToegekendBedrag/TotaalBedrag": 1,
            "DeclaratieAntwoord/RetourCodes": {"RetourCode": ["9333"]},
        },
        {"TR342"},
    ),
    (
        "TR352",
        "317",
        {f"{VERZOEK}/OngewijzigdeProducten": None, f"{VERZOEK}/TeWijzigenProducten": None},
        {"TR352"},
    ),
    ("TR353", "317", {f"{VERZOEK}/NieuweProducten": None, f"{VERZOEK}/TeWijzigenProducten": None}, {"TR353"}),
    ("TR358", "323", {"Declaratie/TotaalIngediendBedrag/TotaalBedrag": 15001}, {"TR358"}),
    ("TR377", "319", {"Antwoord/RedenAfwijzingVerzoek": "8"}, {"TR377"}),
    ("TR380", "317", {f"{NIEUW}/0/GewensteIngangsdatum": DAGTEKENING}, {"TR380"}),
    ("TR383", "315", {f"{AANVRAAG}/1/ReferentieAanbieder": "A1"}, {"TR101", "TR383"}),
    ("TR386", "315", {f"{AANVRAAG}/1/ToewijzingIngangsdatum": date(2026, 6, 30)}, {"TR386"}),
    ("TR409", "319", {"Antwoord/Woonplaatsbeginsel": {"Gemeente": "0384"}}, {"TR409"}),
    ("TR410", "317", {f"{NIEUW}/1/GewensteIngangsdatum": date(2026, 12, 31)}, {"TR410"}),
    ("TR416", "323", {f"{LIJN}/1/ToewijzingNummer": 1001}, {"TR416"}),
]

#: message, a change that looks like a fault and is none, and why.
HOUDT: list[tuple[str, str, dict[str, Any]]] = [
    ("nul is een bsn volgens de elfproef", "301", {"Client/Bsn": "000000000"}),
    (
        "tijdelijk adres met periode",
        "301",
        {
            "Client/Contactgegevens/Contact/1": {
                "Soort": "04",
                "Periode": PERIODE,
                "Telefoon": {"Telefoon01": {"Telefoonnummer": "06", "Landnummer": "31"}},
            }
        },
    ),
    (
        "buitenlandse postcode",
        "301",
        {f"{CONTACT}/Adres/LandCode": "BE", f"{CONTACT}/Adres/Postcode": "9000"},
    ),
    ("precies 120 jaar", "301", {"Client/Geboortedatum/Datum": date(1906, 5, 6)}),
    (
        "onbekende geboortedatum",
        "301",
        {"Client/Geboortedatum": {"Datum": date(1900, 1, 1), "DatumGebruik": "3"}},
    ),
    (
        "partnernaam met gebruik 3",
        "301",
        {"Client/Naam/Partnernaam": {"Achternaam": "Ander"}, "Client/Naam/NaamGebruik": "3"},
    ),
    ("omvang zonder code in de oude periode", "301", _toewijzing(Product=ZONDER_CODE, **OUD)),
    ("omvang per dag in de oude periode", "301", _toewijzing(Omvang=PER_DAG, **OUD)),
    ("generieke toewijzing", "301", _toewijzing(Product=None, Omvang=None, Budget=1000)),
    (
        "verwijderde toewijzing telt niet als overlap",
        "301",
        {
            f"{TOEGEWEZEN}/1/RedenWijziging": "13",
            f"{TOEGEWEZEN}/1/Ingangsdatum": date(2026, 5, 1),
            f"{TOEGEWEZEN}/1/Einddatum": date(2026, 5, 1),
        },
    ),
    (
        "ander product mag overlappen",
        "301",
        {f"{TOEGEWEZEN}/1/Product/Code": "45A04", f"{TOEGEWEZEN}/1/Ingangsdatum": date(2026, 5, 1)},
    ),
    (
        "verwijzer met code",
        "315",
        {f"{AANVRAAG}/0/Verwijzer": {"Type": "03", "ZorgverlenerCode": "12345678"}},
    ),
    (
        "woonplaatsbeginsel met gemeente",
        "319",
        {"Antwoord/RedenAfwijzingVerzoek": "8", "Antwoord/Woonplaatsbeginsel": {"Gemeente": "0384"}},
    ),
    ("start verwijderen", "305", {"Client/StartProducten/StartProduct/0/StatusAanlevering": "3"}),
    ("creditregel", "323", CREDIT),
    (
        "volume in euro's",
        "323",
        {f"{LIJN}/0/Eenheid": "83", f"{LIJN}/0/GeleverdVolume": 5000, f"{LIJN}/0/ProductTarief": None},
    ),
    (
        "vijf jaar oud op de dag",
        "323",
        {f"{LIJN}/0/ProductPeriode": {"Begindatum": date(2021, 5, 1), "Einddatum": date(2021, 5, 6)}},
    ),
    ("gecrediteerd en opnieuw gedeclareerd", "323", {**CREDIT, f"{LIJN}/1/ToewijzingNummer": 1001}),
    (
        "alles toegekend",
        "325",
        {
            **GEEN_REGELS,
            "DeclaratieAntwoord/TotaalToegekendBedrag/TotaalBedrag": 15000,
            "DeclaratieAntwoord/RetourCodes": {"RetourCode": ["8001"]},
        },
    ),
]


IWMO = {"45": "02", "45A04": "02A04"}


def vertaal(waarde: Any) -> Any:
    """A change of iJw with the products of iWmo."""
    if isinstance(waarde, dict):
        return {naam: vertaal(deel) for naam, deel in waarde.items()}
    return IWMO.get(waarde, waarde) if isinstance(waarde, str) else waarde


def list_per_familie(rijen: list[Any]) -> list[Any]:
    """Every case in each family that has what it is about: a rule, or the element that changes."""
    gevallen = []
    for familie in FAMILIES:
        for rij in rijen:
            soort, wijzigingen = rij[1], rij[2]
            namen = {e.naam for _, k in get_definitie(familie, soort).get_klassen() for e in k.elementen}
            nieuw = {deel for pad in wijzigingen for deel in pad.split("/")} & {"Woonplaatsbeginsel"}
            heeft_regel = len(rij) == 3 or rij[0] in get_catalogus(familie)
            if nieuw <= namen and heeft_regel:
                naam = f"{familie}-{soort}-{rij[0]}-{len(gevallen)}"
                gevallen.append(pytest.param(familie, *rij, id=naam))
    return gevallen


def list_codes_in(familie: Familie, soort: str, wijzigingen: dict[str, Any]) -> set[str]:
    """The rules that a changed message breaks, seen through the whole check of a file."""
    eigen = deepcopy(wijzigingen) if familie == "ijw" else vertaal(wijzigingen)
    controle = check_bericht(write_bericht(create_bericht(familie, soort, eigen)))
    return {bevinding.regel for bevinding in controle.bevindingen}


@pytest.mark.parametrize(("familie", "code", "soort", "wijzigingen", "codes"), list_per_familie(BREEKT))
def test_rule_is_broken(
    familie: Familie, code: str, soort: str, wijzigingen: dict[str, Any], codes: set[str]
) -> None:
    assert list_codes_in(familie, soort, wijzigingen) == codes
    assert code in codes


@pytest.mark.parametrize(("familie", "reden", "soort", "wijzigingen"), list_per_familie(HOUDT))
def test_message_is_clean(familie: Familie, reden: str, soort: str, wijzigingen: dict[str, Any]) -> None:
    assert list_codes_in(familie, soort, wijzigingen) == set()


@pytest.mark.parametrize("familie", ["ijw", "iwmo"])
@pytest.mark.parametrize("soort", ["301", "305", "307", "315", "317", "319", "323", "325"])
def test_unchanged_message_is_clean(familie: Familie, soort: str) -> None:
    assert list_codes_in(familie, soort, {}) == set()


def test_every_built_rule_has_a_case_that_breaks_it() -> None:
    assert sorted({code for code, *_ in BREEKT}) == list_codes()


def test_iwmo_differs_where_the_standard_says_so() -> None:
    organisatie = {"Client/Naam/NaamGebruik": "6"}
    relatie = {"Client/Relaties/Relatie/0/Naam/NaamGebruik": "6"}
    hulpmiddel = {f"{TOEGEWEZEN}/{n}/Product": {"Categorie": "11", "Code": "11A01"} for n in (0, 1)}
    overlap = {f"{TOEGEWEZEN}/1/Ingangsdatum": date(2026, 5, 1)}

    assert list_codes_in("iwmo", "301", organisatie) == {"CS050"}
    assert list_codes_in("iwmo", "301", relatie) == {"CS050"}
    assert list_codes_in("ijw", "301", relatie) == set()
    assert list_codes_in("iwmo", "301", hulpmiddel | overlap) == set()
    assert list_codes_in("iwmo", "301", overlap) == {"TR302"}


def test_register_refuses_a_code_twice() -> None:
    with pytest.raises(ValueError, match="CD041"):
        regel("CD041", "ToegewezenProduct")(lambda deel: True)
