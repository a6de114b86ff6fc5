"""Small invented messages, each with one typical mistake, to try the checks on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from stelsel.istandaarden.antwoorden import create_header
from stelsel.istandaarden.berichten import Bericht, get_definitie
from stelsel.istandaarden.codec import write_bericht
from stelsel.istandaarden.codelijsten import Familie

_BSN, _FOUTE_BSN = "999900018", "999900019"
_GEMEENTE, _AANBIEDER = "9901", "99000001"
_DAG = date(2026, 5, 6)
_BEGIN, _EINDE = date(2026, 4, 1), date(2026, 4, 30)
_OMVANG = {"Volume": 2, "Eenheid": "04", "Frequentie": "2"}
_PERSOON: dict[str, Any] = {
    "Bsn": _BSN,
    "Geboortedatum": {"Datum": date(1948, 2, 14)},
    "Geslacht": "2",
    "Naam": {"Geslachtsnaam": {"Achternaam": "Voorbeeld"}, "Voorletters": "V"},
}
_PRODUCT = {"Categorie": "02", "Code": "02A03"}


@dataclass(frozen=True)
class Voorbeeld:
    """One example: a short name for the address, and words for the page."""

    sleutel: str
    naam: str
    bestandsnaam: str
    _maak: Callable[[], bytes]

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self._maak()


def _write(soort: str, inhoud: dict[str, Any], *, familie: Familie = "iwmo") -> bytes:
    definitie = get_definitie(familie, soort)
    partijen = (_GEMEENTE, _AANBIEDER) if soort == "301" else (_AANBIEDER, _GEMEENTE)
    header = create_header(
        definitie,
        afzender=partijen[0],
        ontvanger=partijen[1],
        identificatie="VOORBEELD1",
        dagtekening=_DAG,
    )
    return write_bericht(Bericht(definitie, {"Header": header, **inhoud}))


def _create_start(*, bsn: str = _BSN) -> bytes:
    start = {
        "ToewijzingNummer": 1001,
        "Product": _PRODUCT,
        "Begindatum": _BEGIN,
        "StatusAanlevering": "1",
    }
    client = {**_PERSOON, "Bsn": bsn, "StartProducten": {"StartProduct": [start]}}
    return _write("305", {"Client": client})


def _create_foute_bsn() -> bytes:
    return _create_start(bsn=_FOUTE_BSN)


def _create_toewijzing_zonder_einde() -> bytes:
    """A volume a week without an end, and a category and code without a volume."""
    adres = {
        "Huis": {"Huisnummer": 12},
        "Postcode": "1234AB",
        "Straatnaam": "Dorpsstraat",
        "Plaatsnaam": "Aldervoort",
        "LandCode": "NL",
    }
    product = {
        "ToewijzingNummer": 1001,
        "Product": _PRODUCT,
        "Toewijzingsdatum": _BEGIN,
        "Toewijzingstijd": time(9, 30),
        "Ingangsdatum": _BEGIN,
    }
    met = {**product, "Omvang": _OMVANG}
    client = {
        **_PERSOON,
        "Naam": {**_PERSOON["Naam"], "NaamGebruik": "1"},
        "Contactgegevens": {"Contact": [{"Soort": "01", "Adres": adres}]},
        "ToegewezenProducten": {"ToegewezenProduct": [met, {**product, "ToewijzingNummer": 1002}]},
    }
    return _write("301", {"Client": client})


def _create_declaratie() -> bytes:
    """Three lines, a total that is not their sum and a line over two months."""
    regels = [
        {
            "ProductReferentie": {"ReferentieNummer": f"R{nummer}"},
            "ToewijzingNummer": 1000 + nummer,
            "ProductCategorie": _PRODUCT["Categorie"],
            "ProductCode": _PRODUCT["Code"],
            "ProductPeriode": {
                "Begindatum": date(2026, 3, 30) if nummer == 2 else _BEGIN,
                "Einddatum": _EINDE,
            },
            "GeleverdVolume": 4,
            "Eenheid": "04",
            "ProductTarief": 1250,
            "IngediendBedrag": {"Bedrag": 5000, "DebetCredit": "D"},
        }
        for nummer in (1, 2, 3)
    ]
    declaratie = {
        "DeclaratieNummer": "D1",
        "DeclaratiePeriode": {"Begindatum": _BEGIN, "Einddatum": _EINDE},
        "DeclaratieDagtekening": _DAG,
        "TotaalIngediendBedrag": {"TotaalBedrag": 10000, "DebetCredit": "D"},
        "Clienten": {"Client": [{"Bsn": _BSN, "Prestaties": {"Prestatie": regels}}]},
    }
    return _write("323", {"Declaratie": declaratie})


def _create_foute_opbouw() -> bytes:
    """A code that does not exist, a date the Dutch way and a BSN without its first digit."""
    wijzigingen = (
        (b":StatusAanlevering>1<", b":StatusAanlevering>7<"),
        (b">2026-04-01<", b">01-04-2026<"),
        (b">999900018<", b">99900018<"),
    )
    data = _create_start()
    for goed, fout in wijzigingen:
        data = data.replace(goed, fout)
    return data


def _create_webpagina() -> bytes:
    return b"<!DOCTYPE html>\r\n<html><body>Uw sessie is verlopen. Log opnieuw in.</body></html>\r\n"


_VOORBEELDEN = (
    Voorbeeld("bsn", "Een start met een verkeerd BSN", "start.xml", _create_foute_bsn),
    Voorbeeld(
        "toewijzing",
        "Een toewijzing zonder einde en omvang",
        "toewijzing.xml",
        _create_toewijzing_zonder_einde,
    ),
    Voorbeeld("declaratie", "Een declaratie die niet optelt", "declaratie.xml", _create_declaratie),
    Voorbeeld("opbouw", "Een bericht met een verkeerde opbouw", "opbouw.xml", _create_foute_opbouw),
    Voorbeeld("webpagina", "Een webpagina in plaats van een bericht", "download.xml", _create_webpagina),
    Voorbeeld("goed", "Een bericht zonder fouten", "goed.xml", _create_start),
)


def list_voorbeelden() -> tuple[Voorbeeld, ...]:
    """The examples in the order of the page."""
    return _VOORBEELDEN


def create_voorbeeld(sleutel: str) -> tuple[str, bytes] | None:
    """Name and bytes of one example; None when there is none of that name."""
    gevonden = next((v for v in _VOORBEELDEN if v.sleutel == sleutel), None)
    return (gevonden.bestandsnaam, gevonden.data) if gevonden else None
