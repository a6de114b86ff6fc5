"""A 323: judged and stored by declaraties, answered with a 325."""

from __future__ import annotations

from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.declaraties.actions import register_declaratie
from stelsel.istandaarden.berichten import get_definitie
from stelsel.istandaarden.codec import write_bericht
from stelsel.istandaarden.codec.declaratie import Declaratie

from .uitkomst import (
    Opdracht,
    Status,
    Uitkomst,
    create_identificatie,
    create_uitgaand_bericht,
    list_codes,
    list_regelbevindingen,
)


def register_declaratiebericht(opdracht: Opdracht) -> Uitkomst:
    """The verdict on a 323 whose header is sound. Refused as a whole: it counts as not sent."""
    heen, gemeente = opdracht.kop.heen, opdracht.gemeente
    if not isinstance(heen, Declaratie) or gemeente is None:
        raise TypeError("alleen een 323 voor een bekende gemeente komt hier")
    antwoordnaam = get_definitie(heen.definitie.familie, heen.definitie.retour_soort or "").naam
    identificatie = create_identificatie(gemeentecode=gemeente.code, bericht=antwoordnaam)
    uitslag = register_declaratie(
        declaratie=heen,
        gemeente=gemeente,
        aanbieder=opdracht.aanbieder,
        wet=queries.WET[heen.definitie.familie],
        bericht_sleutel=opdracht.sleutel,
        sha256=opdracht.rij.sha256,
        identificatie=identificatie,
        today=opdracht.today,
        now=opdracht.now,
    )
    antwoord = create_uitgaand_bericht(
        bericht=antwoordnaam,
        inhoud=write_bericht(uitslag.antwoord),
        identificatie=identificatie,
        aanbieder=opdracht.aanbieder,
        gemeente=gemeente,
        today=opdracht.today,
        now=opdracht.now,
    )
    verwerkt = uitslag.declaratie is not None
    return Uitkomst(
        Status.VERWERKT if verwerkt else Status.AFGEKEURD,
        list_regelbevindingen(uitslag.antwoord),
        antwoord=antwoord,
        codes=list_codes(uitslag.antwoord),
        telt=verwerkt,
        toewijzing_ids=queries.list_gedeclareerde_toewijzingen(uitslag.declaratie.pk)
        if uitslag.declaratie
        else (),
    )
