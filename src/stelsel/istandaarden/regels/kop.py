"""Level 3 and 4 on the header of any heen message, for gemeente and aanbieder alike.

The dossier is passed in; a rule says what is wrong in one sentence, or None. Source: spec 3.2, section 9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from stelsel.istandaarden.berichten import Bericht, Waarden
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.regels.levering import Fout
from stelsel.kern.periode import Periode

#: The heen messages that a gemeente sends; in the others it is the receiver.
_VAN_GEMEENTE = (Berichtsoort.TOEWIJZING, Berichtsoort.ANTWOORD, Berichtsoort.DECLARATIE_ANTWOORD)
#: Where the messages on one client hold their products, and what the first day of an allocation is called.
_PRODUCTEN = (
    ("ToegewezenProducten", "ToegewezenProduct"),
    ("StartProducten", "StartProduct"),
    ("StopProducten", "StopProduct"),
    ("AangevraagdeProducten", "AangevraagdProduct"),
)
_INGANG = ("Ingangsdatum", "ToewijzingIngangsdatum")


@dataclass(frozen=True)
class Kopdossier:
    """What the receiver knows on the day of receipt.

    `gebruikt`: the Identificaties of earlier messages of this kind by this sender, with the day on which
    each was received (None: not kept). `gemeenten`: code to the period in which it was in use (CBS list)."""

    vandaag: date
    gebruikt: Mapping[str, date | None] = field(default_factory=dict)
    gemeenten: Mapping[str, Periode] = field(default_factory=dict)


Regel = Callable[[Bericht, Kopdossier], str | None]


def identificatie_is_nieuw(bericht: Bericht, dossier: Kopdossier) -> str | None:
    """TR056: the sender used this Identificatie for no other message of the same kind."""
    identificatie = bericht.waarden["Header"]["BerichtIdentificatie"]["Identificatie"]
    if identificatie not in dossier.gebruikt:
        return None
    ontvangen = dossier.gebruikt[identificatie]
    eerder = f" in een ander bericht, dat wij op {ontvangen:%d-%m-%Y} ontvingen" if ontvangen else ""
    gebruikt = f"Identificatie {identificatie} hebt u al gebruikt{eerder}."
    return f"{gebruikt} Geef dit bericht een nieuwe identificatie."


def dagtekening_niet_in_toekomst(bericht: Bericht, dossier: Kopdossier) -> str | None:
    """TR135: dated today at the latest; a 325 repeats the date of its declaration, which holds too."""
    header = bericht.waarden["Header"]
    eigen = [header[naam] for naam in ("BerichtIdentificatie", "DeclaratieIdentificatie") if naam in header]
    laatste = max(identificatie["Dagtekening"] for identificatie in eigen)
    if laatste <= dossier.vandaag:
        return None
    return f"De dagtekening {laatste:%d-%m-%Y} ligt in de toekomst. Gebruik de dag van verzending."


def gemeente_bestaat(bericht: Bericht, dossier: Kopdossier) -> str | None:
    """TR378: the code was in use on the day of the message, or when the care began (a merger since)."""
    kant = "Afzender" if bericht.definitie.soort in _VAN_GEMEENTE else "Ontvanger"
    return check_gemeentecode(bericht, dossier, code=bericht.waarden["Header"][kant])


def check_gemeentecode(bericht: Bericht, dossier: Kopdossier, *, code: str) -> str | None:
    """The same for any code that a message names."""
    gebruik = dossier.gemeenten.get(code)
    if gebruik is not None and any(dag in gebruik for dag in list_peildata(bericht)):
        return None
    return f"Gemeentecode {code} bestaat niet. Gebruik de code van de gemeente volgens het CBS."


def list_peildata(bericht: Bericht) -> list[date]:
    """The days on which a code may have been in use: that of the message, and each on which an allocation
    that it gives, asks for or names began (TR378)."""
    client: Waarden = bericht.waarden.get("Client", {})
    producten = [product for groep, klasse in _PRODUCTEN for product in client.get(groep, {}).get(klasse, [])]
    return [
        bericht.waarden["Header"]["BerichtIdentificatie"]["Dagtekening"],
        *(dag for product in producten for naam in _INGANG if (dag := product.get(naam)) is not None),
    ]


def geldt(bericht: Bericht, code: str) -> bool:
    """Whether the catalogue of the message's own release has the rule for this message."""
    regel = get_catalogus(bericht.definitie.familie, bericht.definitie.release).get(code)
    return regel is not None and bericht.definitie.soort in regel.berichten


_REGELS: dict[str, Regel] = {
    "TR056": identificatie_is_nieuw,
    "TR135": dagtekening_niet_in_toekomst,
    "TR378": gemeente_bestaat,
}


def check_header(bericht: Bericht, dossier: Kopdossier) -> list[Fout]:
    """The rules that the header of a heen message or a 325 breaks; with any of these the rest waits."""
    uitleg = {code: regel(bericht, dossier) for code, regel in _REGELS.items() if geldt(bericht, code)}
    return [Fout(code, tekst) for code, tekst in uitleg.items() if tekst is not None]
