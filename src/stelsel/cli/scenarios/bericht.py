"""The incoming message of a scenario as XML: the fields that it names, completed with the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stelsel.istandaarden import Bericht, create_header, write_bericht
from stelsel.istandaarden.berichten import Klasse
from stelsel.istandaarden.codec import OnleesbaarBericht

from .lezen import Gegevens, OnleesbaarScenario, Scenario, parse_dag

#: Fields that a scenario writes flat, and where they stand in the message.
_PLAT = {
    "Product": ("Categorie", "Code"),
    "ProductReferentie": ("ReferentieNummer", "VorigReferentieNummer"),
    "ProductPeriode": ("Begindatum", "Einddatum"),
    "IngediendBedrag": ("Bedrag", "DebetCredit"),
}


def write_inkomend(scenario: Scenario) -> bytes:
    """The bytes that come in. OnleesbaarScenario for a field that the message does not have, for a value of
    another type, and for what cannot be written."""
    plaats = f"scenario {scenario.id}"
    definitie = scenario.definitie
    velden = {k: v for k, v in scenario.inkomend.items() if k != "header"}
    inhoud = _get_declaratie(velden) if definitie.soort == "323" else _get_client(scenario, velden)
    waarden = _als_waarden(definitie.wortel, {"Header": {}, **inhoud}, plaats)
    try:
        return write_bericht(Bericht(definitie, {**waarden, "Header": _get_header(scenario, plaats)}))
    except (OnleesbaarBericht, ValueError, KeyError, TypeError) as fout:
        raise OnleesbaarScenario(
            f"{plaats}: het bericht is niet te schrijven: {str(fout).rstrip('.')}."
        ) from fout


def _get_header(scenario: Scenario, plaats: str) -> Mapping[str, Any]:
    header, defaults = scenario.inkomend.get("header", {}), scenario.defaults
    vreemd = sorted(set(header) - {"Afzender", "Ontvanger", "Identificatie", "Dagtekening"})
    if vreemd:
        raise OnleesbaarScenario(f"{plaats}: het veld {', '.join(vreemd)} kennen wij niet in 'header'.")
    return create_header(
        scenario.definitie,
        afzender=header.get("Afzender", scenario.aanbieder),
        ontvanger=header.get("Ontvanger", scenario.gemeente),
        identificatie=header.get("Identificatie", defaults["Identificatie"]),
        dagtekening=parse_dag(header.get("Dagtekening", defaults["Dagtekening"]), plaats),
    )


def _get_declaratie(velden: Gegevens) -> Gegevens:
    """A 323 has its header fields beside the list of clients."""
    clienten = [
        {**client, "Prestaties": {"Prestatie": client.get("Prestatie", [])}} for client in velden["Client"]
    ]
    for client in clienten:
        client.pop("Prestatie", None)
    kop = {k: v for k, v in velden.items() if k != "Client"}
    return {"Declaratie": {**kop, "Clienten": {"Client": clienten}}}


def _get_client(scenario: Scenario, velden: Gegevens) -> Gegevens:
    """The other messages carry one client; a list of products gets its plural class around it."""
    client = {k: v for k, v in velden.items() if k not in _VERZAMELING}
    if "Verzoek" in client:
        client["Verzoek"] = _met_verzamelingen(client["Verzoek"])
    elif scenario.definitie.soort != "317":
        client = {**_get_persoon(scenario.defaults.get("client", {})), **client}
    producten = {k: v for k, v in velden.items() if k in _VERZAMELING}
    if "AangevraagdProduct" in producten and "Verwijzer" in scenario.defaults:
        verwijzer = {"Verwijzer": scenario.defaults["Verwijzer"]}
        producten["AangevraagdProduct"] = [{**verwijzer, **p} for p in producten["AangevraagdProduct"]]
    return {"Client": {**client, **_met_verzamelingen(producten)}}


_VERZAMELING = {
    "StartProduct": "StartProducten",
    "StopProduct": "StopProducten",
    "AangevraagdProduct": "AangevraagdeProducten",
    "OngewijzigdProduct": "OngewijzigdeProducten",
    "TeWijzigenProduct": "TeWijzigenProducten",
    "NieuwProduct": "NieuweProducten",
}


def _met_verzamelingen(velden: Gegevens) -> dict[str, Any]:
    return {
        _VERZAMELING.get(naam, naam): {naam: waarde} if naam in _VERZAMELING else waarde
        for naam, waarde in velden.items()
        if naam not in _VERZAMELING or waarde
    }


def _get_persoon(client: Gegevens) -> dict[str, Any]:
    persoon: dict[str, Any] = dict(client)
    if "Achternaam" in persoon:
        persoon["Naam"] = {"Geslachtsnaam": {"Achternaam": persoon.pop("Achternaam")}}
    if isinstance(persoon.get("Geboortedatum"), str):
        persoon["Geboortedatum"] = {"Datum": persoon["Geboortedatum"]}
    return persoon


def _als_waarden(klasse: Klasse, velden: Any, plaats: str) -> dict[str, Any]:
    """The fields in the shape and with the types of the class; flat fields go to their composite element."""
    if not isinstance(velden, Mapping):
        raise OnleesbaarScenario(f"{plaats}: {klasse.naam} moet een verzameling velden zijn.")
    velden = _vouw(klasse, velden)
    bekend = {element.naam: element for element in klasse.elementen}
    vreemd = sorted(set(velden) - set(bekend))
    if vreemd:
        raise OnleesbaarScenario(f"{plaats}: het veld {', '.join(vreemd)} bestaat niet in {klasse.naam}.")
    waarden: dict[str, Any] = {}
    for naam, waarde in velden.items():
        element = bekend[naam]
        if waarde is None or (element.naam == "Header" and not waarde):
            continue
        delen = waarde if element.meervoud else [waarde]
        if not isinstance(delen, list):
            raise OnleesbaarScenario(f"{plaats}: {naam} moet een lijst zijn.")
        omgezet = [_als_waarde(element.type, deel, f"{plaats}, {naam}") for deel in delen]
        waarden[naam] = omgezet if element.meervoud else omgezet[0]
    return waarden


def _als_waarde(soort: Any, waarde: Any, plaats: str) -> Any:
    if isinstance(soort, Klasse):
        return _als_waarden(soort, waarde, plaats)
    if soort.basis == "date":
        return parse_dag(waarde, plaats)
    if soort.basis == "integer":
        if isinstance(waarde, bool) or not isinstance(waarde, int):
            raise OnleesbaarScenario(f"{plaats}: '{waarde}' is geen heel getal.")
        return waarde
    if isinstance(waarde, (dict, list, date)):
        raise OnleesbaarScenario(f"{plaats}: hier hoort één waarde.")
    return str(waarde)


def _vouw(klasse: Klasse, velden: Gegevens) -> dict[str, Any]:
    """Flat fields (Categorie, Code) below their composite element (Product), where the class has one."""
    namen = {element.naam for element in klasse.elementen}
    uit = dict(velden)
    for samengesteld, delen in _PLAT.items():
        if samengesteld not in namen:
            continue
        eigen = {deel: uit.pop(deel) for deel in delen if deel in uit and deel not in namen}
        if eigen:
            uit[samengesteld] = {**uit.get(samengesteld, {}), **eigen}
    return uit
