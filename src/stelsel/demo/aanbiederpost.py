"""The caseload as the aanbieders report it: start, stop and claim messages with real content.

Unlike the simulator, which only does what is right, this side also sends what the caseload has wrong on
purpose. Pure: caseload in, messages out.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from stelsel.demo.administratie import Opdracht
from stelsel.demo.bewoners import Bewoner
from stelsel.demo.caseload import Fout, Levering, Stop, with_bedrag
from stelsel.demo.toewijzingen import Toewijzing
from stelsel.istandaarden.antwoorden import create_header
from stelsel.istandaarden.berichten import Bericht, get_definitie
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.codelijsten import Familie
from stelsel.kern.periode import Periode, plus_maanden

#: One line in so many was too much: it is credited a month later and claimed anew, one in so many parts less.
CORRECTIE, MINDER = 50, 4
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
    opnieuw: bool = False,
) -> list[Bericht]:
    """One 323 per aanbieder, gemeente and law for the lines of `maand`, dated `dag`, with what was too
    much in the month before. `opnieuw`: only those that held a line twice and were sent back whole for it
    (TR416), now without."""
    vorige = plus_maanden(maand.begin, -1)
    groepen: dict[tuple[str, str, str], list[Levering]] = defaultdict(list)
    eerder: dict[tuple[str, str, str], list[Levering]] = defaultdict(list)
    for levering in leveringen:
        if levering.maand.begin in (vorige, maand.begin):
            opdracht = opdrachten[levering.toewijzing]
            groep = (agbs[levering.toewijzing], opdracht.gemeente, opdracht.familie)
            (groepen if levering.maand == maand else eerder)[groep].append(levering)
    if opnieuw:
        groepen = {groep: regels for groep, regels in groepen.items() if any(map(_is_dubbel, regels))}
    return [
        _declaratie(
            groep[0],
            _zonder_dubbel(regels) if opnieuw else regels,
            eerder[groep],
            opdrachten,
            maand=maand,
            dag=dag,
        )
        for groep, regels in sorted(groepen.items(), key=lambda groep: groep[0])
    ]


def _is_dubbel(levering: Levering) -> bool:
    return levering.fout is Fout.DUBBEL


def _zonder_dubbel(leveringen: Iterable[Levering]) -> list[Levering]:
    return [levering for levering in leveringen if not _is_dubbel(levering)]


def _declaratie(
    agb: str,
    leveringen: Sequence[Levering],
    eerder: Sequence[Levering],
    opdrachten: Mapping[int, Opdracht],
    *,
    maand: Periode,
    dag: date,
) -> Bericht:
    clienten: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for levering in leveringen:
        opdracht = opdrachten[levering.toewijzing]
        opdracht.gedeclareerd.append(f"{maand.begin:%Y-%m}")
        clienten[opdracht.bsn].append(_prestatie(levering, opdracht))
    for levering in eerder:
        opdracht = opdrachten[levering.toewijzing]
        clienten[opdracht.bsn] += _list_correctie(_prestatie(levering, opdracht), levering)
    eerste = opdrachten[leveringen[0].toewijzing]
    kenmerk = f"{agb}{maand.begin:%Y-%m}{dag}{eerste.gemeente}{eerste.familie}"
    declaratie = {
        "DeclaratieNummer": create_kenmerk("declaratie", kenmerk),
        "DeclaratiePeriode": {"Begindatum": maand.begin, "Einddatum": maand.eind},
        "DeclaratieDagtekening": dag,
        "TotaalIngediendBedrag": _get_totaal([regel for regels in clienten.values() for regel in regels]),
        "Clienten": {
            "Client": [
                {"Bsn": bsn, "Prestaties": {"Prestatie": regels}}
                for bsn, regels in clienten.items()
                if regels
            ]
        },
    }
    return _bericht(
        eerste, agb, Berichtsoort.DECLARATIE, {"Declaratie": declaratie}, dag=dag, kenmerk=kenmerk
    )


def _list_correctie(regel: Mapping[str, Any], levering: Levering) -> list[dict[str, Any]]:
    """The credit of a line that was approved and found too high, and the line in its place; mostly none."""
    nummer = regel["ProductReferentie"]["ReferentieNummer"]
    minder = levering.volume // MINDER
    if levering.fout or levering.tarief is None or not minder or int(nummer, 16) % CORRECTIE:
        return []
    juist = with_bedrag(replace(levering, volume=levering.volume - minder))
    credit = {
        **regel,
        "ProductReferentie": {
            "ReferentieNummer": create_kenmerk("credit", nummer, lengte=20),
            "VorigReferentieNummer": nummer,
        },
        "IngediendBedrag": {"Bedrag": levering.bedrag, "DebetCredit": "C"},
    }
    opnieuw = {
        **regel,
        "ProductReferentie": {"ReferentieNummer": create_kenmerk("opnieuw", nummer, lengte=20)},
        "GeleverdVolume": juist.volume,
        "IngediendBedrag": {"Bedrag": juist.bedrag, "DebetCredit": "D"},
    }
    return [credit, opnieuw]


def _get_totaal(regels: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    bedragen = [regel["IngediendBedrag"] for regel in regels]
    totaal = sum(-b["Bedrag"] if b["DebetCredit"] == "C" else b["Bedrag"] for b in bedragen)
    return {"TotaalBedrag": abs(totaal), "DebetCredit": "C" if totaal < 0 else "D"}


def _prestatie(levering: Levering, opdracht: Opdracht) -> dict[str, Any]:
    kenmerk = f"{opdracht.sleutel}{levering.maand.begin}{'dubbel' if _is_dubbel(levering) else ''}"
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
