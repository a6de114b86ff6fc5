"""Envelopes around small clean messages, all 28, as the knooppunt would carry them."""

from datetime import datetime

from tests.factories.schone_berichten import DAGTEKENING, create_bericht

from stelsel.istandaarden import create_retour, get_definitie, write_bericht
from stelsel.istandaarden.transport import Applicatie, Envelop, create_envelop

REFERENTIE = "b6e9f182-bc44-4f27-9863-9a5ccc1e1cf0"
HEEN_REFERENTIE = "9c0f7b90-5c69-41e5-a837-0800200c9a66"
TIJDSTIP = datetime(2026, 5, 6, 14, 30)
APPLICATIE = Applicatie("Stelsel", (1, 2), administratie="Regio Voorbeeld")


def write_voorbeeld(familie: str, soort: str) -> bytes:
    """The bytes of a clean message; a retour is the approving one on the clean heen message."""
    heen = get_definitie(familie, soort).heen_soort  # type: ignore[arg-type]  # a test names any family
    if heen is None or soort == "325":
        return write_bericht(create_bericht(familie, soort))
    return write_bericht(
        create_retour(create_bericht(familie, heen), identificatie="R1", dagtekening=DAGTEKENING)
    )


def create_voorbeeld(familie: str, soort: str) -> Envelop:
    """The envelope that carries it."""
    is_antwoord = get_definitie(familie, soort).heen_soort is not None  # type: ignore[arg-type]  # idem, any
    return create_envelop(
        write_voorbeeld(familie, soort),
        applicatie=APPLICATIE,
        referentienummer=REFERENTIE,
        tijdstip=TIJDSTIP,
        cross_refnummer=HEEN_REFERENTIE if is_antwoord else "",
    )
