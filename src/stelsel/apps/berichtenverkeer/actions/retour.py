"""The aanbieder's answer on our 301 (302): put with the message it answers. A retour gets no retour."""

from __future__ import annotations

from stelsel.apps.berichtenverkeer.models import UitgaandBericht
from stelsel.istandaarden.berichten import Bericht, get_definitie

from .bewaking import register_alarm
from .uitkomst import Opdracht, Status, Uitkomst, list_codes, zonder_antwoord

Antwoord = UitgaandBericht.Antwoord


def register_retour(opdracht: Opdracht) -> Uitkomst:
    """Mark the 301 as approved or refused by the aanbieder. One retour per message (OP090)."""
    heen = opdracht.kop.heen
    if not isinstance(heen, Bericht):
        raise TypeError("een 302 is geen declaratie")
    vraagnaam = get_definitie(heen.definitie.familie, heen.definitie.heen_soort or "").naam
    vraag = (
        UitgaandBericht.objects.select_for_update()
        .filter(
            gemeente=opdracht.gemeente,
            aanbieder=opdracht.aanbieder,
            bericht=vraagnaam,
            identificatie=heen.waarden["Header"]["BerichtIdentificatie"]["Identificatie"],
        )
        .first()
    )
    if vraag is None:
        return zonder_antwoord("BERICHT", "Wij kennen het bericht niet waarop dit een antwoord is.")
    if vraag.beantwoord:
        return zonder_antwoord("BERICHT", "Op dit bericht is al een antwoord gekomen.")
    codes = list_codes(heen)
    vraag.beantwoord = Antwoord.AFGEKEURD if codes else Antwoord.GOED
    vraag.save(update_fields=["beantwoord"])
    if codes:
        register_alarm(
            object_soort="uitgaand_bericht",
            object_sleutel=str(vraag.pk),
            reden="afgekeurd door aanbieder",
            now=opdracht.now,
        )
    return Uitkomst(
        Status.VERWERKT,
        codes=codes,
        telt=True,
        onderwerp=vraag.onderwerp,
        toewijzing_ids=list(vraag.verbanden.values_list("toewijzing_id", flat=True)),
    )
