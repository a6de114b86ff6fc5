"""The caseload as the aanbieders report it: start, stop and claim messages with real content.

Unlike the simulator, which only does what is right, this side also sends what the caseload has wrong on
purpose. Pure: caseload in, messages out.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from stelsel.demo.administratie import Opdracht
from stelsel.demo.bewoners import Bewoner
from stelsel.demo.caseload import Levering, Stop
from stelsel.demo.toewijzingen import Toewijzing
from stelsel.istandaarden.antwoorden import create_header
from stelsel.istandaarden.berichten import Bericht, get_definitie
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.codelijsten import Familie
from stelsel.kern.periode import Periode

FAMILIE: dict[str, Familie] = {"jw": "ijw", "wmo": "iwmo"}


def create_opdracht(toewijzing: Toewijzing, bewoner: Bewoner, *, nummer: int) -> Opdracht:
    """What the aanbieder knows of a caseload allocation that got this `nummer`."""
    achternaam = {"Achternaam": bewoner.geslachtsnaam}
    if bewoner.voorvoegsel:
        achternaam["Voorvoegsel"] = bewoner.voorvoegsel
    return Opdracht(
        gemeente=toewijzing.gemeente,
        familie=FAMILIE[toewijzing.wet],
        nummer=nummer,
        bsn=bewoner.bsn,
        wie={
            "Bsn": bewoner.bsn,
            "Geboortedatum": bewoner.geboortedatum.isoformat(),
            "Geslacht": bewoner.geslacht,
            "Naam": {"Geslachtsnaam": achternaam},
        },
        categorie=toewijzing.categorie,
        code=toewijzing.code,
        ingangsdatum=toewijzing.ingangsdatum.isoformat(),
        einddatum=toewijzing.einddatum.isoformat(),
        volume=toewijzing.volume,
        eenheid=toewijzing.eenheid,
        frequentie=toewijzing.frequentie,
        budget=toewijzing.budget,
    )


def create_startbericht(opdracht: Opdracht, agb: str, *, datum: date, dag: date) -> Bericht:
    """A 305 for one allocation, dated `dag`."""
    opdracht.start = datum.isoformat()
    client = {**opdracht.get_client(), "StartProducten": {"StartProduct": [opdracht.get_melding()]}}
    return _bericht(opdracht, agb, Berichtsoort.START, {"Client": client}, dag=dag, kenmerk=opdracht.sleutel)


def create_stopbericht(opdracht: Opdracht, agb: str, *, stop: Stop, dag: date) -> Bericht:
    """A 307 for one allocation, dated `dag`."""
    opdracht.stop = stop.datum.isoformat()
    product = {**opdracht.get_melding(), "RedenBeeindiging": stop.reden, "Einddatum": stop.datum}
    client = {**opdracht.get_client(), "StopProducten": {"StopProduct": [product]}}
    return _bericht(opdracht, agb, Berichtsoort.STOP, {"Client": client}, dag=dag, kenmerk=opdracht.sleutel)


def list_declaraties(
    *,
    leveringen: Iterable[Levering],
    opdrachten: Mapping[int, Opdracht],
    agbs: Mapping[int, str],
    maand: Periode,
    dag: date,
) -> list[Bericht]:
    """One 323 per aanbieder, gemeente and law for the lines of `maand`, dated `dag`."""
    groepen: dict[tuple[str, str, str], list[Levering]] = defaultdict(list)
    for levering in leveringen:
        if levering.maand == maand:
            opdracht = opdrachten[levering.toewijzing]
            groepen[agbs[levering.toewijzing], opdracht.gemeente, opdracht.familie].append(levering)
    return [
        _declaratie(agb, regels, opdrachten, maand=maand, dag=dag)
        for (agb, _, _), regels in sorted(groepen.items(), key=lambda groep: groep[0])
    ]


def _declaratie(
    agb: str, leveringen: list[Levering], opdrachten: Mapping[int, Opdracht], *, maand: Periode, dag: date
) -> Bericht:
    clienten: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for volgnummer, levering in enumerate(leveringen):
        opdracht = opdrachten[levering.toewijzing]
        opdracht.gedeclareerd.append(f"{maand.begin:%Y-%m}")
        clienten[opdracht.bsn].append(_prestatie(levering, opdracht, volgnummer=volgnummer))
    eerste = opdrachten[leveringen[0].toewijzing]
    kenmerk = f"{agb}{maand.begin:%Y-%m}{eerste.gemeente}{eerste.familie}"
    declaratie = {
        "DeclaratieNummer": create_kenmerk("declaratie", kenmerk),
        "DeclaratiePeriode": {"Begindatum": maand.begin, "Einddatum": maand.eind},
        "DeclaratieDagtekening": dag,
        "TotaalIngediendBedrag": {
            "TotaalBedrag": sum(levering.bedrag for levering in leveringen),
            "DebetCredit": "D",
        },
        "Clienten": {
            "Client": [{"Bsn": bsn, "Prestaties": {"Prestatie": regels}} for bsn, regels in clienten.items()]
        },
    }
    return _bericht(
        eerste, agb, Berichtsoort.DECLARATIE, {"Declaratie": declaratie}, dag=dag, kenmerk=kenmerk
    )


def _prestatie(levering: Levering, opdracht: Opdracht, *, volgnummer: int) -> dict[str, Any]:
    kenmerk = f"{opdracht.sleutel}{levering.maand.begin}{volgnummer}"
    regel: dict[str, Any] = {
        "ProductReferentie": {"ReferentieNummer": create_kenmerk("regel", kenmerk, lengte=20)},
        "ToewijzingNummer": opdracht.nummer,
        "ProductCategorie": opdracht.categorie,
        "ProductCode": levering.code,
        "ProductPeriode": {"Begindatum": levering.periode.begin, "Einddatum": levering.periode.eind},
        "GeleverdVolume": levering.volume,
        "Eenheid": levering.eenheid,
    }
    if levering.tarief is not None:
        regel["ProductTarief"] = levering.tarief
    return regel | {"IngediendBedrag": {"Bedrag": levering.bedrag, "DebetCredit": "D"}}


def _bericht(
    opdracht: Opdracht, agb: str, soort: str, inhoud: Mapping[str, Any], *, dag: date, kenmerk: str
) -> Bericht:
    definitie = get_definitie(opdracht.familie, soort)
    header = create_header(
        definitie,
        afzender=agb,
        ontvanger=opdracht.gemeente,
        identificatie=create_kenmerk(soort, f"{agb}{kenmerk}"),
        dagtekening=dag,
    )
    return Bericht(definitie, {"Header": header, **inhoud})


def create_kenmerk(soort: str, kenmerk: str, *, lengte: int = 12) -> str:
    """Letters and digits that follow from the content, so that the same seed gives the same files."""
    return hashlib.sha256(f"{soort}|{kenmerk}".encode()).hexdigest()[:lengte].upper()
