"""Level 2 on persons: client, relation, and where they can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from stelsel.istandaarden.regels.registratie import Deel, regel, regel_groep

ONBEKENDE_DATUM = date(1900, 1, 1)
_POSTCODE_NL = re.compile(r"[1-9][0-9]{3}[a-zA-Z]{2}")
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_TOLK, _TIJDELIJK_ADRES, _ORGANISATIE = "1", "04", "6"
_VAST_ADRES = ("01", "02", "03")
_ADRES_MET_POSTCODE = ("01", "03")


@regel("CS002", "Client", element="Bsn")
def bsn_voldoet_aan_elfproef(deel: Deel) -> bool:
    """Exactly the eleven-test and no more: 000000000 passes it."""
    bsn: str = deel["Bsn"]
    return sum(g * int(c) for g, c in zip(_GEWICHTEN, bsn, strict=True)) % 11 == 0


@regel("CS139", "Client", "Relatie", element="Geboortedatum/DatumGebruik")
def datum_past_bij_datumgebruik(deel: Deel) -> bool:
    """An unknown part of the date stands at its first value."""
    datum, gebruik = deel["Geboortedatum/Datum"], deel["Geboortedatum/DatumGebruik"]
    if gebruik == "3":
        return bool(datum == ONBEKENDE_DATUM)
    if gebruik == "2":
        return bool((datum.month, datum.day) == (1, 1))
    return gebruik != "1" or bool(datum.day == 1)


@regel("TR002", "Client", "Relatie", element="Geboortedatum/Datum")
def leeftijd_is_mogelijk(deel: Deel) -> bool:
    """At most 120 years before the message's date, compared as jjjjmmdd so that 29 February needs no rule."""
    datum = deel["Geboortedatum/Datum"]
    if datum is None or (deel["Geboortedatum/DatumGebruik"] == "3" and datum == ONBEKENDE_DATUM):
        return True
    nu = deel.bericht.dagtekening
    oudste = (nu.year - deel.bericht.grenzen.leeftijd_jaren, nu.month, nu.day)
    return bool((datum.year, datum.month, datum.day) >= oudste)


@regel("CS050", "Client", "Relatie", element="Naam/NaamGebruik")
def naamgebruik_past_bij_partnernaam(deel: Deel) -> bool:
    """iJw also lets an organisation be named (6)."""
    gebruik = deel["Naam/NaamGebruik"]
    if gebruik is None:
        return True
    if deel["Naam/Partnernaam"] is not None:
        return gebruik in ("1", "2", "3", "4")
    return gebruik == "1" or (gebruik == _ORGANISATIE and deel.bericht.definitie.familie == "ijw")


@regel("CS318", "Client", element="Naam")
def client_is_een_persoon(deel: Deel) -> bool:
    """A client is no organisation."""
    return bool(deel["Naam/NaamGebruik"] != _ORGANISATIE)


@regel("CD007", "Client", element="Communicatie")
def taal_hoort_bij_tolk(deel: Deel) -> bool:
    """A language if and only if an interpreter is needed."""
    return deel["Communicatie"] is None or (
        (deel["Communicatie/Vorm"] == _TOLK) == (deel["Communicatie/Taal"] is not None)
    )


@regel("CD005", "Contact", element="Adres")
def postcode_en_land_samen(deel: Deel) -> bool:
    """Both or neither."""
    return (deel["Adres/Postcode"] is None) == (deel["Adres/LandCode"] is None)


@regel("CD009", "Contact", element="Periode")
def periode_alleen_bij_tijdelijk_adres(deel: Deel) -> bool:
    """Only a temporary address has a period."""
    return deel["Periode"] is None or deel["Soort"] == _TIJDELIJK_ADRES


@regel("CD025", "Contact", element="Adres")
def huis_bij_adres_in_nederland(deel: Deel) -> bool:
    """An address in the Netherlands has a house number."""
    return deel["Adres/LandCode"] != "NL" or deel["Adres/Huis"] is not None


@regel("CD034", "Contact", element="Soort")
def postcode_bij_woonadres(deel: Deel) -> bool:
    """A registered or actual address has a postal code."""
    return deel["Soort"] not in _ADRES_MET_POSTCODE or deel["Adres/Postcode"] is not None


@regel("CS089", "Contact", element="Adres/Postcode")
def postcode_is_nederlands(deel: Deel) -> bool:
    """Four digits and two letters, when the address is in the Netherlands."""
    postcode = deel["Adres/Postcode"]
    return deel["Adres/LandCode"] != "NL" or postcode is None or bool(_POSTCODE_NL.fullmatch(postcode))


@regel("TR006", "Contact")
def contact_is_bereikbaar(deel: Deel) -> bool:
    """A telephone number, or house number and postal code."""
    adres = deel["Adres/Huis"] is not None and deel["Adres/Postcode"] is not None
    return deel["Telefoon"] is not None or adres


@regel_groep("TR061", "Contactgegevens")
def client_heeft_vast_adres(delen: Sequence[Deel]) -> Iterator[Deel]:
    """One of the contacts of the client is no temporary address."""
    for deel in delen:
        if not any(contact["Soort"] in _VAST_ADRES for contact in deel.waarden["Contact"]):
            yield deel
