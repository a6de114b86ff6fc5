"""The aanbieder's side, simulated with real XML files.

Reads the messages that were delivered in `post/uit/<agb>`, checks every 301 and 319 as the standard asks of
an aanbieder and answers with a 302 or 320, holds a 325 against the claim it is about, reports the start
with a 305 as soon as the allocation runs, claims every whole month that has passed with a 323, and reports
the stop with a 307 on the last day or when asked. Everything goes through `post/in`, like the files of a real
aanbieder. Read files move to `post/uit/<agb>/gelezen`.

Identifications follow from the content: the same step on the same day gives the same bytes, so a simulator
that is killed half-way and starts again only causes replays. Nothing here needs a database; `tarieven` is the
price list that aanbieder and region agreed on.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from stelsel.demo.administratie import Administratie, Opdracht, get_identificatie
from stelsel.istandaarden.antwoorden import create_header
from stelsel.istandaarden.berichten import Bericht, Berichtdefinitie, get_definitie
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.codec import parse_bericht, write_bericht
from stelsel.istandaarden.codec.declaratie import stream_declaratie
from stelsel.istandaarden.regels.declaratieantwoord import check_declaratieantwoord
from stelsel.istandaarden.regels.toewijzing import (
    Aanbiederdossier,
    Oordeel,
    check_antwoord_ontvangst,
    check_toewijzing_ontvangst,
    create_ontvangstretour,
)
from stelsel.istandaarden.transport import Lading, is_envelop, parse_envelop
from stelsel.kern.periode import Periode, plus_maanden
from stelsel.kern.volume import Eenheid, Frequentie

#: RedenBeeindiging "delivered as planned", per family.
_VOLGENS_PLAN = {"ijw": "31", "iwmo": "19"}
_EENHEDEN_ZONDER_OMVANG = 4


_Controle = Callable[[Bericht, Aanbiederdossier], Oordeel]


@dataclass(frozen=True)
class Prijs:
    """An agreed price: `tarief` in cents per `eenheid`."""

    categorie: str
    code: str
    eenheid: str
    tarief: int


#: Per AGB code and family the products that were agreed, by code.
Tarieven = Mapping[tuple[str, str], Mapping[str, Prijs]]


@dataclass(frozen=True)
class Stap:
    """One step of one aanbieder on one day."""

    agb: str
    post: Path
    vandaag: date
    prijzen: Mapping[tuple[str, str], Mapping[str, Prijs]]
    gemeenten: Mapping[str, Periode]


def publish_aanbiederberichten(
    *,
    post: Path,
    vandaag: date,
    tarieven: Tarieven,
    gemeenten: Mapping[str, Periode],
    stoppen: Collection[str] = (),
) -> dict[str, int]:
    """Let every aanbieder with post do what is due on `vandaag`. Returns the number of files per message.

    `gemeenten`: code to the period of use. `stoppen`: allocations to end now, as "9901-iwmo-1001" (gemeente,
    family, number); requests of that name in `post/aanbieder/stoppen` count as well and are removed when
    done."""
    telling: dict[str, int] = defaultdict(int)
    verzoeken = sorted((post / "aanbieder" / "stoppen").glob("*-*-*"))
    stoppen = {*stoppen, *(verzoek.name for verzoek in verzoeken)}
    mappen = sorted(m for m in (post / "uit").glob("*") if m.is_dir()) if (post / "uit").is_dir() else []
    for map_ in mappen:
        stap = Stap(map_.name, post, vandaag, tarieven, gemeenten)
        administratie = Administratie(post / "aanbieder" / f"{map_.name}.json")
        berichten = [
            *_lees_post(map_, administratie, stap),
            *_starts(administratie, stap),
            *_declaraties(administratie, stap),
            *_stops(administratie, stap, stoppen),
        ]
        for volgnummer, bericht in enumerate(berichten):
            inhoud = _write_bestand(bericht, stap, volgnummer)
            if bericht.definitie.soort == Berichtsoort.DECLARATIE:
                administratie.register_declaratie(bericht, inhoud=inhoud)
            telling[bericht.definitie.naam] += 1
        administratie.write()
        _ruim_op(map_)
    for verzoek in verzoeken:
        verzoek.unlink(missing_ok=True)
    return dict(telling)


def heeft_werk(post: Path) -> bool:
    """There is a message that no aanbieder read, or a request to stop."""
    return any((post / "uit").glob("*/*.xml")) or any((post / "aanbieder" / "stoppen").glob("*-*-*"))


def _lees_post(map_: Path, administratie: Administratie, stap: Stap) -> list[Bericht]:
    """A 302 or 320 for every 301 and 319, with what is wrong in it; a 325 is held against the claim."""
    antwoorden = []
    for pad in sorted(map_.glob("*.xml")):
        inhoud = _open(pad.read_bytes())
        if inhoud is None:
            continue
        bericht = parse_bericht(inhoud)
        if bericht.definitie.soort in _ONTVANGST:
            antwoorden.append(_beantwoord(bericht, inhoud, administratie=administratie, stap=stap))
        elif bericht.definitie.soort == Berichtsoort.DECLARATIE_ANTWOORD:
            _lees_declaratieantwoord(bericht, inhoud, administratie=administratie, stap=stap)
    return antwoorden


def _open(data: bytes) -> bytes | None:
    """The message, also out of its envelope, as the transport hands it to an aanbieder; None for a fault
    message, which is for people."""
    if not is_envelop(data):
        return data
    inhoud = parse_envelop(data).inhoud
    return inhoud.data if isinstance(inhoud, Lading) else None


def _beantwoord(bericht: Bericht, inhoud: bytes, *, administratie: Administratie, stap: Stap) -> Bericht:
    """The retour; what is right goes into the book. The same bytes again get the same answer."""
    digest = hashlib.sha256(inhoud).hexdigest()
    gegeven = administratie.get_retour(bericht, digest=digest)
    if gegeven is not None:
        return parse_bericht(gegeven)
    soort, familie = bericht.definitie.soort, bericht.definitie.familie
    prijzen = stap.prijzen.get((stap.agb, familie), {}).values()
    kop = administratie.get_kop(bericht, vandaag=stap.vandaag, gemeenten=stap.gemeenten)
    producten = {prijs.code: prijs.categorie for prijs in prijzen}
    check, neem_over = _ONTVANGST[soort]
    oordeel = check(bericht, administratie.get_dossier(bericht, kop=kop, producten=producten))
    if not oordeel.fouten:
        neem_over(administratie, bericht)
    kenmerk = _identificatie(bericht.definitie.retour_soort or "", familie, get_identificatie(bericht))
    retour = create_ontvangstretour(bericht, oordeel, identificatie=kenmerk, dagtekening=stap.vandaag)
    administratie.register_ontvangst(bericht, digest=digest, retour=write_bericht(retour))
    return retour


def _lees_declaratieantwoord(
    bericht: Bericht, inhoud: bytes, *, administratie: Administratie, stap: Stap
) -> None:
    """Nobody answers a 325: what is wrong with it stands in the book, for the people who sent the claim."""
    genoemd = bericht.waarden["Header"]["DeclaratieIdentificatie"]["Identificatie"]
    eigen = administratie.get_declaratie(genoemd)
    if eigen is None:
        return
    bevindingen = check_declaratieantwoord(
        stream_declaratie(BytesIO(inhoud)),
        declaraties={genoemd: stream_declaratie(BytesIO(eigen))},
        kop=administratie.get_kop(bericht, vandaag=stap.vandaag, gemeenten=stap.gemeenten),
    )
    naam = f"{bericht.definitie.naam} {get_identificatie(bericht)}"
    administratie.bevindingen += [f"{naam}: {b.regel} {b.uitleg}" for b in bevindingen]


#: What the aanbieder answers with a retour: how it is checked, and who takes over what is right.
_ONTVANGST: dict[str, tuple[_Controle, Callable[[Administratie, Bericht], None]]] = {
    Berichtsoort.TOEWIJZING: (check_toewijzing_ontvangst, Administratie.register_toewijzingen),
    Berichtsoort.ANTWOORD: (check_antwoord_ontvangst, Administratie.register_antwoord),
}


def _ruim_op(map_: Path) -> None:
    gelezen = map_ / "gelezen"
    for pad in map_.glob("*.xml"):
        gelezen.mkdir(exist_ok=True)
        pad.replace(gelezen / pad.name)


def _starts(administratie: Administratie, stap: Stap) -> list[Bericht]:
    """A 305 for every allocation that runs and has not begun."""
    berichten = []
    for opdracht in administratie.opdrachten.values():
        if opdracht.start is None and opdracht.periode.begin <= stap.vandaag:
            opdracht.start = opdracht.ingangsdatum
            client = {**opdracht.get_client(), "StartProducten": {"StartProduct": [opdracht.get_melding()]}}
            berichten.append(
                _bericht(opdracht, Berichtsoort.START, stap, {"Client": client}, opdracht.sleutel)
            )
    return berichten


def _stops(administratie: Administratie, stap: Stap, stoppen: Collection[str]) -> list[Bericht]:
    """A 307 for every delivery that has come to its last day, or that is asked to end."""
    berichten = []
    for opdracht in administratie.opdrachten.values():
        einde = opdracht.periode.eind
        gevraagd = opdracht.sleutel in stoppen or (einde is not None and einde <= stap.vandaag)
        if opdracht.start is None or opdracht.stop is not None or not gevraagd:
            continue
        laatste = min(einde or stap.vandaag, stap.vandaag)
        opdracht.stop = laatste.isoformat()
        product = {
            **opdracht.get_melding(),
            "RedenBeeindiging": _VOLGENS_PLAN[opdracht.familie],
            "Einddatum": laatste,
        }
        client = {**opdracht.get_client(), "StopProducten": {"StopProduct": [product]}}
        berichten.append(_bericht(opdracht, Berichtsoort.STOP, stap, {"Client": client}, opdracht.sleutel))
    return berichten


def _declaraties(administratie: Administratie, stap: Stap) -> list[Bericht]:
    """A 323 per gemeente, family and passed month, oldest first. A line that comes too late for its own month
    goes with the first month that was not claimed yet (TR318, TR319)."""
    laatste: dict[tuple[str, str], str] = {}
    for opdracht in administratie.opdrachten.values():
        wie = (opdracht.gemeente, opdracht.familie)
        laatste[wie] = max(laatste.get(wie, ""), *opdracht.gedeclareerd, "")
    groepen: dict[tuple[str, str, str], list[tuple[Opdracht, Periode]]] = defaultdict(list)
    for opdracht in administratie.opdrachten.values():
        for deel in opdracht.list_te_declareren(stap.vandaag):
            maand = _get_maand(deel.begin, na=laatste[opdracht.gemeente, opdracht.familie])
            if (maand.eind or maand.begin) <= stap.vandaag:
                groepen[f"{maand.begin:%Y-%m}", opdracht.gemeente, opdracht.familie].append((opdracht, deel))
    return [
        bericht
        for (maand, _, _), delen in sorted(groepen.items(), key=lambda groep: groep[0])
        if (bericht := _declaratie(maand, delen, stap)) is not None
    ]


def _get_maand(dag: date, *, na: str) -> Periode:
    """The month of `dag`, or the first month after `na` ("2026-02") when that one was claimed."""
    if f"{dag:%Y-%m}" <= na:
        dag = plus_maanden(date.fromisoformat(f"{na}-01"), 1)
    return Periode.maand(dag.year, dag.month)


def _declaratie(maand: str, delen: Sequence[tuple[Opdracht, Periode]], stap: Stap) -> Bericht | None:
    clienten: dict[str, list[dict[str, Any]]] = defaultdict(list)
    totaal = 0
    for opdracht, deel in sorted(delen, key=lambda paar: paar[0].sleutel):
        regel = create_prestatie(opdracht, deel, prijzen=stap.prijzen.get((stap.agb, opdracht.familie), {}))
        opdracht.gedeclareerd.append(f"{deel.begin:%Y-%m}")
        if regel is not None:
            clienten[opdracht.bsn].append(regel)
            totaal += regel["IngediendBedrag"]["Bedrag"]
    if not clienten:
        return None
    eerste = delen[0][0]
    kenmerk = maand + "".join(sorted(opdracht.sleutel for opdracht, _ in delen))
    hele_maand = Periode.maand(int(maand[:4]), int(maand[5:]))
    declaratie = {
        "DeclaratieNummer": _identificatie(Berichtsoort.DECLARATIE, stap.agb, kenmerk),
        "DeclaratiePeriode": {"Begindatum": hele_maand.begin, "Einddatum": hele_maand.eind},
        "DeclaratieDagtekening": stap.vandaag,
        "TotaalIngediendBedrag": {"TotaalBedrag": totaal, "DebetCredit": "D"},
        "Clienten": {
            "Client": [{"Bsn": bsn, "Prestaties": {"Prestatie": regels}} for bsn, regels in clienten.items()]
        },
    }
    return _bericht(eerste, Berichtsoort.DECLARATIE, stap, {"Declaratie": declaratie}, kenmerk)


def create_prestatie(
    opdracht: Opdracht, deel: Periode, *, prijzen: Mapping[str, Prijs]
) -> dict[str, Any] | None:
    """The line for one month of one allocation; None when nothing was delivered or no price is agreed."""
    prijs = prijzen.get(opdracht.code) or next(
        (p for p in prijzen.values() if not opdracht.code and p.categorie == opdracht.categorie), None
    )
    if prijs is None:
        return None
    volume = _maandvolume(opdracht, deel)
    if volume <= 0:
        return None
    eenheid = opdracht.eenheid or prijs.eenheid
    regel: dict[str, Any] = {
        "ProductReferentie": {
            "ReferentieNummer": _identificatie("regel", opdracht.sleutel, f"{deel.begin}", lengte=20)
        },
        "ToewijzingNummer": opdracht.nummer,
        "ProductCategorie": prijs.categorie,
        "ProductCode": prijs.code,
        "ProductPeriode": {"Begindatum": deel.begin, "Einddatum": deel.eind},
        "GeleverdVolume": volume,
        "Eenheid": eenheid,
    }
    if eenheid != Eenheid.EURO:
        regel["ProductTarief"] = prijs.tarief
    bedrag = volume if eenheid == Eenheid.EURO else volume * prijs.tarief
    return regel | {"IngediendBedrag": {"Bedrag": bedrag, "DebetCredit": "D"}}


def _maandvolume(opdracht: Opdracht, deel: Periode) -> int:
    """What is delivered in this part: whole weeks, days or a share of the total."""
    if opdracht.volume is None:
        return _EENHEDEN_ZONDER_OMVANG
    match opdracht.frequentie:
        case Frequentie.DAG:
            return opdracht.volume * deel.dagen
        case Frequentie.WEEK:
            return opdracht.volume * (deel.dagen // 7)
        case Frequentie.MAAND:
            return opdracht.volume
    return _tot_en_met(opdracht, deel.eind or deel.begin) - _tot_en_met(opdracht, deel.begin, voor=1)


def _tot_en_met(opdracht: Opdracht, dag: date, *, voor: int = 0) -> int:
    """The share of the total volume that was delivered up to a day, in whole units."""
    periode, totaal = opdracht.periode, opdracht.volume or 0
    if periode.eind is None:
        return 0
    dagen = (dag - periode.begin).days + 1 - voor
    return totaal * max(0, dagen) // periode.dagen


def _bericht(opdracht: Opdracht, soort: str, stap: Stap, inhoud: Mapping[str, Any], kenmerk: str) -> Bericht:
    definitie: Berichtdefinitie = get_definitie(opdracht.familie, soort)
    header = create_header(
        definitie,
        afzender=stap.agb,
        ontvanger=opdracht.gemeente,
        identificatie=_get_volgnummer(soort, stap.agb, kenmerk),
        dagtekening=stap.vandaag,
    )
    return Bericht(definitie, {"Header": header, **inhoud})


def _get_volgnummer(soort: str, agb: str, kenmerk: str) -> str:
    """The Identificatie of a message. Messages of one kind and day are taken in its order, so that of a claim
    begins with its month."""
    if soort == Berichtsoort.DECLARATIE:
        return kenmerk[2:4] + kenmerk[5:7] + _identificatie(soort, agb, kenmerk, lengte=8)
    return _identificatie(soort, agb, kenmerk)


def _identificatie(*delen: str, lengte: int = 12) -> str:
    """Letters and digits that follow from the content: the same step gives the same message."""
    return hashlib.sha256("|".join(delen).encode()).hexdigest()[:lengte].upper()


def _write_bestand(bericht: Bericht, stap: Stap, volgnummer: int) -> bytes:
    """Its bytes. Named so that the inbox, which goes by name, takes the messages of a step in their order."""
    inhoud = write_bericht(bericht)
    kenmerk = hashlib.sha256(inhoud).hexdigest()[:12]
    naam = f"{stap.agb}-{volgnummer:05d}-{bericht.definitie.naam}-{kenmerk}.xml"
    map_ = stap.post / "in"
    map_.mkdir(parents=True, exist_ok=True)
    tijdelijk = map_ / f".{naam}"
    tijdelijk.write_bytes(inhoud)
    tijdelijk.replace(map_ / naam)
    return inhoud
