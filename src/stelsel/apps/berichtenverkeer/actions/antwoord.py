"""Answers: a retour for start and stop, a 325 for a declaration. Always one, in the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stelsel.apps.berichtenverkeer.models import UitgaandBericht
from stelsel.istandaarden.antwoorden import Klassecodes, create_antwoord_325, create_retour
from stelsel.istandaarden.berichten import get_definitie
from stelsel.istandaarden.codec import write_bericht
from stelsel.istandaarden.codec.declaratie import Declaratie
from stelsel.kern.bevinding import Bevinding

from .uitkomst import Opdracht, Status, Uitkomst, create_identificatie, create_uitgaand_bericht


def create_antwoord(
    opdracht: Opdracht,
    *,
    headercodes: Sequence[str] = (),
    klassecodes: Klassecodes | None = None,
    onderwerp: str = "",
) -> UitgaandBericht:
    """The answer on a message: approved without codes, refused in the header, or refused per class."""
    definitie = get_definitie(opdracht.kop.definitie.familie, opdracht.kop.definitie.retour_soort or "")
    code = opdracht.rij.ontvanger
    identificatie = create_identificatie(gemeentecode=code, bericht=definitie.naam)
    kenmerk: dict[str, Any] = {
        "identificatie": identificatie,
        "dagtekening": opdracht.today,
        "headercodes": headercodes,
    }
    heen = opdracht.kop.heen
    if isinstance(heen, Declaratie):
        bericht = create_antwoord_325(heen, **kenmerk)
    else:
        bericht = create_retour(heen, **kenmerk, klassecodes=klassecodes)
    return create_uitgaand_bericht(
        bericht=definitie.naam,
        inhoud=write_bericht(bericht),
        identificatie=identificatie,
        aanbieder=opdracht.aanbieder,
        gemeente=opdracht.gemeente,
        today=opdracht.today,
        now=opdracht.now,
        onderwerp=onderwerp,
    )


def close_afgekeurd(opdracht: Opdracht, bevindingen: Sequence[Bevinding]) -> Uitkomst:
    """Refused on form (level 2) or header: an answer with a header only; the message counts as not sent."""
    codes = sorted({bevinding.retourcode for bevinding in bevindingen if bevinding.retourcode})
    antwoord = create_antwoord(opdracht, headercodes=codes)
    return Uitkomst(Status.AFGEKEURD, bevindingen, antwoord=antwoord, codes=codes)
