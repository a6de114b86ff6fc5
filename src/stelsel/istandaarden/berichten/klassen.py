"""The classes of the seven heen messages and of the 325: which elements, in which order, how often."""

from __future__ import annotations

from dataclasses import replace

from stelsel.istandaarden.berichten.datatypen import DATATYPEN
from stelsel.istandaarden.berichten.definitie import Element, Klasse
from stelsel.istandaarden.berichten.samengesteld import veld


def _klasse(naam: str, *onderdelen: str | Element, sleutel: tuple[str, ...] = ()) -> Klasse:
    elementen = tuple(veld(deel) if isinstance(deel, str) else deel for deel in onderdelen)
    return Klasse(naam, elementen, sleutel=sleutel)


def _een(klasse: Klasse, *, verplicht: bool = True) -> Element:
    return Element(klasse.naam, klasse, verplicht=verplicht)


def _lijst(naam: str, klasse: Klasse, *, verplicht: bool = True) -> Element:
    """The plural wrapper around a repeated class: Relaties around Relatie."""
    inhoud = Element(klasse.naam, klasse, meervoud=True)
    return Element(naam, Klasse(naam, (inhoud,), verzameling=True), verplicht=verplicht)


#: The codes of an answer. Itself no class that is judged, so `verzameling`.
RETOURCODES = Klasse(
    "RetourCodes",
    (Element("RetourCode", DATATYPEN["LDT_RetourCode"], meervoud=True),),
    verzameling=True,
)

_contact = _klasse(
    "Contact",
    "Soort: LDT_AdresSoort",
    "Adres: CDT_Adres?",
    "Organisatie: LDT_Organisatienaam?",
    "Telefoon: CDT_Telefoonnummers?",
    "Emailadres: LDT_Emailadres?",
    "Periode: CDT_OpenPeriode?",
    sleutel=("Soort",),
)
_relatie = _klasse(
    "Relatie",
    "Nummer: LDT_Persoonsid",
    "Volgorde: LDT_RelatieVolgorde?",
    "Soort: LDT_SoortRelatie",
    "Geboortedatum: CDT_Geboortedatum?",
    "Geslacht: LDT_Geslacht?",
    "Naam: CDT_VolledigeNaam",
    _een(_contact),
    sleutel=("Nummer",),
)
_toegewezen_product = _klasse(
    "ToegewezenProduct",
    "ToewijzingNummer: LDT_Nummer",
    "ReferentieAanbieder: LDT_Referentie?",
    "Product: CDT_Product?",
    "Toewijzingsdatum: LDT_Datum",
    "Toewijzingstijd: LDT_Tijd",
    "Ingangsdatum: LDT_Datum",
    "Einddatum: LDT_Datum?",
    "RedenWijziging: LDT_RedenWijziging?",
    "Omvang: CDT_Omvang?",
    "Budget: LDT_Budget?",
    "Commentaar: LDT_Commentaar?",
    sleutel=("ToewijzingNummer",),
)
CLIENT_301 = _klasse(
    "Client",
    "Bsn: LDT_BurgerServicenummer",
    "Geboortedatum: CDT_Geboortedatum",
    "Geslacht: LDT_Geslacht",
    "Naam: CDT_VolledigeNaam",
    "Communicatie: CDT_Communicatie?",
    "JuridischeStatus: LDT_JuridischeStatus?",
    "WettelijkeVertegenwoordiging: LDT_WettelijkeVertegenwoordiging?",
    "Commentaar: LDT_Commentaar?",
    _lijst("Relaties", _relatie, verplicht=False),
    _lijst("Contactgegevens", _contact),
    _lijst("ToegewezenProducten", _toegewezen_product),
)

_PERSOON = (
    "Bsn: LDT_BurgerServicenummer",
    "Geboortedatum: CDT_Geboortedatum",
    "Geslacht: LDT_Geslacht",
    "Naam: CDT_VerkorteNaam",
)
_start_product = _klasse(
    "StartProduct",
    "ToewijzingNummer: LDT_Nummer?",
    "Product: CDT_Product?",
    "ToewijzingIngangsdatum: LDT_Datum?",
    "Begindatum: LDT_Datum",
    "StatusAanlevering: LDT_StatusAanlevering",
    sleutel=("ToewijzingNummer", "Product/Categorie", "Product/Code", "Begindatum"),
)
CLIENT_305 = _klasse("Client", *_PERSOON, _lijst("StartProducten", _start_product))
_stop_product = _klasse(
    "StopProduct",
    "ToewijzingNummer: LDT_Nummer?",
    "Product: CDT_Product?",
    "ToewijzingIngangsdatum: LDT_Datum?",
    "Begindatum: LDT_Datum",
    "RedenBeeindiging: LDT_RedenBeeindiging",
    "Einddatum: LDT_Datum",
    "StatusAanlevering: LDT_StatusAanlevering",
    sleutel=(
        *("ToewijzingNummer", "Product/Categorie", "Product/Code"),
        *("Begindatum", "Einddatum", "RedenBeeindiging"),
    ),
)
CLIENT_307 = _klasse("Client", *_PERSOON, _lijst("StopProducten", _stop_product))

_aangevraagd_product = _klasse(
    "AangevraagdProduct",
    "ReferentieAanbieder: LDT_Referentie",
    "BeschikkingNummer: LDT_Nummer?",
    "Product: CDT_Product?",
    "BeschikkingIngangsdatum: LDT_Datum?",
    "ToewijzingIngangsdatum: LDT_Datum",
    "ToewijzingEinddatum: LDT_Datum?",
    "Omvang: CDT_Omvang?",
    "Budget: LDT_Budget?",
    "Verwijzer: CDT_Verwijzer",
    "Raamcontract: LDT_JaNee?",
    "Commentaar: LDT_Commentaar?",
    sleutel=("ReferentieAanbieder",),
)
CLIENT_315 = _klasse(
    "Client",
    *_PERSOON,
    replace(veld("GezagsdragerBekend: LDT_JaNee?"), alleen="ijw"),
    "Commentaar: LDT_Commentaar?",
    _lijst("AangevraagdeProducten", _aangevraagd_product),
)

_ongewijzigd_product = _klasse(
    "OngewijzigdProduct", "ToewijzingNummer: LDT_Nummer", sleutel=("ToewijzingNummer",)
)
_GEWENST = (
    "GewensteIngangsdatum: LDT_Datum",
    "Einddatum: LDT_Datum?",
    "Omvang: CDT_Omvang?",
    "Budget: LDT_Budget?",
)
_te_wijzigen_product = _klasse(
    "TeWijzigenProduct", "ToewijzingNummer: LDT_Nummer", *_GEWENST, sleutel=("ToewijzingNummer",)
)
_nieuw_product = _klasse(
    "NieuwProduct",
    "Product: CDT_Product?",
    *_GEWENST,
    sleutel=("Product/Categorie", "Product/Code", "GewensteIngangsdatum"),
)
_verzoek = _klasse(
    "Verzoek",
    "ReferentieAanbieder: LDT_Referentie",
    "RedenVerzoek: LDT_RedenVerzoek",
    _lijst("OngewijzigdeProducten", _ongewijzigd_product, verplicht=False),
    _lijst("TeWijzigenProducten", _te_wijzigen_product, verplicht=False),
    _lijst("NieuweProducten", _nieuw_product, verplicht=False),
    sleutel=("ReferentieAanbieder",),
)
CLIENT_317 = _klasse("Client", "Bsn: LDT_BurgerServicenummer", _een(_verzoek))

ANTWOORD_319 = _klasse(
    "Antwoord",
    "ReferentieAanbieder: LDT_Referentie",
    "VerzoekAntwoord: LDT_VerzoekAntwoord",
    "RedenAfwijzingVerzoek: LDT_RedenAfwijzingVerzoek?",
    replace(
        _een(_klasse("Woonplaatsbeginsel", "Gemeente: LDT_Gemeente"), verplicht=False),
        alleen="ijw",
    ),
    sleutel=("ReferentieAanbieder", "VerzoekAntwoord"),
)

_prestatie = _klasse(
    "Prestatie",
    "ProductReferentie: CDT_Referentie",
    "ToewijzingNummer: LDT_Nummer",
    "ProductCategorie: LDT_ProductCategorie",
    "ProductCode: LDT_ProductCode",
    "ProductPeriode: CDT_GeslotenPeriode",
    "GeleverdVolume: LDT_Volume",
    "Eenheid: LDT_Eenheid",
    "ProductTarief: LDT_Bedrag?",
    "IngediendBedrag: CDT_BedragMetDC",
    sleutel=("ProductReferentie/ReferentieNummer", "ProductReferentie/VorigReferentieNummer"),
)
#: CS319 restricts the declaration number in the 323 to letters and digits; the 325 does not.
_DECLARATIENUMMER = replace(
    DATATYPEN["LDT_IdentificatieDeclaratie"], naam="LDT_IdentificatieDeclaratie_323", patroon="[a-zA-Z0-9]+"
)
DECLARATIE_323 = _klasse(
    "Declaratie",
    Element("DeclaratieNummer", _DECLARATIENUMMER),
    "DeclaratiePeriode: CDT_GeslotenPeriode",
    "DeclaratieDagtekening: LDT_Datum",
    "TotaalIngediendBedrag: CDT_TotaalBedragMetDC",
    _lijst(
        "Clienten",
        _klasse("Client", "Bsn: LDT_BurgerServicenummer", _lijst("Prestaties", _prestatie), sleutel=("Bsn",)),
    ),
    sleutel=("DeclaratieNummer",),
)
_codes = _een(RETOURCODES)
ANTWOORD_325 = _klasse(
    "DeclaratieAntwoord",
    "DeclaratieNummer: LDT_IdentificatieDeclaratie",
    "TotaalIngediendBedrag: CDT_TotaalBedragMetDC",
    "TotaalToegekendBedrag: CDT_TotaalBedragMetDC",
    _lijst(
        "Clienten",
        _klasse(
            "Client",
            "Bsn: LDT_BurgerServicenummer",
            _lijst("Prestaties", replace(_prestatie, elementen=(*_prestatie.elementen, _codes))),
            _codes,
            sleutel=("Bsn",),
        ),
        verplicht=False,
    ),
    _codes,
    sleutel=("DeclaratieNummer",),
)
