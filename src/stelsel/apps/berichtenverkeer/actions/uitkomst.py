"""What the judgement of one message works with, and what comes out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.berichtenverkeer.models import InkomendBericht, UitgaandBericht
from stelsel.istandaarden.antwoorden import GEEN_OPMERKING, NIET_BEOORDEELD, VOLLEDIG_TOEGEKEND
from stelsel.istandaarden.berichten import Bericht, Berichtdefinitie, Waarden
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.codec.declaratie import Declaratie
from stelsel.istandaarden.codelijsten import Familie, get_label
from stelsel.kern.bevinding import Bevinding

Status = InkomendBericht.Status
#: The most findings that are kept with a message.
BEVINDINGEN_BEWAARD = 500
_NIETS_AAN_DE_HAND = {GEEN_OPMERKING, NIET_BEOORDEELD, VOLLEDIG_TOEGEKEND}


@dataclass(frozen=True)
class Kop:
    """A message that passed level 1: the message itself (a 323 as a table) and who sent it to whom.

    A retour carries the header of the message that it answers, so there the receiver is the sender."""

    definitie: Berichtdefinitie
    heen: Bericht | Declaratie
    aanbieder: str
    gemeente: str
    identificatie: str
    dagtekening: date


@dataclass(frozen=True)
class Opdracht:
    """One message to judge, with everything that is known before its content is looked at."""

    rij: InkomendBericht
    kop: Kop
    aanbieder: Aanbieder
    gemeente: Gemeente | None
    today: date
    now: datetime

    @property
    def sleutel(self) -> str:
        """The plain key under which other contexts remember this message."""
        return f"{self.rij.bericht} {self.rij.afzender} {self.rij.identificatie}"


@dataclass(frozen=True)
class Uitkomst:
    """The verdict on one message. `telt`: it counts as sent. `toewijzing_ids`: what it speaks of."""

    status: str
    bevindingen: Sequence[Bevinding] = ()
    antwoord: UitgaandBericht | None = None
    codes: Sequence[str] = ()
    telt: bool = False
    eerder: InkomendBericht | None = None
    onderwerp: str = ""
    toewijzing_ids: Sequence[int] = ()


def get_bevinding(familie: Familie, code: str, *, plaats: str = "", uitleg: str = "") -> Bevinding:
    """A finding for an official rule, in the words of the catalogue unless a better sentence is known."""
    regel = get_catalogus(familie)[code]
    return Bevinding(code, uitleg or regel.uitleg, plaats=plaats, retourcode=regel.retourcode)


def get_retourcode(familie: Familie, code: str) -> str:
    """The code (WJ001) that answers a broken rule; KeyError for an unknown rule."""
    return get_catalogus(familie)[code].retourcode or ""


def zonder_antwoord(regel: str, uitleg: str) -> Uitkomst:
    """A refusal that the sender is told by other means than a message."""
    return Uitkomst(Status.AFGEKEURD, [Bevinding(regel, uitleg)])


def create_kop(heen: Bericht | Declaratie) -> Kop:
    """Who and what, from the header."""
    definitie, header = heen.definitie, heen.waarden["Header"]
    eigen = header["BerichtIdentificatie"]
    if definitie.heen_soort is None:
        partijen, kenmerk = ("Afzender", "Ontvanger"), (eigen["Identificatie"], eigen["Dagtekening"])
    else:
        partijen = ("Ontvanger", "Afzender")
        kenmerk = (header["IdentificatieRetour"], header["DagtekeningRetour"])
    aanbieder, gemeente = (header[naam] for naam in partijen)
    return Kop(definitie, heen, aanbieder, gemeente, *kenmerk)


def list_toewijzingnummers(heen: Bericht | Declaratie) -> set[int]:
    """Every allocation that a message names."""
    if isinstance(heen, Declaratie):
        return set(heen.regels["toewijzing_nummer"].unique())
    return set(_list_nummers(heen.waarden))


def _list_nummers(waarde: Any) -> Iterator[int]:
    delen = waarde.items() if isinstance(waarde, Mapping) else ()
    for naam, deel in delen:
        if naam == "ToewijzingNummer":
            yield deel
        for onderdeel in deel if isinstance(deel, list) else [deel]:
            yield from _list_nummers(onderdeel)


def create_identificatie(*, gemeentecode: str, bericht: str) -> str:
    """The next Identificatie (12 characters) of this gemeente for this kind of message; never used twice."""
    (nummer,) = create_nummers(reeks=f"bericht:{gemeentecode}:{bericht}")
    return f"{gemeentecode}{nummer:08d}"


def create_uitgaand_bericht(
    *,
    bericht: str,
    inhoud: bytes,
    identificatie: str,
    aanbieder: Aanbieder,
    gemeente: Gemeente | None,
    today: date,
    now: datetime,
    **velden: object,
) -> UitgaandBericht:
    """A row in the outbox."""
    return UitgaandBericht.objects.create(
        gemeente=gemeente,
        aanbieder=aanbieder,
        bericht=bericht,
        identificatie=identificatie,
        dagtekening=today,
        inhoud=inhoud,
        sha256=hashlib.sha256(inhoud).hexdigest(),
        gemaakt_at=now,
        **velden,
    )


def list_codes(antwoord: Bericht) -> list[str]:
    """The codes in an answer that say something is wrong, each once, at any depth."""
    return sorted(set(_list_codes(antwoord.waarden)) - _NIETS_AAN_DE_HAND)


def _list_codes(waarde: object) -> Iterator[str]:
    if isinstance(waarde, Sequence) and not isinstance(waarde, str):
        for deel in waarde:
            yield from _list_codes(deel)
    elif isinstance(waarde, Mapping):
        for naam, deel in waarde.items():
            if naam == "RetourCode":
                yield from deel
            else:
                yield from _list_codes(deel)


def list_regelbevindingen(antwoord: Bericht) -> list[Bevinding]:
    """A finding per code in a 325, on the whole or on a line with its reference: as many as are kept."""
    return list(islice(_list_regelbevindingen(antwoord), BEVINDINGEN_BEWAARD))


def _list_regelbevindingen(antwoord: Bericht) -> Iterator[Bevinding]:
    familie = antwoord.definitie.familie
    deel = antwoord.waarden.get("DeclaratieAntwoord") or {}
    for code in _eigen_codes(deel):
        yield get_bevinding_bij_code(familie, code, plaats="Declaratie")
    for client in (deel.get("Clienten") or {}).get("Client", []):
        for prestatie in client["Prestaties"]["Prestatie"]:
            plaats = f"Prestatie {prestatie['ProductReferentie']['ReferentieNummer']}"
            for code in (*_eigen_codes(client), *_eigen_codes(prestatie)):
                yield get_bevinding_bij_code(familie, code, plaats=plaats)


def _eigen_codes(klasse: Waarden) -> list[str]:
    return (
        [code for code in klasse["RetourCodes"]["RetourCode"] if code not in _NIETS_AAN_DE_HAND]
        if klasse
        else []
    )


def get_bevinding_bij_code(familie: Familie, code: str, *, plaats: str = "") -> Bevinding:
    """A finding for a code (WJ001) in an answer, in the words of the code list."""
    regel = next((r.code for r in get_catalogus(familie).values() if r.retourcode == code), code)
    return Bevinding(regel, get_label(familie, "LDT_RetourCode", code=code), plaats=plaats, retourcode=code)
