"""Words for what a message is and for the place of a finding."""

from __future__ import annotations

import re

from stelsel.istandaarden.berichten.begrippen import Berichtsoort

_SOORTEN = {
    Berichtsoort.TOEWIJZING: "toewijzing",
    Berichtsoort.TOEWIJZING_RETOUR: "retour op een toewijzing",
    Berichtsoort.START: "start van de hulp",
    Berichtsoort.START_RETOUR: "retour op een start",
    Berichtsoort.STOP: "stop van de hulp",
    Berichtsoort.STOP_RETOUR: "retour op een stop",
    Berichtsoort.VERZOEK_TOEWIJZING: "verzoek om toewijzing",
    Berichtsoort.VERZOEK_TOEWIJZING_RETOUR: "retour op een verzoek om toewijzing",
    Berichtsoort.VERZOEK_WIJZIGING: "verzoek om wijziging",
    Berichtsoort.VERZOEK_WIJZIGING_RETOUR: "retour op een verzoek om wijziging",
    Berichtsoort.ANTWOORD: "antwoord op een verzoek",
    Berichtsoort.ANTWOORD_RETOUR: "retour op een antwoord",
    Berichtsoort.DECLARATIE: "declaratie",
    Berichtsoort.DECLARATIE_ANTWOORD: "antwoord op een declaratie",
}
_FAMILIES = {"JW": "Jeugdwet", "WMO": "Wmo"}
_STAP = re.compile(r"/([^/\[\]]+)(?:\[(\d+)\])?")
_WOORDGRENS = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Wrappers say nothing that what is in them does not say.
_OMHULSEL = {
    *("Bericht", "Clienten", "Prestaties", "Relaties", "Contactgegevens", "ToegewezenProducten"),
    *("StartProducten", "StopProducten", "AangevraagdeProducten", "OngewijzigdeProducten"),
    *("TeWijzigenProducten", "NieuweProducten", "RetourCodes"),
}
_EIGEN_NAAM = {"Client": "cliënt", "Clienten": "cliënten", "Bsn": "BSN", "Header": "de kop van het bericht"}


def render_berichtnaam(naam: str) -> str:
    """'JW301' as 'toewijzing (Jeugdwet, JW301)'; the name itself when it is unknown."""
    soort = next((woord for soort, woord in _SOORTEN.items() if naam.endswith(soort)), None)
    familie = _FAMILIES.get(naam[:-3])
    return f"{soort} ({familie}, {naam})" if soort and familie else naam


def render_soortnaam(naam: str) -> str:
    """'JW301' as 'Toewijzing (JW301)'; the name itself when it is unknown."""
    soort = next((woord for soort, woord in _SOORTEN.items() if naam.endswith(soort)), None)
    return f"{soort.capitalize()} ({naam})" if soort and naam[:-3] in _FAMILIES else naam


def render_plek(plaats: str) -> str:
    """'/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]/Product' as 'cliënt › toegewezen product 2 ›
    product'; "" for no place."""
    stappen = _STAP.findall(plaats)
    if stappen and all(naam in _OMHULSEL for naam, _ in stappen):
        stappen = stappen[-1:]
    elif stappen:
        stappen = [(naam, nummer) for naam, nummer in stappen if naam not in _OMHULSEL]
    return " › ".join(f"{_render_stap(naam)} {nummer}".strip() for naam, nummer in stappen)


def _render_stap(naam: str) -> str:
    return _EIGEN_NAAM.get(naam) or _WOORDGRENS.sub(" ", naam).lower()
