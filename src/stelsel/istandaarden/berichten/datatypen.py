"""The simple types (LDT_) of basisschema 3.2 with their facets, in one place.

Patterns are written so that they match without backtracking; they accept exactly the same texts as the
standard's own ("holds a character that is not white space").
"""

from __future__ import annotations

from stelsel.istandaarden.berichten.definitie import Datatype

NIET_LEEG = r"[ \t]*\S.*"


def _tekst(naam: str, maximum: int, patroon: str | None = NIET_LEEG) -> Datatype:
    return Datatype(naam, min_lengte=1, max_lengte=maximum, patroon=patroon)


def _code(naam: str, lengte: int) -> Datatype:
    return Datatype(naam, max_lengte=lengte, codelijst=True)


def _getal(naam: str, maximum: int) -> Datatype:
    return Datatype(naam, basis="integer", minimum=0, maximum=maximum)


DATATYPEN = {
    datatype.naam: datatype
    for datatype in (
        _code("LDT_AanduidingWoonadres", 2),
        _code("LDT_AdresSoort", 2),
        _tekst("LDT_AgbCode", 8, "[0-9]{8}"),
        _getal("LDT_Bedrag", 99_999_999),
        _tekst("LDT_BerichtCode", 3, None),
        _getal("LDT_BerichtSubversie", 99),
        _getal("LDT_BerichtVersie", 99),
        _getal("LDT_Budget", 99_999_999),
        _tekst("LDT_BurgerServicenummer", 9, "[0-9]{9}"),
        Datatype("LDT_Commentaar", min_lengte=1, patroon=r"\s*\S[\s\S]*"),
        _code("LDT_Communicatievorm", 1),
        Datatype("LDT_Datum", basis="date", patroon="[^:Z]*"),
        _code("LDT_DatumGebruik", 1),
        _code("LDT_DebetCredit", 1),
        _code("LDT_Eenheid", 2),
        _tekst("LDT_Emailadres", 80),
        _code("LDT_Frequentie", 1),
        Datatype("LDT_Gemeente", min_lengte=1, patroon="[0-9]{4}"),
        _code("LDT_Geslacht", 1),
        _tekst("LDT_Huisletter", 1),
        _getal("LDT_Huisnummer", 99_999),
        _tekst("LDT_HuisnummerToevoeging", 4),
        _tekst("LDT_IdentificatieBericht", 12),
        _tekst("LDT_IdentificatieDeclaratie", 12, None),
        _code("LDT_JaNee", 1),
        _code("LDT_JuridischeStatus", 2),
        _code("LDT_LandCode", 2),
        _tekst("LDT_Landnummer", 4),
        _tekst("LDT_Naam", 200),
        _code("LDT_NaamGebruik", 1),
        _tekst("LDT_NaamVerwijzer", 64),
        _getal("LDT_Nummer", 999_999_999),
        _tekst("LDT_Organisatienaam", 35),
        _tekst("LDT_Persoonsid", 20),
        _tekst("LDT_Plaatsnaam", 80),
        _tekst("LDT_Postcode", 8),
        _code("LDT_ProductCategorie", 2),
        _tekst("LDT_ProductCode", 5),
        _code("LDT_RedenAfwijzingVerzoek", 2),
        _code("LDT_RedenBeeindiging", 2),
        _code("LDT_RedenVerzoek", 1),
        _code("LDT_RedenWijziging", 2),
        _tekst("LDT_Referentie", 36),
        _tekst("LDT_ReferentieNummer", 20, None),
        _getal("LDT_RelatieVolgorde", 99),
        _code("LDT_RetourCode", 4),
        _code("LDT_SoortRelatie", 2),
        _code("LDT_StatusAanlevering", 1),
        _tekst("LDT_Straatnaam", 24),
        _tekst("LDT_Taal", 25),
        _tekst("LDT_Telefoonnummer", 15, "[0-9]*"),
        Datatype("LDT_Tijd", basis="time", patroon="[^Z+-]+"),
        _getal("LDT_TotaalBedrag", 999_999_999_999),
        _code("LDT_TypeVerwijzer", 2),
        Datatype("LDT_Versie", min_lengte=1, patroon=r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"),
        _code("LDT_VerzoekAntwoord", 1),
        _getal("LDT_Volume", 99_999_999),
        _tekst("LDT_Voorletters", 6, "[a-zA-ZÀ-ỳ]+"),
        _tekst("LDT_Voorvoegsel", 10),
        _code("LDT_WettelijkeVertegenwoordiging", 2),
    )
}
