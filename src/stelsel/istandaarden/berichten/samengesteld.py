"""The composite types (CDT_) of basisschema 3.2; their elements live in the basisschema namespace."""

from __future__ import annotations

from collections.abc import Mapping

from stelsel.istandaarden.berichten.datatypen import DATATYPEN
from stelsel.istandaarden.berichten.definitie import Datatype, Element, Klasse

SAMENGESTELD: dict[str, Klasse] = {}


def veld(
    regel: str,
    *,
    datatypen: Mapping[str, Datatype] = DATATYPEN,
    samengesteld: Mapping[str, Klasse] = SAMENGESTELD,
) -> Element:
    """One element from its short form: "Naam: LDT_Naam", with "?" behind the type when it is optional."""
    naam, _, typenaam = regel.partition(": ")
    verplicht = not typenaam.endswith("?")
    typenaam = typenaam.rstrip("?")
    soort = samengesteld[typenaam] if typenaam.startswith("CDT_") else datatypen[typenaam]
    return Element(naam, soort, verplicht=verplicht)


def _samengesteld(naam: str, *regels: str) -> None:
    SAMENGESTELD[naam] = Klasse(naam, tuple(veld(regel) for regel in regels), basis=True)


_samengesteld("CDT_Achternaam", "Achternaam: LDT_Naam", "Voorvoegsel: LDT_Voorvoegsel?")
_samengesteld(
    "CDT_Huis",
    "Huisnummer: LDT_Huisnummer",
    "Huisletter: LDT_Huisletter?",
    "HuisnummerToevoeging: LDT_HuisnummerToevoeging?",
    "AanduidingWoonadres: LDT_AanduidingWoonadres?",
)
_samengesteld(
    "CDT_Adres",
    "Huis: CDT_Huis?",
    "Postcode: LDT_Postcode?",
    "Straatnaam: LDT_Straatnaam?",
    "Plaatsnaam: LDT_Plaatsnaam?",
    "LandCode: LDT_LandCode?",
)
_samengesteld("CDT_BedragMetDC", "Bedrag: LDT_Bedrag", "DebetCredit: LDT_DebetCredit")
_samengesteld("CDT_BerichtIdentificatie", "Identificatie: LDT_IdentificatieBericht", "Dagtekening: LDT_Datum")
_samengesteld("CDT_Communicatie", "Vorm: LDT_Communicatievorm", "Taal: LDT_Taal?")
_samengesteld("CDT_Geboortedatum", "Datum: LDT_Datum", "DatumGebruik: LDT_DatumGebruik?")
_samengesteld("CDT_GeslotenPeriode", "Begindatum: LDT_Datum", "Einddatum: LDT_Datum")
_samengesteld("CDT_OpenPeriode", "Begindatum: LDT_Datum?", "Einddatum: LDT_Datum?")
_samengesteld("CDT_Omvang", "Volume: LDT_Volume", "Eenheid: LDT_Eenheid", "Frequentie: LDT_Frequentie")
_samengesteld("CDT_Product", "Categorie: LDT_ProductCategorie", "Code: LDT_ProductCode?")
_samengesteld(
    "CDT_Referentie", "ReferentieNummer: LDT_ReferentieNummer", "VorigReferentieNummer: LDT_ReferentieNummer?"
)
_samengesteld("CDT_Telefoon", "Telefoonnummer: LDT_Telefoonnummer", "Landnummer: LDT_Landnummer")
_samengesteld("CDT_Telefoonnummers", "Telefoon01: CDT_Telefoon", "Telefoon02: CDT_Telefoon?")
_samengesteld("CDT_TotaalBedragMetDC", "TotaalBedrag: LDT_TotaalBedrag", "DebetCredit: LDT_DebetCredit")
_samengesteld(
    "CDT_VerkorteNaam",
    "Geslachtsnaam: CDT_Achternaam",
    "Voornamen: LDT_Naam?",
    "Voorletters: LDT_Voorletters?",
)
_samengesteld(
    "CDT_VolledigeNaam",
    "Geslachtsnaam: CDT_Achternaam",
    "Partnernaam: CDT_Achternaam?",
    "Voornamen: LDT_Naam?",
    "Voorletters: LDT_Voorletters?",
    "NaamGebruik: LDT_NaamGebruik",
)
_samengesteld(
    "CDT_Verwijzer",
    "Type: LDT_TypeVerwijzer",
    "Naam: LDT_NaamVerwijzer?",
    "ZorgverlenerCode: LDT_AgbCode?",
)
_samengesteld("CDT_XsdVersie", "BasisschemaXsdVersie: LDT_Versie", "BerichtXsdVersie: LDT_Versie")
