"""Small clean messages as values, to change one thing in: the start of every rule test."""

from datetime import date, time
from typing import Any

from stelsel.istandaarden import Bericht, create_header, get_definitie

BSN, TWEEDE_BSN = "999900006", "999900018"
GEMEENTE, AANBIEDER = "0384", "65656055"
DAGTEKENING = date(2026, 5, 6)

_NAAM = {"Geslachtsnaam": {"Achternaam": "Voorbeeld"}, "Voorletters": "T"}
_PERSOON: dict[str, Any] = {"Bsn": BSN, "Geboortedatum": {"Datum": date(2010, 2, 14)}, "Geslacht": "1"}
_OMVANG = {"Volume": 2, "Eenheid": "04", "Frequentie": "4"}
_ADRES = {
    "Huis": {"Huisnummer": 1},
    "Postcode": "1234AB",
    "Straatnaam": "Dorpsstraat",
    "Plaatsnaam": "Aldervoort",
    "LandCode": "NL",
}
_VOLLEDIGE_NAAM = {**_NAAM, "NaamGebruik": "1"}
_TOTAAL = {"TotaalBedrag": 15000, "DebetCredit": "D"}
_CONTACT = {"Soort": "01", "Adres": _ADRES}


def _product(familie: str) -> dict[str, str]:
    return {"Categorie": "45" if familie == "ijw" else "02", "Code": "45A03" if familie == "ijw" else "02A03"}


def _toewijzing(familie: str, nummer: int, begin: date, eind: date) -> dict[str, Any]:
    return {
        "ToewijzingNummer": nummer,
        "Product": _product(familie),
        "Toewijzingsdatum": date(2026, 4, 1),
        "Toewijzingstijd": time(9, 30),
        "Ingangsdatum": begin,
        "Einddatum": eind,
        "Omvang": _OMVANG,
    }


def _prestatie(familie: str, referentie: str, toewijzing: int) -> dict[str, Any]:
    product = _product(familie)
    return {
        "ProductReferentie": {"ReferentieNummer": referentie},
        "ToewijzingNummer": toewijzing,
        "ProductCategorie": product["Categorie"],
        "ProductCode": product["Code"],
        "ProductPeriode": {"Begindatum": date(2026, 4, 1), "Einddatum": date(2026, 4, 30)},
        "GeleverdVolume": 4,
        "Eenheid": "04",
        "ProductTarief": 1250,
        "IngediendBedrag": {"Bedrag": 5000, "DebetCredit": "D"},
    }


def _melding(familie: str) -> dict[str, Any]:
    return {
        "ToewijzingNummer": 1001,
        "Product": _product(familie),
        "Begindatum": date(2026, 4, 3),
        "StatusAanlevering": "1",
    }


def _toewijzingsbericht(familie: str) -> dict[str, Any]:
    relatie = {
        "Nummer": "1",
        "Soort": "10",
        "Geboortedatum": {"Datum": date(1980, 1, 1), "DatumGebruik": "2"},
        "Naam": _VOLLEDIGE_NAAM,
        "Contact": _CONTACT,
    }
    toewijzingen = [
        _toewijzing(familie, 1001, date(2026, 4, 1), date(2026, 6, 30)),
        _toewijzing(familie, 1002, date(2026, 7, 1), date(2026, 12, 31)),
    ]
    client = {
        **_PERSOON,
        "Naam": _VOLLEDIGE_NAAM,
        "Communicatie": {"Vorm": "1", "Taal": "Fries"},
        "Relaties": {"Relatie": [relatie]},
        "Contactgegevens": {"Contact": [_CONTACT]},
        "ToegewezenProducten": {"ToegewezenProduct": toewijzingen},
    }
    return {"Client": client}


def _startbericht(familie: str) -> dict[str, Any]:
    return {"Client": {**_PERSOON, "Naam": _NAAM, "StartProducten": {"StartProduct": [_melding(familie)]}}}


def _stopbericht(familie: str) -> dict[str, Any]:
    stop = {**_melding(familie), "RedenBeeindiging": "02", "Einddatum": date(2026, 4, 30)}
    return {"Client": {**_PERSOON, "Naam": _NAAM, "StopProducten": {"StopProduct": [stop]}}}


def _aanvraag(familie: str, referentie: str, begin: date, eind: date) -> dict[str, Any]:
    return {
        "ReferentieAanbieder": referentie,
        "Product": _product(familie),
        "ToewijzingIngangsdatum": begin,
        "ToewijzingEinddatum": eind,
        "Omvang": _OMVANG,
        "Verwijzer": {"Type": "02", "Naam": "Praktijk Noord"},
    }


def _verzoek_om_toewijzing(familie: str) -> dict[str, Any]:
    aanvragen = [
        _aanvraag(familie, "A1", date(2026, 4, 1), date(2026, 6, 30)),
        _aanvraag(familie, "A2", date(2026, 7, 1), date(2026, 12, 31)),
    ]
    client = {**_PERSOON, "Naam": _NAAM, "AangevraagdeProducten": {"AangevraagdProduct": aanvragen}}
    return {"Client": client}


def _gewenst(begin: date, eind: date) -> dict[str, Any]:
    return {"GewensteIngangsdatum": begin, "Einddatum": eind, "Omvang": _OMVANG}


def _verzoek_om_wijziging(familie: str) -> dict[str, Any]:
    eerste = _gewenst(date(2026, 6, 1), date(2026, 12, 31))
    tweede = _gewenst(date(2027, 1, 1), date(2027, 6, 30))
    nieuw = [{"Product": _product(familie), **eerste}, {"Product": _product(familie), **tweede}]
    verzoek = {
        "ReferentieAanbieder": "V1",
        "RedenVerzoek": "1",
        "OngewijzigdeProducten": {"OngewijzigdProduct": [{"ToewijzingNummer": 1001}]},
        "TeWijzigenProducten": {"TeWijzigenProduct": [{"ToewijzingNummer": 1002, **eerste}]},
        "NieuweProducten": {"NieuwProduct": nieuw},
    }
    return {"Client": {"Bsn": BSN, "Verzoek": verzoek}}


def _antwoord(familie: str) -> dict[str, Any]:
    return {"Antwoord": {"ReferentieAanbieder": "V1", "VerzoekAntwoord": "1", "RedenAfwijzingVerzoek": "2"}}


def _clienten(familie: str) -> list[dict[str, Any]]:
    eerste = [_prestatie(familie, "R1", 1001), _prestatie(familie, "R2", 1002)]
    tweede = [_prestatie(familie, "R3", 1003)]
    return [
        {"Bsn": BSN, "Prestaties": {"Prestatie": eerste}},
        {"Bsn": TWEEDE_BSN, "Prestaties": {"Prestatie": tweede}},
    ]


def _declaratie(familie: str) -> dict[str, Any]:
    declaratie = {
        "DeclaratieNummer": "D1",
        "DeclaratiePeriode": {"Begindatum": date(2026, 4, 1), "Einddatum": date(2026, 4, 30)},
        "DeclaratieDagtekening": DAGTEKENING,
        "TotaalIngediendBedrag": _TOTAAL,
        "Clienten": {"Client": _clienten(familie)},
    }
    return {"Declaratie": declaratie}


def _declaratie_antwoord(familie: str) -> dict[str, Any]:
    clienten = _clienten(familie)
    for client in clienten:
        client["RetourCodes"] = {"RetourCode": ["0200"]}
        for prestatie in client["Prestaties"]["Prestatie"]:
            prestatie["RetourCodes"] = {"RetourCode": ["9307"]}
    antwoord = {
        "DeclaratieNummer": "D1",
        "TotaalIngediendBedrag": _TOTAAL,
        "TotaalToegekendBedrag": {"TotaalBedrag": 0, "DebetCredit": "D"},
        "Clienten": {"Client": clienten},
        "RetourCodes": {"RetourCode": ["0200"]},
    }
    return {"DeclaratieAntwoord": antwoord}


_INHOUD = {
    "301": _toewijzingsbericht,
    "305": _startbericht,
    "307": _stopbericht,
    "315": _verzoek_om_toewijzing,
    "317": _verzoek_om_wijziging,
    "319": _antwoord,
    "323": _declaratie,
    "325": _declaratie_antwoord,
}


def _los(waarde: Any) -> Any:
    """A copy in which nothing is shared, so that a change touches one place only."""
    if isinstance(waarde, dict):
        return {naam: _los(deel) for naam, deel in waarde.items()}
    return [_los(deel) for deel in waarde] if isinstance(waarde, list) else waarde


def create_bericht(familie: str, soort: str, wijzigingen: dict[str, Any] | None = None) -> Bericht:
    """A clean message with changes by path ("Client/Bsn", "…/ToegewezenProduct/1/Omvang"); None takes out."""
    definitie = get_definitie(familie, soort)  # type: ignore[arg-type]  # a test names any family
    van_gemeente = soort in ("301", "319", "325")
    partijen = (GEMEENTE, AANBIEDER) if van_gemeente else (AANBIEDER, GEMEENTE)
    header = create_header(
        definitie,
        afzender=partijen[0],
        ontvanger=partijen[1],
        identificatie="B1",
        dagtekening=DAGTEKENING,
    )
    if soort == "325":
        header["DeclaratieIdentificatie"] = {"Identificatie": "B1", "Dagtekening": DAGTEKENING}
        header["XsdVersieDeclaratie"] = dict(header["XsdVersie"])
        header["RetourCodes"] = {"RetourCode": ["0200"]}
    waarden = _los({"Header": header, **_INHOUD[soort](familie)})
    for pad, waarde in (wijzigingen or {}).items():
        _zet(waarden, pad.split("/"), waarde)
    return Bericht(definitie, waarden)


def _zet(waarden: Any, pad: list[str], waarde: Any) -> None:
    for stap in pad[:-1]:
        waarden = waarden[int(stap)] if isinstance(waarden, list) else waarden.setdefault(stap, {})
    laatste: Any = int(pad[-1]) if isinstance(waarden, list) else pad[-1]
    if waarde is None:
        del waarden[laatste]
    elif isinstance(waarden, list) and laatste == len(waarden):
        waarden.append(waarde)
    else:
        waarden[laatste] = waarde
