"""The aanbieder's answer on our 301 (302): put with the message it answers. A retour gets no retour.

The standard prescribes no answer on a retour, so one that comes before the message that it answers (after a
restore, or out of order) waits for it: parked for as long as a retour may take, and then set aside.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.berichtenverkeer.models import InkomendBericht, UitgaandBericht
from stelsel.istandaarden.berichten import Bericht, get_definitie
from stelsel.istandaarden.catalogus.hulp import get_hulp
from stelsel.kern.bevinding import Bevinding

from .bewaking import register_storing
from .uitkomst import Opdracht, Status, Uitkomst, get_bevinding_bij_code, list_codes, zonder_antwoord

Antwoord = UitgaandBericht.Antwoord
_NOG_NIET = "Wij kennen het bericht nog niet waarop dit een antwoord is. Het antwoord wacht daarop."
_MAAK_OPNIEUW = "Herstel wat niet klopt en maak het bericht opnieuw, of bel de aanbieder."
_NOOIT = "Wij kennen het bericht niet waarop dit een antwoord is. Vraag de afzender op welk bericht."


def register_retour(opdracht: Opdracht) -> Uitkomst:
    """Mark the 301 as approved or refused by the aanbieder. One retour per message (OP090)."""
    heen = opdracht.kop.heen
    if not isinstance(heen, Bericht):
        raise TypeError("een 302 is geen declaratie")
    opdracht.rij.vraag_identificatie = heen.waarden["Header"]["BerichtIdentificatie"]["Identificatie"]
    vraagnaam = get_definitie(heen.definitie.familie, heen.definitie.heen_soort or "").naam
    vraag = (
        UitgaandBericht.objects.select_for_update()
        .filter(
            gemeente=opdracht.gemeente,
            aanbieder=opdracht.aanbieder,
            bericht=vraagnaam,
            identificatie=opdracht.rij.vraag_identificatie,
        )
        .first()
    )
    if vraag is None:
        return Uitkomst(Status.GEPARKEERD, [Bevinding("BERICHT", _NOG_NIET)])
    if vraag.beantwoord:
        return zonder_antwoord("BERICHT", "Op dit bericht is al een antwoord gekomen.")
    codes = list_codes(heen)
    vraag.beantwoord = Antwoord.AFGEKEURD if codes else Antwoord.GOED
    bevindingen = [get_bevinding_bij_code(heen.definitie.familie, code) for code in codes]
    vraag.bevindingen = vraag.bevindingen + [bevinding.als_data() for bevinding in bevindingen]
    vraag.save(update_fields=["beantwoord", "bevindingen"])
    if codes:
        uitleg = _render_afkeuring(bevindingen)
        register_storing(vraag, reden="afgekeurd door aanbieder", uitleg=uitleg, now=opdracht.now)
    return Uitkomst(
        Status.VERWERKT,
        codes=codes,
        telt=True,
        onderwerp=vraag.onderwerp,
        toewijzing_ids=list(vraag.verbanden.values_list("toewijzing_id", flat=True)),
    )


def _render_afkeuring(bevindingen: list[Bevinding]) -> str:
    """What the aanbieder found and what we do about it, in a few sentences."""
    redenen = " ".join(
        f"{bevinding.uitleg.rstrip('.')}. {get_hulp(bevinding.regel).herstel}".strip()
        for bevinding in bevindingen
    )
    return f"De aanbieder heeft dit bericht afgekeurd. {redenen} {_MAAK_OPNIEUW}"


@transaction.atomic
def check_geparkeerd(*, today: date, now: datetime) -> int:
    """Retours whose message exists by now go back into the queue; what waited too long is set aside with a
    line on the work list. Returns how many moved."""
    geparkeerd = InkomendBericht.objects.filter(status=Status.GEPARKEERD)
    terug = geparkeerd.filter(queries.vraag_bestaat()).update(status=Status.ONTVANGEN)
    verlopen = geparkeerd.filter(queries.wacht_op_ons_tot(queries.gisteren(today))).defer("inhoud")
    for rij in verlopen.select_for_update(skip_locked=True):
        rij.status, rij.bevindingen = Status.VASTGELOPEN, [Bevinding("BERICHT", _NOOIT).als_data()]
        rij.save(update_fields=["status", "bevindingen"])
        register_storing(rij, reden="vraag onbekend", uitleg=_NOOIT, now=now)
        terug += 1
    return terug
