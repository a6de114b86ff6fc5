"""Fault messages of the chain (Fo01): ours about a message that is wrong at level 1, and those about ours.

A message that is wrong at level 1 gets no retour. In an envelope it gets a Fo01 (StUF055); a bare file has
nothing to answer to, so there the findings on the page are the answer (docs/adr/0016).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.berichtenverkeer.models import InkomendBericht, UitgaandBericht
from stelsel.istandaarden.transport import (
    Fout,
    create_fout,
    parse_envelop,
    render_envelop,
    render_fout,
)
from stelsel.kern.bevinding import Bevinding

from .bewaking import register_storing
from .envelop import (
    FOUTMELDING,
    create_ontvangen_envelop,
    create_referentienummer,
    get_applicatie,
    get_partijen,
    get_tijdstip,
)
from .uitkomst import Status, Uitkomst, create_identificatie, create_uitgaand_bericht, zonder_antwoord


def close_onleesbaar(
    rij: InkomendBericht, bevindingen: Sequence[Bevinding], *, today: date, now: datetime
) -> Uitkomst:
    """Wrong at level 1: shown to whom it concerns, as far as envelope or header say who that is, and
    answered with a Fo01 when it came in an envelope of a known aanbieder."""
    afzender, ontvanger = get_partijen(rij)
    aanbieder = queries.get_aanbieder(afzender) if rij.aangeleverd_agb in ("", afzender) else None
    gemeente = None
    if rij.aangeleverd_gemeente in ("", ontvanger):
        gemeente = queries.get_gemeente(code=ontvanger, peildata=[today])
    rij.aanbieder, rij.gemeente = aanbieder, gemeente
    if not rij.referentienummer or aanbieder is None or gemeente is None:
        _meld_onbekend(rij, now=now)
        return Uitkomst(Status.ONLEESBAAR, bevindingen)
    eerder = queries.get_eerdere_foutmelding(bericht=rij)
    if eerder is not None:
        eerder.status = UitgaandBericht.Status.KLAAR
        eerder.save(update_fields=["status"])
    antwoord = eerder or _create_foutmelding(rij, bevindingen, aanbieder, gemeente, today, now)
    return Uitkomst(Status.ONLEESBAAR, bevindingen, antwoord=antwoord)


def _meld_onbekend(rij: InkomendBericht, *, now: datetime) -> None:
    """Nobody would see it otherwise: from the post folder, for no gemeente that we know."""
    if rij.gemeente is None and not rij.aangeleverd_agb and not rij.aangeleverd_gemeente:
        uitleg = "Dit bestand is niet te lezen en noemt geen gemeente die wij kennen. Kijk wie het stuurde."
        register_storing(rij, reden="onleesbaar", uitleg=uitleg, now=now)


def _create_foutmelding(
    rij: InkomendBericht,
    bevindingen: Sequence[Bevinding],
    aanbieder: Aanbieder,
    gemeente: Gemeente,
    today: date,
    now: datetime,
) -> UitgaandBericht:
    referentie = create_referentienummer(FOUTMELDING, rij.referentienummer, rij.sha256, gemeente.code)
    aansluiting = queries.get_aansluiting(gemeente.code)
    envelop = create_fout(
        create_ontvangen_envelop(rij),
        bevindingen=bevindingen,
        applicatie=get_applicatie(aansluiting.administratie if aansluiting else ""),
        referentienummer=referentie,
        tijdstip=get_tijdstip(now),
    )
    return create_uitgaand_bericht(
        bericht=FOUTMELDING,
        inhoud=render_envelop(envelop),
        identificatie=create_identificatie(gemeentecode=gemeente.code, bericht=FOUTMELDING),
        aanbieder=aanbieder,
        gemeente=gemeente,
        today=today,
        now=now,
        referentienummer=referentie,
    )


def register_foutmelding(rij: InkomendBericht, *, now: datetime) -> Uitkomst:
    """A Fo01 about a message of ours: it did not arrive, and a person decides what to do."""
    rij.bericht = FOUTMELDING
    fout = parse_envelop(bytes(rij.inhoud)).inhoud
    if not isinstance(fout, Fout):
        raise TypeError("een Fo01 draagt een fout")
    bevinding = Bevinding(fout.code[:10], render_fout(fout))
    bericht = queries.get_verzonden_bericht(
        referentienummer=rij.envelop["cross_refnummer"],
        gemeentecode=rij.aangeleverd_gemeente,
        agb=rij.aangeleverd_agb,
    )
    if bericht is None:
        onbekend = zonder_antwoord("BERICHT", "Wij kennen het bericht niet waar deze foutmelding over gaat.")
        return replace(onbekend, bevindingen=[*onbekend.bevindingen, bevinding])
    rij.gemeente, rij.aanbieder = bericht.gemeente, bericht.aanbieder
    if bericht.beantwoord:
        return zonder_antwoord("BERICHT", f"Op {bericht} kwam al een antwoord. {bevinding.uitleg}")
    bericht.status = UitgaandBericht.Status.MISLUKT
    bericht.bevindingen = [bevinding.als_data()]
    bericht.save(update_fields=["status", "bevindingen"])
    register_storing(bericht, reden=f"fo01 {fout.code}"[:40], uitleg=bevinding.uitleg, now=now)
    return Uitkomst(
        Status.VERWERKT,
        [bevinding],
        codes=[fout.code],
        telt=False,
        onderwerp=bericht.onderwerp,
        toewijzing_ids=list(bericht.verbanden.values_list("toewijzing_id", flat=True)),
    )
