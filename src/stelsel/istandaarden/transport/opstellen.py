"""New envelopes: around a message of ours, or a Fo01 about one that was wrong at level 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stelsel.istandaarden.catalogus.transport import FOUT_NIVEAU_1, get_transportfout
from stelsel.istandaarden.release import get_release
from stelsel.istandaarden.transport.envelop import Envelop, Fout, Lading, Stuurgegevens, Systeem
from stelsel.istandaarden.transport.kop import find_kop
from stelsel.kern.bevinding import Bevinding

#: The name of the knooppunt as an application: everything we send goes there first.
_KNOOPPUNT = "GGk"
_MEESTE_TEKENS = 1000


@dataclass(frozen=True)
class Applicatie:
    """The sending program: name without version, (version, subversion), and for whom it runs
    (`administratie`: the samenwerkingsverband or the gemeente)."""

    naam: str
    versie: tuple[int, int]
    administratie: str = ""


def create_envelop(
    data: bytes,
    *,
    applicatie: Applicatie,
    referentienummer: str,
    tijdstip: datetime,
    cross_refnummer: str = "",
) -> Envelop:
    """The envelope around a written message: Di01, or Du01 for a retour or a 325.

    Addressed by the header of the message itself. `referentienummer`: a new UUID (version 4);
    `cross_refnummer`: that of the envelope which this message answers; `tijdstip`: Dutch clock time. Raises
    OnleesbaarBericht when `data` is no message, ValueError when an answer does not say what it answers or
    another message does."""
    kop = find_kop(data, limiet=len(data))
    if kop.is_antwoord != bool(cross_refnummer):
        raise ValueError("cross_refnummer hoort bij een antwoord, en alleen daarbij")
    stuurgegevens = Stuurgegevens(
        berichtcode="Du01" if kop.is_antwoord else "Di01",
        zender=Systeem(kop.zender, applicatie.naam, applicatie.administratie),
        ontvanger=Systeem(kop.geadresseerde, _KNOOPPUNT),
        referentienummer=referentienummer,
        tijdstip=tijdstip,
        cross_refnummer=cross_refnummer,
        functie=kop.definitie.naam,
    )
    release = get_release(kop.definitie.release)
    return Envelop(stuurgegevens, Lading(data, applicatie.versie, (release.versie, release.subversie)))


def _render_details(bevindingen: Sequence[Bevinding]) -> str:
    """The findings that fit, each whole, one per line."""
    tekst = ""
    for bevinding in bevindingen:
        waar = f"regel {bevinding.regelnummer}: " if bevinding.regelnummer else ""
        erbij = f"{tekst}\n{waar}{bevinding.uitleg}".strip()
        if len(erbij) > _MEESTE_TEKENS:
            break
        tekst = erbij
    return tekst


def create_fout(
    geweigerd: Envelop,
    *,
    bevindingen: Sequence[Bevinding],
    applicatie: Applicatie,
    referentienummer: str,
    tijdstip: datetime,
) -> Envelop:
    """The Fo01 (StUF055) that the gemeente sends instead of a retour, for a message wrong at level 1.

    `geweigerd`: the envelope it came in; `bevindingen`: what was found, as far as it fits in the details."""
    heen = geweigerd.stuurgegevens
    stuurgegevens = Stuurgegevens(
        berichtcode="Fo01",
        zender=Systeem(heen.ontvanger.organisatie, applicatie.naam, applicatie.administratie),
        ontvanger=Systeem(heen.zender.organisatie, _KNOOPPUNT),
        referentienummer=referentienummer,
        tijdstip=tijdstip,
        cross_refnummer=heen.referentienummer,
    )
    omschrijving = get_transportfout(FOUT_NIVEAU_1).uitleg
    return Envelop(stuurgegevens, Fout(FOUT_NIVEAU_1, "client", omschrijving, _render_details(bevindingen)))
